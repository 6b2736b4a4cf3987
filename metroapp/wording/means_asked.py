"""The words of what is asked on the page of the means, and of what was done there."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

ADD_TITLE = _("Entrer un moyen au registre")
CHANGE_TITLE = _("Modifier {number}")
SAVE = _("Enregistrer")
TO_CORRECT = _("Corrigez les champs signalés en rouge : rien n'est encore enregistré.")
NO_CABLE = _("sans câble")
DAY_HINT = _("JJ/MM/AAAA")
FIELDS: dict[str, str] = {
    "number": _("Numéro"),
    "designation": _("Désignation"),
    "kind": _("Genre"),
    "maker": _("Constructeur"),
    "model": _("Type"),
    "serial": _("N° de série"),
    "range_lower": _("Étendue mini (mm)"),
    "range_upper": _("Étendue maxi (mm)"),
    "resolution": _("Quantum (mm)"),
    "error": _("EMT"),
    "uncertainty": _("Incertitude-type u"),
    "repeatability": _("Répétabilité s"),
    "interval_months": _("Intervalle de vérification (mois)"),
    "verified": _("Dernière vérification bonne"),
    "due": _("Échéance"),
    "in_service_since": _("En service depuis"),
    "location": _("Lieu"),
    "holder": _("Détenteur"),
    "checks": _("Cote contrôlée (calibre)"),
    "certified": _("Valeur certifiée (étalon)"),
    "probe_constant": _("Constante de touche (mm)"),
    "family": _("Liaison"),
    "decimals": _("Décimales affichées"),
}
HINTS: dict[str, str] = {
    "error": _("0,02 mm ou ± (2 + L/100) µm"),
    "uncertainty": _("0,003 mm ou 3 µm"),
    "interval_months": _("12"),
    "verified": DAY_HINT,
    "due": _("vide : d'après l'intervalle"),
    "in_service_since": DAY_HINT,
    "checks": _("Ø20 H7, M8×1,25-6g"),
    "decimals": _("avec une liaison"),
}

WITHDRAW_TITLE = _("Retirer {number} d'usage")
WITHDRAW_SAID = _("Il ne sera remis en service qu'après une vérification ou un étalonnage, et une décision.")
WITHDRAW_CONFIRM = _("Retirer d'usage")
NEW_STATE = _("Nouvel état")
REASON = _("Motif")

FILE_TITLE = _("Joindre un certificat à {number}")
FILE_SAID = _("{file} sera copié dans l'atelier, et gardé tel quel.")
FILE_CONFIRM = _("Joindre")
FILE_CHOOSE = _("Choisir le certificat")
FILE_FILTER = _("Documents (*.pdf *.png *.jpg *.jpeg)")
CERTIFICATE_NUMBER = _("N° du certificat")
LABORATORY = _("Laboratoire")
ISSUED_ON = _("Établi le")
ISSUED_MISSING = _("Donnez la date à laquelle le certificat a été établi.")

USES_TITLE = _("Recherche inverse de {number}")
USES_TABLE = _("Valeurs où ce moyen a servi, la dernière en tête")
SINCE_DAY = _("Depuis le")
SEARCH_AGAIN = _("Chercher")
SEARCHING = _("Recherche dans toute l'archive…")
OPEN_RECORD = _("Ouvrir le relevé")
CLOSE = _("Fermer")

IMPORT_CHOOSE = _("Choisir la fiche du registre")
IMPORT_FILTER = _("Fiches (*.xlsx *.csv)")
READING = _("Lecture de la fiche…")
EXPORT_TITLE = _("Exporter le registre")
EXPORT_FILTER = _("Classeur Excel (*.xlsx)")
EXPORT_NAME = _("registre-des-moyens.xlsx")

ENTERED = _("{number} est entré au registre.")
CHANGED = _("{number} est modifié.")
WITHDRAWN = _("{number} : {state}.")
FILED = _("Le certificat {certificate} est joint à {number}.")
EXPORTING = _("Écriture du classeur…")
EXPORTED = _("Registre écrit : {path}")

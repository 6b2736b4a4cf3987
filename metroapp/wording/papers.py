"""The words of the papers that say more than the relevé: its kinds, the bon à produire, the fiche suiveuse."""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.releve_kind import ReleveKind
from metroapp.wording.means_uses import pieces
from metroapp.wording.translate import gettext as _

RELEVES = {
    ReleveKind.SERIES: _("Relevé de contrôle"),
    ReleveKind.FIRST_PIECE: _("Relevé de contrôle – première pièce"),
    ReleveKind.OPERATOR: _("Fiche d'autocontrôle"),
    ReleveKind.FINAL: _("Rapport de contrôle final"),
    ReleveKind.RECEPTION: _("Relevé de contrôle de réception"),
}
QUANTITIES = _("Pièces lancées / contrôlées")
QUANTITIES_OF = _("{launched} / {inspected}")
ONE_OF = _("pièce {piece}, sur {pieces}")
PROGRAM = _("Programme – indice")
OPERATOR_AT = _("Opérateur – poste")
AT_POST = _("{name} – {post}")
TEMPERATURE = _("Températures")
DRAWING = _("plan {drawing} – indice {revision}")
DRAWING_ALONE = _("plan {drawing}")

SHEETS = _("Fiches de non-conformité : {sheets}.")
SHEET_OF_PIECE = _("{number} (pièce {pieces})")
SHEET_OF_PIECES = _("{number} (pièces {pieces})")
DEVIATION = _("Écart au milieu")

# The conclusion of a final report
OUTCOMES = _("Décision")
SHEET_OUTCOMES = _("Décision")
OUTCOME = _("Décision")
COUNT = _("Pièces")
NUMBERS = _("N° des pièces")
REFERENCE = _("Fiche ou dérogation")
TO_DECIDE = _("non conforme, à décider")
NONCONFORMING_AS = _("non conforme, {treatment}")
ON_FUNCTION = _("non conforme, acceptée : fonction non altérée")
LEFT_AS = _("{outcome}, {departure}")
PROVISIONAL = _("Relevé non clôturé : rien de ce rapport n'est définitif.")
PROVISIONALLY = _("{title} (provisoire)")
OUTCOMES_NOTE = _(
    "Le tri vient des mesures ; le traitement est celui de la fiche ; la conclusion est celle qui est signée."
)

# Bon à produire
APPROVAL = _("Bon à produire")
STATE = _("État")
SIGNED = _("SIGNÉ")
LAPSED = _("CADUC : la pièce 1 a changé depuis la signature")
TO_SIGN = _("À SIGNER")
NOT_GOOD = _("PAS BON À PRODUIRE : pièce 1 {disposition}")
NOT_ASKED = _("NON DEMANDÉ par le relevé : à viser à la main s'il l'est par la gamme")
SIGNED_BY = _("Signé par")
SIGNED_AT = _("Signé le")
FIRST_PIECE = _("Première pièce : valeurs")
SHEET_FIRST_PIECE = _("Première pièce")
FIRST_PIECE_NOTE = _(
    "La série peut commencer une fois ce bon signé ; il est à refaire après tout réglage, changement d'outil ou de "
    "programme qui touche une cote."
)

# Fiche suiveuse
ROUTE = _("Fiche suiveuse")
ROUTE_QUANTITY = _("Pièces au lancement")
ROUTE_RECORDS = _("Relevés")
ROUTE_FROM = _("Du")
ROUTE_TO = _("Au")
STILL_OPEN = _("en cours")
OPERATIONS = _("Opérations")
SHEET_OPERATIONS = _("Opérations")
PHASE = _("Phase / opération")
MACHINE_OR_POST = _("Machine")
MINUTES_SPENT = _("Temps prévu / passé (min)")
GOOD = _("Bonnes")
BAD = _("Non conf.")
SCRAP = _("Rebut")
RELEVE_NUMBER = _("Relevé n°")
INCIDENTS = _("Incident")
DAY = _("Date")
OPERATOR_VISA = _("Opérateur")
VISA = _("Visa")
ROUTE_NOTE = _(
    "Quantités du suivi de production, sinon du tri du relevé (marquées *). Une case vide n'est pas zéro : personne ne "
    "l'a remplie. Les lignes vides sont pour les opérations sans relevé."
)
FROM_SORTING = _("{count} *")
SHEET_NUMBERS = _("fiches {numbers}")
SHEET_NUMBER_ONE = _("fiche {numbers}")
UNSORTED_ONE = _("1 pièce non triée")
UNSORTED_PIECES = _("{count} pièces non triées")
MORE_INCIDENTS = _("{count} incidents au suivi")
RELEASE = _("Libération du lot")
ORDER_LABEL = _("À coller sur l'OF")

# In the window
ROUTE_OF_ORDER = _("Fiche suiveuse de l'OF")
CHART_OF = _("Carte de contrôle du repère {balloon}")
CHART_OF_VALUE = _("Carte de contrôle de la valeur choisie")
BLANKS_NAME = _("Formulaires vierges")
BLANKS_TIP = _("Fiche de non-conformité et demande de dérogation à remplir à la main")
BLANK_RELEVE = _("Relevé vierge de cette pièce")
BLANK_CHART = _("Carte de contrôle vierge du repère {balloon}")
BLANK_CHART_OF_VALUE = _("Carte de contrôle vierge de la valeur choisie")
BLANK_NONCONFORMITY = _("Fiche de non-conformité vierge")
BLANK_CONCESSION = _("Demande de dérogation vierge")

# The logo, in the settings
LOGO = _("Logo des documents")
LOGO_NOTE = _("PNG, JPEG ou PDF, imprimé en tête de chaque document ; les documents déjà imprimés restent vérifiables.")
LOGO_CHOOSE = _("Choisir l'image…")
LOGO_CHOOSE_NAME = _("Choisir l'image du logo")
LOGO_REMOVE = _("Sans logo")
LOGO_REMOVE_NAME = _("Imprimer les documents sans logo")
LOGO_FILTER = _("Images (*.png *.jpg *.jpeg *.pdf)")
LOGO_CHOSEN = _("Logo des documents : {file}.")
LOGO_NONE = _("Les documents sont imprimés sans logo.")
LOGO_READING = _("Lecture de {file}…")


def sheets_of(record: EntryId, sheets: Iterable[Nonconformity]) -> str:
    """`Fiches de non-conformité : FNC-2026-001 (pièces 2, 3).`: those about the pieces of a record."""
    said = []
    for sheet in sheets:
        named = sorted(piece for where, piece in sheet.places if where == record)
        sentence = SHEET_OF_PIECE if len(named) == 1 else SHEET_OF_PIECES
        said.append(sentence.format(number=sheet.number, pieces=pieces(named)))
    return SHEETS.format(sheets=", ".join(said))

"""The words of the customer's own templates: what each placeholder stands for, and what is said of those found.

These tables are the one list of the placeholders; `docs/modele-client.md` is made from them.
"""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

# The names are those that people type between braces; without accents or capitals, whatever stands between the words.
OF_RECORD: dict[str, str] = {
    "releve": _("numéro du relevé"),
    "of": _("ordre de fabrication"),
    "lot": _("numéro de lot"),
    "reference": _("référence de la pièce"),
    "designation": _("désignation de la pièce"),
    "plan": _("numéro du plan"),
    "indice": _("indice du plan"),
    "client": _("client"),
    "matiere": _("matière"),
    "tolerances_generales": _("tolérances générales du plan"),
    "machine": _("machine"),
    "phase": _("phase ou opération"),
    "operateur": _("opérateur qui a ouvert le relevé"),
    "clos_par": _("personne qui a signé et clos le relevé"),
    "date_debut": _("date d'ouverture du relevé"),
    "heure_debut": _("heure d'ouverture"),
    "date_fin": _("date de clôture, ou « relevé en cours »"),
    "heure_fin": _("heure de clôture"),
    "date_edition": _("date à laquelle le document est écrit"),
    "atelier": _("nom de l'atelier"),
    "programme": _("programme et sa version"),
    "tete_de_chaine": _("empreinte de la tête de chaîne de l'archive, pour vérifier le document"),
    "regle": _("règle de décision"),
    "quantite": _("nombre de pièces du relevé"),
    "conformes": _("nombre de pièces conformes"),
    "non_conformes": _("nombre de pièces non conformes"),
    "sous_derogation": _("nombre de pièces sous dérogation"),
    "a_confirmer": _("nombre de pièces à confirmer"),
    "non_triees": _("nombre de pièces non triées"),
    "controles": _("nombre de contrôles faits"),
    "controles_nc": _("nombre de contrôles non conformes"),
    "controles_manquants": _("nombre de contrôles prévus et non faits, ou impossibles"),
    "decision": _("tri du lot : celui de sa plus mauvaise pièce"),
    "derogations": _("numéros des dérogations en vigueur"),
    "fiches": _("numéros des fiches de non-conformité"),
    "instruments": _("numéros de tous les moyens employés"),
    "certificats": _("moyens employés avec leur certificat et sa date"),
    "temperature": _("température des pièces, en °C"),
    "simule": _("« SIMULATION » si des valeurs viennent d'instruments simulés, sinon rien"),
}
OF_LINE: dict[str, str] = {
    "rep": _("repère de la bulle, avec le calibre d'un filetage : 9 ENTRE"),
    "caracteristique": _("désignation de la caractéristique"),
    "cote": _("cote telle qu'elle est sur le plan"),
    "nominal": _("cote nominale"),
    "mini": _("limite mini"),
    "maxi": _("limite maxi"),
    "ecart_inf": _("écart inférieur : mini moins nominal"),
    "ecart_sup": _("écart supérieur : maxi moins nominal"),
    "tolerance": _("intervalle de tolérance : maxi moins mini"),
    "unite": _("unité des limites et des valeurs"),
    "moyen": _("moyen de contrôle demandé"),
    "instrument": _("numéros des moyens employés pour cette cote"),
    "frequence": _("fréquence de contrôle"),
    "criticite": _("clé ou sécurité ; rien pour une cote ordinaire"),
    "plus_petite": _("plus petite valeur mesurée"),
    "plus_grande": _("plus grande valeur mesurée"),
    "nb_nc": _("nombre de pièces non conformes pour cette cote"),
    "verdict": _("verdict de la cote : celui de sa plus mauvaise pièce"),
    "derogation": _("numéros des dérogations qui couvrent des valeurs de cette cote"),
    "fiche": _("numéros des fiches de non-conformité des pièces mauvaises pour cette cote"),
}
OF_PIECE: dict[str, str] = {
    "piece": _("numéro de la pièce ; sur une ligne de caractéristique, sa valeur"),
    "tri": _("tri de la pièce en toutes lettres"),
    "tri_court": _("tri de la pièce en abrégé : C, NC, DÉR, à conf., à finir"),
}
OF_VALUE: dict[str, str] = {
    "valeur": _("valeur mesurée (nombre), ou ce qu'a dit le calibre ; « non mesuré » s'il n'y en a pas"),
    "etat": _("verdict de la valeur en toutes lettres"),
    "cnc": _("verdict de la valeur en abrégé : C, NC, DÉR, à conf."),
    "ecart": _("valeur moins nominal"),
}
# Other names of the same things.
ALIASES: dict[str, str] = {
    "ordre_de_fabrication": "of",
    "ref": "reference",
    "revision": "indice",
    "operation": "phase",
    "controleur": "operateur",
    "date": "date_edition",
    "nb_pieces": "quantite",
    "repere": "rep",
    "min": "mini",
    "max": "maxi",
    "it": "tolerance",
    "c_nc": "cnc",
    "p": "piece",
}
# Words that make no difference: « N° de lot » is « lot ».
SMALL_WORDS = frozenset(("n", "no", "num", "numero", "de", "du", "des", "d", "la", "le", "les", "l", "car"))
GROUPS = (
    (_("Une fois"), OF_RECORD),
    (_("Sur une ligne de caractéristique"), OF_LINE),
    (_("Pour chaque pièce"), OF_PIECE),
    (_("Pour chaque pièce, sur une ligne de caractéristique"), OF_VALUE),
)
MEANINGS: dict[str, str] = {**OF_RECORD, **OF_LINE, **OF_PIECE, **OF_VALUE}

STILL_OPEN = _("relevé en cours")
CERTIFICATE = _("{instrument} : {number} du {day}")

# Why a placeholder stays as it is, by the values of `forms.template_layout.Problem`.
PROBLEMS: dict[str, str] = {
    "unknown": _("non compris : ce nom n'existe pas"),
    "unclosed": _("accolades non fermées"),
    "formula": _("dans une formule : mettez-le dans une case à part, que la formule lira"),
    "header": _("dans l'en-tête ou le pied de page : mettez-le dans une case"),
    "table_title": _("dans le titre d'un tableau Excel, que rien ne peut changer : mettez-le dans une autre case"),
    "covered": _("dans une case cachée par une fusion"),
    "elsewhere": _("dans une zone de texte, un graphique ou un commentaire : mettez-le dans une case"),
}
SUGGESTION = _("{problem} ; vouliez-vous {{{{{name}}}}} ?")

# What is said of a whole template.
UNDERSTOOD = _("{count} emplacement(s) compris")
NOT_UNDERSTOOD = _("{count} non rempli(s), qui resteront tels quels")
LINES_RESERVED = _("feuille « {sheet} » : {count} ligne(s) de caractéristique réservée(s)")
PIECES_RESERVED = _("colonnes réservées pour {count} pièce(s)")
HAS_MACROS = _("le modèle contient des macros : elles sont recopiées sans être lues ni lancées")
HAS_LINKS = _("le modèle est lié à d'autres classeurs : leurs valeurs ne sont pas mises à jour ici")
IS_MANUAL = _("le modèle est en calcul manuel : appuyez sur F9 après l'avoir ouvert")
HIDDEN_SHEET = _("la feuille « {sheet} » est masquée : elle est remplie et reste masquée")
_PLACE = _("{sheet} {cell}")
_PLACES = _("{sheet} {cell} et {more} autre(s)")
_NO_CELL = _("hors des cases")
CHECK_LINE = _("{place} : {{{{{text}}}}} : {said}")
LEFT = _("Laissé tel quel : {line}")
EXAMPLE_WRITTEN = _("Modèle d'exemple enregistré : {path}")

# The window.
OPEN = _("Modèle client…")
OPEN_TIP = _("Remplir un classeur Excel du client avec ce relevé")
TITLE = _("Remplir le modèle du client – relevé {number}")
EXPLAINED = _(
    "Le classeur du client garde sa mise en page : seules ses cases {{of}}, {{rep}}, {{valeur}}… sont remplies. "
    "Enregistrez le modèle d'exemple pour voir comment elles s'écrivent."
)
CHOOSE = _("Choisir le modèle…")
CHOOSE_FILTER = _("Classeurs Excel (*.xlsx *.xlsm)")
SAVE_EXAMPLE = _("Enregistrer un modèle d'exemple…")
EXAMPLE_NAME = _("modele-exemple.xlsx")
FILL = _("Remplir")
READING = _("Lecture du modèle…")
NONE_CHOSEN = _("Aucun modèle choisi")
TABLE = _("Emplacements du modèle")
COLUMN_PLACE = _("Case")
COLUMN_TEXT = _("Emplacement")
COLUMN_SAID = _("Ce que c'est")
COLUMN_PREVIEW = _("Première valeur")


def place(sheet: str, cell: str, count: int = 1) -> str:
    """Where a placeholder is first, and how many more there are."""
    if not cell:
        return _NO_CELL
    if count == 1:
        return _PLACE.format(sheet=sheet, cell=cell)
    return _PLACES.format(sheet=sheet, cell=cell, more=count - 1)

"""The words of results of a measuring machine (MMT) that become values: preview, window, command line, profiles."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

# -- the table of what would be recorded ------------------------------------------------------------------------------

LINE = _("Ligne")
IN_FILE = _("Dans le fichier")
BALLOON = _("Repère")
PIECE = _("Pièce")
VALUE = _("Valeur")
REQUIRED = _("Cote")
VERDICT = _("Verdict")
WHAT = _("Ce qui sera fait")
WILL_BE = _("sera inscrite")
TO_CONFIRM = _("à confirmer : {why}")
CONFIRMED = _("confirmée : {why}")
LEFT_OUT = _("écartée : {why}")
BECAUSE = _("{why} ({detail})")
DIFFERS = _("avis contraire de la MMT : {said}")
JOINED = " · "
OTHER_NOMINAL = _("{why} : {said} dans le fichier")
NONE = "–"

# -- the command line -------------------------------------------------------------------------------------------------

HEAD = _("{file} · {instrument} · SHA-256 {digest}")
HEAD_PROFILE = _("{head} · profil {profile}")
ROW = _("ligne {line} : {name} → repère {balloon}, pièce {piece} : {value} {verdict} : {what}")
PLANNED = _("À inscrire : {ready} ; à confirmer : {asking} ; écartées : {left}.")
PREVIEW_ONLY = _("Aperçu : rien n'est inscrit.")
RECORDED = _("{count} valeurs inscrites au relevé {number}.")
RECORDED_ONE = _("1 valeur inscrite au relevé {number}.")
STOPPED = _("{count} valeurs attendent : signez d'abord la première pièce, puis recommencez avec le même fichier.")
PROFILE_LINE = _("{name} : séparateur {separator}, décimales « {decimal} », {columns}")
PROFILE_COLUMN = _("{what} = {place}")
PROFILE_KEPT = _("Profil {name} gardé.")
PROFILE_REMOVED = _("Profil {name} supprimé.")
NO_PROFILE = _("Aucun profil.")
TAB = _("tabulation")

# -- the window -------------------------------------------------------------------------------------------------------

RESULTS = _("MMT…")
RESULTS_NAME = _("Résultats MMT")
RESULTS_TIP = _("Inscrire les résultats d'un fichier de la machine à mesurer")
TITLE = _("Résultats MMT")
CHOOSE_FILE = _("Fichier…")
CHOOSE_TITLE = _("Fichier de résultats de la MMT")
FILES = _("Résultats (*.csv *.txt *.tsv *.asc *.res *.qif *.xml *.dfq)")
PROFILE = _("Profil")
NO_PROFILE_YET = _("– choisir –")
DESCRIBE = _("Décrire…")
MACHINE = _("MMT")
OF_PIECE = _("Pièce")
PIECE_ASKED = _("– laquelle ? –")
MACHINE_ASKED = PIECE_ASKED
PIECE_IN_FILE = _("du fichier")
LINK = _("Repère de la ligne choisie")
NO_LINK = _("– aucun –")
WHY_AGAIN = _("Raison de la nouvelle mesure")
RECORD = _("Inscrire {count} valeurs")
RECORD_ONE = _("Inscrire 1 valeur")
RECORD_NONE = _("Inscrire")
TICKED, UNTICKED = _("oui"), _("non")
TICK = _("Inscrire")
TICK_HELP = _("Touchez une ligne « à confirmer » pour l'inscrire quand même.")
CONFIRM_ALL = _("Tout confirmer")
CONFIRM_ALL_TIP = _("Inscrire aussi toutes les lignes « à confirmer », ou plus aucune")
OTHER_PART = _("Attention : le fichier dit la pièce {said}.")
LOOKING = _("Lecture du fichier…")
SAY_PROFILE = _("Dites comment lire ce fichier : choisissez un profil, ou décrivez-en un.")
SAY_PIECE = _("Dites quelle pièce a été mesurée.")
DONE = _("{count} valeurs inscrites depuis {file}.")
DONE_ONE = _("1 valeur inscrite depuis {file}.")

# -- describing a file ------------------------------------------------------------------------------------------------

PROFILE_TITLE = _("Comment lire les fichiers de la MMT")
PROFILE_NAME = _("Nom du profil")
SEPARATOR = _("Colonnes séparées par")
SEPARATORS = {";": _("point-virgule ;"), ",": _("virgule ,"), "\t": _("tabulation"), "|": _("barre |")}
DECIMAL = _("Décimales")
DECIMALS = {",": _("virgule 12,5"), ".": _("point 12.5")}
TOLERANCES = _("Tolérances")
AS_DEVIATIONS = _("écarts")
AS_LIMITS = _("cotes limites")
UNIT = _("Unité des valeurs")
TITLES = _("Colonnes nommées")
BY_TITLES = _("par une ligne de titres")
BY_PLACES = _("par leur numéro")
SKIPPED = _("Lignes à passer")
LABEL_PATTERN = _("Forme du repère")
LABEL_PATTERN_TIP = _("{field} est le repère ; une étoile au début ou à la fin vaut n'importe quoi : *[{field}]")
FILE_PATTERN = _("Pièce dans le nom du fichier")
FILE_PATTERN_TIP = _("{field} est le n° de pièce : *_P{field}.csv ; vide si le nom ne le dit pas")
NO_COLUMN = _("– aucune –")
COLUMN_NUMBER = _("colonne {place} · {sample}")
KEEP = _("Garder ce profil")
AS_READ = _("Le fichier, tel qu'il sera lu")
READS = _("Valeurs lues : {values} ; lignes sans valeur : {flawed}.")
LIMITS = _("Mini … maxi")


def recorded(count: int, number: str) -> str:
    return RECORDED_ONE.format(number=number) if count == 1 else RECORDED.format(count=count, number=number)


def done(count: int, file: str) -> str:
    return DONE_ONE.format(file=file) if count == 1 else DONE.format(count=count, file=file)


def record_button(count: int) -> str:
    return RECORD_NONE if not count else RECORD_ONE if count == 1 else RECORD.format(count=count)

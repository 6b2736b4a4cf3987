"""The words of the command line."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PROGRAM = _(
    "Poste de métrologie : relevé de contrôle guidé, tri des pièces, archive vérifiable. Sans commande : la fenêtre."
)
FILE = _("FICHIER")
FOLDER = _("DOSSIER")
TEXT = _("TEXTE")
VERSION = _("affiche la version")
WORKSPACE = _("dossier de travail, où le programme écrit tout")
JSON = _("réponse en JSON")
DEMO = _("fait tout le travail une fois sur un banc simulé et laisse relevé, PDF, classeur et images")
DEMO_PIECES = _("nombre de pièces (5)")
DEMO_SEED = _("graine de la fabrication simulée (1)")
DEMO_SCENARIO = _(
    "screens : laisse l'image de chaque page, claire et sombre, en 1280×800 et en 1920×1080 ; derogation : raconte la "
    "vie d'une dérogation, de la pièce non conforme à la clôture"
)
DEMO_WINDOW = _("ouvre la fenêtre sur l'atelier de démonstration s'il y a un écran")
PART = _("fiches de pièce")
PART_CHECK = _("vérifie une fiche de pièce (Excel ou CSV)")
PART_FILE = _("fiche de pièce .xlsx ou .csv")
TOLERANCE = _("lit une cote et donne ses limites")
TOLERANCE_TEXT = _("la cote, comme sur le plan : « Ø20 h7 » ; « - » lit une cote par ligne sur l'entrée standard")
TOLERANCE_TABLE = _("liste une classe de l'ISO 286 sur toutes ses étendues de dimensions")
TOLERANCE_GENERAL = _("tolérance générale du plan : « ISO 2768-mK », « ±0,1 », ou un tableau d'atelier .csv")
TOLERANCE_LENGTH = _("longueur (mm) dont dépend la tolérance générale d'un angle ou d'une géométrie")
TOLERANCE_NATURE = _("intérieur ou extérieur : choisit dans H7/g6, ou la classe d'un filetage qui n'en a pas")
TOLERANCE_NO_QUESTION = _("Il manque une cote : donnez-la, ou « - » pour en lire une par ligne, ou --table H7.")
TOLERANCE_ONE_QUESTION = _("Donnez une cote ou --table, pas les deux.")
FIT = _("CLASSE")
NUMBER = _("NOMBRE")
WORD = _("MOT")
TABLE_TITLE = _("{fit} : dimensions en mm, {upper} et {lower} en mm")
TABLE_LINE = _("{over:>5} – {up_to:<5} {upper:>8} {lower:>8}")
DECIDE = _("décide d'une valeur avec son incertitude, selon une règle")
DECIDE_VALUE = _("la valeur mesurée")
DECIDE_LOWER = _("limite inférieure de la tolérance")
DECIDE_UPPER = _("limite supérieure de la tolérance")
DECIDE_LIMITS = _('les deux limites ; « "" » pour celle qui n\'existe pas')
DECIDE_U = _("incertitude-type u")
DECIDE_GUARD = _("bande de garde choisie")
DECIDE_RULE = _("règle de décision (simple)")
DECIDE_LIMITS_TWICE = _("Donnez les limites par --limits, ou par --lower et --upper, pas les deux.")
DECIDE_RULE_TWICE = _("Donnez une règle par --rule ou une bande de garde par --guard, pas les deux.")
DECISION = _("{verdict} — {rule}")
ACCEPTANCE = _("Acceptation de {lower} à {upper} (bande de garde {guard}).")
PROBABILITY = _("Probabilité d'être conforme : {probability}.")
UNCERTAINTY = _("compose un bilan d'incertitude comme le GUM : u, degrés de liberté, k et U")
UNCERTAINTY_FILE = _(
    "bilan .csv ou .xlsx, une composante par ligne : composante ; type ; valeur ; loi ; sensibilité ; degrés de liberté"
)
UNCERTAINTY_LEVEL = _("niveau de confiance en pour cent (95,45 : k = 2 pour une loi normale)")
ARCHIVE = _("consulte l'archive")
ARCHIVE_LIST = _("liste les relevés")
ARCHIVE_SHOW = _("montre un relevé entier")
ARCHIVE_VERIFY = _("vérifie que rien n'a été modifié")
RECORD_ID = _("identifiant du relevé, donné par « metroapp archive list »")
EXPORT = _("écrit le document d'un relevé")
EXPORT_TO = _("format du document")
EXPORT_OUT = _("dossier où écrire le document")
EXPORT_WHAT = _("document : le relevé, le suivi de production ou la fiche de réglage (ces deux-ci en PDF)")
COMMAND_SHEET = _("écrit la feuille des codes-barres à lire sans lâcher la pièce")
COMMAND_SHEET_RECORD = _("relevé dont imprimer aussi le code de l'OF")

BLOCKS = _("donne l'empilage de cales étalons d'une taille, sa longueur certifiée et son incertitude-type, en mm")
BLOCKS_SIZE = _("taille à réaliser, en mm")
BLOCKS_SET = _(
    "jeu de cales .csv ou .xlsx : nominal (mm), deviation_um ; si on les a : serial, uncertainty_um (incertitude-type),"
    " grade, due, protection"
)
BLOCKS_PROTECTION = _("met une cale de protection à chaque bout")
BLOCKS_EXCLUDE = _("numéro d'une cale à ne pas prendre ; plusieurs fois si besoin")
SERIAL = _("NUMÉRO")

SUITABILITY = _("classe les instruments d'un registre selon leur aptitude à mesurer une cote")
SUITABILITY_CALLOUT = _("la cote, comme sur le plan : « Ø20 h7 »")
SUITABILITY_REGISTER = _(
    "registre .csv ou .xlsx, un instrument par ligne : numéro ; genre ; et si on les a étendue, quantum, "
    "incertitude-type u, EMT, échéance"
)
SUITABILITY_NATURE = _("extérieur, intérieur, étagé, profondeur ou entraxe, quand la cote ne le dit pas")
SUITABILITY_RULE = _("règle de décision (iso14253-1, qui vaut tant qu'aucune autre n'est convenue)")
SUITABILITY_GOOD = _("un moyen est bon si U ne dépasse pas IT divisé par ce nombre (8)")
SUITABILITY_ACCEPTED = _("un moyen est accepté si U ne dépasse pas IT divisé par ce nombre (4)")

INTERRUPTED = _("Interrompu : ce qui était enregistré l'est resté.")
NO_RECORD = _("L'archive ne contient aucun relevé.")
STILL_OPEN = _("en cours")
RECORD_LINE = _(
    "{id}  {number}  {part}  {pieces} pièces : {conforming} C, {nonconforming} NC{held}, {concession} DÉR, "
    "{unsorted} à finir  ({state})"
)
HELD_SHORT = _(", {held} à conf.")
PART_TITLE = _("{designation} — {reference}")
PART_LINE = _("{balloon:>4}  {designation}  |  {callout}  |  {limits}  |  {means}")
SHEET_ERROR = _("Ligne {line}, colonne {column} : {message}")
WRITTEN = _("Document écrit : {path}")

DEMO_RECORD = _(
    "Relevé {number}, {pieces} pièces : {conforming} C, {nonconforming} NC{held}, {concession} sous dérogation, "
    "{unsorted} à finir."
)
DEMO_FILE = _("À regarder : {path}")
DEMO_NO_SCREENS = _("Les images de la fenêtre n'ont pas été faites : {reason}")
DEMO_HEADLESS = _("Aucun écran ici : le même travail est fait sans fenêtre.")

COLUMN_FIELD = _("COLONNE=CHAMP")
PART_MAP = _("dit ce qu'est une colonne, par son titre ou sa lettre : « Bulle n°=Repère », « C=Cote », « D= » l'ignore")
PART_TITLES = _("numéro de la ligne de titres, quand rien ne la fait reconnaître ; 0 s'il n'y en a pas")
PART_TEMPLATE = _("écrit une fiche de pièce vide, à remplir")
PART_TEMPLATE_FILE = _("fiche à créer, .xlsx ou .csv")
PART_COLUMNS = _("montre pour quoi chaque colonne d'une fiche est prise")
PART_COLUMNS_FILE = _("fiche de pièce .xlsx ou .csv")
PART_DRAWING = _("écrit le plan repéré d'une pièce en PDF")
PART_DRAWING_REFERENCE = _("référence de la pièce")
PART_DRAWING_PLAN = _("n° de plan, quand plusieurs plans ont cette référence")
PART_DRAWING_REVISION = _("indice ; sans lui, celui qui a été écrit en dernier")
COLUMNS_TITLES = _("Ligne de titres : {line}")
COLUMNS_NO_TITLES = _(
    "Aucune ligne de titres n'est reconnue : nommez les colonnes avec --map et la ligne avec --titles."
)
COLUMN_LINE = _("{letter:>2}  {title}  |  {field}  |  {samples}")
COLUMN_UNKNOWN = _("non reconnue")

NAME = _("NOM")
ROLE_WORD = _("RÔLE")
USER = _("la personne au nom de qui agir")
SECRET_FILE = _("fichier dont la première ligne est le code de cette personne")
PERSON = _("personnes de l'atelier, leurs rôles et leurs codes")
PERSON_LIST = _("liste les personnes et l'histoire de leurs codes")
PERSON_FIRST = _("fait entrer le premier administrateur d'un atelier qui n'en a pas")
PERSON_ADD = _("fait entrer une personne, avec son premier code")
PERSON_ROLES = _("donne à une personne ces rôles à la place des siens ; sans rôle, elle n'agit plus")
PERSON_RESET = _("donne un nouveau code à une personne qui a perdu le sien ; le journal le dit")
PERSON_SECRET = _("change son propre code")
PERSON_NAME = _("nom de la personne")
PERSON_ROLE = _(
    "rôle : operateur, qualite, jury, surveillant, responsable, formateur ou administrateur ; plusieurs fois si besoin"
)
PERSON_NEW_SECRET = _("fichier dont la première ligne est le nouveau code")
PERSON_WORKSHOP = _("nom de l'atelier, s'il n'en a pas encore")
RULE = _("règle de décision de l'atelier")
RULE_SHOW = _("dit la règle des relevés ouverts à partir de maintenant")
RULE_SET = _("choisit la règle de décision")
RULE_NAME = _("simple, iso14253-1 ou iso14253-1-U")
ARCHIVE_SIGNALS = _("dit les faits sur la saisie d'un relevé, pour le technicien qualité et le jury")

REGISTER = _("registre des moyens de l'atelier")
REGISTER_IMPORT = _("entre au registre les moyens d'une feuille, toutes ses lignes ou aucune")
REGISTER_IMPORT_FILE = _(
    "feuille .csv ou .xlsx, un moyen par ligne ; un classeur peut avoir des feuilles Budget et Cales"
)
REGISTER_EXPORT = _("écrit le registre dans un classeur, que « register import » relit")
REGISTER_EXPORT_FILE = _("classeur .xlsx à écrire")
REGISTER_DUE = _("liste les moyens échus ou bientôt à vérifier, le plus urgent en premier")
REGISTER_DUE_DAYS = _("nombre de jours d'avance (60)")
DAY = _("DATE")
MEANS = _("moyens de mesure de l'atelier")
MEANS_USES = _("recherche inverse : tout ce qui a été mesuré avec un moyen depuis sa dernière vérification bonne")
MEANS_USES_NUMBER = _("numéro du moyen au registre, ou numéro de série d'une cale étalon")
MEANS_USES_SINCE = _("jour à partir duquel chercher (JJ/MM/AAAA ou AAAA-MM-JJ), au lieu de la dernière vérification")
MEANS_USES_PDF = _("écrit aussi la liste en PDF dans ce fichier")
VERIFICATION = _("dernière vérification d'un moyen : ses points, sa conclusion, ce qui a été décidé")
VERIFICATION_NUMBER = _("numéro du moyen au registre")
VERIFICATION_PDF = _("écrit aussi le constat en PDF dans ce fichier")
MEANS_USES_XLSX = _("écrit aussi la liste en classeur Excel dans ce fichier")

SHEETS = _("fiches de non-conformité")
SHEETS_LIST = _("liste les fiches de non-conformité")
SHEETS_SHOW = _("montre une fiche de non-conformité entière")
SHEETS_NUMBER = _("numéro de la fiche : FNC-2026-001")
FILES = _("dérogations")
FILES_LIST = _("liste les dérogations, avec ce qu'il en reste")
FILES_SHOW = _("montre une dérogation entière, avec les pièces qu'elle couvre")
FILES_NUMBER = _("numéro de la dérogation : DER-2026-001")
TREATMENT_PDF = _("l'écrit aussi en PDF dans ce fichier")
LABELS = _("écrit les étiquettes vertes, orange et rouges des pièces d'un relevé")
LABELS_PDF = _("fichier PDF à écrire")

"""The texts of the window: what the operator reads standing, from three metres, in one glance."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Metroapp – poste de métrologie")

# The rail
PAGE_RELEVE = _("Relevé")
PAGE_PARTS = _("Pièces")
PAGE_ARCHIVES = _("Archives")
PAGE_INSTRUMENTS = _("Instruments")
TO_DARK = _("Sombre")
TO_LIGHT = _("Clair")
TO_CONTRAST = _("Contraste")
LOOK = _("Changer l'apparence : claire, sombre ou contrastée")

# Starting
START_TITLE = _("Nouveau relevé de contrôle")
START_STEP_PART = _("1 · La pièce")
START_STEP_LOT = _("2 · Le lot")
START_PARTS = _("Fiches de pièce")
PART_LINE = _("{designation}\n{reference} · plan {drawing} indice {revision} · {count} repères")
PART_VALIDATED_LINE = _("{designation}\n{reference} · plan {drawing} indice {revision} · ● validé")
PART_BAD_LINE = _("{file}\nfiche illisible")
OPEN_SHEET = _("Ouvrir une fiche…")
OPEN_SHEET_TITLE = _("Ouvrir une fiche de pièce")
SHEET_FILTER = _("Fiches de pièce (*.xlsx *.xlsm *.csv)")
READING_SHEETS = _("Lecture des fiches…")
CHOOSE_PART = _("Choisissez une pièce : ses caractéristiques s'affichent ici.")
PIECES = _("Nombre de pièces")
FEWER = _("Une pièce de moins")
MORE = _("Une pièce de plus")
FEWER_SIGN = _("−")
MORE_SIGN = _("+")
OPERATOR = _("Opérateur")
WORK_ORDER = _("Ordre de fabrication (OF)")
LOT = _("Lot")
OPERATION = _("Phase / opération")
MACHINE = _("Machine")
BEGIN = _("Commencer le relevé")
BEGIN_NEEDS_PART = _("Choisissez d'abord une pièce.")
RESUME = _("Reprendre le relevé {number}")
RESUME_DETAIL = _("{part} · {pieces} pièces · ouvert le {at}, non clos")

# Columns
BALLOON = _("Rep.")
DESIGNATION = _("Désignation")
CALLOUT = _("Cote")
LOWER = _("Mini")
MIDDLE = _("Milieu")
UPPER = _("Maxi")
MEANS = _("Moyen")
SAMPLING = _("Fréquence")
PIECE_SHORT = _("P{piece}")

# Measuring: what is expected
NOW = _("À MESURER")
NOW_AGAIN = _("À REPRENDRE – {reason}")
GESTURE_STEP = _("geste {step} / {steps}")
PIECE = _("Pièce {piece}")
OF_PIECES = _("/ {pieces}")
BOX = _("Pièce {piece} · repère {balloon}")
BOX_NAMED = _("{box} · {said} · {means}")
BOX_IN_WORDS = _("Pièce {piece} sur {pieces}, repère {balloon}, {callout}, {means}. {gesture}")
ALL_FILLED = _("Toutes les cases prévues sont remplies")
ALL_FILLED_NEXT = _("Triez les pièces non conformes, puis clôturez le relevé.")
RECORD_CLOSED = _("Relevé clos")
PIECES_CONFORMING = _("/ {pieces} pièces conformes")
RECORD_CLOSED_NEXT = _("Il est signé et archivé : exportez-le, ou commencez-en un autre.")
OR = _(" ou ")

# Measuring: the next gesture, one imperative sentence
READ = _("Mesurez avec {instruments}, puis appuyez sur DATA.")
READ_AND_TYPE = _("Mesurez avec {instruments}, tapez la valeur lue, puis Entrée.")
ZERO = _("Posez {instruments} sur l'empilage de cales {nominal}\u00a0mm, puis DATA pour prendre le zéro.")
STACK = _("Empilage certifié {certified}\u00a0mm : {blocks}")
DEVIATION = _("Passez la pièce sous {instruments}, cherchez le rebroussement, puis DATA.")
SWEEP_MAXIMUM = _("Balayez avec {instruments} : arrêtez-vous au maxi, puis DATA.")
SWEEP_MINIMUM = _("Continuez de balayer : arrêtez-vous au mini, puis DATA.")
GAUGE_GO = _("Présentez le calibre ENTRE : il doit passer sur toute la longueur.")
GAUGE_NO_GO = _("Présentez le calibre N'ENTRE PAS : il ne doit pas passer.")
GAUGE_PLAIN = _(
    "Présentez le tampon lisse du diamètre intérieur : ENTRE passe, N'ENTRE PAS ne passe pas. Conforme\u00a0?"
)
GAUGE_ENVELOPE = _("Présentez le calibre ENTRE de forme complète : il doit passer. Sans calibre : non démontré.")
READ_ONE_OF = _("Lecture {step} sur {steps} : mesurez avec {instruments} à un autre endroit, puis appuyez sur DATA.")
READ_AGAIN = _(
    "Lecture {step} sur {steps} : mesurez au même endroit avec {instruments}, en reposant l'instrument, puis DATA."
)
TYPE_AGAIN = _("Lecture {step} sur {steps} : mesurez au même endroit, en reposant l'instrument, puis tapez la valeur.")
READ_VARIABLE = _("Mesurez « {variable} » ({step} sur {steps}) avec {instruments}, puis appuyez sur DATA.")
TYPE_ONE_OF = _("Lecture {step} sur {steps} : lisez à un autre endroit, puis tapez la valeur.")
TYPE_VARIABLE = _("Lisez « {variable} » ({step} sur {steps}), puis tapez la valeur.")
LOOK_AND_SAY = _("Contrôlez, puis touchez ce que vous constatez.")
LOOK_AT = _("Regardez et touchez : {designation}. Conforme\u00a0?")
ALREADY = _("Déjà reçu : {values}")
NO_INSTRUMENT = _("un moyen adapté")

# Measuring: the last result
LAST = _("DERNIÈRE MESURE")
LIVE_FROM = _("LECTURE · {instrument}")
WAITING = _("En attente de la première lecture")
WAITING_DETAIL = _("La valeur s'affichera ici.")
CONFORMING = _("CONFORME")
NONCONFORMING = _("NON CONFORME")
IMPOSSIBLE = _("IMPOSSIBLE")
UNDECIDED = _("À CONFIRMER")
ABOVE = _("+{by} au-dessus du maxi")
BELOW = _("−{by} sous le mini")
INSIDE = _("dans l'intervalle de tolérance")
INSIDE_BONUS = _("dans la tolérance augmentée de {by} (Ⓜ, Ⓛ)")
SIZE_FIRST = _("le bonus n'est pas connu : mesurez la taille de l'élément")
UNCERTAINTY_FIRST = _("la règle demande l'incertitude, le registre ne la donne pas")
IN_THE_ZONE = _("dans la zone d'incertitude : rien n'est prouvé")
NO_ACCEPTANCE = _("aucune valeur ne peut être acceptée avec ce moyen")
RECORDED_AT = _("Enregistré à {at}")
EXTREMES = _("mini {least}, maxi {most}")
TYPED_MARK = _("valeur saisie")
RETAKEN_MARK = _("mesurée {count} fois")
ZERO_TITLE = _("ZÉRO PRIS · repère {balloon}")
ZERO_DETAIL = _("Zéro enregistré sur l'empilage certifié {certified} mm : passez à la pièce.")
PARTIAL_TITLE = _("LECTURE REÇUE · {box}")
PARTIAL_DETAIL = _("Lecture {step} sur {steps} pour ce repère.")
RESULT_IN_WORDS = _("{box} : {value} {verdict} {detail}")
PASSES = _("passe")
DOES_NOT_PASS = _("ne passe pas")
NOT_DEMONSTRATED = _("non démontré")

# Measuring: actions
RETAKE = _("Reprendre")
RETAKE_TIP = _("Mesurer à nouveau la dernière case ; la première valeur est gardée et imprimée")
TYPE = _("Saisir")
TYPE_TIP = _("Taper la valeur lue ; elle sera marquée comme saisie")
DECLARE_IMPOSSIBLE = _("Impossible")
IMPOSSIBLE_TIP = _("Déclarer que la case attendue ne peut pas être mesurée")
CONCESSION = _("Dérogation…")
MEAN_INSTEAD = _("Moyenne de {count} lectures au même endroit")
WHY_VERDICT = _("Pourquoi ce verdict")
WHY_TIP = _("Limites, règle, incertitude et risques du dernier verdict")
WHY_OF = _("{value} · {glyph} {verdict}")
CLOSE = _("Fermer")
CONCESSION_TIP = _("Les dérogations qui couvrent une pièce non conforme, ou en demander une")
CLOSE_RECORD = _("Clôturer…")
CLOSE_TIP = _("Signer et clore le relevé")
NEW_RECORD = _("Nouveau relevé")
WITH_KEY = _("{text} ({key})")
KEYED = _("{text}  [{key}]")
KEY_CONFORMING = _("C")
KEY_NONCONFORMING = _("N")
KEY_PASSES = _("P")
KEY_DOES_NOT_PASS = _("N")
ANSWER_CONFORMING = _("Conforme")
ANSWER_NONCONFORMING = _("Non conforme")
ANSWER_PASSES = _("Passe")
ANSWER_DOES_NOT_PASS = _("Ne passe pas")
ANSWER_NOT_DEMONSTRATED = _("Non démontré")
KEY_NOT_DEMONSTRATED = _("D")
VALUE_HINT = _("en {unit}")
VALUE_READ = _("Valeur lue")
VALUE_NAME = _("Valeur lue, en {unit}")
TYPED_WHY = _("Motif de la saisie")
RECORD_VALUE = _("Enregistrer")
TYPED_REASONS = (
    _("moyen sans liaison"),
    _("liaison en panne"),
    _("instrument de remplacement"),
)
RETAKE_OF = _("Reprendre {box} :")
ZERO_AGAIN = _("zéro à refaire")
RETAKE_REASONS = (
    _("copeau"),
    _("mauvaise position"),
    ZERO_AGAIN,
    _("pièce mal nettoyée"),
)
IMPOSSIBLE_OF = _("{box} impossible :")
IMPOSSIBLE_REASONS = (
    _("forme inaccessible"),
    _("moyen absent"),
    _("pièce abîmée"),
)
OTHER_REASON = _("autre motif…")
OTHER_TITLE = _("Motif")
OTHER_LABEL = _("Motif, imprimé sur le relevé")

# Measuring: the head of the page, the grid, the drawing
RECORD_TITLE = _("Relevé {number}")
RECORD_PART = _("{designation} · {reference} · plan {drawing} indice {revision}")
RECORD_LOT = _("{reference} · plan {drawing} indice {revision} · {order} · lot {lot} · {operator}")
PROGRESS = _("{done} / {planned} cases")
PROGRESS_NAME = _("Avancement du relevé")
ELAPSED_NAME = _("Temps écoulé depuis l'ouverture du relevé")
SORTING = _("{count} {mark}")
SORTING_NAME = _(
    "Tri des pièces : {conforming} conformes, {nonconforming} non conformes{held}, {concession} sous dérogation, "
    "{unsorted} à finir"
)
SORTING_HELD = _(", {held} à confirmer")
SIMULATION = _("SIMULATION")
GRID = _("Relevé : une ligne par repère, une colonne par pièce")
GRID_FIXED = _("Repères et limites")
TYPED_SIGN = _("s")
DRAWING = _("Plan de la pièce, repère attendu mis en évidence")
DRAWING_PENDING = _("Le plan se dessine…")
BANNER = _("Non enregistré")
NOT_UNDERSTOOD = _("Code lu")
BANNER_OF_BENCH = _("Banc")
BANNER_BENCH = _("Banc · {instrument}")
BANNER_VALUE = _("{instrument} : {value}")
DISMISS = _("Masquer le message")
REMEDY = _("Y remédier")
DEFECT = _("Un défaut du programme a été noté dans le journal ; rien n'est perdu, vous pouvez continuer.")

# The bench
BENCH = _("Instruments reliés")
NO_BENCH = _("Aucun instrument relié : tapez les valeurs, ou faites régler les liaisons à la page Instruments.")
INSTRUMENT_STATE = _("{number} {state} {indication}")
FAULT = _("défaut")

# The simulated bench
SIMULATED_BENCH = _("BANC SIMULÉ")
SIMULATED_HINT = _("La main simulée pose la pièce demandée sous le bon instrument.")
DATA = _("DATA")
DATA_TIP = _("Appuyer sur la touche DATA de l'instrument simulé")
DO_ALL = _("Tout dérouler")
STOP_ALL = _("Arrêter")

# Concession and closing
CLOSING_TITLE = _("Clôturer le relevé {number}")
CLOSING_SUMMARY = _(
    "{conforming} conformes · {nonconforming} non conformes{held} · {concession} sous dérogation · {unsorted} à finir"
)
CLOSING_HELD = _(" · {held} à confirmer")
CLOSING_MISSING = _(
    "{count} cases prévues ne sont pas mesurées : elles resteront « non mesuré » et leurs pièces ne seront pas triées."
)
CLOSING_COMPLETE = _("Toutes les cases prévues sont remplies.")
CLOSING_FINAL = _("Un relevé clos ne change plus : signez-le avec votre code.")
CLOSING_SIGN = _("Signer et clore")
CANCEL = _("Annuler")
CONFIRM = _("Valider")

# Archives
CHECK_DOCUMENT = _("Vérifier un document")
CHECK_DOCUMENT_TIP = _("Dit si un PDF ou un classeur est exactement ce que tient l'archive")
CHECK_DOCUMENT_FILTER = _("Documents exportés (*.pdf *.xlsx)")
CHECKING_DOCUMENT = _("Vérification de {name}…")
CONSULTATION_TITLE = _("Consultation en lecture seule")
CONSULTED = _(
    "Consultation en lecture seule : rien n'est écrit dans {path} ; les documents exportés vont dans vos documents."
)
CONSULTED_SERVER = _(
    "Serveur {address}, en lecture seule. Les plans, photos et certificats restent sur les postes ; les documents "
    "exportés vont dans vos documents."
)
ARCHIVES_TITLE = _("Archives")
RECORD = _("Relevé")
PART = _("Pièce")
PIECES_SHORT = _("Pièces")
COUNT_CONFORMING = _("C")
COUNT_NONCONFORMING = _("NC")
FOR_JURY = _("jury")  # what of an examination is not told
COUNT_AND_HELD = _("{nonconforming} (+{held} à conf.)")
COUNT_CONCESSION = _("DÉR")
COUNT_UNSORTED = _("À finir")
OPENED = _("Ouvert")
CLOSED = _("Clos")
STILL_OPEN = _("en cours")
RECORDS = _("Relevés de l'archive, le dernier en tête")
NO_RECORD = _("L'archive ne contient encore aucun relevé.")
CHOOSE_RECORD = _("Choisissez un relevé : ses lectures s'affichent ici.")
TIMELINE = _("Chronologie : chaque lecture, reprise ou décision")
AT = _("Heure")
WHAT = _("Quoi")
VALUE = _("Valeur")
VERDICT = _("Verdict")
INSTRUMENT = _("Instrument")
WHO = _("Qui")
ORIGIN = _("Origine")
RAW = _("Trame, motif")
RETAKE_LINE = _("{box} · reprise")
ON_STACK = _("cales {certified}")
ZERO_LINE = _("Zéro · repère {balloon}")
CONCESSION_DONE = _("Pièce {piece} · dérogation {number}")
CONCESSION_WHY = _("repères {balloons} · {reason} · accordée par {granted_by}")
CONCESSION_ENDED = _("Pièce {piece} · fin de la dérogation {number}")
CLOSING_LINE = _("Clôture du relevé")
POST_SIGNATURE = _("Signature du poste {post}")
POST_SIGNATURE_DETAIL = _("Ed25519 sur {entries} opérations, clé {key}")
WHY = _("{what} ({reason})")
SIGNALS = _("Signaux ({count})")
NO_SIGNAL = _("Aucun signal dans ce relevé.")
SIGNALS_TIP = _("Montrer ou cacher les signaux d'honnêteté de ce relevé")
SIGNALS_LIST = _("Signaux du relevé choisi")
EXPORT_PDF = _("Exporter PDF")
EXPORT_XLSX = _("Exporter Excel")
VERIFY = _("Vérifier l'archive")
REFRESH = _("Actualiser")
WRITTEN = _("Document écrit : {path}")
SHOW_FOLDER = _("Ouvrir le dossier")
VERIFYING = _("Vérification de l'archive")
WRITING = _("Écriture du document…")

# Instruments
INSTRUMENTS_TITLE = _("Instruments de l'atelier")
NUMBER = _("Numéro")
KIND = _("Genre")
DUE = _("Échéance")
PORTS_FIXED = _("Banc simulé : les liaisons sont celles de la démonstration.")

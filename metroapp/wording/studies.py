"""Studies of measuring systems in words: the tab, the measuring, the results, the paper."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.studies import Study, StudyState, Turn
from metroapp.domain.study_acts import StudyKind, StudyPieceKnown
from metroapp.wording.numbers import moment, number, signed
from metroapp.wording.translate import gettext as _

KINDS = {
    StudyKind.CROSSED: _("Répétabilité et reproductibilité (R&R)"),
    StudyKind.TYPE_1: _("Type 1 : un étalon, Cg et Cgk"),
    StudyKind.LINEARITY: _("Linéarité : plusieurs étalons, biais"),
    StudyKind.ATTRIBUTE: _("Attributs : bonne ou mauvaise"),
}
SHORT_KINDS = {StudyKind.CROSSED: _("R&R"), StudyKind.TYPE_1: _("Type 1"),
               StudyKind.LINEARITY: _("Linéarité"), StudyKind.ATTRIBUTE: _("Attributs")}  # fmt: skip
STATES = {
    StudyState.GOING_ON: _("en cours"),
    StudyState.MEASURED: _("à conclure"),
    StudyState.CONCLUDED: _("conclue"),
    StudyState.ABANDONED: _("abandonnée"),
}
EYE = _("à l'œil")

# -- the figures ------------------------------------------------------------------------------------------------------

SYSTEM_GOOD = _("Le système de mesure convient : R&R {percent} % {of}, sous 10 %.")
SYSTEM_FAIR = _("À juger selon l'usage : R&R {percent} % {of}, entre 10 et 30 %.")
SYSTEM_BAD = _("Le système de mesure ne convient pas : R&R {percent} % {of}, au-dessus de 30 %.")
OF_TOLERANCE = _("de la tolérance")
OF_VARIATION = _("de la variation totale")
NO_VARIATION = _("Toutes les mesures sont égales : la résolution de l'instrument cache la dispersion.")
LARGEST = _("Ce qui pèse le plus : {cause}.")
FROM_EQUIPMENT = _("la répétabilité (l'instrument, le geste d'une même personne)")
FROM_OPERATORS = _("la reproductibilité (les opérateurs ne mesurent pas pareil)")
FEW_CATEGORIES = _("{ndc} catégorie(s) distinguée(s) entre les pièces : il en faut au moins 5 pour suivre un procédé.")
OUT_RANGES = _("À regarder, ces mesures d'une même pièce s'écartent trop : {places}.")
OUT_RANGE = _("{operator}, pièce {piece}")
POOLED = _("L'interaction entre opérateurs et pièces est comptée avec la répétabilité (p au-dessus de 0,25).")
INTERACTION = _("L'écart entre opérateurs change d'une pièce à l'autre : interaction {value}.")
ANOVA = _("Analyse de la variance")
ANOVA_COLUMNS = (
    _("Source"), _("Degrés de liberté"), _("Somme des carrés"), _("Carré moyen"), _("F"), _("p"),
)  # fmt: skip
SOURCES = {
    "operator": _("Opérateurs"), "part": _("Pièces"), "interaction": _("Opérateurs × pièces"),
    "repeatability": _("Répétabilité"), "pooled_error": _("Répétabilité et interaction"), "total": _("Total"),
}  # fmt: skip
METHODS = (_("Étendues"), _("Variance"))
QUANTITY = _("Écart-type ({unit})")
SIZE = _("Grandeur ({unit})")
VALUE = _("Valeur")
EV = _("Répétabilité EV")
AV = _("Reproductibilité AV")
INT = _("Interaction")
GRR = _("R&R")
PV = _("Pièces VP")
TV = _("Totale VT")
PERCENT_GRR = _("R&R en % de VT")
PERCENT_TOLERANCE = _("R&R en % de la tolérance")
NDC = _("Catégories ndc")
VARIATIONS = _("Parts de la variation (écarts-types, analyse de la variance)")
GRR_OF_TOLERANCE = _("R&R sur tolérance")
PERCENT = _("{value} %")
TYPE_1_GOOD = _("L'instrument convient : Cg et Cgk atteignent 1,33.")
TYPE_1_BAD = _("L'instrument ne convient pas à cette tolérance : {name} {value} est sous 1,33.")
TYPE_1_NONE = _("Cg n'est pas donné : {reason}.")
CG_BARS = _("Cg et Cgk, 1,33 étant courant")
CG = _("Cg (dispersion)")
CGK = _("Cgk (dispersion et biais)")
MEAN = _("Moyenne")
REFERENCE = _("Référence")
STDEV = _("Écart-type s")
BIAS = _("Biais")
BIAS_INTERVAL = _("Biais, à 95 %")
FROM_TO = _("de {low} à {high}")
BIAS_PROVEN = _("Le biais est plus que le hasard (p {p}) : un ajustage ou une correction s'impose.")
LINEARITY_GOOD = _("L'instrument convient : ni biais ni pente au-delà du hasard.")
LINEARITY_FAIR = _("L'instrument a un biais, sans pente prouvée : un ajustage du zéro peut suffire.")
LINEARITY_BAD = _("Le biais change avec la taille : pente {slope}. L'instrument est à ajuster, ou à corriger.")
STANDARD_OF = _("Étalon {size}")
BIAS_BARS = _("Biais sur chaque étalon")
BIAS_BARS_OF_TOLERANCE = _("Biais sur chaque étalon, sur l'intervalle de tolérance")
BIAS_COLOUR = _("En rouge, un biais qui est plus que le hasard (p sous 0,05).")
SLOPE = _("Pente")
INTERCEPT = _("Ordonnée à l'origine")
R_SQUARED = _("La droite explique R² = {value} des écarts.")
LINEARITY_COLUMNS = (_("Biais"), _("Écart-type"), _("p"))
REFERENCES = _("Étalons")
REFERENCES_HINT = _("5 ; 10 ; 15")
ATTRIBUTE_GOOD = _("Les opérateurs s'accordent : κ {kappa}, au-dessus de 0,75.")
ATTRIBUTE_FAIR = _("Accord moyen : κ {kappa}, entre 0,40 et 0,75. Revoyez les pièces limites ensemble.")
ATTRIBUTE_BAD = _("Les opérateurs ne s'accordent pas : κ {kappa}, sous 0,40.")
ATTRIBUTE_ONE = _("Tous ont toujours donné la même réponse : ajoutez des pièces de l'autre sorte.")
WORST_JUDGE = _("C'est la plus mauvaise note : {name}.")
TOGETHER = _("tous ensemble")
AGAINST_TRUTH = _("{name} face à la vérité des pièces")
JUDGES = _("Réponses des opérateurs")
JUDGE_COLUMNS = (
    _("Opérateur"), _("Pareil à chaque fois"), _("Juste à chaque fois"), _("κ face à la vérité"),
    _("Mauvaises acceptées"), _("Bonnes refusées"),
)  # fmt: skip
COUNT_OF = _("{count} sur {of}")
NO_TRUTH = _("La vérité des pièces n'est pas donnée : seul l'accord entre opérateurs est jugé.")
AGREED_BARS = _("Pièces jugées pareil à chaque fois")
RIGHT_BARS = _("Pièces jugées juste à chaque fois")
RANGES = _("Étendues par opérateur ({unit})")
OUT = _("{value} !")
RANGE_LIMIT = _("limite {value}")
CUSTOM = _("Les seuils (10 %, 30 %, ndc 5, Cg 1,33, κ 0,75) sont d'usage courant (AIAG) : la qualité conclut.")

STABILITY = _("Stabilité du moyen")
STABLE = _("Stable sur {count} contrôles journaliers à {size}.")
UNSTABLE = _("Pas stable : {out} contrôle(s) journalier(s) hors limites sur {count} à {size}, le dernier le {last}.")
DRIFTS = _("Dérive de {slope} par contrôle.")
STABILITY_FEW = _("{count} contrôle(s) journalier(s) à {size} : il en faut {least} pour juger.")

# -- measuring --------------------------------------------------------------------------------------------------------

PIECE = _("Pièce {piece}")
STANDARD = _("Mesurez l'étalon")
STANDARD_NUMBER = _("Étalon {piece}")
HOW_STANDARDS = _("Prenez l'étalon de ce numéro ({size}), mesurez, envoyez.")
TURN = _("{name} · série {trial} sur {trials}")
PROGRESS = _("{taken} sur {wanted}")
HOW = _("Prenez la pièce de ce numéro, mesurez, envoyez. Une pièce, une mesure.")
HOW_STANDARD = _("Reposez l'étalon, reprenez-le, mesurez : à chaque fois comme la première.")
HOW_JUDGE = _("Regardez ou passez le calibre, puis répondez.")
SCAN_TIP = _("Une mesure ; ou le numéro que porte la pièce, lu au lecteur ou saisi : P7")
RIGHT_PIECE = _("Pièce {piece} : c'est la bonne, mesurez.")
NEXT_PERSON = _("{name} a fini. C'est à {next} : ouvrez sa session.")
NOT_YOURS = _("C'est à {next} de mesurer : ouvrez sa session.")
ALL_DONE = _("Tout est mesuré. La qualité peut conclure.")
LAST = _("Dernière mesure prise : {value}")
LAST_TYPED = _("Dernière mesure prise, saisie : {value}")
NOTHING_YET = _("Rien n'est encore pris dans cette session.")
JUDGED_GOOD = _("bonne")
JUDGED_BAD = _("mauvaise")
GOOD_BUTTON = _("Bonne")
BAD_BUTTON = _("Mauvaise")
UNDO = _("Reprendre la dernière")
UNDO_TIP = _("La mesure reste gardée avec son motif, et la même pièce revient.")
UNDO_REASONS = (_("mauvaise pièce"), _("pièce mal posée"), _("lecture double"), _("erreur de frappe"))
LATER = _("Pause")
LATER_TIP = _("Tout est gardé : l'étude reprend où elle en est, ici ou plus tard.")
MEASURING = _("Étude {number} · {subject}")
SIMULATED = _("Instrument simulé")

# -- the tab ----------------------------------------------------------------------------------------------------------

TAB = _("Études")
TAB_TIP = _("Études des moyens de mesure : R&R, type 1, attributs")
TABLE = _("Études des moyens de mesure")
NUMBER = _("N°")
SUBJECT = _("Mesure")
INSTRUMENT = _("Moyen")
KIND = _("Genre")
PROGRESS_TITLE = _("Avance")
STATE = _("État")
NONE = _("Aucune étude encore : « Nouvelle étude » en ouvre une.")
COUNTED = _("{count} étude(s)")
NEW = _("Nouvelle étude")
MEASURE = _("Mesurer")
CONCLUDE = _("Conclure")
ABANDON = _("Abandonner")
TRUTH = _("Vérité des pièces")
PAPER = _("PDF")
WORKBOOK = _("Excel")
OPENED_BY = _("Ouverte")
OPERATORS = _("Opérateurs")
DESIGN = _("Plan")
DESIGN_OF = {
    StudyKind.CROSSED: _("{operators} opérateurs × {pieces} pièces × {trials} essais"),
    StudyKind.TYPE_1: _("{trials} mesures du même étalon"),
    StudyKind.LINEARITY: _("{pieces} étalons × {trials} mesures"),
    StudyKind.ATTRIBUTE: _("{operators} opérateurs × {pieces} pièces × {trials} réponses"),
}
TOLERANCE = _("Tolérance (IT)")
ORDER = _("Ordre des pièces")
SEED = _("au hasard, gardé (graine {seed})")
AT_RANDOM = _("au hasard, différent à chaque série")
TAKEN_BACK = _("Reprises")
CONCLUSION = _("Conclusion")
FIT = _("le système convient")
UNFIT = _("le système ne convient pas")
CONCLUDED_BY = _("{said}, par {name} : {reason}")
ABANDONED_BY = _("abandonnée par {name} : {reason}")
BLIND = _("Les valeurs se voient à la fin : jusque-là, chacun mesure sans savoir.")
COMPUTING = _("Calcul des résultats…")
NEXT = _("À suivre")
NEXT_OF = _("{name}, pièce {piece}")

NEW_TITLE = _("Nouvelle étude d'un moyen de mesure")
OPEN = _("Ouvrir l'étude")
SUBJECT_HINT = _("Ø20 h7, ou la pièce et son repère")
TOLERANCE_NAME = _("Intervalle de tolérance")
REFERENCE_NAME = _("Taille de l'étalon, ou des étalons")
PIECES = _("Pièces")
TRIALS = _("Essais")
OPERATORS_NAME = _("Opérateurs, dans la session de chacun")
NO_INSTRUMENT = _("Aucun : à l'œil ou au calibre")
CONCLUDE_TITLE = _("Conclure l'étude {number}")
CONCLUDE_NAME = _("Ce que la qualité conclut, et pourquoi")
VERDICT_NAME = _("Le système de mesure")
SIGN = _("Signer")
ABANDON_TITLE = _("Abandonner l'étude {number}")
ABANDON_SAID = _("Les mesures prises restent gardées ; rien n'en est calculé.")
WHY = _("Pourquoi")
VERDICT_HINT = _("À choisir")
TRUTH_TITLE = _("Étude {number} : ce que sont vraiment les pièces")
TRUTH_SAID = _("Connu par un meilleur moyen ; jamais montré à ceux qui jugent.")
TRUTH_NAME = _("Numéros des pièces mauvaises, séparés par des virgules")
TRUTH_ALL = _("toutes les autres sont bonnes")
SAVE = _("Enregistrer")
TRUTH_OF = _("mauvaises : {bad} (dit par {name}, le {moment})")
NO_BAD = _("aucune")

# -- the paper --------------------------------------------------------------------------------------------------------

PAPER_TITLE = _("Étude d'un moyen de mesure")
READINGS = _("Mesures, dans l'ordre où elles ont été prises")
SHEET_READINGS = _("Mesures")
SHEET_RESULTS = _("Résultats")
SHEET_ANOVA = _("Variance")
SHEET_BARS = _("Parts")
SHEET_RANGES = _("Étendues")
RESULTS = _("Résultats")
READING_COLUMNS = (
    _("Rang"), _("Opérateur"), _("Pièce"), _("Essai"), _("Mesure"), _("Origine"), _("Quand"), _("Remarque"),
)  # fmt: skip
TAKEN_BACK_BECAUSE = _("reprise : {reason}")
BAR = _("Barre")
LENGTH = _("Longueur")
FIGURE = _("Valeur")
PIECE_SHORT = _("p. {piece}")
PIECE_TITLE = _("Pièce {piece}")
QUALITY = _("Responsable qualité")
OPENER = _("Étude ouverte par")
UNFINISHED = _("Étude non terminée : aucun résultat n'est calculé.")


def grade(percent: float, of_tolerance: bool) -> str:
    """What a percentage of R&R says, by the usual thresholds."""
    said = SYSTEM_GOOD if percent < 10 else SYSTEM_FAIR if percent <= 30 else SYSTEM_BAD
    return said.format(percent=shown(percent, 3), of=OF_TOLERANCE if of_tolerance else OF_VARIATION)


def shown(value: float, figures: int = 4) -> str:
    """A computed figure, with so many significant ones."""
    return number(Decimal(f"{value:.{figures}g}"))


def signed_shown(value: float) -> str:
    return signed(Decimal(f"{value:.3g}"))


def progress(study: Study) -> str:
    return PROGRESS.format(taken=len(study.readings), wanted=len(study.turns))


def means(study: Study) -> str:
    """The instrument, and whether any reading was simulated."""
    said = study.opened.instrument or EYE
    return f"{said} – {SIMULATED}" if study.is_simulated else said


def design(study: Study) -> str:
    opened = study.opened
    return DESIGN_OF[study.kind].format(operators=len(opened.operators), pieces=opened.pieces, trials=opened.trials)


def order(study: Study) -> str:
    """From what the order of the turns follows: not before the end, lest it be foreseen."""
    return SEED.format(seed=study.opened.seed) if study.is_told else AT_RANDOM


def truth(study: Study) -> str:
    """What the pieces of an attribute study are, who said it last, and when; empty where nobody did."""
    said = [act for act in study.acts if isinstance(act, StudyPieceKnown)]
    if not said:
        return ""
    bad = [str(piece) for piece, is_good in sorted(study.known_pieces.items()) if not is_good]
    return TRUTH_OF.format(bad=", ".join(bad) or NO_BAD, name=said[-1].by, moment=moment(said[-1].at))


def turn(study: Study, now: Turn) -> tuple[str, str, str]:
    """The big words of a turn, who and which series, and how."""
    who = TURN.format(name=now.operator, trial=now.trial, trials=study.opened.trials)
    if study.kind is StudyKind.TYPE_1:
        return STANDARD, who, HOW_STANDARD
    if study.kind is StudyKind.LINEARITY:
        size = number(study.opened.references[now.piece - 1])
        return STANDARD_NUMBER.format(piece=now.piece), who, HOW_STANDARDS.format(size=size)
    return PIECE.format(piece=now.piece), who, HOW_JUDGE if study.kind is StudyKind.ATTRIBUTE else HOW

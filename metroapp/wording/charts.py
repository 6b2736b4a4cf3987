"""The words of the control charts that the workshop keeps: their list, their plot, capability, drift."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.chart_terms import ChartState, CountKind, DriftAdvice
from metroapp.domain.production import EventKind
from metroapp.domain.statistical_terms import ChartKind, RunRule
from metroapp.wording.statistics import RULES
from metroapp.wording.translate import gettext as _

TAB = _("Cartes")
TAB_TIP = _("Cartes de contrôle et capabilité, en direct")

KINDS = {
    ChartKind.RANGE: _("X̄ – R"),
    ChartKind.STDEV: _("X̄ – s"),
    ChartKind.INDIVIDUALS: _("Valeurs individuelles"),
}
NOTES = {
    ChartNote.SETTING: _("Réglage"),
    ChartNote.TOOL_CHANGE: _("Changement d'outil"),
    ChartNote.MATERIAL: _("Lot matière"),
    ChartNote.CORRECTION: _("Correction"),
    ChartNote.OTHER: _("Autre"),
}
EVENTS = {
    EventKind.TOOL_CHANGE: _("Changement d'outil"),
    EventKind.OFFSET: _("Correction"),
    EventKind.INCIDENT: _("Incident"),
    EventKind.STOP: _("Arrêt"),
    EventKind.RESTART: _("Reprise"),
}
STATES = {
    ChartState.EMPTY: _("Trop peu de points"),
    ChartState.PROVISIONAL: _("Limites provisoires"),
    ChartState.STABLE: _("Stable"),
}
ONE_SIGNAL = _("1 signal")
SIGNALS = _("{count} signaux")
CLOSED = _("Arrêtée")

# -- the list ----------------------------------------------------------------------------------------------------------
TABLE = _("Cartes de contrôle de l'atelier")
OF = _("Pièce · repère")
STATE = _("État")
LAST = _("Dernière")
OPEN = _("Ouvrir une carte…")
OPEN_TIP = _("Suivre une cote d'une pièce sur une carte de contrôle")
NONE_KEPT = _("Aucune carte n'est suivie.")
NONE = _("Aucune carte : « Ouvrir une carte » en commence une sur une cote déjà mesurée.")
CHOOSE = _("Choisissez une carte dans la liste.")
OF_LINE = _("{reference} · {balloon}")
OF_MACHINE = _("{reference} · {balloon} · {machine}")

# -- the chart ---------------------------------------------------------------------------------------------------------
TITLE = _("{number} · {reference}, repère {balloon} · {callout}")
ABOUT = _("{kind}, {count} pièces par point")
ABOUT_ONE = _("{kind}, 1 pièce par point")
ON_MACHINE = _("machine {machine}")
CHART = _("Carte")
CHART_TIP = _("La carte de contrôle, ses limites et son journal")
CAPABILITY = _("Capabilité")
CAPABILITY_TIP = _("Histogramme, indices, dérive et vie d'outil")
BAD_PIECES = _("Tri")
BAD_PIECES_TIP = _("Part de pièces non conformes, relevé après relevé")
FREEZE = _("Figer les limites…")
FREEZE_TIP = _("Choisir sur la carte la période qui donne les limites, puis signer")
NOTE = _("Noter…")
NOTE_TIP = _("Écrire dans le journal de la carte : réglage, outil, matière, correction")
RULES_BUTTON = _("Règles…")
RULES_TIP = _("Choisir les règles qui signalent un point")
STOP = _("Arrêter la carte…")
MORE = _("Plus")
MORE_TIP = _("Papier, Excel, arrêt de la carte")
PAPER = _("Carte PDF")
WORKBOOK = _("Excel")
SHEET_CHART = _("Carte")
SHEET_VALUES = _("Valeurs")
SHEET_CAPABILITY = _("Capabilité")
SIGNAL = _("Signal")
EXPORTED = _("{file} est écrit dans {folder}.")
ALL = _("Tout")
ALL_TIP = _("Voir tous les points")
LATEST = _("Derniers")
LATEST_TIP = _("Voir les derniers points")
PLOT = _("Carte de contrôle")
PLOT_SAID = _("{count} points ; {state}")
NAMES = {
    "xbar": _("Moyennes X̄"),
    "r": _("Étendues R"),
    "s": _("Écarts-types s"),
    "i": _("Valeurs"),
    "mr": _("Étendues mobiles"),
}
ONE_NAMES = {"xbar": _("X̄"), "r": _("R"), "s": _("s"), "i": _("valeur"), "mr": _("étendue mobile")}
LIMITS = _("{name} : LSC {ucl} · moy. {center} · LIC {lcl}")
LIMITS_ONE = _("{name} : LSC {ucl} · moy. {center}")
WITH_TOLERANCE = _("{limits} · tolérance {lower} à {upper}")
WITH_LOWER = _("{limits} · tolérance mini {lower}")
WITH_UPPER = _("{limits} · tolérance maxi {upper}")
POINT = _("Point {point} : {value} {unit} · {record}, pièce {pieces} · {at}")
POINT_OF_SEVERAL = _("Point {point} : {name} {value} {unit} · {record}, pièces {pieces} · {at}")
NO_RULE_BROKEN = _("{point} · rien à signaler")
RULES_BROKEN = _("{point} · {rules}")
TOUCH = _("Touchez un point pour savoir ce qu'il dit.")
MARK = _("{kind} · {text} · {by}, {at}")
MARK_BARE = _("{kind} · {by}, {at}")
SHORT_MARKS = {
    ChartNote.SETTING: _("Réglage"),
    ChartNote.TOOL_CHANGE: _("Outil"),
    ChartNote.MATERIAL: _("Matière"),
    ChartNote.CORRECTION: _("Correction"),
    ChartNote.OTHER: _("Note"),
    EventKind.TOOL_CHANGE: _("Outil"),
    EventKind.OFFSET: _("Correction"),
    EventKind.INCIDENT: _("Incident"),
    EventKind.STOP: _("Arrêt"),
    EventKind.RESTART: _("Reprise"),
}
SIMULATED = _("SIMULATION : cette carte ne porte que des valeurs simulées")
FROZEN = _("Limites figées le {at} par {by} : points {first} à {last}. Motif : {reason}")
FROZEN_WITHOUT = _("Limites figées le {at} par {by} : points {first} à {last}, sans {excluded}. Motif : {reason}")
NOT_FROZEN = _("Limites provisoires, calculées sur tous les points : à figer sur une période stable.")
FEW = _("Moins de {enough} points : les limites disent encore peu.")
NO_LONGER_FOLLOWS = _(
    "Une valeur de la période a changé depuis : les limites figées ne sont plus celles de ses valeurs. Refigez-les."
)
OTHER_CALLOUTS = _("{count} valeur(s) mesurée(s) sous une autre tolérance ne sont pas sur cette carte.")
OTHER_KIND = {
    False: _("{count} valeur(s) simulée(s) ne sont pas sur cette carte."),
    True: _("{count} valeur(s) réelle(s) ne sont pas sur cette carte."),
}
LEFT_OVER = _("{count} valeur(s) ne remplissent pas un sous-groupe de {size} : elles ne sont pas tracées.")
COMPUTING = _("Calcul en cours…")
NOT_ENOUGH = _("Il faut au moins deux points : continuez de mesurer, la carte se dessine toute seule.")

# -- freezing ----------------------------------------------------------------------------------------------------------
PERIOD = _("Période : points {first} à {last} ({count}). Faites glisser ses bords ; touchez un point pour l'exclure.")
EXCLUDED = _("Exclus : {points}.")
OUT_OF_PERIOD = _("Hors limites dans la période : {points}. Excluez-les avec leur cause, ou choisissez mieux.")
CANCEL = _("Annuler")
GO_ON = _("Figer…")
FREEZE_TITLE = _("Figer les limites de {number}")
FREEZE_SAID = _("Points {first} à {last}, {count} retenus : {limits}. Elles jugeront les points à venir.")
REASON = _("Pourquoi cette période, et pourquoi les points exclus")

# -- the questions -----------------------------------------------------------------------------------------------------
OPEN_TITLE = _("Ouvrir une carte de contrôle")
OPEN_SAID = _("La carte lit les valeurs déjà mesurées, puis les suivantes au fur et à mesure.")
OPEN_DO = _("Ouvrir")
PART = _("Pièce")
BALLOON = _("Repère")
BALLOON_LINE = _("{balloon} · {callout}")
MACHINE = _("Machine (vide : toutes)")
SIZE = _("Pièces par point")
KIND = _("Carte")
NO_PART = _("Aucune pièce n'a encore de cote mesurée : faites d'abord un relevé.")
NOTE_TITLE = _("Noter sur {number}")
NOTE_DO = _("Noter")
NOTE_SAID = _("Après le point {point}.")
NOTE_TEXT = _("Détail (outil, correcteur, lot…)")
RULES_TITLE = _("Règles de {number}")
RULES_DO = _("Appliquer")
NELSON_SET = _("Nelson")
WESTERN_ELECTRIC_SET = _("Western Electric")
LIMITS_ONLY = _("Limites seules")
WHY = _("Pourquoi")
STOP_TITLE = _("Arrêter {number}")
STOP_SAID = _("La carte ne suivra plus rien ; elle reste lisible.")
STOP_DO = _("Arrêter")

# -- capability --------------------------------------------------------------------------------------------------------
HISTOGRAM = _("Histogramme et limites de la tolérance")
LOWER, UPPER = _("Ti {value}"), _("Ts {value}")
SAMPLE = _("Échantillon")
SAMPLE_SAID = _("{n} valeurs depuis le point {first} · moyenne {mean} · s {stdev}")
SMALL = _("Petit échantillon : {n} valeurs seulement, les indices sont incertains.")
INDEX_SAID = _("{value}   (95 % : {low} à {high})")
BARE_INDEX = _("{value}")
NO_INDEX = _("non donné : {reason}")
TOO_FEW_PROCESS = _("il faut au moins 25 points, il y en a {count}")
TOO_FEW_MACHINE = _("il faut au moins 50 pièces, il y en a {count}")
INDICES = {
    "cp": _("Cp"),
    "cpk": _("Cpk"),
    "pp": _("Pp"),
    "ppk": _("Ppk"),
    "cpm": _("Cpm"),
    "cm": _("Cm"),
    "cmk": _("Cmk"),
}
CAM = _("CAM (CNOMO)")
CNOMO_CPK = _("Cpk (CNOMO)")
PPM = _("Hors tolérance attendu")
PPM_SAID = _("{ppm} pièces par million")
PPM_UNDER_ONE = _("moins de 1 pièce par million")
NORMALITY = _("Loi normale")
NORMAL = _("plausible (Anderson–Darling p {p})")
NOT_NORMAL = _("refusée (Anderson–Darling p {p})")
NOT_NORMAL_BOTH = _("refusée (Anderson–Darling p {p}, Shapiro–Wilk p {shapiro})")
NORMAL_BOTH = _("plausible (Anderson–Darling p {p}, Shapiro–Wilk p {shapiro})")
NORMALITY_UNKNOWN = _("trop peu de valeurs pour le dire")
PP_PERCENTILES = _("Pp par quantiles")
PPK_PERCENTILES = _("Ppk par quantiles")
LAW = _("Loi retenue")
EWMA, CUSUM = _("EWMA (λ 0,2)"), _("CUSUM (K 0,5 σ, H 5 σ)")
NO_SHIFT = _("aucun petit décalage")
SHIFT = _("décalage : premier point hors limites {first} ({count} en tout)")
SHIFT_FROM = _("décalage : premier point hors limites {first} ({count} en tout), commencé vers le point {began}")
DRIFT = _("Dérive")
DRIFT_SAID = _("{slope} µm par pièce mesurée (95 % : {low} à {high}), sur {count} pièces")
DRIFT_IN_UNIT = _("{slope} {unit} par pièce mesurée (95 % : {low} à {high}), sur {count} pièces")
DRIFT_NONE = _("pas de dérive prouvée sur {count} pièces")
DRIFT_FEW = _("trop peu de pièces depuis la dernière correction ({count})")
EXIT = _("Sortie de tolérance")
EXIT_SAID = _("dans {count} pièces mesurées environ, {earliest} au plus tôt")
EXIT_EARLIEST = _("au plus tôt dans {earliest} pièces mesurées")
NO_EXIT = _("pas en vue")
LIFE = _("Vie d'outil")
LIFE_SAID = _("{now} pièces avec cet outil ; les précédents : {lives}")
LIFE_NOW = _("{now} pièces depuis le dernier changement d'outil noté")
LIFE_UNKNOWN = _("aucun changement d'outil noté")
ADVICE = {
    DriftAdvice.TOO_FEW: _("Continuez de mesurer : trop peu de pièces pour voir une dérive."),
    DriftAdvice.NONE: _("Rien à corriger : aucune dérive n'est prouvée."),
    DriftAdvice.LOOK: _("Aucune dérive n'est prouvée, mais la carte signale un point depuis : cherchez sa cause."),
    DriftAdvice.WATCH: _("La cote dérive : surveillez, et prévoyez la correction."),
    DriftAdvice.CORRECT: _("Corrigez maintenant : la cote approche de sa limite."),
    DriftAdvice.CHANGE_TOOL: _("Changez l'outil : il a fait son temps et la cote approche de sa limite."),
}

# -- bad pieces --------------------------------------------------------------------------------------------------------
COUNTS = {
    CountKind.SHARE: _("p : part de pièces non conformes"),
    CountKind.NUMBER: _("np : pièces non conformes"),
    CountKind.COUNT: _("c : valeurs non conformes par relevé"),
    CountKind.RATE: _("u : valeurs non conformes par pièce"),
}
COUNT_KIND = _("Ce qui est compté")
COUNT_POINT = _("Point {point} · {record} · {bad} sur {sorted} pièce(s) · {at}")
COUNT_SAID = _("Moyenne {center} sur {count} relevés · {out} hors limites. Touchez un point pour savoir ce qu'il dit.")
COUNT_OUT = _("{point} · hors limites")


def figure(value: float, decimals: int) -> str:
    """`20,0124`, with a real minus; never `-0`."""
    text = f"{value:.{decimals}f}"
    if not Decimal(text):
        text = text.lstrip("-")
    return text.replace(".", ",").replace("-", "−")


def state(found: ChartState, count: int) -> str:
    if found is ChartState.SIGNALS:
        return ONE_SIGNAL if count == 1 else SIGNALS.format(count=count)
    return STATES[found]


def kind_of_mark(kind: ChartNote | EventKind) -> str:
    return NOTES[kind] if isinstance(kind, ChartNote) else EVENTS[kind]


def rules(named: Iterable[RunRule]) -> str:
    return " ; ".join(RULES[rule] for rule in named)


def with_tolerance(limits: str, lower: str, upper: str) -> str:
    """What the title of individual values says more; an empty limit is none."""
    if lower and upper:
        return WITH_TOLERANCE.format(limits=limits, lower=lower, upper=upper)
    if lower or upper:
        return (WITH_LOWER if lower else WITH_UPPER).format(limits=limits, lower=lower, upper=upper)
    return limits


def count_said(kind: CountKind, centre: float, count: int, out: int) -> str:
    shown = f"{figure(centre * 100, 1)}\u00a0%" if kind is CountKind.SHARE else figure(centre, 2)
    return COUNT_SAID.format(center=shown, count=count, out=out)


def points(numbers: Iterable[int]) -> str:
    """`7, 12`; of many, the first ones."""
    known = list(numbers)
    return ", ".join(map(str, known[:8])) + (", …" if len(known) > 8 else "")

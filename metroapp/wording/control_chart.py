"""The words of the control chart (carte de contrôle aux mesures)."""

from __future__ import annotations

from metroapp.domain.statistical_terms import ChartKind
from metroapp.wording.translate import gettext as _

TITLE = _("Carte de contrôle X̄ – R")
CHART = _("Moyennes et étendues, {unit}")
MEANS = _("Moyenne X̄")
RANGES = _("Étendue R")
TITLES = {
    ChartKind.RANGE: TITLE,
    ChartKind.STDEV: _("Carte de contrôle X̄ – s"),
    ChartKind.INDIVIDUALS: _("Carte de contrôle, valeurs individuelles"),
}
CHARTS = {
    ChartKind.RANGE: CHART,
    ChartKind.STDEV: _("Moyennes et écarts-types, {unit}"),
    ChartKind.INDIVIDUALS: _("Valeurs et étendues mobiles, {unit}"),
}
LOCATIONS = {ChartKind.RANGE: MEANS, ChartKind.STDEV: MEANS, ChartKind.INDIVIDUALS: _("Valeur x")}
SPREADS = {
    ChartKind.RANGE: RANGES,
    ChartKind.STDEV: _("Écart-type s"),
    ChartKind.INDIVIDUALS: _("Ét. mobile"),
}
SHORT_SPREADS = {ChartKind.RANGE: _("R"), ChartKind.STDEV: _("s"), ChartKind.INDIVIDUALS: _("EM")}
SAMPLE = _("N° d'échantillon")
DATE = _("Date")
TIME = _("Heure")
WHO = _("Opérateur")
RECORD = _("Relevé")
RECORD_OF = _("Relevé {common}…")
VALUE = _("x{place}")
TOTAL = _("Somme")
MEAN = _("X̄")
RANGE = _("R")
UPPER = _("LSC")
CENTRE = _("moy.")
LOWER = _("LIC")

CHARACTERISTIC = _("Cote")
TOLERANCE = _("Tolérance")
SIZE = _("Effectif n")
SAMPLES = _("Échantillons")
UNIT = _("Unité")
ORIGIN = _("Origine des lectures")
PERIOD = _("Période")
PERIOD_OF = _("du {first} au {last}")
RESOLUTION = _("Moyen – résolution")
CONSTANTS = _("Constantes n = {size} : A2 = {a2} · D3 = {d3} · D4 = {d4}")
LIMITS_FROM_VALUES = _(
    "Limites calculées sur les {count} échantillons de la carte : X̄ moyenne ± A2 · R moyenne ; D3 · R moyenne et "
    "D4 · R moyenne. Les tolérances du plan bornent des valeurs, pas des moyennes : elles ne sont pas tracées. "
    "■ point hors limites."
)
FEW = _("Moins de {enough} échantillons : limites provisoires, à recalculer ; aucune capabilité n'est déduite.")
NOT_USED = _("{count} valeurs en fin de relevé ne font pas un échantillon de {size} et ne sont pas tracées.")
NOT_USED_ONE = _("1 valeur en fin de relevé ne fait pas un échantillon de {size} et n'est pas tracée.")
BLANK_LIMITS = _("Limites de la carte (X̄ et R) : à reporter d'une période stable, avec leur date.")
LIMITS_IN_USE = _(
    "Les tolérances du plan bornent des valeurs, pas des moyennes : elles ne sont pas tracées. ■ point hors limites."
)
NAMED = _("Points signalés : {points}.")
NAMED_POINT = _("{point} ({rules})")
LAST_POINTS = _("Derniers {count} points de la carte, qui en a {all}.")
JOURNAL = _("Journal de la carte")
SHEET_JOURNAL = _("Journal de la carte")
FROZEN = _("Limites figées : {reason}")
LOGBOOK = _("Journal de bord")
SHEET_LOGBOOK = _("Journal")
WHEN = _("Date et heure")
WHAT = _("Ce qui a été fait")
EVENT = _("Événement")
BY = _("Par")
NOTE_BLANK = _("Réglage, outil ou plaquette changés, lot de matière, arrêt, correction appliquée : avec l'heure.")


def not_used(count: int, size: int) -> str:
    """`3 valeurs en fin de relevé ne font pas un échantillon de 5…`; empty for none."""
    if not count:
        return ""
    return NOT_USED_ONE.format(size=size) if count == 1 else NOT_USED.format(count=count, size=size)

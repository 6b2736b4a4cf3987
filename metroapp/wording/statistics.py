"""Statistics in words: why an index is not given, what a rule names."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.statistical_terms import Law, NoIndex, RunRule
from metroapp.wording.numbers import number
from metroapp.wording.translate import gettext as _

REASONS = {
    NoIndex.NO_LIMITS: _("aucune limite n'est donnée"),
    NoIndex.ONE_SIDED: _("une tolérance d'un seul côté n'en a pas"),
    NoIndex.NO_SPREAD: _("toutes les valeurs sont égales : rien ne varie"),
    NoIndex.TOO_FEW: _("trop peu de valeurs pour un indice qui veuille dire quelque chose"),
    NoIndex.UNSTABLE: _("la carte a un point hors de ses limites : le procédé n'est pas stable"),
    NoIndex.SEVERAL_RUNS: _("une machine s'étudie sur une seule série, et ces valeurs sont de plusieurs relevés"),
    NoIndex.NO_TARGET: _("aucune cible n'est donnée"),
    NoIndex.NOT_POSITIVE: _("une valeur nulle ou négative, que cette loi ne peut pas donner"),
    NoIndex.NO_LAW: _("aucune des lois essayées ne va aux valeurs : regardez l'histogramme, ou mesurez davantage"),
    NoIndex.TOO_FEW_FOR_RANKS: _("sans loi, il faut au moins 740 valeurs pour lire 0,135 %"),
}
RULES = {
    RunRule.BEYOND_LIMITS: _("un point au-delà de 3 σ"),
    RunRule.NINE_ON_ONE_SIDE: _("neuf points de suite du même côté"),
    RunRule.SIX_STEADILY: _("six points de suite qui montent, ou qui descendent"),
    RunRule.FOURTEEN_ALTERNATING: _("quatorze points de suite qui alternent"),
    RunRule.TWO_OF_THREE: _("deux points sur trois au-delà de 2 σ du même côté"),
    RunRule.FOUR_OF_FIVE: _("quatre points sur cinq au-delà de 1 σ du même côté"),
    RunRule.FIFTEEN_WITHIN: _("quinze points de suite à moins de 1 σ"),
    RunRule.EIGHT_OUTSIDE: _("huit points de suite à plus de 1 σ, de part et d'autre"),
    RunRule.EIGHT_ON_ONE_SIDE: _("huit points de suite du même côté"),
}
RULE_OF_NUMBER = {rule.number: said for rule, said in RULES.items()}
TITLE = _("{n} valeurs · moyenne {mean} · s {stdev} · étendue {range} ({min} à {max})")
CHARTS = {
    "xbar": _("X̄"),
    "r": _("R"),
    "s": _("s"),
    "i": _("I (valeurs individuelles)"),
    "mr": _("EM (étendues mobiles)"),
}
LEFT_OVER = _("{count} valeur(s) de la fin ne remplissent pas un sous-groupe : elles ne sont sur aucune carte.")
CHART = _("Carte {name} : centrale {center}, limites {lcl} et {ucl}")
INDEX = _("{name} {value} (de {low} à {high})")
NO_INDEX = _("{name} non donné : {reason}")
SIGNAL = _("Point {point} de la carte {chart} : {rule}")
SIGNALS = _("Points {first} à {last} de la carte {chart} : {rule}")
NO_SIGNAL = _("Aucun signal.")
BARE_INDEX = _("{name} {value}")
LAWS = {
    Law.NORMAL: _("normale"),
    Law.LOGNORMAL: _("log-normale"),
    Law.WEIBULL: _("Weibull"),
    Law.FOLDED_NORMAL: _("normale repliée"),
    Law.RAYLEIGH: _("Rayleigh"),
    Law.EMPIRICAL: _("rangs des valeurs, sans loi"),
}
CHOSEN_LAW = _("Loi retenue, {law} : X0,135 {low}, X50 {middle}, X99,865 {high} ; {said}")
OTHER_LAW = _("Loi essayée, {law} : X0,135 {low}, X50 {middle}, X99,865 {high} ; {said}")
KEPT_LAW = _("les valeurs ne la refusent pas (p {p})")
REFUSED_LAW = _("les valeurs la refusent (p {p})")
RANKS = _("lus sur les valeurs elles-mêmes")
LAW_IMPOSSIBLE = _("Loi {law} impossible : {reason}")
PP_PERCENTILES = _("Pp par quantiles")
PPK_PERCENTILES = _("Ppk par quantiles")
EWMA = _("Carte EWMA (λ = {weight}) : centrale {center}, limites du dernier point {lcl} et {ucl}")
CUSUM = _("Carte CUSUM : centrale {center}, K {slack}, H {interval}")
SHIFT = _("Décalage : premier point hors limites {first} ({count} en tout)")
SHIFT_FROM = _("Décalage : premier point hors limites {first} ({count} en tout) ; il a commencé vers le point {began}")
NO_SHIFT = _("Aucun décalage.")
NO_CNOMO = _("CAM et Cpk du CNOMO ne sont pas donnés : {reason}")
CNOMO_CAM = _("CAM (CNOMO)")
CNOMO_CPK = _("Cpk (CNOMO)")
CNOMO_INDEX = _("{name} {value} ; aucun seuil n'est demandé")
CNOMO_REACHED = _("{name} {value} : le seuil demandé par le client, {asked}, est atteint")
CNOMO_NOT_REACHED = _("{name} {value} : le seuil demandé par le client, {asked}, n'est pas atteint")
TINY_P = _("< 0,001")
_TINY = 0.001


def p_value(p: float | None) -> str:
    """A probability, which says no more below one in a thousand."""
    if p is None:
        return "–"
    return TINY_P if p < _TINY else number(Decimal(f"{p:.3g}"))

"""Statistics in words: why an index is not given, what a rule names."""

from __future__ import annotations

from metroapp.domain.statistical_terms import NoIndex, RunRule
from metroapp.wording.translate import gettext as _

REASONS = {
    NoIndex.NO_LIMITS: _("aucune limite n'est donnée"),
    NoIndex.ONE_SIDED: _("une tolérance d'un seul côté n'en a pas"),
    NoIndex.NO_SPREAD: _("toutes les valeurs sont égales : rien ne varie"),
    NoIndex.TOO_FEW: _("trop peu de valeurs pour un indice qui veuille dire quelque chose"),
    NoIndex.UNSTABLE: _("la carte a un point hors de ses limites : le procédé n'est pas stable"),
    NoIndex.NO_TARGET: _("aucune cible n'est donnée"),
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
STUDY = _("{method} : EV {ev} · AV {av} · R&R {grr} · VP {pv} · VT {tv} · R&R {percent} % de VT · ndc {ndc}")
STUDY_TOLERANCE = _("R&R {percent} % de la tolérance")
AVERAGE_RANGE = _("Moyennes et étendues")
ANOVA = _("Analyse de la variance")
POOLED = _("L'interaction entre opérateurs et pièces (p = {p}) est comptée avec la répétabilité.")
INTERACTION = _("Interaction entre opérateurs et pièces {interaction} (p = {p}), comprise dans R&R.")

"""The means advised for the characteristic expected, the one in the hand, and the one that somebody allows."""

from __future__ import annotations

from collections.abc import Sequence

from metroapp.domain.suitability import Fitness, Suitability
from metroapp.wording.labels import label
from metroapp.wording.numbers import number
from metroapp.wording.sentences import sentence
from metroapp.wording.translate import gettext as _

TITLE = _("Moyens conseillés")
TITLE_OF = _("Moyens conseillés · repère {balloon}")
OPEN = _("Voir les moyens de l'atelier pour cette cote, et pourquoi")
_LINE = _("Moyens conseillés : {means}")
_NONE_FIT = _("Aucun moyen conseillé : {number} est {fitness}")
_ONE = _("{number} ({fitness})")
_HEAD = _("{number} · {designation} · {fitness}")
_RATIO = _("IT/U = {ratio}")
_MOST_NAMED = 3
_ADVISED = (Fitness.GOOD, Fitness.ACCEPTED)

# The means in the hand
IN_HAND = _("Moyen tenu")
TO_CHOOSE = _("à choisir")
CHOICE = _("{number} · {designation}")
TAKEN = _("Moyen noté au repère {balloon} : {instrument}.")

# A refused means
ALLOW = _("Autoriser ce moyen…")
ALLOW_TITLE = _("Autoriser {instrument} au repère {balloon}")
ALLOW_SAID = _("Le motif, votre nom et ce qui s'oppose à ce moyen figureront au relevé, pour cette cote seulement.")
ALLOW_REASON = _("Motif")
ALLOW_SIGN = _("Signer et autoriser")
ALLOWED = _("{instrument} est autorisé au repère {balloon} : mesurez à nouveau.")


def line(ranked: Sequence[Suitability]) -> str:
    """`Moyens conseillés : M-02 (bon) · PC-01 (accepté)`; empty where nothing is known."""
    advised = [one for one in ranked if one.fitness in _ADVISED][:_MOST_NAMED]
    if advised:
        return _LINE.format(means=" · ".join(_named(one) for one in advised))
    if not ranked:
        return ""
    return _NONE_FIT.format(number=ranked[0].instrument.number, fitness=label(ranked[0].fitness))


def head(one: Suitability) -> str:
    """Number, designation, fitness, and the ratio that it comes from."""
    said = _HEAD.format(
        number=one.instrument.number, designation=one.instrument.designation, fitness=label(one.fitness)
    )
    return said if one.ratio is None else f"{said} · {_RATIO.format(ratio=number(one.ratio))}"


def reasons(one: Suitability) -> str:
    """Why, one sentence after the other."""
    return " ".join(sentence(reason) for reason in one.reasons)


def _named(one: Suitability) -> str:
    return _ONE.format(number=one.instrument.number, fitness=label(one.fitness))

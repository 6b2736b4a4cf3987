"""Sweeps: what the card says while one runs, and what the documents say of one that is recorded."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.quantity import Quantity
from metroapp.domain.sweep import Sweep
from metroapp.wording.numbers import number, with_unit
from metroapp.wording.numbers import quantity as shown
from metroapp.wording.translate import gettext as _

SWEEP = _("Balayer")
SWEEP_TIP = _("Explorer la surface : {instruments} mesure sans arrêt, le programme retient le maxi et le mini")
TITLE = _("BALAYAGE EN COURS")
TITLE_FULL = _("BALAYAGE ARRÊTÉ")
FINISH = _("Terminer")
TAKE_MAXIMUM = _("Prendre le maxi")
TAKE_MINIMUM = _("Prendre le mini")
FINISH_KEY = _("Entrée")
FINISH_TIP = _("Terminer le balayage et enregistrer la valeur avec toutes ses lectures")
ABANDON = _("Abandonner")
ABANDON_KEY = _("Échap")
ABANDON_TIP = _("Abandonner ce balayage : il est noté au relevé, et ne donne aucune valeur")
OR = _(" ou ")
RECORDED_WITH = _("Balayage enregistré : {count} lectures.")
WAITING = _("Balayez lentement toute la surface…")
TRACE = _("Tracé du balayage")
TRACE_SAID = _("{count} lectures, de {minimum} à {maximum}")
CARD = _("Balayage de {box} avec {instrument}")
DIFFERENCE = _("maxi − mini")
MAXIMUM = _("maxi")
MINIMUM = _("mini")
MEAN = _("moyenne")
LAST = _("maintenant")
COUNTED = _("{count} lectures · {rate} par seconde · {lasted}")
COUNTED_ONE = _("1 lecture")
LOST = _("{counted} · {lost} illisibles")
LOST_ONE = _("{counted} · 1 illisible")
LIMIT = _("tolérance {limit}")

LINE = _("exploration : de {minimum} à {maximum}, moyenne {mean}, {count} lectures en {lasted}")
TIMELINE = _("Exploration · {box}")
TIMELINE_DETAIL = _("moyenne {mean}, {count} lectures en {lasted}")
RANGE = _("{minimum} … {maximum}")
ABANDONED = _("exploration abandonnée : de {minimum} à {maximum}, {count} lectures en {lasted}")
ABANDONED_ONE = _("exploration abandonnée : {minimum}, 1 lecture")

_MS = Decimal(1000)
_MINUTE_S = 60


def lasted(milliseconds: int) -> str:
    """`41,2 s`, `2 min 5 s`."""
    seconds = (Decimal(milliseconds) / _MS).quantize(Decimal("0.1"))
    if seconds < _MINUTE_S:
        return f"{number(seconds)}\u00a0s"
    minutes, rest = divmod(int(seconds), _MINUTE_S)
    return f"{minutes}\u00a0min\u00a0{rest}\u00a0s"


def rate(count: int, milliseconds: int) -> str:
    """Indications per second; a dash while there are not two."""
    if count < 2 or milliseconds <= 0:
        return "–"
    return number(((count - 1) * _MS / milliseconds).quantize(Decimal("0.1")))


def counted(count: int, milliseconds: int, lost: int = 0) -> str:
    """How many, how fast, for how long; and how many could not be read."""
    if count == 1:
        said = COUNTED_ONE
    else:
        said = COUNTED.format(count=count, rate=rate(count, milliseconds), lasted=lasted(milliseconds))
    if not lost:
        return said
    return LOST_ONE.format(counted=said) if lost == 1 else LOST.format(counted=said, lost=lost)


def line(sweep: Sweep) -> str:
    """A sweep in the documents."""
    return LINE.format(
        minimum=number(sweep.minimum, sweep.decimals),
        maximum=_with_unit(sweep.maximum, sweep),
        mean=_with_unit(sweep.mean, sweep),
        count=sweep.count,
        lasted=lasted(sweep.duration),
    )


def extremes(sweep: Sweep) -> str:
    """`−0,004 … 0,011 mm`."""
    return RANGE.format(minimum=number(sweep.minimum, sweep.decimals), maximum=_with_unit(sweep.maximum, sweep))


def detail(sweep: Sweep) -> str:
    """What the timeline says of it besides."""
    return TIMELINE_DETAIL.format(mean=_with_unit(sweep.mean, sweep), count=sweep.count, lasted=lasted(sweep.duration))


def abandoned(lowest: Quantity, highest: Quantity, count: int, milliseconds: int) -> str:
    """What is noted of a sweep that gave nothing."""
    if count == 1:
        return ABANDONED_ONE.format(minimum=shown(lowest))
    return ABANDONED.format(minimum=shown(lowest), maximum=shown(highest), count=count, lasted=lasted(milliseconds))


def _with_unit(given: Decimal, sweep: Sweep) -> str:
    return with_unit(given, sweep.unit, sweep.decimals)

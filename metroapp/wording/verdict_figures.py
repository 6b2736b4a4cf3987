"""The figures of a justification: values, limits of the zones, uncertainties, probabilities."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from metroapp.domain.acceptance import Zones
from metroapp.domain.callout import Callout
from metroapp.domain.justification import Justification
from metroapp.domain.quantity import Quantity, Unit, decimals_of, shortest
from metroapp.domain.uncertainty import UncertaintySource
from metroapp.wording.labels import label
from metroapp.wording.numbers import figures, quantity, significant
from metroapp.wording.translate import gettext as _

_SHOWN = 6  # decimals of a computed limit or uncertainty, never rounded to the advantage of the value


def percent(share: Decimal) -> str:
    """A probability in percent, two decimals; with an uncertainty it is never quite `0 %` nor `100 %`."""
    shown = round(100 * share, 2)
    if shown <= 0:
        return _("moins de 0,01 %")
    if shown >= 100:
        return _("plus de 99,99 %")
    return _("{number} %").format(number=significant(shown))


def value_shown(justification: Justification) -> str:
    """The value as shown, and in the unit of the limits where that is another one."""
    found, callout = justification.measurement.quantity, justification.characteristic.callout
    assert found is not None
    if found.unit is callout.reading_unit:
        return quantity(found)
    return _("{value} ({converted})").format(value=quantity(found), converted=quantity(found.to(callout.reading_unit)))


def interval(lower: Decimal | None, upper: Decimal | None, callout: Callout, *, outside: bool = False) -> str:
    """`dans [20,000 ; 20,021]`, `≤ 0,02`; `outside` says the contrary: `hors de [20,000 ; 20,021]`, `> 0,02`."""
    unit, decimals = callout.unit or Unit.MM, callout.decimals
    if lower is not None and upper is not None:
        text = _("hors de [{lower}\u00a0;\u00a0{upper}]") if outside else _("dans [{lower}\u00a0;\u00a0{upper}]")
        return text.format(lower=figures(lower, unit, decimals), upper=figures(upper, unit, decimals))
    if upper is not None:
        return f"{'>' if outside else '≤'}\u00a0{figures(upper, unit, decimals)}"
    assert lower is not None
    return f"{'<' if outside else '≥'}\u00a0{figures(lower, unit, decimals)}"


def accepted(zones: Zones, callout: Callout) -> str:
    """What is accepted, between its limits."""
    lower, upper = zones.lower_acceptance, zones.upper_acceptance
    return interval(
        None if lower is None else readable(lower, ROUND_CEILING),
        None if upper is None else readable(upper, ROUND_FLOOR),
        callout,
    )


def refused(zones: Zones, callout: Callout) -> str:
    """What is refused, beyond its limits."""
    lower, upper = zones.lower_rejection, zones.upper_rejection
    return interval(
        None if lower is None else readable(lower, ROUND_FLOOR),
        None if upper is None else readable(upper, ROUND_CEILING),
        callout,
        outside=True,
    )


def readable(value: Decimal, rounding: str) -> Decimal:
    """A computed figure without the zeros that say nothing, and with six decimals at most."""
    if decimals_of(value) > _SHOWN:
        value = value.quantize(Decimal(1).scaleb(-_SHOWN), rounding=rounding)
    return shortest(value)


def uncertainty_shown(given: Quantity) -> str:
    """`0,0015 mm`"""
    return quantity(Quantity(readable(given.value, ROUND_CEILING), given.unit))


def source_of(justification: Justification, *, short: bool) -> str:
    """Where u comes from; `short` for a line: `registre, M-02`."""
    uncertainty, instrument = justification.uncertainty, justification.measurement.instrument
    assert uncertainty is not None
    if uncertainty.source is not UncertaintySource.INSTRUMENT or not instrument:
        return label(uncertainty.source)
    if short:
        return _("registre, {instrument}").format(instrument=instrument)
    return _("{source}, {instrument}").format(source=label(uncertainty.source), instrument=instrument)

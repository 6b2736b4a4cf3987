"""How the limits were found, in one French line for the sheet, the command line and the documents."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.callout import Callout, Rule
from metroapp.wording.labels import GEOMETRICAL_SIGNS, label
from metroapp.wording.numbers import UNIT_SYMBOLS, number, signed, significant
from metroapp.wording.translate import gettext as _


def limits(callout: Callout) -> str:
    """`19,979 … 20,000 mm`, `≤ 1,6 µm`; empty for an attribute."""
    if callout.unit is None or (callout.lower_limit is None and callout.upper_limit is None):
        return ""
    unit = UNIT_SYMBOLS[callout.unit]
    if callout.lower_limit is None:
        return f"≤\u00a0{number(_given(callout.upper_limit))}\u00a0{unit}"
    if callout.upper_limit is None:
        return f"≥\u00a0{number(callout.lower_limit)}\u00a0{unit}"
    return f"{number(callout.lower_limit)} … {number(callout.upper_limit)}\u00a0{unit}"


def drawn(callout: Callout) -> str:
    """A callout as on the drawing: a geometrical characteristic by its sign, the rest as it was typed.

    What follows the name is kept as written: `Ø0,1` is a cylindrical zone, and `A-B` is not `A B`.
    """
    if callout.symbol is None:
        return callout.text
    begin = next((index for index, sign in enumerate(callout.text) if sign.isdecimal() or sign in "Øø⌀"), 0)
    return f"{GEOMETRICAL_SIGNS[callout.symbol]} {callout.text[begin:]}"


def derivation(callout: Callout) -> str:
    """`Ø20 h7 → IT7 de 18 à 30 = 0,021 mm, es = 0, ei = −0,021 → 19,979 … 20,000 mm`."""
    found = callout.derivation
    match found.rule:
        case Rule.FIT:
            names = (_("ES"), _("EI")) if _is_hole(callout) else (_("es"), _("ei"))
            how = _(
                "{grade} de {over} à {up_to} = {tolerance} mm, {upper_name} = {upper}, {lower_name} = {lower}"
            ).format(
                grade=found.grade,
                over=significant(_given(found.over)),
                up_to=significant(_given(found.up_to)),
                tolerance=number(_given(found.tolerance)),
                upper_name=names[0],
                upper=signed(_given(found.upper_deviation)),
                lower_name=names[1],
                lower=signed(_given(found.lower_deviation)),
            )
        case Rule.DEVIATIONS:
            how = _("écarts {upper} et {lower}").format(
                upper=signed(_given(found.upper_deviation)), lower=signed(_given(found.lower_deviation))
            )
        case Rule.UPPER_BOUND:
            subject = callout.parameter or (label(callout.symbol) if callout.symbol else "")
            how = _("{subject} : limite supérieure seule").format(subject=subject)
        case Rule.GAUGED:
            return _("{callout} → calibre ENTRE passe, calibre N'ENTRE PAS ne passe pas").format(callout=callout.text)
        case Rule.OBSERVED:
            return _("à l'œil : conforme ou non conforme")
    return f"{callout.text} → {how} → {limits(callout)}"


def _is_hole(callout: Callout) -> bool:
    return callout.nature is not None and callout.nature.value == "internal"


def _given(value: Decimal | None) -> Decimal:
    assert value is not None
    return value

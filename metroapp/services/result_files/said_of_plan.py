"""A line of a plan in words: the same in the window and at the command line."""

from __future__ import annotations

from metroapp.domain.machine_results import Asks, Flaw
from metroapp.services.result_files.as_values import PlannedValue
from metroapp.wording import machine_results as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number, quantity
from metroapp.wording.objections import objections


def value(one: PlannedValue) -> str:
    """In the unit of the record; as the file has it where it could not be brought to it."""
    if one.quantity is not None:
        return quantity(one.quantity)
    said = one.said
    if said.value is None:
        return words.NONE
    unit = said.characteristic.unit
    return number(said.value) if unit is None else f"{number(said.value)} {UNIT_SYMBOLS[unit]}"


def verdict(one: PlannedValue) -> str:
    return words.NONE if one.verdict is None else label(one.verdict)


def what(one: PlannedValue) -> str:
    """What becomes of it, why, and where the file decides otherwise than the record."""
    if one.left is not None:
        why = label(one.left)
        detail = objections(one.objections) if one.objections else ""
        detail = one.said.text[:40] if one.left is Flaw.NUMBER else detail
        said = words.LEFT_OUT.format(why=words.BECAUSE.format(why=why, detail=detail) if detail else why)
    elif one.asks:
        said = words.TO_CONFIRM.format(why=", ".join(_asked(one, ask) for ask in one.asks))
    else:
        said = words.WILL_BE
    if one.differs and one.said.meant is not None and Asks.OPINION not in one.asks:
        said = words.JOINED.join((said, words.DIFFERS.format(said=label(one.said.meant))))
    return said


def kept(one: PlannedValue) -> str:
    """What the record keeps of a value that somebody confirmed, or that the file judges otherwise; empty for others."""
    asked = [_asked(one, ask) for ask in one.asks if ask is not Asks.MEASURED]
    said = [words.CONFIRMED.format(why=", ".join(asked))] if asked else []
    if one.differs and one.said.meant is not None and Asks.OPINION not in one.asks:
        said.append(words.DIFFERS.format(said=label(one.said.meant)))
    return words.JOINED.join(said)


def _asked(one: PlannedValue, ask: Asks) -> str:
    nominal = one.said.characteristic.nominal
    if ask is Asks.NOMINAL and nominal is not None:
        return words.OTHER_NOMINAL.format(why=label(ask), said=number(nominal))
    if ask is Asks.PIECE:
        return words.OTHER_NOMINAL.format(why=label(ask), said=one.said.piece)
    if ask is Asks.DOUBT and one.doubt is not None:
        return words.BECAUSE.format(why=label(ask), detail=label(one.doubt))
    return label(ask)

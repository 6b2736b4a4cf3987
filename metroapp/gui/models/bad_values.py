"""The lines of the page of what is not good: the words of a value, and by how much it is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import Side
from metroapp.gui.models.rows import CENTRE, RIGHT, Column, Row
from metroapp.gui.phrases import balloon_of
from metroapp.wording import nonconformities as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, quantity, with_unit

if TYPE_CHECKING:
    from metroapp.archive.nonconformities import BadValue

COLUMNS = (
    Column(words.RECORD, width=110),
    Column(words.PART),
    Column(words.PIECE, CENTRE, 44),
    Column(words.BALLOON, CENTRE, 66),
    Column(words.VALUE, RIGHT, 96),
    Column(words.VERDICT, width=150),
    Column(words.EXCEEDANCE, RIGHT, 96),
    Column(words.INSTRUMENT, width=110),
    Column(words.WHO),
    Column(words.WHEN, width=130),
    Column(words.CONCESSION, width=120),
)
CLOSE_WIDTHS = (106, 0, 40, 54, 84, 150, 92, 0, 0, 128, 118)  # on the smallest screen
LEFT_OUT = (1, 7)  # there, the part and the instrument: the record says them too
_VERDICT = 5
_WORDS = {Verdict.NONCONFORMING: words.NONCONFORMING, Verdict.UNDECIDED: words.UNDECIDED}
_REPLACED = {
    Verdict.NONCONFORMING: words.REPLACED_NONCONFORMING,
    Verdict.UNDECIDED: words.REPLACED_UNDECIDED,
}
_TINTS = {Verdict.NONCONFORMING: "bad", Verdict.UNDECIDED: "warn"}
_SIDES = {Side.ABOVE: words.ABOVE, Side.BELOW: words.BELOW}


def line_of(value: BadValue) -> Row:
    """One line; its key is the value."""
    texts = (
        value.number,
        value.part,
        str(value.box.piece),
        balloon_of(value.box),
        _found(value),
        _verdict(value),
        _beyond(value),
        value.instrument or words.NO_INSTRUMENT,
        value.by,
        moment(value.at),
        value.concession,
    )
    return Row(texts, value, (_VERDICT, "soft" if value.is_replaced else _TINTS[value.verdict]))


def _verdict(value: BadValue) -> str:
    if value.is_void:
        return words.TAKEN_BACK
    if value.awaits_second:
        return words.AWAITS_SECOND
    return (_REPLACED if value.is_replaced else _WORDS)[value.verdict]


def _found(value: BadValue) -> str:
    if value.quantity is not None:
        return quantity(value.quantity)
    return "" if value.observation is None else label(value.observation)


def _beyond(value: BadValue) -> str:
    found = value.exceedance
    return "" if found is None else _SIDES[found.side].format(by=with_unit(found.by, found.unit))

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
    Column(words.RECORD, width=124),
    Column(words.PART),
    Column(words.PIECE, CENTRE, 46),
    Column(words.BALLOON, CENTRE, 76),
    Column(words.VALUE, RIGHT, 104),
    Column(words.VERDICT, width=140),
    Column(words.EXCEEDANCE, RIGHT, 100),
    Column(words.INSTRUMENT, width=100),
    Column(words.WHO),
    Column(words.WHEN, width=146),
    Column(words.CONCESSION, width=120),
)
CLOSE_WIDTHS = (106, 0, 36, 50, 84, 124, 92, 84, 0, 128, 84)  # on the smallest screen, without the part
PART, _VERDICT = 1, 5
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
        (_REPLACED if value.is_replaced else _WORDS)[value.verdict],
        _beyond(value),
        value.instrument or words.NO_INSTRUMENT,
        value.by,
        moment(value.at),
        value.concession,
    )
    return Row(texts, value, (_VERDICT, "soft" if value.is_replaced else _TINTS[value.verdict]))


def _found(value: BadValue) -> str:
    if value.quantity is not None:
        return quantity(value.quantity)
    return "" if value.observation is None else label(value.observation)


def _beyond(value: BadValue) -> str:
    found = value.exceedance
    return "" if found is None else _SIDES[found.side].format(by=with_unit(found.by, found.unit))

"""The lines of a reverse search: where a value was measured, what it was, and what the means was there for."""

from __future__ import annotations

from metroapp.domain.acceptance import Verdict
from metroapp.domain.means_uses import Use
from metroapp.gui.models.rows import CENTRE, RIGHT, Column, Row
from metroapp.wording import means_uses as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, quantity

COLUMNS = (
    Column(words.RECORD, width=106),
    Column(words.REFERENCE),
    Column(words.ORDER_AND_LOT, width=100),
    Column(words.PIECE, CENTRE, 50),
    Column(words.BALLOON, CENTRE, 58),
    Column(words.VALUE, RIGHT, 86),
    Column(words.VERDICT, CENTRE, 96),
    Column(words.USED_FOR, width=116),
    Column(words.WHEN, width=132),
    Column(words.BY, width=118),
)
_VERDICT = 6
_TINTS = {Verdict.CONFORMING: "good", Verdict.NONCONFORMING: "bad", Verdict.UNDECIDED: "warn"}


def row_of(use: Use) -> Row:
    """One line; its key is the use."""
    value = label(use.observation) if use.observation is not None else ""
    texts = (
        use.number,
        use.reference,
        words.order_and_lot(use.work_order, use.lot),
        str(use.box.piece),
        words.balloon(use),
        quantity(use.quantity) if use.quantity is not None else value,
        words.verdict_now(use),
        label(use.used_for),
        moment(use.at),
        use.by,
    )
    return Row(texts, use, (_VERDICT, "soft" if use.is_replaced else _TINTS[use.verdict]))

"""The sort of each piece of a record, and those that leave: shipped or scrapped, signed by quality."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from metroapp.domain.operations import Departure
from metroapp.domain.people import Action
from metroapp.domain.piece_sorts import PieceSort, Sort
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.models.rows import CENTRE, Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.services.piece_sorting import SortedRecord
from metroapp.services.treatment_form import read_pieces
from metroapp.wording import piece_sorts as words
from metroapp.wording.labels import label

_COLUMNS = (
    Column(words.PIECE, CENTRE, 64),
    Column(words.SORT, width=330),
    Column(words.BY, width=130),
    Column(words.STAYS),
)
_HEIGHT = 230  # px of the table
_SORT = 1
_MOST_TYPED = 32_767  # characters: every second piece of the largest lot is named
_TINTS = {
    Sort.CONFORMING: "good",
    Sort.CONCESSION: "warn",
    Sort.FUNCTION_UNALTERED: "warn",
    Sort.HELD: "warn",
    Sort.UNSORTED: "soft",
    Sort.SHIPPED: "soft",
    Sort.SCRAPPED: "soft",
}


class PieceSortsDialog(ActQuestion):
    """`confirmed` carries ((the pieces, their departure, why), the Signature)."""

    def __init__(self, found: SortedRecord, desk: Desk, parent: QWidget) -> None:
        title = words.TITLE.format(number=found.number)
        super().__init__(title, words.LET_GO, desk, parent, said=words.NOTE, signs=Action.TREAT_SHEET)
        self.setMinimumWidth(820)
        self.counts = QLabel(words.counts(found.pieces))
        self.counts.setWordWrap(True)
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.table.setFixedHeight(_HEIGHT)
        self.rows.show([_row(one) for one in found.pieces])
        self.pieces = self.line(_may_go(found.pieces), words.PIECES_HINT, _MOST_TYPED)
        self.departure = self.choice((label(departure), departure) for departure in Departure)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.table)
        self.reason = self.line(hint=words.WHY_HINT)
        self.add_fields((words.PIECES, self.pieces, 2), (words.WHERE, self.departure, 1))
        self.add_fields((words.WHY, self.reason, 1))
        self.end()
        # Everybody reads; quality may sign beside whoever measures.
        for control in (self.pieces, self.departure, self.reason, self.confirm):
            permit(control, desk.who, Action.RAISE_SHEET)

    def given(self) -> tuple[tuple[int, ...], Departure, str]:
        """Refuses as `read_pieces`."""
        return read_pieces(self.pieces.text()), self.departure.currentData(), self.reason.text()


def _row(one: PieceSort) -> Row:
    texts = (str(one.piece), words.sort_with_sign(one), ", ".join(one.numbers), words.what_keeps(one))
    return Row(texts, one, (_SORT, _TINTS.get(one.sort, "bad")))


def _may_go(pieces: tuple[PieceSort, ...]) -> str:
    """What may be shipped now, proposed."""
    return words.as_ranges(one.piece for one in pieces if one.may_be_shipped)

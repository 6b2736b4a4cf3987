"""Before signing: how the pieces are sorted, what is still empty, that it is final, and who signs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from metroapp.domain.people import Action
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.sorting import Sorting
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.signing import SigningDialog
from metroapp.gui.phrases import counts_of
from metroapp.wording import gestures
from metroapp.wording import window as words

_BULLET = "•"


class ClosingDialog(SigningDialog):
    """`confirmed` carries the Signature; not modal. What is left is read from the archive a moment after it opens."""

    def __init__(self, header: RecordHeader, sorting: Sorting, missing: int, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            words.CLOSING_TITLE.format(number=header.number), words.CLOSING_SIGN, desk, Action.CLOSE_RECORD, parent
        )
        counts = QLabel(counts_of(sorting))
        counts.setProperty("role", "heading")
        self.empty = QLabel()
        self.left = QLabel()
        final = QLabel(words.CLOSING_FINAL)
        for place, label in enumerate((counts, self.empty, self.left, final)):
            label.setWordWrap(True)
            self.body.insertWidget(place, label)
        self.left.hide()
        self.empty.setText(words.CLOSING_MISSING.format(count=missing) if missing else words.CLOSING_COMPLETE)
        self.empty.setProperty("role", "bad" if missing else "good")

    def show_left(self, left: Sequence[str]) -> None:
        """What is still empty, one line each; nothing stops the signature."""
        self.left.setText("\n".join([gestures.LEFT_TITLE, *(f"{_BULLET} {line}" for line in left)]))
        self.left.setVisible(bool(left))
        self.fit()

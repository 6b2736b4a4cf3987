"""Before signing: how the pieces are sorted, what is missing, and that it is final."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from metroapp.domain.record import RecordHeader, Sorting
from metroapp.wording import window as words


class ClosingDialog(QDialog):
    """`signed` says that the operator signs; not modal."""

    signed = Signal(object)

    def __init__(self, header: RecordHeader, sorting: Sorting, missing: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.CLOSE_RECORD)
        title = QLabel(words.CLOSING_TITLE.format(number=header.number))
        title.setProperty("role", "title")
        summary = QLabel(
            words.CLOSING_SUMMARY.format(
                conforming=sorting.conforming,
                nonconforming=sorting.nonconforming,
                concession=sorting.concession,
                unsorted=sorting.unsorted,
            )
        )
        summary.setProperty("role", "heading")
        rest = QLabel(words.CLOSING_MISSING.format(count=missing) if missing else words.CLOSING_COMPLETE)
        rest.setWordWrap(True)
        rest.setProperty("role", "bad" if missing else "good")
        final = QLabel(words.CLOSING_FINAL.format(operator=header.operator))
        final.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.sign = buttons.addButton(words.CLOSING_SIGN, QDialogButtonBox.ButtonRole.AcceptRole)
        self.sign.setProperty("role", "primary")
        self.sign.setAccessibleName(words.CLOSING_SIGN)
        cancel = buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAccessibleName(words.CANCEL)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        for widget in (title, summary, rest, final, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(720)

    def _accept(self) -> None:
        self.signed.emit(None)
        self.close()

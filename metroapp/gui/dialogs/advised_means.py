"""Every means of the register for the characteristic expected, the fittest first, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from metroapp.domain.suitability import Fitness, Suitability
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import advised_means as words
from metroapp.wording import window

_ROLES = {Fitness.GOOD: "good", Fitness.ACCEPTED: "good", Fitness.UNKNOWN: "warn", Fitness.UNFIT: "bad"}


class AdvisedMeansDialog(QDialog):
    """Only read; not modal, readings go on."""

    def __init__(self, balloon: str, ranked: Sequence[Suitability], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE)
        self.resize(720, 520)
        title = QLabel(words.TITLE_OF.format(balloon=balloon))
        title.setProperty("role", "title")
        lines = QVBoxLayout()
        lines.setSpacing(4)
        for one in ranked:
            head = QLabel(words.head(one))
            head.setWordWrap(True)
            head.setProperty("role", _ROLES[one.fitness])
            lines.addWidget(head)
            why = QLabel(words.reasons(one))
            why.setWordWrap(True)
            why.setContentsMargins(16, 0, 0, 6)
            if why.text():  # of a fit one nothing may be left to say in an examination
                lines.addWidget(why)
        lines.addStretch(1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(window.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        close.setAccessibleName(window.CLOSE)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(Scrolled(lines), 1)
        layout.addWidget(buttons)

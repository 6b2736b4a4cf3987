"""Why a verdict: titled texts, one under the other, that can be selected and read aloud."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from metroapp.domain.acceptance import Verdict
from metroapp.domain.justification import Justification
from metroapp.gui.phrases import box_name
from metroapp.wording import window as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import quantity
from metroapp.wording.verdicts import verdict_details

_GLYPHS = {Verdict.CONFORMING: ("✓", "good"), Verdict.NONCONFORMING: ("✗", "bad"), Verdict.UNDECIDED: ("?", "warn")}


class WhyPanel(QFrame):
    """`pairs` is what it shows, title and text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(words.WHY_VERDICT)
        self.pairs: tuple[tuple[str, str], ...] = ()
        self.box = _text("heading")
        self.verdict = _text("heading")
        self._texts = QWidget()
        self._rows = QVBoxLayout(self._texts)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._texts)
        self._texts.setAutoFillBackground(False)  # the card shows behind what scrolls
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 6, 14)
        layout.setSpacing(4)
        layout.addWidget(self.box)
        layout.addWidget(self.verdict)
        layout.addSpacing(6)
        layout.addWidget(scroll, 1)

    def show_justification(self, justification: Justification) -> None:
        """Another verdict."""
        found = justification.measurement
        value = label(found.observation) if found.observation is not None else ""
        if found.quantity is not None:
            value = quantity(found.quantity)
        glyph, role = _GLYPHS[justification.verdict]
        self.box.setText(f"{box_name(found.box)} · {justification.characteristic.designation}")
        self.verdict.setText(words.WHY_OF.format(value=value, glyph=glyph, verdict=label(justification.verdict)))
        self.verdict.setProperty("role", role)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.pairs = verdict_details(justification)
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for title, said in self.pairs:
            head, text = _text("small"), _text("")
            head.setText(title)
            text.setText(said)
            head.setAccessibleName(title)
            text.setAccessibleName(f"{title} : {said}")
            self._rows.addWidget(head)
            self._rows.addWidget(text)
            self._rows.addSpacing(8)
        self._rows.addStretch(1)


def _text(role: str) -> QLabel:
    """Plain text that wraps and can be selected, with the mouse or the keyboard."""
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made

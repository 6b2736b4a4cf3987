"""Readings that are not recorded yet: each waits for one confirmation. Never in the way of what is being measured."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.gui.phrases import balloon_of
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.big_button import BigButton
from metroapp.services.events import Proposal
from metroapp.wording import gestures as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import quantity


class ProposalCard(QFrame):
    """`taken` and `dropped` are about the first of them. While a value asks for its answer, none can be taken."""

    taken = Signal(object)
    dropped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.proposals: tuple[Proposal, ...] = ()
        self.said = QLabel()
        self.said.setProperty("role", "proposal")
        self.said.setWordWrap(True)
        self.more = QLabel()
        self.more.setWordWrap(True)
        self.more.setProperty("role", "soft")
        self.take = BigButton(theme, words.TAKE, "check", "good", words.TAKE_KEY, words.TAKE_TIP)
        self.drop = BigButton(theme, words.DROP, "x", "plain", words.DROP_KEY, words.DROP_TIP)
        for button in (self.take, self.drop):
            button.setFixedSize(196, 62)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.said)
        texts.addWidget(self.more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(10)
        layout.addLayout(texts, 1)
        layout.addWidget(self.take)
        layout.addWidget(self.drop)
        self.take.clicked.connect(self._take)
        self.drop.clicked.connect(self._drop)
        self.hide()

    @property
    def count(self) -> int:
        return len(self.proposals)

    def show_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        """Those that wait now."""
        self.proposals = proposals
        if proposals:
            first = proposals[0]
            said = words.PROPOSED if first.doubt is None else words.PROPOSED_DOUBT
            self.said.setText(
                said.format(
                    value=quantity(first.quantity),
                    instrument=first.instrument,
                    piece=first.box.piece,
                    balloon=balloon_of(first.box),
                    doubt="" if first.doubt is None else label(first.doubt),
                )
            )
            advice = "" if first.doubt is None else words.DOUBT_ADVICE[first.doubt.value]
            count = words.PROPOSED_MORE.format(count=len(proposals)) if len(proposals) > 1 else ""
            self.more.setText(" · ".join(filter(None, (count, advice))))
            self.more.setVisible(bool(self.more.text()))
            self.setAccessibleName(self.said.text())
        self.setVisible(bool(proposals))

    def allow(self, allowed: bool) -> None:
        """Whether the first one may be taken now."""
        self.take.setEnabled(allowed)

    def _take(self) -> None:
        self.taken.emit(None)

    def _drop(self) -> None:
        self.dropped.emit(None)

"""Readings that are not recorded yet: each waits for one confirmation. Never in the way of what is being measured."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.measurement import Role
from metroapp.domain.record_options import Gate
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
        self.proposals: tuple[Proposal, ...] = ()  # the first ones
        self.count = 0  # of all of them
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
    def first(self) -> int | None:
        """The number of the reading shown: a key is about this one, whatever has come meanwhile."""
        return self.proposals[0].number if self.proposals else None

    def passes(self, gate: Gate | None) -> bool:
        """Whether there is a first one, and it can be recorded before what is to be done is done."""
        if not self.proposals or gate in (Gate.CLEANING, Gate.DATUM):
            return False
        return gate is not Gate.APPROVAL or self.proposals[0].box.piece == 1

    def show_proposals(self, proposals: tuple[Proposal, ...], count: int = 0) -> None:
        """Those that wait now, the first ones of `count`."""
        self.proposals, self.count = proposals, count
        if proposals:
            first = proposals[0]
            said = words.PROPOSED if first.doubt is None else words.PROPOSED_DOUBT
            self.said.setText(
                said.format(
                    value=quantity(first.quantity),
                    instrument=first.instrument,
                    piece=first.box.piece,
                    balloon=_place(first),
                    doubt="" if first.doubt is None else label(first.doubt),
                )
            )
            advice = "" if first.doubt is None else words.DOUBT_ADVICE[first.doubt.value]
            more = words.PROPOSED_MORE.format(count=count) if count > 1 else ""
            self.more.setText(" · ".join(filter(None, (more, advice))))
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


def _place(proposal: Proposal) -> str:
    """The balloon, and what the reading is for there, where it is not a plain one."""
    balloon = balloon_of(proposal.box)
    if proposal.role in (None, Role.READING):
        return balloon
    if proposal.variable:
        return words.PROPOSED_VARIABLE.format(balloon=balloon, variable=proposal.variable)
    return words.PROPOSED_AS.format(balloon=balloon, role=label(proposal.role))

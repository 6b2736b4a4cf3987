"""How the roughness tester is set for a balloon: what is proposed, and what whoever set it declares."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from metroapp.domain.callout import TextureStandard
from metroapp.domain.cutoff import CUT_OFFS, MOST_LENGTHS, USUAL_LENGTHS, Proposal, Trace
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.bench_views import Expectation
from metroapp.services.traces import TraceView, proposed, spacing_given
from metroapp.wording import textures as words
from metroapp.wording import window
from metroapp.wording.numbers import number
from metroapp.wording.sentences import sentence

_WIDE = 640  # px


class TracesDialog(QDialog):
    """Not modal: readings go on. It closes once what it says is recorded."""

    def __init__(self, desk: Desk, expectation: Expectation, view: TraceView, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._callout = expectation.characteristic.callout
        self._assists = expectation.assists
        self._sizes: list[Decimal] = []  # mm, in the order of the choice
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE)
        self.setMinimumWidth(_WIDE)
        title = QLabel(words.TITLE_OF.format(balloon=view.balloon, callout=self._callout.text))
        title.setProperty("role", "title")
        title.setWordWrap(True)
        self.profile = Choice(desk.theme)
        self.profile.setAccessibleName(words.PROFILE)
        for text, is_periodic in ((words.NOT_PERIODIC, False), (words.PERIODIC, True)):
            self.profile.addItem(text, is_periodic)
        self.spacing = QLineEdit()
        self.spacing.setAccessibleName(words.SPACING)
        self.spacing.setMaxLength(8)
        self.cut_off = Choice(desk.theme)
        self.cut_off.setAccessibleName(words.CUT_OFF)
        self.lengths = Stepper(1, MOST_LENGTHS, USUAL_LENGTHS, words.LENGTHS)
        self.proposal, across = QLabel(), QLabel(words.ACROSS)
        for said in (self.proposal, across):
            said.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(10)
        if view.standard is TextureStandard.ISO_4288:
            form.addRow(words.PROFILE, self.profile)
            form.addRow(words.SPACING, self.spacing)
        form.addRow(words.CUT_OFF, self.cut_off)
        form.addRow(words.LENGTHS, self.lengths)
        self.said = Said()
        buttons = QDialogButtonBox()
        self.declare = buttons.addButton(words.IT_IS_SET, QDialogButtonBox.ButtonRole.AcceptRole)
        self.declare.setProperty("role", "primary")
        self.declare.setAccessibleName(words.IT_IS_SET)
        cancel = buttons.addButton(window.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAccessibleName(window.CANCEL)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for part in (title, self.proposal):
            layout.addWidget(part)
        layout.addLayout(form)
        for below in (across, self.said, buttons):
            layout.addWidget(below)
        self._show()
        self.profile.currentIndexChanged.connect(self._propose)
        self.spacing.textChanged.connect(self._propose)

    def _show(self) -> None:
        """What was declared last, else what is proposed."""
        drawn = self._callout.texture.cut_off if self._callout.texture is not None else None
        self._sizes = sorted({*CUT_OFFS, *(() if drawn is None else (drawn,))})
        for size in self._sizes:
            self.cut_off.addItem(words.MILLIMETRES.format(size=number(size)))
        declared = self._view.declared
        if declared is not None and declared.spacing is not None:
            self.profile.setCurrentIndex(1)
            self.spacing.setText(number(declared.spacing))
        self._say(self._view.proposal)
        trace = self._view.trace if self._assists or declared is not None else None
        if trace is not None:
            self._set(trace)

    def _propose(self, _changed: object) -> None:
        """Another profile or another feed: what the standard proposes for it is set."""
        self.said.say("", "good")
        if self.profile.currentData() and not self.spacing.text().strip():
            self._ask_spacing()
            return
        try:
            found = proposed(self._callout, self._view.standard, self._spacing())
        except Refusal as refusal:
            self._ask_spacing()
            self._refuse(refusal)
            return
        self._say(found)
        if found is not None and self._assists:
            self._set(found.trace)

    def _spacing(self) -> Decimal | None:
        """The feed of a periodic profile, None of another one. Refuses as `spacing_given`."""
        return spacing_given(self.spacing.text()) if self.profile.currentData() else None

    def _ask_spacing(self) -> None:
        """Nothing is proposed for a periodic profile until its feed is known."""
        self.spacing.setEnabled(True)
        self.proposal.setText(words.SPACING_ASKED)
        self.adjustSize()

    def _say(self, found: Proposal | None) -> None:
        self.spacing.setEnabled(bool(self.profile.currentData()))
        told = words.NOTHING_PROPOSED if found is None else words.PROPOSED.format(trace=words.proposal_words(found))
        self.proposal.setText(told)
        self.proposal.setVisible(self._assists)
        self.adjustSize()

    def _set(self, trace: Trace) -> None:
        if trace.cut_off in self._sizes:
            self.cut_off.setCurrentIndex(self._sizes.index(trace.cut_off))
        self.lengths.set_value(trace.sampling_lengths or USUAL_LENGTHS)

    def _accept(self) -> None:
        try:
            trace, spacing = self._chosen(), self._spacing()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        asked = self._desk.workshop.gestures.declare_trace(self._view.balloon, trace, spacing)
        self._desk.bridge.follow(asked, self._recorded, self._refuse)

    def _chosen(self) -> Trace:
        """What is shown; with the evaluation length of the drawing, where it gives one."""
        texture = self._callout.texture
        length = None if texture is None else texture.evaluation_length
        return Trace(self._sizes[self.cut_off.currentIndex()], self.lengths.value(), length)

    def _recorded(self, _nothing: object) -> None:
        self.close()

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
        self.adjustSize()

"""The means on the measuring page: those advised, the one in the hand, the one refused that somebody may allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Signature
from metroapp.domain.suitability import Suitability
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.advised_means import AdvisedMeansDialog
from metroapp.gui.dialogs.allowing import AllowingDialog
from metroapp.gui.widgets.means_in_hand import MeansInHand
from metroapp.services.bench_views import Expectation
from metroapp.services.events import Event, Expected, MeansAccepted, MeansAdvised, Refused
from metroapp.wording import advised_means as words
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage

_TALL = 400  # px of a card where the advice has room beside a field, or the setting of a tester
_MAY_BE_ALLOWED = ("means.refused", "reading.other_instrument", "means.other_kind")


class MeasuringMeans(QObject):
    """Made by its page."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._refused: Message | None = None  # what the banner speaks of
        self._height = 0  # px of the card
        self._expectation: Expectation | None = None
        self._balloon = ""
        self._ranked: tuple[Suitability, ...] = ()
        self.in_hand = MeansInHand(desk.theme)
        self.in_hand.hide()
        self.in_hand.picked.connect(self._pick)
        self.advice = QPushButton()
        self.advice.setProperty("role", "flat")
        self.advice.setAccessibleName(words.TITLE)
        self.advice.setToolTip(words.OPEN)
        self.advice.setFocusPolicy(page.actions_bar.why.focusPolicy())
        self.advice.hide()
        self.advice.clicked.connect(self.show_advice)
        self.row = QWidget()  # the means in the hand, and beside it the setting of a tester
        beside = QHBoxLayout(self.row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self.in_hand, 3)
        beside.addWidget(page.traces.open, 1)
        self.row.hide()
        page.expected.add_below(self.row)
        page.expected.add_below(self.advice)
        for control in (page.expected.answers, page.expected.entry, page.traces.open, self.in_hand):
            control.installEventFilter(self)
        page.banner.asked.connect(self.ask_allowance)

    def take(self, event: Event) -> None:
        match event:
            case Expected(expectation):
                self._expectation = expectation
                self._show_in_hand()
            case MeansAdvised(balloon, ranked):
                self._show(balloon, ranked)
            case MeansAccepted(balloon, instrument):
                self._page.banner.hide()
                self._page.tell(words.ALLOWED.format(instrument=instrument, balloon=balloon))

    def action_for(self, refused: Refused) -> str:
        """What may be done about a refusal: a means that is refused may be allowed. Empty where nothing."""
        may = refused.refusal.code in _MAY_BE_ALLOWED and self._page.has_open_record
        self._refused = refused.refusal if may else None
        return words.ALLOW if may else ""

    # -- what is advised ----------------------------------------------------------------------------------------------

    def _show(self, balloon: str, ranked: tuple[Suitability, ...]) -> None:
        self._balloon, self._ranked = balloon, ranked
        said = words.line(ranked)
        self.advice.setText(said)
        self.advice.setAccessibleName(said or words.TITLE)
        self._fit()

    def fit(self, height: int) -> None:
        """The card has this height (px)."""
        self._height = height
        self._fit()

    def _fit(self) -> None:
        """The advice leaves its room to the answers, and to the field on a small screen; they to the choice of a
        gauge. The setting of a tester is beside that choice."""
        card = self._page.expected
        self._page.traces.fit(beside=not self.in_hand.isHidden())
        self.row.setVisible(not (self.in_hand.isHidden() and self._page.traces.open.isHidden()))
        is_alone = card.entry.isHidden() and self._page.traces.open.isHidden()
        has_room = card.answers.isHidden() and (is_alone or self._height >= _TALL)
        self.advice.setVisible(bool(self.advice.text()) and has_room)
        card.answers.be_lower(not self.in_hand.isHidden())

    def _show_in_hand(self) -> None:
        self.in_hand.show_expectation(self._expectation, typing=not self._page.expected.entry.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            if watched is self._page.expected.entry:
                self._show_in_hand()
            self._fit()
        return super().eventFilter(watched, event)

    def show_advice(self) -> None:
        AdvisedMeansDialog(self._balloon, self._ranked, self._page).show()

    # -- what is asked for --------------------------------------------------------------------------------------------

    def _pick(self, given: tuple[str, str]) -> None:
        """Refusals come back as events; the choice then shows again what it was."""
        balloon, number = given
        future = self._desk.workshop.gestures.use_means(balloon, number)
        self._desk.bridge.follow(future, self._picked, self._picked_in_vain)

    def _picked(self, _nothing: object) -> None:
        """The next key is for what is seen or typed with it."""
        self._page.expected.take_focus()

    def _picked_in_vain(self, _refusal: Refusal) -> None:
        self._show_in_hand()

    def ask_allowance(self, _nothing: object = None) -> None:
        refused = self._refused
        if refused is None:
            return
        balloon, instrument = refused.fields["balloon"], refused.fields["instrument"]
        dialog = AllowingDialog(balloon, instrument, sentence(refused), self._desk, self._page)

        def allow(given: tuple[str, Signature]) -> None:
            future = self._desk.workshop.gestures.allow_means(balloon, instrument, *given)
            self._page.deeds.answer(dialog, future)

        dialog.confirmed.connect(allow)
        dialog.show()

"""What is said between the cards and the relevé, each only while it is true: nothing of it stops a reading."""

from __future__ import annotations

from metroapp.domain.measurement import BoxKey
from metroapp.domain.record import BoxStatus
from metroapp.gui.desk import Desk
from metroapp.gui.models.releve import ReleveModel
from metroapp.gui.phrases import balloon_of, box_name
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.held_card import HeldCard
from metroapp.gui.widgets.notice import Notice
from metroapp.gui.widgets.proposal_card import ProposalCard
from metroapp.services.events import RecordOpened
from metroapp.wording import gestures as words


class Strips:
    """`model` is the relevé that they speak of; the page lays out `widgets` in their order."""

    def __init__(self, desk: Desk, model: ReleveModel) -> None:
        self._model = model
        self._resumed = False  # and not said yet
        self._widened: dict[str, tuple[int, ...]] = {}  # by balloon, the pieces that a bad sample adds
        self.proposals = ProposalCard(desk.theme)
        self.visa = Notice(desk.theme, "shield-check", words.VISA)
        self.held = HeldCard(desk)
        self.sample = Notice(desk.theme, "list-checks")
        self.notice = Notice(desk.theme, "info")
        self.banner = Banner(desk.theme)
        self.widgets = (self.proposals, self.visa, self.held, self.sample, self.notice, self.banner)

    def open(self, opened: RecordOpened) -> None:
        """Another record is on the bench."""
        self._resumed = opened.resumed and not opened.closed
        self.banner.hide()
        self.close()

    def close(self) -> None:
        """Nothing is asked of a record that is closed."""
        self._widened = {}
        for strip in (self.visa, self.notice, self.sample):
            strip.hide()
        self.proposals.show_proposals(())

    def height(self, width: int) -> int:
        """What those that are shown take, with the space after each (px)."""
        shown = [strip for strip in self.widgets if not strip.isHidden()]
        return sum(max(strip.sizeHint().height(), strip.heightForWidth(width - 28)) + 8 for strip in shown)

    def expect(self, box: BoxKey | None) -> None:
        """Another box is expected; it may wait for its second reading, which quality may spare."""
        if box is not None and self._model.cells[box].view.awaits_second:
            self.visa.say(words.SECOND.format(box=box_name(box)))
        else:
            self.visa.hide()
        if self._resumed:
            self._resumed = False
            self.notice.say(_resumed_at(box))

    def widen(self, balloon: str, pieces: tuple[int, ...]) -> None:
        """A bad sample makes these pieces to be measured."""
        self._widened[balloon] = pieces
        self.show_widened()

    def show_widened(self) -> None:
        """What the bad samples still ask for."""
        if not self._widened:
            return
        cells = self._model.cells
        empty = {(box.balloon, box.piece) for box, cell in cells.items() if cell.view.status is BoxStatus.NOT_MEASURED}
        self._widened = {
            balloon: pieces
            for balloon, pieces in self._widened.items()
            if any((balloon, piece) in empty for piece in pieces)
        }
        self.sample.say("\n".join(words.widened(balloon, pieces) for balloon, pieces in self._widened.items()))


def _resumed_at(box: BoxKey | None) -> str:
    if box is None:
        return words.RESUMED_FULL
    return words.RESUMED.format(place=words.PLACE.format(piece=box.piece, balloon=balloon_of(box)))

"""What is said between the cards and the relevé, each only while it is true: nothing of it stops a reading.

Where the screen has no room for all of them, the first ones of `urgent` are shown; the others wait for their place.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import BoxStatus
from metroapp.gui.desk import Desk
from metroapp.gui.models.releve import ReleveModel
from metroapp.gui.phrases import balloon_of, box_name
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.held_card import HeldCard
from metroapp.gui.widgets.notice import Notice
from metroapp.gui.widgets.proposal_card import ProposalCard
from metroapp.services.events import RecordOpened
from metroapp.wording import corrections, exam_clock
from metroapp.wording import gestures as words

SPACE = 8  # px after each
_MOVES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest)


class Strips(QObject):
    """`model` is the relevé that they speak of; the page lays out `places` in their order.

    `changed`: one of them came, went, or says something else, so that the room is to be shared anew (`fit`).
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, model: ReleveModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._resumed = False  # and not said yet
        self._waited = 0  # readings that waited for it meanwhile
        self._widened: dict[str, tuple[int, ...]] = {}  # by balloon, the pieces that a bad sample adds
        self.proposals = ProposalCard(desk.theme)
        self.visa = Notice(desk.theme, "shield-check", words.VISA)
        self.held = HeldCard(desk)
        self.sample = Notice(desk.theme, "list-checks")
        self.correction = Notice(desk.theme, "wrench", corrections.SHOW)
        self.notice = Notice(desk.theme, "info")
        self.phase_notice = Notice(desk.theme, "clock")
        self.phase_over = Notice(desk.theme, "timer", exam_clock.SIGN)
        self.banner = Banner(desk.theme)
        in_order: tuple[QWidget, ...] = (
            self.proposals, self.visa, self.held, self.sample, self.correction, self.phase_notice, self.phase_over,
            self.notice, self.banner,
        )  # fmt: skip
        self.places = {strip: _place(strip) for strip in in_order}
        self.urgent: tuple[QWidget, ...] = (
            self.banner, self.phase_over, self.proposals, self.held, self.visa, self.phase_notice, self.sample,
            self.correction, self.notice,
        )  # fmt: skip
        for strip in in_order:
            strip.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.changed.emit(None)
        return False

    def open(self, opened: RecordOpened) -> None:
        """Another record is on the bench."""
        self._resumed = opened.resumed and not opened.closed
        self._waited = opened.waiting
        self.banner.hide()
        self.close()

    def close(self) -> None:
        """Nothing is asked of a record that is closed."""
        self._widened = {}
        for strip in (self.visa, self.notice, self.sample, self.correction):
            strip.hide()
        self.proposals.show_proposals(())

    def height(self, width: int) -> int:
        """What those that have something to say take in this width, with the space after each (px)."""
        return sum(self._height(strip, width) for strip in self.urgent)

    def fit(self, room: int, width: int) -> int:
        """Show the most urgent ones that `room` holds, the first one whatever it takes; gives what they take (px)."""
        taken = 0
        for strip in self.urgent:
            height = self._height(strip, width)
            has_place = height > 0 and (not taken or taken + height <= room)
            self.places[strip].setVisible(has_place)
            taken += height if has_place else 0
        return taken

    def _height(self, strip: QWidget, width: int) -> int:
        if strip.isHidden():
            return 0
        wraps = strip.hasHeightForWidth()
        return (strip.heightForWidth(width) if wraps else strip.sizeHint().height()) + SPACE

    def expect(self, box: BoxKey | None) -> None:
        """Another box is expected; it may wait for its second reading, which quality may spare."""
        if box is not None and self._model.cells[box].view.awaits_second:
            self.visa.say(words.SECOND.format(box=box_name(box)))
        else:
            self.visa.hide()
        if self._resumed:
            self._resumed = False
            self.notice.say(words.resumed(_resumed_at(box), self._waited))

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


def _place(strip: QWidget) -> QWidget:
    """Around a strip: it hides what waits for room, and the strip still knows whether it has something to say."""
    place = QWidget()
    inside = QVBoxLayout(place)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(strip)
    place.hide()
    return place

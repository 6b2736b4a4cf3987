"""The drawing with its balloons, by touch, mouse and keys; it asks for changes and makes none.

Places go in and out as the domain has them, from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from metroapp.domain.drawing import BalloonPlace, PageSize, rounded
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.balloon import Balloon
from metroapp.gui.widgets.page_view import PageView
from metroapp.wording import drawing_board as words

_NUDGE, _FAR_NUDGE = Decimal(1), Decimal(10)  # points
_Key = Qt.Key
_ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, 1), _Key.Key_Down: (0, -1)}


class BalloonBoard(PageView):
    """`pressed` carries where a free place was pressed (x, y); `moved` a balloon, its x and y, and whether it was by a
    key; `chosen` the balloon chosen or an empty text; `asked` what a key or a double press asked for: `renumber`,
    `remove`, `previous`, `next`."""

    pressed = Signal(object)
    moved = Signal(object)
    chosen = Signal(object)
    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.is_frozen = False
        self.balloons: dict[str, Balloon] = {}
        self._choice = ""
        self._size = PageSize(Decimal(842), Decimal(595))
        self._radius = 10.0
        self._down: QPoint | None = None  # where the background was pressed
        self._last = QPoint()
        self._held: Balloon | None = None  # the balloon under the finger
        self._is_dragging = False
        self.setObjectName("board")
        self.setAccessibleName(words.BOARD)
        self.setAccessibleDescription(words.BOARD_HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_page(self, size: PageSize, radius: Decimal) -> None:
        """An empty page whose balloons have a radius in points; its picture comes later."""
        self._size, self._radius = size, float(radius)
        super().show_page(size, radius)

    def show_nothing(self, said: str) -> None:
        """No page at all, and why."""
        self.show_balloons((), ())
        self.show_no_sheet(said)

    def show_balloons(self, places: Iterable[BalloonPlace], alone: Iterable[str]) -> None:
        """The balloons of the page; each number once."""
        lonely, wanted = set(alone), {place.balloon: place for place in places}
        for balloon in [*self.balloons]:
            item = self.balloons[balloon]
            if wanted.get(balloon) != item.place or item.is_alone != (balloon in lonely):
                self.scene().removeItem(self.balloons.pop(balloon))
        for balloon, place in wanted.items():
            if balloon not in self.balloons:
                item = self.balloons[balloon] = Balloon(place, is_alone=balloon in lonely)
                item.setPos(self._on_scene(place.x, place.y))
                self.scene().addItem(item)
        if self._held is not None and self._held not in self.balloons.values():
            self._let_go(put_back=False)  # it was taken away under the finger
        self._show_radius()
        self.choose(self._choice)

    def choose(self, balloon: str) -> None:
        """Mark one balloon, none for an empty text."""
        self._choice = balloon
        for number, item in self.balloons.items():
            item.choose(number == balloon)

    @property
    def choice(self) -> str:
        """The balloon chosen on this page, empty for none."""
        return self._choice if self._choice in self.balloons else ""

    def look_at(self, balloon: str) -> None:
        """Bring a balloon into sight."""
        item = self.balloons.get(balloon)
        if item is not None and not self.viewport().rect().adjusted(24, 24, -24, -24).contains(self._seen(item)):
            self.centerOn(item)

    def _on_scene(self, x: Decimal, y: Decimal) -> QPointF:
        return QPointF(float(x), float(self._size.height - y))

    def _on_page(self, at: QPointF) -> tuple[Decimal, Decimal]:
        return rounded(Decimal(repr(at.x()))), rounded(self._size.height - Decimal(repr(at.y())))

    def _seen(self, item: Balloon) -> QPoint:
        return self.mapFromScene(item.pos())

    def centre(self) -> tuple[Decimal, Decimal]:
        """The place of the page in the middle of what is seen."""
        return self._on_page(self.clamped(self.mapToScene(self.viewport().rect().center())))

    def zoom_changed(self) -> None:
        self._show_radius()
        super().zoom_changed()

    def leave_gesture(self) -> None:
        self._let_go()

    def _show_radius(self) -> None:
        for item in self.balloons.values():
            item.show_radius(self._radius * self.zoom)

    # -- the finger and the mouse -------------------------------------------------------------------------------------

    def balloon_at(self, at: QPoint) -> Balloon | None:
        """The balloon nearest to a point, within its reach."""
        near = [((self._seen(item) - at), item) for item in self.balloons.values()]
        within = [(QPoint.dotProduct(by, by), item) for by, item in near]
        within = [(far, item) for far, item in within if far <= item.reach**2]
        return min(within, key=lambda one: one[0])[1] if within else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self._let_go()
        self._last = at
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._held = self.balloon_at(at) if is_left else None
        self._down = at
        if self._held is not None:
            self.choose(self._held.place.balloon)
            self.chosen.emit(self._held.place.balloon)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._down is None:
            return
        if not self._is_dragging:
            self._is_dragging = (at - self._down).manhattanLength() >= QApplication.startDragDistance()
            if not self._is_dragging:
                return
        if self._held is None:
            self.pan(self._last - at)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif not self.is_frozen:
            step = self.mapToScene(at) - self.mapToScene(self._last)
            self._held.setPos(self.clamped(self._held.pos() + step))
        self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, was_dragging, down = self._held, self._is_dragging, self._down
        self._let_go(put_back=False)
        if down is None:
            return
        if held is not None and was_dragging and not self.is_frozen:
            x, y = self._on_page(held.pos())
            self.moved.emit((held.place.balloon, x, y, False))
        elif held is None and not was_dragging and event.button() == Qt.MouseButton.LeftButton:
            at = self.mapToScene(event.position().toPoint())
            if self.page_rect.contains(at):
                self.pressed.emit(self._on_page(at))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._let_go()
        item = self.balloon_at(event.position().toPoint())
        if item is not None:
            self.choose(item.place.balloon)
            self.chosen.emit(item.place.balloon)
            self.asked.emit("renumber")

    def _let_go(self, *, put_back: bool = True) -> None:
        if put_back and self._held is not None and self._is_dragging:
            self._held.setPos(self._on_scene(self._held.place.x, self._held.place.y))
        self._held, self._down, self._is_dragging = None, None, False
        self.viewport().unsetCursor()

    # -- the keyboard -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _Key(event.key())
        deeds = {
            _Key.Key_Plus: self.zoom_in, _Key.Key_Equal: self.zoom_in, _Key.Key_Minus: self.zoom_out,
            _Key.Key_0: self.fit, _Key.Key_Home: self.fit,
        }  # fmt: skip
        asks = {
            _Key.Key_Return: "renumber", _Key.Key_Enter: "renumber", _Key.Key_F2: "renumber",
            _Key.Key_Delete: "remove", _Key.Key_Backspace: "remove",
            _Key.Key_PageUp: "previous", _Key.Key_PageDown: "next",
        }  # fmt: skip
        if key in _ARROWS:
            self._step(_ARROWS[key], far=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in deeds and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            deeds[key]()
        elif key in asks:
            self.asked.emit(asks[key])
        elif key == _Key.Key_Escape and self.choice:
            self.choose("")
            self.chosen.emit("")
        else:
            event.ignore()
            return
        event.accept()

    def _step(self, towards: tuple[int, int], *, far: bool) -> None:
        """An arrow moves the balloon chosen, else what is seen."""
        across, up = towards
        item = self.balloons.get(self.choice)
        if item is None or self.is_frozen:
            self.pan(QPoint(40 * across, -40 * up))
            return
        by = _FAR_NUDGE if far else _NUDGE
        self.moved.emit((item.place.balloon, item.place.x + across * by, item.place.y + up * by, True))

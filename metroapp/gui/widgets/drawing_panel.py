"""The drawing of the part on the editor: the board, the balloons beside it, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.gui.dialogs.renumber import RenumberDialog
from metroapp.gui.editing.part_document import PartDocument
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.balloon_board import BalloonBoard
from metroapp.gui.widgets.balloon_card import BalloonCard
from metroapp.gui.widgets.balloon_list import Entry, Place, entries
from metroapp.gui.widgets.drawn_page import DrawnPage
from metroapp.wording import drawing_board as words
from metroapp.wording.sentences import sentence


class DrawingPanel(QWidget):
    """`open_asked` and `print_asked` are for the page; `said` carries a text and its role."""

    open_asked = Signal(object)
    print_asked = Signal(object)
    said = Signal(object)

    def __init__(
        self,
        document: PartDocument,
        theme: Theme,
        path_of: Callable[[DrawingSheet], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._path_of = path_of
        self.page = 0
        self._next = ""  # the balloon that the next press places
        self.dialog: RenumberDialog | None = None
        self.board = BalloonBoard(theme)
        self.drawn = DrawnPage(self.board)
        self.page_label = QLabel()
        self._icons: list[tuple[QPushButton, str]] = []
        self.open = self._button(words.OPEN, words.OPEN_TIP, self._ask_open, "folder-open")
        self.print = self._button(words.PRINT, words.PRINT_TIP, self._ask_print, "printer")
        self.previous = self._button("", words.PREVIOUS_PAGE, lambda: self.turn(-1), "chevron-left")
        self.next = self._button("", words.NEXT_PAGE, lambda: self.turn(1), "chevron-right")
        self.further = self._button("", words.ZOOM_OUT, self.board.zoom_out, "zoom-out")
        self.whole = self._button("", words.FIT, self.board.fit, "maximize")
        self.closer = self._button("", words.ZOOM_IN, self.board.zoom_in, "zoom-in")
        self.renumber = self._button(words.RENUMBER, words.RENUMBER_TIP, self.ask_renumber, "pencil")
        self.remove = self._button(words.REMOVE, words.REMOVE_TIP, self.remove_chosen, "x")
        self.card = BalloonCard((self.renumber, self.remove))
        self.list = self.card.list
        self._build()
        self.board.pressed.connect(self._place_at)
        self.board.moved.connect(self._move)
        self.board.chosen.connect(self._choose)
        self.board.asked.connect(self._do)
        self.list.pointed.connect(self._point)
        self.list.confirmed.connect(self._confirm)
        document.sheet_changed.connect(self.refresh)
        document.model.checked.connect(self.refresh)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.refresh(None)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.open)
        bar.addWidget(self.print)
        bar.addStretch(1)
        for widget in (self.previous, self.page_label, self.next, self.further, self.whole, self.closer):
            bar.addWidget(widget)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.board)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(frame, 1)
        across.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addLayout(across, 1)

    def _button(self, text: str, tip: str, pressed: Callable[[], None], picture: str) -> QPushButton:
        button = QPushButton(f" {text}" if text else "")
        button.setAccessibleName(text or tip)
        button.setToolTip(tip)
        button.setIconSize(QSize(20, 20))
        if not text:
            button.setFixedWidth(44)
        button.clicked.connect(lambda _checked=False: pressed())
        self._icons.append((button, picture))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in self._icons:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return self.drawn.is_busy

    def refresh(self, _nothing: object) -> None:
        """The drawing, its balloons or the lines of the part changed."""
        document, sheet = self._document, self._document.sheet
        self.board.is_frozen = document.is_frozen
        self.card.setVisible(sheet is not None)
        self.page = min(self.page, sheet.pages - 1) if sheet is not None else 0
        if sheet is None:
            self.drawn.forget()
            self.board.show_nothing(words.NO_SHEET_FROZEN if document.is_frozen else words.NO_SHEET)
        else:
            if self.isVisible():
                self._show_page(sheet)
            self._show_balloons(sheet)
        self._enable()

    def _show_page(self, sheet: DrawingSheet) -> None:
        self.drawn.show_page(self._path_of(sheet), sheet, self.page)

    def show_again(self) -> None:
        """The copy of the drawing may be there again: its picture is asked for once more."""
        self.drawn.forget()
        self.refresh(None)

    def _lines(self) -> list[tuple[str, str]]:
        return [(line.balloon, line.callout) for line in self._document.model.texts]

    def _show_balloons(self, sheet: DrawingSheet) -> None:
        found = entries(self._lines(), sheet)
        alone = [entry.balloon for entry in found if entry.place is Place.ALONE]
        waiting = [entry.balloon for entry in found if entry.place is Place.TO_PLACE]
        self.board.show_balloons(sheet.on_page(self.page), alone)
        if self._next not in waiting:
            self._next = waiting[0] if waiting else ""
        self.card.show_entries(found, self.board.choice or self._next)
        self._show_hint()

    def _show_hint(self) -> None:
        self.card.show_hint(self._next, self.board.choice, is_frozen=self._document.is_frozen)

    def _enable(self) -> None:
        document, sheet = self._document, self._document.sheet
        pages = sheet.pages if sheet is not None else 1
        self.page_label.setText(words.PAGE_OF.format(page=self.page + 1, pages=pages))
        for widget in (self.previous, self.page_label, self.next):
            widget.setVisible(pages > 1)
        self.previous.setEnabled(self.page > 0)
        self.next.setEnabled(self.page < pages - 1)
        can_edit = not document.is_frozen
        self.open.setVisible(can_edit)
        self.print.setVisible(sheet is not None)
        for button in (self.further, self.whole, self.closer):
            button.setEnabled(sheet is not None)
        for button in (self.renumber, self.remove):
            button.setVisible(can_edit)
            button.setEnabled(bool(self.board.choice))

    def turn(self, by: int) -> None:
        """Another page of the drawing."""
        sheet = self._document.sheet
        if sheet is not None and 0 <= self.page + by < sheet.pages:
            self.page += by
            self.refresh(None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh(None)

    def hideEvent(self, event: QHideEvent) -> None:
        self.drawn.leave()
        super().hideEvent(event)

    # -- what is done -------------------------------------------------------------------------------------------------

    def _place_at(self, at: tuple[Decimal, Decimal]) -> None:
        sheet, balloon = self._document.sheet, self._next
        if sheet is None or self._document.is_frozen or not balloon:
            self.board.choose("")
            self._choose("")
            return
        waiting = [entry.balloon for entry in self.list.entries if entry.place is Place.TO_PLACE]
        after = waiting[waiting.index(balloon) + 1 :] if balloon in waiting else []
        try:
            placed = sheet.with_balloon(balloon, self.page, *at)
        except Refusal as refusal:  # a line may have a number that no circle could hold
            self.said.emit((sentence(refusal), "bad"))
            return
        self._next = next(iter(after), "")
        self.board.choose(balloon)
        self._document.edit_sheet(placed)

    def _move(self, said: tuple[str, Decimal, Decimal, bool]) -> None:
        balloon, x, y, is_step = said
        sheet = self._document.sheet
        if sheet is not None and sheet.place_of(balloon) is not None:
            moved = sheet.moved(balloon, self.page, x, y)
            self._document.edit_sheet(moved, step=balloon if is_step else "")
            if self._document.sheet is sheet:  # back where it was: the board must say so too
                self.refresh(None)
            self.board.look_at(balloon)

    def _choose(self, _balloon: str) -> None:
        sheet = self._document.sheet
        if sheet is not None:
            self._show_balloons(sheet)
        self._enable()

    def _point(self, entry: Entry) -> None:
        """The cursor of the list: a balloon to be placed is the next one, another is shown."""
        sheet = self._document.sheet
        if sheet is None:
            return
        if entry.place is Place.TO_PLACE:
            self._next = entry.balloon
            self.board.choose("")
            self._show_hint()
        else:
            if entry.page != self.page:
                self.page = entry.page
                self._show_page(sheet)
                self.board.show_balloons(sheet.on_page(self.page), sheet.orphans(line for line, _ in self._lines()))
            self.board.choose(entry.balloon)
            self.board.look_at(entry.balloon)
        self._enable()

    def _confirm(self, entry: Entry) -> None:
        """Enter on the list: without a mouse, a balloon is placed in the middle of what is seen."""
        if entry.place is Place.TO_PLACE:
            self._next = entry.balloon
            self._place_at(self.board.centre())
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, asked: str) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "renumber": self.ask_renumber, "remove": self.remove_chosen,
            "previous": lambda: self.turn(-1), "next": lambda: self.turn(1),
        }  # fmt: skip
        deeds[asked]()

    def remove_chosen(self) -> None:
        sheet, balloon = self._document.sheet, self.board.choice
        if sheet is not None and balloon and not self._document.is_frozen:
            self._next = balloon  # it is the first one to be placed again
            self._document.edit_sheet(sheet.without(balloon))

    def ask_renumber(self) -> None:
        sheet, balloon = self._document.sheet, self.board.choice
        if sheet is None or not balloon or self._document.is_frozen or self.dialog is not None:
            return
        dialog = self.dialog = RenumberDialog(balloon, sheet.unplaced(number for number, _ in self._lines()), self)

        def confirm(number: str) -> None:
            now = self._document.sheet
            try:
                renumbered = now.renumbered(balloon, number) if now is not None else None
            except Refusal as refusal:
                dialog.refuse(refusal)
                return
            dialog.close()
            self.board.choose(number)
            self._document.edit_sheet(renumbered)

        dialog.confirmed.connect(confirm)
        dialog.finished.connect(self._forget)
        dialog.show()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _ask_open(self) -> None:
        self.open_asked.emit(None)

    def _ask_print(self) -> None:
        self.print_asked.emit(None)

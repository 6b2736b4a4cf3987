"""At the foot of the rail: who is at the post, and what they can do about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QColor, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from metroapp.domain.people import Action
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, font
from metroapp.gui.widgets.rail_button import RailButton
from metroapp.services.presence import NOBODY, Who
from metroapp.wording import personal_data
from metroapp.wording import presence as words


class PersonButton(RailButton):
    """`lock_asked`, `leave_asked`, `data_asked` and `code_asked` say what was chosen in the menu."""

    lock_asked = Signal(object)
    leave_asked = Signal(object)
    data_asked = Signal(object)
    code_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("user", "", theme, parent)
        self._who = NOBODY
        self.clicked.connect(self._open_menu)
        self.show_who(NOBODY)

    def show_who(self, who: Who) -> None:
        self._who = who
        self.setVisible(who.person is not None)
        if who.person is not None:
            said = words.PERSON_MENU.format(name=who.person.name, roles=words.roles_of(who.person))
            self.setText(who.person.name)
            self.setAccessibleName(said)
            self.setToolTip(said)
        self.update()

    def menu(self) -> QMenu:
        """What can be asked; it goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.accessibleName())
        head = menu.addAction(self.text())
        head.setEnabled(False)
        self._add(menu, "lock", f"{words.LOCK}\tCtrl+L", self.lock_asked)
        self._add(menu, "users", words.CHANGE_PERSON, self.leave_asked)
        self._add(menu, "info", personal_data.OWN, self.data_asked)
        code = self._add(menu, "key-round", words.CHANGE_CODE, self.code_asked)
        code.setEnabled(self._who.may(Action.CHANGE_OWN_SECRET))
        return menu

    def _add(self, menu: QMenu, picture: str, text: str, asked: SignalInstance) -> QAction:
        tokens = self._theme.tokens
        action = menu.addAction(icon(picture, tokens.accent, tokens.soft), text)
        action.triggered.connect(lambda _checked=False: asked.emit(None))
        return action

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(self.width() - 8, self.height() - menu.sizeHint().height())))

    def paint_picture(self, painter: QPainter, area: QRectF, ink: str) -> None:
        """The initials on a disc."""
        side = min(36.0, area.height() - 28)
        disc = QRectF(area.center().x() - side / 2, area.y() + min(7, (area.height() - side) / 8), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.rail_ink))
        painter.drawEllipse(disc)
        painter.setPen(QColor(self._theme.tokens.rail))
        painter.setFont(font(min(15.0, side / 2), bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words.initials(self.text()))

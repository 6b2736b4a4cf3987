"""The people of the demonstration and their codes: nobody should have to open a file to try the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.people import Person
from metroapp.wording import demonstration, presence
from metroapp.wording.presence import roles_of


class CodesDialog(QDialog):
    """Name, role, code; what is in it can be copied."""

    def __init__(self, people: list[Person], codes: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(presence.CODES_TITLE)
        self.setMinimumWidth(620)
        title = QLabel(presence.CODES_TITLE)
        title.setProperty("role", "title")
        where = QLabel(presence.CODES_WHERE.format(file=demonstration.CODES_FILE))
        where.setWordWrap(True)
        where.setProperty("role", "small")
        lines = QGridLayout()
        lines.setHorizontalSpacing(28)
        lines.setVerticalSpacing(10)
        for column, text in enumerate(demonstration.CODES_TITLES):
            lines.addWidget(_cell(text, "small"), 0, column)
        known = {person.name: roles_of(person) for person in people}
        for row, (name, code) in enumerate(codes.items(), 1):
            for column, (text, role) in enumerate(((name, "strong"), (known.get(name, ""), "soft"), (code, "heading"))):
                lines.addWidget(_cell(text, role), row, column)
        lines.setColumnStretch(1, 1)
        close = QPushButton(presence.CODES_CLOSE)
        close.setAccessibleName(presence.CODES_CLOSE)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addWidget(where)
        layout.addLayout(lines)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _cell(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

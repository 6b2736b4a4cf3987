"""A folder, typed or chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import exports as words


class FolderField(QWidget):
    """`line` holds its path, as it was typed."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._name = name
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.browse = QPushButton(f" {words.BROWSE}")
        self.browse.setIconSize(QSize(20, 20))
        self.browse.setAccessibleName(words.BROWSE)
        self.browse.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.browse)
        self.browse.clicked.connect(self._ask)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self.browse.setIcon(icon("folder-open", tokens.accent, tokens.soft))

    @property
    def folder(self) -> str:
        return self.line.text().strip()

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._name, self.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()

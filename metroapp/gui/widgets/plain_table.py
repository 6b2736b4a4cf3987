"""A table of texts with the look of the window."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from metroapp.gui.models.rows import RowsModel
from metroapp.gui.theme import Theme, Tokens


class PlainTable(QTableView):
    """Columns have the widths of their model; the one without a width takes what is left."""

    def __init__(self, model: RowsModel, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(38)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._rows.use_inks({name: QColor(getattr(tokens, name)) for name in ("good", "bad", "warn", "soft")})
        self.viewport().update()

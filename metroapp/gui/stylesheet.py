"""The style sheet of the window, made from the tokens: one rule per kind of control, nothing set by hand elsewhere.

What every control has, its font and its ink, is of the application: a rule for all of them would set both anew on each
of thousands of controls, a quarter of the time that the window takes to be built.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from metroapp.gui.theme import CONTRAST, LARGE, NARROW, RADIUS, SMALL, TEXT, TITLE, TOUCH, Tokens

_INK = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_FAINT = 128  # opacity of what an empty field says, of 255


def dress(window: QWidget, tokens: Tokens) -> None:
    """Give the window one appearance."""
    palette = QApplication.palette()
    ink = QColor(tokens.ink)
    for role in _INK:
        palette.setColor(role, ink)
    ink.setAlpha(_FAINT)
    palette.setColor(QPalette.ColorRole.PlaceholderText, ink)
    QApplication.setPalette(palette)
    window.setStyleSheet(stylesheet(tokens))


def stylesheet(tokens: Tokens) -> str:
    """The whole look for one appearance."""
    names = {name: getattr(tokens, name) for name in Tokens.__slots__}
    names |= {
        "narrow": NARROW,
        "text_px": TEXT,
        "small_px": SMALL,
        "large_px": LARGE,
        "title_px": TITLE,
        "radius": RADIUS,
        "touch": TOUCH,
        "disabled_line": "dashed" if tokens is CONTRAST else "solid",  # where greys are too alike to tell
    }
    return _RULES % names


_RULES = """
QAbstractItemView, QAbstractButton, QComboBox, QTabBar { outline: none; }
QWidget#ground, QMainWindow, QDialog { background: %(ground)s; }
QToolTip { background: %(ink)s; color: %(ground)s; border: 0; padding: 6px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: %(title_px)dpx; font-weight: 700; }
QLabel[role="heading"] { font-size: %(large_px)dpx; font-weight: 700; }
QLabel[role="soft"] { color: %(soft)s; }
QLabel[role="small"] { color: %(soft)s; font-size: %(small_px)dpx; }
QLabel[role="good"] { color: %(good)s; font-weight: 700; }
QLabel[role="bad"] { color: %(bad)s; font-weight: 700; }
QLabel[role="warn"] { color: %(warn)s; font-weight: 700; }
QLabel[role="bad-heading"] { color: %(bad)s; font-size: %(large_px)dpx; font-weight: 700; }
QLabel[role="warn-heading"] { color: %(warn)s; font-size: %(large_px)dpx; font-weight: 700; }
QLabel[role="proposal"] { font-size: %(title_px)dpx; font-weight: 700; }
QLabel[role="wrong"] { color: %(bad)s; font-size: %(small_px)dpx; font-weight: 700; }
QLabel[role="simulation"] { background: %(warn_fill)s; color: %(on_warn)s; font-weight: 700; border-radius: 6px;
    padding: 3px 10px; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="frame"] { font-size: 22px; color: %(soft)s; min-height: 62px; }
QLabel[role="no-reading"] { font-size: 36px; color: %(soft)s; }
QLabel[role="reading"] { font-size: 36px; font-weight: 700; }
QFrame[role="notice"] { background: %(accent_soft)s; border: 2px solid %(accent)s; border-radius: %(radius)dpx; }
QFrame[role="warning"] { background: %(warn_soft)s; border: 1px solid %(warn)s; border-radius: 8px; }
QFrame[role="card"] { background: %(surface)s; border: 1px solid %(line)s; border-radius: %(radius)dpx; }

QPushButton { background: %(surface)s; border: 1px solid %(line)s; border-radius: 8px; min-height: %(touch)dpx;
    padding: 0 14px; font-weight: 600; }
QPushButton:hover { background: %(accent_soft)s; border-color: %(accent)s; }
QPushButton:pressed { background: %(accent_soft)s; border: 2px solid %(accent)s; }
QPushButton:focus { border: 2px solid %(accent)s; }
QPushButton:disabled { color: %(soft)s; background: %(raised)s; border: 1px %(disabled_line)s %(line)s; }
QPushButton#tight { padding: 0 8px; text-align: left; }
QPushButton:checked { background: %(accent_soft)s; border: 2px solid %(accent)s; }
QPushButton#tight:checked, QPushButton#tight:focus { padding: 0 7px; }
QPushButton[role="key"] { padding: 0; font-size: 26px; font-weight: 700; border-radius: 10px;
    min-height: 60px; background: %(raised)s; }
QPushButton[role="key"]:hover { background: %(accent_soft)s; }
QPushButton[role="key"]:pressed { background: %(accent)s; color: %(on_accent)s; }
QPushButton[role="frame"] { font-size: 20px; min-height: 60px; padding: 0 12px; }
QPushButton[role="sign"] { padding: 0; font-size: 22px; }
QPushButton[role="primary"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton[role="primary"]:hover { background: %(accent_hover)s; }
QPushButton[role="primary"]:focus { border: 2px solid %(ink)s; }
QPushButton[role="primary"]:disabled { background: %(raised)s; color: %(soft)s; border-color: %(line)s; }
QPushButton[role="big"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; min-height: 60px;
    font-size: 21px; font-weight: 700; border-radius: 10px; }
QPushButton[role="big"]:hover { background: %(accent_hover)s; }
QPushButton[role="big"]:focus { border: 3px solid %(ink)s; }
QPushButton[role="big"]:disabled { background: %(raised)s; color: %(soft)s; border-color: %(line)s; }
QPushButton[role="data"] { background: %(on_warn)s; color: %(warn_fill)s; border: 0; font-size: 19px;
    font-weight: 700; padding: 0 34px; }
QPushButton[role="data"]:hover { color: #ffffff; }
QPushButton[role="data"]:focus { border: 3px solid #ffffff; }
QPushButton[role="data"]:disabled { background: transparent; color: %(on_warn)s; border: 1px solid %(on_warn)s; }
QPushButton[role="amber"] { background: transparent; color: %(on_warn)s; border: 2px solid %(on_warn)s; }
QPushButton[role="amber"]:checked { background: %(on_warn)s; color: %(warn_fill)s; }
QPushButton[role="flat"] { background: transparent; border: 1px solid transparent; }
QPushButton[role="flat"]:hover { border-color: %(line)s; }
QPushButton[role="flat"]:focus { border: 2px solid %(accent)s; }
QToolButton#tile { background: %(surface)s; border: 1px solid %(line)s; border-radius: 8px; min-height: 54px;
    padding: 3px 2px; font-size: %(small_px)dpx; font-weight: 600; }
QToolButton#tile:hover { background: %(accent_soft)s; border-color: %(accent)s; }
QToolButton#tile:pressed, QToolButton#tile:focus { border: 2px solid %(accent)s; }
QToolButton#tile:disabled { color: %(soft)s; background: %(raised)s; border: 1px %(disabled_line)s %(line)s; }

QLineEdit, QComboBox { background: %(surface)s; border: 1px solid %(line)s; border-radius: 8px;
    min-height: %(touch)dpx; padding: 0 10px; selection-background-color: %(accent)s;
    selection-color: %(on_accent)s; }
QLineEdit:focus, QComboBox:focus { border: 2px solid %(accent)s; }
QPlainTextEdit { background: %(surface)s; border: 1px solid %(line)s; border-radius: 8px; padding: 4px 6px;
    font-size: %(small_px)dpx; selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QPlainTextEdit#comment { font-size: %(text_px)dpx; }
QPlainTextEdit:focus { border: 2px solid %(accent)s; }
QLineEdit[role="value"] { font-size: 34px; font-weight: 700; min-height: 54px; border: 2px solid %(accent)s; }
QLineEdit[role="secret"] { font-size: 26px; min-height: 50px; }
QPushButton#tall, QLineEdit#tall { min-height: 50px; }
QPushButton#tall { padding: 0 10px; }
QLineEdit[role="count"] { font-size: 26px; font-weight: 700; min-height: 60px; }
QLineEdit[role="refused"] { border: 2px solid %(bad)s; }
QLineEdit:disabled, QComboBox:disabled { background: %(raised)s; color: %(soft)s; }
QComboBox QLineEdit { border: 0; min-height: 0; padding: 0; background: transparent; }
QLineEdit:read-only { background: %(raised)s; }
QLineEdit#cell, QComboBox#cell { border: 2px solid %(accent)s; border-radius: 0; min-height: 0; padding: 0 5px;
    font-family: "%(narrow)s"; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: %(surface)s; border: 1px solid %(line)s;
    selection-background-color: %(accent_soft)s; selection-color: %(ink)s; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 38px; padding: 0 8px; border: 0; }
QComboBox QAbstractItemView::item:selected { background: %(accent_soft)s; color: %(ink)s; }
QCheckBox { min-height: 36px; spacing: 10px; background: transparent; }
QCheckBox::indicator { width: 22px; height: 22px; border: 2px solid %(soft)s; border-radius: 5px;
    background: %(surface)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: %(line)s; background: %(raised)s; }
QCheckBox::indicator:checked:disabled { background: %(soft)s; border-color: %(soft)s; }
QCheckBox:disabled, QRadioButton:disabled { color: %(soft)s; }
QRadioButton { min-height: 36px; spacing: 10px; background: transparent; }
QRadioButton::indicator { width: 20px; height: 20px; border: 2px solid %(soft)s; border-radius: 12px;
    background: %(surface)s; }
QRadioButton::indicator:checked { width: 10px; height: 10px; border: 7px solid %(accent)s; border-radius: 12px; }
QRadioButton::indicator:checked:disabled { border-color: %(soft)s; }
QRadioButton:focus { border: 1px solid %(accent)s; border-radius: 5px; }
QCheckBox:focus { border: 1px solid %(accent)s; border-radius: 5px; }

QTableView, QListView, QTreeView { background: %(surface)s; border: 0; gridline-color: %(line)s;
    alternate-background-color: %(raised)s; selection-background-color: %(accent_soft)s;
    selection-color: %(ink)s; }
QTableView#grid, QTableView#fixed, QTableView#narrow { font-family: "%(narrow)s"; font-size: 15px; }
QTableView#fixed, QTableView#narrow { font-size: 14px; }
QTableView::item { padding: 0 8px; }
QListView#tiles { background: transparent; }
QListView#tiles::item, QListView#tiles::item:selected { border: 0; padding: 0; background: transparent; }
QListView::item { padding: 10px 12px; border-bottom: 1px solid %(line)s; }
QListView#signals::item { padding: 6px 14px; border: 0; }
QListView#differences::item { padding: 7px 10px 7px 2px; }
QListView#boxed { border: 1px solid %(line)s; border-radius: 8px; }
QListView::item:selected { background: %(accent_soft)s; border-left: 4px solid %(accent)s; color: %(ink)s; }
QHeaderView { background: %(raised)s; border: 0; }
QHeaderView::section { background: %(raised)s; color: %(soft)s; border: 0; border-bottom: 1px solid %(line)s;
    padding: 6px 8px; font-weight: 700; font-size: %(small_px)dpx; }
QTableCornerButton::section { background: %(raised)s; border: 0; }
QProgressBar { background: %(raised)s; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 4px; }
QMenu { color: %(ink)s; background: %(surface)s; border: 1px solid %(line)s; padding: 6px; }
QMenu::icon { margin-left: 12px; }
QMenu::item { padding: 11px 26px 11px 16px; border-radius: 6px; }
QMenu::item:selected { background: %(accent_soft)s; }
QMenu::item:disabled { color: %(soft)s; font-weight: 700; }
QScrollArea, QWidget#scrolled { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 14px; }
QScrollBar:horizontal { background: transparent; height: 14px; }
QScrollBar::handle { background: %(line)s; border-radius: 5px; margin: 2px; min-height: 36px; min-width: 36px; }
QScrollBar::handle:hover { background: %(soft)s; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

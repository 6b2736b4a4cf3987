"""The look of the window: colours, sizes and spacing as tokens, in three looks; style sheet and painters read them.

Colours never speak alone: every verdict and state that uses one has its shape and its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF

SANS = "Metroapp Sans"
NARROW = "Metroapp Sans SemiCondensed"

# Type scale and spacing, in pixels of a 96 dpi screen.
SMALL, TEXT, LARGE, TITLE = 13, 15, 18, 24
GAP, PAD, RADIUS = 8, 16, 10
WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
TOUCH = 40  # height of what a finger presses: over 9 mm at 96 dpi is 36 px


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one appearance."""

    name: str
    ground: str
    surface: str
    raised: str
    line: str
    ink: str
    soft: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_fill: str
    good_soft: str
    bad: str
    bad_fill: str
    bad_soft: str
    warn: str
    warn_fill: str
    on_warn: str
    warn_soft: str
    rail: str
    rail_ink: str
    rail_active: str
    on_fill: str = "#ffffff"


LIGHT = Tokens(
    name="light",
    ground="#e9edf2",
    surface="#ffffff",
    raised="#f4f6f9",
    line="#cfd7e0",
    ink="#13202c",
    soft="#51606d",
    accent="#0d5aa3",
    accent_hover="#0a4883",
    on_accent="#ffffff",
    accent_soft="#e1edf9",
    good="#0d6b35",
    good_fill="#11753b",
    good_soft="#dff3e6",
    bad="#ad1018",
    bad_fill="#b5151d",
    bad_soft="#fce1df",
    warn="#7a4a00",
    warn_fill="#ffc23d",
    on_warn="#2b1a00",
    warn_soft="#fff1cf",
    rail="#0b2f52",
    rail_ink="#c9dcee",
    rail_active="#1b5c93",
)
DARK = Tokens(
    name="dark",
    ground="#0d1318",
    surface="#172029",
    raised="#1f2a35",
    line="#344351",
    ink="#eef3f7",
    soft="#a4b3c0",
    accent="#5badf5",
    accent_hover="#82c2f8",
    on_accent="#04203c",
    accent_soft="#16334e",
    good="#54d68a",
    good_fill="#12713a",
    good_soft="#163a27",
    bad="#ff8f88",
    bad_fill="#b3201f",
    bad_soft="#4a2022",
    warn="#ffcf66",
    warn_fill="#f2b431",
    on_warn="#241600",
    warn_soft="#43340f",
    rail="#091d31",
    rail_ink="#b5cce0",
    rail_active="#17507f",
)
CONTRAST = Tokens(  # every text at 7:1 at least, lines that are seen: for a lamp in the eyes and a dirty screen
    name="contrast",
    ground="#000000",
    surface="#000000",
    raised="#141414",
    line="#9a9a9a",
    ink="#ffffff",
    soft="#dcdcdc",
    accent="#ffe14d",
    accent_hover="#fff2a6",
    on_accent="#000000",
    accent_soft="#333000",
    good="#6dffa3",
    good_fill="#00571f",
    good_soft="#00290f",
    bad="#ffb9b4",
    bad_fill="#8f0000",
    bad_soft="#3d0000",
    warn="#ffd766",
    warn_fill="#ffc400",
    on_warn="#000000",
    warn_soft="#332600",
    rail="#000000",
    rail_ink="#ffffff",
    rail_active="#003e80",
)
LOOKS = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}  # in the order of the button


def look_after(tokens: Tokens) -> Tokens:
    """The look that the button goes to from this one."""
    names = list(LOOKS)
    return LOOKS[names[(names.index(tokens.name) + 1) % len(names)]]


class Theme(QObject):
    """The appearance in use; `changed` carries the new tokens."""

    changed = Signal(object)

    def __init__(self, tokens: Tokens = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def use(self, tokens: Tokens) -> None:
        if tokens is not self.tokens:
            self.tokens = tokens
            self.changed.emit(tokens)

    def go_on(self) -> None:
        """To the next look: light, dark, high contrast, light again."""
        self.use(look_after(self.tokens))


def load_fonts() -> None:
    """Register the bundled family: Qt ships no font, and a bare computer may have none."""
    for font in (files("resources") / "fonts").iterdir():
        if font.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(font.read_bytes())


def font(pixels: float, *, bold: bool = False, narrow: bool = False) -> QFont:
    """The bundled family at a size in pixels."""
    made = QFont(NARROW if narrow else SANS)
    made.setPixelSize(max(8, round(pixels)))
    made.setBold(bold)
    return made


def fitted(text: str, pixels: float, width: float, *, bold: bool = False, narrow: bool = False) -> QFont:
    """The largest font up to `pixels` with which `text` fits in `width`."""
    made = font(pixels, bold=bold, narrow=narrow)
    taken = QFontMetricsF(made).horizontalAdvance(text)
    if taken > width > 0:
        made.setPixelSize(max(8, int(pixels * width / taken)))
    return made


def wrapped(text: str, pixels: float, area: QRectF) -> QFont:
    """The largest bold font up to `pixels` with which `text`, wrapped, fits in `area`."""
    while True:
        tried = font(pixels, bold=True)
        taken = QFontMetricsF(tried).boundingRect(area, int(WRAP), text)
        if pixels <= 12 or (taken.height() <= area.height() and taken.width() <= area.width()):
            return tried
        pixels *= 0.93


def mixed(first: str, second: str, share: float) -> QColor:
    """A colour between two."""
    one, other = QColor(first), QColor(second)
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )

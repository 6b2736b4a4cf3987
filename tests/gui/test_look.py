"""The three looks: what is read on each ground has the contrast that it needs, and colours never speak alone."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from metroapp.domain.sorting import BoxStatus
from metroapp.gui.theme import CONTRAST, DARK, LIGHT, LOOKS, Theme, Tokens, look_after
from metroapp.gui.widgets.marks import paint_verdict
from tests.gui.bench_window import Bench

_SOFT_GROUNDS = ("ground", "surface", "raised", "accent_soft")
_VERDICT_GROUNDS = ("good_soft", "bad_soft", "warn_soft")
# Ink and ground of every text: as the style sheet and the painters put one on the other.
_TEXTS = (
    *(("ink", ground) for ground in (*_SOFT_GROUNDS, *_VERDICT_GROUNDS)),
    *(("soft", ground) for ground in _SOFT_GROUNDS),
    *((ink, ground) for ink in ("good", "bad", "warn") for ground in (*_SOFT_GROUNDS, f"{ink}_soft")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_fill", "good_fill"),
    ("on_fill", "bad_fill"),
    ("on_warn", "warn_fill"),
    ("rail_ink", "rail"),
    ("on_fill", "rail_active"),
    ("on_fill", "rail"),
    ("ground", "ink"),  # the bubble of help
)
_LEAST = {LIGHT.name: 4.5, DARK.name: 4.5, CONTRAST.name: 7.0}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, from sRGB."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shown = QColor(colour)
    return 0.2126 * linear(shown.redF()) + 0.7152 * linear(shown.greenF()) + 0.0722 * linear(shown.blueF())


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_the_usual_one() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("ink", "ground"), _TEXTS, ids=[f"{ink} on {ground}" for ink, ground in _TEXTS])
def test_every_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= _LEAST[tokens.name]


@pytest.mark.parametrize("tokens", LOOKS.values(), ids=LOOKS)
def test_what_is_pressed_or_chosen_stands_out(tokens: Tokens) -> None:
    """Lines, signs and outlines: 3:1, as WCAG asks of what is no text."""
    for ground in ("ground", "surface", "raised", "accent_soft"):
        assert contrast(tokens.accent, getattr(tokens, ground)) >= 3
    if tokens is CONTRAST:
        assert contrast(tokens.line, tokens.surface) >= 4.5


def test_every_colour_is_one(qapp: object) -> None:
    for tokens in LOOKS.values():
        for field in fields(tokens):
            if field.name != "name":
                assert QColor(getattr(tokens, field.name)).isValid()


def test_the_button_goes_round_the_three_looks() -> None:
    theme = Theme()
    seen = []
    for _ in range(3):
        theme.go_on()
        seen.append(theme.tokens)
    assert seen == [DARK, CONTRAST, LIGHT]
    assert look_after(LIGHT) is DARK


def test_the_rail_says_the_look_it_goes_to(bench: Bench) -> None:
    rail = bench.window.rail
    said = []
    for _ in range(3):
        said.append(rail.look.text())
        rail.look.click()
    assert said == ["Sombre", "Contraste", "Clair"]
    assert bench.window.theme.tokens is LIGHT


def test_a_verdict_has_a_shape_of_its_own_without_its_colour(qapp: object) -> None:
    """Drawn in black on white, no two are alike."""
    drawn = []
    for status in (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED):
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        paint_verdict(painter, QRectF(0, 0, 64, 64), status, QColor("#000000"), QColor("#ffffff"))
        painter.end()
        drawn.append(bytes(image.constBits()))
    assert len(set(drawn)) == len(drawn)

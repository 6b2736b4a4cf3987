"""« Comment mesurer »: everything that can be asked has its own picture and its sentence, readable small and large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from metroapp.domain.callout import Callout, Derivation, Kind, Nature, Rule, Symbol
from metroapp.domain.geometric_method import WAYS, Way
from metroapp.domain.geometric_method_text import EXAMPLES
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.probing import Probing
from metroapp.domain.specification import BoxCode, Characteristic, Means, fitting_means
from metroapp.gui import theme as looks
from metroapp.gui.how_to import HowTo, datum_picture, how_to_of, sentence_of
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets import expected_face
from metroapp.gui.widgets.how_to_picture import HowToView, paint_how_to
from metroapp.gui.widgets.result_card import FULL_HEIGHT
from metroapp.services.bench_views import Expectation
from metroapp.services.readings_needed import roles_of
from tests.workbench import characteristic

ALL_LOOKS = [look for look in vars(looks).values() if isinstance(look, Tokens)]
SYMBOLS = {Kind.GEOMETRIC: tuple(Symbol)}
NATURES = {Kind.DIAMETER: (None, *Nature), Kind.LENGTH: (None, *Nature), Kind.THREAD: tuple(Nature)[:2]}
CODES = {
    Kind.THREAD: (BoxCode.GO, BoxCode.NO_GO, BoxCode.PLAIN),
    Kind.DIAMETER: (BoxCode.SINGLE, BoxCode.GO, BoxCode.NO_GO, BoxCode.ENVELOPE),
    Kind.LENGTH: (BoxCode.SINGLE, BoxCode.ENVELOPE),
}


def expected(
    kind: Kind,
    means: Means,
    role: Role | None,
    nature: Nature | None = None,
    symbol: Symbol | None = None,
    code: BoxCode = BoxCode.SINGLE,
) -> Expectation:
    callout = Callout("", kind, None, None, None, None, Derivation(Rule.OBSERVED), nature, symbol)
    characteristic = Characteristic("1", "Essai", callout, means, nature)
    return Expectation(BoxKey(1, "1", code), characteristic, role, 1, 1, ())


def test_the_picture_of_a_method_was_lost_on_a_small_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left of the card at 1024 × 600 with the advice of means under it."""
    shown: list[QRectF] = []
    monkeypatch.setattr(expected_face, "paint_how_to", lambda _painter, area, *_rest: shown.append(area))
    asked = characteristic("1", "planéité 0,02", Means.DIAL_INDICATOR, method=EXAMPLES[Way.GRID])
    face = expected_face.ExpectedFace(Theme())
    qtbot.addWidget(face)
    face.resize(362, 170)
    face.scale = 236 / FULL_HEIGHT
    face.show_expectation(Expectation(BoxKey(1, "1"), asked, Role.POINT, 1, 9, ()), 2)
    face.grab()
    assert shown and shown[-1].height() >= 80 and shown[-1].bottom() <= 170


def everything() -> Iterator[Expectation]:
    """Every means × kind × role that a sheet may ask for, with every nature, symbol and box of that kind."""
    for kind in Kind:
        means = {*fitting_means(kind), *fitting_means(kind, computed=True)} if kind.has_verdict else set()
        for one, role, nature, symbol, code in product(
            means,
            (None, *Role),
            NATURES.get(kind, (None,)),
            SYMBOLS.get(kind, (None,)),
            CODES.get(kind, (BoxCode.SINGLE,)),
        ):
            yield expected(kind, one, role, nature, symbol, code)
    yield from of_methods()
    yield from of_probings()


def of_probings() -> Iterator[Expectation]:
    """Every height of everything that a column may probe."""
    for probing in Probing:
        asked = expected(Kind.LENGTH, Means.HEIGHT_GAUGE, None, Nature.STEP)
        characteristic = replace(asked.characteristic, probing=probing)
        for role in roles_of(characteristic, BoxCode.SINGLE):
            yield replace(asked, characteristic=characteristic, role=role)


def of_methods() -> Iterator[Expectation]:
    """Every reading of every method that checks a geometrical tolerance without a measuring machine."""
    for symbol, ways in WAYS.items():
        for method in (EXAMPLES[way] for way in ways):
            asked = expected(Kind.GEOMETRIC, Means.DIAL_INDICATOR, None, symbol=symbol)
            characteristic = replace(asked.characteristic, method=method)
            for role in dict.fromkeys(roles_of(characteristic, BoxCode.SINGLE)):
                yield replace(asked, characteristic=characteristic, role=role)


def test_all_that_can_be_expected_has_a_picture_and_every_picture_is_used() -> None:
    asked = list(everything())
    resting = {datum_picture(one.characteristic) for one in asked if one.characteristic.method}
    assert {how_to_of(one) for one in asked} | resting == set(HowTo)


def test_the_roles_of_one_box_are_told_apart() -> None:
    """Two gestures that follow each other never look the same, where what the hand does differs."""
    for one in everything():
        callout = one.characteristic.callout
        if one.box.code is not BoxCode.SINGLE or one.characteristic.means not in fitting_means(callout.kind):
            continue
        if one.characteristic.method:
            continue  # its sentence says which point, or which section
        is_compared = one.characteristic.means is Means.COMPARISON
        roles = roles_of(one.characteristic, one.box.code, (Role.ZERO,) if is_compared else ())
        steps = [Role.ZERO, Role.DEVIATION] if Role.ZERO in roles else list(roles)
        pictures = [how_to_of(replace(one, role=role)) for role in steps]
        assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize(
    ("expectation", "picture"),
    [
        (expected(Kind.DIAMETER, Means.CALIPER, Role.READING, Nature.EXTERNAL), HowTo.CALIPER_OUTSIDE),
        (expected(Kind.DIAMETER, Means.CALIPER, Role.READING, Nature.INTERNAL), HowTo.CALIPER_INSIDE),
        (expected(Kind.LENGTH, Means.CALIPER, Role.READING, Nature.DEPTH), HowTo.CALIPER_DEPTH),
        (expected(Kind.LENGTH, Means.CALIPER, Role.READING, Nature.EXTERNAL), HowTo.CALIPER_LENGTH),
        (expected(Kind.DIAMETER, Means.MICROMETER, Role.READING, Nature.EXTERNAL), HowTo.MICROMETER_SHAFT),
        (expected(Kind.DIAMETER, Means.MICROMETER, Role.REPEATED, Nature.INTERNAL), HowTo.MICROMETER_BORE),
        (expected(Kind.DIAMETER, Means.COMPARISON, Role.ZERO, Nature.EXTERNAL), HowTo.COMPARATOR_ZERO),
        (expected(Kind.DIAMETER, Means.COMPARISON, Role.DEVIATION, Nature.EXTERNAL), HowTo.COMPARATOR_SHAFT),
        (expected(Kind.DIAMETER, Means.HEIGHT_GAUGE, Role.PROBING_2, Nature.INTERNAL), HowTo.COLUMN_BORE_HIGH),
        (expected(Kind.LENGTH, Means.HEIGHT_GAUGE, Role.PROBING_1, Nature.STEP), HowTo.COLUMN_STEP_1),
        (expected(Kind.LENGTH, Means.HEIGHT_GAUGE, Role.PROBING_1), HowTo.COLUMN_STEP_1),
        (
            expected(Kind.GEOMETRIC, Means.DIAL_INDICATOR, Role.MAXIMUM, symbol=Symbol.CIRCULAR_RUN_OUT),
            HowTo.TURN_MAXIMUM,
        ),
        (
            expected(Kind.GEOMETRIC, Means.DIAL_INDICATOR, Role.MINIMUM, symbol=Symbol.TOTAL_RUN_OUT),
            HowTo.TURN_ALONG_MINIMUM,
        ),
        (expected(Kind.GEOMETRIC, Means.DIAL_INDICATOR, Role.MINIMUM, symbol=Symbol.FLATNESS), HowTo.SURFACE_MINIMUM),
        (expected(Kind.THREAD, Means.THREAD_PLUG, None, Nature.INTERNAL, code=BoxCode.PLAIN), HowTo.PLAIN_PLUG),
        (
            expected(Kind.DIAMETER, Means.MICROMETER, None, Nature.INTERNAL, code=BoxCode.ENVELOPE),
            HowTo.ENVELOPE_BORE,
        ),
        (expected(Kind.DIAMETER, Means.LIMIT_GAUGE, None, Nature.INTERNAL, code=BoxCode.GO), HowTo.PLAIN_PLUG),
        (expected(Kind.LENGTH, Means.LIMIT_GAUGE, None, code=BoxCode.NO_GO), HowTo.SHAFT_GAUGE_NO_GO),
        (expected(Kind.ANGLE, Means.PROTRACTOR, Role.READING), HowTo.PROTRACTOR),
        (expected(Kind.RADIUS, Means.VISUAL, Role.READING), HowTo.RADIUS_GAUGE),
        (expected(Kind.ATTRIBUTE, Means.VISUAL, None), HowTo.EYE),
    ],
)
def test_the_picture_of_a_gesture(expectation: Expectation, picture: HowTo) -> None:
    assert how_to_of(expectation) is picture


@pytest.mark.parametrize("picture", HowTo)
def test_a_picture_has_one_sentence(picture: HowTo) -> None:
    said = sentence_of(picture)
    assert said[0].isupper() and said.endswith(".") and len(said) <= 110


def test_no_two_pictures_say_the_same() -> None:
    assert len({sentence_of(picture) for picture in HowTo}) == len(HowTo)


def painted(picture: HowTo, height: int, tokens: Tokens) -> QImage:
    """The picture in the middle of a larger ground, with a margin all round."""
    width, margin = height * 4 // 3, 12
    image = QImage(width + 2 * margin, height + 2 * margin, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    area = QRectF(margin, margin, width, height)
    paint_how_to(painter, area, picture, QColor(tokens.ink), QColor(tokens.accent))
    assert painter.transform().isIdentity()  # given back as it was
    painter.end()
    return image


@pytest.mark.parametrize("picture", HowTo)
def test_a_picture_stays_in_its_place_and_uses_ink_and_accent(qapp: object, picture: HowTo) -> None:
    for height, tokens in product((160, 400), ALL_LOOKS):
        image = painted(picture, height, tokens)
        ink, accent, ground = (QColor(said).rgb() for said in (tokens.ink, tokens.accent, tokens.surface))
        seen = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
        assert (seen[[0, 5, -1], :] == ground).all() and (seen[:, [0, 5, -1]] == ground).all()
        assert all((seen[12:-12, 12:-12] == colour).any() for colour in (ink, accent, ground))


def test_no_two_pictures_look_the_same(qapp: object) -> None:
    seen = {bytes(painted(picture, 160, looks.LIGHT).constBits()) for picture in HowTo}
    assert len(seen) == len(HowTo)


def test_the_view_says_in_words_what_it_shows(qtbot: QtBot) -> None:
    theme = Theme()
    view = HowToView(theme)
    qtbot.addWidget(view)
    view.resize(320, 300)
    view.show_expectation(expected(Kind.DIAMETER, Means.MICROMETER, Role.READING, Nature.EXTERNAL))
    assert view.picture is HowTo.MICROMETER_SHAFT
    assert view.accessibleName() == "Comment mesurer"
    assert view.accessibleDescription() == "Serrez le micromètre avec la friction, deux fois."
    shown = view.grab().toImage()
    theme.use(looks.DARK)
    assert view.grab().toImage() != shown
    view.show_expectation(None)
    assert view.picture is None and view.accessibleDescription() == ""


@pytest.mark.parametrize("size", [(120, 90), (160, 160), (600, 500)])
def test_the_view_is_painted_at_any_size(qtbot: QtBot, size: tuple[int, int]) -> None:
    view = HowToView(Theme())
    qtbot.addWidget(view)
    view.resize(*size)
    view.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    view.show_picture(HowTo.PROTRACTOR)
    colours = {view.grab().toImage().pixelColor(x, size[1] // 3).name() for x in range(0, size[0], 2)}
    assert len(colours) > 3

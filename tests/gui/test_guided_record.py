"""What goes on around the boxes of a record: samples, a record resumed, time, sounds, dialogs that stop nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Sampling
from metroapp.gui.dialogs.closing import ClosingDialog
from metroapp.gui.dialogs.covering_concessions import CoveringDialog
from metroapp.gui.dialogs.reasons import ReasonDialog, ReasonMenu
from metroapp.gui.dialogs.signing import SigningDialog
from metroapp.gui.dialogs.why import WhyDialog
from metroapp.gui.models.timeline import timeline
from metroapp.gui.sound_waves import Sound
from metroapp.wording import gestures as words
from metroapp.wording import window
from tests.gui.bench_window import Bench
from tests.gui.guided_record import LENGTH, SHAFT, archived, begin, expected, press, touch
from tests.workbench import CALIPER, MICROMETER, part

# -- samples, resumed records, time ----------------------------------------------------------------------------------


def test_a_bad_sample_says_which_pieces_it_adds(bench: Bench) -> None:
    begin(bench, part(replace(LENGTH, balloon="4", sampling=Sampling(every=3))), pieces=7)
    bench.read(CALIPER, "35.00", "35.30")
    page = bench.page
    assert page.sample.said.text() == words.widened("4", (2, 3, 5, 6)) and page.sample.isVisible()
    assert "pièces 2, 3, 5, 6 à mesurer aussi" in page.sample.said.text()
    assert page.grid.model.planned == 7
    touch(bench, page.question.confirm)
    bench.read(CALIPER, "35.02")  # piece 5: what follows it is not in doubt
    assert page.grid.model.planned == 6 and page.sample.isVisible()
    bench.read(CALIPER, "35.00", "35.01", "35.02")
    assert not page.sample.isVisible()
    assert page.head.count.text() == window.PROGRESS.format(done=6, planned=6)


def test_a_bad_sample_undone_still_holds_its_pieces_back(bench: Bench) -> None:
    """Seen: the bad value taken back, and the pieces around it were no longer to be measured."""
    begin(bench, part(replace(LENGTH, sampling=Sampling(every=3))), pieces=7)
    bench.read(CALIPER, "35.00", "35.30")
    press(bench, Qt.Key.Key_Backspace)
    assert bench.page.sample.isVisible()
    assert (bench.page.grid.model.planned, bench.page.grid.model.done) == (7, 1)
    assert bench.page.result.face.title == words.UNDONE_TITLE
    bench.read(CALIPER, "35.00", "35.01")  # two good ones: what was seen is no more in doubt
    assert not bench.page.sample.isVisible() and bench.page.grid.model.planned == 3


def test_a_record_comes_back_at_the_same_box_and_says_so(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.00")
    bench.read(MICROMETER, "19.990")
    bench.shop.resume_last().result()
    bench.until_quiet()
    assert bench.page.notice.said.text() == "Relevé repris à la même case : pièce 2, repère 1."
    assert bench.page.notice.isVisible() and expected(bench) == BoxKey(2, "1")
    bench.read(CALIPER, "35.00")
    assert not bench.page.notice.isVisible()


@pytest.mark.parametrize(
    ("seconds", "shown", "said", "role"),
    [
        (754, "12:34 / 30:00", "il reste 17:26", "small"),
        (27 * 60, "27:00 / 30:00", "il reste 03:00", "warn"),
        (32 * 60 + 10, "32:10 / 30:00", "temps dépassé de 02:10", "bad"),
    ],
)
def test_the_time_allotted_is_said_by_word_too(bench: Bench, seconds: int, shown: str, said: str, role: str) -> None:
    begin(bench, part(LENGTH), minutes=30)
    head = bench.page.head
    head.show_time(seconds)
    assert (head.elapsed.text(), head.left.text(), head.left.property("role")) == (shown, said, role)


def test_without_a_time_allotted_only_the_time_is_shown(bench: Bench) -> None:
    begin(bench, part(LENGTH))
    bench.page.head.show_time(754)
    assert bench.page.head.elapsed.text() == "12:34" and not bench.page.head.left.isVisible()


# -- sounds ----------------------------------------------------------------------------------------------------------


class Ears:
    """Stands where the loudspeaker is."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []
        self.muted = False

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def close(self) -> None:
        pass


def test_what_was_decided_is_heard(bench: Bench) -> None:
    ears = Ears()
    bench.page.sounds.player = ears  # type: ignore[assignment]
    begin(bench, part(LENGTH, SHAFT), pieces=1)
    bench.read(CALIPER, "35.30")
    bench.read(MICROMETER, "19.990")  # waits
    touch(bench, bench.page.question.confirm)
    touch(bench, bench.page.proposals.take)
    assert ears.heard == [Sound.BAD, Sound.HELD, Sound.GOOD, Sound.FINISHED]
    bench.read("??", "1")
    assert ears.heard[-1] is Sound.REFUSED
    touch(bench, bench.page.head.mute)
    assert ears.muted and bench.page.head.mute.accessibleName() == words.UNMUTE


# -- dialogs ---------------------------------------------------------------------------------------------------------


def _closing(bench: Bench) -> object:
    bench.page.actions_bar.close_record.click()
    return bench.page.findChild(ClosingDialog)


def _concession(bench: Bench) -> object:
    bench.page.actions_bar.concession.click()
    return bench.page.findChild(CoveringDialog)


def _why(bench: Bench) -> object:
    bench.page.actions_bar.why.click()
    bench.until_quiet()
    return bench.page.findChild(WhyDialog)


def _retake(bench: Bench) -> object:
    bench.page.actions_bar.retake.click()
    return bench.page.findChild(ReasonMenu)


def _impossible(bench: Bench) -> object:
    bench.page.actions_bar.impossible.click()
    return bench.page.findChild(ReasonMenu)


def _reason(bench: Bench) -> object:
    bench.page.deeds.retake_from_card((BoxKey(1, "1"), ""))
    return bench.page.findChild(ReasonDialog)


def _visa(bench: Bench) -> object:
    bench.page.deeds.ask_visa(BoxKey(1, "1"))
    return bench.page.findChild(SigningDialog)


@pytest.mark.parametrize("ask", [_closing, _concession, _why, _retake, _impossible, _reason, _visa])
def test_a_reading_in_the_middle_of_a_dialog_is_never_lost(bench: Bench, ask: object) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    touch(bench, bench.page.question.confirm)
    dialog = ask(bench)  # type: ignore[operator]
    assert dialog is not None and dialog.isVisible()
    bench.read(MICROMETER, "19.990")
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    assert bench.page.grid.model.cells[BoxKey(1, "2")].shown.startswith("✓ 19,990")
    assert dialog.isVisible()
    dialog.close()
    assert QApplication.activeModalWidget() is None


def test_a_bad_reading_in_the_middle_of_a_dialog_asks_behind_it(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.02")
    dialog = _closing(bench)
    bench.read(MICROMETER, "20.500")
    assert bench.page.now.is_asked and dialog.isVisible()  # type: ignore[attr-defined]
    dialog.close()  # type: ignore[attr-defined]


def test_closing_lists_what_is_still_empty(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    touch(bench, bench.page.question.call)
    bench.read(MICROMETER, "19.990")
    dialog = _closing(bench)
    assert isinstance(dialog, ClosingDialog)
    bench.until_quiet()
    said = dialog.left.text()
    assert "à mesurer : P2 rep. 1, P2 rep. 2" in said
    assert "appel sans suite : P1 rep. 1" in said
    assert words.LEFT_FOLLOW_UP_ALL in said and words.LEFT_SET_UP_ALL in said
    dialog.close()
    bench.read(CALIPER, "35.30")
    bench.read(MICROMETER, "19.990")
    again = bench.page.findChildren(ClosingDialog)
    bench.page.actions_bar.close_record.click()
    bench.until_quiet()
    (opened,) = [found for found in bench.page.findChildren(ClosingDialog) if found not in again]
    assert "valeur sans réponse : P2 rep. 1" in opened.left.text() and words.LEFT_WAITING_ONE in opened.left.text()
    opened.close()


def test_the_timeline_of_the_archives_says_every_gesture(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT), cleaning=True)
    gestures = bench.shop.workshop.gestures
    gestures.prepare().result()
    bench.read(MICROMETER, "19.991")
    gestures.drop_proposed().result()
    bench.read(CALIPER, "35.30")
    gestures.call().result()
    gestures.undo().result()
    bench.read(CALIPER, "35.31")
    gestures.confirm().result()
    lines = [row.texts[1] for row in timeline(archived(bench))]
    assert lines == [
        words.PREPARED_LINE,
        "Lecture écartée · Pièce 1 · repère 2",
        "Pièce 1 · repère 1 · annulée",
        "Moyen choisi · Pièce 1 · repère 1",
        "Appel · Pièce 1 · repère 1",
        "Lecture annulée · Pièce 1 · repère 1",
        "Pièce 1 · repère 1",
        "Valeur confirmée · Pièce 1 · repère 1",
    ]


def test_the_follow_up_takes_the_place_of_the_relevé_and_readings_go_on(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.02")
    press(bench, Qt.Key.Key_F11)
    follow_up = bench.page.record.follow_up
    assert follow_up is not None and follow_up.isVisible() and not bench.page.grid.isVisible()
    assert follow_up.header == bench.page.header
    bench.read(MICROMETER, "19.990")
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    press(bench, Qt.Key.Key_F11)
    assert bench.page.grid.isVisible()


def test_the_bar_is_whole_on_the_smallest_screen(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.window.resize(1024, 600)
    bench.until_quiet()
    bar = bench.page.actions_bar
    shown = [button for button, _, _ in bar._icons if button.isVisible()]
    assert len(shown) == 9
    for button in shown:
        assert button.width() >= button.sizeHint().width() and button.geometry().right() < bar.width()
        assert button.height() >= 36


def test_nothing_lies_over_anything_on_the_smallest_screen(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.window.resize(1024, 600)
    bench.read(CALIPER, "35.30")
    bench.read(MICROMETER, "19.990")  # waits for the answer
    touch(bench, bench.page.question.retake)
    touch(bench, bench.page.question.reason_buttons[0])
    bench.read(CALIPER, "35.05")
    page = bench.page
    strips = page.strips.places
    places = [page.now, page.actions_bar, strips[page.proposals], strips[page.visa], page.record]
    assert all(place.isVisible() for place in (*places, page.proposals, page.visa))
    for above, below in pairwise(places):
        assert above.geometry().bottom() < below.geometry().top()
    assert page.record.geometry().bottom() <= page.height()

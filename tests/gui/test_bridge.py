"""What comes from the other threads reaches the window once each, in the order in which it came."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from decimal import Decimal

import pytest
from PySide6.QtCore import QEventLoop
from pytestqt.qtbot import QtBot

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.gui.bridge import Bridge
from metroapp.services.events import Event, Indicated
from metroapp.services.recorder import Recorder


class Heard:
    """A bridge, and what came over it: the numbers of the events, the results as they are."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bridge = Bridge()
        self.all: list[object] = []
        self._qtbot = qtbot
        self.bridge.happened.connect(self._hear)

    def _hear(self, event: Indicated) -> None:
        self.all.append(int(event.quantity.value))

    def until(self, *wanted: object) -> None:
        self._qtbot.waitUntil(lambda: self.all == list(wanted))


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    found = Heard(qtbot)
    yield found
    found.bridge.close()


def event(number: int) -> Event:
    return Indicated("M-02", Quantity(Decimal(number)))


def test_events_and_results_keep_their_order(heard: Heard) -> None:
    futures: list[Future[str]] = [Future(), Future()]

    def record() -> None:
        heard.bridge.take(event(1))
        futures[0].set_result("done")
        heard.bridge.take(event(2))
        heard.bridge.take(event(3))
        futures[1].set_exception(Refusal("record.full"))
        heard.bridge.take(event(4))

    for future in futures:
        heard.bridge.follow(future, heard.all.append, lambda refusal: heard.all.append(refusal.message.code))
    recorder = threading.Thread(target=record)
    recorder.start()
    recorder.join()
    heard.until(1, "done", 2, 3, "record.full", 4)


def test_a_result_followed_late_hides_nothing_that_happened_since(heard: Heard) -> None:
    """Seen: a tile that stayed « ouverture » for ever, read just before its port was open and shown just after."""
    recorder = Recorder()
    recorder.start()
    recorder.submit(heard.bridge.take, event(1))
    read, refused = recorder.submit(lambda: "read"), recorder.submit(_refuse)
    recorder.submit(heard.bridge.take, event(2)).result()
    heard.bridge.follow(refused, None, lambda refusal: heard.all.append(refusal.message.code))
    heard.bridge.follow(read, heard.all.append)
    heard.until(1, "read", "record.full", 2)
    recorder.stop()


def _refuse() -> None:
    raise Refusal("record.full")


def test_nothing_is_lost_of_what_pours_in_while_it_is_delivered(heard: Heard) -> None:
    count = 3000

    def record() -> None:
        for number in range(count):
            heard.bridge.take(event(number))
            if number % 100 == 0:
                heard.bridge.post(heard.all.append, f"result {number}")

    recorder = threading.Thread(target=record)
    recorder.start()
    wanted: list[object] = []
    for number in range(count):
        wanted += [number, f"result {number}"] if number % 100 == 0 else [number]
    heard.until(*wanted)
    recorder.join()


def test_after_a_silence_the_next_event_is_heard(heard: Heard, qtbot: QtBot) -> None:
    for number in range(3):
        heard.bridge.take(event(number))
        heard.until(*range(number + 1))
        qtbot.wait(80)  # longer than it rests


def test_what_follows_a_call_that_opens_a_dialog_is_heard_inside_it(heard: Heard, qtbot: QtBot) -> None:
    dialog = QEventLoop()

    def open_dialog(_value: object) -> None:
        heard.all.append("opened")
        dialog.exec()
        heard.all.append("closed")

    def close(_value: object) -> None:
        heard.all.append("close")
        dialog.quit()

    heard.bridge.post(open_dialog, None)
    heard.bridge.take(event(1))
    heard.bridge.post(close, None)
    heard.until("opened", 1, "close", "closed")


def test_a_call_that_fails_does_not_stop_the_next_ones(heard: Heard, qtbot: QtBot) -> None:
    def fail(_value: object) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        heard.bridge.post(fail, None)
        heard.bridge.take(event(1))
        heard.until(1)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_it_waits_until_a_result_is_delivered(heard: Heard) -> None:
    future: Future[str] = Future()
    heard.bridge.follow(future, heard.all.append)
    assert heard.bridge.is_waiting
    future.set_result("done")
    assert heard.bridge.is_waiting
    heard.until("done")
    assert not heard.bridge.is_waiting


def test_nothing_comes_through_once_it_is_closed(heard: Heard, qtbot: QtBot) -> None:
    heard.bridge.take(event(1))
    heard.bridge.close()
    heard.bridge.take(event(2))
    heard.bridge.post(heard.all.append, "late")
    qtbot.wait(80)
    assert heard.all == []

"""Composition root of the window: Qt, the look, the workshop given, and the simulated bench where there is one."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from metroapp.domain.message import Message
from metroapp.gui.consultation_window import ConsultationWindow
from metroapp.gui.french import speak_french
from metroapp.gui.garbage import collected_in_this_thread
from metroapp.gui.icons import program_icon
from metroapp.gui.screens import Job, ScreenTaker, grab_screens
from metroapp.gui.theme import DARK, LIGHT, TEXT, Tokens, font, load_fonts
from metroapp.gui.widgets.lot_form import Proposal
from metroapp.gui.window import MainWindow
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording import demonstration as demo_words
from metroapp.wording import window as words

if TYPE_CHECKING:
    from metroapp.services.demonstration import SimulatedBench
    from metroapp.services.demonstration_people import Codes

__all__ = [
    "Ended",
    "MainWindow",
    "ScreenTaker",
    "grab_screens",
    "prepare",
    "run_consultation",
    "run_window",
    "take_screens",
]

_SWITCH_INTERVAL_S = 0.0005  # the recorder and the links must not wait 5 ms for a painting window

_PREPARED = "prepared"  # one window after another: fonts and translations are loaded once


class Ended(NamedTuple):
    """How a window ended: the exit code, and the workshop asked for in its place."""

    code: int
    request: WorkshopRequest | None = None


def prepare(*, offscreen: bool = False) -> QApplication:
    """The one Qt application: fonts, French, icon."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication) and existing.property(_PREPARED):
        return existing
    if isinstance(existing, QApplication):
        application = existing
    else:
        platform = ["-platform", "offscreen"] if offscreen else []
        application = QApplication([sys.argv[0] if sys.argv else "metroapp", *platform])
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    application.setApplicationName("metroapp")
    application.setApplicationDisplayName(words.TITLE)
    application.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    speak_french(application)
    load_fonts()
    application.setFont(font(TEXT))
    application.setWindowIcon(program_icon())
    application.setProperty(_PREPARED, True)
    return application


def run_window(
    workshop: Workshop,
    *,
    bench: SimulatedBench | None = None,
    codes: Codes | None = None,
    seed: int = 1,
    parts_folder: Path | None = None,
    said: Message | None = None,
) -> Ended:
    """Run the window on a workshop to its end; it opens the archive if that is still to be done.

    `bench` makes it the simulated one; `codes` are those of the people of the demonstration, which it can show;
    `said` is why another workshop, asked for before, could not be opened.
    """
    application = prepare()
    hand, proposal = None, Proposal()
    if bench is not None:
        from metroapp.services.demonstration import Hand

        hand = Hand(workshop, bench, seed)
        proposal = _demonstration_lot(seed)
    with collected_in_this_thread(), ExitStack() as stack:
        folder = parts_folder or stack.enter_context(as_file(files("data") / "parts"))
        window = MainWindow(
            workshop, folder, hand=hand, proposal=proposal, codes=codes, tokens=_system_look(application), said=said
        )
        window.show()
        ended, refusal = Ended(application.exec(), window.request), window.refusal
        del window
    if refusal is not None:
        raise refusal
    return ended


def run_consultation(workspace: Workspace) -> int:
    """Run the window that only reads a workspace to its end."""
    application = prepare()
    with collected_in_this_thread(), as_file(files("data") / "parts") as folder:
        window = ConsultationWindow(workspace, folder, _system_look(application))
        window.show()
        code = application.exec()
        del window
    return code


def take_screens(
    workshop: Workshop, folder: Path, job: Job, *, parts_folder: Path | None = None, every: bool = False
) -> None:
    """Run `job(stage)` beside an offscreen window; each `stage(name)` leaves pictures of the real page in `folder`,
    in two looks or in `every` one."""
    prepare(offscreen=True)
    with collected_in_this_thread(), ExitStack() as stack:
        parts = parts_folder or stack.enter_context(as_file(files("data") / "parts"))
        window = MainWindow(workshop, parts, proposal=_demonstration_lot(1), remembers=False)
        ScreenTaker(window, folder, every=every).run(job)


def _demonstration_lot(seed: int) -> Proposal:
    return Proposal(
        work_order=demo_words.WORK_ORDER.format(seed=seed),
        lot=demo_words.LOT.format(seed=seed),
        operation=demo_words.OPERATION,
        machine=demo_words.MACHINE,
    )


def _system_look(application: QApplication) -> Tokens:
    return DARK if application.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT

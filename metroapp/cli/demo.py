"""`metroapp demo`: the whole job on the simulated bench, with pictures of the real pages."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from metroapp.cli.consult import workspace_of
from metroapp.services.demonstration import Demonstration, Outcome, Stage
from metroapp.services.derogation_story import Chapter, DerogationStory, open_story
from metroapp.services.documents import export
from metroapp.services.formats import PAPER_FORMATS, Format
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace, demonstration_keys
from metroapp.wording import cli as words
from metroapp.wording import derogation_story as story
from metroapp.wording.labels import label

# Beside those that the job itself goes through.
_OTHER_PAGES = (
    "parts", "nonconformities", "nonconformity-sheets", "concession-files", "means", "settings", "about",
    "sign-in", "lock", "first-choice", "first-start",
)  # fmt: skip
_MASTERY_PAGES = ("chart", "capability")


def has_display() -> bool:
    """Whether a window can be shown: a display server, or a system that always has one."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demonstrate(arguments: argparse.Namespace) -> int:
    """Fill one record, sort, close, export; with `--window` and a display, open the workstation instead."""
    workspace = workspace_of(arguments)
    # What is shown leaves nothing in the user's own settings.
    workspace.keys = arguments.keys or demonstration_keys(workspace.root)
    if arguments.scenario == "derogation":
        return _tell_derogation(workspace, arguments.seed)
    if arguments.scenario == "maitrise":
        return _tell_mastery(workspace, arguments.seed)
    if arguments.scenario == "exam":
        return _tell_exam(workspace, arguments.seed)
    if arguments.window and has_display():
        from metroapp.cli.window import run_windows

        return run_windows(WorkshopRequest(workspace.root, workspace.keys, is_demonstration=True), arguments.seed)
    workshop = Workshop(workspace)
    try:
        workshop.open().result()
        if arguments.window:
            print(words.DEMO_HEADLESS)
        outcome = _headless(workshop, arguments.pieces, arguments.seed, every=arguments.scenario == "screens")
    finally:
        workshop.close()
    print(
        words.DEMO_RECORD.format(
            number=outcome.header.number,
            pieces=outcome.sorting.pieces,
            conforming=outcome.sorting.conforming,
            nonconforming=outcome.sorting.nonconforming,
            held=words.HELD_SHORT.format(held=outcome.sorting.held) if outcome.sorting.held else "",
            concession=outcome.sorting.concession,
            unsorted=outcome.sorting.unsorted,
        )
    )
    for path in (*outcome.files, *sorted(workspace.screens.glob("*.png"))):
        print(words.DEMO_FILE.format(path=path))
    return 0


def _tell_derogation(workspace: Workspace, seed: int) -> int:
    """The whole life of a dérogation, told as it happens, and its papers."""
    workshop, clock = open_story(workspace)

    def tell(chapter: Chapter) -> None:
        pieces = ", ".join(f"{piece} {label(each)}" for piece, each in enumerate(chapter.dispositions, 1))
        print(story.LINE.format(said=chapter.said, dispositions=pieces))

    try:
        workshop.open().result()
        records = DerogationStory(workshop, clock, seed, tell).run()
    finally:
        workshop.close()
    for id in records:
        for to in PAPER_FORMATS:
            print(words.DEMO_FILE.format(path=export(workspace, id, to, workspace.exports)))
    return 0


def _tell_mastery(workspace: Workspace, seed: int) -> int:
    """A process followed on a chart, frozen, worn and brought back; its paper, its workbook and its pictures."""
    from metroapp.services.spc.mastery_story import MasteryStory  # statistics: heavy, on first use

    workshop, clock = open_story(workspace)
    files: list[Path] = []

    def job(stage: Stage) -> None:
        files.extend(MasteryStory(workshop, clock, seed, print).run()[1])
        for name in _MASTERY_PAGES:
            stage(name)

    try:
        workshop.open().result()
        _pictured(workshop, job, every=False)
    finally:
        workshop.close()
    for path in (*files, *sorted(workspace.screens.glob("*.png"))):
        print(words.DEMO_FILE.format(path=path))
    return 0


def _tell_exam(workspace: Workspace, seed: int) -> int:
    """A whole examination, told as it happens; the relevés, and the fiche de preuves of each candidate."""
    from metroapp.services.exam import evidence, evidence_papers
    from metroapp.services.exam.exam_story import ExamStory

    workshop, clock = open_story(workspace)
    try:
        workshop.open().result()
        number = ExamStory(workshop, clock, seed, print).run()
    finally:
        workshop.close()
    found = Workspace(workspace.root, workspace.keys)  # nobody is signed in any more: whoever has the folder reads it
    session = next(one for one in evidence.sessions(found) if one.number == number)
    for candidate in session.taking_part:
        for one in candidate.phases.values():
            if one.record is not None:
                print(words.DEMO_FILE.format(path=export(found, one.record, Format.PDF, found.exports, clock)))
        path = found.exports / f"preuves-{number}-{candidate.number}.pdf"
        evidence_papers.export(found, number, candidate.number, path, clock)
        print(words.DEMO_FILE.format(path=path))
    return 0


def _headless(workshop: Workshop, pieces: int, seed: int, *, every: bool) -> Outcome:
    """The whole job, with pictures of its pages; with `every`, of all the pages of the program."""
    found: list[Outcome] = []

    def job(stage: Stage) -> None:
        found.append(Demonstration(workshop, pieces, seed, stage).run())
        for name in _OTHER_PAGES if every else ():
            stage(name)

    _pictured(workshop, job, every=every)
    return found[0]


def _pictured(workshop: Workshop, job: Callable[[Stage], None], *, every: bool) -> None:
    """Do a job with pictures of the pages that it stages."""
    try:
        from metroapp import app
    except ImportError as error:
        # The window's libraries are missing: the job itself does not need them.
        print(words.DEMO_NO_SCREENS.format(reason=error), file=sys.stderr)
        job(lambda name: None)
    else:
        app.take_screens(workshop, workshop.workspace.screens, job, every=every)

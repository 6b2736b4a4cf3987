"""`metroapp exam`: the sessions of an archive, and for the jury the evidence of a candidate, alone or side by side."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from forms import exam_json
from forms.to_text import to_text
from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_figures import side_by_side
from metroapp.domain.exam_session import CandidatePhase, ExamSession
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Role
from metroapp.services.exam import evidence, evidence_papers
from metroapp.services.workspace import Workspace
from metroapp.wording import cli
from metroapp.wording import evidence_sheet as words
from metroapp.wording import exam_evidence as facts
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, duration


def list_sessions(arguments: argparse.Namespace) -> int:
    """`metroapp exam list`"""
    found = evidence.sessions(workspace_of(arguments))
    if arguments.json:
        print(as_json.dump({"sessions": [exam_json.session(one) for one in found]}))
        return 0
    for one in found:
        count = len(one.taking_part)
        said = words.ONE_CANDIDATE if count == 1 else words.CANDIDATES.format(count=count)
        print(_head(one, said))
    if not found:
        print(words.NO_SESSION)
    return 0


def show_session(arguments: argparse.Namespace) -> int:
    """`metroapp exam show SE-2026-001`"""
    one = _known(workspace_of(arguments), arguments.number)
    if arguments.json:
        print(as_json.dump(exam_json.session(one)))
        return 0
    now = datetime.now(UTC)
    print(_head(one, ", ".join(each.number for each in one.taking_part) or words.NOBODY))
    for role in (Role.SUPERVISOR, Role.JURY):
        print(words.PEOPLE_LINE.format(role=label(role), names=", ".join(one.people(role)) or words.NOBODY))
    for phase in one.prepared.phases:
        print(
            words.PHASE_LINE.format(
                key=phase.key,
                title=phase.title,
                reference=phase.reference,
                revision=phase.revision,
                pieces=phase.pieces,
                minutes=phase.minutes,
            )
        )
    for each in sorted(one.candidates.values(), key=lambda each: each.number):
        if each.withdrawn is not None:
            given = {"number": each.number, "name": each.entered.operator, "reason": each.withdrawn.reason}
            print(words.CANDIDATE_WITHDRAWN.format(**given))
            continue
        for standing in each.phases.values():
            print(
                words.CANDIDATE_LINE.format(
                    number=each.number,
                    name=each.entered.operator,
                    phase=standing.phase.title,
                    state=label(standing.state),
                    times=_times(standing, now),
                )
            )
    return 0


def show_evidence(arguments: argparse.Namespace) -> int:
    """`metroapp exam evidence SE-2026-001 --candidate 07 [--out FILE.pdf] [--json] [--user NAME]`"""
    number, candidate, now = arguments.number, arguments.candidate, datetime.now(UTC)
    with _reading(arguments) as workspace:
        if arguments.out is not None:
            print(cli.WRITTEN.format(path=evidence_papers.export(workspace, number, candidate, arguments.out)))
        if arguments.json:
            found = evidence.evidence_of(workspace, number, candidate, now)
            print(as_json.dump({"phases": [exam_json.evidence(one) for one in found]}))
        elif arguments.out is None:
            print(to_text(evidence_papers.describe(workspace, number, candidate, now)))
    return 0


def compare(arguments: argparse.Namespace) -> int:
    """`metroapp exam compare SE-2026-001 [--phase tournage] [--json] [--user NAME]`"""
    with _reading(arguments) as workspace:
        one = _known(workspace, arguments.number)
        keys = [arguments.phase] if arguments.phase else [phase.key for phase in one.prepared.phases]
        found = {key: evidence.evidence_of_phase(workspace, one.number, key) for key in keys}
    if arguments.json:
        phases = {
            key: {
                "candidates": [each.candidate for each in candidates],
                "states": [each.state.value for each in candidates],
                "withdrawn": [each.withdrawn is not None for each in candidates],
                "figures": [
                    {"criterion": criterion.key, "figure": row.figure.value, "values": exam_json.plain(row.values)}
                    for criterion, rows in side_by_side(candidates)
                    for row in rows
                ],
            }
            for key, candidates in found.items()
        }
        print(as_json.dump({"number": one.number, "phases": phases}))
        return 0
    for candidates in found.values():
        if candidates:
            print(words.COMPARED_TITLE.format(title=candidates[0].phase.title))
            print(_aligned([["", *map(_column, candidates)], [facts.STATE, *map(facts.state, candidates)]]))
            print()
        for criterion, rows in side_by_side(candidates):
            if not rows:
                continue
            titles = [criterion.title, *map(_column, candidates)]
            lines = [[facts.name(row.figure), *(facts.figure(row.figure, one) for one in row.values)] for row in rows]
            print(_aligned([titles, *lines]))
            print()
    print(facts.NOTE)
    return 0


def _column(one: CandidateEvidence) -> str:
    return words.COMPARED_CANDIDATE.format(number=one.candidate)


@contextmanager
def _reading(arguments: argparse.Namespace) -> Iterator[Workspace]:
    """The archive as a member of the jury reads it at the post; without `--user`, as whoever holds the file does."""
    if not arguments.user:
        yield workspace_of(arguments)
        return
    if arguments.secret_file is None:
        raise Refusal("exam.secret_missing", name=arguments.user)
    with acting(arguments) as workshop:
        workshop.staff.check(Action.READ_EVIDENCE).result()
        yield workshop.workspace


def _known(workspace: Workspace, number: str) -> ExamSession:
    found = {one.number: one for one in evidence.sessions(workspace)}
    if number not in found:
        raise Refusal("exam.unknown", number=number)
    return found[number]


def _head(one: ExamSession, candidates: str) -> str:
    return words.LINE.format(
        number=one.number, on=day(one.prepared.on), title=one.prepared.title, state=label(one.state),
        candidates=candidates,
    )  # fmt: skip


def _times(standing: CandidatePhase, now: datetime) -> str:
    if standing.started is None:
        return ""
    taken, allotted = standing.elapsed(now), standing.allotted
    over = words.CANDIDATE_OVER.format(over=duration(taken - allotted)) if taken > allotted else ""
    return words.CANDIDATE_TIMES.format(taken=duration(taken), allotted=duration(allotted), over=over)


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows)  # fmt: skip

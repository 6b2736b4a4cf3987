"""`metroapp archive list`: the records found by what they say, a page read at a time."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import Criterion, Facet, Outcome, RecordSearch
from metroapp.services import consultation
from metroapp.services.means_uses import beginning
from metroapp.services.sheets.days import read_day
from metroapp.services.workspace import Workspace
from metroapp.wording import cli as words
from metroapp.wording.numbers import moment

if TYPE_CHECKING:
    from metroapp.archive.search import FoundRecord


def list_records(arguments: argparse.Namespace) -> int:
    """`metroapp archive list [WORDS] [--part …]`"""
    workspace = workspace_of(arguments)
    found = islice(_pages(workspace, _asked(workspace, arguments)), arguments.limit)
    if arguments.json:
        print(as_json.dump([as_json.found_record(one) for one in found]))
        return 0
    first = next(found, None)
    for one in chain([] if first is None else [first], found):
        print(_line(one))
    if first is None:
        print(words.NO_RECORD_FOUND if consultation.find(workspace, RecordSearch()) else words.NO_RECORD)
    return 0


def _asked(workspace: Workspace, arguments: argparse.Namespace) -> RecordSearch:
    criteria = [
        Criterion(facet, value)
        for facet in Facet
        if facet is not Facet.PERSON and (value := getattr(arguments, facet.value))
    ]
    if arguments.person:
        criteria.append(_person(workspace, arguments.person))
    last = _day(arguments.until)
    first = _day(arguments.since)
    return RecordSearch(
        " ".join(arguments.words),
        tuple(criteria),
        tuple(Outcome(one) for one in arguments.result),
        None if first is None else beginning(first),
        None if last is None else beginning(last + timedelta(days=1)),
        arguments.piece,
    )


def _person(workspace: Workspace, name: str) -> Criterion:
    for person in consultation.everybody(workspace):
        if person.name.casefold() == name.casefold():
            return Criterion(Facet.PERSON, person.id)
    raise Refusal("person.unknown", name=name)


def _day(text: str) -> date | None:
    return read_day(text.strip())


def _pages(workspace: Workspace, asked: RecordSearch) -> Iterator[FoundRecord]:
    page = consultation.find(workspace, asked)
    while page:
        yield from page
        page = consultation.find(workspace, asked, page[-1].line.id)


def _line(found: FoundRecord) -> str:
    line = found.line
    return words.RECORD_LINE.format(
        id=line.id,
        number=line.number,
        part=line.part,
        pieces=line.pieces,
        conforming=line.conforming,
        nonconforming=line.nonconforming,
        held=words.HELD_SHORT.format(held=line.held) if line.held else "",
        concession=line.concession,
        unsorted=line.unsorted,
        state=moment(line.closed_at) if line.closed_at else words.STILL_OPEN,
    )

"""`metroapp archive list`: the records found by what they say, a page read at a time."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import date, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import pareto
from metroapp.domain.record_search import Criterion, Facet, Outcome, RecordSearch
from metroapp.services import consultation
from metroapp.services.sheets.days import beginning, read_day
from metroapp.services.workspace import Workspace
from metroapp.wording import cli as words
from metroapp.wording.numbers import moment, number

if TYPE_CHECKING:
    from metroapp.archive.search import FoundRecord


def list_records(arguments: argparse.Namespace) -> int:
    """`metroapp archive list [WORDS] [--part …]`"""
    workspace = workspace_of(arguments)
    with closing(consultation.found_pages(workspace, search_of(workspace, arguments))) as pages:
        found = islice(chain.from_iterable(pages), arguments.limit)
        if arguments.json:
            print(as_json.dump([as_json.found_record(one) for one in found]))
            return 0
        first = next(found, None)
        for one in chain([] if first is None else [first], found):
            print(_line(one))
    if first is None:
        print(words.NO_RECORD_FOUND if consultation.find(workspace, RecordSearch()) else words.NO_RECORD)
    return 0


def show_pareto(arguments: argparse.Namespace) -> int:
    """`metroapp archive pareto [--part REF] [--du JOUR] [--au JOUR]`"""
    first, last = _day(arguments.since), _day(arguments.until)
    counts = consultation.bad_counts(
        workspace_of(arguments),
        None if first is None else beginning(first),
        None if last is None else beginning(last + timedelta(days=1)),
        arguments.part,
    )
    lines = pareto(counts)
    if arguments.json:
        print(as_json.dump([as_json.pareto_line(one) for one in lines]))
    elif not lines:
        print(words.NOTHING_BAD)
    for one in () if arguments.json else lines:
        print(
            words.PARETO_LINE.format(
                part=one.count.part, balloon=one.count.balloon, values=one.count.values, records=one.count.records,
                share=number(one.share), cumulated=number(one.cumulated),
            )
        )  # fmt: skip
    return 0


def search_of(workspace: Workspace, arguments: argparse.Namespace) -> RecordSearch:
    """What the arguments of a search ask for; refuses `person.unknown`."""
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

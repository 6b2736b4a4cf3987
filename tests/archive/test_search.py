"""Finding records: what is found is what the records say, whatever leads the search, a page at a time."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from metroapp.archive import search
from metroapp.archive.connection import open_for_reading
from metroapp.archive.folding import folded
from metroapp.archive.integrity import verify
from metroapp.archive.store import Archive
from metroapp.domain.measurement import BoxKey, EntryId, Measurement, Origin
from metroapp.domain.operations import Closing, Concession
from metroapp.domain.people import erased_name
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_search import Criterion, Facet, Outcome, RecordSearch
from metroapp.domain.specification import Means
from tests.archive.test_upgrade import FIXTURE
from tests.workbench import CAMILLE, DOMINIQUE, INSTRUMENTS, characteristic, part

NOWHERE = EntryId("", 0)
BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
Found = Callable[[RecordSearch], list[str]]


def entry(record: InspectionRecord, value: str, instrument: str, by: str, reason: str = "") -> Measurement:
    quantity = Quantity(Decimal(value))
    at = record.header.opened_at + timedelta(minutes=1)
    return Measurement(NOWHERE, BoxKey(1, "1"), quantity, None, Origin.INSTRUMENT, instrument, by, at, reason=reason)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[InspectionRecord]]:
    """Sixty records that differ by all that they are found by."""
    draw, path = random.Random(9), tmp_path_factory.mktemp("search") / "archive.sqlite"
    archive = Archive(path)
    archive.found_workshop("Atelier d'essai", BEGAN)
    archive.register(INSTRUMENTS, [], BEGAN, CAMILLE)
    made = []
    for number in range(60):
        drawn = replace(
            part(LENGTH),
            reference=f"REF-{draw.randrange(4)}",
            drawing=f"PL-{draw.randrange(3)}",
            revision=draw.choice("AB"),
            designation=draw.choice(("Arbre étagé", "Palier", "Bague d'arrêt")),
        )
        header = RecordHeader(
            NOWHERE, "", drawn, 1, draw.choice((CAMILLE, DOMINIQUE)), BEGAN + timedelta(days=number),
            f"OF-{draw.randrange(10)}", draw.choice(("", "LOT-7")), draw.choice(("10", "20")),
            draw.choice(("T1", "T2")),
        )  # fmt: skip
        record = archive.open_record(header)
        by = draw.choice((CAMILLE, DOMINIQUE))
        if draw.random() < 0.9:
            reason = draw.choice(("", "bavure retirée"))
            value = draw.choice(("35.02", "35.20"))
            archive.write(record, entry(record, value, draw.choice(("PC-01", "M-02")), by, reason))
            if value == "35.20" and draw.random() < 0.5:
                granted = Concession(NOWHERE, "DER-1", 1, ("1",), "accord du client", DOMINIQUE, by, header.opened_at)
                archive.write(record, granted)
            if draw.random() < 0.7:
                archive.write(record, Closing(NOWHERE, by, header.opened_at))
        made.append(record)
    archive.close()
    return path, made


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    engine = open_for_reading(path)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def says(record: InspectionRecord, word: str) -> bool:
    """What the record says, read in the record itself."""
    header, drawn = record.header, record.part
    facts = [drawn.reference, drawn.drawing, drawn.revision, header.work_order, header.lot, header.operation]
    facts += [header.machine, *(one.number for one in record.concessions)]
    facts += [given.instrument or "" for box in record.boxes() for given in record.history(box)]
    texts = [*facts, drawn.designation, header.operator]
    texts += [said for box in record.boxes() for one in record.history(box) for said in (one.by, one.reason)]
    texts += [said for one in record.concessions for said in (one.by, one.granted_by, one.reason)]
    if record.closing is not None:
        texts.append(record.closing.by)
    if len(word) < 3:
        return any(folded(word) in {folded(one), *re.split(r"[\W_]+", folded(one))} for one in texts)
    return any(folded(word) in folded(one) for one in (*texts, header.number))


def expected(records: list[InspectionRecord], keep: Callable[[InspectionRecord], bool]) -> list[str]:
    return [record.header.number for record in reversed(records) if keep(record)]


def numbers(path: Path, asked: RecordSearch) -> list[str]:
    """Every page."""
    found: list[str] = []
    with reading(path) as connection:
        page = search.found_records(connection, asked, count=7)
        while page:
            found += [one.line.number for one in page]
            assert len(set(found)) == len(found), "a page begins with the end of the one before"
            page = search.found_records(connection, asked, page[-1].line.id, count=7)
        assert search.count_found(connection, asked, 1000) == len(found)
    return found


@pytest.mark.parametrize(
    "words",
    ["", "arbre", "ETAGE", "arbre étagé", "rbr", "palier of-3", "T1", "A", "t1 b", "bavure", "P1-2026-0007", "m-02",
     "of 3", "d'arrêt", "d", "du client", "7 lot", "P1",
     "dominique", "lot-7 arrêt", "client", "der-1", "introuvable", "zz", "100%", "o_", 'gu"', "OR AND NOT", "--"],
)  # fmt: skip
def test_words_are_found_wherever_the_record_says_them(
    records: tuple[Path, list[InspectionRecord]], words: str
) -> None:
    path, made = records
    assert numbers(path, RecordSearch(words)) == expected(
        made, lambda record: all(says(record, word) for word in words.split())
    )


def test_facts_results_and_dates_are_asked_all_at_once(records: tuple[Path, list[InspectionRecord]]) -> None:
    path, made = records
    first, until = BEGAN + timedelta(days=10), BEGAN + timedelta(days=45)
    asked = RecordSearch(
        "palier", (Criterion(Facet.MACHINE, "t1"), Criterion(Facet.INSTRUMENT, "PC-01")), (Outcome.NONCONFORMING,),
        first, until, 1,
    )  # fmt: skip
    kept = expected(
        made,
        lambda record: (
            says(record, "palier")
            and record.header.machine == "T1"
            and any(one.instrument == "PC-01" for box in record.boxes() for one in record.history(box))
            and record.sorting().nonconforming > 0
            and first <= record.header.opened_at < until
        ),
    )
    assert numbers(path, asked) == kept
    assert numbers(path, replace(asked, piece=2)) == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_result_is_that_of_the_sorting(records: tuple[Path, list[InspectionRecord]], outcome: Outcome) -> None:
    path, made = records

    def has(record: InspectionRecord) -> bool:
        sorting = record.sorting()
        return {
            Outcome.NONCONFORMING: sorting.nonconforming > 0,
            Outcome.CONCESSION: sorting.concession > 0,
            Outcome.HELD: sorting.held > 0,
            Outcome.UNSORTED: sorting.unsorted > 0,
            Outcome.ALL_CONFORMING: sorting.conforming == sorting.pieces,
            Outcome.OPEN: record.closing is None,
        }[outcome]

    assert numbers(path, RecordSearch(outcomes=(outcome,))) == expected(made, has)


def test_a_rare_fact_leads_and_a_frequent_word_follows(
    records: tuple[Path, list[InspectionRecord]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, made = records
    asked = RecordSearch("palier", (Criterion(Facet.REVISION, "A"), Criterion(Facet.WORK_ORDER, "OF-3")))
    kept = expected(
        made,
        lambda record: says(record, "palier") and record.part.revision == "A" and record.header.work_order == "OF-3",
    )
    for few in (0, 5, 5000):
        monkeypatch.setattr(search, "_FEW", few)
        assert numbers(path, asked) == kept


def test_what_is_typed_proposes_facts_by_their_beginning_and_people_by_any_part(
    records: tuple[Path, list[InspectionRecord]],
) -> None:
    with reading(records[0]) as connection:
        assert [said for _, said in search.proposals(connection, "ref-")] == ["REF-0", "REF-1", "REF-2", "REF-3"]
        [(criterion, said)] = search.proposals(connection, "éroy")[:1] or search.proposals(connection, "leroy")
        assert (criterion.facet, said) == (Facet.PERSON, DOMINIQUE)
        assert search.proposals(connection, "  ") == []
    assert numbers(records[0], RecordSearch(criteria=(criterion,)))


def test_an_archive_of_an_older_version_is_searched_without_being_changed(tmp_path: Path) -> None:
    path = shutil.copy(FIXTURE, tmp_path / "archive.sqlite")
    before = path.read_bytes()
    with reading(path) as connection:
        [found] = search.found_records(connection, RecordSearch("P1-5")) or search.found_records(
            connection, RecordSearch(outcomes=(Outcome.OPEN,))
        )
        assert search.proposals(connection, found.line.part[:4])
        assert search.found_records(connection, RecordSearch(found.line.number))
    assert path.read_bytes() == before


def test_an_erased_operator_is_found_by_no_name_and_hides_no_other_word(
    records: tuple[Path, list[InspectionRecord]], tmp_path: Path
) -> None:
    path, made = shutil.copy(records[0], tmp_path / "archive.sqlite"), records[1]
    archive = Archive(path)
    person = next(one for one in archive.people() if one.name == CAMILLE)
    assert archive.erase_name(person.id, "partie", DOMINIQUE, BEGAN)
    archive.close()
    with reading(path) as connection:
        assert verify(connection).sound
        assert search.proposals(connection, "martin") == []
        shown = [one.operator for one in search.found_records(connection, RecordSearch(), count=60)]
    assert numbers(path, RecordSearch("camille")) == numbers(path, RecordSearch("martin")) == []
    assert numbers(path, RecordSearch("palier")) == expected(made, lambda record: says(record, "palier"))
    asked = RecordSearch(criteria=(Criterion(Facet.PERSON, person.id),))
    assert numbers(path, asked) == expected(made, lambda record: says(record, CAMILLE))
    assert set(shown) == {DOMINIQUE, erased_name(person.id)}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM derived_facet WHERE kind = 'part'",
        "INSERT INTO derived_facet VALUES ('instrument', 'PC-99', 1)",
        "UPDATE derived_facet SET value = 'REF-9' WHERE kind = 'part'",
        "UPDATE derived_words SET words = 'rien' WHERE rowid = 3",
        "DELETE FROM derived_words WHERE rowid = 3",
    ],
)
def test_a_changed_index_is_a_break_of_a_derived_table(
    records: tuple[Path, list[InspectionRecord]], tmp_path: Path, statement: str
) -> None:
    path = shutil.copy(records[0], tmp_path / "archive.sqlite")
    archive = Archive(path)
    with archive._engine.begin() as connection:
        connection.execute(text(statement))
    archive.close()
    with reading(path) as connection:
        found = verify(connection).break_
    assert found is not None
    assert (found.code, found.table) == ("derived_differs", statement.split()[1 if "UPDATE" in statement else 2])

"""What the search did not find, or verification accused, where nothing was wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from metroapp.archive import facets, history, search
from metroapp.archive.integrity import verify
from metroapp.archive.store import Archive
from metroapp.domain.concession_files import IdentifiedPiece
from metroapp.domain.measurement import BoxKey, EntryId, Measurement, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import BadFinding, NonconformityRaised
from metroapp.domain.nonconformity_acts import Origin as BadOrigin
from metroapp.domain.operations import Approval, Cancellation, Concession, Impossible, Operation, Visa
from metroapp.domain.production import EventKind, ProductionEvent
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_search import MOST_WORDS, Criterion, Facet, RecordSearch
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.archive.test_treatment_acts import REQUEST
from tests.archive.test_upgrade import FIXTURE
from tests.workbench import CALIPER, CAMILLE, DOMINIQUE, INSTRUMENTS, Shop, characteristic, part

NOBODY = EntryId("", 0)
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive.sqlite")
    made.found_workshop("Atelier d'essai", AT)
    made.register(INSTRUMENTS, [], AT, CAMILLE)
    return made


def opened(archive: Archive, at: datetime = AT, **facts: str) -> InspectionRecord:
    return archive.open_record(RecordHeader(NOBODY, "", part(LENGTH), 2, CAMILLE, at, **facts))


def measured(value: str = "35.02", instrument: str = CALIPER, piece: int = 1, **facts: object) -> Measurement:
    box = BoxKey(piece, "1")
    return replace(
        Measurement(NOBODY, box, Quantity(Decimal(value)), None, Origin.INSTRUMENT, instrument, CAMILLE, AT), **facts
    )


def found(archive: Archive, text: str = "", *criteria: tuple[Facet, str]) -> list[int]:
    """The ends of the numbers, in the order of the list."""
    with archive._engine.connect() as connection:
        asked = RecordSearch(text, tuple(Criterion(*one) for one in criteria))
        return [int(one.line.number[-4:]) for one in search.found_records(connection, asked)]


def is_sound(archive: Archive) -> bool:
    with archive._engine.connect() as connection:
        report = verify(connection)
    return report.sound and not report.to_be_derived


def person_id(archive: Archive, name: str) -> str:
    return next(one.id for one in archive.people() if one.name == name)


# -- numbers in two spellings -----------------------------------------------------------------------------------------


def test_two_numbers_that_differ_by_their_capitals_made_an_intact_archive_altered(archive: Archive) -> None:
    twin = replace(next(one for one in INSTRUMENTS if one.number == CALIPER), number=CALIPER.lower())
    archive.register([twin], [], AT, CAMILLE)
    record = opened(archive)
    archive.write(record, measured(), measured(instrument=twin.number, piece=2))
    for number in ("DER-1", "der-1"):
        archive.write(record, Concession(NOBODY, number, 1, ("1",), "accord", DOMINIQUE, CAMILLE, AT))
    assert is_sound(archive)
    assert found(archive, "", (Facet.INSTRUMENT, "Pc-01"), (Facet.CONCESSION, "Der-1")) == [1]


def test_a_number_that_is_another_one_in_small_letters_does_not_enter_the_register(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    line = next(one for one in INSTRUMENTS if one.number == CALIPER)
    with pytest.raises(Refusal, match=r"register\.number_spelled"):
        shop.workshop.means.enter([replace(line, number=CALIPER.lower())], []).result()
    with pytest.raises(Refusal, match=r"register\.number_spelled"):
        shop.workshop.means.enter([replace(line, number=number) for number in ("PC-77", "pc-77")], []).result()
    shop.workshop.means.enter([replace(line, designation="Pied")], []).result()
    assert not {"pc-01", "PC-77", "pc-77"} & set(shop.workshop.instruments().result())


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["OF 12", "of 12", "12", "É1", "e1", "OF 12 É1", "pièce À"])
def test_a_work_order_in_two_words_and_a_machine_with_an_accent_were_found_by_no_word(
    archive: Archive, text: str
) -> None:
    opened(archive, work_order="OF 12", machine="É1", lot="Pièce à")
    opened(archive, work_order="OF 13", machine="F1", lot="Lot 112")
    assert found(archive, text) == [1]


@pytest.mark.parametrize("machine", ["É1", "é1", "e1", "E1"])
def test_a_fact_asked_for_in_small_letters_with_an_accent_was_not_found(archive: Archive, machine: str) -> None:
    for said in ("É1", "E1", "é1", "T1", "É12"):
        opened(archive, machine=said)
    assert found(archive, "", (Facet.MACHINE, machine)) == [3, 2, 1]
    assert found(archive, "essai", (Facet.MACHINE, machine), (Facet.PART, "essai-01")) == [3, 2, 1]
    assert is_sound(archive)


def test_a_fact_with_an_accent_is_proposed_as_it_is_said(archive: Archive) -> None:
    opened(archive, machine="Étau", lot="eta")
    with archive._engine.connect() as connection:
        for begins in ("ét", "Et", "et"):
            assert {said for _, said in search.proposals(connection, begins)} == {"Étau", "eta"}


def test_a_folded_fact_that_was_changed_is_a_break(archive: Archive) -> None:
    opened(archive, machine="É1")
    assert is_sound(archive)
    with archive._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE derived_facet SET value = 'e2' WHERE kind = '~machine'")
    with archive._engine.connect() as connection:
        broken = verify(connection).break_
    assert broken is not None and (broken.code, broken.table) == ("derived_differs", "derived_facet")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\udcff", "text.unreadable"),
        ("abc\x00", "text.unreadable"),
        (" ".join(["ab"] * (MOST_WORDS + 1)), "search.too_many_words"),
        ("a" * 2000, "text.too_long"),
    ],
)
def test_what_no_database_can_look_for_ended_in_a_traceback(
    archive: Archive, tmp_path: Path, text: str, code: str
) -> None:
    opened(archive)
    workspace = Workspace(tmp_path)
    asked = RecordSearch(text), RecordSearch(criteria=(Criterion(Facet.MACHINE, text),))
    for one in asked:
        with pytest.raises(Refusal, match=code.replace(".", r"\.")):
            consultation.find(workspace, one)
    for ask in (consultation.proposals, consultation.bad_values):
        with pytest.raises(Refusal, match=code.replace(".", r"\.")):
            ask(workspace, text)


def test_as_many_words_as_may_be_are_looked_for(archive: Archive) -> None:
    opened(archive, work_order="OF 12")
    assert found(archive, " ".join(["of"] * MOST_WORDS)) == [1]
    assert found(archive, " ".join(["of"] * MOST_WORDS), (Facet.WORK_ORDER, "of 12")) == [1]


# -- what an entry says afterwards ------------------------------------------------------------------------------------


def test_whoever_granted_a_derogation_was_not_found(archive: Archive) -> None:
    record = opened(archive)
    opened(archive)
    archive.write(record, measured("35.20"))
    archive.write(record, Concession(NOBODY, "DER-1", 1, ("1",), "accord", DOMINIQUE, CAMILLE, AT))
    assert found(archive, "", (Facet.PERSON, person_id(archive, DOMINIQUE))) == found(archive, "dominique") == [1]
    assert is_sound(archive)


@pytest.mark.parametrize("signed", ["visa", "approval"])
def test_whoever_signed_a_visa_or_the_first_piece_was_not_found(archive: Archive, signed: str) -> None:
    record = opened(archive)
    opened(archive)
    archive.write(record, measured())
    if signed == "visa":
        archive.write(record, Visa(NOBODY, record.history(BoxKey(1, "1"))[-1].id, DOMINIQUE, CAMILLE, AT))
    else:
        archive.write(record, Approval(NOBODY, DOMINIQUE, CAMILLE, AT))
    assert found(archive, "", (Facet.PERSON, person_id(archive, DOMINIQUE))) == found(archive, "leroy") == [1]
    assert is_sound(archive)


@pytest.mark.parametrize(
    "operation",
    [
        Impossible(NOBODY, BoxKey(2, "1"), "touche émoussée", CAMILLE, AT),
        Concession(NOBODY, "DER-1", 2, ("1",), "touche émoussée", CAMILLE, CAMILLE, AT),
        ProductionEvent(NOBODY, EventKind.INCIDENT, 1, "", "touche émoussée", CAMILLE, AT),
    ],
)
def test_words_said_once_the_record_is_open_are_found(archive: Archive, operation: Operation) -> None:
    record = opened(archive)
    opened(archive)
    archive.write(record, Concession(NOBODY, "DER-1", 1, ("1",), "accord", CAMILLE, CAMILLE, AT))
    archive.write(record, operation)  # of the same person, of the same number: it brings no fact
    assert found(archive, "emoussee") == [1]
    assert is_sound(archive)


def test_a_record_is_found_by_the_number_of_the_fiche_and_of_the_derogation_that_name_it(archive: Archive) -> None:
    record = opened(archive)
    opened(archive)
    archive.write(record, measured("35.20"))
    bad = record.history(BoxKey(1, "1"))[-1].id
    finding = BadFinding(BoxKey(1, "1"), bad, "35 ±0,1", "35,20 mm", CALIPER)
    archive.treat(
        [NonconformityRaised(NOBODY, "FNC-77", record.header.id, BadOrigin.PRODUCTION, (finding,), 1, CAMILLE, AT)]
    )
    archive.treat([replace(REQUEST, file="DER-88", pieces=(IdentifiedPiece(record.header.id, 1, (bad,)),))])
    for words in ("fnc-77", "der-88"):
        assert found(archive, words) == [1]
    assert found(archive, "", (Facet.SHEET, "FNC-77"), (Facet.CONCESSION, "DER-88")) == [1]
    assert is_sound(archive)


# -- dates and pages --------------------------------------------------------------------------------------------------


def test_a_record_opened_under_a_clock_set_back_is_not_of_the_days_around_it(archive: Archive) -> None:
    for day in (10, 5, 11):
        opened(archive, AT.replace(day=day))
    with archive._engine.connect() as connection:
        asked = RecordSearch(opened_from=AT.replace(day=9), opened_until=AT.replace(day=12))
        assert [one.line.opened_at.day for one in search.found_records(connection, asked)] == [11, 10]
        asked = RecordSearch(opened_from=AT.replace(day=4), opened_until=AT.replace(day=6))
        assert [one.line.opened_at.day for one in search.found_records(connection, asked)] == [5]


def test_a_page_of_the_history_begins_after_the_one_before(archive: Archive) -> None:
    for value in ("35.01", "35.02", "35.03"):
        archive.write(opened(archive), measured(value))
    shown: list[str] = []
    before: EntryId | None = None
    with archive._engine.connect() as connection:
        for _page in range(4):
            page = history.past_values(connection, "ESSAI-01", "1", before, records=1)
            shown += [str(one.quantity.value) for one in page.values]
            before = page.earlier
            if before is None:
                break
    assert shown == ["35.03", "35.02", "35.01"]


def test_a_value_taken_again_or_back_is_not_in_the_history(archive: Archive) -> None:
    record = opened(archive)
    archive.write(record, measured("35.01"), measured("35.02", piece=2))
    bad, undone = (record.history(BoxKey(piece, "1"))[-1].id for piece in (1, 2))
    archive.write(record, measured("35.03", replaces=bad, reason="copeau"), Cancellation(NOBODY, undone, CAMILLE, AT))
    with archive._engine.connect() as connection:
        page = history.past_values(connection, "ESSAI-01", "1")
    assert [str(one.quantity.value) for one in page.values] == ["35.03"]


# -- archives of older versions ---------------------------------------------------------------------------------------


def test_stopped_between_its_upgrade_and_its_derivation_an_archive_found_nothing(tmp_path: Path) -> None:
    path = shutil.copy(FIXTURE.with_name("version-5.sqlite"), tmp_path / "archive.sqlite")
    upgraded = Archive(path)
    with upgraded._engine.begin() as connection:
        for table in ("derived_facet", "derived_words"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    upgraded.close()
    workspace = Workspace(tmp_path)
    [first, *_] = whole = consultation.find(workspace, RecordSearch("P1-2026"))
    assert len(whole) == len(consultation.record_lines(workspace))
    assert consultation.proposals(workspace, first.line.part[:3])
    assert consultation.past_values(workspace, first.line.part, "1").records
    assert consultation.verify(workspace).to_be_derived


def test_an_archive_of_format_6_is_sound_and_searched_before_and_after_its_upgrade(tmp_path: Path) -> None:
    path = shutil.copy(FIXTURE.with_name("version-6.sqlite"), tmp_path / "archive.sqlite")
    workspace, before = Workspace(tmp_path), path.read_bytes()
    report = consultation.verify(workspace)
    assert report.sound and report.to_be_derived
    signers = {one.granted_by for record in _records(workspace) for one in record.concessions}
    found = {name: _of_person(workspace, name) for name in signers}
    assert signers and all(found.values())
    assert path.read_bytes() == before
    Archive(path).close()
    report = consultation.verify(workspace)
    assert report.sound and not report.to_be_derived
    assert {name: _of_person(workspace, name) for name in signers} == found


def _records(workspace: Workspace) -> list[InspectionRecord]:
    return [consultation.load(workspace, line.id) for line in consultation.record_lines(workspace)]


def _of_person(workspace: Workspace, name: str) -> list[EntryId]:
    id = next(one.id for one in consultation.everybody(workspace) if one.name == name)
    return [one.line.id for one in consultation.find(workspace, RecordSearch(criteria=(Criterion(Facet.PERSON, id),)))]


def test_an_older_archive_was_derived_again_for_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FIXTURE.with_name("version-5.sqlite"), tmp_path / "archive.sqlite")
    workspace, whole, made = Workspace(tmp_path), search.found_records, facets._fill
    filled: list[object] = []
    monkeypatch.setattr(search, "found_records", lambda *asked, **given: whole(*asked, **given, count=1))
    monkeypatch.setattr(facets, "_fill", lambda *given: (filled.append(given), made(*given)))
    pages = list(islice(consultation.found_pages(workspace, RecordSearch()), 50))
    assert [len(page) for page in pages] == [1] * len(consultation.record_lines(workspace))
    assert len(pages) > 1 and len(filled) == 1

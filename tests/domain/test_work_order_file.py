"""The dossier de fabrication as the sum of its acts: its papers by section, what is missing, what may follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain import work_order_file
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.work_order_file import (
    LONGEST_NAME,
    REQUIRED,
    DossierSection,
    Made,
    MadePaper,
    PaperAttached,
    PaperKind,
    PaperWithdrawn,
    WorkOrderFile,
    order_number,
    safe_name,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)
RECORD = EntryId("P1", 4)


def paper(place: int, section: DossierSection = DossierSection.ROUTE_SHEET, **facts: object) -> PaperAttached:
    made = PaperAttached(
        EntryId("P1", place), "OF-12", section, f"gamme {place}.pdf", f"{place:064x}", ".pdf", PaperKind.PDF, 100,
        "Camille", AT,
    )  # fmt: skip
    return replace(made, **facts)  # type: ignore[arg-type]


def withdrawn(place: int, paper: PaperAttached, reason: str = "ancien indice") -> PaperWithdrawn:
    return PaperWithdrawn(EntryId("P1", place), "OF-12", paper.id, reason, "Dominique", AT)


def refused(dossier: WorkOrderFile, act: PaperAttached | PaperWithdrawn) -> str:
    with pytest.raises(Refusal) as found:
        dossier.require_next(act)
    return found.value.message.code


def test_an_empty_dossier_lacks_everything_that_a_jury_asks_for() -> None:
    assert WorkOrderFile("OF-12").missing == REQUIRED
    assert [one.value for one in REQUIRED] == [
        "work_order", "drawing", "route_sheet", "operation_sheets", "set_up", "programs", "records", "fixtures",
    ]  # fmt: skip


def test_a_paper_fills_its_section_and_what_the_program_makes_counts() -> None:
    made = (Made(MadePaper.RELEVE, RECORD, "P1-2026-0001"), Made(MadePaper.DRAWING, RECORD, "PL-1 A"))
    dossier = WorkOrderFile("OF-12", (paper(9), paper(10, DossierSection.PHOTOGRAPHS)), made)
    missing = {"work_order", "operation_sheets", "set_up", "programs", "fixtures"}
    assert {one.value for one in dossier.missing} == missing
    assert dossier.made_of(DossierSection.RECORDS) == made[:1]


def test_a_withdrawn_paper_leaves_the_contents_and_stays_in_the_acts() -> None:
    first, second = paper(9), paper(10)
    dossier = WorkOrderFile("OF-12", (first, second, withdrawn(11, first)))
    assert dossier.papers == dossier.papers_of(DossierSection.ROUTE_SHEET) == (second,)
    assert [found.reason for _, found in dossier.withdrawn] == ["ancien indice"] and first in dossier.acts
    assert refused(dossier, withdrawn(12, first)) == "dossier.paper_withdrawn"
    assert refused(dossier, withdrawn(12, paper(99))) == "dossier.paper_unknown"
    assert refused(dossier, withdrawn(12, second, "  ")) == "record.reason_missing"
    dossier.require_next(withdrawn(12, second))
    dossier.require_next(replace(first, id=EntryId("P1", 12)))  # it may come back


def test_the_same_content_is_in_a_section_once() -> None:
    dossier = WorkOrderFile("OF-12", (paper(9),))
    again = paper(10, digest=paper(9).digest)
    assert refused(dossier, again) == "dossier.paper_known"
    dossier.require_next(replace(again, section=DossierSection.OPERATION_SHEETS))


def test_a_dossier_has_a_limit_of_papers_and_of_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = WorkOrderFile("OF-12", (paper(9), paper(10)))
    monkeypatch.setattr(work_order_file, "MOST_BYTES", 250)
    assert refused(dossier, paper(11)) == "dossier.too_heavy"
    dossier.require_next(paper(11, size=50))
    monkeypatch.setattr(work_order_file, "MOST_PAPERS", 2)
    assert refused(dossier, paper(11, size=50)) == "dossier.many_papers"


@pytest.mark.parametrize(
    "facts", [{"digest": "../x"}, {"suffix": ".exe\n"}, {"size": 0}, {"file": "../x.pdf"}, {"file": ""}], ids=str
)
def test_what_names_no_kept_file_is_refused(facts: dict[str, object]) -> None:
    assert refused(WorkOrderFile("OF-12"), paper(9, **facts)) == "dossier.not_kept"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("gamme n° 3.pdf", "gamme n° 3.pdf"),
        ("..\\..\\x.nc", "_.._x.nc"),
        ("/etc/passwd", "_etc_passwd"),
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ("nul.txt", "_nul.txt"),
        ("   ", "_"),
        (".bashrc", "bashrc"),
        ("O1234", "O1234"),
        ("a" * 300 + ".pdf", "a" * (LONGEST_NAME - 5) + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@given(st.text(max_size=300))
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe and 0 < len(safe.encode()) <= LONGEST_NAME
    assert not set(safe) & set('/\\:*?"<>|\0\n') and safe == safe.strip(" .")


@pytest.mark.parametrize("number", ["", "  ", "-", "\t"])
def test_a_work_order_has_a_number(number: str) -> None:
    with pytest.raises(Refusal, match=r"dossier\.no_number"):
        order_number(number)
    assert order_number(" OF  12 ") == "OF 12"

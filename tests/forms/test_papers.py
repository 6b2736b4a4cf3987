"""The papers beyond the relevé of a series: its other kinds, the bon à produire, the fiche suiveuse, the control chart,
the forms to fill in by hand. The whole of each is held against a text; and nothing that somebody types spoils one.

After a wanted change, write the texts again with `METROAPP_GOLDEN=write` and read their difference in git.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.approval import approval
from forms.blank_forms import blank_concession, blank_nonconformity, blank_releve
from forms.blocks import Column, ControlChart, Document, Fields, InspectionGrid, Table
from forms.control_chart import blank_chart, control_chart
from forms.releve import releve
from forms.route_sheet import route_sheet
from forms.to_pdf import render
from forms.to_text import to_text
from metroapp.domain.control_chart import Subgroup, cut, shown
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.production import EventKind
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.releve_kind import ReleveKind
from metroapp.domain.specification import Criticality, Means
from metroapp.services.control_charts import AskedChart, drawn_from, limits_of
from metroapp.services.reference import chart_constants
from metroapp.wording import documents
from metroapp.wording import papers as words
from tests.forms import records
from tests.forms.filling import MICROMETER, Filling, characteristic

GOLDEN = Path(__file__).parent / "golden"
WORKSHOP, PROGRAM = "Atelier d'essai", "metroapp 0.1.0"
D = Decimal


def series() -> list[InspectionRecord]:
    """Three records of eight pieces of one size; an incident in the first one."""
    found = []
    for place, texts in enumerate(("19.990", "19.994", "19.998"), start=1):
        wanted = characteristic("1", "Diamètre de portée", "Ø20 h7", Means.MICROMETER, criticality=Criticality.KEY)
        filling = Filling((wanted,), 8, number=f"P1-2026-000{place}")
        filling.record.header = replace(filling.record.header, id=EntryId("P1", place))
        for piece in range(1, 9):
            filling.value(piece, "1", str(D(texts) + D(piece % 4) / 1000), MICROMETER)
        if place == 1:
            filling.note(EventKind.INCIDENT, 4, "T3", "choc au desserrage")
        filling.close(signed=True)
        found.append(filling.record)
    return found


def issued(describe: Callable[..., Document], *given: object, **more: object) -> Document:
    return describe(
        *given, workshop=WORKSHOP, head=records.HEAD, issued_at=records.ISSUED, program=PROGRAM, **more
    )  # fmt: skip


def blank(describe: Callable[..., Document], *given: object) -> Document:
    return describe(*given, workshop=WORKSHOP, issued_at=records.ISSUED, program=PROGRAM)


def chart(size: int = 4, most: int = 20) -> Document:
    return issued(control_chart, drawn_from(series(), AskedChart("", "1", size, most), size), chart_constants())


def route() -> Document:
    first, gestures = series()[0], records.gestures()
    sheets = {gestures.header.id: ["FNC-2026-007"]}
    return issued(route_sheet, "OF-2611", [first, gestures], sheets, code="MAPP+OF+OF-2611")


PART = series()[0].part
PAPERS: dict[str, Callable[[], Document]] = {
    "first-piece": lambda: issued(releve, records.workshop_day(), kind=ReleveKind.FIRST_PIECE),
    "operator": lambda: issued(releve, records.gestures(), kind=ReleveKind.OPERATOR),
    "final": lambda: issued(releve, records.workshop_day(), kind=ReleveKind.FINAL),
    "approval": lambda: issued(approval, records.gestures()),
    "route": route,
    "control-chart": chart,
    "blank-releve": lambda: blank(blank_releve, records.gestures().part, 3),
    "blank-nonconformity": lambda: blank(blank_nonconformity),
    "blank-concession": lambda: blank(blank_concession),
    "blank-control-chart": lambda: blank(blank_chart, PART, PART.characteristics[0], 5, chart_constants()),
}


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(document))).pages]


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_whole_paper(name: str) -> None:
    document = PAPERS[name]()
    written = to_text(document) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")
    printed = pages(document)
    assert all(f"Page {place}/{len(printed)}" in text for place, text in enumerate(printed, start=1))
    assert all(document.drawing in text for text in printed)


def test_a_paper_is_as_wide_as_what_is_on_it() -> None:
    upright = {name for name, make in PAPERS.items() if _size(make()) == (595, 842)}
    assert upright == {"approval", "route", "blank-nonconformity", "blank-concession"}


def _size(document: Document) -> tuple[int, int]:
    box = pypdf.PdfReader(io.BytesIO(render(document))).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


def test_the_relevé_of_the_first_piece_says_nothing_of_the_others() -> None:
    document = PAPERS["first-piece"]()
    (grid,) = (block for block in document.blocks if isinstance(block, InspectionGrid))
    assert grid.numbers == (1,) and all(len(line.results) == 1 for line in grid.lines)
    for table in (block for block in document.blocks if isinstance(block, Table)):
        titles = [column.title for column in table.columns]
        if documents.PIECE_TITLE in titles:
            place = titles.index(documents.PIECE_TITLE)
            assert {row[place] for row in table.rows} <= {1, "", None}


def test_a_first_piece_that_changed_since_is_no_longer_good_to_produce() -> None:
    day = Filling(PART.characteristics, 2, options=RecordOptions(approval=Role.QUALITY))

    def state() -> str:
        document = issued(approval, day.record)
        return dict(next(block.pairs for block in document.blocks if isinstance(block, Fields)))[words.STATE]

    day.value(1, "1", "19.990", MICROMETER)
    assert state() == words.TO_SIGN
    day.approve()
    assert state() == words.SIGNED
    day.value(1, "1", "19.991", MICROMETER, reason="outil changé")
    assert state() == words.LAPSED


def test_a_final_report_of_an_open_record_says_that_it_is_provisional() -> None:
    day = Filling(PART.characteristics, 2)
    document = issued(releve, day.record, kind=ReleveKind.FINAL)
    assert document.title.endswith("(provisoire)") and words.PROVISIONAL in to_text(document)
    day.close(signed=True)
    assert "provisoire" not in to_text(issued(releve, day.record, kind=ReleveKind.FINAL))


def test_a_bad_first_piece_is_never_on_a_paper_to_sign() -> None:
    """A pen would sign what the program refuses to."""
    for value, said in (("20.010", "non conforme"), ("", "non triée")):
        day = Filling(PART.characteristics, 2)
        if value:
            day.value(1, "1", value, MICROMETER)
        assert f"PAS BON À PRODUIRE : pièce 1 {said}" in to_text(issued(approval, day.record))


def test_the_limits_of_a_chart_come_from_its_values_alone() -> None:
    groups = [
        Subgroup((D("10.01"), D("10.03"))),
        Subgroup((D("10.02"), D("10.02"))),
        Subgroup((D("10.00"), D("10.05"))),
    ]
    found = limits_of(groups)
    spread = Fraction("0.07") / 3
    assert float(found.ranges.centre) == pytest.approx(float(spread)) and found.ranges.lower == 0
    assert float(found.means.centre) == pytest.approx(60.13 / 6)
    half = found.means.upper - found.means.centre
    assert float(half) == pytest.approx(float(chart_constants()[2].a2) * float(spread), abs=1e-7)
    assert shown(found.ranges.upper, 4) == D("0.0762") and not found.means.out and not found.ranges.out
    assert cut([D(one) for one in range(7)], 3)[1] == 1
    for refused, code in (([groups[0]], "chart.too_few_subgroups"), ([Subgroup((D(1),))] * 2, "chart.size")):
        with pytest.raises(Refusal) as refusal:
            limits_of(refused)
        assert refusal.value.message.code == code


def test_a_chart_bears_no_limit_of_the_drawing() -> None:
    (drawn,) = (block for block in chart().blocks if isinstance(block, ControlChart))
    assert {line.name for line in (*drawn.mean_lines, *drawn.range_lines)} == {"LSC", "moy.", "LIC"}
    assert not {"19,979", "20,000"} & {line.value for line in drawn.mean_lines}
    assert "1 valeur" not in to_text(chart()) and "2 valeurs" not in to_text(chart())
    assert "6 valeurs en fin de relevé" in to_text(chart(3))  # two of each record


TYPED = [
    "x" * 4000,
    "bavure, pièce nettoyée puis remesurée ; " * 100,
    "قطعة تالفة – שלום",
    "choc 🔧💥 漢字",
    'A/B:C\\D*?"<b>&amp;|\x00\x07\r\n',
    "\u202eretourné\u202c\u0301\u0301",
]


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_the_paper_is_right(typed: str) -> None:
    _right(typed)


@settings(max_examples=8)
@given(st.text(max_size=300))
def test_whatever_else_is_typed_too(typed: str) -> None:
    _right(typed)


def _right(typed: str) -> None:
    """Every page has its number, and of a remark each sign is there, or □ in its place."""
    table = Table(
        typed[:60], "t", (Column("A", 4), Column(typed[:200], 20), Column("B", 90)), (("1", typed, typed[:9]),)
    )
    document = Document(
        typed[:90], typed[:90], typed[:200], PROGRAM, records.HEAD, records.ISSUED, "",
        (Fields(((typed[:40], typed[:500]), ("B", typed[:500]))), table), drawing=typed[:200],
    )  # fmt: skip
    pdf = pypdf.PdfReader(io.BytesIO(render(document)))
    printed = [page.extract_text() for page in pdf.pages]
    assert all(f"Page {place}/{len(printed)}" in text for place, text in enumerate(printed, start=1))
    known = [sign for sign in typed if sign.isascii() and sign.isalnum()]
    kept = "".join("".join(printed).split())
    assert all(kept.count(sign) >= known.count(sign) for sign in set(known))
    if any(sign in typed for sign in "قש漢🔧"):
        assert any("signe que les caractères" in text for text in printed)

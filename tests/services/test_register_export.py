"""The register as a workbook: what is written is read back the same, and nothing typed becomes a formula."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.register_book import write_register_book
from metroapp.domain.budget import Component, Distribution, Evaluation
from metroapp.domain.due_dates import with_due
from metroapp.domain.instrument import BlockGrade, GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.services.register import read_register
from metroapp.services.register_entry import compare
from metroapp.services.register_export import export_register, register_tables
from tests.examples import examples
from tests.workbench import Shop

D = Decimal
TODAY = date(2026, 11, 24)
K = InstrumentKind
CHECKS = {
    K.PLAIN_PLUG: "Ø20 H7",
    K.PLAIN_RING: "Ø16 f8",
    K.SNAP_GAUGE: "28 h7",
    K.THREAD_PLUG: "M8-6H",
    K.THREAD_RING: "M12x1,75-6g",
}

texts = st.text("aéZ09 =+-@'\";,µØ", max_size=12).map(lambda text: " ".join(text.split()))
names = texts.filter(bool)
positive = st.integers(1, 10**6).map(lambda n: D(n).scaleb(-5))
days = st.none() | st.dates(date(2015, 1, 1), TODAY)


@st.composite
def components(draw: st.DrawFn) -> Component:
    distribution = draw(st.sampled_from(Distribution))
    sensitivity = draw(st.just(D(1)) | positive)
    units = ("",) if sensitivity == 1 else ("", "°C", "unité")  # what is taken as it is has the unit of the readings
    return Component(
        draw(names),
        draw(st.sampled_from(Evaluation)),
        draw(positive),
        distribution,
        sensitivity=sensitivity,
        dof=draw(st.none() | st.integers(1, 60).map(D)),
        unit=draw(st.sampled_from(units)),
        coverage=draw(st.sampled_from((D(1), D(2), D("2.31")))) if distribution is Distribution.NORMAL else D(1),
    )


@st.composite
def means(draw: st.DrawFn, number: str) -> Instrument:
    kind = draw(st.sampled_from([one for one in K if one not in (K.EYE, K.MICROMETER)]))
    state, verified = draw(st.sampled_from(InstrumentState)), draw(days)
    due = draw(st.none() | st.dates(verified or date(2015, 1, 1), date(2040, 1, 1)))
    u = draw(st.none() | positive)
    family = draw(st.sampled_from((None, "opto-rs")))
    return with_due(
        Instrument(
            number,
            draw(texts),
            kind,
            maker=draw(texts),
            model=draw(texts),
            serial=draw(texts),
            family=family,
            resolution=draw(st.none() | positive),
            decimals=3 if family else None,
            range_lower=D(0),
            range_upper=draw(st.none() | st.just(D("25.5"))),
            due=due,
            probe_constant=draw(st.none() | positive),
            uncertainty=None if u is None else Quantity(u, kind.reading_unit),
            repeatability=None if u is None else draw(st.none() | st.just(Quantity(u, kind.reading_unit))),
            permissible_error=draw(
                st.none() | st.builds(PermissibleError, positive, st.sampled_from((D(0), D("3e-6"))))
            ),
            budget=tuple(draw(st.lists(components(), max_size=2))),
            checks=CHECKS.get(kind, ""),
            certified=Quantity(draw(positive), kind.reading_unit) if kind is K.SETTING_RING else None,
            state=state,
            limitation=draw(names) if state is InstrumentState.LIMITED else "",
            limited_lower=draw(st.none() | st.just(D(5))) if state is InstrumentState.LIMITED else None,
            location=draw(texts),
            holder=draw(texts),
            interval_months=draw(st.none() | st.integers(1, 120)),
            verified=verified,
            in_service_since=draw(st.none() | st.dates(date(2010, 1, 1), verified or TODAY)),
        )
    )


@st.composite
def registers(draw: st.DrawFn) -> tuple[dict[str, Instrument], list[GaugeBlock]]:
    numbers = draw(st.lists(names, min_size=1, max_size=3, unique_by=str.casefold))
    known = {number: draw(means(number)) for number in numbers}
    sets = [number for number, one in known.items() if one.kind is K.GAUGE_BLOCKS]
    deviations = st.integers(-1000, 1000).map(lambda n: D(n).scaleb(-2))
    blocks = st.builds(
        GaugeBlock, positive, deviations, names, st.none() | positive, st.none() | st.sampled_from(BlockGrade),
        days, st.booleans(), st.sampled_from(("", *sets)),
    )  # fmt: skip
    return known, draw(st.lists(blocks, max_size=3, unique_by=lambda block: block.serial))


@examples(25)
@given(registers())
def test_what_is_written_is_read_back_the_same(register: tuple[dict[str, Instrument], list[GaugeBlock]]) -> None:
    known, blocks = register
    with TemporaryDirectory() as folder:
        path = Path(folder) / "registre.xlsx"
        write_register_book(register_tables(known, blocks, [], TODAY), path, title="Registre", note="")
        sheet = read_register(path)
    again = compare(sheet, known, blocks, TODAY)
    assert (again.means, again.blocks, again.unchanged) == ((), (), len(known) + len(blocks))
    # In a workshop that has nothing yet, it is the same register.
    entered = compare(sheet, {}, [], TODAY)
    assert {one.number: one for one in entered.means} == known
    assert sorted(entered.blocks, key=lambda one: one.serial) == sorted(blocks, key=lambda one: one.serial)


@pytest.fixture
def shop(tmp_path: Path) -> Any:
    opened = Shop(tmp_path / "shop")
    yield opened
    opened.close()


def sheets(path: Path) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_the_workbook_of_a_workshop(shop: Shop, tmp_path: Path) -> None:
    late = Instrument("A-1", "=1+1", K.CALIPER, due=date(2026, 1, 2), holder="@moi", maker="-2", resolution=D("0.01"))
    shop.workshop.means.enter([late], []).result()
    shop.workshop.means.change_state("R-06", InstrumentState.PENDING, "=cmd()").result()
    path = export_register(
        shop.workspace, tmp_path / "dehors" / "registre.xlsx", lambda: datetime(2026, 11, 24, tzinfo=UTC)
    )
    found = sheets(path)
    assert list(found) == ["Moyens", "Budget", "Cales", "Historique"]
    rows = list(found["Moyens"].values)
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["Numéro"], line["Désignation"], line["État"]) == ("A-1", "=1+1", "en service")
    assert line["Échéance"] == datetime.combine(date(2026, 1, 2), datetime.min.time())
    assert line["Quantum (mm)"] == 0.01
    assert "Mise en service" not in line  # nobody filled it in
    typed = [cell for sheet in found.values() for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert typed == []
    assert found["Historique"].cell(2, 3).value == "en attente : =cmd()"
    assert found["Historique"].cell(2, 5).value == "Camille Martin"
    assert found["Cales"].cell(2, 3).value == 1.5
    fills = {row[0].value: row[0].fill.fill_type for row in found["Moyens"].iter_rows(min_row=2)}
    assert (fills["A-1"], fills["PC-01"]) == ("solid", None)  # what is overdue is seen


def test_an_export_replaces_the_file_of_before(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "registre.xlsx"
    path.write_bytes(b"of before")
    export_register(shop.workspace, path)
    assert sheets(path)["Moyens"].max_row == 8


def test_a_register_is_written_as_a_workbook_only(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"register\.not_a_workbook"):
        export_register(shop.workspace, tmp_path / "registre.pdf")
    (tmp_path / "fichier").write_text("")
    with pytest.raises(Refusal, match=r"export\.folder"):
        export_register(shop.workspace, tmp_path / "fichier" / "registre.xlsx")


def test_a_figure_longer_than_a_workbook_keeps_is_not_cut(tmp_path: Path) -> None:
    exact = Component(
        "a", Evaluation.B, D("123456.123456789"), Distribution.STANDARD, sensitivity=D("0.1234567890123456")
    )
    known = {"A": Instrument("A", "", K.CALIPER, budget=(exact,))}
    path = tmp_path / "registre.xlsx"
    write_register_book(register_tables(known, [], [], TODAY), path, title="Registre", note="")
    assert read_register(path).candidates[0].instrument.budget == (exact,)


def test_a_micrometer_of_bores_stays_one(tmp_path: Path) -> None:
    known = {"A": Instrument("A", "Micromètre d'intérieur", K.INTERNAL_MICROMETER, certified=None)}
    path = tmp_path / "registre.xlsx"
    write_register_book(register_tables(known, [], [], TODAY), path, title="Registre", note="")
    assert read_register(path).candidates[0].instrument == known["A"]


def test_an_uncertainty_of_a_roughness_tester_is_in_micrometres(tmp_path: Path) -> None:
    known = {"R": Instrument("R", "", K.ROUGHNESS_TESTER, uncertainty=Quantity(D("0.05"), Unit.UM))}
    path = tmp_path / "registre.xlsx"
    write_register_book(register_tables(known, [], [], TODAY), path, title="Registre", note="")
    assert read_register(path).candidates[0].instrument == known["R"]

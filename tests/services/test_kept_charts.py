"""Control charts of the workshop: read live from the archive, limits frozen by a signed decision and computed again."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest

from metroapp.cli import main
from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.chart_terms import ChartState, DriftAdvice
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.production import EventKind
from metroapp.domain.specification import Means
from metroapp.domain.statistical_terms import WESTERN_ELECTRIC, ChartKind, NoIndex, RunRule
from metroapp.domain.value_series import ValueSeries
from metroapp.services.document_check import Outcome, check
from metroapp.services.spc.capability_said import capability_lines
from metroapp.services.spc.chart_capability import capability
from metroapp.services.spc.chart_reading import ChartView, read_chart
from metroapp.services.spc.series import one_kind
from tests.workbench import DOMINIQUE, MICROMETER, SIGNED_BY_CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

SHAFT = part(characteristic("1", "Ø20 ±0,05", Means.MICROMETER))
NEXT = part(characteristic("1", "Ø20 ±0,03", Means.MICROMETER))


def made(count: int, mean: float = 20.0, sigma: float = 0.008, seed: int = 6) -> list[str]:
    rng = random.Random(seed)
    return [f"{rng.gauss(mean, sigma):.3f}" for _ in range(count)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "shop")
    yield shop
    shop.close()


def followed(shop: Shop, pieces: int, subgroup: int) -> str:
    """A record of so many real pieces, and a chart of them."""
    shop.open(SHAFT, pieces=pieces)
    shop.read(MICROMETER, *made(pieces))
    return shop.workshop.charts.open("ESSAI-01", "1", subgroup).result()


def view(shop: Shop, number: str = "CC-2026-001") -> ChartView:
    shop.settle()
    return read_chart(shop.workspace, number)


def code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.message.code


def test_a_chart_lives_from_its_values_to_its_frozen_limits(shop: Shop) -> None:
    assert followed(shop, 122, 4) == "CC-2026-001"
    charts, seen = shop.workshop.charts, view(shop)
    assert (seen.points, seen.left_over, seen.state) == (30, 2, ChartState.PROVISIONAL)
    assert seen.chart.opened.kind is ChartKind.RANGE and seen.pair is not None and seen.stage is not None
    values = seen.series.sample(seen.members.ravel()).values.reshape(30, 4)
    assert seen.stage.spread.upper == pytest.approx(2.282 * (values.max(1) - values.min(1)).mean(), rel=1e-3)

    first, last = seen.value_ids(1)[0], seen.value_ids(25)[-1]
    out = seen.value_ids(7)[0]
    with pytest.raises(Refusal) as refused:
        charts.freeze("CC-2026-001", first, last, "  ", SIGNED_BY_DOMINIQUE).result()
    assert code(refused) == "record.reason_missing"
    charts.freeze("CC-2026-001", first, last, "série stable ; 7 : copeau", SIGNED_BY_DOMINIQUE, [out]).result()
    frozen = view(shop)
    assert frozen.state is ChartState.STABLE and frozen.stage is not None and frozen.stage.frozen is not None
    assert frozen.stage.follows and frozen.stage.period == (1, 25) and frozen.stage.excluded == (7,)
    assert frozen.stage.frozen.granted_by == DOMINIQUE
    kept = [at for at in range(25) if at != 6]
    assert frozen.stage.location.centre == pytest.approx(values[kept].mean())

    # Live: the process moved, the limits did not.
    shop.open(SHAFT, pieces=12)
    shop.read(MICROMETER, *made(12, mean=20.03))
    moved = view(shop)
    assert moved.points == 33 and moved.state is ChartState.SIGNALS
    assert RunRule.BEYOND_LIMITS in moved.by_point["xbar", 33].rules
    assert moved.stage is not None and moved.stage.location == frozen.stage.location

    # What the machine did comes by itself; what is noted stands where it was noted.
    shop.workshop.gestures.note(EventKind.TOOL_CHANGE, "plaquette", "T3").result()
    charts.note("CC-2026-001", ChartNote.CORRECTION, "D3 −0,03", moved.value_ids(31)[-1]).result()
    marks = view(shop).marks
    assert [(mark.kind, mark.x) for mark in marks] == [(ChartNote.CORRECTION, 31.5), (EventKind.TOOL_CHANGE, 33.5)]

    # The sheet of figures: unstable, so performance only; no drift is read on the pieces since the tool.
    found = capability(moved)
    assert found is not None and found.indices["cp"].reason is NoIndex.UNSTABLE
    assert found.indices["pp"].value is not None and found.indices["pp"].low is not None
    after = capability(view(shop))
    assert after is not None and after.advice is DriftAdvice.TOO_FEW and after.life.now == 0

    charts.choose_rules("CC-2026-001", WESTERN_ELECTRIC, "usage du client").result()
    assert view(shop).chart.rules == WESTERN_ELECTRIC
    with pytest.raises(Refusal) as refused:
        charts.choose_rules("CC-2026-001", (RunRule.SIX_STEADILY,), "moins de bruit").result()
    assert code(refused) == "chart.no_rule"
    with pytest.raises(Refusal) as refused:
        charts.open("ESSAI-01", "1", 1).result()
    assert code(refused) == "chart.already_kept"
    charts.close("CC-2026-001", "fin de série").result()
    with pytest.raises(Refusal) as refused:
        charts.note("CC-2026-001", ChartNote.SETTING, "").result()
    assert code(refused) == "chart.closed"


def test_frozen_limits_that_no_longer_follow_from_their_values_are_said(shop: Shop) -> None:
    """A value of the reference period was measured again since: the limits stay, and it is said."""
    number = followed(shop, 14, 1)
    seen, charts = view(shop), shop.workshop.charts
    charts.freeze(number, seen.value_ids(1)[0], seen.value_ids(12)[0], "essai", SIGNED_BY_CAMILLE).result()
    before = view(shop)
    assert before.stage is not None and before.stage.follows
    few = capability(before)
    assert few is not None and few.is_small and few.ppm is None and few.indices["ppk"].reason is NoIndex.TOO_FEW
    lines = {line.title: line.text for line in capability_lines(few, before)}
    assert "il faut au moins 25 points, il y en a 14" in lines["Cp, Cpk, Cpm, Pp, Ppk"]
    shop.workshop.retake(BoxKey(3, "1"), "mal posée").result()
    shop.read(MICROMETER, "20.049")
    again = view(shop)
    assert again.stage is not None and not again.stage.follows and again.stage.location == before.stage.location
    assert again.points == before.points, "the value taken again stands at the place of the first one"
    assert again.series.values[2].amount == Decimal("20.049") * 10**9

    # Frozen again: the points before the new period keep the limits that they were judged by.
    charts.freeze(number, again.value_ids(5)[0], again.value_ids(14)[0], "refigées", SIGNED_BY_CAMILLE).result()
    twice = view(shop)
    assert [(stage.first, stage.end, stage.follows) for stage in twice.stages] == [(0, 4, False), (4, 14, True)]
    assert {("i", 3), ("mr", 3), ("mr", 4)} <= set(twice.by_point)
    with pytest.raises(Refusal) as refused:
        charts.freeze(number, again.value_ids(5)[0], again.value_ids(2)[0], "à l'envers", SIGNED_BY_CAMILLE).result()
    assert code(refused) == "chart.period_backwards"


def test_the_paper_proves_itself_and_the_command_says_every_figure(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--workspace", str(shop.workspace.root)]
    number = followed(shop, 40, 4)
    seen, charts = view(shop), shop.workshop.charts
    ends = seen.value_ids(1)[0], seen.value_ids(9)[-1]
    charts.freeze(number, *ends, "outil neuf", SIGNED_BY_DOMINIQUE, [seen.value_ids(7)[0]]).result()
    charts.note(number, ChartNote.CORRECTION, "D3 −0,03").result()
    shop.open(SHAFT, pieces=4)
    shop.read(MICROMETER, *made(4, mean=20.04))
    paper, book = tmp_path / "carte.pdf", tmp_path / "carte.xlsx"
    assert main(["chart", "CC-2026-001", "--pdf", str(paper), "--xlsx", str(book), *here]) == 0
    shop.open(SHAFT, pieces=4)
    shop.read(MICROMETER, *made(4, mean=20.04))
    shop.settle()
    assert check(shop.workspace, paper).outcome is Outcome.EXACT, "as the chart was, whatever came since"
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(paper).pages).split())
    assert "CC-2026-001" in text and "Limites figées le" in text and "Correction · D3 −0,03" in text
    sheet = openpyxl.load_workbook(book)["Valeurs"]
    assert sheet["I5"].value == "=AVERAGE(E5:H5)" and sheet["M5"].value == "=MAX(E5:H5)-MIN(E5:H5)"
    capsys.readouterr()
    assert main(["chart", "CC-2026-001", "--json", *here]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["state"] == "signals" and said["stages"][0]["excluded"] == [7] and said["stages"][0]["follows"]
    assert {"chart": "xbar", "point": 11, "rule": 1} in said["signals"] and len(said["xbar"]["points"]) == 12
    assert said["journal"][0]["kind"] == "correction" and said["cpk"] is None and said["reason"]["cpk"] == "too_few"
    assert main(["chart", "--json", *here]) == 0
    assert [one["number"] for one in json.loads(capsys.readouterr().out)["charts"]] == [number]
    assert main(["chart", "ESSAI-01", "--balloon", "1", *here]) == 2, "where to write it is not said"


def test_another_tolerance_is_another_series_and_simulated_values_are_never_mixed(shop: Shop) -> None:
    number = followed(shop, 8, 1)
    shop.open(NEXT, pieces=6)
    shop.read(MICROMETER, *made(6, seed=5))
    seen = view(shop, number)
    assert (seen.points, seen.series.of_other_callouts) == (6, 8)
    values = seen.series.values
    mixed = ValueSeries(seen.series.records, (*values[:4], *(one._replace(simulated=True) for one in values[4:])), ())
    assert [len(one_kind(mixed, "", "1", "", kind).values) for kind in (None, False, True)] == [4, 4, 2]
    assert one_kind(mixed, "", "1", "", None).of_other_kind == 2
    with pytest.raises(Refusal) as refused:
        shop.workshop.charts.open("ESSAI-01", "9", 1).result()
    assert code(refused) == "chart.unknown"

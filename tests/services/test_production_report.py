"""The follow-up of the production, from records and fiches: what is counted, by what, and what an action changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from metroapp.cli import main
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import ActionPlanned, Cause, CostGiven, NonconformityDescribed, Severity
from metroapp.domain.pareto import ranked, shortened
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means, Sampling
from metroapp.services.new_record import NewRecord
from metroapp.services.spc import follow_up_said as said
from metroapp.services.spc.follow_up import Asked, Axis, Counted, Effect, ProductionReport, report
from metroapp.wording import production_report as words
from tests.services.comparisons import UNPROVEN_MOUNTING, Comparator
from tests.workbench import BEGUN, CALIPER, Shop, characteristic, part

NOBODY = EntryId("", 0)
PART = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "12 ±0,1", Means.CALIPER))
GOOD, BAD = ("35.02", "12.02"), ("35.23", "12.23")
DAYS = timedelta(days=1)


def measured(shop: Shop, machine: str, *pieces: tuple[str, ...]) -> None:
    """A record of pieces, two values each."""
    shop.workshop.open_record(NewRecord(PART, len(pieces), machine=machine)).result()
    shop.read(CALIPER, *(value for piece in pieces for value in piece))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Two machines; a fiche on what was bad, its cause, its cost, an action, then thirty good pieces."""
    made = Shop(tmp_path_factory.mktemp("follow-up"))
    measured(made, "Tour 1", GOOD, BAD, ("35.23", "12.02"))
    measured(made, "Tour 2", *([("35.23", "12.02")] * 20))
    room = made.workshop.treatment
    number = room.raise_sheet([BoxKey(piece, "1") for piece in range(1, 21)]).result()
    described = NonconformityDescribed(
        NOBODY, number, Severity.MAJOR, "trop grand", Cause.EQUIPMENT, "plaquette usée", "", BEGUN
    )
    room.add_to_sheet(described).result()
    room.add_to_sheet(CostGiven(NOBODY, number, 45, Decimal("129.90"), "outil", "", BEGUN)).result()
    due = made.clock().astimezone().date() + DAYS
    room.add_to_sheet(
        ActionPlanned(NOBODY, number, "Dominique", due, "changer la plaquette toutes les 50", "", BEGUN)
    ).result()
    made._now += 3 * DAYS
    measured(made, "Tour 2", *([GOOD] * 30))
    measured(made, "Tour 2", ("35.02",))  # the first piece is not measured to the end
    yield made
    made.workshop.close()


@pytest.fixture(scope="module")
def found(shop: Shop) -> ProductionReport:
    shop.settle()
    return report(shop.workspace, Asked(), clock=lambda: shop._now)


def test_values_and_pieces_are_counted_by_characteristic_machine_and_cause(found: ProductionReport) -> None:
    def lines(axis: Axis, counted: Counted) -> list[tuple[str, int]]:
        return [(one.name, int(one.count)) for one in found.pareto(axis, counted)]

    assert lines(Axis.CHARACTERISTIC, Counted.VALUES) == [("ESSAI-01 · repère 1", 22), ("ESSAI-01 · repère 2", 1)]
    # A piece that is bad twice is one bad piece of its machine.
    assert lines(Axis.MACHINE, Counted.PIECES) == [("Tour 2", 20), ("Tour 1", 2)]
    assert lines(Axis.MACHINE, Counted.VALUES) == [("Tour 2", 20), ("Tour 1", 3)]
    assert lines(Axis.CAUSE, Counted.SHEET_PIECES) == [("matériel", 20)]
    assert lines(Axis.CHARACTERISTIC, Counted.MINUTES) == [("ESSAI-01 · repère 1", 45)]
    assert found.pareto(Axis.CAUSE, Counted.EUROS)[0].count == Decimal("129.90")
    assert found.pareto(Axis.PART, Counted.PIECES)[0].cumulated == 100


def test_a_first_piece_is_good_when_all_of_it_is_measured_and_good(found: ProductionReport) -> None:
    first = found.first_pieces
    assert (first.conforming, first.nonconforming, first.undecided) == (2, 1, 1)
    assert said.first_pieces(first).endswith("; non décidées, à part : 1")


def test_an_action_is_judged_by_the_values_that_came_after_it(found: ProductionReport) -> None:
    [effect] = found.actions
    assert effect.before is not None and effect.after is not None
    assert (effect.before.bad, effect.before.total) == (22, 23)
    assert (effect.after.bad, effect.after.total, effect.effect) == (0, 31, Effect.BETTER)
    early = report_at_once(found)
    assert early is Effect.NOT_YET


def report_at_once(found: ProductionReport) -> Effect:
    """The same action, looked at before it was due."""
    from metroapp.services.spc.follow_up import _effects

    [effect] = _effects(None, found.sheets, BEGUN, None, lambda *_: True)  # type: ignore[arg-type]
    return effect.effect


def test_the_five_m_come_from_the_fiches(found: ProductionReport) -> None:
    assert found.causes()[Cause.EQUIPMENT] == (("plaquette usée", 20),)
    assert [name for name, _ in said.causes(found)] == ["Main-d'œuvre", "Matière", "Matériel", "Méthode", "Milieu"]


def test_a_period_leaves_out_what_is_outside_of_it(shop: Shop) -> None:
    shop.settle()
    assert len(report(shop.workspace, Asked(since=BEGUN + 2 * DAYS)).records) == 2
    earlier = report(shop.workspace, Asked(until=BEGUN + 2 * DAYS, part="essai-01"))
    assert len(earlier.records) == 2 and len(earlier.sheets) == 1
    assert not report(shop.workspace, Asked(part="AUTRE")).records


def test_the_command_line_says_the_same_and_writes_the_paper(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.settle()
    asked = ["follow-up", "--workspace", str(shop.workspace.root)]
    assert main([*asked, "--json", "--by", "cause"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["cost"] == {"euros": "129.90", "minutes": 45, "sheets": 1}
    assert facts["pareto"] == [{"name": "matériel", "count": "20", "share": "100.0", "cumulated": "100.0"}]
    assert main([*asked, "--out", str(tmp_path / "s.pdf")]) == main([*asked, "--out", str(tmp_path / "s.xlsx")]) == 0
    text = PdfReader(tmp_path / "s.pdf").pages[0].extract_text()
    assert "plaquette usée (20)" in text and "20\nsur fiches" not in text and words.ACTIONS_TITLE in text
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert [cell.value for cell in book[words.CAUSES][2]] == ["Matériel", "plaquette usée", 20]
    assert main([*asked, "--by", "cause", "--out", str(tmp_path / "s.csv")]) == 0
    assert (tmp_path / "s.csv").read_text("utf-8-sig").splitlines()[1] == "matériel;20;100,0 %;100,0 %"
    assert main([*asked, "--by", "cause", "--counted", "values"]) == 2
    assert main([*asked, "--out", str(tmp_path / "s.doc")]) == 2
    assert main([*asked, "--du", "01/12/2026", "--au", "01/01/2026"]) == 2
    refused = capsys.readouterr().err
    assert "sheet_pieces" in refused and ".xlsx" in refused and "échangez les deux jours" in refused
    assert main([*asked, "--part", "AUTRE"]) == 0 and words.NO_RECORD in capsys.readouterr().out


@pytest.mark.parametrize(
    ("minutes", "euros", "code"),
    [
        (None, None, "nonconformity.cost_missing"),
        (-1, None, "nonconformity.cost_out_of_bounds"),
        (None, Decimal("0.001"), "nonconformity.cost_out_of_bounds"),
        (None, Decimal("1e999999"), "nonconformity.cost_out_of_bounds"),
    ],
)
def test_a_cost_that_cannot_be_is_refused(shop: Shop, minutes: int | None, euros: Decimal | None, code: str) -> None:
    number = shop.workshop.treatment.sheets().result()[0].number
    with pytest.raises(Refusal) as refused:
        shop.workshop.treatment.add_to_sheet(CostGiven(NOBODY, number, minutes, euros, "", "", BEGUN)).result()
    assert refused.value.message.code == code


# -- what proves nothing is neither good nor bad ----------------------------------------------------------------------


def firsts(shop: Shop) -> tuple[int, int, int]:
    shop.settle()
    first = report(shop.workspace, Asked()).first_pieces
    return first.conforming, first.nonconforming, first.undecided


def test_values_that_a_drift_took_back_are_no_bad_pieces_and_no_good_first_piece(tmp_path: Path) -> None:
    bench = Comparator.opened(tmp_path, replace(UNPROVEN_MOUNTING, recheck_every=2), pieces=4)
    bench.zero()
    bench.read("-0.001", "0.200")  # 20.2 mm, far above 20: sealed as bad
    assert (firsts(bench.shop), len(report(bench.shop.workspace, Asked()).bad)) == ((1, 0, 0), 1)
    bench.read("0.002")  # the zero has moved: nothing is proven any more
    assert (firsts(bench.shop), report(bench.shop.workspace, Asked()).bad) == ((0, 0, 1), ())
    bench.shop.close()


def test_a_first_piece_is_not_good_by_what_was_taken_back_left_out_or_simulated(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.workshop.set_options(replace(PLAIN, concordant=True)).result()
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    shop.read(CALIPER, "35.23")
    shop.workshop.gestures.undo().result()
    shop.read(CALIPER, "35.02")
    assert firsts(shop) == (0, 0, 1)  # a bad value was taken back: one good one does not bear it out
    shop.workshop.set_options(PLAIN).result()
    last = characteristic("2", "12 ±0,1", Means.CALIPER, Sampling(last=True))
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER), last), 2)
    shop.workshop.go_to(BoxKey(1, "2")).result()
    shop.read(CALIPER, "12.02")
    assert firsts(shop) == (0, 0, 2)  # what nobody asked for does not stand for what is missing
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    shop.workshop._bench.simulated = frozenset({CALIPER})
    shop.read(CALIPER, "35.23")
    assert (firsts(shop), report(shop.workspace, Asked()).bad) == ((0, 0, 3), ())
    assert len(report(shop.workspace, Asked(simulated=True)).bad) == 1
    shop.close()


def test_a_pareto_that_is_cut_says_what_the_others_are_together() -> None:
    lines = ranked({f"cote {rank:02}": Decimal(rank) for rank in range(1, 11)})
    cut = shortened(lines, 4, words.OTHERS)
    assert [(one.name, int(one.count)) for one in cut[2:]] == [("cote 08", 8), ("les 7 autres ensemble", 28)]
    assert sum(one.count for one in cut) == 55 and cut[-1].cumulated == 100 and shortened(lines, 10, "") == lines


def test_one_machine_typed_in_two_ways_is_one_line(shop: Shop) -> None:
    shop.settle()
    found = report(shop.workspace, Asked())
    records = [replace(one, machine=one.machine.upper() + " ") for one in found.records[1:]]
    lines = replace(found, records=(found.records[0], *records)).pareto(Axis.MACHINE, Counted.VALUES)
    assert [(one.name.strip().casefold(), int(one.count)) for one in lines] == [("tour 2", 20), ("tour 1", 3)]
    called = iter((True, False))
    assert not report(shop.workspace, Asked(), lambda *_: next(called, False)).actions  # given up


def test_a_piece_reworked_and_measured_again_in_its_box_was_bad_all_the_same(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), 2)
    shop.read(CALIPER, "35.23", "35.02")
    number = shop.workshop.treatment.raise_sheet([BoxKey(1, "1")]).result()
    due = shop.clock().astimezone().date() + DAYS
    action = ActionPlanned(NOBODY, number, "Dominique", due, "surveiller", "", BEGUN)
    shop.workshop.treatment.add_to_sheet(action).result()
    for value in ("35.22", "35.05"):
        shop.workshop.retake(BoxKey(1, "1"), "retouche").result()
        shop.read(CALIPER, value)
    found = report(shop.workspace, Asked(), clock=lambda: BEGUN + 9 * DAYS)
    assert [(one.values, one.pieces) for one in found.bad] == [(1, 1)]
    assert sum(found.bad_pieces.values()) == 1 and found.first_pieces.nonconforming == 1
    before = found.actions[0].before
    assert before is not None and (before.bad, before.total) == (1, 2)
    shop.close()

"""Results of a measuring machine become values of the open record: linked, looked at, then recorded one by one."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.gestures import gestures, remarks
from metroapp.domain.acceptance import Verdict
from metroapp.domain.file_source import file_of
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.justification import justify
from metroapp.domain.machine_results import Asks, Flaw, LeftOut
from metroapp.domain.means_objections import Ground
from metroapp.domain.measurement import BoxKey, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents
from metroapp.services.formats import Format
from metroapp.services.result_files.as_values import Plan
from metroapp.services.result_files.csv_results import read_csv
from metroapp.services.result_files.desk import AskedResults
from metroapp.services.result_files.one_field import BALLOON, PIECE, OneField
from metroapp.services.result_files.opened_file import open_results
from metroapp.services.result_files.profile import ResultProfile
from metroapp.wording.verdicts import verdict_details
from tests.workbench import CALIPER, Shop, characteristic, part

MACHINE = "MMT-1"
COLUMNS = {"label": "Repère", "value": "Mesuré", "nominal": "Nominal", "lower": "Tol -", "upper": "Tol +",
           "status": "Avis"}  # fmt: skip
PROFILE = ResultProfile("PC-DMIS", COLUMNS)
TITLES = "Repère;Nominal;Tol -;Tol +;Mesuré;Avis\n"


class Bench:
    """A record with a machine, and files dropped beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.shop = Shop(root / "atelier")
        kind, span = InstrumentKind.CMM, {"range_lower": Decimal(0), "range_upper": Decimal(700)}
        self.shop.workshop.means.enter([Instrument(MACHINE, "MMT", kind, **span)], []).result()  # type: ignore[arg-type]
        self.results = self.shop.workshop.results
        self.count = 0

    def open(self, pieces: int = 9) -> None:
        self.shop.open(
            part(
                characteristic("1", "Ø20 H7", Means.CMM),
                characteristic("2", "35 ±0,1", Means.CMM),
                characteristic("3", "10 ±0,1", Means.CALIPER),
                characteristic("4", "position Ø0,1 A", Means.CMM),
                characteristic("5", "30° ±1°", Means.CMM),
            ),
            pieces,
        )

    def file(self, *lines: str, head: str = TITLES) -> Path:
        self.count += 1
        path = self.root / f"resultat-{self.count}.csv"
        path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    def plan(self, path: Path, piece: int | None = None, **asked: object) -> tuple[AskedResults, Plan]:
        said = AskedResults(open_results(path, PROFILE), piece, **asked)  # type: ignore[arg-type]
        return said, self.results.plan(said).result()

    def refused(self, path: Path, piece: int | None = None, **asked: object) -> str:
        with pytest.raises(Refusal) as refused:
            self.plan(path, piece, **asked)
        return refused.value.message.code

    def record(self) -> InspectionRecord:
        self.shop.settle()
        return consultation.load(self.shop.workspace, consultation.record_lines(self.shop.workspace)[0].id)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    found = Bench(tmp_path_factory.mktemp("mmt"))
    found.open()
    yield found
    found.shop.close()


def test_what_is_sure_is_recorded_with_its_file_and_the_rest_says_why(bench: Bench) -> None:
    path = bench.file(
        "1;20;0;0,021;20,013;OK", "2;35;-0,1;0,1;35,15;OK", "3;10;-0,1;0,1;10,02;", "4;0;0;0,1;0,0431234567890;",
        "9;5;;;=1+1;", "Z;77;;;77,01;",
    )  # fmt: skip
    asked, plan = bench.plan(path)
    assert {one.left for one in plan.values} == {LeftOut.NO_PIECE, Flaw.NUMBER, LeftOut.UNLINKED}  # nobody said which
    asked, plan = bench.plan(path, 1)
    assert [one.left for one in plan.values] == [None, None, LeftOut.MEANS, None, Flaw.NUMBER, LeftOut.UNLINKED]
    assert [one.verdict for one in plan.ready] == [Verdict.CONFORMING, Verdict.NONCONFORMING, Verdict.CONFORMING]
    assert [one.differs for one in plan.ready] == [False, True, False]  # ours decides, and the difference is said
    before = bench.record().header, len(bench.record().gestures())
    taken = bench.results.take(asked, plan).result()
    assert [box.balloon for box in taken.recorded] == ["1", "2", "4"]
    record = bench.record()
    found = record.measurement(BoxKey(1, "2"))
    assert found is not None and (found.origin, found.instrument) == (Origin.FILE, MACHINE)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert file_of(found) == (digest, path.name, 3)
    assert found.inputs[0].frame is not None and found.inputs[0].frame.raw.decode() == "2;35;-0,1;0,1;35,15;OK"
    assert record.verdict(BoxKey(1, "2")) is Verdict.NONCONFORMING and record.header == before[0]
    assert str(record.measurement(BoxKey(1, "4")).quantity.value) == "0.043123457"  # type: ignore[union-attr]
    (event,) = record.result_files
    assert (event.file, event.digest, event.instrument) == (path.name, digest, MACHINE)
    said = f"fichier {path.name}, ligne 3, SHA-256 {digest[:12]}"
    assert said in remarks(record, found) and said in str(verdict_details(justify(record, found)))
    assert any(digest in str(row[0]) for row in gestures(record).rows)
    assert bench.refused(path, 1) == "results.taken" and bench.refused(path, 2) == "results.taken_for_other_piece"
    # Its copy is verified with the archive, wherever the first file went.
    path.unlink()
    assert consultation.verify(bench.shop.workspace).sound
    (kept,) = (bench.shop.workspace.root / "attachments").glob(f"{digest}*")
    content = kept.read_bytes()
    kept.write_bytes(content + b" ")
    report = consultation.verify(bench.shop.workspace)
    assert report.break_ is not None and report.break_.code == "document_changed"
    kept.write_bytes(content)


def test_what_disagrees_is_recorded_only_once_somebody_says_so(bench: Bench) -> None:
    path = bench.file("1;21;0;0,021;21,01;", "2;35;-0,2;0,2;35,03;", "Diamètre X;20;;;20,01;")
    asked, plan = bench.plan(path, 2)
    assert [one.asks for one in plan.values] == [
        (Asks.NOMINAL, Asks.LIMITS, Asks.DOUBT), (Asks.LIMITS,), (Asks.LINK,)
    ]  # fmt: skip
    assert [one.left for one in plan.values] == [LeftOut.TWICE, None, LeftOut.TWICE]
    path = bench.file("2;35;-0,2;0,2;35,03;", "Diamètre X;20;;;20,01;", "Angle;;;;30;")
    asked, plan = bench.plan(path, 2)
    assert [one.asks for one in plan.values] == [(Asks.LIMITS,), (Asks.LINK,), ()]
    with pytest.raises(Refusal) as refused:
        bench.results.take(asked, plan).result()
    assert refused.value.message.code == "results.nothing"
    taken = bench.results.take(asked, plan, (1,)).result()
    assert taken.recorded == (BoxKey(2, "1"),)
    assert bench.record().history(BoxKey(2, "1"))[0].reason == "confirmée : repère supposé d'après la cote"
    again = bench.file("1;20;;;20,015;", "Angle;;;;30,5;")
    asked, plan = bench.plan(again, 2, links={"Angle": "5"})
    assert [(one.asks, one.left) for one in plan.values] == [((Asks.MEASURED,), None), ((), LeftOut.UNIT)]
    with pytest.raises(Refusal) as refused:
        bench.results.take(asked, plan, (0,)).result()
    assert refused.value.message.code == "record.reason_missing"
    bench.results.take(asked, plan, (0,), "pièce reprise").result()
    found = bench.record().history(BoxKey(2, "1"))
    assert [str(one.quantity.value) for one in found] == ["20.01", "20.015"]  # type: ignore[union-attr]
    assert found[1].replaces == found[0].id and found[1].reason == "pièce reprise"
    # What was undone can be taken again from the same file.
    bench.shop.workshop.gestures.undo().result()
    assert bench.plan(again, 2)[1].values[0].left is None


def test_a_file_half_recorded_goes_on_and_lines_said_twice_are_not_guessed(bench: Bench) -> None:
    path = bench.file("1;20;;;20,01;", "1;20;;;20,010;", "2;35;;;35,01;", "2;35;;;35,02;", "4;0;;0,1;-0,02;")
    asked, plan = bench.plan(path, 3)
    said = [one.left for one in plan.values]
    assert said == [None, LeftOut.SAME_LINE, LeftOut.TWICE, LeftOut.TWICE, LeftOut.NEGATIVE]
    bench.results.take(asked, plan).result()
    bench.shop.workshop.gestures.undo().result()
    _asked, plan = bench.plan(path, 3)
    assert plan.values[0].left is None and not plan.values[0].asks
    bench.shop.workshop.type_value("20,011", "essai").result()
    with pytest.raises(Refusal) as refused:
        bench.results.take(asked, plan).result()
    assert refused.value.message.code == "results.changed"


def test_the_piece_comes_from_a_column_or_from_the_name_and_never_from_another_file(bench: Bench) -> None:
    column = ResultProfile("colonne", {**COLUMNS, "piece": "Pièce"})
    named = ResultProfile("nom", COLUMNS, file="*_P{piece}.csv")
    path = bench.file("1;20;;;20,01;;4", "1;20;;;20,012;;5", "1;20;;;20,013;;12", "1;20;;;20,014;;x",
                      head=TITLES.replace("Avis", "Avis;Pièce"))  # fmt: skip
    plan = bench.results.plan(AskedResults(open_results(path, column))).result()
    assert [one.box and one.box.piece for one in plan.values] == [4, 5, None, None]
    assert [one.left for one in plan.values[2:]] == [LeftOut.OTHER_PIECE, Flaw.PIECE]
    of_six = bench.file("1;20;;;20,01;").rename(bench.root / "essai_P06.csv")
    plan = bench.results.plan(AskedResults(open_results(of_six, named))).result()
    assert plan.values[0].box == BoxKey(6, "1")
    with pytest.raises(Refusal) as refused:
        bench.results.plan(AskedResults(open_results(of_six, named), 7)).result()
    assert refused.value.message.code == "results.other_piece"
    assert bench.refused(of_six, 42) == "results.unknown_piece"


def test_a_machine_that_is_overdue_or_none_is_refused(bench: Bench) -> None:
    path, room = bench.file("1;20;;;20,01;"), bench.shop.workshop.means
    late = Instrument("MMT-9", "MMT", InstrumentKind.CMM, due=date(2020, 1, 1), range_upper=Decimal(700),
                      range_lower=Decimal(0))  # fmt: skip
    assert bench.refused(path, 8, instrument=CALIPER) == "results.not_a_machine"
    room.enter([late], []).result()
    bench.open()  # a record has the register of when it was opened
    assert bench.refused(path, 8) == "results.which_machine"
    _asked, plan = bench.plan(path, 8, instrument="mmt-9")
    assert plan.values[0].left is LeftOut.MEANS and plan.values[0].objections[0].ground is Ground.OVERDUE
    _asked, plan = bench.plan(path, 8, instrument=MACHINE)
    assert plan.values[0].is_ready


def test_a_file_of_another_record_is_refused(bench: Bench) -> None:
    bench.open()
    path = bench.file("1;20;;;20,01;")
    asked, plan = bench.plan(path, 1, instrument=MACHINE)
    bench.results.take(asked, plan).result()
    bench.open()
    assert bench.refused(path, 1, instrument=MACHINE) == "results.taken_elsewhere"


def test_qif_and_dfq_say_by_themselves_how_they_are_read(bench: Bench) -> None:
    shop = bench.shop
    shop.open(part(characteristic("1", "Ø20 H7", Means.CALIPER), characteristic("2", "35 ±0,1", Means.CALIPER)), 2)
    shop.read(CALIPER, "20.01", "35.02", "20.03", "35.2")
    made = consultation.record_lines(shop.workspace)[0].id
    files = [documents.export(shop.workspace, made, to, bench.root) for to in (Format.QIF, Format.DFQ)]
    for path in files:
        bench.open()
        opened = open_results(path, None)
        asked = AskedResults(opened, instrument=MACHINE)
        plan = bench.results.plan(asked).result()
        assert [(one.box, one.asks) for one in plan.ready] == [
            (BoxKey(piece, balloon), ()) for piece in (1, 2) for balloon in "12"
        ]
        assert len(bench.results.take(asked, plan).result().recorded) == 4
        (event,) = bench.record().result_files
        assert (event.format, event.profile, event.file) == (opened.file.format, "", path.name)


def test_the_table_of_calypso_is_read_and_its_part_number_is_not_taken_for_a_piece(bench: Bench) -> None:
    """The titles of a `chr.txt` of Zeiss CALYPSO, whose last columns stay empty: its lines have fewer cells."""
    titles = "planid partnb id type idsymbol actual nominal uppertol lowertol deviation exceed unit group1"
    line = ["ARBRE", "815", "Alésage.D1", "diameter", "D", "20.0130000", "20.0000000", "0.0210000", "0.0000000",
            "0.0130000", "", "mm"]  # fmt: skip
    path = bench.root / "ARBRE_chr.txt"
    path.write_text(titles.replace(" ", "\t") + "\t\n" + "\t".join(line) + "\nEND\n")
    profile = ResultProfile(
        "CALYPSO",
        {"label": "id", "value": "actual", "nominal": "nominal", "lower": "lowertol", "upper": "uppertol",
         "unit": "unit", "piece": "partnb"},
        "\t", ".", label="*.D{repere}",
    )  # fmt: skip
    opened = open_results(path, profile)
    bench.open()
    plan = bench.results.plan(AskedResults(opened, instrument=MACHINE)).result()
    assert [one.left for one in plan.values] == [LeftOut.OTHER_PIECE, Flaw.COLUMNS]
    plan = bench.results.plan(AskedResults(opened, 1, MACHINE)).result()
    assert (plan.values[0].box, plan.values[0].asks) == (BoxKey(1, "1"), (Asks.PIECE,))
    assert plan.values[0].verdict is Verdict.CONFORMING


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0\x01\x02", "csv_results.binary"),
        (b"a;b\n1;2\n", "csv_results.no_titles"),
        (TITLES.encode(), "csv_results.no_value"),
        ("Repère;Mesuré;Mesuré;Nominal;Tol -;Tol +;Avis\n".encode(), "csv_results.title_twice"),
        (TITLES.encode() + b"1;" * 1500, "csv_results.long_line"),
        (TITLES.encode() + b"1;20\n" * 20_001, "csv_results.too_many_lines"),
        (b"\xff\xfe\x00", "csv_results.encoding"),
    ],
)
def test_hostile_files_end_in_one_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_csv(content, "a.csv", PROFILE)
    assert refused.value.message.code == code


def test_numbers_are_read_as_the_profile_says_and_never_guessed() -> None:
    lines = "1;20;;;20.013;\n1;20;;;NaN;\n1;20;;;1e99;\n1;20;;;2 0,1;\n1;20;;;;\n1;20;;;20,013;;;7\n;;;;1;\n"
    found = read_csv((TITLES + lines).encode("cp1252"), "a.csv", PROFILE).values
    number = Flaw.NUMBER
    assert [one.flaw for one in found] == [number, number, number, number, Flaw.EMPTY, Flaw.COLUMNS, Flaw.LABEL]
    english = ResultProfile("b", {"label": "2", "value": "3", "unit": "4"}, ",", ".", titles=False, skipped=1,
                            label="*[{repere}]")  # fmt: skip
    text = "PC-DMIS\n1,Cercle [7],0.7874,inch\n2,Plan [8],12,5,mm\n3,Angle [9],30.5,deg\n4,X,1.5,furlong\n"
    found = read_csv(text.encode("utf-16"), "b.txt", english).values
    assert [one.characteristic.name for one in found] == ["7", "8", "9", "X"]
    assert [one.value and str(one.value) for one in found] == ["0.7874", None, "30.5", None]
    assert [one.flaw for one in found] == [None, Flaw.COLUMNS, None, Flaw.UNIT]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_values_or_one_refusal(content: bytes) -> None:
    for head in (b"", TITLES.encode()):
        with contextlib.suppress(Refusal):
            read_csv(head + content, "a.csv", PROFILE)


def test_a_pattern_has_one_field_and_reads_in_one_way_only() -> None:
    assert OneField("*_P{piece}.csv", PIECE).read("ARBRE_2_P003.CSV") == "003"
    assert OneField("*P{piece}*", PIECE).read("P1_P2.csv") is None  # two ways
    assert OneField("D{repere}_*", BALLOON).read("D3.1_diam") == "3.1"
    assert [OneField("{piece}.csv", PIECE).read(name) for name in ("12.csv", "a.csv")] == ["12", None]
    for text in ("{piece}{piece}", "P", "a*b{piece}", "{x}{piece}"):
        with pytest.raises(Refusal):
            OneField(text, PIECE)
    for wrong in ({"decimal": ";"}, {"separator": ","}, {"columns": {"label": "a"}}, {"name": " "},
                  {"columns": {**COLUMNS, "unit": "mesuré"}}, {"titles": False}):  # fmt: skip
        with pytest.raises(Refusal):
            ResultProfile(**{"name": "x", "columns": COLUMNS, **wrong}).require_possible()  # type: ignore[arg-type]


# -- read in the wrong way, or of something else ----------------------------------------------------------------------


def asks(plan: Plan) -> list[tuple[Asks, ...]]:
    return [one.asks for one in plan.values]


def test_a_wrong_column_or_unit_was_recorded_without_a_question(bench: Bench) -> None:
    bench.open()
    lines = bench.file("1;20;;;20,5;NOK", "2;35;;;35,02;OK", "4;0;;0,1;0,02;")

    def read(profile: ResultProfile, path: Path = lines) -> Plan:
        return bench.results.plan(AskedResults(open_results(path, profile), 1, MACHINE)).result()

    wrong = read(ResultProfile("colonne", {"label": "Repère", "value": "Nominal", "status": "Avis"}))
    assert asks(wrong) == [(Asks.OPINION, Asks.EXACT), (Asks.EXACT,), (Asks.EXACT,)]
    of_inches = bench.file("1;;;;0,7878;", "2;;;;1,3780;", "4;;;;0,002;")  # the last one alone looks like millimetres
    assert asks(read(PROFILE, of_inches)) == [(Asks.DOUBT, Asks.FILE), (Asks.DOUBT, Asks.FILE), (Asks.FILE,)]
    inches = bench.file("1;0,7874;0;0,0008;0,7878;", "2;1,37795;;;1,3790;")
    found = read(ResultProfile("pouces", COLUMNS, unit="in"), inches)
    assert asks(found) == [(), ()] and str(found.values[0].quantity.value) == "20.01012"  # type: ignore[union-attr]


def test_a_label_that_has_not_the_form_of_the_profile_is_no_balloon(bench: Bench) -> None:
    bench.open()
    profile = ResultProfile("crochets", COLUMNS, label="*[{repere}]")
    path = bench.file("2;12;;;12,01;", "Cercle [1];20;;;20,01;")  # the second feature of the program, not balloon 2
    plan = bench.results.plan(AskedResults(open_results(path, profile), 1, MACHINE)).result()
    assert [(one.left, one.box) for one in plan.values] == [(LeftOut.UNLINKED, None), (None, BoxKey(1, "1"))]


def test_a_piece_said_by_the_name_and_another_by_the_column_is_nobodys(bench: Bench) -> None:
    bench.open()
    profile = ResultProfile("deux", {**COLUMNS, "piece": "Pièce"}, file="*_P{piece}.csv")
    path = bench.file("1;20;;;20,01;;4", "2;35;;;35,01;;03", head=TITLES.replace("Avis", "Avis;Pièce"))
    opened = open_results(path.rename(bench.root / "deux_P03.csv"), profile)
    plan = bench.results.plan(AskedResults(opened, instrument=MACHINE)).result()
    assert [one.left for one in plan.values] == [Flaw.TWO_PIECES, None]


def test_the_same_results_under_another_name_are_refused_in_another_record(bench: Bench) -> None:
    bench.open()
    path = bench.file("1;20;;;20,0173;")
    asked, plan = bench.plan(path, 1, instrument=MACHINE)
    bench.results.take(asked, plan).result()
    bench.open()
    assert bench.refused(path.rename(path.with_suffix(".txt")), 1, instrument=MACHINE) == "results.taken_elsewhere"


def test_a_file_of_another_part_and_a_box_that_cannot_be_measured_ask(bench: Bench) -> None:
    shop = bench.shop
    one = replace(part(characteristic("1", "Ø20 H7", Means.CALIPER)), reference="AUTRE-99")
    shop.open(one)
    shop.read(CALIPER, "20.01")
    made = consultation.record_lines(shop.workspace)[0].id
    bench.open()
    shop.workshop.declare_impossible("pièce cassée").result()
    opened = open_results(documents.export(shop.workspace, made, Format.QIF, bench.root), None)
    plan = bench.results.plan(AskedResults(opened, instrument=MACHINE)).result()
    assert asks(plan) == [(Asks.PART, Asks.IMPOSSIBLE)]


def test_a_file_of_several_pieces_without_a_number_no_longer_asks_which_piece_for_ever(bench: Bench) -> None:
    shop = bench.shop
    shop.open(part(characteristic("1", "Ø20 H7", Means.CALIPER)), 2)
    shop.read(CALIPER, "20.01", "20.02")
    made = consultation.record_lines(shop.workspace)[0].id
    path = documents.export(shop.workspace, made, Format.QIF, bench.root)
    bench.open()
    said = path.read_text("utf-8")
    for numbers in (r"\d+", "2"):  # of both pieces, of the second one
        path.write_text(re.sub(f"<SerialNumber>{numbers}</SerialNumber>", "", said), "utf-8")
        for piece in (None, 1):
            asked = AskedResults(open_results(path, None), piece, MACHINE)
            assert bench.results.plan(asked).result().values[-1].left is LeftOut.SEVERAL_PIECES


def test_bad_values_of_a_file_ask_each_for_its_answer_and_gates_hold(bench: Bench) -> None:
    shop = bench.shop.workshop
    shop.set_options(replace(PLAIN, asks=True, cleaning=True)).result()
    bench.open()
    path = bench.file("1;20;;;20,5;", "2;35;;;35,5;")
    asked, plan = bench.plan(path, 1, instrument=MACHINE)
    assert {one.left for one in plan.values} == {LeftOut.GATE}
    shop.gestures.prepare().result()
    asked, plan = bench.plan(path, 1, instrument=MACHINE)
    taken = bench.results.take(asked, plan, (0, 1)).result()
    assert len(taken.recorded) == 2
    other = bench.file("4;0;;0,1;0,02;")
    asked, plan = bench.plan(other, 1, instrument=MACHINE)
    for _answer in range(2):
        with pytest.raises(Refusal) as refused:
            bench.results.take(asked, plan).result()
        assert refused.value.message.code == "gate.answer"
        shop.gestures.confirm().result()
    assert bench.results.take(asked, plan).result().recorded == (BoxKey(1, "4"),)

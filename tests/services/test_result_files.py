"""Files of results from elsewhere: what comes back is what left, and a hostile file ends in one sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.record_data import result_lines
from forms.to_dfq import dfq
from forms.to_qif import qif
from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import BoxCode, Means
from metroapp.services.result_files import dfq_lines
from metroapp.services.result_files.against_record import Agreement, compare
from metroapp.services.result_files.own_records import of_record
from metroapp.services.result_files.reading import read_results
from metroapp.services.result_files.results import ResultFile
from metroapp.wording.sentences import sentence
from tests.forms import decided_records, records
from tests.forms.filling import Filling, characteristic

HEAD = "K0100 2\r\nK1001/1 A\r\nK2001/1 1\r\nK2110/1 9,9\r\nK2111/1 10,1\r\nK2142/1 mm\r\nK2001/2 2\r\nK2004/2 1\r\n"
WANTED = (
    characteristic("1", "Diamètre", "Ø20 h7", Means.CALIPER),
    characteristic("2", "Longueur", "12 min", Means.CALIPER),
    characteristic("3", "Planéité", "planéité 0,05", Means.DIAL_INDICATOR),
    characteristic("4", "Filetage", "M12x1,75-6g", Means.THREAD_RING),
    characteristic("5", "Écart", "0,5 +0,1/-0,5", Means.CALIPER),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results")


def read(folder: Path, name: str, raw: bytes) -> ResultFile:
    path = folder / name
    path.write_bytes(raw)
    return read_results(path)


def written(folder: Path, record: InspectionRecord, suffix: str) -> ResultFile:
    write = {".dfq": dfq, ".qif": qif}[suffix]
    return read(folder, f"a{suffix}", write(records.data_of(record)))


def refused(folder: Path, name: str, raw: bytes) -> str:
    with pytest.raises(Refusal) as found:
        read(folder, name, raw)
    assert sentence(found.value).endswith(".")
    return found.value.message.code


value = st.decimals(-50, 50, places=3, allow_nan=False) | st.sampled_from(
    [Decimal(text) for text in ("19.979", "20.000", "20.001", "12", "0.05", "0", "-0.4", "0.6", "0.000000001")]
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*(st.none() | value for _ in range(4)), st.none() | st.tuples(st.booleans(), st.booleans())),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_written_is_read_back_with_its_limits_and_its_verdicts(
    folder: Path, rows: list[tuple[object, ...]]
) -> None:
    filling = Filling(WANTED, len(rows))
    for piece, (*sizes, gauged) in enumerate(rows, start=1):
        for balloon, size in zip("1235", sizes, strict=True):
            if size is not None:
                filling.value(piece, balloon, str(size))
        if gauged is not None:
            filling.gauge(piece, "4", go=gauged[0], no_go=gauged[1])
    for suffix in (".dfq", ".qif"):
        found = written(folder, filling.record, suffix)
        lines = list(result_lines(records.data_of(filling.record)))
        assert len(found.values) == len(lines)
        for back, line in zip(found.values, lines, strict=True):
            assert (back.characteristic.name, back.piece) == (line.name, str(line.box.piece))
            assert (back.characteristic.lower, back.characteristic.upper) == (line.lower, line.upper)
            assert back.value == line.value
            status = BoxStatus.NOT_MEASURED if back.verdict is None else BoxStatus(back.verdict.value)
            assert status is line.status
        assert not list(found.disagreements)
        assert compare(filling.record, found).is_same


@pytest.mark.parametrize("suffix", [".dfq", ".qif"])
def test_micrometres_degrees_and_gauges_come_back_too(folder: Path, suffix: str) -> None:
    record = decided_records.specified()
    found = written(folder, record, suffix)
    back = {(one.characteristic.name, one.piece): one for one in found.values}
    roughness, slope = back["7", "1"], back["4", "2"]
    assert roughness.value is not None and roughness.characteristic.unit is not None
    assert Quantity(roughness.value, roughness.characteristic.unit).to(Unit.UM).value == Decimal("0.8")
    assert (slope.characteristic.upper, slope.value, slope.verdict) == (
        Decimal("30.5"), Decimal("30.51"), Verdict.NONCONFORMING,
    )  # fmt: skip
    assert back["3-ENVELOPE", "1"].is_good is True and back["3-ENVELOPE", "2"].is_good is None
    assert compare(record, found).is_same


def test_a_status_that_its_own_limits_contradict_is_said(folder: Path) -> None:
    raw = qif(records.data_of(records.one_box()))
    found = read(folder, "a.qif", raw.replace(b">19.990<", b">20.500<"))
    (wrong,) = found.disagreements
    assert (wrong.said, wrong.verdict) == ("PASS", Verdict.NONCONFORMING)
    assert found.header["part"] == "ARB-0042"


def test_a_file_beside_a_record(folder: Path) -> None:
    record = records.workshop_day()
    text = dfq(records.data_of(record)).decode("utf-8-sig")
    text = text.replace("19.991\x14", "19.992\x14").replace("K2111/2 32.05", "K2111/2 32.06")
    text = text.replace("32.01\x140", "\x14255", 1).replace("K2001/3 3\r", "K2001/3 33\r")
    found = compare(record, read(folder, "a.dfq", text.encode()))
    states = {(one.box.piece, one.box.balloon): one.agreement for one in found.values}
    assert states[1, "1"] is Agreement.DIFFERENT and states[1, "2"] is Agreement.ONLY_IN_RECORD
    assert states[2, "1"] is Agreement.SAME and (5, "7") not in states  # declared impossible: no value in either
    assert (found.other_limits, found.unknown, found.absent) == (("2",), ("33",), ("3",))


def test_two_characteristics_of_the_same_name_do_not_hide_each_other(folder: Path) -> None:
    """The last one was compared, and the file was said to be the same as the record."""
    raw = (HEAD + COMPACT).replace("K2001/2 2", "K2001/2 1").encode()
    with pytest.raises(Refusal) as found:
        compare(records.workshop_day(), read(folder, "t.dfq", raw))
    assert found.value.message.code == "results.same_name" and "(1)" in sentence(found.value)


def test_pieces_that_have_other_names_are_compared_in_their_order(folder: Path) -> None:
    record = decided_records.held()
    text = dfq(records.data_of(record)).decode("utf-8-sig")
    for piece in "1234":
        text = text.replace(f"K0014/1 {piece}\r", f"K0014/1 SN-{piece}\r").replace(
            f"K0014/2 {piece}\r", f"K0014/2 SN-{piece}\r"
        )
    found = read(folder, "a.dfq", text.encode())
    assert found.pieces == ("SN-1", "SN-2", "SN-3", "SN-4") and compare(record, found).is_same


COMPACT = "10,05\x140\x1424.11.2026/08:00:14\x14\x14#L\x0f1000\x141\x140\x140\r\nK0014/1 A1\r\nK0014/2 A1\r\n"
VERBOSE = "K0001/1 10.05\r\nK0014/1 A1\r\nK0004/1 2026-11-24/8:00\r\nK0020/2 1000\r\nK0021/2 1\r\nK0014/2 A1\r\n"


@pytest.mark.parametrize("values", [COMPACT, VERBOSE, COMPACT.replace("10,05", "1.005000E+0001")])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_both_writings_of_values_are_read(folder: Path, values: str, encoding: str) -> None:
    found = read(folder, "a.DFQ", (HEAD.replace("K1001/1 A", "K1001/1 Pièce") + values + values).encode(encoding))
    assert found.header["part"] == "Pièce" and len(found.values) == 4
    size, seen = found.values[:2]
    assert (size.value, size.piece, size.verdict) == (Decimal("10.05"), "A1", Verdict.CONFORMING)
    assert size.at is not None and size.at.hour == 8
    assert (seen.is_good, seen.verdict) == (False, Verdict.NONCONFORMING)


def test_an_empty_field_is_no_value_and_shifts_no_other(folder: Path) -> None:
    lines = "\x14255\x0f\x14\x14\x14255\r\nK0014/1 1\r\n10\x140\x0f1000\x140\x140\x140\r\n0\x14256\r\n"
    found = read(folder, "a.dfq", (HEAD + lines).encode())
    sizes = [one.value for one in found.values if one.characteristic.name == "1"]
    assert sizes == [None, Decimal(10), None]
    assert [one.is_good for one in found.values if one.characteristic.name == "2"] == [None, True, None]


def test_a_description_and_its_values_in_two_files(folder: Path) -> None:
    (folder / "b.dfd").write_text(HEAD, encoding="utf-8", newline="")
    (folder / "b.DFX").write_text(COMPACT, encoding="utf-8", newline="")
    for name in ("b.dfd", "b.DFX"):
        assert [one.piece for one in read_results(folder / name).values] == ["A1", "A1"]
    for name, missing in (("c.dfx", "c.dfd"), ("d.dfd", "d.dfx")):
        with pytest.raises(Refusal) as found:
            (folder / name).write_text(HEAD)
            read_results(folder / name)
        assert found.value.message.code == "dfq.half" and missing in sentence(found.value)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: "", "dfq.not_dfq"),
        (lambda text: text.replace("K0100 2", "K0100 x"), "dfq.not_dfq"),
        (lambda text: text.replace("K0100 2", "K0100 99999999999"), "dfq.not_dfq"),
        (lambda text: text.replace("K0100 2\r\n", ""), "dfq.not_dfq"),
        (lambda text: "K0100 2\r\n" + text, "dfq.not_dfq"),
        (lambda text: text.replace("K0100 2", "K0100 3"), "dfq.count"),
        (lambda text: text.replace("K0100 2", "K0100 1"), "dfq.count"),
        (lambda text: text + "1\x0f1000\x0f3\r\n", "dfq.count"),
        (lambda text: text + "K1001/2 B\r\n", "dfq.several_parts"),
        (lambda text: text + "bonjour\r\n", "dfq.line"),
        (lambda text: text + "douze\x140\r\n", "dfq.value"),
        (lambda text: text + "K0001/1 NaN\r\n", "dfq.value"),
        (lambda text: text + "1e999\x140\r\n", "dfq.value"),
        (lambda text: text + "10\x14bon\r\n", "dfq.value"),
        (lambda text: text.replace("9,9", "9,,9"), "dfq.limit"),
        (lambda text: text.replace("9,9", "10,9"), "dfq.limits_crossed"),
        (lambda text: text + "\0", "dfq.encoding"),
        (lambda text: text + "9.9", "dfq.cut"),
    ],
)
def test_a_hostile_dfq_ends_in_one_sentence(folder: Path, change: Callable[[str], str], code: str) -> None:
    assert refused(folder, "h.dfq", change(HEAD + COMPACT).encode()) == code


def test_encodings_that_are_mixed_or_unknown_are_refused(folder: Path) -> None:
    for raw in (b"\xef\xbb\xbfK0100 1\r\n\xe9", b"K0100 1\r\n\x81\xe9", "K0100 1".encode("utf-16")):
        assert refused(folder, "e.dfq", raw) == "dfq.encoding"


def test_too_many_values_are_refused_before_they_fill_the_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dfq_lines, "MOST_VALUES", 5)
    assert refused(folder, "m.dfq", (HEAD + COMPACT * 3).encode()) == "dfq.too_many"


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.txt", b"", "results.format"),
        ("a.qif", b"", "qif.unreadable"),
        ("a.qif", b'<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', "qif.unreadable"),
    ],
)
def test_other_files_are_refused(folder: Path, name: str, raw: bytes, code: str) -> None:
    assert refused(folder, name, raw) == code


def test_a_qif_plan_has_no_results(folder: Path) -> None:
    plan = Path(__file__).parent / "qif" / "plan.qif"
    assert refused(folder, "p.qif", plan.read_bytes()) == "qif.no_results"


def test_files_that_were_cut_or_scratched_are_read_or_refused(folder: Path) -> None:
    draw = random.Random(7)
    record = decided_records.held()
    for suffix, write in ((".dfq", dfq), (".qif", qif)):
        raw = write(records.data_of(record))
        for _ in range(40):
            hurt = bytearray(raw[: draw.randrange(len(raw))])
            for _scratch in range(draw.randrange(3)):
                if hurt:
                    hurt[draw.randrange(len(hurt))] = draw.randrange(256)
            try:
                read(folder, f"z{suffix}", bytes(hurt))
            except Refusal as refusal:
                assert sentence(refusal)


def test_values_of_pieces_without_a_name_do_not_hide_each_other(folder: Path) -> None:
    """All of them were of one piece « », of which only the last value was compared."""
    day = Filling(WANTED[1:2], 3)
    for piece, value in enumerate(("12.1", "11.9", "12.3"), start=1):
        day.value(piece, "2", value)
    raw = re.sub(rb"<ActualComponentId>[0-9]+</ActualComponentId>", b"", qif(records.data_of(day.record)))
    found = read(folder, "n.qif", raw)
    assert found.pieces == ("1", "2", "3") and compare(day.record, found).is_same


def test_a_proven_record_keeps_the_verdicts_of_its_own_rule() -> None:
    """Of a decision with a guard band, the limits alone said *conforme* where the record says *à confirmer*."""
    record = decided_records.guarded()
    found = of_record(record, "Atelier", "")
    meant = {BoxStatus.CONFORMING: Verdict.CONFORMING, BoxStatus.NONCONFORMING: Verdict.NONCONFORMING}
    expected = {**meant, BoxStatus.UNDECIDED: Verdict.UNDECIDED}
    lines = result_lines(records.data_of(record))
    verdicts = [one.verdict for one in found.values]
    assert verdicts == [expected.get(line.status) for line in lines] and Verdict.UNDECIDED in verdicts
    assert not list(found.disagreements)


def test_what_was_seen_with_a_gauge_is_compared_as_good_or_bad(folder: Path) -> None:
    day = Filling(WANTED[3:4], 1)
    day.gauge(1, "4")
    found = written(folder, day.record, ".qif")
    day.observe(1, "4", Observation.PASSES, BoxCode.NO_GO)
    assert [one.agreement for one in compare(day.record, found).values] == [Agreement.SAME, Agreement.DIFFERENT]

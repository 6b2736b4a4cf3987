"""A record as DFQ, read back by a reader that is not ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import chardet
import pytest

from forms.record_data import RecordData, result_lines
from forms.to_dfq import FIELD, NEXT, dfq
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from tests.forms import compared_records, decided_records, records

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aqdefreader")


def lines(data: RecordData) -> list[str]:
    text = dfq(data).decode("utf-8-sig")
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


@pytest.mark.parametrize("made", [records.workshop_day, decided_records.specified, records.still_open])
def test_an_independent_reader_finds_every_value_and_no_other(made: Callable[[], InspectionRecord]) -> None:
    from aqdefreader import DfqFile

    data = records.data_of(made())
    part = DfqFile(dfq(data).decode("utf-8-sig").splitlines()).get_part(0)
    assert (part.get_part_no(), part.get_data("K1002"), part.get_data("K1062")) == (
        "ARB-0042", "Arbre étagé", "Ateliers Béarnais",
    )  # fmt: skip
    of_box = {str(one.get_data("K2001")): one for one in part.get_characteristics()}
    found = list(result_lines(data))
    assert list(of_box) == [line.name for line in found if line.box.piece == 1]
    for name, one in of_box.items():
        held = [line for line in found if line.name == name and line.measurement is not None]
        held = [line for line in held if line.value is not None or line.status is not BoxStatus.UNDECIDED]
        assert [f"{each.datetime:%H:%M:%S}" for each in one.get_measurements()] == [
            f"{line.measurement.at.astimezone():%H:%M:%S}" for line in held if line.measurement
        ]
        if held and held[0].is_observed:
            assert [each.error_count for each in one.get_measurements()] == [int(line.is_bad) for line in held]
        else:
            assert [Decimal(str(each.value)) for each in one.get_measurements()] == [line.value for line in held]
            limits = [None if (said := one.get_data(key)) is None else Decimal(str(said)) for key in ("K2110", "K2111")]
            first = next(line for line in found if line.name == name)
            assert limits == [first.lower, first.upper]


def test_the_encoding_says_itself() -> None:
    assert str(chardet.detect(dfq(records.data_of(records.workshop_day())))["encoding"]).upper() == "UTF-8-SIG"


def test_every_key_that_is_written_is_in_the_published_list() -> None:
    published = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "dfq.md").read_text(encoding="utf-8")
    written = [line[:5] for line in lines(records.data_of(records.workshop_day())) if line.startswith("K")]
    assert set(written) <= set(re.findall(r"K[0-9]{4}", published))


def test_what_was_not_measured_is_attribute_255_and_never_a_number() -> None:
    data = records.data_of(records.still_open())
    values = [line for line in lines(data) if FIELD in line]
    assert len(values) == len(data.record.pieces)
    empty = {f"{FIELD}255", f"{FIELD}{FIELD}{FIELD}255"}
    assert set(values[-1].split(NEXT)) == empty
    assert len([one for one in values[0].split(NEXT) if one in empty]) == 9


def test_a_value_whose_zero_drifted_is_not_given_as_valid() -> None:
    data = records.data_of(compared_records.drifted())
    assert any(data.record.is_void(line.measurement) for line in result_lines(data) if line.measurement)
    given = [portion for line in lines(data) if FIELD in line for portion in line.split(NEXT)]
    for portion, line in zip(given, result_lines(data), strict=True):
        if line.measurement is None or data.record.is_void(line.measurement):
            assert portion == f"{FIELD}255"
        else:
            assert portion.startswith(f"{line.value}{FIELD}0{FIELD}")


def test_texts_never_break_a_line_nor_a_value() -> None:
    hostile = "L\r\nK0001/1 20\x0f5\x14255\u2028K2111/1 99\x85/⌖\x00"
    record = records.renamed(records.workshop_day(), lot=hostile, work_order=hostile, operator=hostile)
    record.declared_impossible.clear()
    good, bad = (lines(records.data_of(one)) for one in (records.workshop_day(), record))
    keys = [[line.split(" ")[0] for line in one if line.startswith("K")] for one in (good, bad)]
    assert keys[0] == keys[1]
    assert [line.count(NEXT) for line in bad] == [line.count(NEXT) for line in good]
    assert [line.count(FIELD) for line in bad] == [line.count(FIELD) for line in good]
    assert "K1302/1 L K0001/1 20 5 255 K2111/1 99 /⌖" in bad
    assert "\n" not in "".join(bad) and all(line.splitlines() == [line] for line in bad)


def test_the_derogation_and_the_verdict_are_said_beside_the_value() -> None:
    said = [line for line in lines(records.data_of(records.workshop_day())) if "D-2026-014" in line]
    assert len(said) == 1 and said[0].startswith("K0009/1 non conforme ; dérogation D-2026-014 ; moyen M-02")

"""A record as CSV: what a French spreadsheet and what a program read of it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from forms.record_data import RecordData, result_lines
from forms.to_csv import english_csv, french_csv
from metroapp.domain.sorting import BoxStatus
from tests.forms import records


@pytest.fixture(scope="module")
def data() -> RecordData:
    return records.data_of(records.workshop_day())


def test_one_line_for_each_box_with_what_the_record_decides(data: RecordData) -> None:
    lines = list(csv.DictReader(io.StringIO(english_csv(data).decode())))
    assert len(lines) == len(list(data.record.boxes()))
    for line, box in zip(lines, result_lines(data), strict=True):
        assert (int(line["piece"]), line["balloon"]) == (box.box.piece, box.box.balloon)
        assert line["status"] == data.record.status(box.box).value
        assert (Decimal(line["value"]) if line["value"] else None) == box.value


def test_what_was_not_measured_has_no_value_and_is_not_good(data: RecordData) -> None:
    empty = [line for line in result_lines(data) if line.measurement is None]
    assert empty
    assert all(line.value is None and line.status is not BoxStatus.CONFORMING for line in empty)


def test_a_french_spreadsheet_opens_it_by_a_double_click(data: RecordData) -> None:
    raw = french_csv(data)
    assert raw.startswith(b"\xef\xbb\xbf")
    titles, first, *_ = csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")
    cells = dict(zip(titles, first, strict=True))
    assert "," in cells["Maxi"]
    assert "." not in cells["Valeur"]


def test_a_remark_that_begins_like_a_formula_stays_text() -> None:
    record = records.workshop_day()
    record = records.renamed(record, lot="=1+1")
    assert ";'=1+1;" in french_csv(records.data_of(record)).decode("utf-8-sig")

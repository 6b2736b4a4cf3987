"""A table of any length as a workbook: read back by another program, it is what it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.blocks import Cell
from forms.flat_workbook import write_flat
from forms.results_workbook import write_results
from forms.to_csv import french_csv
from metroapp.wording import data_files, workbooks
from tests.forms import records
from tests.forms.test_xlsx import DANGEROUS

AT = datetime(2026, 11, 24, 8, 5, 59, 900_000, tzinfo=UTC)


def written(rows: Sequence[Sequence[Cell]], most_rows: int = 1000) -> bytes:
    file = io.BytesIO()
    titles = [f"Titre {at}" for at in range(len(rows[0]))]
    assert write_flat(file, titles, iter(rows), lambda number: f"L'été {number} & <fin>", most_rows) == len(rows)
    return file.getvalue()


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


LEGIBLE = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn"), exclude_characters="_"), max_size=20)
CELLS = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), LEGIBLE, st.dates(date(1950, 1, 1), date(2199, 1, 1)),
    st.decimals(-99999, 99999, places=6), st.decimals(-9, 9, places=0),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_row_is_read_again_as_it_was(rows: list[tuple[Cell, Cell]]) -> None:
    sheet = opened(written(rows)).active
    for row, wanted in enumerate(rows, start=2):
        for column, value in enumerate(wanted, start=1):
            found = sheet.cell(row, column).value
            match value:
                case Decimal():
                    assert Decimal(str(found)) == value
                case date():
                    assert found.date() == value
                case _:
                    assert found == (value if value != "" else None)


def test_a_number_is_its_exact_decimal_text_in_its_own_decimals() -> None:
    exact = ("19.9890", "0.1", "-0.000000000000001", "1E+2", "12")
    content = written([[Decimal(text)] for text in exact])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    for text in exact:
        assert f"<v>{Decimal(text):f}</v>" in sheet
    formats = [cell.number_format for (cell,) in opened(content).active["A2:A6"]]
    assert formats == ["0.0000", "0.0", "0." + "0" * 15, "0", "0"]


def test_a_moment_is_a_real_date_in_the_time_of_the_workshop() -> None:
    cell = opened(written([[AT]])).active["A2"]
    assert (cell.value, cell.number_format) == (
        AT.astimezone().replace(tzinfo=None, microsecond=0), "dd/mm/yyyy hh:mm:ss"
    )  # fmt: skip


def test_text_of_a_table_never_becomes_a_formula_nor_a_sign_by_its_number() -> None:
    content = written([[text] for text in (*DANGEROUS, "_x000D_", "a\x00b", " deux\nlignes ")])
    found = [cell for (cell,) in opened(content).active["A2:A11"]]
    assert all(cell.data_type == "s" for cell in found)
    assert [cell.value for cell in found[:7]] == DANGEROUS
    assert all(cell.quotePrefix for cell in found[:4])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"_x005F_x000D_" in sheet and b"a b" in sheet and b"<f" not in sheet


def test_what_one_sheet_does_not_hold_goes_on_in_the_next_one_under_the_same_titles() -> None:
    book = opened(written([[number] for number in range(7)], most_rows=3))
    assert [[cell.value for (cell,) in sheet.iter_rows()] for sheet in book.worksheets] == [
        ["Titre 0", 0, 1, 2], ["Titre 0", 3, 4, 5], ["Titre 0", 6],
    ]  # fmt: skip
    for sheet in book.worksheets:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert sheet.auto_filter.ref == f"A1:A{sheet.max_row}"
    assert book.sheetnames == [f"L'été {number} & <fin>" for number in (1, 2, 3)]
    assert len(opened(written([[number] for number in range(6)], most_rows=3)).worksheets) == 2


def test_rows_are_asked_for_as_they_are_written() -> None:
    ahead = [0]
    out = io.BytesIO()

    def rows() -> Iterator[list[Cell]]:
        for number in range(5000):
            ahead[0] = number
            yield [number, "x" * 50 + str(number * 7919 % 5000)]

    class Watched(io.BytesIO):
        def write(self, content: Any) -> int:
            if b"sheet1" not in content:
                seen.append(ahead[0])
            return out.write(content)

        def tell(self) -> int:
            return out.tell()

        def seek(self, *where: int) -> int:
            return out.seek(*where)

    seen: list[int] = []
    write_flat(Watched(), ["a", "b"], rows(), str)
    assert seen[0] < 4999


def test_the_results_of_records_are_the_columns_of_the_csv_and_the_same_bytes_twice() -> None:
    data = records.data_of(records.workshop_day())
    twice = [io.BytesIO(), io.BytesIO()]
    counts = [write_results(file, [data, data]) for file in twice]
    assert twice[0].getvalue() == twice[1].getvalue()
    sheet = opened(twice[0].getvalue())[workbooks.SHEET_RESULTS]
    titles, *lines = sheet.iter_rows(values_only=True)
    assert list(titles) == french_csv(data).decode("utf-8-sig").splitlines()[0].split(";")
    assert counts == [len(lines)] * 2 == [2 * len(list(data.record.boxes()))] * 2
    assert lines[0][titles.index(data_files.VALUE)] == 19.991

"""The results of many records in one table, by the service and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from forms.to_csv import english_csv
from metroapp.archive import queries
from metroapp.cli import main
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_search import RecordSearch
from metroapp.domain.specification import Means
from metroapp.services import consultation, data_files
from metroapp.services.exchange import GivenUp
from metroapp.services.formats import Format
from metroapp.services.new_record import NewRecord
from metroapp.services.results_table import export_results
from metroapp.wording import workbooks
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, Shop, characteristic, part

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
EVERYTHING = RecordSearch()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Two closed records, and one that is open."""
    made = Shop(tmp_path_factory.mktemp("tableau") / "atelier")
    for order, value in (("OF-7/1", "35.02"), ("OF-7/2", "35.20")):
        made.workshop.open_record(NewRecord(LENGTH, 1, order)).result()
        made.read(CALIPER, value)
        made.workshop.close_record(SIGNED_BY_CAMILLE).result()
    made.workshop.open_record(NewRecord(LENGTH, 1, "OF-8")).result()
    yield made
    made.close()


def test_a_table_is_the_csv_of_every_record_found_one_after_the_other(shop: Shop, tmp_path: Path) -> None:
    found = consultation.find(shop.workspace, EVERYTHING)
    wanted: list[bytes] = []
    for one in found:
        titles, *lines = english_csv(data_files.record_data(shop.workspace, one.line.id, datetime.now(UTC))).split(
            b"\r\n"
        )
        wanted += lines[:-1]
    seen: list[tuple[int, int]] = []
    done = export_results(
        shop.workspace, EVERYTHING, Format.CSV_EN, tmp_path / "neuf" / "tout.csv",
        lambda done, total: not seen.append((done, total)),
    )  # fmt: skip
    assert (done.records, done.results, done.refused) == (3, 3, ())
    assert (tmp_path / "neuf" / "tout.csv").read_bytes().split(b"\r\n") == [titles, *wanted, b""]
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_table_given_up_leaves_nothing_and_keeps_the_one_that_was_there(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "tout.xlsx").write_bytes(b"avant")
    with pytest.raises(GivenUp):
        export_results(shop.workspace, EVERYTHING, Format.XLSX, tmp_path / "tout.xlsx", lambda done, _total: done < 2)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("tout.xlsx", b"avant")]


def test_a_record_that_cannot_be_read_is_named_and_keeps_no_other_back(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = consultation.find(shop.workspace, EVERYTHING)[1].line
    load = queries.load_record

    def loaded(connection: object, id: EntryId) -> InspectionRecord:
        if id == lost.id:
            raise Refusal("record.absent", id=str(id))
        return load(connection, id)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "load_record", loaded)
    done = export_results(shop.workspace, EVERYTHING, Format.CSV, tmp_path / "tout.csv")
    assert (done.records, [number for number, _ in done.refused]) == (2, [lost.number])


def test_the_command_line_writes_the_results_of_a_search(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, asked = tmp_path / "t.xlsx", ["results", "export", "--workspace", str(shop.workspace.root)]
    assert main([*asked, "--of", "OF-7/2", "--to", "xlsx", "--out", str(out)]) == 0
    assert capsys.readouterr().out == workbooks.RESULTS_DONE.format(path=out, results=1, records=1) + "\n"
    titles, line = openpyxl.load_workbook(out)[workbooks.SHEET_RESULTS].iter_rows(values_only=True)
    told = dict(zip(titles, line, strict=True))
    assert (told["OF"], told["Valeur"], told["État"]) == ("OF-7/2", 35.2, "non conforme")
    assert main([*asked, "introuvable", "--to", "csv", "--out", str(out)]) == 2
    assert main([*asked, "--to", "csv", "--out", str(out / "dedans.csv")]) == 2
    assert all(line.endswith(".") for line in capsys.readouterr().err.splitlines())

"""`metroapp export --to json,9102,ppap…`: the piece and the revision of a first-article report are asked for there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from metroapp.cli import main
from metroapp.domain.specification import Means
from metroapp.services.new_record import NewRecord
from tests.workbench import CALIPER, Shop, characteristic, part


def test_the_forms_of_a_record_are_written_for_the_piece_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = Shop(tmp_path / "atelier")
    length = part(characteristic("1", "35 ±0,1", Means.CALIPER))
    id = shop.workshop.open_record(NewRecord(length, 2, "OF-1", "L1")).result().id
    shop.read(CALIPER, "35.02", "35.04")
    shop.close()

    def export(*asked: str) -> tuple[int, str]:
        out = ("--out", str(tmp_path / "out"), "--workspace", str(tmp_path / "atelier"))
        return main(["export", "--record", str(id), *asked, *out]), "".join(capsys.readouterr())

    assert export("--to", "json,9102,9102-pdf,ppap,ppap-pdf", "--piece", "2", "--edition", "B")[0] == 0
    names = sorted(one.name.removeprefix("releve-P1-2026-0001") for one in (tmp_path / "out").iterdir())
    assert names == ["-9102.pdf", "-9102.xlsx", "-ppap.pdf", "-ppap.xlsx", ".json"]
    book = openpyxl.load_workbook(tmp_path / "out" / "releve-P1-2026-0001-9102.xlsx")
    assert "Rev. B" in book["Form 1"]["A1"].value
    values = [cell.value for row in book["Form 3"].iter_rows() for cell in row if cell.data_type == "n" and cell.value]
    assert values == [35.04]
    for name in names[:4]:
        path = str(tmp_path / "out" / f"releve-P1-2026-0001{name}")
        assert main(["verify", path, "--workspace", str(tmp_path / "atelier")]) == 0, name
    (cell,) = [one for row in book["Form 3"].iter_rows() for one in row if one.value == 35.04]
    cell.value = 35.14
    book.save(tmp_path / "touched.xlsx")
    assert main(["verify", str(tmp_path / "touched.xlsx"), "--workspace", str(tmp_path / "atelier")]) == 1
    assert "35.14" in "".join(capsys.readouterr())
    code, said = export("--to", "9102", "--piece", "3")
    assert code == 2 and "n° 3" in said and said.count("\n") == 1

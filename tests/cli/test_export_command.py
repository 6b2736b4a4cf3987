"""`metroapp export`: the headless twin of the export of a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.specification import Means
from metroapp.services.file_names import FilePattern
from metroapp.services.new_record import NewRecord
from tests.workbench import CALIPER, Shop, characteristic, part


def test_the_records_of_a_search_are_exported_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, length = Shop(tmp_path / "atelier"), part(characteristic("1", "35 ±0,1", Means.CALIPER))
    for lot in ("L1", "L1", "L2"):
        shop.workshop.open_record(NewRecord(length, 1, "OF-1", lot)).result()
        shop.read(CALIPER, "35.02")
    shop.workshop.set_file_pattern(FilePattern("{lot} {numero}")).result()
    shop.close()

    def export(*asked: str) -> tuple[int, list[str], str]:
        out = tmp_path / "-".join(asked).replace("/", "").replace(" ", "")[:40]
        code = main(["export", *asked, "--out", str(out), "--workspace", str(tmp_path / "atelier")])
        return code, sorted(one.name for one in out.iterdir()) if out.exists() else [], "".join(capsys.readouterr())

    assert export("--lot", "L1", "--to", "csv,csv-en,csv")[:2] == (
        0, ["L1 P1-2026-0001-en.csv", "L1 P1-2026-0001.csv", "L1 P1-2026-0002-en.csv", "L1 P1-2026-0002.csv"],
    )  # fmt: skip
    code, names, said = export("--all", "--to", "csv")
    assert (code, len(names)) == (0, 3) and "3 relevés exportés (3 fichiers) dans" in said
    assert export("--search", "OF-1", "L2", "--to", "pdf")[:2] == (0, ["L2 P1-2026-0003.pdf"])
    for asked, why in (
        (("--to", "csv"), "--all"),
        (("--all", "--lot", "L1", "--to", "csv"), "--all"),
        (("--search", "absent", "--to", "csv"), "Aucun relevé"),
        (("--all", "--to", "csv,doc"), "« doc » n'est pas un choix possible pour --to : choisissez parmi pdf"),
        (("--all", "--to", "pdf", "--what", "suivi"), "--record"),
    ):
        code, names, said = export(*asked)
        assert code == 2 and not names and why in said and said.count("\n") == 1

"""`metroapp archive list`: what is asked for keeps fewer records; what cannot be asked for is a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main
from metroapp.domain.specification import Means
from metroapp.services.new_record import NewRecord
from tests.workbench import CALIPER, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shop = Shop(tmp_path)
    for value in ("35.02", "35.20"):
        shop.open(part(LENGTH))
        shop.read(CALIPER, value)
    shop.close()
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str], workspace: Path, *asked: str) -> list[dict[str, Any]]:
    assert main(["archive", "list", *asked, "--json", "--workspace", str(workspace)]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ((), 2),
        (("arbre", "ESSAI"), 2),
        (("--instrument", "pc-01", "--plan", "PL-1", "--indice", "a"), 2),
        (("--result", "nonconforming"), 1),
        (("--personne", "camille martin", "--piece", "1"), 2),
        (("--piece", "99"), 0),
        (("--du", "01/01/2020", "--au", "2020-12-31"), 0),
        (("--of", "introuvable"), 0),
        (("--limit", "1"), 1),
    ],
)
def test_each_option_keeps_fewer_records(
    capsys: pytest.CaptureFixture[str], workspace: Path, asked: tuple[str, ...], count: int
) -> None:
    found = listed(capsys, workspace, *asked)
    assert len(found) == count
    assert all(one["operator"] == "Camille Martin" for one in found)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--personne", "Personne Inconnue"), "Personne ne s'appelle"),
        (("--du", "hier"), "n'est pas une date"),
        (("\udcff",), "un signe illisible"),
        (("--machine", "\udcff"), "un signe illisible"),
        (("ab",) * 1500, "50 mots au plus"),
    ],
)
def test_what_cannot_be_looked_for_is_a_sentence(
    capsys: pytest.CaptureFixture[str], workspace: Path, asked: tuple[str, ...], said: str
) -> None:
    assert main(["archive", "list", *asked, "--workspace", str(workspace)]) == 2
    assert said in capsys.readouterr().err


def test_a_machine_with_an_accent_was_not_found_in_small_letters(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    shop = Shop(workspace)
    shop.workshop.open_record(NewRecord(part(LENGTH), 1, work_order="OF 12", machine="É1")).result()
    shop.close()
    for asked in (("--machine", "é1"), ("--machine", "E1"), ("OF", "12"), ("OF 12", "É1")):
        assert len(listed(capsys, workspace, *asked)) == 1


def test_nothing_found_is_said_otherwise_than_an_empty_archive(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    assert main(["archive", "list", "introuvable", "--workspace", str(workspace)]) == 0
    assert "Aucun relevé ne correspond" in capsys.readouterr().out

"""Drawings made to harm: each ends with a picture or one French sentence, and takes no more than it may."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from metroapp.cli import main
from metroapp.domain.drawing import DrawingSheet, PageSize
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services import drawing_pages
from metroapp.services.drawing_pages import page_command, page_picture
from metroapp.services.drawings import copy_of, find_drawing, keep_drawing
from metroapp.services.render_page import LARGEST_PICTURE, SUFFIXES, kind_of
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence
from tests.services.hostile_files import ENDLESS, REFUSED, SHOWN
from tests.workbench import Shop, characteristic, part

PLANTED = ["javascript", "a program inside", "a page of ten million points", "ten thousand pages", "pages in a ring"]
PLANTED += ["five thousand nodes deep", "sixty thousand pixels a side", "SVG that says PNG", "cut", "forms in forms"]
EVERY = SHOWN | {name: content for name, (content, _) in REFUSED.items()} | ENDLESS
_MOST_MEMORY = 2**31  # bytes
_MEASURED = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "atelier")


def written(folder: Path, content: bytes) -> Path:
    path = folder / "plan.pdf"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_also_a_drawing_is_only_shown(workspace: Workspace, tmp_path: Path, name: str) -> None:
    sheet = keep_drawing(workspace, written(tmp_path, SHOWN[name]))
    drawn = Image.open(io.BytesIO(page_picture(find_drawing(workspace, sheet), sheet.digest, 0, 2.0)))
    assert drawn.format == "PNG" and max(drawn.size) <= LARGEST_PICTURE + 1


@pytest.mark.parametrize("name", REFUSED)
def test_what_harms_is_refused_and_not_kept(workspace: Workspace, tmp_path: Path, name: str) -> None:
    content, code = REFUSED[name]
    with pytest.raises(Refusal) as refused:
        keep_drawing(workspace, written(tmp_path, content))
    assert refused.value.message.code == code and "plan.pdf" in sentence(refused.value)
    assert not workspace.drawings.exists()


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_without_end_is_given_up(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(drawing_pages, "TIME_LIMIT_S", 1.0)
    path = written(tmp_path, ENDLESS[name])
    with pytest.raises(Refusal) as refused:
        page_picture(path, hashlib.sha256(ENDLESS[name]).hexdigest(), 0, 2.0)
    assert refused.value.message.code in ("drawing.slow", "drawing.damaged", "drawing.too_heavy")
    assert "plan.pdf" in sentence(refused.value)


def test_a_child_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    path = written(tmp_path, ENDLESS["a page that unpacks to gigabytes"])
    asked = [sys.executable, "-c", _MEASURED, *page_command(path, drawing_pages.UNCHECKED, 0, 2.0)]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert int(said) <= _MOST_MEMORY


# -- from the command line, as if it had come into the workspace in another way ---------------------------------------


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a part on each of these drawings, none of which was looked at when it was kept."""
    root = tmp_path_factory.mktemp("hostile") / "atelier"
    shop = Shop(root)
    try:
        shop.workspace.drawings.mkdir()
        for number, name in enumerate(PLANTED):
            digest = hashlib.sha256(EVERY[name]).hexdigest()
            suffix = SUFFIXES[kind_of(EVERY[name]) or "PNG"]
            sheet = DrawingSheet("plan.pdf", digest, suffix, (PageSize(Decimal(842), Decimal(595)),))
            copy_of(shop.workspace, sheet).write_bytes(EVERY[name])
            plain = part(characteristic("1", "Ø20 h7", Means.MICROMETER))
            shop.workshop.save_draft(replace(plain, reference=f"H-{number}", sheet=sheet)).result()
    finally:
        shop.close()
    yield root


@pytest.mark.parametrize("name", PLANTED)
def test_the_command_line_prints_it_or_says_one_sentence(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setattr(drawing_pages, "TIME_LIMIT_S", 2.0)
    said = ["--workspace", str(planted), "--out", str(tmp_path)]
    status = main(["part", "drawing", f"H-{PLANTED.index(name)}", *said])
    out, err = capsys.readouterr()
    if status == 0:
        assert err == "" and (tmp_path / out.strip().split("/")[-1]).read_bytes().startswith(b"%PDF")
        return
    assert status == 2 and out == "" and not [*tmp_path.iterdir()]
    assert err.count("\n") == 1 and "plan.pdf" in err and err.endswith(".\n")

"""The drawings of a workspace that was lost and restored: what was ballooned is shown and printed again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services.drawing_pages import page_picture
from metroapp.services.drawings import copy_of, find_drawing, keep_drawing
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.workbench import LIGHT_HASHER, Shop, characteristic, part

PDF = Path(__file__).resolve().parents[2] / "data" / "parts" / "arbre-etage.pdf"
NEXT_DAY = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def ballooned(root: Path) -> DrawingSheet:
    """A workshop with one part on its drawing, left for the night."""
    shop = Shop(root)
    try:
        sheet = keep_drawing(shop.workspace, PDF).with_balloon("1", 0, Decimal(100), Decimal(200))
        plain = part(characteristic("1", "Ø20 h7", Means.MICROMETER))
        shop.workshop.save_draft(replace(plain, sheet=sheet)).result()
    finally:
        shop.close()
    return sheet


def open_and_close(workspace: Workspace, day: datetime) -> None:
    """The workshop is opened on another day, which makes the backups of that day."""
    workshop = Workshop(workspace, lambda: day, LIGHT_HASHER)
    workshop.open().result()
    workshop.close()


def is_printed(root: Path, out: Path) -> bool:
    status = main(["part", "drawing", "ESSAI-01", "--workspace", str(root), "--out", str(out)])
    return status == 0 and (out / "plan-repere-ESSAI-01-A.pdf").read_bytes().startswith(b"%PDF")


def test_a_restored_workspace_had_lost_its_drawings(tmp_path: Path) -> None:
    root = tmp_path / "atelier"
    sheet, workspace = ballooned(root), Workspace(root)
    open_and_close(workspace, NEXT_DAY)
    shutil.rmtree(workspace.drawings)
    for file in root.glob("archive.sqlite*"):
        file.unlink()
    shutil.copy(workspace.backups / "archive-2026-11-25.sqlite", workspace.archive)
    # Before the workshop is opened again they are read where they are.
    assert copy_of(workspace, sheet).parent.parent == workspace.backups
    assert page_picture(find_drawing(workspace, sheet), sheet.digest, 0, 0.5).startswith(b"\x89PNG")
    assert is_printed(root, tmp_path / "out")
    # Opened, it has its own copies again.
    open_and_close(workspace, NEXT_DAY + timedelta(days=1))
    assert copy_of(workspace, sheet).parent == workspace.drawings
    shutil.rmtree(workspace.backups)
    assert find_drawing(workspace, sheet).read_bytes() == PDF.read_bytes()
    assert is_printed(root, tmp_path / "again")


def test_a_damaged_drawing_is_read_from_its_backup(tmp_path: Path) -> None:
    root = tmp_path / "atelier"
    sheet, workspace = ballooned(root), Workspace(root)
    open_and_close(workspace, NEXT_DAY)
    copy_of(workspace, sheet).write_bytes(b"%PDF-1.7 something else")
    assert find_drawing(workspace, sheet).read_bytes() == PDF.read_bytes()
    shutil.rmtree(workspace.backups)
    with pytest.raises(Refusal, match=r"drawing\.changed"):
        find_drawing(workspace, sheet)

"""Steps of an upgrade that are wrong: those of the program, one of which does more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from metroapp.archive import upgrades


def do_more(monkeypatch: pytest.MonkeyPatch, folder: Path, version: int, *lines: str) -> None:
    """Have the step that leads to a version end with these lines of Python."""
    copy = Path(shutil.copytree(upgrades.FOLDER, folder / "wrong_steps"))
    (file,) = (copy / "versions").glob(f"v{version}_*.py")
    before, after = file.read_text(encoding="utf-8").split("\n\n\ndef downgrade")
    file.write_text("\n    ".join([before, *lines]) + "\n\n\ndef downgrade" + after, encoding="utf-8")
    monkeypatch.setattr(upgrades, "FOLDER", copy)


def executes(*statements: str) -> list[str]:
    """The lines that have these statements executed."""
    return [f"op.execute({statement!r})" for statement in statements]

"""Imports go downwards only, and Qt stays in the window."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What each room may import of our own. A room may always import itself.
ALLOWED: dict[str, set[str]] = {
    "metroapp.domain": set(),
    "metroapp.wording": {"metroapp.domain", "resources"},
    "metroapp.analysis": {"metroapp.domain"},
    "metroapp.archive": {"metroapp.domain"},
    "forms": {"metroapp.domain", "metroapp.wording", "resources"},
    "drivers": set(),
    "metroapp.services": {
        "metroapp.analysis",
        "metroapp.archive",
        "metroapp.domain",
        "metroapp.wording",
        "drivers",
        "forms",
        "data",
    },
    "metroapp.gui": {
        "metroapp.services",
        "metroapp.archive",
        "metroapp.domain",
        "metroapp.wording",
        "drivers",
        "data",
        "resources",
    },
}
# Composition roots know everything; `drivers.technician` is the technician's own command and speaks French.
ROOTS = ("metroapp.cli", "metroapp.app", "metroapp.__main__", "drivers.__main__", "drivers.technician")
STDLIB = set(sys.stdlib_module_names)
OURS = {"metroapp", "drivers", "forms", "data", "resources"}
THIRD_PARTY: dict[str, set[str]] = {
    "metroapp.domain": set(),
    "metroapp.wording": set(),
    "metroapp.analysis": {"numpy", "scipy"},
    "metroapp.archive": {"alembic", "cryptography", "msgspec", "psycopg", "sqlalchemy"},
    "forms": {"reportlab", "openpyxl", "pandas", "pypdf"},
    "drivers": {"serial"},
    "metroapp.services": {
        "argon2",
        "defusedxml",
        "numpy",
        "openpyxl",
        "filelock",
        "PIL",
        "platformdirs",
        "psutil",
        "pypdf",
        "psycopg",
        "pypdfium2",
        "sqlalchemy",
    },
    "metroapp.gui": {"PySide6", "numpy", "pyqtgraph", "shiboken6"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("metroapp", "drivers", "forms"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield f"{node.module}"


def room(name: str) -> str | None:
    return next((known for known in ALLOWED if name == known or name.startswith(known + ".")), None)


MODULES = dict(modules())


def offences(name: str) -> Iterator[str]:
    """What a module imports and may not."""
    here = room(name)
    if here is None:
        yield f"{name} is in no room of the plan"
        return
    for imported in imports(MODULES[name]):
        top = imported.split(".")[0]
        if top in OURS:
            there = room(imported) or imported
            # The version is the one thing that the package itself holds.
            if there != here and there not in ALLOWED[here] and imported != "metroapp":
                yield f"{name} imports {imported}"
        elif top not in STDLIB and top not in THIRD_PARTY[here]:
            yield f"{name} imports {imported}"


def test_imports_go_downwards() -> None:
    judged = [name for name in sorted(MODULES) if not name.startswith(ROOTS) and name != "metroapp"]
    assert len(judged) > 500
    assert [offence for name in judged for offence in offences(name)] == []


def test_a_module_is_named_after_a_thing_of_the_trade() -> None:
    nothings = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [name for name in sorted(MODULES) if name.rsplit(".", 1)[-1] in nothings] == []


def test_every_package_is_shipped() -> None:
    declared = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    present = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in OURS
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert declared == present

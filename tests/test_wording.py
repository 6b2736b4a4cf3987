"""Every code has its words, and every word its code."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

import pytest

from metroapp import domain, wording
from metroapp.domain import callout, chart_terms, made_sizes, sampling_plans, specification, tool_register
from metroapp.domain.message import Message
from metroapp.wording import integrity
from metroapp.wording.numbers import number, signed, significant
from metroapp.wording.refusals import REFUSALS
from metroapp.wording.sentences import sentence

ROOT = Path(__file__).resolve().parent.parent
_CONSTANT = re.compile(r"\b[A-Z][A-Z0-9_]*\b")
SILENT = {
    *callout.Rule,  # worded as a whole derivation, never alone
    chart_terms.ChartState.SIGNALS,  # the signals themselves are said
    *made_sizes.Cut,  # of a computation, shown by what it leads to
    *sampling_plans.InspectionLevel,  # said as the standard writes them
    *tool_register.Axis,  # said as machines show it
}


def modules(package: ModuleType) -> list[ModuleType]:
    return [import_module(found.name) for found in walk_packages(package.__path__, f"{package.__name__}.")]


def enumerations() -> list[type[Enum]]:
    """Every enumeration of the domain."""
    return [
        value
        for module in modules(domain)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
    ]


@cache
def worded() -> set[Enum]:
    """Every code that is the key of a table of words."""
    tables = [value for module in modules(wording) for value in vars(module).values() if isinstance(value, dict)]
    keys = [key if isinstance(key, tuple) else (key,) for table in tables for key in table]
    return {code for key in keys for code in key if isinstance(code, Enum)}


@pytest.mark.parametrize("enumeration", enumerations(), ids=lambda value: value.__name__)
def test_every_code_of_the_domain_has_a_french_name(enumeration: type[Enum]) -> None:
    assert set(enumeration) - worded() <= SILENT


@cache
def said() -> dict[str, set[str]]:
    """Every refusal and message in the sources: its code and the names of its fields."""
    found: dict[str, set[str]] = {}
    for package in ("metroapp", "forms"):
        for path in (ROOT / package).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if "Refusal(" not in source and "Message(" not in source:
                continue
            for node in ast.walk(ast.parse(source)):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                    continue
                code = node.args[0]
                if not (isinstance(code, ast.Constant) and isinstance(code.value, str) and "." in code.value):
                    continue
                if node.func.id == "Refusal":
                    found.setdefault(code.value, set()).update(given.arg for given in node.keywords if given.arg)
                elif node.func.id == "Message":
                    fields = node.args[1].keys if len(node.args) > 1 and isinstance(node.args[1], ast.Dict) else []
                    names = {key.value for key in fields if isinstance(key, ast.Constant)}
                    found.setdefault(code.value, set()).update(str(name) for name in names)
    return found


def test_every_refusal_has_its_sentence_and_every_sentence_its_refusal() -> None:
    assert set(said()) == set(REFUSALS)


def test_a_sentence_names_only_fields_that_are_given() -> None:
    unknown = {
        code: named - fields
        for code, fields in said().items()
        if (named := {name for _, name, _, _ in string.Formatter().parse(REFUSALS[code]) if name}) - fields
    }
    assert unknown == {}


def test_a_sentence_is_one_sentence() -> None:
    begun = [code for code, text in REFUSALS.items() if not (text[0].isupper() or text[0] in "«{")]
    ended = [code for code, text in REFUSALS.items() if not text.endswith((".", "}"))]
    assert (begun, ended) == ([], [])


def test_no_words_are_left_that_nobody_says() -> None:
    """By their names alone: those of the pictures of the gestures are put together from the keys of their steps."""
    sources = [path for package in ("metroapp", "forms", "drivers", "tools") for path in (ROOT / package).rglob("*.py")]
    times = Counter(name for path in sources for name in _CONSTANT.findall(path.read_text(encoding="utf-8")))
    unsaid = [
        f"{module.__name__}.{name}"
        for module in modules(wording)
        if not module.__name__.endswith(".how_to")
        for name in vars(module)
        if _CONSTANT.fullmatch(name) and times[name] == 1
    ]
    assert unsaid == []


def test_every_break_of_the_archive_has_its_words() -> None:
    sources = (*(ROOT / "metroapp/archive").rglob("*.py"), ROOT / "metroapp/services/consultation.py")
    raised = {
        node.args[0].value
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Broken", "Break", "Forged")
        and isinstance(node.args[0], ast.Constant)
    }
    assert raised | {"file_damaged"} == set(integrity.BREAKS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (number(Decimal("12.340")), "12,340"),
        (number(Decimal("-0.5")), "−0,5"),
        (number(Decimal("20"), 3), "20,000"),
        (signed(Decimal("0.021")), "+0,021"),
        (signed(Decimal("-0.007")), "−0,007"),
        (signed(Decimal("0.000")), "0"),
        (significant(Decimal("20.000")), "20"),
        (significant(Decimal("1.50")), "1,5"),
        (significant(Decimal("100")), "100"),
    ],
)
def test_numbers_in_french(text: str, shown: str) -> None:
    assert text == shown


def test_a_sentence_words_its_fields() -> None:
    refusal = Message("reading.other_instrument", {
        "instrument": "C-03", "balloon": "7", "means": specification.Means.MICROMETER,
    })  # fmt: skip
    said = sentence(refusal)
    assert said == "Lecture de C-03 non enregistrée : le repère 7 attend un instrument de genre micromètre."

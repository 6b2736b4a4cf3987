"""What exported files are called: the pattern of the workshop, and a name that every disk takes whatever is typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.services import file_names
from metroapp.services.file_names import DEFAULT, FilePattern, from_text


def test_without_a_choice_a_document_is_called_by_its_kind_and_number() -> None:
    assert DEFAULT.name("releve", "P1-2026-0001", "-en.csv") == "releve-P1-2026-0001-en.csv"
    assert from_text("") == from_text("{nothing}") == DEFAULT
    assert FilePattern("{of} {verdict} ({date}) {{v1}}").example == "OF-118 conforme (2026-03-14) {v1}.pdf"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", "file_names.empty"),
        ("releve", "file_names.no_field"),
        ("{numéro}", "file_names.unknown_field"),
        ("{}", "file_names.unknown_field"),
        ("{numero.__class__}", "file_names.unknown_field"),
        ("{numero!r}", "file_names.unknown_field"),
        ("{numero:>900}", "file_names.unknown_field"),
        ("{numero", "file_names.braces"),
        ("{numero}" * 40, "text.too_long"),
        ("{numero}\ud800", "text.unreadable"),
    ],
)
def test_a_pattern_is_refused_when_it_is_chosen(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        FilePattern(text)
    assert refused.value.message.code == code


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from([".pdf", ".xlsx", "-en.csv"]))
def test_whatever_is_typed_makes_a_name_that_every_disk_takes(typed: str, suffix: str) -> None:
    name = FilePattern("{numero}").name("releve", typed, suffix)
    assert name.endswith(suffix) and len(name.encode(errors="strict")) <= 100
    stem = name.removesuffix(suffix)
    assert stem == stem.strip(" .") and stem and stem.isprintable() and not re.search(r'[<>:"/\\|?*]', stem)
    assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", stem, re.IGNORECASE)


@pytest.mark.parametrize("pattern", ["{numero}", "{document} du {numero}", "{document}{numero}" + "x" * 90])
def test_another_document_is_never_written_over(pattern: str, tmp_path: Path) -> None:
    """Over a file, only the same document again: where a name may be that of two, or was cut, it gets a number."""
    first = file_names.place(tmp_path, FilePattern(pattern), "releve", "R/1", ".pdf")
    first.touch()
    second = file_names.place(tmp_path, FilePattern(pattern), "releve", "R/1", ".pdf")
    assert second.name == first.name.replace(".pdf", " (2).pdf")
    second.touch()
    assert file_names.free(first).stem.endswith(" (3)")
    own = file_names.place(tmp_path, DEFAULT, "releve", "P1-1", ".pdf")
    own.touch()
    assert file_names.place(tmp_path, DEFAULT, "releve", "P1-1", ".pdf") == own

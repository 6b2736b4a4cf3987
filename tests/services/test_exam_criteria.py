"""The dated criteria of a jury: read whole, or refused with a sentence; a workshop has its own beside ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.exam_criteria import ExamCriteria, FactKind
from metroapp.domain.message import Refusal
from metroapp.domain.work_order_file import REQUIRED
from metroapp.services.exam.criteria_files import FOLDER, all_criteria, criteria_of, read_criteria
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence

OWN = """
key = "cqpm"
title = "Contrôle de l'atelier"
dated = 2026-09-01
source = "Atelier"
[[criterion]]
key = "values"
title = "Valeurs"
facts = ["accuracy", "recording"]
confirmed = true
[documents]
required = ["drawing"]
"""


def test_the_criteria_of_the_title_are_dated_said_unconfirmed_and_cover_every_kind_of_fact(tmp_path: Path) -> None:
    found = criteria_of(Workspace(tmp_path), "tuao-2025")
    assert {fact for one in found.criteria for fact in one.facts} == set(FactKind)
    assert not found.documents_confirmed and not any(one.confirmed for one in found.criteria)
    assert found.documents == REQUIRED and found.dated.year == 2025 and "RNCP41537" in found.source
    assert criteria_of(Workspace(tmp_path), "") == found


def test_a_workshop_has_criteria_of_its_own_and_a_damaged_file_of_theirs_is_named(tmp_path: Path) -> None:
    workspace, folder = Workspace(tmp_path), tmp_path / FOLDER
    folder.mkdir()
    (folder / "criteria-cqpm.toml").write_text(OWN, encoding="utf-8")
    (folder / "criteria-broken.toml").write_text("key = ", encoding="utf-8")
    (folder / "criteria-folder.toml").mkdir()
    (folder / "criteria-heavy.toml").write_bytes(OWN.encode() + b"#" * 70_000)
    # one that takes the name of ours does not take its place
    (folder / "criteria-tuao-2025.toml").write_text(OWN, encoding="utf-8")
    assert [one.key for one in all_criteria(workspace)] == ["cqpm", "tuao-2025"]
    assert criteria_of(workspace, "cqpm").criteria[0].facts == (FactKind.ACCURACY, FactKind.RECORDING)
    assert criteria_of(workspace, "tuao-2025").title.startswith("Titre professionnel")
    for key, code in (
        ("broken", "exam.criteria_damaged"),
        ("folder", "exam.criteria_damaged"),
        ("heavy", "exam.criteria_damaged"),
        ("absent", "exam.criteria_unknown"),
    ):
        with pytest.raises(Refusal) as caught:
            criteria_of(workspace, key)
        assert caught.value.message.code == code and sentence(caught.value.message)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"accuracy"', '"marks"'), ("2026-09-01", '"hier"'), ("2026-09-01", "2026-09-01T00:00:00"), ("true", '"oui"'),
        ('title = "Valeurs"', "title = 3"), ('"Valeurs"', '"Val\\u0007eurs"'), ('"drawing"', '"plans"'),
        ('key = "cqpm"', ""), ("[[criterion]]", "[criterion]"), ('"drawing"', "[" * 2000),
    ],
)  # fmt: skip
def test_a_file_that_says_something_else_is_refused(before: str, after: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_criteria("criteria-x.toml", OWN.replace(before, after, 1).encode())
    assert caught.value.message.code == "exam.criteria_damaged"


_LINES = st.text(max_size=120).map(lambda text: (OWN + text).encode("utf-8", "replace"))


@given(st.one_of(st.binary(max_size=200), _LINES))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_criteria_or_refused(content: bytes) -> None:
    try:
        assert isinstance(read_criteria("criteria-x.toml", content), ExamCriteria)
    except Refusal as refusal:
        assert refusal.message.code == "exam.criteria_damaged"

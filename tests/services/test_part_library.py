"""The library of parts: what may follow what, and that a validated revision never changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.archive.store import Archive
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation, part_library
from metroapp.services.events import PartsChanged, RecordOpened
from metroapp.services.new_record import NewRecord
from tests.examples import examples
from tests.workbench import Shop, characteristic, part

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CAMILLE, DOMINIQUE = "Camille Martin", "Dominique Leroy"
COMPLETE = part(characteristic("1", "35 ±0,1", Means.CALIPER))
TO_CHOOSE = part(
    characteristic("1", "35 ±0,1", Means.CALIPER),
    characteristic("2", "Ø20 h7", Means.TO_CHOOSE),
    characteristic("3", "Ra 1,6", Means.TO_CHOOSE),
)
KEY = ("ESSAI-01", "PL-1", "A")
DRAFT, VALIDATED, WITHDRAWN = RevisionState.DRAFT, RevisionState.VALIDATED, RevisionState.WITHDRAWN


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def refusal_of(work: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        work()
    return refused.value.message.code, refused.value.message.fields


def states(archive: Archive) -> list[RevisionState]:
    return [found.state for found in part_library.list_revisions(archive)]


def test_a_draft_is_saved_again_and_again_then_validated_then_withdrawn(archive: Archive) -> None:
    for designation in ("Arbre", "Arbre d'essai", "Arbre d'essai"):
        part_library.save_draft(archive, replace(COMPLETE, designation=designation), CAMILLE, NOW)
    assert states(archive) == [DRAFT]
    validated = part_library.validate(archive, KEY, f" {DOMINIQUE} ", NOW)
    assert validated.part == COMPLETE and validated.by == DOMINIQUE
    withdrawn = part_library.withdraw(archive, KEY, DOMINIQUE, NOW, " remplacée par l'indice B ")
    assert part_library.list_revisions(archive) == [withdrawn]
    assert (withdrawn.part, withdrawn.state, withdrawn.reason) == (COMPLETE, WITHDRAWN, "remplacée par l'indice B")


def test_each_action_writes_one_entry_and_each_refusal_none(archive: Archive) -> None:
    part_library.save_draft(archive, COMPLETE, CAMILLE, NOW)  # Camille is entered too, once
    before = archive.next_id.sequence
    part_library.save_draft(archive, COMPLETE, CAMILLE, NOW)
    part_library.validate(archive, KEY, CAMILLE, NOW)
    refusal_of(lambda: part_library.save_draft(archive, COMPLETE, "Un nouveau nom", NOW))
    refusal_of(lambda: part_library.withdraw(archive, KEY, "Un nouveau nom", NOW, ""))
    part_library.withdraw(archive, KEY, CAMILLE, NOW, "motif")
    assert archive.next_id.sequence == before + 3


@pytest.mark.parametrize("withdrawn", [False, True])
def test_nothing_is_written_over_what_was_validated(archive: Archive, withdrawn: bool) -> None:
    part_library.save_draft(archive, COMPLETE, CAMILLE, NOW)
    frozen = part_library.validate(archive, KEY, CAMILLE, NOW)
    if withdrawn:
        frozen = part_library.withdraw(archive, KEY, CAMILLE, NOW, "motif")
        again = refusal_of(lambda: part_library.withdraw(archive, KEY, CAMILLE, NOW, "encore"))
        assert again[0] == "part.revision_frozen"
    changed = replace(COMPLETE, designation="Autre", reference=f" {COMPLETE.reference} ")
    expected = ("part.revision_frozen", {"reference": "ESSAI-01", "revision": "A", "state": frozen.state})
    assert refusal_of(lambda: part_library.save_draft(archive, changed, CAMILLE, NOW)) == expected
    assert refusal_of(lambda: part_library.validate(archive, KEY, CAMILLE, NOW)) == expected
    assert part_library.list_revisions(archive) == [frozen]


def test_the_next_revision_is_another_draft(archive: Archive) -> None:
    part_library.save_draft(archive, COMPLETE, CAMILLE, NOW)
    part_library.validate(archive, KEY, CAMILLE, NOW)
    part_library.save_draft(archive, replace(COMPLETE, revision="B"), CAMILLE, NOW)
    assert states(archive) == [VALIDATED, DRAFT]


def test_a_draft_is_abandoned_with_its_reason(archive: Archive) -> None:
    part_library.save_draft(archive, TO_CHOOSE, CAMILLE, NOW)
    assert refusal_of(lambda: part_library.withdraw(archive, KEY, CAMILLE, NOW, "  "))[0] == "record.reason_missing"
    part_library.withdraw(archive, KEY, CAMILLE, NOW, "commande annulée")
    assert states(archive) == [WITHDRAWN]
    assert refusal_of(lambda: part_library.save_draft(archive, COMPLETE, CAMILLE, NOW))[0] == "part.revision_frozen"


def test_an_incomplete_draft_is_kept_and_not_validated(archive: Archive) -> None:
    part_library.save_draft(archive, TO_CHOOSE, CAMILLE, NOW)
    expected = ("part.means_to_choose", {"balloons": ("2", "3")})
    assert refusal_of(lambda: part_library.validate(archive, KEY, CAMILLE, NOW)) == expected
    part_library.save_draft(archive, part(), CAMILLE, NOW)
    assert refusal_of(lambda: part_library.validate(archive, KEY, CAMILLE, NOW))[0] == "part.empty"
    assert states(archive) == [DRAFT]


@pytest.mark.parametrize("missing", ["reference", "drawing", "revision"])
def test_a_part_without_its_identity_is_not_validated(archive: Archive, missing: str) -> None:
    nameless: Part = replace(COMPLETE, **{missing: "  "})  # type: ignore[arg-type]
    key = part_library.save_draft(archive, nameless, CAMILLE, NOW).key
    assert refusal_of(lambda: part_library.validate(archive, key, CAMILLE, NOW))[0] == "part.identity_missing"


def test_what_nobody_asked_or_nobody_wrote_is_refused(archive: Archive) -> None:
    for work in (
        lambda: part_library.save_draft(archive, COMPLETE, " ", NOW),
        lambda: part_library.validate(archive, KEY, "", NOW),
        lambda: part_library.withdraw(archive, KEY, "", NOW, "motif"),
    ):
        assert refusal_of(work)[0] == "part.person_missing"
    absent = ("part.absent", {"reference": "ESSAI-01"})
    assert refusal_of(lambda: part_library.validate(archive, KEY, CAMILLE, NOW)) == absent
    assert refusal_of(lambda: part_library.withdraw(archive, KEY, CAMILLE, NOW, "motif")) == absent
    assert archive.is_new()


ACTIONS = st.tuples(
    st.sampled_from(["save", "validate", "withdraw"]), st.sampled_from("AB"), st.sampled_from([COMPLETE, TO_CHOOSE])
)


@examples(15)
@given(st.lists(ACTIONS, max_size=12))
def test_whatever_is_asked_a_validated_specification_stays(actions: list[tuple[str, str, Part]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive.sqlite")
        model: dict[str, tuple[RevisionState, Part]] = {}
        for action, index, given_part in actions:
            key = (*KEY[:2], index)
            state, kept = model.get(index, (None, None))
            wanted = replace(given_part, revision=index)
            try:
                if action == "save":
                    part_library.save_draft(archive, wanted, CAMILLE, NOW)
                    assert state in (None, DRAFT)
                    model[index] = (DRAFT, wanted)
                elif action == "validate":
                    part_library.validate(archive, key, CAMILLE, NOW)
                    assert state is DRAFT and kept == replace(COMPLETE, revision=index)
                    model[index] = (VALIDATED, kept)
                else:
                    part_library.withdraw(archive, key, CAMILLE, NOW, "motif")
                    assert state in (DRAFT, VALIDATED) and kept is not None
                    model[index] = (WITHDRAWN, kept)
            except Refusal:
                allowed = {
                    "save": state in (None, DRAFT),
                    "validate": state is DRAFT and kept is not None and len(kept.characteristics) == 1,
                    "withdraw": state in (DRAFT, VALIDATED),
                }
                assert not allowed[action]
            found = {one.key[2]: (one.state, one.part) for one in archive.part_revisions()}
            assert found == model
        archive.close()


def test_the_workshop_says_what_changed(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        saved = shop.workshop.save_draft(COMPLETE).result()
        assert shop.last(PartsChanged) == PartsChanged(saved)
        validated = shop.workshop.validate_part(saved.key).result()
        assert shop.last(PartsChanged) == PartsChanged(validated)
        assert consultation.part_revisions(shop.workspace) == [validated]
        with pytest.raises(Refusal):
            shop.workshop.save_draft(COMPLETE).result()
        withdrawn: PartRevision = shop.workshop.withdraw_part(saved.key, "motif").result()
        assert shop.workshop.parts().result() == [withdrawn]
        assert shop.all(PartsChanged) == [PartsChanged(found) for found in (saved, validated, withdrawn)]
    finally:
        shop.close()
    assert consultation.verify(shop.workspace).sound


@pytest.mark.parametrize(("incomplete", "code"), [(TO_CHOOSE, "part.means_to_choose"), (part(), "part.empty")])
def test_a_part_that_cannot_be_measured_opens_no_record(tmp_path: Path, incomplete: Part, code: str) -> None:
    shop = Shop(tmp_path)
    try:
        opening = shop.workshop.open_record(NewRecord(incomplete, 1))
        assert refusal_of(opening.result)[0] == code
        assert not shop.all(RecordOpened) and consultation.record_lines(shop.workspace) == []
    finally:
        shop.close()

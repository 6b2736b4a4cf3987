"""What changed from one revision of a part to another, and what may no longer change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.revision import Change, Difference, PartRevision, RevisionState, differences, require_draft
from metroapp.domain.specification import Means, Part, Sampling
from tests.workbench import characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
DIAMETER = characteristic("2", "Ø20 h7", Means.MICROMETER)
TEXTURE = characteristic("3", "Ra 1,6", Means.ROUGHNESS_TESTER)
BEFORE = part(LENGTH, DIAMETER, TEXTURE)


def revision(state: RevisionState) -> PartRevision:
    return PartRevision(EntryId("P1", 1), BEFORE, state, "Camille", datetime(2026, 11, 24, tzinfo=UTC))


def test_a_revision_is_known_by_its_reference_its_drawing_and_its_index() -> None:
    assert revision(RevisionState.DRAFT).key == ("ESSAI-01", "PL-1", "A")


def test_fields_of_the_part_come_first_then_its_lines() -> None:
    tighter = characteristic("1", "35 ±0,05", Means.CALIPER)
    after = replace(part(tighter, DIAMETER, TEXTURE), revision="B", material="C60")
    assert differences(BEFORE, after) == (
        Difference(Change.CHANGED, "", "revision", "A", "B"),
        Difference(Change.CHANGED, "", "material", "C45", "C60"),
        Difference(Change.CHANGED, "1", "callout", LENGTH.callout, tighter.callout),
    )


def test_each_changed_field_of_a_line_is_named() -> None:
    after = replace(DIAMETER, means=Means.COMPARISON, sampling=Sampling(every=5), reaction="arrêt machine")
    found = differences(BEFORE, part(LENGTH, after, TEXTURE))
    assert [(one.change, one.balloon, one.field) for one in found] == [
        (Change.CHANGED, "2", "means"),
        (Change.CHANGED, "2", "sampling"),
        (Change.CHANGED, "2", "reaction"),
    ]
    assert (found[0].before, found[0].after) == (Means.MICROMETER, Means.COMPARISON)


def test_a_guard_band_is_told_in_the_unit_of_its_callout() -> None:
    angle = characteristic("4", "30° ±0,5°", Means.PROTRACTOR)
    guarded = replace(angle, rule=DecisionRule(RuleName.GUARD, Decimal(108)))
    after = replace(part(guarded), rule=DecisionRule(RuleName.ISO_14253_1))
    assert differences(part(angle), after) == (
        Difference(Change.CHANGED, "", "rule", "", "iso14253-1"),
        Difference(Change.CHANGED, "4", "rule", "", "guard 0,03°"),
    )


def test_lines_added_and_removed_move_nothing() -> None:
    new = characteristic("4", "attribut", Means.VISUAL)
    assert differences(BEFORE, part(new, LENGTH, TEXTURE)) == (
        Difference(Change.REMOVED, "2", "", DIAMETER),
        Difference(Change.ADDED, "4", "", None, new),
    )


def test_lines_that_change_places_are_said_to_move() -> None:
    assert differences(BEFORE, part(LENGTH, TEXTURE, DIAMETER)) == (Difference(Change.MOVED, "3", ""),)


def test_another_balloon_is_another_line() -> None:
    renamed = replace(LENGTH, balloon="10")
    assert [(one.change, one.balloon) for one in differences(BEFORE, part(renamed, DIAMETER, TEXTURE))] == [
        (Change.REMOVED, "1"),
        (Change.ADDED, "10"),
    ]


LINES = [characteristic(balloon, text, Means.CALIPER) for balloon in "12345" for text in ("35 ±0,1", "Ø20 h7")]
PARTS = st.builds(
    lambda lines, index: replace(part(*lines), revision=index),
    st.lists(st.sampled_from(LINES), unique_by=lambda line: line.balloon),
    st.sampled_from("AB"),
)


@given(PARTS, PARTS)
def test_two_parts_without_a_difference_are_the_same_part(before: Part, after: Part) -> None:
    found = differences(before, after)
    assert (found == ()) == (before == after)
    back = differences(after, before)
    for change, reverse in ((Change.ADDED, Change.REMOVED), (Change.CHANGED, Change.CHANGED)):
        told = {(one.balloon, one.field) for one in found if one.change is change}
        assert told == {(one.balloon, one.field) for one in back if one.change is reverse}


def test_only_a_draft_or_nothing_is_written_over() -> None:
    require_draft(None)
    require_draft(revision(RevisionState.DRAFT))
    for state in (RevisionState.VALIDATED, RevisionState.WITHDRAWN):
        with pytest.raises(Refusal) as refused:
            require_draft(revision(state))
        assert refused.value.message.code == "part.revision_frozen"
        assert refused.value.message.fields == {"reference": "ESSAI-01", "revision": "A", "state": state}

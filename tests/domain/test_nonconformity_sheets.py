"""The fiche de non-conformité: quantities that add up, transitions that are allowed, pieces held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from metroapp.domain.held_pieces import held_back, others_held
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity, require_raisable, sheets_of
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    BadFinding,
    Cause,
    NonconformityAct,
    NonconformityDescribed,
    NonconformityRaised,
    Origin,
    OthersReleased,
    PieceReinspected,
    PiecesContained,
    Severity,
    SheetAttached,
    SheetCancelled,
    SheetClosed,
    SheetState,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.wording.sentences import sentence

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = AT.date()
RECORD = EntryId("P1", 12)
NUMBER = "FNC-2026-001"


def id(sequence: int) -> EntryId:
    return EntryId("P1", sequence)


def finding(piece: int, sequence: int) -> BadFinding:
    return BadFinding(BoxKey(piece, "1"), id(sequence), "35 ±0,1", "35,15 mm", "PC-01")


RAISED = NonconformityRaised(
    id(30), NUMBER, RECORD, Origin.PRODUCTION, (finding(2, 14), finding(5, 17)), 3, "Camille", AT
)
DESCRIBED = NonconformityDescribed(
    id(31), NUMBER, Severity.MINOR, "longueur trop grande", Cause.EQUIPMENT, "plaquette usée", "Camille", AT
)
CONTAINED = PiecesContained(id(32), NUMBER, "bac rouge, casier 4", 3, "Camille", AT)
LINES = (TreatmentLine(Treatment.REWORK, 2, (2, 5)), TreatmentLine(Treatment.SORT, 1))
DECIDED = TreatmentDecided(id(33), NUMBER, LINES, "Dominique", "Dominique", AT)
CLOSED = SheetClosed(id(39), NUMBER, "Dominique", "Dominique", AT)


def reinspected(piece: int, *, good: bool, sequence: int = 34) -> PieceReinspected:
    return PieceReinspected(id(sequence), NUMBER, piece, RECORD, piece, (id(14),), (id(40),), good, "Camille", AT)


def sheet(*acts: NonconformityAct) -> Nonconformity:
    return Nonconformity((RAISED, *acts))


def refusal(found: Nonconformity, act: NonconformityAct, on: date = TODAY) -> str:
    with pytest.raises(Refusal) as refused:
        found.require_next(act, on)
    return refused.value.message.code.removeprefix("nonconformity.")


def test_its_life_from_the_bad_value_to_the_closing() -> None:
    acts: list[NonconformityAct] = []
    for act, state in (
        (DESCRIBED, SheetState.OPEN),
        (CONTAINED, SheetState.CONTAINED),
        (DECIDED, SheetState.DECIDED),
        (reinspected(2, good=True), SheetState.DECIDED),
        (reinspected(5, good=True), SheetState.TREATED),
        (CLOSED, SheetState.CLOSED),
    ):
        sheet(*acts).require_next(act, TODAY)
        acts.append(act)
        assert sheet(*acts).state is state
    assert refusal(sheet(*acts), DESCRIBED) == "closed"


def test_a_sheet_about_nothing_or_about_fewer_pieces_than_it_names() -> None:
    for raised, code in (
        (replace(RAISED, findings=()), "nothing_found"),
        (replace(RAISED, quantity=1), "quantity"),
        (replace(RAISED, quantity=6), "quantity"),
    ):
        with pytest.raises(Refusal) as refused:
            require_raisable(raised, 5)
        assert refused.value.message.code == f"nonconformity.{code}"
    require_raisable(RAISED, 3)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((TreatmentLine(Treatment.REWORK, 2, (2, 5)),), "quantities"),
        ((*LINES, TreatmentLine(Treatment.REGRADE, 1)), "quantities"),
        ((*LINES, TreatmentLine(Treatment.SCRAP, 1)), "unnamed"),
        ((TreatmentLine(Treatment.REWORK, 3, (2,)),), "piece_forgotten"),
        ((TreatmentLine(Treatment.REWORK, 2, (2, 5)), TreatmentLine(Treatment.SCRAP, 1, (5,))), "piece_twice"),
        ((TreatmentLine(Treatment.REWORK, 3, (2, 5, 7)),), "piece_not_named"),
        ((TreatmentLine(Treatment.REWORK, 1, (2, 5)), TreatmentLine(Treatment.SORT, 2)), "line_quantity"),
        ((TreatmentLine(Treatment.REWORK, 3, (2, 5)), TreatmentLine(Treatment.SORT, 0)), "line_quantity"),
        ((TreatmentLine(Treatment.USE_AS_IS, 3, (2, 5)),), "concession_missing"),
        ((TreatmentLine(Treatment.REPAIR, 3, (2, 5), " "),), "concession_missing"),
    ],
)
def test_quantities_that_do_not_add_up(lines: tuple[TreatmentLine, ...], code: str) -> None:
    assert refusal(sheet(), replace(DECIDED, lines=lines)) == code


def test_accepted_as_it_is_takes_a_concession_or_an_unaltered_function() -> None:
    for lines in (
        (TreatmentLine(Treatment.USE_AS_IS, 2, (2, 5), "DER-2026-001"), TreatmentLine(Treatment.SORT, 1)),
        (TreatmentLine(Treatment.USE_AS_IS, 3, (2, 5), function_unaltered=True),),
    ):
        sheet().require_next(replace(DECIDED, lines=lines), TODAY)


def test_a_fiche_accepted_more_pieces_than_its_dérogation_names() -> None:
    for treatment in (Treatment.USE_AS_IS, Treatment.REPAIR):
        line = TreatmentLine(treatment, 3, (2, 5), "DER-2026-001")
        assert refusal(sheet(), replace(DECIDED, lines=(line,))) == "unnamed"


@pytest.mark.parametrize("treatment", [Treatment.SCRAP, Treatment.REWORK, Treatment.RETURN])
def test_suspected_pieces_were_scrapped_without_a_name(treatment: Treatment) -> None:
    line = TreatmentLine(treatment, 3, (2, 5))
    assert refusal(sheet(), replace(DECIDED, lines=(line,))) == "unnamed"


def test_a_function_is_said_unaltered_of_what_is_accepted_alone() -> None:
    for treatment in (Treatment.REWORK, Treatment.SCRAP):
        lines = (TreatmentLine(treatment, 2, (2, 5), function_unaltered=True), TreatmentLine(Treatment.SORT, 1))
        assert refusal(sheet(), replace(DECIDED, lines=lines)) == "ground"


def test_the_others_were_released_while_some_are_suspected() -> None:
    released = OthersReleased(id(35), NUMBER, "plaquette changée après 5", "Dominique", "Dominique", AT)
    assert refusal(sheet(), released) == "suspected"
    all_named = Nonconformity((replace(RAISED, quantity=2),))
    all_named.require_next(released, TODAY)
    assert all_named.may_follow(OthersReleased)


@pytest.mark.parametrize("quantity", [-1, 0, 4])
def test_no_piece_or_more_than_the_fiche_counts_were_contained(quantity: int) -> None:
    assert refusal(sheet(), replace(CONTAINED, quantity=quantity)) == "contained"
    for possible in (1, 3):
        sheet().require_next(replace(CONTAINED, quantity=possible), TODAY)


SCRAP = replace(DECIDED, lines=(TreatmentLine(Treatment.SCRAP, 2, (2, 5)), TreatmentLine(Treatment.SORT, 1)))


def test_a_fiche_closes_once_its_pieces_are_scrapped() -> None:
    decided = sheet(DESCRIBED, SCRAP)
    assert decided.state is SheetState.DECIDED and refusal(decided, CLOSED) == "to_scrap"
    done = replace(decided, scrapped=frozenset({2, 5}))
    assert done.state is SheetState.TREATED and done.may_follow(SheetClosed)
    done.require_next(CLOSED, TODAY)


def test_a_fiche_of_a_piece_already_shipped_could_not_be_closed_on_its_scrap() -> None:
    replace(sheet(DESCRIBED, SCRAP), shipped=frozenset({2, 5})).require_next(CLOSED, TODAY)
    assert refusal(replace(sheet(DESCRIBED, SCRAP), shipped=frozenset({2})), CLOSED) == "to_scrap"


def test_a_fiche_was_cancelled_after_its_pieces_were_scrapped() -> None:
    cancelled = SheetCancelled(id(40), NUMBER, "doublon", "Dominique", "Dominique", AT)
    gone = replace(sheet(DESCRIBED), scrapped=frozenset({2}))
    assert refusal(gone, cancelled) == "scrapped" and not gone.may_follow(SheetCancelled)
    assert refusal(sheet(DESCRIBED, SCRAP), cancelled) == "given_up"
    sheet(DESCRIBED).require_next(cancelled, TODAY)


def test_a_scrapped_piece_was_decided_again_as_a_rework() -> None:
    gone = replace(sheet(DESCRIBED, SCRAP), scrapped=frozenset({2}))
    assert refusal(gone, DECIDED) == "piece_scrapped"
    gone.require_next(replace(SCRAP, id=id(41)), TODAY)


def test_a_cancelled_fiche_was_said_closed() -> None:
    cancelled = sheet(SheetCancelled(id(40), NUMBER, "doublon", "Dominique", "Dominique", AT))
    assert refusal(cancelled, DESCRIBED) == "cancelled"


def test_the_effect_of_an_action_is_looked_at_after_the_closing() -> None:
    planned = ActionPlanned(id(37), NUMBER, "Méthodes", TODAY, "changer de nuance", "Dominique", AT)
    checked = ActionChecked(id(41), NUMBER, planned.id, True, "aucun défaut sur 50 pièces", "Dominique", AT)
    closed = sheet(DESCRIBED, SCRAP, planned, CLOSED)
    assert closed.may_follow(ActionChecked)
    closed.require_next(checked, TODAY)
    after = sheet(DESCRIBED, SCRAP, planned, CLOSED, checked)
    assert after.state is SheetState.CLOSED and not after.is_open and not after.may_follow(ActionChecked)
    assert refusal(after, replace(planned, id=id(42))) == "closed"
    cancelled = sheet(planned, SheetCancelled(id(40), NUMBER, "doublon", "Dominique", "Dominique", AT))
    assert refusal(cancelled, checked) == "cancelled" and not cancelled.may_follow(ActionChecked)


def test_described_again_the_last_one_counts() -> None:
    again = replace(DESCRIBED, id=id(36), severity=Severity.MAJOR)
    assert sheet(DESCRIBED, CONTAINED, again).described == again


def test_whoever_does_not_say_what_they_saw_decides_nothing_again() -> None:
    sheet().require_seen(None, TreatmentDecided)
    with pytest.raises(Refusal) as refused:
        sheet(DECIDED).require_seen(None, TreatmentDecided)
    assert refused.value.message.code == "nonconformity.changed"
    sheet(DECIDED).require_seen(None, NonconformityDescribed)
    sheet(DECIDED).require_seen(DECIDED.id, TreatmentDecided)
    with pytest.raises(Refusal):
        sheet(DESCRIBED, DECIDED).require_seen(DESCRIBED.id, NonconformityDescribed)


@pytest.mark.parametrize(
    ("file", "digest", "suffix"),
    [
        ("a.png", "0" * 63, ".png"), ("a.png", "0" * 65, ".png"), ("a.png", "A" * 64, ".png"),
        ("a.png", "0" * 64, "png"), ("a.png", "0" * 64, ".PNG"),
    ],
)  # fmt: skip
def test_what_is_attached_is_a_file_of_the_workspace(file: str, digest: str, suffix: str) -> None:
    made = SheetAttached(id(36), NUMBER, file, digest, suffix, "Camille", AT)
    assert refusal(sheet(), made) == "no_file"
    sheet().require_next(replace(made, file="a.png", digest="0" * 64, suffix=".png"), TODAY)


@pytest.mark.parametrize("file", ["x/y.png", "a\\b.png", "x" * 201])
def test_the_name_of_an_attached_file_says_how_to_rename_it(file: str) -> None:
    made = SheetAttached(id(36), NUMBER, file, "0" * 64, ".png", "Camille", AT)
    with pytest.raises(Refusal, match=r"document\.name") as refused:
        sheet().require_next(made, TODAY)
    assert "renommez" in sentence(refused.value) and len(sentence(refused.value)) < 200
    sheet().require_next(replace(made, file="x" * 200), TODAY)


def test_nothing_is_closed_before_what_was_reworked_is_measured_again() -> None:
    assert refusal(sheet(DESCRIBED), CLOSED) == "not_decided"
    assert refusal(sheet(DESCRIBED, DECIDED, reinspected(2, good=True)), CLOSED) == "to_reinspect"
    failed = sheet(DESCRIBED, DECIDED, reinspected(2, good=True), reinspected(5, good=False))
    assert failed.to_reinspect() == (5,) and refusal(failed, CLOSED) == "to_reinspect"
    undescribed = sheet(DECIDED, reinspected(2, good=True), reinspected(5, good=True))
    assert refusal(undescribed, CLOSED) == "not_described"


def test_a_rework_that_fails_is_decided_again() -> None:
    again = replace(
        DECIDED, id=id(36),
        lines=(TreatmentLine(Treatment.SCRAP, 1, (5,)), TreatmentLine(Treatment.REWORK, 2, (2,))),
    )  # fmt: skip
    found = sheet(DESCRIBED, DECIDED, reinspected(2, good=True), reinspected(5, good=False), again)
    assert found.decision == again
    assert found.to_reinspect() == (2,)  # decided again, it is measured again


def test_only_its_own_pieces_are_measured_again() -> None:
    assert refusal(sheet(DECIDED), reinspected(3, good=True)) == "piece_not_named"
    assert refusal(sheet(), reinspected(2, good=True)) == "not_decided"


def test_corrective_actions_have_an_owner_a_date_and_a_check() -> None:
    planned = ActionPlanned(id(37), NUMBER, "Méthodes", TODAY, "changer de nuance", "Dominique", AT)
    sheet().require_next(planned, TODAY)
    assert refusal(sheet(), replace(planned, due=TODAY - timedelta(days=1))) == "action_past"
    assert refusal(sheet(), replace(planned, owner=" ")) == "text_missing"
    checked = ActionChecked(id(38), NUMBER, planned.id, True, "aucun défaut sur 50 pièces", "Dominique", AT)
    sheet(planned).require_next(checked, TODAY)
    assert refusal(sheet(planned), replace(checked, action=id(99))) == "action_unknown"


def test_the_pieces_of_an_open_sheet_are_held_back_and_the_others_until_it_says_so() -> None:
    open_ = sheet(DESCRIBED)
    assert held_back([open_], RECORD) == {2, 5} and held_back([open_], id(99)) == frozenset()
    assert others_held([open_], RECORD, {}) == (NUMBER,)
    released = sheet(OthersReleased(id(35), NUMBER, "plaquette changée après 5", "Dominique", "Dominique", AT))
    assert others_held([released], RECORD, {}) == () and held_back([released], RECORD) == {2, 5}
    cancelled = sheet(SheetCancelled(id(35), NUMBER, "doublon", "Dominique", "Dominique", AT))
    assert cancelled.state is SheetState.CANCELLED and held_back([cancelled], RECORD) == frozenset()


def test_sheets_are_made_of_their_acts() -> None:
    other = replace(RAISED, sheet="FNC-2026-002")
    found = sheets_of([RAISED, other, DESCRIBED])
    assert list(found) == [NUMBER, "FNC-2026-002"] and found[NUMBER].described == DESCRIBED

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
    SheetCancelled,
    SheetClosed,
    SheetState,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)

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
        ((*LINES, TreatmentLine(Treatment.SCRAP, 1)), "quantities"),
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
    for line in (
        TreatmentLine(Treatment.USE_AS_IS, 3, (2, 5), "DER-2026-001"),
        TreatmentLine(Treatment.USE_AS_IS, 3, (2, 5), function_unaltered=True),
    ):
        sheet().require_next(replace(DECIDED, lines=(line,)), TODAY)


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

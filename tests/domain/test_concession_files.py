"""Dérogations as bounded, signed objects: what they refuse to be, and what they never cover."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.concession_demands import require_possible
from metroapp.domain.concession_files import (
    Authority,
    AuthorityDecided,
    BadBox,
    Classification,
    ConcessionAct,
    ConcessionActivated,
    ConcessionClosed,
    ConcessionFile,
    ConcessionRequested,
    ConcessionWithdrawn,
    FileState,
    Found,
    IdentifiedPiece,
    Moment,
    OpinionGiven,
    PieceFound,
    WidenedLimits,
    files_of,
)
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic, Criticality, Means
from tests.workbench import characteristic

D = Decimal
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = AT.date()
KEY = ("ESSAI-01", "PL-1", "A")
RECORD = EntryId("P1", 12)
NUMBER = "DER-2026-001"
PART = {
    found.balloon: found
    for found in (
        characteristic("1", "35 ±0,1", Means.CALIPER),
        characteristic("2", "Ø20 h7", Means.MICROMETER),
        characteristic("3", "50 ±0,2", Means.CALIPER, criticality=Criticality.SAFETY),
        characteristic("4", "Ra 1,6", Means.ROUGHNESS_TESTER),
    )
}


def id(sequence: int) -> EntryId:
    return EntryId("P1", sequence)


BEFORE = ConcessionRequested(
    id(20), NUMBER, Moment.BEFORE_PRODUCTION, KEY, (WidenedLimits("1", None, D("35.2"), "35 ±0,1"),), 3, None, (),
    "outil usé, livraison demain", "montage sans conséquence", Classification.MINOR, False, "Camille", AT,
)  # fmt: skip
AFTER = replace(
    BEFORE, moment=Moment.AFTER_PRODUCTION, quantity=None,
    pieces=(IdentifiedPiece(RECORD, 2, (id(14),)), IdentifiedPiece(RECORD, 5, (id(17),))),
)  # fmt: skip
OPINION = OpinionGiven(id(21), NUMBER, True, "sans conséquence", "Dominique", "Dominique", AT)
DESIGN = AuthorityDecided(id(22), NUMBER, Authority.DESIGN, True, "BE-77", "M. Petit", TODAY, "", "Dominique", AT)
CUSTOMER = replace(DESIGN, id=id(23), authority=Authority.CUSTOMER, reference="C-12")
ACTIVE = ConcessionActivated(id(24), NUMBER, "Dominique", "Dominique", AT)


def bad(
    balloon: str = "1",
    value: str | None = "35.15",
    measurement: int = 30,
    piece: int = 1,
    before: tuple[Found, ...] = (),
) -> BadBox:
    found = PART[balloon]
    size, callout = Found(None if value is None else D(value)), found.callout
    return BadBox(
        BoxKey(piece, balloon), id(measurement), found, size, callout.lower_limit, callout.upper_limit, before=before
    )  # fmt: skip


def refusal(request: ConcessionRequested, part: dict[str, Characteristic] = PART) -> str:
    with pytest.raises(Refusal) as refused:
        require_possible(request, part, TODAY)
    return refused.value.message.code.removeprefix("concession_file.")


def objection(
    file: ConcessionFile,
    *boxes: BadBox,
    piece: int = 1,
    made: int = 25,
    on: date = TODAY,
    record: EntryId = RECORD,
    simulated: bool = False,
) -> str:
    bad_piece = PieceFound(record, KEY, piece, boxes or (bad(),), simulated, lambda place: made < place.sequence)
    found = file.objection(bad_piece, on)
    return "" if found is None else found.code.removeprefix("concession_file.")


def test_a_bounded_demand_is_possible() -> None:
    require_possible(BEFORE, PART, TODAY)
    require_possible(AFTER, PART, TODAY)
    require_possible(replace(BEFORE, quantity=None, until=TODAY), PART, TODAY)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (replace(BEFORE, quantity=None), "unbounded"),
        (replace(BEFORE, quantity=0), "quantity"),
        (replace(BEFORE, pieces=AFTER.pieces), "mixed"),
        (replace(AFTER, quantity=2), "mixed"),
        (replace(AFTER, until=TODAY), "mixed"),
        (replace(AFTER, pieces=()), "nothing_named"),
        (replace(BEFORE, limits=()), "nothing_named"),
        (replace(BEFORE, limits=(WidenedLimits("9", None, D(1)),)), "unknown_balloon"),
        (replace(BEFORE, limits=(WidenedLimits("3", None, D("50.3")),)), "safety_before"),
        (replace(AFTER, limits=(WidenedLimits("3", None, D("50.3")),)), "safety"),
        (replace(BEFORE, limits=(WidenedLimits("1", None, None),)), "not_wider"),
        (replace(BEFORE, limits=(WidenedLimits("1", None, D("35.1")),)), "not_wider"),
        (replace(BEFORE, limits=(WidenedLimits("1", D("34.95"), D("35.2")),)), "not_wider"),
        (replace(BEFORE, limits=(WidenedLimits("4", D("0.1"), D("2.0")),)), "not_wider"),
        (replace(BEFORE, consequences=" "), "incomplete"),
    ],
)
def test_a_demand_that_bounds_nothing_or_departs_from_what_it_may_not(request_: ConcessionRequested, code: str) -> None:
    assert refusal(request_) == code


def test_a_safety_characteristic_only_where_the_workshop_allows_it() -> None:
    require_possible(replace(BEFORE, limits=(WidenedLimits("3", None, D("50.3")),)), PART, TODAY, safety_allowed=True)


def test_no_activation_before_the_decision_of_the_design_authority() -> None:
    file = ConcessionFile((BEFORE, OPINION))
    assert file.state(TODAY) is FileState.REQUESTED
    with pytest.raises(Refusal) as refused:
        file.require_next(ACTIVE, TODAY)
    assert refused.value.message.code == "concession_file.decision_missing"
    ConcessionFile((BEFORE, OPINION, DESIGN)).require_next(ACTIVE, TODAY)


def test_a_departure_from_the_contract_takes_the_customer_too() -> None:
    asked = replace(BEFORE, departs_from_contract=True)
    assert ConcessionFile((asked, OPINION, DESIGN)).state(TODAY) is FileState.REQUESTED
    assert ConcessionFile((asked, OPINION, DESIGN, CUSTOMER)).state(TODAY) is FileState.GRANTED


def test_no_activation_against_the_opinion_of_quality() -> None:
    for acts in ((BEFORE, DESIGN), (BEFORE, replace(OPINION, favourable=False), DESIGN)):
        with pytest.raises(Refusal) as refused:
            ConcessionFile(acts).require_next(ACTIVE, TODAY)
        assert refused.value.message.code == "concession_file.opinion_missing"


def test_a_refused_demand_is_only_closed() -> None:
    file = ConcessionFile((BEFORE, OPINION, replace(DESIGN, accepted=False)))
    assert file.state(TODAY) is FileState.REFUSED
    with pytest.raises(Refusal) as refused:
        file.require_next(ACTIVE, TODAY)
    assert refused.value.message.code == "concession_file.not_now"
    file.require_next(ConcessionClosed(id(30), NUMBER, "Dominique", AT), TODAY)


def test_a_decision_names_who_made_it_and_when() -> None:
    file = ConcessionFile((BEFORE, OPINION))
    for act, code in (
        (replace(DESIGN, name=" "), "authority_unnamed"),
        (replace(DESIGN, reference=""), "authority_unnamed"),
        (replace(DESIGN, on=TODAY + timedelta(days=1)), "decided_later"),
    ):
        with pytest.raises(Refusal) as refused:
            file.require_next(act, TODAY)
        assert refused.value.message.code == f"concession_file.{code}"


PERMIT = ConcessionFile((BEFORE, OPINION, DESIGN, ACTIVE))
CONCESSION = ConcessionFile((AFTER, OPINION, DESIGN, ACTIVE))


def test_a_permit_covers_pieces_made_after_its_activation_inside_its_limits() -> None:
    assert objection(PERMIT) == ""
    assert objection(PERMIT, bad(value="35.2")) == ""
    assert objection(PERMIT, bad(value="35.201")) == "beyond"
    assert objection(PERMIT, bad(value="34.85")) == "beyond"  # the other side stays as it is drawn
    assert objection(PERMIT, made=23) == "made_before"


def test_every_bad_characteristic_must_be_covered() -> None:
    assert objection(PERMIT, bad(), bad("2", "20.05")) == "balloon_not_covered"


def test_its_counter_goes_down_and_the_fourth_piece_is_not_covered() -> None:
    assert [replace(PERMIT, used=used).remaining for used in range(5)] == [3, 2, 1, 0, 0]
    assert objection(replace(PERMIT, used=2)) == ""
    spent = replace(PERMIT, used=3)
    assert spent.state(TODAY) is FileState.EXHAUSTED and objection(spent) == "not_active"


def test_it_expires_after_its_last_day() -> None:
    file = replace(PERMIT, acts=(replace(BEFORE, until=TODAY), *PERMIT.acts[1:]))
    assert objection(file) == ""
    assert objection(file, on=TODAY + timedelta(days=1)) == "not_active"
    assert file.state(TODAY + timedelta(days=1)) is FileState.EXPIRED


def test_withdrawn_it_covers_nothing_more() -> None:
    withdrawal = ConcessionWithdrawn(id(40), NUMBER, "retour client", "Dominique", "Dominique", AT)
    PERMIT.require_next(withdrawal, TODAY)
    file = replace(PERMIT, acts=(*PERMIT.acts, withdrawal))
    assert file.state(TODAY) is FileState.WITHDRAWN and objection(file) == "not_active"
    with pytest.raises(Refusal):
        file.require_next(ACTIVE, TODAY)


def test_a_concession_covers_its_pieces_with_the_values_they_had() -> None:
    assert objection(CONCESSION, bad(measurement=14), piece=2) == ""
    assert objection(CONCESSION, bad(measurement=15), piece=2) == "other_value"
    assert objection(CONCESSION, bad(measurement=14), piece=2, record=EntryId("P1", 99)) == "piece_not_named"
    assert CONCESSION.remaining is None


@given(st.integers(1, 50))
def test_a_concession_absorbs_no_other_piece(piece: int) -> None:
    measurement = {2: 14, 5: 17}.get(piece, 14)
    covered = objection(CONCESSION, bad(measurement=measurement), piece=piece) == ""
    assert covered is (piece in (2, 5))


@given(st.decimals("34", "36", places=3))
def test_no_value_outside_the_widened_limits_is_ever_covered(value: Decimal) -> None:
    covered = objection(PERMIT, bad(value=str(value))) == ""
    assert covered is (D("34.9") <= value <= D("35.2"))


def test_files_are_made_of_their_acts() -> None:
    other = replace(BEFORE, file="DER-2026-002")
    found = files_of([BEFORE, other, OPINION], {NUMBER: 2})
    assert list(found) == [NUMBER, "DER-2026-002"]
    assert (found[NUMBER].acts, found[NUMBER].remaining) == ((BEFORE, OPINION), 1)


def test_pieces_refused_by_a_gauge_or_by_the_rule_alone_are_accepted_as_they_are() -> None:
    """Inside the limits drawn there is nothing to widen; beyond them the limits must still say how far."""
    asked = replace(AFTER, limits=(replace(AFTER.limits[0], lower=None, upper=None),))
    require_possible(asked, PART, TODAY)
    assert refusal(replace(BEFORE, limits=asked.limits)) == "not_wider"
    file = ConcessionFile((asked, OPINION, DESIGN, ACTIVE))
    assert objection(file, bad(value=None, measurement=14, piece=2), piece=2) == ""
    assert objection(file, bad(value="35.1", measurement=14, piece=2), piece=2) == ""
    assert objection(file, bad(value="35.15", measurement=14, piece=2), piece=2) == "beyond"


@pytest.mark.parametrize(
    "acts",
    [(BEFORE,), (BEFORE, OPINION), (BEFORE, OPINION, DESIGN), (BEFORE, DESIGN), (BEFORE, OPINION, DESIGN, ACTIVE)],
)
def test_what_may_follow_is_what_is_not_refused(acts: tuple[ConcessionAct, ...]) -> None:
    file = ConcessionFile(acts)
    withdrawn = ConcessionWithdrawn(id(25), NUMBER, "retour", "Dominique", "Dominique", AT)
    for act in (OPINION, DESIGN, ACTIVE, withdrawn, ConcessionClosed(id(26), NUMBER, "Dominique", AT)):
        try:
            file.require_next(act, TODAY)
        except Refusal:
            assert not file.may_follow(type(act), TODAY)
        else:
            assert file.may_follow(type(act), TODAY)


@pytest.mark.parametrize("text", ["Infinity", "NaN", "sNaN", "1E+999999", "35.1000000000000000001"])
def test_an_infinite_limit_covered_anything(text: str) -> None:
    assert refusal(replace(BEFORE, limits=(WidenedLimits("1", None, D(text)),))) == "limit"


def test_two_lines_for_a_balloon_and_a_day_that_is_past_were_accepted() -> None:
    assert refusal(replace(BEFORE, limits=BEFORE.limits * 2)) == "balloon_twice"
    assert refusal(replace(AFTER, pieces=AFTER.pieces * 2)) == "piece_twice"
    assert refusal(replace(BEFORE, until=TODAY - timedelta(days=1))) == "past"


def test_a_characteristic_that_changed_since_the_demand_was_covered() -> None:
    other, safety = bad(), bad()
    other = replace(other, characteristic=characteristic("1", "34,7 ±0,1", Means.CALIPER))
    assert objection(PERMIT, other) == "other_callout"
    safety = replace(
        safety, characteristic=characteristic("1", "35 ±0,1", Means.CALIPER, criticality=Criticality.SAFETY)
    )
    assert objection(PERMIT, safety) == "safety"


def test_a_size_seen_bad_without_a_value_was_covered() -> None:
    assert objection(PERMIT, bad(value=None)) == "no_value"
    assert objection(CONCESSION, bad(value=None, measurement=14), piece=2) == ""


def test_the_decision_rule_was_not_applied_to_the_widened_limits() -> None:
    guarded = replace(bad(value="35.19"), rule=DecisionRule(RuleName.ISO_14253_1))
    assert objection(PERMIT, guarded) == "beyond"  # nothing proves it
    assert objection(PERMIT, replace(guarded, found=Found(D("35.19"), D("0.02")))) == "beyond"
    assert objection(PERMIT, replace(guarded, found=Found(D("35.15"), D("0.02")))) == ""


def test_a_value_inside_after_one_beyond_was_covered_without_a_second() -> None:
    beyond, inside = Found(D("35.3")), Found(D("35.14"))
    assert objection(PERMIT, bad(before=(beyond,))) == "second_reading"
    assert objection(PERMIT, bad(before=(beyond, inside))) == ""
    assert objection(PERMIT, bad(before=(beyond, inside._replace(counts=False)))) == "second_reading"


def test_a_simulated_piece_used_the_count_of_a_real_one() -> None:
    assert objection(PERMIT, simulated=True) == "not_simulated"
    simulated = ConcessionFile((replace(BEFORE, simulated=True), *PERMIT.acts[1:]))
    assert objection(simulated, simulated=True) == "" and objection(simulated) == "simulated"


def test_a_refusal_of_the_customer_was_ignored_where_the_contract_is_said_to_be_kept() -> None:
    refused = ConcessionFile((BEFORE, OPINION, DESIGN, replace(CUSTOMER, accepted=False)))
    assert refused.state(TODAY) is FileState.REFUSED


def test_a_closed_file_could_not_be_withdrawn_nor_a_demand_given_up() -> None:
    closing = ConcessionClosed(id(30), NUMBER, "Dominique", AT)
    ConcessionFile((BEFORE,)).require_next(closing, TODAY)
    withdrawal = ConcessionWithdrawn(id(40), NUMBER, "retour client", "Dominique", "Dominique", AT)
    ConcessionFile((*PERMIT.acts, closing)).require_next(withdrawal, TODAY)
    given_up = ConcessionFile((BEFORE, closing))
    assert not given_up.may_follow(ConcessionWithdrawn, TODAY)
    with pytest.raises(Refusal):
        given_up.require_next(withdrawal, TODAY)

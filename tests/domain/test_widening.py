"""What a bad sample adds to the pieces to be measured, and what takes it away again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Means, Sampling
from tests.domain.record_session import Filling
from tests.workbench import characteristic

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
EVERY_THIRD = replace(LENGTH, sampling=Sampling(every=3))
HOLE = characteristic("1", "Ø20 H7", Means.MICROMETER)
PLACE = characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, Sampling(every=3), size_balloon="1")
THREAD = characteristic("1", "M8-6H", Means.THREAD_PLUG, Sampling(every=3))


def test_a_cancelled_bad_value_still_holds_the_pieces_back() -> None:
    """Seen: bad sample, undo, impossible: nothing was held back any more."""
    filling = Filling(EVERY_THIRD, pieces=7).value(1, "35.00").value(4, "35.30")
    held_back = {2, 3, 5, 6}
    assert filling.record.widened("1") == held_back
    filling.undo()
    assert filling.record.widened("1") == held_back
    filling.impossible(4)
    assert filling.record.widened("1") == held_back
    assert [filling.status(piece) for piece in (2, 4)] == [BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE]
    assert [filling.record.disposition(piece) for piece in (2, 4)] == [Disposition.UNSORTED] * 2


def test_a_bad_sample_holds_the_pieces_back_until_two_good_values_or_a_visa() -> None:
    filling = Filling(EVERY_THIRD, pieces=7).value(1, "35.00").value(4, "35.30").undo().value(4, "35.00")
    assert filling.record.widened("1") == {2, 3, 5, 6}
    assert filling.value(4, "35.01").record.widened("1") == set()
    signed = Filling(EVERY_THIRD, pieces=7).value(1, "35.00").value(4, "35.30", "35.00")
    assert signed.record.widened("1") == {2, 3, 5, 6}
    assert signed.visa(4).record.widened("1") == set()
    assert signed.undo().record.widened("1") == {2, 3, 5, 6}
    assert signed.record.ever_widened("1") == {2, 3, 5, 6}


def test_a_bad_value_taken_back_where_nothing_was_planned_is_not_forgotten() -> None:
    """Seen: bad on a piece outside the sample, undo: the piece was good by its other boxes."""
    options = RecordOptions(widens=False)
    shaft = characteristic("2", "Ø20 h7", Means.MICROMETER)
    filling = Filling(EVERY_THIRD, shaft, pieces=3, options=options).value(2, "19.990", balloon="2")
    assert filling.record.disposition(2) is Disposition.CONFORMING
    assert filling.value(2, "35.30").undo().status(2) is BoxStatus.NOT_MEASURED
    assert filling.record.disposition(2) is Disposition.UNSORTED
    filling.impossible(2)
    assert filling.record.disposition(2) is Disposition.UNSORTED


def test_a_size_that_takes_a_bonus_away_holds_the_pieces_back() -> None:
    """Seen: the size of the hole was measured after its position: the verdict followed, the sample did not."""
    filling = Filling(HOLE, PLACE, pieces=7)
    filling.value(1, "20.000").value(1, "0.050", balloon="2")
    filling.value(4, "20.015").value(4, "0.110", balloon="2")
    assert filling.status(4, "2") is BoxStatus.CONFORMING and filling.record.widened("2") == set()
    filling.value(4, "20.002")
    assert filling.status(4, "2") is BoxStatus.NONCONFORMING
    assert filling.record.widened("2") == {2, 3, 5, 6}
    assert filling.undo().record.widened("2") == {2, 3, 5, 6}  # it was seen bad: nothing proves it good yet
    assert filling.visa(4, "2").record.widened("2") == set()


def test_a_bonus_taken_back_does_not_let_the_pieces_go() -> None:
    filling = Filling(HOLE, PLACE, pieces=7).value(4, "0.110", balloon="2").value(4, "20.002")
    assert filling.record.widened("2") == {2, 3, 5, 6}
    filling.undo().impossible(4)
    assert filling.status(4, "2") is BoxStatus.UNDECIDED  # the bonus is unknown again
    assert filling.record.widened("2") == {2, 3, 5, 6}


def test_a_size_that_gives_the_bonus_does_not_let_the_pieces_go_alone() -> None:
    """Seen: the position of the sample was bad; the hole measured again, larger, and nothing was held back."""
    filling = Filling(HOLE, PLACE, pieces=7).value(4, "20.002").value(4, "0.110", balloon="2")
    assert filling.record.widened("2") == {2, 3, 5, 6}
    assert filling.value(4, "20.015").record.widened("2") == {2, 3, 5, 6}
    assert filling.value(4, "0.105", "0.106", balloon="2").record.widened("2") == set()
    assert filling.record.ever_widened("2") == {2, 3, 5, 6}


def test_a_sample_in_the_uncertainty_zone_holds_the_pieces_back() -> None:
    """Seen: the value was asked about as bad, and the pieces around it were not held back."""
    guarded = replace(EVERY_THIRD, rule=DecisionRule(RuleName.GUARD, Decimal("0.02")))
    filling = Filling(guarded, pieces=7).value(1, "35.00").value(4, "35.09")
    assert filling.status(4) is BoxStatus.UNDECIDED and filling.asked() == BoxKey(4, "1")
    assert filling.record.widened("1") == {2, 3, 5, 6}
    assert filling.mean(4, "35.06", "35.07").record.widened("1") == set()


def test_a_half_measured_piece_is_no_good_check() -> None:
    """Seen: the GO plug alone passed on piece 4, and piece 7 no longer held back what came before it."""
    filling = Filling(THREAD, pieces=9)
    filling.see(1, BoxCode.GO, Observation.PASSES)
    filling.see(1, BoxCode.NO_GO, Observation.DOES_NOT_PASS)
    filling.see(1, BoxCode.PLAIN, Observation.CONFORMING)
    filling.see(4, BoxCode.GO, Observation.PASSES)
    filling.see(7, BoxCode.GO, Observation.DOES_NOT_PASS)
    assert filling.record.characteristic_status(1, THREAD) is BoxStatus.CONFORMING
    assert filling.record.widened("1") == {2, 3, 5, 6, 8, 9}


@given(st.lists(st.sampled_from(["35.00", "35.30", "undo", "impossible"]), min_size=1, max_size=12), st.data())
def test_what_was_seen_bad_is_held_back_until_it_conforms(gestures: list[str], data: st.DataObject) -> None:
    filling = Filling(EVERY_THIRD, pieces=10)
    for gesture in gestures:
        piece = data.draw(st.integers(1, 10))
        if gesture == "undo":
            if filling.record.last_live is not None:
                filling.undo()
        elif gesture == "impossible":
            if filling.record.measurement(BoxKey(piece, "1")) is None:
                filling.impossible(piece)
        else:
            filling.value(piece, gesture)
    record = filling.record
    for piece in record.pieces:
        box = BoxKey(piece, "1")
        if record.was_bad(box) and record.status(box) is not BoxStatus.CONFORMING:
            assert record.is_planned(box) and record.disposition(piece) is not Disposition.CONFORMING
            for beside in (piece - 1, piece + 1):
                if beside in record.pieces:
                    assert record.is_planned(BoxKey(beside, "1")) or record.status(BoxKey(beside, "1")) in (
                        BoxStatus.CONFORMING,
                        BoxStatus.IMPOSSIBLE,
                    )

"""Which instruments are fit for a callout, and why the others are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.acceptance import Requirement, accepts_nothing, zones
from metroapp.domain.budget import Source
from metroapp.domain.callout import Callout, Nature
from metroapp.domain.candidate import Candidate
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.suitability import Criteria, Fitness, Suitability, rank
from metroapp.services.reference import standards
from metroapp.wording.sentences import sentence

D = Decimal
K = InstrumentKind
ISO = DecisionRule(RuleName.ISO_14253_1)


def read(text: str) -> Callout:
    return read_callout(text, standards())


def means(
    kind: InstrumentKind, *, u: str = "", error: str = "", step: str = "", span: tuple[str, str] = ("0", "150"),
    number: str = "X-01", unit: Unit = Unit.MM, due: date | None = None, thread: str = "",
) -> Candidate:  # fmt: skip
    instrument = Instrument(
        number, "", kind, resolution=D(step) if step else None, range_lower=D(span[0]), range_upper=D(span[1]),
        uncertainty=Quantity(D(u), unit) if u else None, due=due,
        permissible_error=PermissibleError(D(error)) if error else None,
    )  # fmt: skip
    return Candidate(instrument, read(thread) if thread else None)


CALIPER = means(K.CALIPER, error="0.020", step="0.01", number="PC-01")
MICROMETER = means(K.MICROMETER, error="0.004", step="0.001", span=("0", "25"), number="M-02")
INDICATOR = means(K.DIAL_INDICATOR, error="0.002", step="0.001", span=("-1", "1"), number="C-03")


def judged(
    text: str, candidate: Candidate, criteria: Criteria | None = None, *, nature: Nature | None = None,
    on: date | None = None,
) -> Suitability:  # fmt: skip
    (found,) = rank(read(text), [candidate], criteria, nature=nature, on=on)
    return found


def codes(found: Suitability) -> list[str]:
    return [reason.code.removeprefix("suitability.") for reason in found.reasons]


def test_for_20_h7_the_micrometer_of_4_micrometres_is_accepted_and_the_caliper_unfit() -> None:
    # Ø20 h7 (21 µm): U ≈ 5 µm is at most 21/4; a caliper of EMT 20 µm has U ≈ 23 µm.
    first, second = rank(read("Ø20 h7"), [CALIPER, MICROMETER], Criteria(rule=ISO))
    assert (first.instrument.number, first.fitness, first.ratio) == ("M-02", Fitness.ACCEPTED, D("4.54"))
    assert first.source is Source.PERMISSIBLE_ERROR and first.expanded is not None
    assert round(first.expanded, 4) == D("0.0046")
    assert codes(first) == ["uncertainty_small", "from_error"]
    assert (second.instrument.number, second.fitness) == ("PC-01", Fitness.UNFIT)
    assert codes(second) == ["resolution", "uncertainty_large", "no_acceptance", "from_error"]


def test_for_20_h6_that_micrometer_is_refused_and_comparison_is_proposed() -> None:
    first, second, third = rank(read("Ø20 h6"), [CALIPER, MICROMETER, INDICATOR])
    assert (first.instrument.number, first.fitness) == ("C-03", Fitness.ACCEPTED)
    assert "by_comparison" in codes(first)
    assert {second.fitness, third.fitness} == {Fitness.UNFIT}


@pytest.mark.parametrize(
    ("u", "fitness"),
    [("0.0125", Fitness.GOOD), ("0.012500001", Fitness.ACCEPTED), ("0.025", Fitness.ACCEPTED),
     ("0.025000001", Fitness.UNFIT)],
)  # fmt: skip
def test_an_uncertainty_equal_to_its_part_of_the_interval_is_small_enough(u: str, fitness: Fitness) -> None:
    assert judged("30 ±0,1", means(K.CALIPER, u=u)).fitness is fitness


def test_the_ratios_are_settings() -> None:
    caliper = means(K.CALIPER, u="0.03")
    assert judged("30 ±0,1", caliper).fitness is Fitness.UNFIT
    assert judged("30 ±0,1", caliper, Criteria(D(4), D(3))).fitness is Fitness.ACCEPTED
    assert judged("30 ±0,1", caliper, Criteria(D(3), D(3))).fitness is Fitness.GOOD
    for good, accepted in (("4", "8"), ("8", "0.5"), ("0", "0"), ("8", "NaN")):
        with pytest.raises(Refusal) as refused:
            Criteria(D(good), D(accepted))
        assert refused.value.message.code == "suitability.ratios"


@pytest.mark.parametrize(
    ("text", "nature", "candidate", "code"),
    [
        ("Ø16 H8", None, means(K.MICROMETER, u="0.001"), "access"),
        ("Ø16 h8", None, means(K.INTERNAL_MICROMETER, u="0.001"), "access"),
        ("Ø16 H8", None, means(K.DIAL_INDICATOR, u="0.0005"), "access"),
        ("8 ±0,1", Nature.DEPTH, means(K.MICROMETER, u="0.001"), "access"),
        ("8 ±0,1", Nature.EXTERNAL, means(K.DEPTH_GAUGE, u="0.001"), "access"),
        ("60 ±0,1", Nature.CENTRE_DISTANCE, means(K.MICROMETER, u="0.001"), "access"),
        ("Ra 0,8", None, means(K.CALIPER, u="0.001"), "kind"),
        ("Ø20 h7", None, means(K.ROUGHNESS_TESTER, u="0.05", unit=Unit.UM), "kind"),
        ("aspect sans rayure", None, CALIPER, "kind"),
        ("Ø20 h7", None, means(K.MICROMETER, u="0.001", span=("25", "50")), "below_range"),
        ("Ø30 h7", None, means(K.MICROMETER, u="0.001", span=("0", "25")), "above_range"),
        ("Ø200 H7", None, means(K.HEIGHT_GAUGE, u="0.001"), "course"),
        ("⏥0,05", None, means(K.DIAL_INDICATOR, u="0.001", span=("-0.02", "0.02")), "course"),
        ("30 ±0,04", Nature.EXTERNAL, means(K.CALIPER, u="0.001", step="0.01"), "resolution"),
    ],
)
def test_what_an_instrument_cannot_do(text: str, nature: Nature | None, candidate: Candidate, code: str) -> None:
    found = judged(text, candidate, nature=nature)
    assert found.fitness is Fitness.UNFIT
    assert codes(found) == [code]


@pytest.mark.parametrize(
    ("text", "nature", "candidate"),
    [
        ("Ø16 H8", None, means(K.INTERNAL_MICROMETER, u="0.001", step="0.001")),
        ("8 ±0,1", Nature.DEPTH, means(K.DEPTH_MICROMETER, u="0.001")),
        ("8 ±0,1", Nature.STEP, means(K.DEPTH_GAUGE, u="0.01", step="0.01")),
        ("60 ±0,1", Nature.CENTRE_DISTANCE, means(K.CMM, u="0.002", span=("5", "700"))),
        ("Ra 0,8", None, means(K.ROUGHNESS_TESTER, u="0.05", unit=Unit.UM)),
        ("30° ±1°", None, means(K.PROTRACTOR, u="0.125", unit=Unit.DEG)),
        ("⏥0,05", None, means(K.DIAL_INDICATOR, u="0.001", span=("-1", "1"))),
    ],
)
def test_what_an_instrument_can_do(text: str, nature: Nature | None, candidate: Candidate) -> None:
    found = judged(text, candidate, nature=nature)
    assert (found.fitness, codes(found)) == (Fitness.GOOD, ["uncertainty_small"])


def test_the_micrometer_of_25_f7_is_the_one_that_ends_at_25() -> None:
    below = means(K.MICROMETER, u="0.001", span=("0", "25"), number="M-02")
    above = means(K.MICROMETER, u="0.001", span=("25", "50"), number="M-05")
    assert judged("Ø25 f7", below).fitness is Fitness.GOOD
    assert (judged("Ø25 f7", above).fitness, codes(judged("Ø25 f7", above))) == (Fitness.UNFIT, ["below_range"])


def test_a_range_that_ends_between_the_limits_is_no_better_than_accepted() -> None:
    found = judged("25 ±0,1", means(K.MICROMETER, u="0.001", span=("0", "25")), nature=Nature.EXTERNAL)
    assert (found.fitness, codes(found)) == (Fitness.ACCEPTED, ["range_ends", "uncertainty_small"])


def test_without_an_uncertainty_nothing_is_good() -> None:
    bare = judged("30 ±0,1", means(K.CALIPER))
    assert (bare.fitness, codes(bare), bare.expanded, bare.ratio) == (
        Fitness.UNKNOWN, ["uncertainty_unknown"], None, None,
    )  # fmt: skip
    stepped = judged("30 ±0,1", means(K.CALIPER, step="0.01"))
    assert (stepped.fitness, stepped.source) == (Fitness.UNKNOWN, Source.RESOLUTION)
    assert codes(stepped) == ["from_step", "uncertainty_small"]
    # a length says nothing of an angle
    assert codes(judged("30° ±1°", means(K.CMM, u="0.002"))) == ["uncertainty_unknown"]


def test_a_step_too_coarse_refuses_even_when_the_uncertainty_is_not_known() -> None:
    found = judged("30 ±0,01", means(K.CALIPER, step="0.01"))
    assert (found.fitness, codes(found)) == (Fitness.UNFIT, ["resolution", "uncertainty_large", "from_step"])


def test_one_limit_gives_no_interval_to_compare_with() -> None:
    found = judged("12 max", means(K.CALIPER, u="0.01"))
    assert (found.fitness, codes(found)) == (Fitness.UNKNOWN, ["no_interval"])


def test_an_overdue_instrument_is_unfit_from_the_day_after() -> None:
    caliper = means(K.CALIPER, u="0.001", due=date(2030, 6, 30))
    assert judged("30 ±0,1", caliper, on=date(2030, 6, 30)).fitness is Fitness.GOOD
    assert codes(judged("30 ±0,1", caliper, on=date(2030, 7, 1))) == ["overdue"]


def test_a_means_limited_by_words_alone_was_ranked_as_if_nothing_were_said_of_it() -> None:
    limited: dict[str, Any] = {"state": InstrumentState.LIMITED, "limitation": "ébauche"}
    caliper, plug = means(K.CALIPER, u="0.001"), means(K.THREAD_PLUG, thread="M8-6H")
    for text, one in (("30 ±0,1", caliper), ("M8-6H", plug)):
        found = judged(text, replace(one, instrument=replace(one.instrument, **limited)))
        assert (found.fitness, codes(found)) == (Fitness.UNFIT, ["limited_use"])
        assert "ébauche" in sentence(found.reasons[0])
    bounded = replace(caliper.instrument, limited_lower=D(0), limited_upper=D(50), **limited)
    assert judged("30 ±0,1", replace(caliper, instrument=bounded)).fitness is Fitness.GOOD


def test_a_difference_of_two_readings_has_the_uncertainty_of_both() -> None:
    # u·√2, as for the value that the record keeps
    for kind, text in ((K.DIAL_INDICATOR, "⏥0,05"), (K.HEIGHT_GAUGE, "Ø20 H7"), (K.DIAL_INDICATOR, "Ø20 h7")):
        assert judged(text, means(kind, u="0.001")).standard == D("0.001414214")


def test_the_deviation_of_a_form_begins_at_zero() -> None:
    # g = 1.65·√2·0.01 = 0.0233 leaves nothing of 0.02, though only its upper limit is written.
    found = judged("⏥0,02", means(K.DIAL_INDICATOR, u="0.01"), Criteria(rule=ISO))
    assert codes(found) == ["uncertainty_large", "no_acceptance"]
    assert "no_acceptance" not in codes(judged("⏥0,05", means(K.DIAL_INDICATOR, u="0.01"), Criteria(rule=ISO)))


def test_a_thread_gauge_is_for_its_own_thread() -> None:
    plug, ring = means(K.THREAD_PLUG, thread="M8-6H"), means(K.THREAD_RING, thread="M8-6g")
    assert judged("M8-6H", plug).fitness is Fitness.GOOD
    assert codes(judged("M8-6H", ring)) == ["access"]
    assert codes(judged("M8x1-6H", plug)) == ["other_thread"]
    assert codes(judged("M8-5H", plug)) == ["other_thread"]
    assert judged("M8-6H", means(K.THREAD_PLUG)).fitness is Fitness.UNKNOWN
    assert codes(judged("M8-6H", CALIPER)) == ["kind"]


@pytest.mark.parametrize("text", ["(20)", "[20]", "R5"])
def test_what_no_value_can_conform_to_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        rank(read(text), [CALIPER])
    assert refused.value.message.code == "decision.no_limit"


def test_of_those_as_fit_the_quickest_first_then_the_finest() -> None:
    ranked = rank(
        read("30 ±0,1"),
        [
            means(K.DIAL_INDICATOR, u="0.0005", number="A"), means(K.MICROMETER, u="0.002", number="B"),
            means(K.MICROMETER, u="0.001", number="C"), means(K.CALIPER, u="0.012", number="D"),
            means(K.CALIPER, u="0.02", number="E"), means(K.ROUGHNESS_TESTER, number="F"),
            means(K.CALIPER, number="G"), means(K.CALIPER, u="1", number="H"),
        ],
        nature=Nature.EXTERNAL,
    )  # fmt: skip
    assert "".join(one.instrument.number for one in ranked) == "DCBAEGHF"


lengths = st.decimals(D("0.0001"), D("2"), places=4, allow_nan=False)


@given(lengths, lengths, st.sampled_from([RuleName.SIMPLE, RuleName.ISO_14253_1, RuleName.ISO_14253_1_U]))
def test_a_fit_instrument_can_always_accept_something(half: Decimal, u: Decimal, name: RuleName) -> None:
    criteria = Criteria(rule=DecisionRule(name))
    callout = read(f"30 ±{half}".replace(".", ","))
    (found,) = rank(callout, [means(K.CALIPER, u=str(u))], criteria)
    none = zones(Requirement(callout.lower_limit, callout.upper_limit), criteria.rule, u).reason is not None
    assert ("no_acceptance" in codes(found)) == none
    assert (found.fitness is Fitness.GOOD) == (16 * u <= 2 * half)
    assert (found.fitness is Fitness.UNFIT) == (8 * u > 2 * half)
    assert found.ratio is not None and found.ratio * 2 * u <= 2 * half


@given(lengths, lengths)
def test_nothing_can_be_accepted_where_the_zones_say_so(interval: Decimal, u: Decimal) -> None:
    requirement = Requirement(D(0), interval)
    for name in (RuleName.SIMPLE, RuleName.ISO_14253_1, RuleName.ISO_14253_1_U):
        rule = DecisionRule(name)
        assert accepts_nothing(requirement, rule, u) == (zones(requirement, rule, u).reason is not None)


@given(lengths, lengths, lengths)
def test_a_smaller_uncertainty_is_never_less_fit(half: Decimal, u: Decimal, other: Decimal) -> None:
    order = list(Fitness)
    fine, coarse = (means(K.CALIPER, u=str(one)) for one in sorted((u, other)))
    text = f"30 ±{half}".replace(".", ",")
    assert order.index(judged(text, fine).fitness) <= order.index(judged(text, coarse).fitness)

"""The texts of a decision rule and of a standard uncertainty: read as people type them, written to be read again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.decision_rule_text import GENERAL_NAMES, read_general_rule, read_rule, write_rule
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.quantity_text import read_quantity, with_unit, write_quantity

NUMBERS = st.integers(0, 10**9).map(lambda value: Decimal(value).scaleb(-6))
NAMED = st.sampled_from([DecisionRule(RuleName(name)) for name in GENERAL_NAMES])


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ("simple|Simple|acceptation simple|ACCEPTATION  SIMPLE", RuleName.SIMPLE),
        ("iso14253-1|ISO 14253-1|iso 14253‑1|ISO\u00a014253-1", RuleName.ISO_14253_1),
        ("iso14253-1-U|ISO 14253-1 (U)|iso 14253-1 u|ISO14253-1-u", RuleName.ISO_14253_1_U),
    ],
)
def test_the_names_that_people_type(texts: str, name: RuleName) -> None:
    for text in texts.split("|"):
        assert read_rule(text) == read_general_rule(text) == DecisionRule(name), text


@pytest.mark.parametrize(
    ("text", "unit", "guard"),
    [
        ("guard 0,005", None, "0.005"),
        ("Garde : 0.005", None, "0.005"),
        ("bande de garde = 0,005", Unit.MM, "0.005"),
        ("guard 5 µm", Unit.MM, "0.005"),
        ("garde 0", Unit.UM, "0"),
        ("garde 0,03", Unit.ARCSEC, "108"),
        ("garde 2′", Unit.ARCSEC, "120"),
    ],
)
def test_a_guard_band_of_one_s_own(text: str, unit: Unit | None, guard: str) -> None:
    assert read_rule(text, unit) == DecisionRule(RuleName.GUARD, Decimal(guard))


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("", None, "decision.rule_unknown"),
        ("ISO 14253", None, "decision.rule_unknown"),
        ("gardez 3", None, "decision.rule_unknown"),
        ("garde", Unit.MM, "decision.guard_missing"),
        ("garde -1", Unit.MM, "decision.guard_negative"),
        ("garde 5 µm", None, "number.unreadable"),
        ("garde 5 cm", Unit.MM, "unit.unknown"),
        ("garde 5 µm", Unit.ARCSEC, "unit.not_comparable"),
    ],
)
def test_what_is_no_rule(text: str, unit: Unit | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_rule(text, unit)
    assert refused.value.message.code == code


def test_a_general_rule_may_be_left_out_and_has_no_guard_band() -> None:
    assert read_general_rule("  ") is None
    with pytest.raises(Refusal) as refused:
        read_general_rule("garde 0,005")
    assert refused.value.message.code == "decision.guard_by_characteristic"
    with pytest.raises(Refusal) as unknown:
        read_general_rule("au mieux")
    assert unknown.value.message.fields["known"] == GENERAL_NAMES


@given(NAMED | NUMBERS.map(lambda guard: DecisionRule(RuleName.GUARD, guard)), st.none() | st.sampled_from(Unit))
def test_what_is_written_is_read_back(rule: DecisionRule, unit: Unit | None) -> None:
    assert read_rule(write_rule(rule, unit), unit) == rule


def test_no_rule_is_no_text() -> None:
    assert write_rule(None) == ""


@given(NUMBERS, st.sampled_from(Unit), st.sampled_from(Unit))
def test_a_quantity_is_read_back_whatever_is_expected(value: Decimal, unit: Unit, expected: Unit) -> None:
    written = write_quantity(Quantity(value, unit))
    assert read_quantity(written, expected) == Quantity(value, unit)


@given(st.text(max_size=12) | st.from_regex(r"[0-9,.+ -]{1,8} ?(?:mm|µm|°|'|\"|in)?", fullmatch=True))
def test_any_text_is_a_quantity_or_a_refusal(text: str) -> None:
    try:
        found = read_quantity(text, Unit.MM)
    except Refusal:
        return
    assert read_quantity(write_quantity(found), Unit.DEG) == found


def test_the_unit_of_a_title_goes_to_the_numbers_alone() -> None:
    assert [with_unit(text, "µm") for text in ("3", "3 mm", "", "2'")] == ["3 µm", "3 mm", "", "2'"]
    assert with_unit("3", None) == "3"

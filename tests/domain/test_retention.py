"""How long a name is kept: the longest of its kinds, and never while the person has a role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role, erased_name
from metroapp.domain.retention import (
    LONGEST_MONTHS,
    KeptName,
    Recorded,
    RecordedKind,
    Retention,
    kept_name,
    purge_list,
    require_erasable,
    require_nameless_reason,
)

LEFT = Person("1", "Camille Martin")
TODAY = date(2026, 11, 27)
_KINDS = list(RecordedKind)


def recorded(kind: RecordedKind, last: date) -> Recorded:
    return Recorded(kind, 3, last - timedelta(days=30), last)


def code_of(kept: KeptName, on: date) -> str:
    with pytest.raises(Refusal) as refused:
        require_erasable(kept, on)
    return refused.value.message.code


def test_a_name_is_kept_until_no_kind_needs_it() -> None:
    kept = kept_name(
        LEFT,
        [recorded(RecordedKind.ACCOUNT, date(2020, 6, 1)), recorded(RecordedKind.PRODUCTION, date(2012, 2, 29))],
        Retention(),
    )
    assert [one.kind for one in kept.recorded] == [RecordedKind.PRODUCTION, RecordedKind.ACCOUNT]
    assert kept.until == {RecordedKind.PRODUCTION: date(2022, 2, 28), RecordedKind.ACCOUNT: date(2021, 6, 1)}
    assert kept.erasable_from == date(2022, 2, 28)
    assert code_of(kept, date(2022, 2, 27)) == "erasure.too_early"
    require_erasable(kept, date(2022, 2, 28))


def test_somebody_with_a_role_is_never_erased() -> None:
    acting = Person("1", "Camille Martin", (Role.ADMINISTRATOR,))
    kept = kept_name(acting, [recorded(RecordedKind.ACCOUNT, date(1999, 1, 1))], Retention())
    assert code_of(kept, TODAY) == "erasure.has_roles" and not kept.is_erasable(TODAY)


def test_the_purge_list_has_those_who_may_be_erased_the_first_one_first() -> None:
    def left(name: str, last: date, *roles: Role) -> KeptName:
        return kept_name(Person(name, name, roles), [recorded(RecordedKind.SIMULATED, last)], Retention())

    kept = [
        left("tard", date(2025, 11, 26)), left("tôt", date(2019, 1, 1)), left("encore", date(2025, 11, 28)),
        left("agit", date(2019, 1, 1), Role.OPERATOR),
    ]  # fmt: skip
    assert [one.person.name for one in purge_list(kept, TODAY)] == ["tôt", "tard"]


@given(
    st.lists(st.tuples(st.sampled_from(_KINDS), st.dates(date(1990, 1, 1), date(2090, 1, 1))), max_size=6),
    st.integers(1, LONGEST_MONTHS),
)
def test_longer_periods_never_free_a_name_sooner(given_: list[tuple[RecordedKind, date]], months: int) -> None:
    found = [recorded(kind, last) for kind, last in dict(given_).items()]
    every = Retention(**{kind.value: months for kind in RecordedKind})
    longer = Retention(**{kind.value: min(LONGEST_MONTHS, months + 1) for kind in RecordedKind})
    assert kept_name(LEFT, found, every).erasable_from <= kept_name(LEFT, found, longer).erasable_from
    assert all(one.last < kept_name(LEFT, found, every).erasable_from for one in found)


@pytest.mark.parametrize("months", [0, -1, LONGEST_MONTHS + 1])
def test_a_period_has_its_bounds(months: int) -> None:
    with pytest.raises(Refusal) as refused:
        Retention(means=months)
    assert refused.value.message.code == "retention.months_out_of_bounds"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("durée passée", ""),
        ("  ", "record.reason_missing"),
        ("Camille Martin est partie", "erasure.reason_names"),
        ("demande de M. MARTIN.", "erasure.reason_names"),
        ("martinet hors d'usage", ""),
    ],
)
def test_the_reason_of_an_erasure_does_not_say_the_name_again(reason: str, code: str) -> None:
    if not code:
        assert require_nameless_reason(reason, LEFT.name) == reason
        return
    with pytest.raises(Refusal) as refused:
        require_nameless_reason(reason, LEFT.name)
    assert refused.value.message.code == code


def test_two_people_whose_names_were_erased_are_still_two() -> None:
    assert erased_name("3f2a9c11" + "0" * 24) != erased_name("77d0ab52" + "0" * 24)

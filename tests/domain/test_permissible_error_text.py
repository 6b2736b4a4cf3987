"""Maximum permissible errors as registers and makers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.permissible_error_text import read_permissible_error, write_permissible_error
from metroapp.domain.quantity import Unit

D = Decimal


@pytest.mark.parametrize(
    ("text", "at_zero", "at_300"),
    [
        ("0,02", "0.02", "0.02"),
        ("± 0.02", "0.02", "0.02"),
        ("+/- 4 µm", "0.004", "0.004"),
        ("20 microns", "0.02", "0.02"),
        ("0,02 + L/50000", "0.02", "0.026"),
        ("±(0,02+L/50 000) mm", "0.02", "0.026"),
        ("4 µm + L/300", "0.004", "0.005"),  # micrometres for each of the 300 mm, as makers write it
        ("4 µm + l/300 µm", "0.004", "0.005"),
        ("± (2 + L/100) µm", "0.002", "0.005"),
        ("(2 + L/100) um, L en mm", "0.002", "0.005"),
        ("1.5 + 3L/1000 µm", "0.0015", "0.0024"),
        ("(1,5 + 3·L) µm (L in m)", "0.0015", "0.0024"),
        ("0,02 mm + 0,00002 × L, L en mm", "0.02", "0.026"),
    ],
)
def test_a_law_in_millimetres(text: str, at_zero: str, at_300: str) -> None:
    law = read_permissible_error(text)
    assert (law.at(D(0)), law.at(D(300))) == (D(at_zero), D(at_300))


def test_the_unit_of_the_title_counts_where_the_cell_says_none() -> None:
    assert read_permissible_error("4 + L/300", Unit.UM).at(D(300)) == D("0.005")
    assert read_permissible_error("0,02", Unit.MM) == PermissibleError(D("0.02"))
    assert read_permissible_error("4 µm", Unit.MM) == PermissibleError(D("0.004"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4", "ambiguous"),  # four millimetres, or what was meant in micrometres
        ("4 + L/300", "ambiguous"),
        ("0,5 + L/300", "ambiguous"),  # an error that grows by a three-hundredth of the length
        ("0,02 mm + L/300 µm", "ambiguous"),
        ("3 µm + 3·L", "ambiguous"),  # for each metre, as a rule
        ("4 µm + 2L", "ambiguous"),
        ("2 µm + L/0", "unreadable"),
        ("L/300 µm", "unreadable"),
        ("± ± 3 µm", "unreadable"),
        ("2 µm + L/3,5", "unreadable"),
        ("classe 1", "unreadable"),
        ("5 %", "unreadable"),
        ("-4 µm", "unreadable"),
        ("", "unreadable"),
        ("9" * 3000, "unreadable"),
        ("0", "zero"),
        ("± 0 µm + 0L/100", "zero"),
    ],
)
def test_what_is_no_law_or_could_be_two_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_permissible_error(text)
    assert refused.value.message.code == f"permissible_error.{code}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0,02", "± 0,02 mm"),
        ("4 µm + L/300", "± (4 + L/300) µm"),
        ("0,02 + L/50000", "± (20 + L/50) µm"),
        ("1,5 + 3L/1000 µm", "± (1,5 + 3·L/1000) µm"),
    ],
)
def test_a_law_is_written_as_makers_do(text: str, written: str) -> None:
    assert write_permissible_error(read_permissible_error(text)) == written


@given(
    st.decimals(0, 100, places=7, allow_nan=False).filter(bool),
    st.one_of(st.integers(0, 10**6).map(lambda n: D(n).scaleb(-12)), st.integers(2, 10**6).map(lambda n: D(n))),
)
def test_what_is_written_is_read_back_the_same(constant: Decimal, second: Decimal) -> None:
    law = PermissibleError(constant, second) if second < 1 else read_permissible_error(f"4 µm + L/{second}")
    assert read_permissible_error(write_permissible_error(law)) == law

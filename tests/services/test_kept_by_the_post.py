"""What a post keeps of its bench: a text that is something else never keeps the workshop from opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.text_profile import TextProfile
from metroapp.services.text_profiles import kept_texts, profiles_from_text, profiles_to_text
from tests.workbench import Shop


@pytest.mark.parametrize("text", ["{", "[]", "null", "3", '{"M-02": 4}', "\ud800"])
def test_what_is_not_readable_is_as_if_nothing_had_been_kept(text: str) -> None:
    assert kept_texts(text) == {} and profiles_from_text(text) == {}


def test_a_profile_comes_back() -> None:
    profile = TextProfile("Balance", "{value} {unit}")
    assert profiles_from_text(profiles_to_text({"M-09": profile})) == {"M-09": profile}


def test_a_workshop_opens_although_its_addresses_are_not_readable(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.workshop._opened.state.put("addresses", "{")
    shop.close()
    again = Shop(tmp_path)
    try:
        assert again.workshop.addresses() == {}
    finally:
        again.close()

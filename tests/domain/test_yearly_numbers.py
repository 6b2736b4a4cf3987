"""Numbers of a year: each post its own."""

from __future__ import annotations

from metroapp.domain.yearly_numbers import next_number


def test_two_posts_never_give_one_number_to_two_things() -> None:
    known = ["FNC-2026-009", "FNC-2025-040", "FNC-P2-2026-001", "FNC-2026-12", "FNC-2026-x"]
    assert next_number("FNC", "P1", 2026, known) == "FNC-2026-010"
    assert next_number("FNC", "P2", 2026, known) == "FNC-P2-2026-002"
    assert next_number("FNC", "P22", 2026, known) == "FNC-P22-2026-001"
    assert next_number("CC", "P1", 2027, known) == "CC-2027-001"

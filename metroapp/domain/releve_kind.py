"""What a relevé is made for: it changes its title and what it shows, never a value."""

from __future__ import annotations

from enum import Enum


class ReleveKind(Enum):
    """The same record, printed for another use."""

    SERIES = "series"  # values in production
    FIRST_PIECE = "first_piece"
    OPERATOR = "operator"  # autocontrôle: by whoever makes the pieces
    FINAL = "final"  # the signed conclusion that goes with the pieces
    RECEPTION = "reception"  # of bought pieces, or by the customer

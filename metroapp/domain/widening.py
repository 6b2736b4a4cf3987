"""What a bad sample asks for: every piece around it, back to the last good check and on to the next one.

Between two checks of which one is bad, nothing says on which piece it began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey
from metroapp.domain.specification import Characteristic

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord

_NONE: frozenset[int] = frozenset()


class Widening:
    """The pieces that the bad samples of a record add, characteristic by characteristic."""

    def __init__(self) -> None:
        self._checks: dict[str, dict[int, bool]] = {}  # by balloon, the pieces checked: whether good
        self._pieces: dict[str, frozenset[int]] = {}
        self._ever: dict[str, frozenset[int]] = {}

    def pieces(self, balloon: str) -> frozenset[int]:
        """The pieces that bad samples make to be measured now."""
        return self._pieces.get(balloon, _NONE)

    def ever(self, balloon: str) -> frozenset[int]:
        """The pieces that bad samples make or once made to be measured."""
        return self._ever.get(balloon, _NONE)

    def follow(self, record: InspectionRecord, box: BoxKey) -> frozenset[int]:
        """Take what a box has become into account; gives the pieces that are now to be measured, or no more."""
        characteristic, piece = record.characteristic(box.balloon), box.piece
        checks = self._checks.setdefault(box.balloon, {})
        check = self._is_good(record, characteristic, piece)
        if checks.get(piece) is check:
            return _NONE
        if check is None:
            del checks[piece]
        else:
            checks[piece] = check
        before, lot = self.pieces(box.balloon), record.header.pieces
        after = frozenset(one for one in _in_doubt(checks, lot) if not characteristic.sampling.plans(one, lot))
        self._pieces[box.balloon] = after
        self._ever[box.balloon] = self.ever(box.balloon) | after
        return before ^ after

    def _is_good(self, record: InspectionRecord, characteristic: Characteristic, piece: int) -> bool | None:
        """Whether the check of a piece is good: every box conforms; None where it says nothing yet.

        A box once seen bad is bad until it conforms, whatever was cancelled meanwhile, its value or its bonus.
        """
        boxes = (BoxKey(piece, characteristic.balloon, code) for code in characteristic.boxes)
        left = [box for box in boxes if record.verdict(box) is not Verdict.CONFORMING]
        if not left:
            return True
        return False if any(map(record.was_bad, left)) else None


def _in_doubt(checks: dict[int, bool], lot: int) -> set[int]:
    """The pieces between two good checks, or an end of the lot, with a bad one in between."""
    found: set[int] = set()
    good, is_bad = 0, False
    for piece in (*sorted(checks), lot + 1):
        if piece > lot or checks[piece]:
            if is_bad:
                found.update(range(good + 1, piece))
            good, is_bad = piece, False
        else:
            is_bad = True
    return found

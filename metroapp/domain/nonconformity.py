"""The fiche de non-conformité: what was found, where the pieces are kept, why, what is done of each, and who decided.

A sheet is the sum of its acts, in order. Pieces are those of one record; quantities are pieces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from metroapp.domain.attached_files import require_kept
from metroapp.domain.entered_text import LONGEST_COMMENT, require_text
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import (
    GIVEN_UP,
    REDONE,
    ActionChecked,
    ActionPlanned,
    CostGiven,
    NonconformityAct,
    NonconformityDescribed,
    NonconformityRaised,
    OthersReleased,
    PieceReinspected,
    PiecesContained,
    SheetAttached,
    SheetCancelled,
    SheetClosed,
    SheetState,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.quantity import decimals_of


@dataclass(frozen=True)
class Nonconformity:
    """A sheet as its acts make it; `scrapped`, `shipped`: the pieces that it names and that left so."""

    acts: tuple[NonconformityAct, ...]
    scrapped: frozenset[int] = frozenset()
    shipped: frozenset[int] = frozenset()

    @property
    def raised(self) -> NonconformityRaised:
        found = self.acts[0]
        assert isinstance(found, NonconformityRaised)
        return found

    @property
    def number(self) -> str:
        return self.raised.sheet

    @property
    def pieces(self) -> tuple[int, ...]:
        """The pieces that it names, in order."""
        return tuple(sorted({finding.box.piece for finding in self.raised.findings}))

    @property
    def places(self) -> dict[tuple[EntryId, int], int]:
        """Where its pieces are measured, as pieces of which records, each with its number on the sheet."""
        found = {(self.raised.record, piece): piece for piece in self.pieces}
        found |= {(act.record, act.measured_as): act.piece for act in self.acts if isinstance(act, PieceReinspected)}
        return found

    @property
    def described(self) -> NonconformityDescribed | None:
        return next((act for act in reversed(self.acts) if isinstance(act, NonconformityDescribed)), None)

    @property
    def cost(self) -> CostGiven | None:
        return next((act for act in reversed(self.acts) if isinstance(act, CostGiven)), None)

    @property
    def decision(self) -> TreatmentDecided | None:
        """The last one: a rework that fails is decided again."""
        return next((act for act in reversed(self.acts) if isinstance(act, TreatmentDecided)), None)

    @property
    def partial_release(self) -> OthersReleased | None:
        return next((act for act in self.acts if isinstance(act, OthersReleased)), None)

    @property
    def is_open(self) -> bool:
        return self.state not in (SheetState.CLOSED, SheetState.CANCELLED)

    @property
    def state(self) -> SheetState:
        if any(isinstance(act, SheetClosed) for act in self.acts):  # the effect of an action may be looked at after
            return SheetState.CLOSED
        if isinstance(self.acts[-1], SheetCancelled):
            return SheetState.CANCELLED
        if self.decision is not None:
            return SheetState.DECIDED if self.to_reinspect() or self.to_scrap() else SheetState.TREATED
        contained = any(isinstance(act, PiecesContained) for act in self.acts)
        return SheetState.CONTAINED if contained else SheetState.OPEN

    def line_of(self, piece: int) -> TreatmentLine | None:
        """What was decided last of a piece."""
        lines = () if self.decision is None else self.decision.lines
        return next((line for line in lines if piece in line.pieces), None)

    def line_behind(self, again: PieceReinspected) -> TreatmentLine | None:
        """What was decided of a piece when it was measured again."""
        before = self.acts[: self.acts.index(again)]
        decided = next((act for act in reversed(before) if isinstance(act, TreatmentDecided)), None)
        lines = () if decided is None else decided.lines
        return next((line for line in lines if again.piece in line.pieces), None)

    def _decided(self, *treatments: Treatment) -> tuple[int, ...]:
        """The pieces for which one of these was decided last, and that were not scrapped."""
        lines = () if self.decision is None else self.decision.lines
        wanted = {piece for line in lines if line.treatment in treatments for piece in line.pieces}
        return tuple(sorted(wanted - self.scrapped))

    def to_reinspect(self) -> tuple[int, ...]:
        """The pieces to be reworked or repaired that no good measurement has followed yet."""
        decision, last = self.decision, dict[int, bool]()
        for act in self.acts[self.acts.index(decision) :] if decision is not None else ():
            if isinstance(act, PieceReinspected):
                last[act.piece] = act.good
        return tuple(piece for piece in self._decided(*REDONE) if not last.get(piece, False))

    def to_scrap(self) -> tuple[int, ...]:
        """The pieces to be scrapped that are still there; the customer scraps what was shipped."""
        return tuple(piece for piece in self._decided(Treatment.SCRAP) if piece not in self.shipped)

    def unchecked(self) -> tuple[ActionPlanned, ...]:
        """The actions whose effect nobody has looked at yet."""
        checked = {act.action for act in self.acts if isinstance(act, ActionChecked)}
        return tuple(act for act in self.acts if isinstance(act, ActionPlanned) and act.id not in checked)

    def may_follow(self, kind: type[NonconformityAct]) -> bool:
        """Whether an act of this kind may come now; `require_next` judges what it says."""
        if kind is ActionChecked:
            return bool(self.unchecked()) and self.state is not SheetState.CANCELLED
        if kind is CostGiven:  # often known once all is done
            return self.state is not SheetState.CANCELLED
        if not self.is_open or (kind in _AFTER_DECISION and self.decision is None):
            return False
        if kind is PieceReinspected:
            return bool(self.to_reinspect())
        if kind is OthersReleased:
            return self.partial_release is None
        if kind is SheetCancelled:
            return not self._decided(*GIVEN_UP) and not self.scrapped
        is_done = self.described is not None and not self.to_reinspect() and not self.to_scrap()
        return kind is not SheetClosed or is_done

    def require_next(self, act: NonconformityAct, on: date) -> None:
        """Refuse what may not follow, with the rule: `nonconformity.closed`, `.cancelled`, `.not_decided`,
        `.contained`, `.suspected`, `.action_past`, `.action_unknown`, `.to_reinspect`, `.to_scrap`, `.not_described`,
        `.given_up`, `.scrapped`, and as `require_cost`, `require_adds_up`, `require_redone`, `require_said`."""
        if self.state is SheetState.CANCELLED:
            raise Refusal("nonconformity.cancelled", number=self.number)
        if not self.is_open and not isinstance(act, ActionChecked | CostGiven):
            raise Refusal("nonconformity.closed", number=self.number)
        if type(act) in _AFTER_DECISION and self.decision is None:
            raise Refusal("nonconformity.not_decided", number=self.number)
        match act:
            case PiecesContained() if not 1 <= act.quantity <= self.raised.quantity:
                raise Refusal("nonconformity.contained", number=self.number, most=self.raised.quantity)
            case TreatmentDecided():
                require_adds_up(self, act.lines)
            case PieceReinspected():
                self.require_redone(act.piece)
            case OthersReleased() if self.raised.quantity > len(self.pieces):
                suspected = self.raised.quantity - len(self.pieces)
                raise Refusal("nonconformity.suspected", number=self.number, suspected=suspected)
            case ActionPlanned() if act.due < on:
                raise Refusal("nonconformity.action_past", due=act.due)
            case ActionChecked():
                self._require_action(act)
            case CostGiven():
                require_cost(act)
            case SheetClosed():
                self._require_complete()
            case SheetCancelled() if self._decided(*GIVEN_UP):
                raise Refusal("nonconformity.given_up", number=self.number, pieces=self._decided(*GIVEN_UP))
            case SheetCancelled() if self.scrapped:
                raise Refusal("nonconformity.scrapped", number=self.number, pieces=tuple(sorted(self.scrapped)))
            case _:
                pass
        require_said(act)

    def require_seen(self, seen: EntryId | None, kind: type[NonconformityAct]) -> None:
        """Refuse (`nonconformity.changed`) an act whose author saw another last act than the one that is there.

        `seen` None: they do not say; they then decide nothing that was decided already.
        """
        unseen = kind is TreatmentDecided and self.decision is not None if seen is None else seen != self.acts[-1].id
        if unseen:
            raise Refusal("nonconformity.changed", number=self.number)

    def require_redone(self, piece: int) -> TreatmentLine:
        """What was decided of a piece that is to be measured again.

        Refuses `nonconformity.piece_not_named`, `.not_decided`, `.not_redone`.
        """
        if piece not in self.pieces:
            raise Refusal("nonconformity.piece_not_named", number=self.number, piece=piece)
        line = self.line_of(piece)
        if line is None:
            raise Refusal("nonconformity.not_decided", number=self.number)
        if line.treatment not in REDONE:
            raise Refusal("nonconformity.not_redone", piece=piece, treatment=line.treatment)
        return line

    def _require_action(self, act: ActionChecked) -> None:
        if not any(isinstance(one, ActionPlanned) and one.id == act.action for one in self.acts):
            raise Refusal("nonconformity.action_unknown", number=self.number)

    def _require_complete(self) -> None:
        left = self.to_reinspect()
        if left:
            raise Refusal("nonconformity.to_reinspect", number=self.number, pieces=left)
        there = self.to_scrap()
        if there:
            raise Refusal("nonconformity.to_scrap", number=self.number, pieces=there)
        if self.described is None:
            raise Refusal("nonconformity.not_described", number=self.number)


_AFTER_DECISION = frozenset({PieceReinspected, SheetClosed})


def require_adds_up(sheet: Nonconformity, lines: tuple[TreatmentLine, ...]) -> None:
    """Refuse a treatment that forgets a piece or counts one twice, or lets one go that nobody may let go.

    What only concerns suspected pieces names none; what is scrapped, redone, returned or covered is named.

    Refuses `nonconformity.quantities`, `.line_quantity`, `.unnamed`, `.piece_twice`, `.piece_forgotten`,
    `.piece_not_named`, `.piece_scrapped`, `.concession_missing`, `.ground`, and as `require_text`.
    """
    raised, counts = sheet.raised, Counter(piece for line in lines for piece in line.pieces)
    for line in lines:
        require_text(line.concession)
        if line.quantity < max(1, len(line.pieces)):
            raise Refusal("nonconformity.line_quantity", treatment=line.treatment, quantity=line.quantity)
        if line.treatment.needs_concession and not line.concession.strip() and not line.function_unaltered:
            raise Refusal("nonconformity.concession_missing", treatment=line.treatment)
        if line.function_unaltered and not line.treatment.needs_concession:
            raise Refusal("nonconformity.ground", treatment=line.treatment)
    for piece in sorted(counts):
        if counts[piece] > 1:
            raise Refusal("nonconformity.piece_twice", piece=piece)
        if piece not in sheet.pieces:
            raise Refusal("nonconformity.piece_not_named", number=sheet.number, piece=piece)
    forgotten = tuple(piece for piece in sheet.pieces if piece not in counts)
    if forgotten:
        raise Refusal("nonconformity.piece_forgotten", pieces=forgotten)
    for line in lines:
        _require_named(sheet, line)
    total = sum(line.quantity for line in lines)
    if total != raised.quantity:
        raise Refusal("nonconformity.quantities", total=total, quantity=raised.quantity)


def _require_named(sheet: Nonconformity, line: TreatmentLine) -> None:
    """Refuse what binds no piece, and to decide otherwise of a piece that is scrapped."""
    is_covered = line.treatment.needs_concession and bool(line.concession.strip())
    if (is_covered or line.treatment in _NAMED) and line.quantity != len(line.pieces):
        raise Refusal(
            "nonconformity.unnamed", treatment=line.treatment, quantity=line.quantity, named=len(line.pieces)
        )  # fmt: skip
    gone = sheet.scrapped.intersection(line.pieces)
    if gone and line.treatment is not Treatment.SCRAP:
        raise Refusal("nonconformity.piece_scrapped", piece=min(gone), treatment=line.treatment)


_NAMED = (*REDONE, *GIVEN_UP)


MOST_MINUTES, MOST_EUROS = 60 * 24 * 366, Decimal(10**9)


def require_cost(act: CostGiven) -> None:
    """Refuse `nonconformity.cost_missing` (nothing said) and `nonconformity.cost_out_of_bounds`."""
    if act.minutes is None and act.euros is None:
        raise Refusal("nonconformity.cost_missing")
    is_time = act.minutes is None or 0 <= act.minutes <= MOST_MINUTES
    euros = act.euros
    # Compared before it is computed with: a huge exponent has no decimals to count.
    is_sum = euros is None or (euros.is_finite() and 0 <= euros <= MOST_EUROS and decimals_of(euros) <= 2)
    if not (is_time and is_sum):
        raise Refusal("nonconformity.cost_out_of_bounds")


def require_raisable(raised: NonconformityRaised, most: int) -> None:
    """Refuse a sheet about nothing, about fewer pieces than it names, or about more than `most`, those of the record:
    `nonconformity.nothing_found`, `.quantity`."""
    named = {finding.box.piece for finding in raised.findings}
    if not named:
        raise Refusal("nonconformity.nothing_found")
    if not len(named) <= raised.quantity <= most:
        raise Refusal("nonconformity.quantity", quantity=raised.quantity, named=len(named), most=most)


def require_said(act: NonconformityAct) -> None:
    """Refuse `nonconformity.text_missing`, and as `require_text` and `require_kept`."""
    texts = [text for text in (getattr(act, field.name) for field in fields(act)) if isinstance(text, str)]
    require_text(*texts, most=LONGEST_COMMENT)
    if any(not getattr(act, name).strip() for name in _SAID.get(type(act), ())):
        raise Refusal("nonconformity.text_missing")
    if isinstance(act, SheetAttached):
        require_kept(act.file, act.digest, act.suffix)


_SAID: dict[type[NonconformityAct], tuple[str, ...]] = {
    NonconformityDescribed: ("description",),
    PiecesContained: ("place",),
    ActionPlanned: ("owner", "action"),
    ActionChecked: ("said",),
    OthersReleased: ("statement",),
    SheetAttached: ("file",),
    SheetCancelled: ("reason",),
}


def sheets_of(acts: Iterable[NonconformityAct]) -> dict[str, Nonconformity]:
    """The sheets that acts make, in the order of the journal, by number."""
    found: dict[str, list[NonconformityAct]] = {}
    for act in acts:
        found.setdefault(act.sheet, []).append(act)
    return {number: Nonconformity(tuple(made)) for number, made in found.items()}

"""A dérogation as a bounded, signed object: what is asked, who decided, what it covers, and when it ends.

Two kinds that never mix (ISO 9000:2015). *Avant réalisation* (3.12.6, deviation permit): widened limits for pieces made
after the decision, up to a quantity or a date. *Après réalisation* (3.12.5, concession): a closed list of pieces that
were measured, and no other ever. Limits are in the unit of their callout, exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from metroapp.domain.acceptance import Requirement, Verdict, zones
from metroapp.domain.attached_files import require_kept
from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.entered_text import require_text
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.specification import Characteristic, Criticality


class Moment(Enum):
    """Whether the pieces are made before or after they are accepted."""

    BEFORE_PRODUCTION = "before_production"
    AFTER_PRODUCTION = "after_production"


class Classification(Enum):
    """What the deviation touches."""

    MINOR = "minor"
    MAJOR = "major"


class Authority(Enum):
    """Who can decide (EN 9100:2018, 8.7.1)."""

    DESIGN = "design"
    CUSTOMER = "customer"  # where the contract is departed from


class FileState(Enum):
    """From the request to the closing."""

    REQUESTED = "requested"
    REFUSED = "refused"
    GRANTED = "granted"  # decided, and not active yet
    ACTIVE = "active"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WidenedLimits:
    """What is accepted for one characteristic; None for a side that stays as it is drawn.

    `callout`: the requirement as it was when the demand was made, which is the only one that it departs from.
    """

    balloon: str
    lower: Decimal | None
    upper: Decimal | None
    callout: str = ""


@dataclass(frozen=True, slots=True)
class IdentifiedPiece:
    """A piece of a record, isolated, with the measurements that are accepted as they are."""

    record: EntryId
    piece: int
    measurements: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class ConcessionRequested:
    """The demand. Of a part as its key says: reference, drawing, revision."""

    id: EntryId
    file: str  # number
    moment: Moment
    part: tuple[str, str, str]
    limits: tuple[WidenedLimits, ...]
    quantity: int | None
    until: date | None  # the last day on which it accepts
    pieces: tuple[IdentifiedPiece, ...]
    reason: str
    consequences: str
    classification: Classification
    departs_from_contract: bool
    by: str
    at: datetime
    simulated: bool = False  # asked for on simulated measurements: it covers no others, and real ones need another


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """What quality thinks of the demand."""

    id: EntryId
    file: str
    favourable: bool
    opinion: str
    granted_by: str  # whoever signed
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuthorityDecided:
    """The decision of the design office or of the customer, as their paper says it."""

    id: EntryId
    file: str
    authority: Authority
    accepted: bool
    reference: str
    name: str
    on: date
    document: str  # digest of the paper, empty where it is only referred to
    by: str
    at: datetime
    granted_by: str = ""  # whoever signed that the paper says so


@dataclass(frozen=True, slots=True)
class ConcessionActivated:
    """Quality lets it accept pieces."""

    id: EntryId
    file: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConcessionWithdrawn:
    """It accepts no more, and what it accepted and is still there is to be decided again."""

    id: EntryId
    file: str
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConcessionClosed:
    """It accepts no more, and what it accepted stays accepted; a demand is given up."""

    id: EntryId
    file: str
    by: str
    at: datetime
    granted_by: str = ""


@dataclass(frozen=True, slots=True)
class ConcessionDocumented:
    """A document or a photograph, kept in the workspace under its digest (SHA-256): the decision as it was signed."""

    id: EntryId
    file: str
    document: str  # its name
    digest: str
    suffix: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConcessionAllotted:
    """How many of its pieces another post may accept; 0 takes them back."""

    id: EntryId
    file: str
    post: str
    quantity: int
    granted_by: str  # whoever signed
    by: str
    at: datetime


ConcessionAct = (
    ConcessionRequested
    | OpinionGiven
    | AuthorityDecided
    | ConcessionActivated
    | ConcessionWithdrawn
    | ConcessionClosed
    | ConcessionDocumented
    | ConcessionAllotted
)


class Found(NamedTuple):
    """What was found in a box: its value and its standard uncertainty, in the unit of its callout.

    Without a value it was seen. `counts`: neither cancelled nor taken back; what did not count proves nothing good.
    """

    value: Decimal | None
    uncertainty: Decimal | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class BadBox:
    """A nonconforming box of a piece.

    `before`: what was found in it earlier, where the record asks for a second reading after a bad one and no visa bears
    this one out.
    """

    box: BoxKey
    measurement: EntryId
    characteristic: Characteristic
    found: Found
    lower: Decimal | None  # limits that decided, with their bonus
    upper: Decimal | None
    rule: DecisionRule = SIMPLE
    before: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class PieceFound:
    """A nonconforming piece of a record, with all its bad boxes."""

    record: EntryId
    part: tuple[str, str, str]
    piece: int
    boxes: tuple[BadBox, ...]
    simulated: bool
    is_made_before: Callable[[EntryId], bool]  # whether it was made before a place in the journal
    safety_allowed: bool = False  # whether the workshop lets a characteristic of safety be departed from


@dataclass(frozen=True)
class ConcessionFile:
    """A dérogation as its acts make it; `used`: the pieces it covers now, at one `post`, or at all where none is."""

    acts: tuple[ConcessionAct, ...]
    used: int = 0
    post: str = ""

    @property
    def request(self) -> ConcessionRequested:
        found = self.acts[0]
        assert isinstance(found, ConcessionRequested)
        return found

    @property
    def number(self) -> str:
        return self.request.file

    @property
    def remaining(self) -> int | None:
        """How many pieces it may still accept; None where only a date bounds it, or where its pieces are named."""
        return None if self.share is None else max(0, self.share - self.used)

    @property
    def allotted(self) -> dict[str, int]:
        """How many pieces each other post may accept, as last said."""
        said = {act.post: act.quantity for act in self.acts if isinstance(act, ConcessionAllotted)}
        return {post: quantity for post, quantity in sorted(said.items()) if quantity}

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is of another post than the one that looks."""
        return self.post not in ("", self.request.id.post)

    @property
    def share(self) -> int | None:
        """How many pieces its post may accept: what was allotted to it or, at the post that asked, what is left."""
        quantity = self.request.quantity
        if quantity is None or not self.post:
            return quantity
        if self.is_elsewhere:
            return self.allotted.get(self.post, 0)
        return quantity - sum(self.allotted.values())

    @property
    def activation(self) -> ConcessionActivated | None:
        return next((act for act in self.acts if isinstance(act, ConcessionActivated)), None)

    @property
    def opinion(self) -> OpinionGiven | None:
        """The last one."""
        return next((act for act in reversed(self.acts) if isinstance(act, OpinionGiven)), None)

    def decision(self, authority: Authority) -> AuthorityDecided | None:
        """The last one of an authority."""
        made = (act for act in reversed(self.acts) if isinstance(act, AuthorityDecided))
        return next((act for act in made if act.authority is authority), None)

    @property
    def documents(self) -> tuple[ConcessionDocumented, ...]:
        """What is attached, the first one first."""
        return tuple(act for act in self.acts if isinstance(act, ConcessionDocumented))

    def paper_of(self, decided: AuthorityDecided) -> str:
        """The name of the document that a decision rests on; empty where none was named."""
        return next((one.document for one in self.documents if one.digest == decided.document), "")

    @property
    def decided_by(self) -> tuple[Authority, ...]:
        """Whose decision it takes."""
        return tuple(Authority) if self.request.departs_from_contract else (Authority.DESIGN,)

    def state(self, on: date) -> FileState:
        """Its state on a day; the last day of a file that ends by date still counts."""
        last = self.acts[-1]
        if isinstance(last, ConcessionClosed):
            return FileState.CLOSED
        if isinstance(last, ConcessionWithdrawn):
            return FileState.WITHDRAWN
        if self.activation is None:
            return self._before_activation()
        if self.request.until is not None and self.request.until < on:
            return FileState.EXPIRED
        return FileState.EXHAUSTED if self.remaining == 0 else FileState.ACTIVE

    def _before_activation(self) -> FileState:
        said = (self.decision(authority) for authority in Authority)
        if any(one is not None and not one.accepted for one in said):  # a refusal counts, even where nobody asked
            return FileState.REFUSED
        decisions = [self.decision(authority) for authority in self.decided_by]
        return FileState.REQUESTED if None in decisions else FileState.GRANTED

    def may_follow(self, kind: type[ConcessionAct], on: date) -> bool:
        """Whether an act of this kind may come on a day; `require_next` judges what it says."""
        if self.is_elsewhere or (kind is ConcessionAllotted and self.request.quantity is None):
            return False
        if kind is ConcessionActivated and (self.opinion is None or not self.opinion.favourable):
            return False
        if kind is ConcessionWithdrawn and not self._may_be_withdrawn:
            return False
        return kind in _ALLOWED and self.state(on) in _ALLOWED[kind]

    @property
    def _may_be_withdrawn(self) -> bool:
        """Whether it may have accepted something, closed since or not; once."""
        return self.activation is not None and not any(isinstance(act, ConcessionWithdrawn) for act in self.acts)

    def require_next(self, act: ConcessionAct, on: date) -> None:
        """Refuse what may not follow: `concession_file.not_now`, `.decision_missing`, `.opinion_missing`,
        `.authority_unnamed`, `.decided_later`, `.document_unknown`, as `_require_allottable` and `require_kept`."""
        state = self.state(on)
        allowed = _ALLOWED[type(act)]
        if state not in allowed:
            if isinstance(act, ConcessionActivated) and state is FileState.REQUESTED:
                raise Refusal("concession_file.decision_missing", number=self.number, authorities=self.decided_by)
            raise Refusal("concession_file.not_now", number=self.number, state=state)
        if isinstance(act, ConcessionWithdrawn) and not self._may_be_withdrawn:
            raise Refusal("concession_file.not_now", number=self.number, state=state)
        if isinstance(act, AuthorityDecided):
            require_text(act.reference, act.name)
            if not (act.reference.strip() and act.name.strip()):
                raise Refusal("concession_file.authority_unnamed", authority=act.authority)
            if act.on > on:
                raise Refusal("concession_file.decided_later", decided=act.on)
            if act.document and act.document not in {one.digest for one in self.documents}:
                raise Refusal("concession_file.document_unknown", number=self.number)
        if isinstance(act, ConcessionAllotted):
            self._require_allottable(act)
        if isinstance(act, ConcessionDocumented):
            require_kept(act.document, act.digest, act.suffix)
        if isinstance(act, ConcessionActivated) and (self.opinion is None or not self.opinion.favourable):
            raise Refusal("concession_file.opinion_missing", number=self.number)

    def _require_allottable(self, act: ConcessionAllotted) -> None:
        """Refuse `concession_file.no_quantity`, `.allotted_post`, `.allotted_too_many`."""
        quantity = self.request.quantity
        if quantity is None:
            raise Refusal("concession_file.no_quantity", number=self.number)
        if not _POST.fullmatch(act.post) or act.post == self.request.id.post:
            raise Refusal("concession_file.allotted_post", post=act.post)
        free = quantity - self.used - sum(many for post, many in self.allotted.items() if post != act.post)
        if not 0 <= act.quantity <= free:
            raise Refusal("concession_file.allotted_too_many", number=self.number, free=max(0, free))

    def objection(self, bad: PieceFound, on: date) -> Message | None:
        """Why it does not cover a bad piece, all of it, on a day; None where it does."""
        state = self.state(on)
        if state is FileState.EXHAUSTED and self.share == 0:
            return Message("concession_file.not_allotted", {"number": self.number, "post": self.post})
        if state is not FileState.ACTIVE:
            return Message("concession_file.not_active", {"number": self.number, "state": state})
        if bad.part != self.request.part:
            return Message("concession_file.other_part", {"number": self.number})
        if bad.simulated != self.request.simulated:
            return self._not_of_this_origin()
        measured: frozenset[EntryId] | None = None
        if self.request.moment is Moment.AFTER_PRODUCTION:
            key = (bad.record, bad.piece)
            named = next((one for one in self.request.pieces if (one.record, one.piece) == key), None)
            if named is None:
                return Message("concession_file.piece_not_named", {"number": self.number, "piece": bad.piece})
            measured = frozenset(named.measurements)
        for box in bad.boxes:
            if box.characteristic.criticality is Criticality.SAFETY and not bad.safety_allowed:
                return Message("concession_file.safety", {"balloon": box.box.balloon})
        found = next((why for box in bad.boxes if (why := self._objection_to(box, measured)) is not None), None)
        activation = self.activation
        assert activation is not None
        if found is None and measured is None and bad.is_made_before(activation.id):
            return Message("concession_file.made_before", {"number": self.number, "piece": bad.piece})
        return found

    def _not_of_this_origin(self) -> Message:
        if self.request.simulated:
            return Message("concession_file.simulated", {"number": self.number})
        return Message("concession_file.not_simulated", {"number": self.number})

    def _objection_to(self, bad: BadBox, measured: frozenset[EntryId] | None) -> Message | None:
        balloon, callout = bad.box.balloon, bad.characteristic.callout
        number = self.number
        limits = next((one for one in self.request.limits if one.balloon == balloon), None)
        if limits is None:
            return Message("concession_file.balloon_not_covered", {"number": self.number, "balloon": balloon})
        if limits.callout != callout.text:
            return Message(
                "concession_file.other_callout", {"number": number, "balloon": balloon, "callout": callout.text}
            )
        if measured is not None and bad.measurement not in measured:
            return Message("concession_file.other_value", {"number": self.number, "balloon": balloon})
        if not callout.has_limits:
            return None
        if bad.found.value is None:
            if measured is not None:
                return None
            return Message("concession_file.no_value", {"number": self.number, "balloon": balloon})
        lower = bad.lower if limits.lower is None else limits.lower
        upper = bad.upper if limits.upper is None else limits.upper
        # After production the measurement itself is accepted, with what it proves; before, the limits decide anew.
        rule = bad.rule if measured is None else SIMPLE
        if not _is_inside(bad.found, Requirement(lower, upper), rule):
            return Message(
                "concession_file.beyond", {"number": self.number, "balloon": balloon, "value": bad.found.value}
            )
        if measured is None and _needs_second(bad, Requirement(lower, upper)):
            return Message("concession_file.second_reading", {"number": self.number, "balloon": balloon})
        return None


def _is_inside(found: Found, requirement: Requirement, rule: DecisionRule) -> bool:
    """Whether a value is proven to meet a requirement under a rule."""
    if found.value is None or (found.uncertainty is None and rule.needs_uncertainty):
        return False
    return zones(requirement, rule, found.uncertainty or Decimal(0)).verdict(found.value) is Verdict.CONFORMING


def _needs_second(bad: BadBox, requirement: Requirement) -> bool:
    """Whether a value inside follows one beyond, and no other inside bears it out."""
    inside = 1
    for one in reversed(bad.before):
        if not _is_inside(one, requirement, bad.rule):
            return inside < _CONCORDANT
        inside += one.counts
    return False


_POST = re.compile(r"[A-Z][A-Z0-9]{0,7}", re.ASCII)
_CONCORDANT = 2  # values inside after the last one beyond
_OPEN = frozenset({FileState.REQUESTED, FileState.GRANTED})
_WORKING = frozenset({FileState.ACTIVE, FileState.EXHAUSTED, FileState.EXPIRED})
_ALLOWED: dict[type[ConcessionAct], frozenset[FileState]] = {
    OpinionGiven: _OPEN,
    AuthorityDecided: _OPEN,
    ConcessionActivated: frozenset({FileState.GRANTED}),
    ConcessionWithdrawn: _WORKING | {FileState.CLOSED},
    ConcessionClosed: _OPEN | _WORKING | {FileState.REFUSED, FileState.WITHDRAWN},
    ConcessionDocumented: _OPEN | _WORKING | {FileState.REFUSED},
    ConcessionAllotted: _OPEN | {FileState.ACTIVE, FileState.EXHAUSTED},
}


def files_of(
    acts: Iterable[ConcessionAct], used: Mapping[str, int] | None = None, post: str = ""
) -> dict[str, ConcessionFile]:
    """The files that acts make, in the order of the journal, by number; as one post may use them, or all."""
    found: dict[str, list[ConcessionAct]] = {}
    for act in acts:
        found.setdefault(act.file, []).append(act)
    counts = used or {}
    return {number: ConcessionFile(tuple(made), counts.get(number, 0), post) for number, made in found.items()}

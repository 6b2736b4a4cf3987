"""How long names are kept, and whose may be erased.

The journal keeps what was done, under a number; the name beside that number is kept as long as somebody may have to be
asked about what was done, and no longer (RGPD, art. 5-1-e).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from metroapp.domain.due_dates import next_due
from metroapp.domain.entered_text import require_reason
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person

LONGEST_MONTHS = 600
_SHORTEST_SAID = 3  # letters of a part of a name that a reason may not hold


class RecordedKind(Enum):
    """What is recorded under a name, by how long it is of use."""

    PRODUCTION = "production"  # relevés of pieces, and the papers of their orders
    SIMULATED = "simulated"  # relevés whose instruments were simulated: exercises, examinations, demonstrations
    MEANS = "means"  # the register, what was done to its means, their verifications
    TREATMENT = "treatment"  # fiches de non-conformité, dérogations
    PARTS = "parts"  # revisions of parts
    ACCOUNT = "account"  # roles, secrets, settings of the workshop that are sealed


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many months after the last thing of each kind a name is kept. Refuses `retention.months_out_of_bounds`.

    What decided on pieces (their relevés, the means that measured them, what became of bad ones, what their drawing
    said) is kept as long as the producer answers for a defective product: ten years after it was delivered (Code
    civil, art. 1245-15). An exercise decides on no piece: a school year, in which its marks may be disputed. Accounts
    and secrets: the year that the CNIL advises at most for logs (délibération 2021-122). Each workshop decides.
    """

    production: int = 120
    simulated: int = 12
    means: int = 120
    treatment: int = 120
    parts: int = 120
    account: int = 12

    def __post_init__(self) -> None:
        if not all(1 <= self.months(kind) <= LONGEST_MONTHS for kind in RecordedKind):
            raise Refusal("retention.months_out_of_bounds", most=LONGEST_MONTHS)

    def months(self, kind: RecordedKind) -> int:
        found: int = getattr(self, kind.value)
        return found


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of a person, of one kind: how many rows of the journal, and their first and last day."""

    kind: RecordedKind
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name that is kept, for what, and from when it may be erased: the first day that no kind needs it."""

    person: Person
    recorded: tuple[Recorded, ...]
    until: Mapping[RecordedKind, date]  # of each kind
    erasable_from: date

    def is_erasable(self, on: date) -> bool:
        """Never while the person has a role: roles are withdrawn first, which the last administrator's cannot be."""
        return not self.person.is_active and self.erasable_from <= on


def kept_name(person: Person, recorded: Collection[Recorded], retention: Retention) -> KeptName:
    """What is kept of somebody, the kinds in their order."""
    order = list(RecordedKind)
    found = tuple(sorted(recorded, key=lambda one: order.index(one.kind)))
    until = {one.kind: next_due(one.last, retention.months(one.kind)) for one in found}
    return KeptName(person, found, until, max(until.values(), default=date.min))


def purge_list(kept: Iterable[KeptName], on: date) -> list[KeptName]:
    """The names that may be erased on a day, the one that could be first."""
    found = (one for one in kept if one.is_erasable(on))
    return sorted(found, key=lambda one: (one.erasable_from, one.person.name.casefold()))


def require_erasable(kept: KeptName, on: date) -> None:
    """Refuses `erasure.has_roles`, `erasure.too_early`."""
    name = kept.person.name
    if kept.person.is_active:
        raise Refusal("erasure.has_roles", name=name)
    if not kept.is_erasable(on):
        kind = max(kept.until, key=lambda kind: kept.until[kind])
        raise Refusal("erasure.too_early", name=name, kind=kind, day=kept.erasable_from)


def require_nameless_reason(reason: str, name: str) -> str:
    """The reason of an erasure, which the journal keeps: it may not say the name again.

    Refuses `erasure.reason_names`, and as `require_reason`.
    """
    said = require_reason(reason)
    words = {word.strip(".,;:!?()«»\"'") for word in said.casefold().replace("-", " ").replace("’", " ").split()}
    parts = {part for part in name.casefold().replace("-", " ").split() if len(part) >= _SHORTEST_SAID}
    if words & parts or name.casefold() in said.casefold():
        raise Refusal("erasure.reason_names")
    return said

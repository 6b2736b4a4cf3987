"""What is looked for among the records of an archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from metroapp.domain.entered_text import LONGEST_COMMENT, require_text
from metroapp.domain.message import Refusal

PAGE = 50  # records read at a time
MOST_WORDS = 50


class Facet(Enum):
    """A fact that a record has or has not, by which it is found."""

    PART = "part"  # reference
    DRAWING = "drawing"
    REVISION = "revision"
    WORK_ORDER = "work_order"
    LOT = "lot"
    OPERATION = "operation"
    MACHINE = "machine"
    INSTRUMENT = "instrument"  # any means that gave a value or a zero
    PERSON = "person"  # whoever opened it, measured, decided, signed or closed
    SHEET = "sheet"  # number of a fiche de non-conformité that names one of its pieces
    CONCESSION = "concession"  # number of a dérogation that names or covers one of its pieces


class Outcome(Enum):
    """What a record has at least one piece of, or is."""

    NONCONFORMING = "nonconforming"
    CONCESSION = "concession"
    HELD = "held"
    UNSORTED = "unsorted"
    ALL_CONFORMING = "all_conforming"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One fact that the records looked for have; `value` is an id for a person; accents and case do not count."""

    facet: Facet
    value: str


@dataclass(frozen=True, slots=True)
class RecordSearch:
    """All of these at once; nothing asked for: every record.

    Each word of `text` is somewhere in what the record says, one of less than three signs as a whole word (12 of
    OF-12); accents and case do not count. The dates are those of the opening, `until` left out.
    """

    text: str = ""
    criteria: tuple[Criterion, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    opened_from: datetime | None = None
    opened_until: datetime | None = None
    piece: int | None = None  # a piece of this number is in the record


def require_searchable(search: RecordSearch) -> None:
    """Refuse what cannot be looked for, as `require_words`."""
    require_words(search.text)
    for criterion in search.criteria:
        require_words(criterion.value)


def require_words(text: str) -> None:
    """Refuse words that cannot be looked for: `search.too_many_words`, `text.unreadable`, `text.too_long`."""
    if len(text.split()) > MOST_WORDS:
        raise Refusal("search.too_many_words", most=MOST_WORDS)
    require_text(text, most=LONGEST_COMMENT)
    if "\0" in text:  # where it stands, a text ends for the database
        raise Refusal("text.unreadable")

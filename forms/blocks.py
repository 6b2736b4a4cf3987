"""The vocabulary of a document: what is on the paper, before anyone chooses how it is written.

Cells hold values, not formatted text: each writer gives them its own form (a comma in the PDF, a real number in the
workbook).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from metroapp.domain.decision import NO_BONUS, Bonus, Side
from metroapp.domain.sorting import BoxStatus, Disposition


class Amount(NamedTuple):
    """A number shown with its unit."""

    number: Decimal
    unit: str


Cell = str | int | Decimal | Amount | datetime | date | None


class Sheet(NamedTuple):
    """What follows is a form of its own: it begins a page, and in a workbook a sheet called `name`."""

    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and their values, the header of a paper; `by_hand`: the empty ones are to be filled in with a pen."""

    pairs: tuple[tuple[str, str], ...]
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """Where the decision rule moves the limits of one box, in the unit of its line.

    `acceptance` is what it takes off inside each limit to accept, None where nothing can be accepted; `rejection` is
    what it adds outside each limit to refuse, None where the uncertainty that it needs is not known.
    """

    acceptance: Decimal | None = Decimal(0)
    rejection: Decimal | None = Decimal(0)


NO_GUARD = Guard()


@dataclass(frozen=True, slots=True)
class Result:
    """What one box shows: a number or a word, its state, the small marks beside it (`s`, `c`, `k`, `²`, `?`, `!`)."""

    status: BoxStatus
    number: Decimal | None = None
    word: str = ""
    side: Side | None = None
    marks: str = ""
    bonus: Bonus = NO_BONUS  # what Ⓜ or Ⓛ adds to the upper limit on this piece
    guard: Guard = NO_GUARD
    awaits_second: bool = False  # a good value is not good enough: another one, or a visa, is to bear it out
    is_void: bool = False  # what it refers to has drifted: nothing is decided of it


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One line of a relevé: a requirement and a result for each piece. `expected` is the word a good piece gives."""

    balloon: str
    gauge: str  # ENTRE, N'ENTRE PAS, or empty
    designation: str
    callout: str
    beneath: str  # what is said under the callout: the gauge, or the name of a geometrical characteristic
    lower: Decimal | None
    upper: Decimal | None
    middle: Decimal | None
    unit: str
    means: str
    instruments: str
    sampling: str
    expected: str
    results: tuple[Result, ...]
    criticality: str = ""  # clé, sécurité; empty for an ordinary one


@dataclass(frozen=True, slots=True)
class InspectionGrid:
    """The grid of a relevé. `conceded` gives the pieces and balloons accepted *en dérogation*; `pieces` are the numbers
    of those shown, all of them where it is empty; `by_hand`: the boxes are to be filled in with a pen; `declared`: the
    verdicts and the sorting are those of a candidate, which nothing computes."""

    lines: tuple[InspectionLine, ...]
    dispositions: tuple[Disposition, ...]
    conceded: tuple[tuple[int, str], ...]
    pieces: tuple[int, ...] = ()
    by_hand: bool = False
    declared: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of the piece of each column."""
        return self.pieces or tuple(range(1, len(self.dispositions) + 1))


class Align(Enum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `weight` is its share of the width."""

    title: str
    weight: int = 10
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of typed cells; an `annex` goes after everything else, on its own pages.

    `sheet` is its short name in a workbook, which allows 31 signs. `bad` are the rows that must not be overlooked;
    `by_hand`: its empty cells are to be filled in with a pen, and columns without titles are lines to write on.
    """

    title: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    annex: bool = False
    bad: frozenset[int] = frozenset()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of the lot: pieces by sorting (None counts them all), and boxes by the states that are counted."""

    title: str
    counts: tuple[tuple[str, int, Disposition | None], ...]
    checks: tuple[tuple[str, int, tuple[BoxStatus, ...]], ...] = ()


class Visa(NamedTuple):
    """Who signs, as what; `signed` says how it was proven, where it was."""

    function: str
    name: str
    date: str
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Names and visa boxes."""

    boxes: tuple[Visa, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Lines in small print."""

    lines: tuple[str, ...]


class Sign(Enum):
    """The shape beside the word of a command: known from two metres, and without colour."""

    UNDO = "undo"
    NEXT = "next"
    BACK = "back"
    BAD = "bad"
    CALL = "call"
    CONFIRM = "confirm"
    RETAKE = "retake"
    GOOD = "good"
    ASK = "ask"
    WAIT = "wait"


class Barcode(NamedTuple):
    """One Code 128 to be scanned: a big word, a shape, what the word does not say, and what the bars hold."""

    word: str
    code: str
    sign: Sign | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Barcodes:
    """Barcodes in `columns` columns; one too long for its column takes the next one as well."""

    title: str
    columns: int
    entries: tuple[Barcode, ...]


class Tone(Enum):
    """The colour of a label, which only repeats what its words and its shape say."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class PieceLabel(NamedTuple):
    """What is stuck on one piece: its state in words, what it is, and a code (QR) that names it."""

    tone: Tone
    sign: Sign
    state: str
    title: str
    lines: tuple[str, ...]
    code: str
    watermark: str = ""  # repeated on each: they are cut apart


@dataclass(frozen=True, slots=True)
class PieceLabels:
    """Labels to be cut out of the page."""

    entries: tuple[PieceLabel, ...]


class Picture(NamedTuple):
    """A photograph or the first page of a document, as PNG; None where it cannot be shown, which `caption` says."""

    caption: str
    png: bytes | None


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photographs, two side by side."""

    title: str
    pictures: tuple[Picture, ...]


class Sample(NamedTuple):
    """One subgroup of a control chart as printed: empty texts where it is to be filled in with a pen."""

    title: str  # n° of the subgroup
    about: tuple[str, ...]  # when, who, of what: one line each
    values: tuple[str, ...]
    total: str
    mean: str
    range: str
    mean_place: float | None = None  # where its point is between the lowest and the highest of its chart, 0 to 1
    range_place: float | None = None
    mean_out: bool = False  # beyond a limit
    range_out: bool = False


MOST_SAMPLES = 20  # of a control chart on one page


class ChartLine(NamedTuple):
    """A line across a chart: its name, its value, and where it is, 0 to 1."""

    name: str
    value: str
    place: float
    is_limit: bool = True


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A chart of means and ranges above its table; `about` titles the lines of `Sample.about`, `size` is that of a
    subgroup."""

    title: str
    about: tuple[str, ...]
    size: int
    mean_title: str
    range_title: str
    mean_lines: tuple[ChartLine, ...]
    range_lines: tuple[ChartLine, ...]
    samples: tuple[Sample, ...]
    by_hand: bool = False
    spread: str = ""  # what the lower chart is of, in short; empty: R


class CauseBranch(NamedTuple):
    """One of the five M, and its causes in words with how many pieces each."""

    name: str
    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CauseDiagram:
    """The causes of nonconformities (Ishikawa): a branch for each M, leading to `effect`; `sheet` as of a table."""

    title: str
    sheet: str
    effect: str
    branches: tuple[CauseBranch, ...]


class Bar(NamedTuple):
    """One bar: its name, its length out of `Bars.full`, what is written at its end."""

    name: str
    length: Decimal
    figure: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Lengths to be compared at a glance; `marks` are lines across them, each with its name; `sheet` as of a table."""

    title: str
    sheet: str
    bars: tuple[Bar, ...]
    full: Decimal = Decimal(100)
    marks: tuple[tuple[str, Decimal], ...] = ()


Block = (
    Sheet
    | Bars
    | Fields
    | InspectionGrid
    | Table
    | Summary
    | Signatures
    | Notes
    | Barcodes
    | PieceLabels
    | Pictures
    | ControlChart
    | CauseDiagram
)


@dataclass(frozen=True, slots=True)
class Document:
    """One paper. `head` is the digest of the last entry of the archive's chain when it was issued; a paper that proves
    nothing has none, and may have no number. `paper` is which kind of paper and `of` the id or number of what it is
    about, for `forms.identity`; `sealed` is what the archive holds of it, as JSON, which a PDF carries unless it tells
    what its reader is not to know (`carries_sealed`). `drawing` names the drawing and its revision, repeated on each
    page; `logo` is the PNG of the workshop's."""

    title: str
    number: str
    workshop: str
    program: str
    head: str
    issued_at: datetime
    watermark: str
    blocks: tuple[Block, ...]
    paper: str = ""
    of: str = ""
    sealed: bytes = b""
    drawing: str = ""
    logo: bytes = b""
    carries_sealed: bool = True

"""Results that a measuring machine (MMT) wrote in a file: what a column says, why a line gives no value, what is left
out of a record and what somebody must say yes to."""

from __future__ import annotations

from enum import Enum


class ColumnOf(Enum):
    """What a column of a file says."""

    LABEL = "label"  # of which characteristic
    VALUE = "value"
    NOMINAL = "nominal"
    LOWER = "lower"
    UPPER = "upper"
    UNIT = "unit"
    PIECE = "piece"
    STATUS = "status"  # what the program says of the value
    DESIGNATION = "designation"


class Flaw(Enum):
    """Why a line of a file gives no value."""

    EMPTY = "empty"
    NUMBER = "number"  # what stands there is no number
    COLUMNS = "columns"  # not as many cells as the others
    LABEL = "label"  # nothing says of which characteristic
    UNIT = "unit"  # unknown
    PIECE = "piece"  # what stands there is no number of a piece
    TWO_PIECES = "two_pieces"  # its column says one, the name of the file another


class LeftOut(Enum):
    """Why a value of a file cannot be recorded."""

    UNLINKED = "unlinked"  # no characteristic bears that label
    NO_PIECE = "no_piece"  # nobody said which piece
    SEVERAL_PIECES = "several_pieces"  # the file has several, and does not say which this one is
    OTHER_PIECE = "other_piece"  # a piece that the record does not have
    TWICE = "twice"  # the file says two things of the same box
    SAME_LINE = "same_line"  # the file says the same thing twice: once is enough
    SEEN = "seen"  # a box for a gauge or for the eye
    PROCEDURE = "procedure"  # compared, or made of several readings
    MEANS = "means"  # something stands against the machine for this characteristic
    UNIT = "unit"  # a length against an angle
    NEGATIVE = "negative"
    TAKEN = "taken"  # recorded from this very file before
    GONE = "gone"  # the piece was shipped or scrapped
    GATE = "gate"  # pieces to be cleaned, or the first one to be signed


class Asks(Enum):
    """What somebody must say yes to before a value is recorded."""

    LINK = "link"  # nothing but the nominal size and the designation links it
    NOMINAL = "nominal"  # another one than that of the record
    LIMITS = "limits"
    DOUBT = "doubt"
    PIECE = "piece"  # the file calls it otherwise
    PART = "part"  # the file is of another part
    EXACT = "exact"  # every size is its nominal: the column of the values may be the wrong one
    FILE = "file"  # most of the file is not as the record: another part, column or unit
    OPINION = "opinion"  # the machine says that it is bad, the record that it is good
    IMPOSSIBLE = "impossible"  # somebody said that it cannot be measured
    MEASURED = "measured"  # the box has a value: it takes a reason

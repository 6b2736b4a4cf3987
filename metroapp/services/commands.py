"""What is done without the keyboard: the commands, and the codes that a barcode scanner types.

A code is a prefix, then one word of a command, or what it names: `MA+ANNULER`, `MA+OF+2026-118`, `MA+INS+M-02`,
`MA+PC+3`. Everything is in the printable ASCII signs that Code 128 and every keyboard have; another sign of a work
order is written by its number in hexadecimal between two `+`, so that two work orders never share one code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from metroapp.domain.message import Refusal
from metroapp.wording import commands as words

PREFIX = "MA+"
# `MA+` as it arrives from a scanner set for another keyboard than the computer: QWERTY on AZERTY, and the reverse.
FOREIGN_PREFIXES = ("?Q+", ",Q+", ":Q+", ";Q+")
_PREFIXES = (PREFIX, *FOREIGN_PREFIXES)
MOST_SIGNS = 64  # of a code: longer, no hand-held scanner reads it in one pass

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./ ")
_PIECE = re.compile(r"[1-9][0-9]{0,5}")
_ESCAPED = re.compile(r"\+([0-9A-Fa-f]{1,6})\+")


class Command(Enum):
    """A gesture of the operator; the value is the word of its code, on sheets already printed: it never changes."""

    UNDO = "ANNULER"
    NEXT = "SUIVANT"
    BACK = "RETOUR"
    NONCONFORMING = "NC"
    CALL = "APPEL"
    CONFIRM = "CONFIRMER"
    RETAKE = "REPRENDRE"
    GOOD = "OK"
    ASK = "DEMANDER"


_WORDS = {
    Command.UNDO: words.UNDO,
    Command.NEXT: words.NEXT,
    Command.BACK: words.BACK,
    Command.NONCONFORMING: words.NONCONFORMING,
    Command.CALL: words.CALL,
    Command.CONFIRM: words.CONFIRM,
    Command.RETAKE: words.RETAKE,
    Command.GOOD: words.GOOD,
    Command.ASK: words.ASK,
}


@dataclass(frozen=True, slots=True)
class CommandScan:
    """The code of a command."""

    command: Command


@dataclass(frozen=True, slots=True)
class WorkOrderScan:
    """The code of a work order (OF)."""

    work_order: str

    def require(self, expected: str) -> None:
        """Refuse (`scan.other_work_order`, `scan.no_work_order`) another work order than that of the open record."""
        if not expected.strip():
            raise Refusal("scan.no_work_order", scanned=self.work_order)
        if _folded(self.work_order) != _folded(expected):
            raise Refusal("scan.other_work_order", scanned=self.work_order, expected=expected)


@dataclass(frozen=True, slots=True)
class InstrumentScan:
    """The code of an instrument of the register."""

    number: str

    def among(self, register: Iterable[str]) -> str:
        """The number as the register writes it; refuses `scan.unknown_instrument`."""
        for number in register:
            if _folded(number) == _folded(self.number):
                return number
        raise Refusal("scan.unknown_instrument", scanned=self.number)


@dataclass(frozen=True, slots=True)
class PieceScan:
    """The code of a piece of the lot, 1…n."""

    piece: int

    def among(self, pieces: int) -> int:
        """The piece; refuses `scan.other_piece` where the lot has only `pieces` of them."""
        if self.piece > pieces:
            raise Refusal("scan.other_piece", piece=self.piece, pieces=pieces)
        return self.piece


Scan = CommandScan | WorkOrderScan | InstrumentScan | PieceScan


def word_of(command: Command) -> str:
    """The French word of a command."""
    return _WORDS[command]


def code_of(scan: Scan) -> str:
    """What the barcode holds; refuses `scan.not_printable` where it would be too long."""
    match scan:
        case CommandScan(command):
            return f"{PREFIX}{command.value}"
        case WorkOrderScan(named):
            kind = "OF"
        case InstrumentScan(named):
            kind = "INS"
        case PieceScan(piece):
            kind, named = "PC", str(piece)
    code = f"{PREFIX}{kind}+{_escaped(named.strip())}"
    if not named.strip() or len(code) > MOST_SIGNS:
        raise Refusal("scan.not_printable", text=named)
    return code


def may_begin_scan(typed: str) -> bool:
    """Whether what was typed so far may be the beginning of a code of ours."""
    return any(prefix.startswith(typed.upper()) for prefix in _PREFIXES) or is_scan(typed)


def is_scan(typed: str) -> bool:
    """Whether a text has the whole prefix of our codes, whatever follows."""
    return typed[: len(PREFIX)].upper() in _PREFIXES


def read_scan(text: str) -> Scan:
    """What a scanner typed, without its Enter.

    Letter case is free where the keyboard may be locked in capitals: prefix, kind and command. Refuses
    `scan.keyboard` for a scanner set for another keyboard, `scan.unknown` for anything that the sheet would not print.
    """
    if text[: len(PREFIX)].upper() in FOREIGN_PREFIXES:
        raise Refusal("scan.keyboard", text=text[:MOST_SIGNS])
    found = _read(text) if len(text) <= MOST_SIGNS else None
    if found is None:
        raise Refusal("scan.unknown", text=text[:MOST_SIGNS])
    return found


def _read(text: str) -> Scan | None:
    if not text.isascii() or text[: len(PREFIX)].upper() != PREFIX:
        return None
    body = text[len(PREFIX) :]
    kind, plus, named = body.partition("+")
    scan: Scan
    match kind.upper(), plus:
        case "OF", "+":
            scan = WorkOrderScan(_plain(named))
        case "INS", "+":
            scan = InstrumentScan(_plain(named))
        case "PC", "+" if _PIECE.fullmatch(named):
            scan = PieceScan(int(named))
        case word, "" if word in {command.value for command in Command}:
            scan = CommandScan(Command(word))
        case _:
            return None
    try:
        printed = code_of(scan)
    except Refusal:
        return None
    return scan if printed.upper() == text.upper() else None


def _escaped(text: str) -> str:
    return "".join(sign if sign in _PLAIN else f"+{ord(sign):X}+" for sign in text)


def _plain(escaped: str) -> str:
    """The text again; what is no number of a sign stays as it is, and then is not what would be printed."""

    def sign(found: re.Match[str]) -> str:
        number = int(found[1], 16)
        is_sign = number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF  # surrogates are halves of signs
        return chr(number) if is_sign else found[0]

    return _ESCAPED.sub(sign, escaped)


def _folded(text: str) -> str:
    """Compared without regard to case, which a locked keyboard reverses, or to spaces around."""
    return text.strip().casefold()

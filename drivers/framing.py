"""From a stream of bytes to frames: most instruments end them with CR alone, some with CR LF or LF.

`readline` would wait for a LF that never comes. Bytes are taken as they arrive and cut here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_FRAME = 256
_CR, _LF = 0x0D, 0x0A
_NUL = 0x00  # in place of a byte whose parity or stop bit is wrong (see `device`); no instrument sends one


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: `raw` with its terminator, `body` without."""

    raw: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """Bytes that are no frame: `truncated`, `too_long`, `parity`, or `bit_error` where the system read a wrong byte."""

    raw: bytes
    reason: str


class Framer:
    """Cuts a stream into frames. `seven_bits` refuses bytes whose eighth bit is set.

    A line of 7 data bits read with the wrong parity setting shows the parity in bit 7: those bytes are reported, never
    repaired, because the same fault also hides real errors.
    """

    def __init__(self, *, seven_bits: bool) -> None:
        self._seven_bits = seven_bits
        self._buffer = bytearray()
        self._overlong = False

    @property
    def partial(self) -> bool:
        """Whether a frame has begun and not ended."""
        return bool(self._buffer) or self._overlong

    def feed(self, received: bytes) -> Iterator[Frame | Broken]:
        """Take bytes and give the frames that they complete."""
        for byte in received:
            if byte in (_CR, _LF) or (self._seven_bits and byte in (_CR | 0x80, _LF | 0x80)):
                found = self._end(byte)
                if found is not None:
                    yield found
            elif self._overlong:
                continue
            else:
                self._buffer.append(byte)
                if len(self._buffer) > LONGEST_FRAME:
                    yield Broken(bytes(self._buffer), "too_long")
                    self._buffer.clear()
                    self._overlong = True  # until the next terminator: its tail is no frame either

    def cut(self) -> Broken | None:
        """The line fell silent in the middle of a frame: give it up, so that the next one is read whole."""
        self._overlong = False
        if not self._buffer:
            return None
        raw = bytes(self._buffer)
        self._buffer.clear()
        return Broken(raw, "truncated")

    def _end(self, terminator: int) -> Frame | Broken | None:
        if self._overlong:
            self._overlong = False
            return None
        if not self._buffer:
            return None  # the LF of a CR LF, or an empty line
        body = bytes(self._buffer)
        self._buffer.clear()
        raw = body + bytes([terminator])
        if self._seven_bits and any(byte & 0x80 for byte in raw):
            return Broken(raw, "parity")
        if _NUL in raw:
            return Broken(raw, "bit_error")
        return Frame(raw, body)

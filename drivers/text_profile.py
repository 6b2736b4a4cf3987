"""`generic-text`: an instrument that sends lines of text, described by a technician.

A profile is data: the settings of its port, what asks for a reading, and a template of its frames. It is kept as JSON.
A format without a fixed width, as `12.34 mm`, cannot show that its sign or its first digits were lost on the way: the
template says them (`{value:+9}`) where the instrument always sends a sign, or pads its numbers.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from drivers.family import Decoded, Family, Notice, Trouble
from drivers.reading import FaultCode
from drivers.text_template import TemplateRefused, template

KEY = "generic-text"
UNITS = ("mm", "in", "um", "deg")
_LONGEST_TEXT = 4096
_LONGEST_NAME = 80
_LONGEST_REQUEST = 32
_ANSWER_WITHIN_S = 2.0


class ProfileFlaw(StrEnum):
    """Why a profile is refused."""

    NOT_JSON = "not_json"
    TOO_LONG = "too_long"
    FIELDS = "fields"  # one is missing or unknown
    NAME = "name"
    BAUD = "baud"
    FRAMING = "framing"  # data bits, parity, stop bits
    LINES = "lines"  # DTR, RTS
    REQUEST = "request"
    PATTERN = "pattern"
    UNIT = "unit"


class ProfileRefused(ValueError):
    """A profile that cannot be used; `detail` is the value at fault, or the flaw of its template."""

    def __init__(self, flaw: ProfileFlaw, detail: str = "") -> None:
        super().__init__(f"{flaw}: {detail}")
        self.flaw = flaw
        self.detail = detail


@dataclass(frozen=True, slots=True)
class TextProfile:
    """One make of text instrument. `unit` is the one agreed when the frame bears none; `request` asks for a reading.

    Raises ProfileRefused.
    """

    name: str
    pattern: str
    baud: int = 9600
    data_bits: int = 8
    parity: str = "N"
    stop_bits: int = 1
    dtr: bool = True
    rts: bool = True
    request: bytes | None = None
    unit: str = "mm"

    def __post_init__(self) -> None:
        numbers = (self.baud, self.data_bits, self.stop_bits)
        if not isinstance(self.name, str) or not self.name.strip() or len(self.name) > _LONGEST_NAME:
            raise ProfileRefused(ProfileFlaw.NAME)
        if not self.name.isprintable():
            raise ProfileRefused(ProfileFlaw.NAME)
        if any(type(number) is not int for number in numbers) or not 50 <= self.baud <= 4_000_000:
            raise ProfileRefused(ProfileFlaw.BAUD, str(self.baud)[:_LONGEST_NAME])
        if self.data_bits not in (7, 8) or self.parity not in ("N", "E", "O") or self.stop_bits not in (1, 2):
            raise ProfileRefused(ProfileFlaw.FRAMING)
        if type(self.dtr) is not bool or type(self.rts) is not bool:
            raise ProfileRefused(ProfileFlaw.LINES)
        if self.request is not None and not (
            isinstance(self.request, bytes) and 1 <= len(self.request) <= _LONGEST_REQUEST
        ):
            raise ProfileRefused(ProfileFlaw.REQUEST)
        if self.unit not in UNITS:
            raise ProfileRefused(ProfileFlaw.UNIT, str(self.unit)[:_LONGEST_NAME])
        try:
            template(self.pattern) if isinstance(self.pattern, str) else template("")
        except TemplateRefused as refused:
            raise ProfileRefused(ProfileFlaw.PATTERN, refused.flaw.value) from refused


def decode(profile: TextProfile, frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off. A frame that does not match whole is never a value."""
    if profile.request is not None and frame == profile.request.rstrip(b"\r\n"):
        return Notice.ECHO
    return template(profile.pattern).read(frame.decode("latin-1")) or Trouble(FaultCode.FORMAT, "frame")


def family_of(profile: TextProfile) -> Family:
    """The family that speaks a profile."""
    request = profile.request
    return Family(
        key=KEY,
        maker=profile.name,
        baud=profile.baud,
        data_bits=profile.data_bits,
        parity=profile.parity,
        stop_bits=profile.stop_bits,
        dtr=profile.dtr,
        rts=profile.rts,
        decode=lambda frame: decode(profile, frame),
        request=None if request is None else lambda _channel: request,
        answer_within=_ANSWER_WITHIN_S,
        fixed_width=not profile.pattern.startswith("{"),  # a text before its fields is a head
        sources=(f"profile {profile.name}",),
    )


def to_text(profile: TextProfile) -> str:
    """A profile as JSON; the bytes of the request are the characters of the same numbers (`?` and `\\r`)."""
    fields = asdict(profile)
    fields["request"] = None if profile.request is None else profile.request.decode("latin-1")
    return json.dumps(fields, ensure_ascii=False, indent=2)


def from_text(text: str) -> TextProfile:
    """Read a profile; raises ProfileRefused."""
    if len(text) > _LONGEST_TEXT:
        raise ProfileRefused(ProfileFlaw.TOO_LONG, str(len(text)))
    try:
        fields: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileRefused(ProfileFlaw.NOT_JSON) from error
    if not isinstance(fields, dict) or fields.keys() != TextProfile.__dataclass_fields__.keys():
        raise ProfileRefused(ProfileFlaw.FIELDS)
    request = fields["request"]
    if request is not None:
        try:
            fields["request"] = str(request).encode("latin-1") if isinstance(request, str) else b""
        except UnicodeEncodeError as error:
            raise ProfileRefused(ProfileFlaw.REQUEST) from error
    return TextProfile(**fields)

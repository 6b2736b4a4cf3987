"""A template made by pressing DATA once and pointing at the value in the frame.

What was not pointed at is kept as it stands, digits too: a frame whose counter moves is refused until the technician
points at the counter as something to skip. Units and tolerance marks beside the value become fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drivers.protocols import printed
from drivers.text_template import MARKS, TemplateFlaw, TemplateRefused, template

_LONGEST_FRAME = 256
_DECIMALS = r"(?:\.[0-9]++|,[0-9]++(?!\.[0-9]))"  # in `1,12.5` the comma separates two numbers
_NUMBER = re.compile(rf"(?:(?<![0-9])[+-] {{0,12}}+)?+(?:[0-9]++{_DECIMALS}?+|(?<![0-9]){_DECIMALS})")
_UNITS = "|".join(re.escape(unit) for unit in sorted(printed.UNITS, key=len, reverse=True))
_AFTER = re.compile(
    rf"( *+)(?P<mark>(?:{'|'.join(re.escape(mark) for mark in MARKS)})(?![A-Za-z]))?"
    rf"( *+)(?P<unit>(?i:{_UNITS})(?![A-Za-z]))?"
)
_OWN_PADDING = re.compile(r"\{value:[0-9]")
_BEFORE = re.compile(rf"(?:^|(?<=[^A-Za-z]))(?P<unit>(?i:{_UNITS})) +$")


@dataclass(frozen=True, slots=True)
class Span:
    """A number found in a frame, from `start` to before `end`, in bytes."""

    start: int
    end: int
    text: str


def body_of(raw: bytes) -> str:
    """The text of a frame without its terminator, one sign for each byte."""
    return raw[:_LONGEST_FRAME].decode("latin-1").rstrip("\r\n")


def spans(raw: bytes) -> list[Span]:
    """The numbers that a window offers to point at."""
    return [Span(found.start(), found.end(), found[0]) for found in _NUMBER.finditer(body_of(raw))]


def pattern_from_frame(
    raw: bytes,
    start: int,
    end: int,
    *,
    channel: tuple[int, int] | None = None,
    skipped: Sequence[tuple[int, int]] = (),
) -> str:
    """The template of the frames of an instrument, from one of them and the place of its value.

    `channel` is the place of the number or name of an input, `skipped` those of what changes from one frame to the
    next. Raises TemplateRefused.
    """
    text = body_of(raw)
    marks = [(start, end, "value"), *((first, last, "any") for first, last in skipped)]
    if channel is not None:
        marks.append((*channel, "channel"))
    marks.sort()
    at, written = 0, ""
    if not all(0 <= first < last <= len(text) for first, last, _ in marks):
        raise TemplateRefused(TemplateFlaw.NOT_A_NUMBER, f"{start}-{end}")
    for first, last, name in marks:
        if first < at:
            raise TemplateRefused(TemplateFlaw.NEIGHBOURS, name)
        if name == "value":
            value = _value(text[first:last])
            written += _before(text[at:first], value, after_field=at > 0) + value
            last, beside = _beside(text, last, min((begin for begin, _, _ in marks if begin >= last), default=None))
            written += beside
        else:
            written += _literal(text[at:first]) + f"{{{name}}}"
        at = last
    written += _literal(text[at:])
    read = template(written).read(text)
    if read is None or read.value != printed.number(text[start:end].replace(" ", "")):
        raise TemplateRefused(TemplateFlaw.MISMATCH, written)
    return written


def _value(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise TemplateRefused(TemplateFlaw.NOT_A_NUMBER, text)
    sign, body = (text[0], text[1:]) if text[0] in "+-" else ("", text)
    # Zeros or spaces that fill the place of digits show that the number always takes that place; so does their absence.
    padded = body[0] in " .," or (body[0] == "0" and body[1:2].isdigit())
    spec = "+" if sign == "+" else ""
    spec += str(len(text)) if padded and len(text) < 100 else ""
    spec += "" if "." in body or "," in body else ".0"
    return f"{{value:{spec}}}" if spec else "{value}"


def _before(text: str, value: str, *, after_field: bool) -> str:
    """What stands before the value. Spaces that touch it may be the place of a sign or of digits."""
    kept = text.rstrip(" ")
    spaces = len(text) - len(kept)
    if not spaces:
        return _literal(text)
    unit = _BEFORE.search(text)
    before = _literal(text[: unit.start()]) + "{unit}" if unit is not None else _literal(kept)
    if _OWN_PADDING.match(value):
        return before + " " * spaces
    separated = unit is not None or (kept[-1] in "0123456789+-" if kept else after_field)
    return before + (" {space}" if separated else "{space}")


def _beside(text: str, at: int, until: int | None) -> tuple[int, str]:
    """The mark and the unit that follow the value, as fields, and where they end."""
    found = _AFTER.match(text, at, len(text) if until is None else until)
    if found is None or not (found["mark"] or found["unit"]):
        return at, ""
    written = _literal(found[1])
    if found["mark"]:
        written += "{flag}" + (_literal(found[3]) if found["unit"] else "")
    else:
        written += _literal(found[3])
    return (found.end("unit"), written + "{unit}") if found["unit"] else (found.end("mark"), written)


def _literal(text: str) -> str:
    """Text as it stands; where there are several spaces, there may be more or fewer."""
    return re.sub(r" {2,}", " {space}", text.replace("{", "{{").replace("}", "}}"))

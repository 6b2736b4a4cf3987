"""Reading one callout: one module reads each family of notations; the first that recognises its own beginning answers.

Any text is read or refused with the reason; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from metroapp.domain.callout import Callout
from metroapp.domain.message import Refusal
from metroapp.domain.notation.angle import read_angle
from metroapp.domain.notation.context import ALONE, Context, Standards, Written
from metroapp.domain.notation.frames import read_framed
from metroapp.domain.notation.geometry import read_geometry
from metroapp.domain.notation.signs import NUMBER, tidy
from metroapp.domain.notation.size import read_size
from metroapp.domain.notation.texture import read_texture
from metroapp.domain.notation.thread import read_thread
from metroapp.domain.notation.words import read_words

LONGEST_CALLOUT = 120
MOST_OCCURRENCES = 200

_MULTIPLICITY = re.compile(
    r"(?P<count>[0-9]{1,4}) ?(?:[xX]|trous?|perçages?|alésages?|taraudages?|filetages?|fois) ?(?P<rest>.+)"
)
_MULTIPLICITY_AFTER = re.compile(r"(?P<rest>.+?) ?\( ?(?P<count>[0-9]{1,4}) ?[xX] ?\)")
_CHAMFER = re.compile(rf"{NUMBER}[^x°]*? ?x ?(?P<angle>{NUMBER}) ?°(?P<rest>.*)|{NUMBER} ?° ?x ?{NUMBER}.*")
_CHAMFER_ANGLES = ("30", "45", "60")
_SECTION = re.compile(rf"{NUMBER} ?[xX] ?{NUMBER}(?: ?mm)?")
_ROUGHNESS_GRADE = re.compile(r"N(?:1[0-2]|[1-9])")
_SMALL_LETTER = re.compile(r"[mrc] ?[0-9]+(?:\.[0-9]+)?(?: |x|$)")
_TOLERANCE_ALONE = re.compile(rf"[ØRC]? ?(?:[±+-] ?{NUMBER}.*|[A-Za-z]{{1,2}}[0-9]{{1,2}})")

# The order matters where one family's beginning is another's: a reference in parentheses is no size.
_READERS: tuple[Callable[[Written], Callout | None], ...] = (
    read_words,
    read_framed,
    read_texture,
    read_geometry,
    read_thread,
    read_size,
    read_angle,
)


def read_callout(text: str, standards: Standards, context: Context = ALONE) -> Callout:
    """Read one callout as written on the drawing (`Ø20 h7`, `4x 35 ±0,1`, `Ra 1,6`, `⌖ Ø0,1 Ⓜ A B`…).

    Raises a refusal with its reason: `callout.*`, `fit.*`, `thread.*`, `general.*`. Any text is read or refused.
    """
    shown = " ".join(text.split())
    if not shown:
        raise Refusal("callout.empty")
    if len(shown) > LONGEST_CALLOUT:
        raise Refusal("callout.too_long", longest=LONGEST_CALLOUT)
    count, one = _multiplicity(tidy(text), shown)
    written = Written(shown, one, standards, context)
    for reader in _READERS:
        callout = reader(written)
        if callout is not None:
            return callout if count == 1 else replace(callout, multiplicity=count)
    if _ROUGHNESS_GRADE.fullmatch(one):
        raise Refusal("callout.roughness_grade", callout=shown)
    if _SMALL_LETTER.match(one):
        raise Refusal("callout.capital", callout=shown, capital=one[0].upper() + one[1:])
    if _TOLERANCE_ALONE.fullmatch(one):
        raise Refusal("callout.nominal_missing", callout=shown)
    raise Refusal("callout.unreadable", callout=shown)


def _multiplicity(text: str, shown: str) -> tuple[int, str]:
    """How many features one callout is for: `4x Ø6,6 H12`; but `1x45°` is a chamfer."""
    found, chamfer = _MULTIPLICITY.fullmatch(text) or _MULTIPLICITY_AFTER.fullmatch(text), _CHAMFER.fullmatch(text)
    if _SECTION.fullmatch(text):
        # `1x45` is a chamfer without its sign, `20x30` a section: not twenty lengths of 30.
        raise Refusal("callout.ambiguous", callout=shown)
    # `2x45° ±0,5°` may be two angles, or a chamfer whose angle is toleranced; `3x120° ±1°` can only be three angles.
    is_angle = chamfer is not None and bool(re.search(r"[°'\"]", chamfer["rest"] or ""))
    if found is None or (chamfer and not (is_angle and chamfer["angle"] not in _CHAMFER_ANGLES)):
        return 1, text
    count = int(found["count"])
    if not 1 <= count <= MOST_OCCURRENCES:
        raise Refusal("callout.multiplicity", callout=shown, most=MOST_OCCURRENCES)
    return count, found["rest"]

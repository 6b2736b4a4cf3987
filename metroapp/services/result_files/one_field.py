"""A text with one field in it, as the workshop writes it: `*_P{piece}.csv`, `D{repere}`.

The text around the field is literal; a `*` at one end stands for anything. No regular expression is ever typed: what
is read here is linear in the length of the text, whatever the file says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metroapp.domain.entered_text import require_text
from metroapp.domain.message import Refusal

BALLOON, PIECE = "{repere}", "{piece}"
ANYTHING = "*"
LONGEST = 80  # signs of a pattern
_LONGEST_READ = 255  # of what is read with it
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class OneField:
    """Refuses `result_profile.field` (the field exactly once), `result_profile.star` (elsewhere than at an end, or
    beside the field, where it would swallow it), and as `require_text`."""

    text: str
    field: str

    def __post_init__(self) -> None:
        require_text(self.text, most=LONGEST)
        before, _field, after = self.text.partition(self.field)
        if self.text.count(self.field) != 1 or {"{", "}"} & set(before + after):
            raise Refusal("result_profile.field", text=self.text, field=self.field)
        inner = before.removeprefix(ANYTHING) + after.removesuffix(ANYTHING)
        if ANYTHING in inner or (ANYTHING in (before, after) and self.field != PIECE):  # digits end by themselves
            raise Refusal("result_profile.star", text=self.text, field=self.field)

    def read(self, text: str) -> str | None:
        """What stands in the field; None where the text is not so, or could be read in two ways."""
        if len(text) > _LONGEST_READ:
            return None
        found = {one for one in self._found(text) if one}
        return found.pop() if len(found) == 1 else None

    def _found(self, text: str) -> Iterator[str]:
        before, _field, after = self.text.partition(self.field)
        folded = text.casefold()
        if len(folded) != len(text):  # ß and its like: as it stands, then
            folded = text
        head, tail = before.removeprefix(ANYTHING).casefold(), after.removesuffix(ANYTHING).casefold()
        for start in _places(folded, head, anywhere=before.startswith(ANYTHING)):
            if self.field == PIECE:
                end = start
                while end < len(text) and text[end].isascii() and text[end].isdigit():
                    end += 1
                if end == start or end - start > _MOST_DIGITS or (start and not head and text[start - 1].isdigit()):
                    continue
            elif after.endswith(ANYTHING):
                end = folded.find(tail, start)
            else:
                end = len(text) - len(tail)
            if end < start or not folded.startswith(tail, end):
                continue
            if after.endswith(ANYTHING) or end + len(tail) == len(text):
                yield text[start:end].strip()


def _places(text: str, head: str, *, anywhere: bool) -> Iterator[int]:
    """Where the field may begin."""
    if not anywhere:
        if text.startswith(head):
            yield len(head)
        return
    place = text.find(head)
    while place >= 0:
        yield place + len(head)
        place = text.find(head, place + 1)

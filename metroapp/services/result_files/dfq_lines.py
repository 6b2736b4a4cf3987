"""The lines of a DFQ file (Q-DAS ASCII transfer format): K-fields and lines of values, as they are written.

Both writings of values are read: K0001/n and its fields, and the compact one, whose characteristics are separated by
character 15 and whose facts by character 20. K-fields after a compact line complete the values of that line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from metroapp.domain.message import Refusal
from metroapp.services.result_files.results import MOST_CHARACTERISTICS, MOST_VALUES

FIELD, NEXT = "\x14", "\x0f"
LINE = "line"  # beside the K-fields of a value: where it stands in the file
SEEN_TYPES = ("1", "5", "6")  # K2004: attribute, error log sheets; their compact lines begin with K0020 and K0021

_KEY = re.compile(r"(?P<key>K[0-9]{4})(?:/(?P<index>[0-9]{1,6})(?:/[0-9]{1,9})?)?(?:[ \t]+(?P<text>.*))?[ \t]*")
_AFTER = ("K0002", "K0004", "K0005", "K0006", "K0007", "K0008", "K0010", "K0011", "K0012")
_MEASURED = ("K0001", *_AFTER)
_SEEN = ("K0020", "K0021", "", *_AFTER)
_ALL = 0  # an index: every characteristic

Fields = dict[str, str]


@dataclass
class DfqLines:
    """What the lines say: the fields of the part, of each characteristic, and of each value of a characteristic in the
    order of the file."""

    count: int = 0
    part: Fields = field(default_factory=dict)
    characteristics: dict[int, Fields] = field(default_factory=lambda: defaultdict(dict))
    values: dict[int, list[Fields]] = field(default_factory=lambda: defaultdict(list))
    short: int = 0  # the last line of values that names fewer characteristics than the file has
    _total: int = 0

    def fields(self, index: int) -> Fields:
        """The K-fields of a characteristic, with those of all."""
        return {**self.characteristics.get(_ALL, {}), **self.characteristics.get(index, {})}

    def _type(self, index: int) -> str:
        own = self.characteristics.get(index, {}).get("K2004")
        return own if own is not None else self.characteristics.get(_ALL, {}).get("K2004", "")

    def add(self, number: int, line: str) -> None:
        """One line. Refuses `dfq.not_dfq`, `dfq.line`, `dfq.several_parts`, `dfq.count`, `dfq.too_many`."""
        key = _KEY.fullmatch(line)
        if key is not None:
            index = int(key["index"] or 1)
            self._add_key(number, key["key"], index, (key["text"] or "").strip())
        elif self.count == 0:
            raise Refusal("dfq.not_dfq")
        elif FIELD in line or NEXT in line or line.strip()[:1] in "+-0123456789":
            self._add_compact(number, line)
        else:
            raise Refusal("dfq.line", line=number)

    def _add_key(self, number: int, key: str, index: int, text: str) -> None:
        if key == "K0100":
            self._begin(text)
        elif self.count == 0:
            raise Refusal("dfq.not_dfq")
        elif key.startswith("K1"):
            if index > 1:
                raise Refusal("dfq.several_parts")
            self.part.setdefault(key, text)
        elif key.startswith("K2"):
            self._require(index)
            self.characteristics[index][key] = text
        elif key.startswith("K00"):
            self._require(index)
            for each in range(1, self.count + 1) if index == _ALL else (index,):
                self._add_value_key(number, each, key, text)

    def _begin(self, text: str) -> None:
        if self.count or not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) <= MOST_CHARACTERISTICS:
            raise Refusal("dfq.not_dfq")
        self.count = int(text[:9])

    def _require(self, index: int) -> None:
        if index > self.count:
            raise Refusal("dfq.count", said=self.count, found=index)

    def _add_value_key(self, number: int, index: int, key: str, text: str) -> None:
        known = self.values[index]
        if not known or key in known[-1]:  # a field that it already has begins another value
            self._append(index, {LINE: str(number)})
        known[-1][key] = text

    def _add_compact(self, number: int, line: str) -> None:
        portions = line.split(NEXT)
        if len(portions) == self.count + 1 and not portions[-1].strip():
            portions.pop()  # a separator after the last one too
        self._require(len(portions))
        if len(portions) < self.count:
            self.short = number
        for index in range(1, self.count + 1):
            given = portions[index - 1].split(FIELD) if index <= len(portions) else [""]
            names = _SEEN if self._type(index) in SEEN_TYPES else _MEASURED
            found = {name: text.strip() for name, text in zip(names, given, strict=False) if name}
            self._append(index, {LINE: str(number), **found})

    def _append(self, index: int, found: Fields) -> None:
        self._total += 1
        if self._total > MOST_VALUES:
            raise Refusal("dfq.too_many", most=MOST_VALUES)
        self.values[index].append(found)

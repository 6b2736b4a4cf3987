"""A record as a file of JSON, read where it arrives: its sealed entries are proven, and what it says of the record must
be what they say.

Who reads the file with another program reads the plain part: a lie there would pass for proven. So the record is made
again from the entries and compared: all of it where this version wrote it, what both versions say otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from forms import record_json
from metroapp import __version__
from metroapp.archive import queries, sealed_check
from metroapp.archive.extract import extract
from metroapp.archive.sealed_check import Proof, Sealed
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord

LARGEST = 256 * 2**20  # bytes
_FORMAT = "metroapp record "
_SENTENCES = frozenset({"why", "derivation"})  # another version may word them otherwise
_LONGEST = 60  # signs of a value that a refusal quotes


@dataclass(frozen=True, slots=True)
class ProvenRecord:
    """A record that came in a file as its entries say it, what these prove, and the name of the workshop."""

    record: InspectionRecord
    workshop: str
    proof: Proof
    sealed: Sealed

    @property
    def id(self) -> EntryId:
        return self.record.header.id


def is_record(content: bytes) -> bool:
    """Whether a file says that it is a record, plain and sealed, or sealed alone."""
    return b'"format"' in content[:200] and (_FORMAT.encode() in content[:200] or b"metroapp sealed " in content)


def read(content: bytes) -> ProvenRecord:
    """Prove a file and read its record; takes sealed entries alone too, which say nothing beside them.

    Refuses `sealed.unreadable`, `sealed.newer`, `exchange.altered` where the record is not as it was sealed, and
    `record_file.contradicts` where the file says of it anything else than its entries.
    """
    said = _decoded(content)
    is_plain = str(said.get("format")).startswith(_FORMAT)
    if is_plain and said["format"] != record_json.FORMAT:
        raise Refusal("sealed.newer")
    sealed = sealed_check.take(said.get("sealed") if is_plain else said)
    found = proven(sealed)
    if is_plain:
        _require_same(said, found)
    return found


def sealed_of(content: bytes) -> Sealed:
    """The sealed entries of a file that is our own: nothing is proven."""
    said = _decoded(content)
    return sealed_check.take(said.get("sealed", said))


def proven(sealed: Sealed) -> ProvenRecord:
    """The record that entries say, once they are proven; refuses `sealed.unreadable`, `exchange.altered`."""
    proof = require_intact(sealed)
    try:
        with extract([sealed]) as connection:
            record = queries.load_record(connection, EntryId.parse(sealed.subject))
            return ProvenRecord(record, queries.workshop_name(connection), proof, sealed)
    except (ValueError, KeyError, SQLAlchemyError, Refusal) as error:  # a refusal: the subject is in no entry
        raise Refusal("sealed.unreadable") from error


def require_intact(sealed: Sealed) -> Proof:
    """What entries prove; refuses `exchange.altered`."""
    proof = sealed_check.prove(sealed)
    if proof.broken is not None:
        raise Refusal("exchange.altered", subject=sealed.subject, row=str(proof.broken))
    return proof


def _decoded(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Refusal("sealed.unreadable") from error
    if not isinstance(said, dict):
        raise Refusal("sealed.unreadable")
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key twice would say one thing to us and another one elsewhere."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _require_same(said: dict[str, Any], found: ProvenRecord) -> None:
    expected = {"workshop": found.workshop, "record": record_json.record(found.record)}
    if not said.keys() >= expected.keys():
        raise Refusal("sealed.unreadable")
    is_exact = said.get("program") == f"metroapp {__version__}"
    given = {key: said[key] for key in expected}
    other = next(_differences(given, expected, "", is_exact), None)
    if other is not None:
        place, value, sealed = other
        number = found.record.header.number
        raise Refusal("record_file.contradicts", number=number, place=place, said=value, expected=sealed)


def _differences(said: Any, expected: Any, place: str, is_exact: bool) -> Iterator[tuple[str, str, str]]:
    """Where they do not say the same: the path, and what each says. Of a file of another version, only what both say,
    and not how it is worded."""
    if isinstance(expected, dict) and isinstance(said, dict):
        keys = expected.keys() | said.keys() if is_exact else (expected.keys() & said.keys()) - _SENTENCES
        for key in sorted(keys):
            yield from _differences(said.get(key), expected.get(key), f"{place}.{key}".lstrip("."), is_exact)
            if (key in said) != (key in expected):
                yield f"{place}.{key}".lstrip("."), _shown(said.get(key)), _shown(expected.get(key))
    elif isinstance(expected, list) and isinstance(said, list) and len(said) == len(expected):
        for at, (one, other) in enumerate(zip(said, expected, strict=True)):
            yield from _differences(one, other, f"{place}[{at}]", is_exact)
    elif type(said) is not type(expected) or said != expected:
        yield place, _shown(said), _shown(expected)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

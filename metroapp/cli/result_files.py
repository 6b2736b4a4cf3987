"""`metroapp import`: what a file of results says, alone or beside a record. Nothing is recorded without
`--as-values`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from forms.record_data import box_name
from metroapp.cli import as_json, machine_results
from metroapp.cli.consult import NOT_SOUND, workspace_of
from metroapp.domain.acceptance import Verdict
from metroapp.domain.quantity import Unit
from metroapp.services import consultation
from metroapp.services.result_files.against_record import Agreement, ComparedValue, Comparison, compare
from metroapp.services.result_files.opened_file import open_results
from metroapp.services.result_files.reading import read_results
from metroapp.services.result_files.results import FileCharacteristic, FileValue, ResultFile
from metroapp.wording import cli as cli_words
from metroapp.wording import result_files as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number


def import_results(arguments: argparse.Namespace) -> int:
    """`metroapp import FILE [--record ID] [--json]`: 1 where the file and the record are not the same; with
    `--as-values`, as `machine_results.take`."""
    if arguments.as_values:
        return machine_results.take(arguments)
    profile = machine_results.profile_of(arguments)
    file = read_results(arguments.file) if profile is None else open_results(arguments.file, profile).file
    compared, record = None, None
    if arguments.record:
        record = consultation.load(workspace_of(arguments), consultation.record_id(arguments.record))
        compared = compare(record, file)
    if arguments.json:
        print(as_json.dump(_file_as_json(file) | {"comparison": compared and _comparison_as_json(compared)}))
    else:
        print("\n".join(_file(file)))
        if compared is not None and record is not None:
            print("\n".join(_comparison(compared, record.header.number)))
        print(words.NOTHING_RECORDED)
    return 0 if compared is None or compared.is_same else NOT_SOUND


def _file(file: ResultFile) -> Iterator[str]:
    for name, text in file.header.items():
        yield words.FACT.format(title=words.HEADER[name], text=text)
    if file.signed_with is not None:
        key = file.signed_with
        signed = cli_words.PROVEN_SIGNED.format(key=key) if key else cli_words.PROVEN_NOT_SIGNED
        yield words.FACT.format(title=words.PROOF, text=signed)
    taken = [one for one in file.values if one.is_taken]
    yield words.COUNTS.format(
        characteristics=len(file.characteristics),
        pieces=len(file.pieces),
        values=len(taken),
        bad=sum(one.verdict is Verdict.NONCONFORMING for one in taken),
    )
    if file.signed_with is None:
        yield words.BY_LIMITS
    of_each: dict[FileCharacteristic, list[FileValue]] = {one: [] for one in file.characteristics}
    for value in file.values:
        of_each[value.characteristic].append(value)
    for characteristic, values in of_each.items():
        limits = _limits(characteristic)
        yield words.ASKED.format(name=characteristic.name, designation=characteristic.designation, limits=limits)
        yield from (_value(one) for one in values)
    disagreements = list(file.disagreements)
    if disagreements:
        yield words.DISAGREES.format(count=len(disagreements))
    for one in disagreements:
        assert one.verdict is not None
        yield words.DISAGREEMENT.format(
            piece=one.piece, name=one.characteristic.name, said=_said(one), verdict=label(one.verdict)
        )


def _limits(asked: FileCharacteristic) -> str:
    if asked.is_observed:
        return words.SEEN
    if asked.lower is None and asked.upper is None:
        return words.NO_LIMIT
    return words.LIMITS.format(lower=_shown(asked.lower, asked.unit, "–"), upper=_shown(asked.upper, asked.unit, "–"))


def _value(one: FileValue) -> str:
    if not one.is_taken:
        absent = words.NOT_TAKEN if one.flaw is None else label(one.flaw)
        shown = words.VALUE.format(piece=one.piece, value=absent, verdict="").rstrip()
    else:
        value = _shown(one.value if one.is_good is None else one.is_good, one.characteristic.unit)
        verdict = label(one.verdict) if one.verdict is not None else words.NOT_DECIDED
        shown = words.VALUE.format(piece=one.piece, value=value, verdict=verdict)
    if one.meant is not None or (one.said and one.is_taken):
        shown += words.SAID.format(said=_said(one))
    return shown + (words.DESIGNATOR.format(number=one.designator) if one.designator else "")


def _said(one: FileValue) -> str:
    return one.said if one.meant is None else label(one.meant)


def _shown(value: Decimal | bool | None, unit: Unit | None = None, absent: str = words.ABSENT) -> str:
    if value is None:
        return absent
    if isinstance(value, bool):
        return words.GOOD if value else words.BAD
    return f"{number(value)} {UNIT_SYMBOLS[unit]}" if unit is not None else number(value)


def _comparison(found: Comparison, number: str) -> Iterator[str]:
    counts = Counter(one.agreement for one in found.values)
    yield words.COMPARED.format(number=number, **{each.value: counts[each] for each in Agreement})
    for one in found.values:
        if one.agreement is not Agreement.SAME:
            yield words.DIFFERENT.format(
                piece=one.box.piece,
                name=_name(one),
                in_file=_shown(one.in_file),
                in_record=_shown(one.in_record),
            )
    for said, names in (
        (words.OTHER_LIMITS, found.other_limits),
        (words.UNKNOWN, found.unknown),
        (words.MISSING, found.absent),
        (words.UNKNOWN_PIECES, found.unknown_pieces),
    ):
        if names:
            yield said.format(names=", ".join(names))


def _name(one: ComparedValue) -> str:
    return box_name(one.box.balloon, one.box.code)


def _file_as_json(file: ResultFile) -> dict[str, Any]:
    return {
        "format": file.format,
        "header": dict(file.header),
        "signed_with": file.signed_with or None,
        "characteristics": [
            {
                "name": one.name,
                "designation": one.designation,
                "observed": one.is_observed,
                "nominal": _text(one.nominal),
                "lower_limit": _text(one.lower),
                "upper_limit": _text(one.upper),
                "unit": None if one.unit is None else one.unit.value,
            }
            for one in file.characteristics
        ],
        "values": [
            {
                "characteristic": one.characteristic.name,
                "piece": one.piece,
                "value": _text(one.value),
                "good": one.is_good,
                "verdict": None if one.verdict is None else one.verdict.value,
                "said": one.said or None,
                "disagrees": one.disagrees,
                "nonconformance": one.designator or None,
                "at": None if one.at is None else one.at.isoformat(),
                "text": one.text or None,
            }
            for one in file.values
        ],
    }


def _comparison_as_json(found: Comparison) -> dict[str, Any]:
    return {
        "same": found.is_same,
        "values": [
            {
                "piece": one.box.piece,
                "characteristic": _name(one),
                "agreement": one.agreement.value,
                "in_file": _either(one.in_file),
                "in_record": _either(one.in_record),
            }
            for one in found.values
        ],
        "unknown": list(found.unknown),
        "absent": list(found.absent),
        "other_limits": list(found.other_limits),
        "unknown_pieces": list(found.unknown_pieces),
    }


def _either(value: Decimal | bool | None) -> str | bool | None:
    return value if isinstance(value, bool) else _text(value)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"

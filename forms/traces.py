"""How the roughness of a record was found: parameter, rule, cut-off, every measurement; what was only compared."""

from __future__ import annotations

from typing import Any

from forms.blocks import Align, Cell, Column, Table
from forms.json_values import code, decimal
from forms.measurements import in_time, value_and_unit
from metroapp.domain.cutoff import Proposal, Trace
from metroapp.domain.measurement import Measurement
from metroapp.domain.operations import TraceRecorded
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic
from metroapp.wording import documents as words
from metroapp.wording import textures
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.numbers import number


def roughness(record: InspectionRecord) -> Table:
    """Each value of a roughness, in the order of the journal: those replaced or cancelled too, said to be so."""
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 8),
        Column(words.VALUE, 10, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(textures.PARAMETER, 9),
        Column(textures.RULE, 34),
        Column(textures.TRACED, 48),
        Column(textures.PROPOSED_BY, 34),
        Column(words.INPUTS, 26),
    )
    rows = tuple(row for found in in_time(record) if (row := _row(record, found)) is not None)
    return Table(textures.TABLE, textures.SHEET, columns, rows)


def _row(record: InspectionRecord, found: Measurement) -> tuple[Cell, ...] | None:
    """None of anything else, and of a record that says nothing of it."""
    characteristic, told = record.characteristic(found.box.balloon), record.traces.of(found.id)
    title = balloon_label(characteristic, found.box.code)
    if characteristic.is_compared_by_touch:
        plates = found.instrument or words.NOT_GIVEN
        said = textures.BY_TOUCH.format(plates=plates)
        parameter = characteristic.callout.parameter or ""
        seen = _joined(_instead(record, found), textures.NO_VALUE)
        return found.box.piece, title, *value_and_unit(found), parameter, seen, said, "", ""
    if told is None:
        return None
    return (
        found.box.piece,
        title,
        *value_and_unit(found),
        told.parameter,
        _joined(_instead(record, found), textures.rule_line(characteristic.callout, found)),
        textures.traced_words(told, proposed=False),
        "" if told.proposal is None else textures.proposal_words(told.proposal),
        " ; ".join(number(given.quantity.value) for given in found.inputs) if len(found.inputs) > 1 else "",
    )


def _instead(record: InspectionRecord, found: Measurement) -> str:
    """Empty for a value that counts."""
    if found.id in record.cancelled:
        return textures.VALUE_CANCELLED
    return "" if record.measurement(found.box) == found else textures.VALUE_REPLACED


def _joined(*said: str) -> str:
    return " · ".join(filter(None, said))


def as_json(told: TraceRecorded | None, characteristic: Characteristic) -> dict[str, Any] | None:
    """Lengths in millimetres; `told_by` the tester, whoever declared it, or nobody, or `mixed` where the measurements
    were not traced alike: `cut_off` is then null. `facts` are the words of the tester."""
    if told is None:
        return None
    texture = characteristic.callout.texture
    return {
        "parameter": told.parameter,
        "told_by": code(told.source),
        **_trace(told.trace),
        "upper_rule": None if texture is None else code(texture.upper_rule),
        "lower_rule": None if texture is None else code(texture.lower_rule),
        "proposed": _proposal(told.proposal),
        "facts": dict(told.facts),
        "by": told.by,
    }


def _trace(trace: Trace | None) -> dict[str, Any]:
    return {
        "cut_off": None if trace is None else decimal(trace.cut_off),
        "sampling_lengths": None if trace is None else trace.sampling_lengths,
        "evaluation_length": None if trace is None else decimal(trace.length),
    }


def _proposal(found: Proposal | None) -> dict[str, Any] | None:
    """`read_with`: the limit (µm) or the spacing (mm) that its table was read with."""
    if found is None:
        return None
    return {
        **_trace(found.trace),
        "standard": code(found.standard),
        "basis": code(found.basis),
        "read_with": decimal(found.by),
    }


def short(told: TraceRecorded) -> str:
    """For the text field of a file: `Ra · λc 0,8 mm, 5 × 0,8 = 4 mm · rugosimètre`."""
    return textures.SHORT.format(parameter=told.parameter, trace=textures.traced_words(told, proposed=False))

"""From the operations of the domain to the rows of the archive, and back: the same facts, losslessly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from metroapp.archive import events, schema, zero_facts
from metroapp.archive.journal import Row, from_microseconds, to_microseconds
from metroapp.domain.decision_rule import SIMPLE, DecisionRule, RuleName
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.means_acts import MeansAct
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.operations import Closing, Concession, Event, Impossible, Operation, ZeroSetting
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.received_package import ReceivedPackage, ReceivedRecord
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.session_acts import SessionAct
from metroapp.domain.specification import BoxCode, Part
from metroapp.domain.treatment_acts import TreatmentAct, number_of
from metroapp.domain.uncertainty import StandardUncertainty, UncertaintySource
from metroapp.domain.work_order_file import WorkOrderAct

PersonId = Callable[[str], str]
Columns = Mapping[str, Any]
_texts = msgspec.json.Decoder(list[str]).decode


def to_json(value: Any) -> str:
    """JSON text of a frozen domain value; decimals as strings, keys in the order of declaration."""
    return msgspec.json.encode(value).decode()


def part_from_json(text: str) -> Part:
    return msgspec.json.decode(text, type=Part)


def instrument_from_json(text: str) -> Instrument:
    return msgspec.json.decode(text, type=Instrument)


def header_row(header: RecordHeader, person: PersonId) -> Row:
    part = header.part
    return schema.record, {
        "number": header.number,
        "reference": part.reference,
        "drawing": part.drawing,
        "revision": part.revision,
        "work_order": header.work_order,
        "lot": header.lot,
        "operation": header.operation,
        "machine": header.machine,
        "pieces": header.pieces,
        "operator": person(header.operator),
        "simulated": int(header.simulated),
        "specification": to_json(part),
        "rule": header.rule.name.value,
        "options": to_json(header.options),
    }


def instrument_row(instrument: Instrument) -> Row:
    return schema.instrument, {
        "number": instrument.number,
        "designation": instrument.designation,
        "kind": instrument.kind.value,
        "facts": to_json(instrument),
    }


def gauge_block_row(block: GaugeBlock) -> Row:
    return schema.gauge_block, {"serial": block.serial, "facts": to_json(block)}


def gauge_block_from_json(text: str) -> GaugeBlock:
    return msgspec.json.decode(text, type=GaugeBlock)


def part_revision_row(revision: PartRevision, person: PersonId) -> Row:
    part = revision.part
    return schema.part_revision, {
        "reference": part.reference,
        "drawing": part.drawing,
        "revision": part.revision,
        "designation": part.designation,
        "state": revision.state.value,
        "specification": to_json(part),
        "person": person(revision.by),
        "reason": revision.reason,
    }


def part_revision_from(row: Columns, at: int, name: Callable[[str], str]) -> PartRevision:
    return PartRevision(
        id=EntryId(row["post"], row["sequence"]),
        part=part_from_json(row["specification"]),
        state=RevisionState(row["state"]),
        by=name(row["person"]),
        at=from_microseconds(at),
        reason=row["reason"],
    )


def operation_rows(record: InspectionRecord, operation: Operation, person: PersonId) -> tuple[str, list[Row]]:
    """The kind of the journal entry and the rows of one operation on `record`."""
    of_record = {"record_post": record.header.id.post, "record_sequence": record.header.id.sequence}
    match operation:
        case Measurement():
            verdict = record.decide(operation)
            row = {
                **of_record,
                **_box(operation.box),
                **_quantity(operation.quantity),
                "observation": operation.observation and operation.observation.value,
                "verdict": verdict.value,
                "origin": operation.origin.value,
                "instrument": operation.instrument,
                "person": person(operation.by),
                "reason": operation.reason,
                "replaces_post": operation.replaces and operation.replaces.post,
                "replaces_sequence": operation.replaces and operation.replaces.sequence,
                "simulated": int(operation.simulated),
                **_uncertainty(operation.uncertainty),
            }
            return "measurement", [(schema.measurement, row), *map(_input_row, operation.inputs)]
        case Impossible():
            row = {**of_record, **_box(operation.box), "reason": operation.reason, "person": person(operation.by)}
            return "impossible", [(schema.impossible, row)]
        case ZeroSetting():
            certified = Quantity(operation.certified)
            row = {
                **of_record,
                "balloon": operation.balloon,
                "instrument": operation.instrument,
                "certified_amount": certified.amount,
                "certified_decimals": certified.decimals,
                "blocks": to_json(operation.blocks),
                "person": person(operation.by),
                "simulated": int(operation.simulated),
                "facts": to_json(zero_facts.of(operation)),
            }
            return "zero_setting", [(schema.zero_setting, row), *map(_input_row, operation.readings)]
        case Concession():
            row = {
                **of_record,
                "number": operation.number,
                "piece": operation.piece,
                "balloons": to_json(operation.balloons),
                "reason": operation.reason,
                "granted_by": person(operation.granted_by),
                "person": person(operation.by),
                "signed": _signed(operation.signed),
            }
            return "concession", [(schema.concession, row)]
        case Closing():
            row = {**of_record, "person": person(operation.by), "signed": _signed(operation.signed)}
            return "closing", [(schema.closing, row)]
        case _:
            kind, facts = events.to_facts(operation, person)
            row = {**of_record, "kind": kind, "facts": facts, "person": person(operation.by)}
            return kind, [(schema.record_event, row)]


def _box(box: BoxKey) -> dict[str, Any]:
    return {"piece": box.piece, "balloon": box.balloon, "box": box.code.value}


def _quantity(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        return {"amount": None, "decimals": None, "unit": None}
    return {"amount": quantity.amount, "decimals": quantity.decimals, "unit": quantity.unit.value}


def _uncertainty(found: StandardUncertainty | None) -> dict[str, Any]:
    if found is None:
        return {}
    quantity = found.quantity
    return {
        "uncertainty_amount": quantity.amount,
        "uncertainty_decimals": quantity.decimals,
        "uncertainty_unit": quantity.unit.value,
        "uncertainty_source": found.source.value,
    }


def _signed(signed: bool) -> int | None:
    """Null where nothing was signed, as in the archives of before there were secrets."""
    return 1 if signed else None


def _input_row(given: Input) -> Row:
    frame = given.frame
    return schema.measurement_input, {
        "role": given.role.value,
        **_quantity(given.quantity),
        "instrument": frame and frame.instrument,
        "raw": frame and frame.raw,
        "received_at": frame and to_microseconds(frame.received_at),
        "flags": frame and to_json(frame.flags),
    }


def measurement_from(row: Columns, inputs: tuple[Input, ...], at: int, name: Callable[[str], str]) -> Measurement:
    replaces = None if row["replaces_post"] is None else EntryId(row["replaces_post"], row["replaces_sequence"])
    return Measurement(
        id=EntryId(row["post"], row["sequence"]),
        box=box_from(row),
        quantity=quantity_from(row),
        observation=None if row["observation"] is None else Observation(row["observation"]),
        origin=Origin(row["origin"]),
        instrument=row["instrument"],
        by=name(row["person"]),
        at=from_microseconds(at),
        inputs=inputs,
        reason=row["reason"],
        replaces=replaces,
        simulated=bool(row["simulated"]),
        uncertainty=_uncertainty_from(row),
    )


def _uncertainty_from(row: Columns) -> StandardUncertainty | None:
    if row.get("uncertainty_amount") is None:
        return None
    quantity = Quantity.from_amount(
        row["uncertainty_amount"], row["uncertainty_decimals"], Unit(row["uncertainty_unit"])
    )
    return StandardUncertainty(quantity, UncertaintySource(row["uncertainty_source"]))


def impossible_from(row: Columns, at: int, name: Callable[[str], str]) -> Impossible:
    id = EntryId(row["post"], row["sequence"])
    return Impossible(id, box_from(row), row["reason"], name(row["person"]), from_microseconds(at))


def zero_from(row: Columns, readings: tuple[Input, ...], at: int, name: Callable[[str], str]) -> ZeroSetting:
    facts = zero_facts.read(row.get("facts"))
    certified = Quantity.from_amount(row["certified_amount"], row["certified_decimals"], Unit.MM).value
    return ZeroSetting(
        id=EntryId(row["post"], row["sequence"]),
        balloon=row["balloon"],
        instrument=row["instrument"],
        certified=certified,
        blocks=tuple(_texts(row["blocks"])),
        zero=readings[facts.zero],
        by=name(row["person"]),
        at=from_microseconds(at),
        simulated=bool(row["simulated"]),
        zeros=readings,
        mounting=facts.mounting,
        uncertainty=facts.uncertainty,
    )


def concession_from(row: Columns, at: int, name: Callable[[str], str]) -> Concession:
    return Concession(
        id=EntryId(row["post"], row["sequence"]),
        number=row["number"],
        piece=row["piece"],
        balloons=tuple(_texts(row["balloons"])),
        reason=row["reason"],
        granted_by=name(row["granted_by"]),
        by=name(row["person"]),
        at=from_microseconds(at),
        signed=bool(row.get("signed")),
    )


def closing_from(row: Columns, at: int, name: Callable[[str], str]) -> Closing:
    id = EntryId(row["post"], row["sequence"])
    return Closing(id, name(row["person"]), from_microseconds(at), bool(row.get("signed")))


def options_from(text: str | None) -> RecordOptions:
    """How a record was filled; the last value decided in those of before there was a choice."""
    return PLAIN if text is None else msgspec.json.decode(text, type=RecordOptions)


def event_from(row: Columns, at: int, name: Callable[[str], str]) -> Event:
    id = EntryId(row["post"], row["sequence"])
    return events.gesture_from(row["kind"], row["facts"], id, name(row["person"]), from_microseconds(at), name)


def act_row(act: MeansAct, person: PersonId) -> Row:
    kind, facts = events.to_facts(act, person)
    return schema.means_event, {"number": act.instrument, "kind": kind, "facts": facts, "person": person(act.by)}


def act_from(row: Columns, at: int, name: Callable[[str], str]) -> MeansAct:
    id = EntryId(row["post"], row["sequence"])
    return events.act_from(row["kind"], row["facts"], id, name(row["person"]), from_microseconds(at), name)


def treatment_row(act: TreatmentAct, person: PersonId) -> Row:
    kind, facts = events.to_facts(act, person)
    return schema.treatment_event, {
        "number": number_of(act),
        "kind": kind,
        "facts": facts,
        "person": person(act.by),
    }


def treatment_from(row: Columns, at: int, name: Callable[[str], str]) -> TreatmentAct:
    id = EntryId(row["post"], row["sequence"])
    return events.treatment_from(row["kind"], row["facts"], id, name(row["person"]), from_microseconds(at), name)


def paper_row(act: WorkOrderAct, person: PersonId) -> Row:
    kind, facts = events.to_facts(act, person)
    return schema.work_order_event, {
        "number": act.work_order,
        "kind": kind,
        "facts": facts,
        "person": person(act.by),
    }


def paper_from(row: Columns, at: int, name: Callable[[str], str]) -> WorkOrderAct:
    id = EntryId(row["post"], row["sequence"])
    return events.paper_from(row["kind"], row["facts"], id, name(row["person"]), from_microseconds(at), name)


def process_row(act: ProcessAct, person: PersonId) -> Row:
    kind, facts = events.to_facts(act, person)
    return schema.process_event, {"number": act.number, "kind": kind, "facts": facts, "person": person(act.by)}


def process_from(row: Columns, at: int, name: Callable[[str], str]) -> ProcessAct:
    id = EntryId(row["post"], row["sequence"])
    return events.process_from(row["kind"], row["facts"], id, name(row["person"]), from_microseconds(at), name)


def session_row(act: SessionAct, person: PersonId) -> Row:
    kind, facts = events.to_facts(act, person)
    return schema.session_event, {"number": act.number, "kind": kind, "facts": facts, "person": person(act.by)}


def session_from(row: Columns, at: int, name: Callable[[str], str]) -> SessionAct:
    id = EntryId(row["post"], row["sequence"])
    return events.session_from(row["kind"], row["facts"], id, name(row["person"]), from_microseconds(at), name)


def received_row(package: ReceivedPackage, person: PersonId) -> Row:
    facts = {"file": package.file, "workshop": package.workshop, "head": package.head, "records": package.records}
    return schema.received_package, {
        "digest": package.digest,
        "facts": to_json(facts),
        "person": person(package.by),
    }


def received_from(row: Columns, at: int, name: Callable[[str], str]) -> ReceivedPackage:
    facts = msgspec.json.decode(row["facts"])
    return ReceivedPackage(
        id=EntryId(row["post"], row["sequence"]),
        digest=row["digest"],
        file=facts["file"],
        workshop=facts["workshop"],
        head=facts["head"],
        records=tuple(msgspec.convert(facts["records"], list[ReceivedRecord])),
        by=name(row["person"]),
        at=from_microseconds(at),
    )


def rule_from(text: str | None) -> DecisionRule:
    """The rule of a workshop as written; simple acceptance in an archive of before there were any."""
    return SIMPLE if text is None else DecisionRule(RuleName(text))


def input_from(row: Columns) -> Input:
    frame = None
    if row["raw"] is not None:
        flags = tuple(_texts(row["flags"]))
        frame = Frame(row["instrument"], row["raw"], from_microseconds(row["received_at"]), flags)
    quantity = quantity_from(row)
    assert quantity is not None
    return Input(Role(row["role"]), quantity, frame)


def box_from(row: Columns) -> BoxKey:
    return BoxKey(row["piece"], row["balloon"], BoxCode(row["box"]))


def quantity_from(row: Columns) -> Quantity | None:
    return None if row["amount"] is None else quantity_of(row["amount"], row["decimals"], row["unit"])


@lru_cache(maxsize=10_000)
def quantity_of(amount: int, decimals: int, unit: str) -> Quantity:
    """Made once: a value is there twice, with its reading, and many are the same near the nominal."""
    return Quantity.from_amount(amount, decimals, Unit(unit))

"""Recording the values of a file of results: each in an entry of its own, with where it was read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from metroapp.domain.entered_text import require_reason
from metroapp.domain.machine_results import Asks
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.operations import ResultsTaken
from metroapp.services.inspection import Inspection
from metroapp.services.kept_documents import KeptDocuments
from metroapp.services.result_files import said_of_plan
from metroapp.services.result_files.as_values import Plan, PlannedValue, measurement


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the values asked for: those recorded, and those that a gate stopped meanwhile."""

    recorded: tuple[BoxKey, ...]
    stopped: tuple[BoxKey, ...] = ()


def take(
    inspection: Inspection, kept: KeptDocuments, plan: Plan, confirmed: Collection[PlannedValue], reason: str = ""
) -> Taken:
    """Record what is ready, and what somebody `confirmed`; `reason`: why boxes that have a value are measured again.

    The file is kept first. Refuses `results.nothing`, `gate.answer`, `proposal.partial`, `record.reason_missing`: then
    nothing is recorded. A disk that fails stops it where it is: the file can be taken again for what is left.
    """
    if inspection.question() is not None:
        raise Refusal("gate.answer")
    box = inspection.awaited.box
    if box is not None and inspection.awaited.taken:
        raise Refusal("proposal.partial", piece=box.piece, balloon=box.balloon)
    order = {place: rank for rank, place in enumerate(inspection.record.boxes())}
    wanted = [one for one in plan.values if one.left is None and (one.is_ready or one in confirmed)]
    if not wanted:
        raise Refusal("results.nothing", file=plan.opened.name)
    if any(Asks.MEASURED in one.asks for one in wanted):
        reason = require_reason(reason)
    wanted.sort(key=lambda one: order[_box_of(one)])
    opened = plan.opened
    kept.keep_content(opened.name, opened.content, opened.suffix)
    recorded, stopped = list[BoxKey](), list[BoxKey]()
    for one in wanted:
        if inspection.record.gate(_box_of(one), answered=True) is not None:  # the first piece is to be signed again
            stopped.append(_box_of(one))
            continue
        _record(inspection, plan, one, reason, is_first=not recorded)
        recorded.append(_box_of(one))
    if inspection.expected_box is None or inspection.expected_box in recorded:
        inspection.expect_next()
    else:
        inspection.publish_expected()
    return Taken(tuple(recorded), tuple(stopped))


def _record(inspection: Inspection, plan: Plan, one: PlannedValue, reason: str, *, is_first: bool) -> None:
    box, record = _box_of(one), inspection.record
    why = inspection.awaited.reason if inspection.awaited.box == box else ""
    again = (why or reason) if record.measurement(box) is not None else ""
    found = measurement(inspection, plan, one, " · ".join(filter(None, (again, said_of_plan.kept(one)))))
    beside = [*inspection.means.chosen(found, inspection.next_id)]
    if is_first:
        opened = plan.opened
        inspection.changing(
            found,
            box,
            *beside,
            ResultsTaken(
                inspection.next_id, opened.name, opened.digest, opened.suffix, opened.file.format,
                plan.instrument, opened.profile_text, inspection.operator, inspection.now(),
            ),
        )  # fmt: skip
        return
    inspection.changing(found, box, *beside)


def _box_of(one: PlannedValue) -> BoxKey:
    assert one.box is not None
    return one.box

"""A refused means that somebody allows for one characteristic of the record, with the reason written on it."""

from __future__ import annotations

from dataclasses import dataclass

from metroapp.domain.entered_text import require_reason
from metroapp.domain.means_choice import MeansAllowed
from metroapp.domain.means_objections import Objection
from metroapp.domain.message import Refusal
from metroapp.services.events import MeansAccepted
from metroapp.services.inspection import Inspection
from metroapp.services.means_in_hand import box_of, require_of_record


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is asked for: the means, the characteristic, what stands against it now, and why it is to be used."""

    balloon: str
    instrument: str
    objections: tuple[Objection, ...]
    reason: str


def require_allowance(inspection: Inspection, balloon: str, number: str, reason: str) -> Allowance:
    """Only what stands against a means is allowed: another reason that comes later is refused again.

    Refuses `record.unknown_box`, `means.unknown`, `means.entered_since`, `means.not_refused`, `means.unable`, and as
    `require_reason`.
    """
    box = box_of(inspection, balloon)
    require_of_record(inspection, number)
    standing = inspection.means.standing(box, number)
    if not standing:
        raise Refusal("means.not_refused", instrument=number, balloon=balloon)
    if any(one.ground.is_final for one in standing):
        means = inspection.record.characteristic(balloon).means
        raise Refusal("means.unable", instrument=number, balloon=balloon, means=means)
    return Allowance(balloon, number, standing, require_reason(reason))


def allow(inspection: Inspection, asked: Allowance, granted_by: str) -> None:
    """Write what `granted_by` has signed; refuses as `Inspection.write`."""
    inspection.write(
        MeansAllowed(
            id=inspection.next_id,
            balloon=asked.balloon,
            instrument=asked.instrument,
            objections=asked.objections,
            reason=asked.reason,
            granted_by=granted_by,
            by=granted_by,
            at=inspection.now(),
        )
    )
    inspection.publish(MeansAccepted(asked.balloon, asked.instrument))
    inspection.publish_expected()

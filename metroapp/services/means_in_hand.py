"""The means that no frame identifies: which one is in the hand for what is seen or typed."""

from __future__ import annotations

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.specification import BoxCode, Procedure
from metroapp.services.inspection import Inspection

_BESIDE = (BoxCode.PLAIN, BoxCode.ENVELOPE)  # the sheet names no gauge for these boxes


def observed_with(inspection: Inspection, box: BoxKey) -> str | None:
    """The gauge of an observation; None where the register has none for it.

    Refuses `means.to_pick` where several are there and nobody said which one, and as `MeansInUse.require_accepted`.
    """
    among = inspection.fitting(box)
    found = inspection.means.in_hand(box, among)
    if found is not None:
        inspection.means.require_accepted(box, found)
    elif among and box.code not in _BESIDE:
        offered = tuple(one.number for one in inspection.means.offered(box, among))
        raise Refusal("means.to_pick", balloon=box.balloon, instruments=offered)
    return found


def typed_with(inspection: Inspection, box: BoxKey) -> str | None:
    """The instrument of a value that is typed: the one picked, else the only one without a cable, else the one that
    the box was begun with, else the only comparator; None where nothing says it.

    Refuses as `MeansInUse.require_accepted`: a value is not typed either where every means of the right kind is
    refused.
    """
    among = inspection.fitting(box)
    without_cable = [one.number for one in among if not one.has_cable]
    only = without_cable[0] if len(without_cable) == 1 else None
    found = inspection.means.picked(box, among) or only or inspection.begun_with(box)
    compares = inspection.record.characteristic(box.balloon).procedure_of(box.code) is Procedure.COMPARISON
    if found is None and compares and len(among) == 1:
        found = among[0].number  # nearly all of them have a cable: the rule above would never name one
    if found is not None:
        inspection.means.require_accepted(box, found)
    else:
        of_kind = inspection.means.of_kind(box)
        if of_kind and all(inspection.means.standing(box, one.number) for one in of_kind):
            inspection.means.require_accepted(box, of_kind[0].number)
    return found


def use_means(inspection: Inspection, balloon: str, number: str) -> None:
    """Take a means in the hand for a balloon: what is seen or typed from now on was found with it.

    Refuses `record.unknown_box`, `means.unknown`, `means.entered_since`, `means.other_kind`, and as
    `MeansInUse.require_accepted`.
    """
    box = box_of(inspection, balloon)
    require_of_record(inspection, number)
    characteristic = inspection.record.characteristic(balloon)
    if any(one.ground.is_other_kind for one in inspection.means.standing(box, number)):
        raise Refusal("means.other_kind", instrument=number, balloon=balloon, means=characteristic.means)
    inspection.means.require_accepted(box, number)
    inspection.means.pick(box, number)
    inspection.publish_expected()


def box_of(inspection: Inspection, balloon: str) -> BoxKey:
    """The box that a means of a balloon is for: the one expected, else its first one. Refuses `record.unknown_box`."""
    expected = inspection.expected_box
    if expected is not None and expected.balloon == balloon:
        return expected
    found = next((one for one in inspection.record.boxes() if one.balloon == balloon), None)
    if found is None:
        raise Refusal("record.unknown_box", piece=1, balloon=balloon)
    return found


def require_of_record(inspection: Inspection, number: str) -> None:
    """Refuse (`means.unknown`, `means.entered_since`) a means that the record was not opened with."""
    if number in inspection.record.instruments:
        return
    if inspection.means.is_registered(number):
        raise Refusal("means.entered_since", instrument=number, number=inspection.record.header.number)
    raise Refusal("means.unknown", instrument=number)

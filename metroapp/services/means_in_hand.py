"""The means that no frame identifies: which one is in the hand for what is seen or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.specification import BoxCode, Means

if TYPE_CHECKING:
    from metroapp.domain.instrument import Instrument
    from metroapp.services.inspection import Inspection

_BESIDE = (BoxCode.PLAIN, BoxCode.ENVELOPE)  # the sheet names no gauge for these boxes


def observed_with(inspection: Inspection, box: BoxKey) -> str | None:
    """The gauge of an observation; None where the register has none of that kind, and beside the sheet.

    Refuses `means.to_pick` where several are there and nobody said which one, and as `MeansInUse.require_accepted`: a
    look is not taken either where each of that kind is for something else, or refused.
    """
    among = inspection.fitting(box)
    found = inspection.means.in_hand(box, among)
    if inspection.record.options.wants_declared_means:
        return _declared_to_look(inspection, box, found)
    if found is None and box.code in _BESIDE:
        return None
    return _accepted(inspection, box, inspection.means.offered(box, among), found)


def typed_with(inspection: Inspection, box: BoxKey) -> str | None:
    """The instrument of a value that is typed: the one picked, else the only one without a cable, else the one that
    the box was begun with, else the only one that fits; None where the register has none of that kind.

    The one that nothing stands against does not go without saying beside one that is refused, as it does for a look:
    what is read on a display may be on either. Refuses as `observed_with`.
    """
    found = in_hand_to_type(inspection, box)
    if inspection.record.options.wants_declared_means:
        return _declared(inspection, box, found)
    return _accepted(inspection, box, inspection.fitting(box), found)


def in_hand_to_type(inspection: Inspection, box: BoxKey) -> str | None:
    """The means that a value typed now is of, accepted or not; None where nobody has said it, or none fits."""
    among = inspection.fitting(box)
    found = inspection.means.picked(box, among)
    if inspection.record.options.wants_declared_means:
        return found or inspection.begun_with(box)
    without_cable = [one.number for one in among if not one.has_cable]
    if found is None and len(without_cable) == 1:
        found = without_cable[0]
    return found or inspection.begun_with(box) or (among[0].number if len(among) == 1 else None)


def _accepted(inspection: Inspection, box: BoxKey, offered: list[Instrument], found: str | None) -> str | None:
    """The means found, else None where there is none of that kind; refuses as `observed_with`."""
    means = inspection.means
    if found is not None:
        means.require_accepted(box, found)
    elif offered:
        raise Refusal("means.to_pick", balloon=box.balloon, instruments=tuple(one.number for one in offered))
    elif of_kind := means.of_kind(box):
        means.require_accepted(box, of_kind[0].number)  # each of them fits nothing: something stands against it
    return found


def _declared_to_look(inspection: Inspection, box: BoxKey, found: str | None) -> str | None:
    """The gauge that a candidate declared; None for the eye, and beside the sheet where what they declared for the
    balloon is of another kind. Refuses as `_declared`."""
    if box.code in _BESIDE:
        is_other = found is not None and any(
            one.ground.is_other_kind for one in inspection.means.objections(box, found)
        )
        found = None if is_other else found
    by_eye = inspection.record.characteristic(box.balloon).means is Means.VISUAL
    return None if found is None and (by_eye or box.code in _BESIDE) else _declared(inspection, box, found)


def _declared(inspection: Inspection, box: BoxKey, found: str | None) -> str:
    """The means that the candidate declared; refuses `exam.means_undeclared`, `exam.means_cannot` of one that gives no
    such value, and as `MeansInUse.require_accepted`."""
    if found is None:
        raise Refusal("exam.means_undeclared", balloon=box.balloon)
    if not inspection.means.gives(box, found):
        raise Refusal("exam.means_cannot", balloon=box.balloon, instrument=found)
    inspection.means.require_accepted(box, found)
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

"""What the demonstration does about its bad pieces: a dérogation for the first one, a fiche for it and for the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from drivers import utc_now
from metroapp.domain.concession_files import Authority, Classification, ConcessionRequested, Moment
from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity_acts import (
    ActionPlanned,
    Cause,
    NonconformityAct,
    NonconformityDescribed,
    PiecesContained,
    Severity,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.people import Signature
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Criticality
from metroapp.services import covering
from metroapp.services.concession_demand import as_measured
from metroapp.services.treatment_room import TreatmentRoom
from metroapp.wording import demonstration as words

_NOBODY = EntryId("", 0)


def treat(room: TreatmentRoom, record: InspectionRecord, pieces: Sequence[int], signed: Signature) -> None:
    """The quality technician accepts the first bad piece that can be, as it was measured; the next one is set aside."""
    accepted = next((piece for piece in pieces if _may_be_conceded(record, piece)), None)
    if accepted is not None:
        number = _concede(room, record, accepted, signed)
        sheet = _raise(room, record, accepted)
        line = TreatmentLine(Treatment.USE_AS_IS, 1, (accepted,), number)
        now = utc_now()
        room.add_to_sheet(TreatmentDecided(_NOBODY, sheet, (line,), "", "", now), signed).result()
        due = now.date() + timedelta(days=14)
        room.add_to_sheet(ActionPlanned(_NOBODY, sheet, words.ACTION_OWNER, due, words.ACTION, "", now)).result()
    others = [piece for piece in pieces if piece != accepted]
    if others:
        _raise(room, record, others[0])


def _may_be_conceded(record: InspectionRecord, piece: int) -> bool:
    """A safety characteristic is never departed from."""
    boxes = [bad.box for bad in covering.bad_boxes(record, piece)]
    return all(record.characteristic(box.balloon).criticality is not Criticality.SAFETY for box in boxes)


def _concede(room: TreatmentRoom, record: InspectionRecord, piece: int, signed: Signature) -> str:
    limits, named = as_measured(record, [piece])
    now = utc_now()
    asked = ConcessionRequested(
        _NOBODY, "", Moment.AFTER_PRODUCTION, covering.part_key(record), limits, None, None, named,
        words.CONCESSION_REASON, words.CONCESSION_CONSEQUENCES, Classification.MINOR, False, "", now,
    )  # fmt: skip
    number = room.request(asked).result()
    room.give_opinion(number, words.CONCESSION_OPINION, signed, favourable=True).result()
    room.record_decision(
        number, Authority.DESIGN, words.CONCESSION_REFERENCE, words.DESIGNER, now.date(), signed, accepted=True
    ).result()
    room.activate(number, signed).result()
    return number


def _raise(room: TreatmentRoom, record: InspectionRecord, piece: int) -> str:
    """A fiche, described, its piece set aside."""
    sheet = room.raise_sheet([bad.box for bad in covering.bad_boxes(record, piece)]).result()
    now = utc_now()
    acts: tuple[NonconformityAct, ...] = (
        NonconformityDescribed(
            _NOBODY, sheet, Severity.MINOR, words.FOUND, Cause.EQUIPMENT, words.CAUSE, "", now,
        ),
        PiecesContained(_NOBODY, sheet, words.SET_ASIDE, 1, "", now),
    )  # fmt: skip
    for act in acts:
        room.add_to_sheet(act).result()
    return sheet

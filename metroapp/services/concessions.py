"""A concession (dérogation) granted on the record on the bench, closed or not: it is often granted afterwards."""

from __future__ import annotations

from metroapp.domain.entered_text import LONGEST_COMMENT, require_text
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Concession
from metroapp.services.events import PieceSorted
from metroapp.services.inspection import Inspection


def require_concession(inspection: Inspection, piece: int, balloons: tuple[str, ...], number: str, reason: str) -> None:
    """Refuse a concession that says nothing (`concession.incomplete`), as `require_text`, or as `InspectionRecord`
    says."""
    require_text(number)
    require_text(reason, most=LONGEST_COMMENT)
    if not (number.strip() and reason.strip()):
        raise Refusal("concession.incomplete")
    inspection.record.require_concession(piece, balloons)


def grant_concession(
    inspection: Inspection, piece: int, balloons: tuple[str, ...], number: str, reason: str, granted_by: str
) -> None:
    """Put a piece *en dérogation* for the characteristics named, which `require_concession` let pass; `granted_by` has
    signed."""
    record = inspection.record
    granted = Concession(
        id=inspection.next_id,
        number=number.strip(),
        piece=piece,
        balloons=balloons,
        reason=reason.strip(),
        granted_by=granted_by,
        by=inspection.operator,
        at=inspection.now(),
        signed=True,
    )
    inspection.write(granted)
    inspection.publish(PieceSorted(piece, record.disposition(piece), record.sorting(), record.concessions[-1]))

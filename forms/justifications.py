"""What a relevé says of its decision rule: its name, where it moves the limits of a box, and why each verdict."""

from __future__ import annotations

from decimal import Decimal

from forms.blocks import NO_GUARD, Align, Column, Guard, Table
from forms.measurements import in_time, value_and_unit
from metroapp.domain.callout import Callout
from metroapp.domain.decision import requirement_of, zones_of
from metroapp.domain.decision_rule import RuleName
from metroapp.domain.justification import justify
from metroapp.domain.measurement import BoxKey
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Unit, rounded
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic
from metroapp.wording import documents as words
from metroapp.wording import verdicts
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label


def rule_in_force(record: InspectionRecord) -> str:
    """The decision rule by its name, where all that is measured shares it."""
    decided = [one for one in record.characteristics if one.boxes and one.callout.has_limits]
    rules = {verdicts.rule_words(record.rule(one), one.callout) for one in decided or record.characteristics}
    return rules.pop() if len(rules) == 1 else verdicts.BY_CHARACTERISTIC


def can_hold(record: InspectionRecord) -> bool:
    """Whether a rule of the record may leave a value *à confirmer*, or one is."""
    return record.sorting().held > 0 or any(
        record.rule(one).name is not RuleName.SIMPLE for one in record.characteristics
    )


def guard_of(record: InspectionRecord, characteristic: Characteristic, box: BoxKey) -> Guard:
    """Where the rule moves the limits of a measured box; of an empty one, as far as the part alone says it."""
    callout, rule, found = characteristic.callout, record.rule(characteristic), record.measurement(box)
    if not callout.has_limits:
        return NO_GUARD
    uncertainty = characteristic.uncertainty
    if found is not None:
        uncertainty = None if found.uncertainty is None else found.uncertainty.quantity
    given = record.bonus(box).value or Decimal(0)
    zones = zones_of(callout, given, rule, uncertainty)
    if zones is None:
        return Guard(None, None)
    required = requirement_of(callout, given)
    # The two sides are alike: what is taken off or added at one limit is at the other.
    if required.upper is not None and zones.upper_rejection is not None:
        rejection = zones.upper_rejection - required.upper
    else:
        assert required.lower is not None and zones.lower_rejection is not None
        rejection = required.lower - zones.lower_rejection
    acceptance = None if zones.reason is not None else zones.guard_band
    return Guard(_in_reading_unit(acceptance, callout), _in_reading_unit(rejection, callout))


def _in_reading_unit(width: Decimal | None, callout: Callout) -> Decimal | None:
    """A width in seconds of arc in degrees, rounded at 10⁻⁹."""
    if width is None or callout.unit is not Unit.ARCSEC:
        return width
    return rounded(width / ARCSEC_PER_DEGREE)


def justifications(record: InspectionRecord) -> Table:
    """Why each measurement has its verdict, in the order of the journal."""
    columns = (
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 11),
        Column(words.VALUE, 11, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(words.VERDICT, 11),
        Column(words.JUSTIFICATION, 130),
    )
    rows = []
    for found in in_time(record):
        why = justify(record, found)
        rows.append(
            (
                found.box.piece,
                balloon_label(why.characteristic, found.box.code),
                *value_and_unit(found),
                label(why.verdict),
                verdicts.verdict_line(why),
            )
        )
    return Table(words.JUSTIFICATIONS, words.SHEET_JUSTIFICATIONS, columns, tuple(rows), annex=True)

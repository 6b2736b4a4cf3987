"""What was seen bad in the boxes of a record, and what bears out a good value after it.

One definition and one memory, for the question, the second reading, the sampling and the first piece. A value is bad
when it does not conform, the uncertainty zone included. Two doubts are not bad: an envelope not demonstrated, and a
deviation that the bonus of a size not measured yet may still accept. Seen bad when it was recorded, or when a size
measured again took its bonus away, a value stays so: taken back, replaced, or given its bonus again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import Bonus, decide
from metroapp.domain.measurement import BoxKey, EntryId, Measurement

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord

_CONCORDANT = 2  # good values after the last bad one


class SeenBad:
    """The memory of one record: by box, the values seen bad while they decided."""

    def __init__(self) -> None:
        self._seen: dict[BoxKey, dict[EntryId, Verdict]] = {}  # the worst that each was
        self._unanswered: dict[BoxKey, Measurement] = {}  # the bad values that decide, in boxes that ask
        self._accepted: set[EntryId] = set()  # by a visa, and not seen bad since

    def follow(self, record: InspectionRecord, box: BoxKey) -> None:
        """Take what decides in a box now into account, and whether somebody answered for it."""
        last = record.measurement(box)
        verdict = Verdict.CONFORMING if last is None else _at_best(record, last)
        if last is None or verdict is Verdict.CONFORMING:
            self._unanswered.pop(box, None)
            return
        seen = self._seen.setdefault(box, {})
        if seen.get(last.id) is not Verdict.NONCONFORMING:
            seen[last.id] = verdict
        self._accepted.discard(last.id)
        if last.id in record.confirmed or last.id in record.calls or record.is_void(last):
            self._unanswered.pop(box, None)
        else:
            self._unanswered[box] = last

    def accept(self, id: EntryId) -> None:
        """A visa bears out a good value; it stands until that value is seen bad again."""
        self._accepted.add(id)

    def question(self) -> Measurement | None:
        """The latest bad value that decides in its box and was not answered for."""
        return max(self._unanswered.values(), key=lambda found: found.id.sequence, default=None)

    def was_bad(self, box: BoxKey) -> bool:
        """Whether a bad value was ever seen in a box."""
        return box in self._seen

    def was_nonconforming(self, box: BoxKey) -> bool:
        """Whether a value beyond doubt was ever seen in a box."""
        return Verdict.NONCONFORMING in self._seen.get(box, {}).values()

    def awaits_second(self, record: InspectionRecord, box: BoxKey) -> bool:
        """Whether the value that decides is good after a bad one, and neither a second good one nor a visa bears it
        out: both good ones come after the last bad one, cancelled or not.

        The mean of repeated readings settles what only was in doubt; it proves nothing against a nonconforming value.
        """
        seen, last = self._seen.get(box), record.measurement(box)
        if seen is None or last is None or last.id in self._accepted:
            return False
        if record.decide(last) is not Verdict.CONFORMING:
            return False
        is_mean = any(given.is_repeated for given in last.inputs)
        good = 0
        for one in reversed(record.history(box)):
            if one.id in seen:
                if not is_mean or one is last or seen[one.id] is Verdict.NONCONFORMING:
                    return True
            elif one.id in record.cancelled or record.is_void(one):
                continue
            elif record.decide(one) is Verdict.CONFORMING:
                good += 1
                if good == _CONCORDANT:
                    return False
        return False


def _at_best(record: InspectionRecord, measurement: Measurement) -> Verdict:
    """What a value is at best: with the whole bonus while the size that gives it is not measured."""
    if measurement.observation is not None:
        is_bad = record.decide(measurement) is Verdict.NONCONFORMING
        return Verdict.NONCONFORMING if is_bad else Verdict.CONFORMING
    bonus = record.bonus(measurement.box)
    if bonus.value is not None:
        return record.decide(measurement)
    characteristic = record.characteristic(measurement.box.balloon)
    return decide(measurement, characteristic.callout, Bonus(bonus.most, bonus.most), record.rule(characteristic))

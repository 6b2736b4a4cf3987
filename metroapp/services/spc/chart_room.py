"""The control charts of the workshop: opened, limits frozen, journal, rules, closed.

Limits are computed here from the values of the archive at the moment of freezing: none is ever handed in. A value of
the period that is taken again in that moment is found when the limits are next read, as at any later time.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from metroapp.domain.chart_acts import ChartClosed, ChartNote, ChartNoted, ChartOpened, LimitsFrozen, RulesChosen
from metroapp.domain.entered_text import LONGEST_COMMENT, one_line, require_reason, require_text
from metroapp.domain.kept_chart import CHART_ACTS, KeptChart, kept_charts
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Signature
from metroapp.domain.statistical_terms import NELSON, ChartKind, RunRule
from metroapp.services.spc.process_room import NOBODY, Premise, ProcessRoom
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.services.spc.chart_reading import ChartView

LARGEST_RANGE, LARGEST_SUBGROUP = 9, 25  # values of a subgroup


def kind_of(subgroup: int) -> ChartKind:
    """The usual chart of a size of subgroup."""
    if subgroup == 1:
        return ChartKind.INDIVIDUALS
    return ChartKind.RANGE if subgroup <= LARGEST_RANGE else ChartKind.STDEV


class ChartRoom(ProcessRoom):
    """Each method gives a future; each refuses as `Presence.require` or `Presence.sign`, and `chart.absent`,
    `chart.closed` where the chart is not there or no longer kept."""

    LETTERS = "CC"

    def __init__(self, premise: Premise, workspace: Workspace) -> None:
        super().__init__(premise)
        self._workspace = workspace

    def kept(self) -> Future[dict[str, KeptChart]]:
        """All charts by number, the first opened first."""
        return self._recorder.submit(lambda: self._charts())

    def open(
        self,
        reference: str,
        balloon: str,
        subgroup: int,
        *,
        kind: ChartKind | None = None,
        machine: str = "",
        simulated: bool | None = None,
        rules: tuple[RunRule, ...] = NELSON,
    ) -> Future[str]:
        """Follow a characteristic that a record has measured; its number. `simulated` None: as `read_series` finds.

        Refuses `chart.unknown`, `chart.no_value`, `chart.subgroup`, `chart.kind` and `chart.already_kept`.
        """

        def check() -> None:
            self._staff.require(Action.KEEP_PROCESS)
            _require_kind(kind or _require_size(subgroup), subgroup)

        def write(is_simulated: bool) -> str:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            asked, known = kind or kind_of(subgroup), self._charts()
            number = self._next_number(known, now.astimezone().date())
            opened = ChartOpened(
                NOBODY, number, reference, balloon, machine, subgroup, asked, _in_order(rules), by, now, is_simulated
            )
            for chart in known.values():
                if chart.is_open and _same(chart.opened, opened):
                    raise Refusal("chart.already_kept", number=chart.number)
            self._write(opened)
            return number

        def read() -> bool:
            return self._require_measured(reference, balloon, machine, simulated=simulated)

        return self._read_between(check, read, write)

    def freeze(
        self,
        number: str,
        first: EntryId,
        last: EntryId,
        reason: str,
        signature: Signature,
        excluded: Iterable[EntryId] = (),
    ) -> Future[None]:
        """Freeze the limits of the points that the values `first` and `last` are in, and of those between them but for
        `excluded`, each with a reason said in `reason`.

        Refuses `record.reason_missing`, `chart.value_absent`, `chart.period_backwards`, `stats.too_few_subgroups`,
        `chart.no_spread`.
        """

        left_out = tuple(dict.fromkeys(excluded))

        def check() -> None:
            self._staff.require(Action.KEEP_PROCESS)
            self._kept_open(number)
            require_reason(reason)

        def read() -> tuple[tuple[str, str], ...]:
            from metroapp.services.spc import chart_reading  # heavy, on first use

            view = chart_reading.read_chart(self._workspace, number)
            begin, end = _point_of(view, first), _point_of(view, last)
            if begin > end:
                raise Refusal("chart.period_backwards")
            out = tuple(_point_of(view, id) for id in left_out)
            pair = chart_reading.reference_pair(view.series, view.members, view.chart.opened.kind, begin, end, out)
            if not pair.location.has_width:
                raise Refusal("chart.no_spread")
            return chart_reading.figures_of(pair)

        def write(figures: tuple[tuple[str, str], ...]) -> None:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            self._kept_open(number)
            granted_by, said = self._staff.sign(signature, Action.KEEP_PROCESS).name, require_reason(reason)
            self._write(LimitsFrozen(NOBODY, number, first, last, left_out, figures, said, granted_by, by, now))

        return self._read_between(check, read, write)

    def note(self, number: str, kind: ChartNote, text: str, after: EntryId | None = None) -> Future[None]:
        """A line of the journal, after a value of the chart; None: now. Refuses `record.reason_missing`: no text where
        `kind` does not say what happened."""

        def work() -> None:
            by, now = self._staff.require(Action.NOTE_PROCESS).name, self._clock()
            self._kept_open(number)
            require_text(text, most=LONGEST_COMMENT)
            said = one_line(text)
            if kind is ChartNote.OTHER:
                require_reason(said)
            self._write(ChartNoted(NOBODY, number, kind, after, said, by, now))

        return self._recorder.submit(work)

    def choose_rules(self, number: str, rules: Iterable[RunRule], reason: str) -> Future[None]:
        """The rules that name points from now on, of all points; refuses `record.reason_missing`, and `chart.no_rule`:
        a point beyond the limits is always named."""

        def work() -> None:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            self._kept_open(number)
            chosen = _in_order(rules)
            if RunRule.BEYOND_LIMITS not in chosen:
                raise Refusal("chart.no_rule")
            self._write(RulesChosen(NOBODY, number, chosen, require_reason(reason), by, now))

        return self._recorder.submit(work)

    def close(self, number: str, reason: str) -> Future[None]:
        """The chart is no longer kept; it stays readable. Refuses `record.reason_missing`."""

        def work() -> None:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            self._kept_open(number)
            self._write(ChartClosed(NOBODY, number, require_reason(reason), by, now))

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _charts(self) -> dict[str, KeptChart]:
        return kept_charts(self._archive().process_acts(kinds=CHART_ACTS))

    def _kept_open(self, number: str) -> KeptChart:
        chart = self._charts().get(number)
        if chart is None:
            raise Refusal("chart.absent", number=number)
        if not chart.is_open:
            raise Refusal("chart.closed", number=number)
        return chart

    # -- in a thread of its own ---------------------------------------------------------------------------------------

    def _require_measured(self, reference: str, balloon: str, machine: str, *, simulated: bool | None) -> bool:
        from metroapp.services.consultation import reading
        from metroapp.services.spc.series import read_series

        with reading(self._workspace) as connection:
            found = read_series(connection, reference, balloon, machine, simulated)
        if not found.callout.kind.has_figure:
            raise Refusal("chart.no_value", reference=reference, balloon=balloon)
        return found.simulated


def _require_size(subgroup: int) -> ChartKind:
    if not 1 <= subgroup <= LARGEST_SUBGROUP:
        raise Refusal("chart.subgroup", most=LARGEST_SUBGROUP)
    return kind_of(subgroup)


def _require_kind(kind: ChartKind, subgroup: int) -> None:
    """Ranges say too little of large subgroups, and individuals have none."""
    _require_size(subgroup)
    is_single = kind is ChartKind.INDIVIDUALS
    if is_single != (subgroup == 1) or (kind is ChartKind.RANGE and subgroup > LARGEST_RANGE):
        raise Refusal("chart.kind", most=LARGEST_RANGE)


def _same(one: ChartOpened, other: ChartOpened) -> bool:
    return (one.reference, one.balloon, one.machine, one.simulated) == (
        other.reference, other.balloon, other.machine, other.simulated
    )  # fmt: skip


def _in_order(rules: Iterable[RunRule]) -> tuple[RunRule, ...]:
    chosen = set(rules)
    return tuple(rule for rule in RunRule if rule in chosen)


def _point_of(view: ChartView, id: EntryId) -> int:
    """The point, from 1, that a value is in."""
    place = view.series.places.get(id, -1)
    points = (view.members == place).any(axis=1).nonzero()[0]
    if not len(points):
        raise Refusal("chart.value_absent")
    return int(points[0]) + 1

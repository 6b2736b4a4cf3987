"""A sheet against the register: what is new, what changes, and what a sheet may not change.

A column that the sheet does not have leaves what the register says; an empty cell never takes a date back. A due date
that is left while its interval gets shorter comes closer. The state of
a means and its limitation are decided elsewhere, with a reason or a verification.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from metroapp.domain.due_dates import sooner_due, with_due
from metroapp.domain.entered_text import one_line
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind
from metroapp.domain.means_acts import CertificateFiled, MeansAct
from metroapp.domain.message import Refusal
from metroapp.services.gauge_block_sheet import BlockLine
from metroapp.services.register import RegisterSheet, UnreadColumn
from metroapp.services.register_line import RegisterLine

_OF_DUE = ("verified", "interval_months")
_DECIDED = ("state", "limitation", "limited_lower", "limited_upper")


@dataclass(frozen=True, slots=True)
class Entered:
    """What a sheet brought to the register; `unchanged` counts its means and its blocks that were there already.

    The columns and the sheets that were not taken are said with it.
    """

    new: tuple[Instrument, ...]
    changed: tuple[Instrument, ...]
    blocks: tuple[GaugeBlock, ...]
    unchanged: int
    unread_columns: tuple[UnreadColumn, ...] = ()
    unread_sheets: tuple[str, ...] = ()

    @property
    def means(self) -> tuple[Instrument, ...]:
        return (*self.new, *self.changed)


def compare(
    sheet: RegisterSheet,
    known: Mapping[str, Instrument],
    known_blocks: Iterable[GaugeBlock],
    today: date,
    acts: Iterable[MeansAct] = (),
) -> Entered:
    """What the lines of a sheet change; `acts` were done to the means.

    Refuses `register.number_spelled`, `register.decided_elsewhere`, `register.kind_of_budget`,
    `register.due_before_verification`, `register.verified_later`, `register.block_of_no_set`,
    `register.block_of_another_set`, `register.block_spelled`, `register.block_of_another_length`, and as
    `require_service`.
    """
    spelled, acts = spellings(known), tuple(acts)
    new: list[Instrument] = []
    changed: list[Instrument] = []
    for line in sheet.lines:
        given = line.candidate.instrument
        before = known.get(given.number)
        if before is None:
            require_spelling(given.number, spelled)
            spelled[_folded(given.number)] = given.number
        after = given if before is None else _onto(before, line)
        _require_days(after, today)
        require_service(after, before, acts, today)
        if before is None:
            new.append(after)
        elif after != before:
            changed.append(after)
    blocks = _blocks(sheet.block_lines, {**known, **{one.number: one for one in (*new, *changed)}}, known_blocks)
    return Entered(
        tuple(new),
        tuple(changed),
        blocks,
        len(sheet.lines) + len(sheet.block_lines) - len(new) - len(changed) - len(blocks),
        sheet.unread_columns,
        sheet.unread_sheets,
    )


def spellings(numbers: Iterable[str]) -> dict[str, str]:
    """How numbers of the register are written, by what is compared of them."""
    return {_folded(number): number for number in numbers}


def require_spelling(number: str, spelled: Mapping[str, str]) -> None:
    """Refuse a new number that is another one but for its capitals: `register.number_spelled`."""
    if spelled.get(_folded(number), number) != number:
        raise Refusal("register.number_spelled", number=number, known=spelled[_folded(number)])


def _require_days(means: Instrument, today: date) -> None:
    if means.verified is None:
        return
    if means.verified > today:
        raise Refusal("register.verified_later", instrument=means.number, verified=means.verified)
    if means.due is not None and means.due < means.verified:
        raise Refusal("register.due_before_verification", due=means.due, verified=means.verified)


def require_service(means: Instrument, before: Instrument | None, acts: Iterable[MeansAct], today: date) -> None:
    """Refuse a day since when a means cannot be in service; that of `before` was accepted already.

    Refuses `register.in_service_later`, `register.verified_before_service`, `certificate.older_than_means`.
    """
    verified, since = means.verified, means.in_service_since
    if since is None or (before is not None and (before.in_service_since, before.verified) == (since, verified)):
        return
    if since > today:
        raise Refusal("register.in_service_later", instrument=means.number, since=since)
    if verified is not None and verified < since:
        raise Refusal("register.verified_before_service", instrument=means.number, verified=verified, since=since)
    for act in acts:
        if isinstance(act, CertificateFiled) and act.instrument == means.number and act.issued < since:
            raise Refusal("certificate.older_than_means", issued=act.issued, instrument=means.number, since=since)


def _onto(before: Instrument, line: RegisterLine) -> Instrument:
    """A means of the register with what a line says of it."""
    given, said = line.candidate.instrument, line.said
    for field in _DECIDED:
        if field in said and getattr(given, field) != getattr(before, field):
            raise Refusal("register.decided_elsewhere", instrument=before.number, state=before.state)
    values = {field: getattr(given, field) for field in said if field not in _DECIDED}
    kind = values.get("kind", before.kind)
    if before.budget and "budget" not in said and kind.reading_unit is not before.kind.reading_unit:
        raise Refusal("register.kind_of_budget", instrument=before.number, kind=before.kind)
    verified_again = any(values.get(field, getattr(before, field)) != getattr(before, field) for field in _OF_DUE)
    if "due" not in said and verified_again:
        values["due"] = None
    after = sooner_due(before, with_due(replace(before, **values)))
    return after if after.due is not None else replace(after, due=before.due)


def _blocks(
    given: Iterable[BlockLine], means: Mapping[str, Instrument], known: Iterable[GaugeBlock]
) -> tuple[GaugeBlock, ...]:
    """The blocks that are new or change, with what their lines say of them."""
    there = {block.serial: block for block in known}
    spelled = {_folded(serial): serial for serial in there}
    found: list[GaugeBlock] = []
    for line in given:
        block = line.block
        if block.set and (block.set not in means or means[block.set].kind is not InstrumentKind.GAUGE_BLOCKS):
            raise Refusal("register.block_of_no_set", serial=block.serial, set=block.set)
        before = there.get(block.serial)
        if before is None and _folded(block.serial) in spelled:
            raise Refusal("register.block_spelled", serial=block.serial, known=spelled[_folded(block.serial)])
        if before is not None:
            _require_same(before, block)
            block = replace(before, **{field: getattr(block, field) for field in line.said - {"serial"}})
        if block != before:
            found.append(block)
    return tuple(found)


def _require_same(before: GaugeBlock, given: GaugeBlock) -> None:
    if before.set and given.set not in ("", before.set):
        raise Refusal("register.block_of_another_set", serial=given.serial, set=before.set)
    if given.nominal != before.nominal:
        raise Refusal("register.block_of_another_length", serial=given.serial, nominal=before.nominal)


def _folded(number: str) -> str:
    """How numbers are compared that look the same."""
    return one_line(number).casefold()

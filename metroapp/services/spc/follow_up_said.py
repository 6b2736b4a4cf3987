"""The follow-up of the production in words: what the page, the paper and the command line say alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from metroapp.analysis.rates import Rate
from metroapp.domain.nonconformity_acts import Cause
from metroapp.services.spc.follow_up import (
    OF_SHEETS,
    ActionEffect,
    Asked,
    Axis,
    Counted,
    Effect,
    FirstPieces,
    ProductionReport,
)
from metroapp.wording import production_report as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, number


def period(asked: Asked) -> str:
    """`du 1 novembre au 30 novembre, pièce AX-1`; the last day is counted."""
    first = None if asked.since is None else day(asked.since)
    last = None if asked.until is None else day(asked.until.astimezone() - timedelta(microseconds=1))
    if first and last:
        said = words.BETWEEN.format(since=first, until=last)
    elif first:
        said = words.SINCE.format(since=first)
    else:
        said = words.UNTIL.format(until=last) if last else words.ALL_TIME
    return words.PART_ONLY.format(period=said, part=asked.part) if asked.part else said


def figures(report: ProductionReport) -> list[tuple[str, str]]:
    """Each figure with its name."""
    said = [
        (words.RECORDS, str(len(report.records))),
        (words.INSPECTED, str(report.inspected)),
        (words.BAD_PIECES, str(sum(report.bad_pieces.values()))),
        (words.FIRST_PIECES, first_pieces(report.first_pieces)),
        (words.SCRAPPED, str(report.scrapped)),
    ]
    said += [
        (words.DECLARED_TITLE.format(name=name), str(report.declared[key]))
        for key, name in words.DECLARED.items()
        if key in report.declared
    ]
    said.append((words.SHEETS, str(len(report.sheets))))
    said += [
        (words.DECIDED.format(treatment=label(treatment)), str(count)) for treatment, count in report.decided.items()
    ]
    said.append((words.COST, cost(report)))
    return said


def first_pieces(found: FirstPieces) -> str:
    """`8 sur 10, soit 80 % (entre 44,4 % et 97,5 %) ; 1 non décidée, à part`"""
    rate = found.rate
    if rate is None:
        return words.NO_FIRST_BUT.format(undecided=found.undecided) if found.undecided else words.NO_FIRST
    said = words.FIRST_RATE.format(
        good=rate.bad, total=rate.total, rate=percent(rate.value), low=percent(rate.low), high=percent(rate.high)
    )
    return words.FIRST_UNDECIDED.format(said=said, undecided=found.undecided) if found.undecided else said


def cost(report: ProductionReport) -> str:
    if not report.with_cost:
        return words.NO_COST
    return words.COST_SAID.format(
        euros=number(report.euros, 2), minutes=report.minutes, count=report.with_cost, sheets=len(report.sheets)
    )


def percent(share: float) -> str:
    """A share as a percentage, to a tenth."""
    return number(Decimal(100 * share).quantize(Decimal("0.1"), ROUND_HALF_EVEN))


def pareto_title(axis: Axis, counted: Counted) -> str:
    said = words.PARETO_TITLE.format(counted=words.COUNTS[counted.value], axis=words.AXES[axis.value])
    return said[0].upper() + said[1:]


def nothing(report: ProductionReport, counted: Counted) -> str:
    """Why a Pareto has no line: nothing was bad, nothing was measured, or no fiche says it."""
    if counted in OF_SHEETS:
        of_sheets = words.NOTHING_COUNTED.format(counted=words.COUNTS[counted.value])
        return of_sheets if report.sheets else words.NO_SHEET
    return words.NOTHING if report.records else words.NO_RECORD


def causes(report: ProductionReport) -> list[tuple[str, Sequence[tuple[str, int]]]]:
    """The five M and what is not known yet, where there is something, by name."""
    found = report.causes()
    said: list[tuple[str, Sequence[tuple[str, int]]]] = [
        (label(cause).capitalize(), found[cause]) for cause in (Cause.PEOPLE, Cause.MATERIAL, Cause.EQUIPMENT,
                                                                Cause.METHOD, Cause.ENVIRONMENT)
    ]  # fmt: skip
    return [*said, (words.NOT_KNOWN.capitalize(), found[None])] if found[None] else said


def action_line(found: ActionEffect) -> tuple[str, ...]:
    """The cells of an action, in the order of its columns."""
    judged = words.NOT_JUDGED
    if found.checked is not None:
        judged = words.EFFECTIVE if found.checked.effective else words.NOT_EFFECTIVE
    return (
        found.sheet,
        found.action.action,
        found.action.owner,
        day(found.begun),
        rate_said(found.before),
        rate_said(found.after),
        words.EFFECTS[found.effect.value],
        judged,
    )


def judged(found: ActionEffect) -> str:
    """What the values say of an action, and what somebody said of it."""
    said = words.EFFECTS[found.effect.value]
    if found.checked is None:
        return said
    return words.AND_JUDGED.format(
        said=said, judged=words.EFFECTIVE if found.checked.effective else words.NOT_EFFECTIVE
    )


def is_bad(found: ActionEffect) -> bool:
    """Whether an action did not do what it was meant for."""
    return found.effect is Effect.WORSE or (found.checked is not None and not found.checked.effective)


def rate_said(rate: Rate | None) -> str:
    if rate is None:
        return words.NO_VALUE
    return words.RATE.format(bad=rate.bad, total=rate.total, rate=percent(rate.value))


def notes(report: ProductionReport) -> list[str]:
    said = [words.FIRST_NOTE, words.ACTIONS_NOTE, words.NOT_BY_PERSON]
    return [words.SIMULATED_NOTE, *said] if report.asked.simulated else said

"""The constat de vérification of an instrument: its standards, its errors, the conclusion and the decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from metroapp.domain.budget import shown_expanded
from metroapp.domain.decision import Side
from metroapp.domain.measurement import Origin
from metroapp.domain.verification import Check, Direction, Indication, Outcome, PointResult, Standard, Undone
from metroapp.domain.verification_acts import Conditions, Decision, Verification
from metroapp.domain.verification_conclusion import Spread, experimental_deviation
from metroapp.wording import documents
from metroapp.wording import verification as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, day, number, quantity, signed, significant, with_unit
from metroapp.wording.sentences import sentence

_EXPANSION = 2


def verification_report(
    verification: Verification, *, workshop: str, head: str, issued_at: datetime, program: str
) -> Document:
    """Describe a verification. `head` is the digest of the chain's last entry, in hexadecimal."""
    tables = (_standards(verification), _points(verification), _spreads(verification))
    said = _remarks(verification)
    blocks: list[Block] = [_header(verification), _conclusion(verification), *([said] if said.lines else [])]
    blocks += [table for table in tables if table.rows]
    blocks += [Notes((words.SIMPLE,)), _visas(verification)]
    return Document(
        title=words.TITLE,
        number=verification.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if verification.simulated else "",
        blocks=tuple(blocks),
    )


def _header(verification: Verification) -> Fields:
    instrument = verification.means
    lower, upper, step = instrument.range_lower, instrument.range_upper, instrument.resolution
    unit = instrument.kind.reading_unit
    reach = ""
    if lower is not None and upper is not None:
        reach = words.RANGE_OF.format(lower=significant(lower), upper=significant(upper))
    pairs = [
        (words.NUMBER, instrument.number),
        (words.DESIGNATION, instrument.designation or label(instrument.kind)),
        (words.MAKER, f"{instrument.maker} {instrument.model}".strip()),
        (words.SERIAL, instrument.serial),
        (words.RANGE, reach),
        (words.RESOLUTION, "" if step is None else with_unit(step, unit)),
        (words.HELD, " – ".join(one for one in (instrument.location, instrument.holder) if one)),
        (words.VERIFIED, _when(verification)),
        (words.CONDITIONS, _air(verification.conditions)),
    ]
    if verification.simulated:
        pairs.append((words.DATA, documents.SIMULATED_DATA))
    pairs.append((words.PERMITTED, words.law(verification.permitted, unit)))  # the longest one: last
    return Fields(tuple((title, value or documents.NOT_GIVEN) for title, value in pairs))


def _when(verification: Verification) -> str:
    if verification.since is None:
        return words.VERIFIED_BY.format(day=day(verification.on), name=verification.by)
    return words.VERIFIED_FROM.format(since=day(verification.since), day=day(verification.on), name=verification.by)


def _air(conditions: Conditions) -> str:
    """What nobody read is said."""
    temperature, humidity = conditions.temperature, conditions.humidity
    if temperature is None and humidity is None:
        return words.NOT_READ
    warm = words.NO_TEMPERATURE if temperature is None else words.CELSIUS.format(temperature=number(temperature))
    damp = words.NO_HUMIDITY if humidity is None else words.HUMID.format(humidity=number(humidity))
    return f"{warm}, {damp}"


def _conclusion(verification: Verification) -> Fields:
    found, decided = verification.conclusion, verification.decided
    unit = UNIT_SYMBOLS[verification.means.kind.reading_unit]
    errors = [result.error for result in found.points if result.error is not None]
    bad = sum(result.outcome is Outcome.NONCONFORMING for result in found.points)
    pairs = [(words.CONCLUSION, label(found.outcome).upper())]
    if errors:
        pairs.append((words.LARGEST, f"{signed(max(errors, key=abs))} {unit}"))
    if found.span is not None and any(point.direction is not Direction.NONE for point in verification.points):
        pairs.append((words.SPAN, words.SPAN_OF.format(span=number(found.span), unit=unit)))
    beyond = [words.EXCEEDING_OF.format(bad=bad, points=len(found.points))]
    beyond += [label(spread.check) for spread in found.spreads if spread.outcome is Outcome.NONCONFORMING]
    pairs.append((words.EXCEEDING, ", ".join(beyond)))
    if decided is None:
        return Fields((*pairs, (words.DECISION, words.UNDECIDED)))
    left = decided.use
    if decided.limitation is not None:
        lower, upper = significant(decided.limitation.lower), significant(decided.limitation.upper)
        left = f"{words.LEFT_RANGE.format(lower=lower, upper=upper)} {left}".rstrip()
    pairs += [(words.DECISION, label(decided.decision))]
    if decided.next_due is not None or decided.decision is Decision.RETURN_TO_SERVICE:
        pairs += [(words.NEXT_DUE, day(decided.next_due) if decided.next_due else documents.NOT_GIVEN)]
    pairs += [(words.LEFT, left)] if left else []
    pairs += [(words.REASON, decided.reason)] if decided.reason else []
    return Fields(tuple(pairs))


def _standards(verification: Verification) -> Table:
    """A row for each certificate: what was used of it, and the largest uncertainty of that."""
    unit = UNIT_SYMBOLS[verification.means.kind.reading_unit]
    used: dict[tuple[str, str], list[Standard]] = {}
    for point in verification.points:
        one = point.standard
        if one is not None:
            used.setdefault((one.certificate, day(one.due) if one.due else ""), []).append(one)
    rows = tuple(
        (
            " ; ".join(dict.fromkeys(one.identity for one in same)),
            certificate or documents.NOT_GIVEN,
            due or documents.NOT_GIVEN,
            _expanded(same),
        )
        for (certificate, due), same in used.items()
    )
    columns = (
        Column(words.STANDARD, 80),
        Column(words.CERTIFICATE, 30),
        Column(words.DUE, 18),
        Column(words.EXPANDED.format(unit=unit), 18, Align.RIGHT),
    )
    return Table(words.STANDARDS, words.SHEET_STANDARDS, columns, rows)


def _expanded(standards: Iterable[Standard]) -> Cell:
    found = [one.uncertainty for one in standards]
    known = [one for one in found if one is not None]
    return shown_expanded(_EXPANSION * max(known)) if len(known) == len(found) else documents.NOT_GIVEN


def _points(verification: Verification) -> Table:
    unit = UNIT_SYMBOLS[verification.means.kind.reading_unit]
    found = verification.conclusion.points
    rows = tuple(
        (order, *_point(result, taken))
        for order, (result, taken) in enumerate(zip(found, verification.indications, strict=True), start=1)
    )
    bad = frozenset(row for row, result in enumerate(found) if result.outcome is Outcome.NONCONFORMING)
    columns = (
        Column(words.ORDER, 5, Align.RIGHT),
        Column(words.CHECK, 20),
        Column(words.DIRECTION, 10),
        Column(words.STANDARD, 34),
        Column(words.POINT, 11, Align.RIGHT),
        Column(words.CERTIFIED, 15, Align.RIGHT),
        Column(words.INDICATION, 13, Align.RIGHT),
        Column(words.ERROR, 13, Align.RIGHT),
        Column(words.PERMISSIBLE, 12, Align.RIGHT),
        Column(words.EXCEEDANCE, 13, Align.RIGHT),
        Column(words.COUNT, 10, Align.RIGHT),
        Column(words.ORIGIN, 16),
        Column(words.CONCLUSION, 16),
    )
    return Table(words.POINTS.format(unit=unit), words.SHEET_POINTS, columns, rows, bad=bad)


def _point(result: PointResult, taken: tuple[Indication, ...]) -> tuple[Cell, ...]:
    point, certified = result.point, result.point.certified
    standard = point.standard.identity if point.standard else documents.NOT_GIVEN
    count, wanted = len(taken), point.repeats
    if certified is None:
        standard = words.TO_CHOOSE
    beyond = result.exceedance
    return (
        label(point.check),
        label(point.direction),
        standard,
        point.nominal,
        certified,
        result.indication,
        result.error,
        documents.NOT_GIVEN if result.permissible is None else result.permissible,
        None if beyond is None else beyond.by if beyond.side is Side.ABOVE else -beyond.by,
        str(count) if count >= wanted else words.COUNT_OF.format(taken=count, count=wanted),
        _origin(taken),
        label(result.outcome) if taken else documents.NOT_MEASURED,
    )


def _origin(taken: tuple[Indication, ...]) -> str:
    typed = sum(one.origin is Origin.TYPED for one in taken)
    if 0 < typed < len(taken):
        return words.MIXED.format(sent=label(Origin.INSTRUMENT), typed=typed, as_typed=label(Origin.TYPED))
    return label(Origin.TYPED if typed else Origin.INSTRUMENT) if taken else ""


def _spreads(verification: Verification) -> Table:
    conclusion = verification.conclusion
    unit = UNIT_SYMBOLS[verification.means.kind.reading_unit]
    rows: list[tuple[Cell, ...]] = [
        (label(one.point.check), one.point.nominal, _list(one.taken), *_spread_of(one.taken), documents.NOT_GIVEN, "")
        for one in conclusion.points
        if one.point.repeats > 1 and one.point.check is not Check.REPEATABILITY
    ]
    bad = frozenset(
        row for row, one in enumerate(conclusion.spreads, start=len(rows)) if one.outcome is Outcome.NONCONFORMING
    )
    rows += map(_spread, conclusion.spreads)
    columns = (
        Column(words.CHECK, 20),
        Column(words.POINT, 14, Align.RIGHT),
        Column(words.COUNT, 60),
        Column(words.RANGE_FOUND, 18, Align.RIGHT),
        Column(words.DEVIATION, 16, Align.RIGHT),
        Column(words.LIMIT, 12, Align.RIGHT),
        Column(words.CONCLUSION, 20),
    )
    return Table(words.SPREADS.format(unit=unit), words.SHEET_SPREADS, columns, tuple(rows), bad=bad)


def _spread(one: Spread) -> tuple[Cell, ...]:
    outcome = one.outcome
    return (
        label(one.check),
        one.nominal,
        words.BOTH_WAYS if one.check is Check.HYSTERESIS else _list(one.readings),
        one.value,
        None if one.deviation is None else shown_expanded(one.deviation),
        documents.NOT_GIVEN if one.limit is None else one.limit,
        words.NO_LIMIT if outcome is None else label(outcome),
    )


def _spread_of(taken: tuple[Decimal, ...]) -> tuple[Cell, Cell]:
    if len(taken) < 2:
        return None, None
    return max(taken) - min(taken), shown_expanded(experimental_deviation(taken))


def _list(readings: Iterable[Decimal]) -> str:
    return " ; ".join(map(number, readings))


def _remarks(verification: Verification) -> Notes:
    """What the program has to say beside its conclusion, then what the verifier wrote."""
    written = (words.REMARK.format(text=verification.remark),) if verification.remark else ()
    return Notes((*map(sentence, verification.conclusion.notes), *map(_undone, verification.undone), *written))


def _undone(one: Undone) -> str:
    shown = quantity(one.indication.quantity)
    return words.UNDONE.format(check=label(one.check), nominal=significant(one.nominal), shown=shown)


def _visas(verification: Verification) -> Signatures:
    decided = verification.decided
    named = Visa(words.RESPONSIBLE, "", "")
    if decided is not None:
        named = Visa(words.RESPONSIBLE, decided.by, day(decided.at), documents.SIGNED if decided.signed else "")
    return Signatures((Visa(words.VERIFIER, verification.by, day(verification.on)), named))

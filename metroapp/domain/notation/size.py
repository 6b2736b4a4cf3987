"""Linear sizes: diameters, lengths, radii and chamfers, with every way of tolerancing them (ISO 129-1, ISO 14405-1)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Nature, Rule
from metroapp.domain.general_tolerances import GeneralTolerance
from metroapp.domain.iso286 import FitLimits
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.modifiers import contradict, take_from_size
from metroapp.domain.notation.signs import NUMBER
from metroapp.domain.notation.tolerance import Tolerance, one_limit, read_tolerance
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Unit, decimals_of

_HEAD = re.compile(rf"(?:S(?=[ØR]))?(?P<prefix>[ØRC])? ?(?P<nominal>{NUMBER})(?P<rest>.*)")
_LIMIT_FIRST = re.compile(
    rf"(?:(?P<side>max|min)(?:i|imum|\.)?|(?P<sign>[≤≥])) ?(?P<prefix>[ØRC])? ?(?P<nominal>{NUMBER})", re.IGNORECASE
)
_CHAMFER = re.compile(
    rf"(?P<nominal>{NUMBER})(?P<before>[^x°]*?) ?x ?(?P<angle>{NUMBER}) ?°(?P<rest>.*)"
    rf"|(?P<angle2>{NUMBER}) ?° ?x ?(?P<nominal2>{NUMBER})(?P<rest2>.*)"
)
_RIGHT_ANGLE = 90
_CLASS = r"[A-Za-z]{1,2} ?[0-9]{1,2}"
_STATED = r"[^()]*[0-9][^()]*?"
_FIT = re.compile(rf" ?(?P<fit>{_CLASS})(?: ?\( ?(?P<framed>{_STATED}) ?\)|(?P<beside> [+±0-]{_STATED}))?")
_LOOKS_LIKE_THREADS = re.compile(r"[0-9]{1,2} ?M ?[0-9]{1,2}")  # `4 M6`: four threads, or the class M6
_FEATURES = re.compile(r"[0-9]{1,3} ?-? ?[ØRC] ?[0-9].*")  # `4 Ø6,6`
_IN_PARENTHESES = re.compile(r" ?\( ?(?P<deviations>[^()]+?) ?\)")
_BETWEEN = re.compile(
    rf"(?:de|entre|mini?) (?P<prefix>[ØRC])? ?(?P<first>{NUMBER}) "
    rf"(?:à|et|maxi?) (?:[ØRC] ?)?(?P<second>{NUMBER})"
)
_ANGULAR = re.compile(r"[°'\"]")
_PAIR = re.compile(rf" ?(?P<first>{_CLASS})(?: ?[/-] ?| )(?P<second>{_CLASS})")
_OTHER_UNIT = re.compile(
    r'(?<=[0-9.]) ?(?P<unit>µm|um|cm|dm|m(?! ?[0-9])|in|inch|pouces?|")(?![A-Za-z0-9])', re.IGNORECASE
)

_KINDS = {"Ø": Kind.DIAMETER, "R": Kind.RADIUS, "C": Kind.CHAMFER, None: Kind.LENGTH}


def read_size(written: Written) -> Callout | None:
    """A size in millimetres; None where the text does not begin as one."""
    text, modifiers = take_from_size(written.tidy)
    if contradict(modifiers):
        raise Refusal("callout.modifiers_contradict", callout=written.text)
    chamfer = _CHAMFER.fullmatch(text)
    if "°" in text:
        return _chamfer(written, chamfer, modifiers) if chamfer else None  # else an angle
    if text.endswith(("(M)", "(L)")):
        raise Refusal("callout.modifier_misplaced", callout=written.text, letter=text[-2])
    text = _in_millimetres(text.removeprefix("□").strip(), written)
    if found := _BETWEEN.fullmatch(text):
        kind, prefix = _KINDS[found["prefix"]], found["prefix"]
        separator = "/" if prefix is None else f"/{prefix}"
        tolerance = read_tolerance(
            Decimal(found["first"]), f" {separator}{found['second']}", written.text, prefix=prefix
        )
        return None if tolerance is None else _bounded(written, kind, None, tolerance, modifiers)
    if found := _LIMIT_FIRST.fullmatch(text):
        side = found["side"] or ("max" if found["sign"] == "≤" else "min")
        kind = _KINDS[found["prefix"] and found["prefix"].upper()]
        return _bounded(written, kind, None, one_limit(Decimal(found["nominal"]), side), modifiers)
    found = _HEAD.fullmatch(text)
    if not found:
        return None
    return _size(written, found["prefix"], Decimal(found["nominal"]), found["rest"], modifiers)


def _chamfer(written: Written, found: re.Match[str], modifiers: tuple[str, ...]) -> Callout | None:
    """`1x45°`, `1x45° ±0,2`, `1 ±0,2 x 45°`, `45°x1`."""
    angle = Decimal(found["angle"] or found["angle2"])
    rest = found["before"] or found["rest"] or found["rest2"] or ""
    if angle >= _RIGHT_ANGLE or _ANGULAR.search(rest) or (found["before"] and found["rest"]):
        raise Refusal("callout.ambiguous", callout=written.text)
    nominal = Decimal(found["nominal"] or found["nominal2"])
    return _size(written, "C", nominal, rest.rstrip(), modifiers, angle * ARCSEC_PER_DEGREE)


def _in_millimetres(text: str, written: Written) -> str:
    """The text without its `mm`; another unit is refused, never converted in silence."""
    if other := _OTHER_UNIT.search(text):
        raise Refusal("callout.unit_other", callout=written.text, unit=other["unit"])
    return re.sub(r"(?<=[0-9.]) ?mm(?![A-Za-z0-9])", "", text)


def _size(
    written: Written,
    prefix: str | None,
    nominal: Decimal,
    rest: str,
    modifiers: tuple[str, ...],
    chamfer_angle: Decimal | None = None,
) -> Callout | None:
    """A nominal and what follows it. A fit is tried first: C and R are letters of holes too."""
    kind = _KINDS[prefix]
    if not rest:
        return _without_tolerance(written, kind, nominal, modifiers, chamfer_angle)
    if kind.is_size and (fit := _FIT.fullmatch(rest)):
        if prefix is None and _LOOKS_LIKE_THREADS.fullmatch(f"{nominal}{rest}"):
            raise Refusal("callout.ambiguous", callout=written.text)
        stated = fit["framed"] or fit["beside"]
        return _fit(written, kind, nominal, fit["fit"].replace(" ", ""), modifiers, stated)
    framed = _IN_PARENTHESES.fullmatch(rest)
    tolerance = read_tolerance(nominal, f" {framed['deviations']}" if framed else rest, written.text, prefix=prefix)
    if tolerance is not None and (framed is None or tolerance.rule is Rule.DEVIATIONS):
        return _bounded(written, kind, nominal, tolerance, modifiers, chamfer_angle)
    if kind.is_size and (pair := _PAIR.fullmatch(rest)):
        return _fit(written, kind, nominal, _member(written, pair["first"], pair["second"]), modifiers)
    if _FEATURES.fullmatch(f"{nominal}{rest}"):
        raise Refusal("callout.multiplicity_unsaid", callout=written.text)
    return None


def _bounded(
    written: Written,
    kind: Kind,
    nominal: Decimal | None,
    tolerance: Tolerance,
    modifiers: tuple[str, ...],
    chamfer_angle: Decimal | None = None,
) -> Callout:
    if tolerance.rule is Rule.DEVIATIONS:
        assert nominal is not None and tolerance.lower is not None and tolerance.upper is not None
        derivation = Derivation(
            Rule.DEVIATIONS, tolerance.lower, tolerance.upper, tolerance=tolerance.upper - tolerance.lower
        )
        return from_deviations(written, kind, nominal, derivation, modifiers, chamfer_angle=chamfer_angle)
    lower, upper = tolerance.lower, tolerance.upper
    interval = None if lower is None or upper is None else upper - lower
    return _enveloped(
        written,
        Callout(
            written.text,
            kind,
            None,
            *with_equal_decimals(lower, upper),
            Unit.MM,
            Derivation(tolerance.rule, tolerance=interval),
            modifiers=modifiers,
            chamfer_angle=chamfer_angle,
        ),
    )


def _without_tolerance(
    written: Written, kind: Kind, nominal: Decimal, modifiers: tuple[str, ...], chamfer_angle: Decimal | None
) -> Callout:
    """A bare dimension takes the general tolerance. Drawings write radii and chamfers bare: without a general
    tolerance those are read, without limits; a bare size is refused."""
    general, broken = written.context.general, kind in (Kind.RADIUS, Kind.CHAMFER)
    if general is not None:
        found = general.broken_edge(nominal) if broken else general.length(nominal)
        derivation = derivation_of(found)
        return from_deviations(written, kind, nominal, derivation, modifiers, chamfer_angle=chamfer_angle)
    if not broken:
        raise Refusal("callout.no_tolerance", callout=written.text)
    return Callout(
        written.text,
        kind,
        nominal,
        None,
        None,
        Unit.MM,
        Derivation(Rule.NO_TOLERANCE),
        modifiers=modifiers,
        chamfer_angle=chamfer_angle,
    )


def derivation_of(found: GeneralTolerance) -> Derivation:
    """How a general tolerance gives its limits."""
    return Derivation(
        Rule.GENERAL,
        lower_deviation=-found.deviation,
        upper_deviation=found.deviation,
        tolerance=found.deviation * 2,
        over=found.over,
        up_to=found.up_to,
        table=found.table,
    )


def _fit(
    written: Written, kind: Kind, nominal: Decimal, fit: str, modifiers: tuple[str, ...], stated: str | None = None
) -> Callout:
    tables = written.standards.iso286
    limits = tables.limits(nominal, tables.tolerance_class(fit))
    derivation = Derivation(
        Rule.FIT,
        lower_deviation=limits.lower_deviation,
        upper_deviation=limits.upper_deviation,
        tolerance=limits.tolerance,
        grade=f"IT{limits.tolerance_class.grade}",
        over=limits.over,
        up_to=limits.up_to,
        fit=str(limits.tolerance_class),
    )
    nature = Nature.INTERNAL if limits.tolerance_class.is_hole else Nature.EXTERNAL
    if stated is not None:
        _require_same(written, nominal, limits, stated)
    return from_deviations(written, kind, nominal, derivation, modifiers, nature)


def _require_same(written: Written, nominal: Decimal, limits: FitLimits, stated: str) -> None:
    """Deviations repeated in parentheses beside the class must be those of the class."""
    tolerance = read_tolerance(nominal, f" {stated.strip()}", written.text)
    given = None
    if tolerance is not None and tolerance.rule is Rule.DEVIATIONS:
        given = tolerance.lower, tolerance.upper
    if given is None:
        head = _HEAD.fullmatch(stated.strip())
        tolerance = head and read_tolerance(Decimal(head["nominal"]), head["rest"], written.text)
        if tolerance is not None and tolerance.lower is not None and tolerance.upper is not None:
            given = tolerance.lower - nominal, tolerance.upper - nominal
    if given != (limits.lower_deviation, limits.upper_deviation):
        raise Refusal(
            "fit.contradicted",
            callout=written.text,
            fit=str(limits.tolerance_class),
            lower=limits.lower_deviation,
            upper=limits.upper_deviation,
        )


def _member(written: Written, first: str, second: str) -> str:
    """Which class of `H7/g6` this part has: the sheet's nature tells, otherwise it is asked."""
    tables = written.standards.iso286
    members = {tables.tolerance_class(fit).is_hole: fit for fit in (first, second)}
    if len(members) != 2:
        raise Refusal("callout.contradictory", callout=written.text)
    match written.context.nature:
        case Nature.INTERNAL:
            return members[True]
        case Nature.EXTERNAL:
            return members[False]
    raise Refusal("fit.member_to_choose", callout=written.text, hole=members[True], shaft=members[False])


def from_deviations(
    written: Written,
    kind: Kind,
    nominal: Decimal,
    derivation: Derivation,
    modifiers: tuple[str, ...] = (),
    nature: Nature | None = None,
    *,
    unit: Unit = Unit.MM,
    chamfer_angle: Decimal | None = None,
) -> Callout:
    """A nominal and two deviations; both limits are given with the same number of decimals."""
    assert derivation.lower_deviation is not None and derivation.upper_deviation is not None
    lower, upper = nominal + derivation.lower_deviation, nominal + derivation.upper_deviation
    if lower < 0:
        raise Refusal("callout.limit_negative", callout=written.text)
    return _enveloped(
        written,
        Callout(
            written.text,
            kind,
            nominal,
            *with_equal_decimals(lower, upper),
            unit,
            derivation,
            nature=nature,
            modifiers=modifiers,
            chamfer_angle=chamfer_angle,
        ),
    )


def _enveloped(written: Written, read: Callout) -> Callout:
    """`ISO 2768-mK-E` puts Ⓔ on every single feature of size. A range of sizes, (SR), only has an upper limit."""
    if "SR" in read.modifiers and (read.lower_limit is not None or read.upper_limit is None):
        raise Refusal("callout.range_without_maximum", callout=written.text)
    general = written.context.general
    nature = read.nature or written.context.nature
    of_size = read.kind is Kind.DIAMETER or (read.kind is Kind.LENGTH and nature in (Nature.EXTERNAL, Nature.INTERNAL))
    if general is None or not general.envelope or not of_size or read.has_envelope:
        return read
    return replace(read, modifiers=(*read.modifiers, "E"))


def with_equal_decimals(lower: Decimal | None, upper: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Both limits with the decimals of the finer one."""
    if lower is None or upper is None:
        return lower, upper
    step = Decimal(1).scaleb(-max(decimals_of(lower), decimals_of(upper)))
    return lower.quantize(step), upper.quantize(step)

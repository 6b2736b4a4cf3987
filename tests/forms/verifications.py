"""Verifications for the tests of the constat: each shows what a workshop meets in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.verification import Check, Direction, Indication, Permitted, Point, Standard
from metroapp.domain.verification_acts import Conditions, Decided, Decision, Limitation, Verification
from metroapp.domain.verification_plan import plan
from metroapp.wording.numbers import number

D = Decimal
TODAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
DUE = date(2030, 11, 30)
PERSON, RESPONSIBLE = "Camille Robert", "Dominique Leroy"

CALIPER = Instrument(
    "PC-01", "Pied à coulisse numérique 150 mm", InstrumentKind.CALIPER, "Mitutoyo", "Digimatic 0-150", "18423071",
    resolution=D("0.01"), range_lower=D(0), range_upper=D(150), permissible_error=PermissibleError(D("0.02")),
    holder="Contrôle", location="Poste 2", repeatability=Quantity(D("0.005")), uncertainty=Quantity(D("0.012")),
)  # fmt: skip
MICROMETER = Instrument(
    "M-02", "Micromètre d'extérieur 0-25 mm", InstrumentKind.MICROMETER, "Mitutoyo", "Digimatic 0-25", "70215386",
    resolution=D("0.001"), range_lower=D(0), range_upper=D(25),
    permissible_error=PermissibleError(D("0.0022"), D("0.000006")),
)  # fmt: skip
INDICATOR = Instrument(
    "C-03", "Comparateur numérique", InstrumentKind.DIAL_INDICATOR, "Sylvac", "S_Dial Work", "S31-0457",
    resolution=D("0.001"), range_lower=D(0), range_upper=D("12.5"), permissible_error=PermissibleError(D("0.004")),
)  # fmt: skip
ROUGHNESS = Instrument(
    "R-06", "Rugosimètre portable", InstrumentKind.ROUGHNESS_TESTER, "Mitutoyo", "Surftest", "RG-20117",
)  # fmt: skip


def block(size: str, deviation: str = "0.00005") -> Standard:
    """A stack of the set of the workshop."""
    return Standard(f"CE-09 cale(s) {number(D(size))}", D(size) + D(deviation), "LNE 26-1187", DUE, D("0.00012"))


def ring(size: str) -> Standard:
    return Standard(f"BE-25 bague Ø{size}", D(size) + D("0.0008"), "LNE 26-1190", DUE, D("0.0006"))


def indication(text: str, unit: Unit = Unit.MM, *, typed: bool = False, simulated: bool = False) -> Indication:
    return Indication(Quantity(D(text), unit), Origin.TYPED if typed else Origin.INSTRUMENT, simulated=simulated)


def on_standards(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Each point on a block, or a ring for the internal jaws; closed faces need nothing."""
    put = []
    for point in points:
        if point.nominal == 0:
            put.append(point)
        else:
            size = str(point.nominal)
            put.append(point.on(ring(size) if point.check is Check.INTERNAL_JAWS else block(size)))
    return tuple(put)


def shifted(points: tuple[Point, ...], by: dict[tuple[Check, Decimal], str], digits: str) -> list[list[Indication]]:
    """What an instrument shows that is right at every point but those of `by`, shifted there."""
    step = D(digits)
    return [
        [
            Indication(Quantity((point.nominal + D(by.get((point.check, point.nominal), "0"))).quantize(step)))
            for _ in range(point.repeats)
        ]
        for point in points
    ]


def verified(
    instrument: Instrument, points: tuple[Point, ...], readings: list[list[Indication]], *, number: str = "V-2026-014",
    permitted: Permitted | None = None, decided: Decided | None = None, remark: str = "",
) -> Verification:  # fmt: skip
    return Verification(
        EntryId("P1", 1),
        number, instrument, points, tuple(map(tuple, readings)), permitted or Permitted.of(instrument), TODAY, PERSON,
        AT, Conditions(D("20.6"), D(48)), remark, decided,
    )  # fmt: skip


def decided(decision: Decision, **given: object) -> Decided:
    return Decided(decision, RESPONSIBLE, AT, **given)  # type: ignore[arg-type]


def good_caliper() -> Verification:
    """Every point good, one reading typed, back to service."""
    points = on_standards(plan(CALIPER, [D(25)]))
    readings = shifted(points, {(Check.ERROR, D(75)): "0.01", (Check.ERROR, D(150)): "-0.01"}, "0.01")
    readings[-2][3] = indication("75.01")
    readings[2] = [indication("75.01", typed=True)]
    permitted = replace(Permitted.of(CALIPER), other_faces=D("0.02"))
    return verified(
        CALIPER, points, readings, permitted=permitted,
        decided=decided(Decision.RETURN_TO_SERVICE, next_due=date(2027, 11, 27), signed=True),
    )  # fmt: skip


def bad_caliper() -> Verification:
    """Too short at the long end: limited to what is proven."""
    points = on_standards(plan(CALIPER))
    readings = shifted(points, {(Check.ERROR, D("112.5")): "-0.03", (Check.ERROR, D(150)): "-0.05"}, "0.01")
    return verified(
        CALIPER, points, readings, number="V-2026-015", remark="becs usés vers l'extrémité",
        decided=decided(
            Decision.LIMITATION, limitation=Limitation(D(0), D(75)), reason="erreurs hors EMT au-delà de 75 mm",
            next_due=date(2027, 5, 27),
        ),
    )  # fmt: skip


def indicator() -> Verification:
    """Up and down, simulated, a hysteresis beyond its limit, nothing decided yet."""
    points = on_standards(plan(INDICATOR))
    readings = shifted(points, {}, "0.001")
    down = [index for index, point in enumerate(points) if point.direction is Direction.DOWN]
    for index in down[3:8]:
        shown = points[index].nominal + D("0.003")
        readings[index] = [Indication(Quantity(shown.quantize(D("0.001"))), simulated=True)]
    permitted = replace(Permitted.of(INDICATOR), repeatability=D("0.002"), hysteresis=D("0.002"))
    return verified(INDICATOR, points, readings, number="V-2026-016", permitted=permitted)


def roughness() -> Verification:
    """Five readings on one specimen, their mean within 10 %."""
    (point,) = plan(ROUGHNESS)
    specimen = Standard("ER-01 étalon Ra", D("2.97"), "COFRAC 8841", date(2028, 3, 31), D("0.05"))
    texts = ("2.95", "3.01", "2.98", "2.94", "2.99")
    return verified(
        ROUGHNESS, (point.on(specimen),), [[indication(text, Unit.UM) for text in texts]], number="V-2026-017",
        permitted=Permitted(PermissibleError(D(0), D("0.1"))),
        decided=decided(Decision.RETURN_TO_SERVICE, next_due=date(2027, 11, 27)),
    )  # fmt: skip


def unfinished() -> Verification:
    """A micrometer whose last points are not read, and one without its block."""
    points = on_standards(plan(MICROMETER))
    points = (*points[:-3], replace(points[-3], standard=None), *points[-2:])
    readings = shifted(points, {}, "0.001")
    readings[-2], readings[-1] = [], readings[-1][:2]
    return verified(MICROMETER, points, readings, number="V-2026-018")

"""A record by comparison for the tests of the papers: mountings proven, zeros taken three times, one that drifted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metroapp.domain.comparing import Comparing
from metroapp.domain.comparison import DIRECT, Mounting, by_comparison, prove_mounting
from metroapp.domain.measurement import Frame, Input, Origin, Role
from metroapp.domain.operations import MountingProven, ZeroRechecked, ZeroSetting
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from tests.forms.filling import CLOSED_BY, INDICATOR, Filling, characteristic

DIGIT = Decimal("0.001")
WANTED = (
    characteristic("1", "Portée de roulement", "Ø20 h6", Means.COMPARISON),
    characteristic("2", "Alésage", "Ø12 H6", Means.COMPARISON),
)


class ComparedFilling(Filling):
    """Readings of an indicator on blocks and on pieces."""

    def _read(self, role: Role, text: str) -> Input:
        return Input(role, Quantity(Decimal(text)), Frame(INDICATOR, f"{text}\r".encode(), self._now))

    def prove(self, balloon: str, moved: str, before: str, after: str, declared: str | None = "1") -> None:
        id, at = self._stamp()
        factor = None if declared is None else Decimal(declared)
        found = prove_mounting([(Decimal(before), Decimal(after))], Decimal(moved), DIGIT, factor)
        readings = self._read(Role.BEFORE_MOVE, before), self._read(Role.AFTER_MOVE, after)
        self.record.apply(
            MountingProven(id, balloon, INDICATOR, Decimal(moved), factor, readings, found, CLOSED_BY, at)
        )

    def set_zero(
        self, balloon: str, certified: str, blocks: tuple[str, ...], *zeros: str, u: str | None = "0.000121"
    ) -> None:
        id, at = self._stamp()
        read = tuple(self._read(Role.ZERO, text) for text in zeros)
        median = sorted(read, key=lambda one: one.quantity.value)[len(read) // 2]
        proven = self.record.mountings.get(balloon)
        mounting = DIRECT if proven is None else proven.mounting
        known = None if u is None else Decimal(u)
        self.record.apply(
            ZeroSetting(
                id, balloon, INDICATOR, Decimal(certified), blocks, median, CLOSED_BY, at, zeros=read,
                mounting=mounting, uncertainty=known,
            )
        )  # fmt: skip

    def measure(self, balloon: str, deviations: dict[int, str], reason: str = "") -> None:
        for piece, text in deviations.items():
            zero = self.record.zeros[balloon]
            size = by_comparison(zero.certified, zero.zero.quantity.value, Decimal(text), zero.mounting)
            mounted = () if zero.mounting == DIRECT else (Input(Role.MOUNTING, Quantity(_scale(zero.mounting))),)
            certified = Input(Role.CERTIFIED, Quantity(zero.certified))
            inputs = (certified, *mounted, zero.zero, self._read(Role.DEVIATION, text))
            self.value(piece, balloon, str(size), INDICATOR, origin=Origin.COMPARISON, inputs=inputs, reason=reason)

    def recheck(self, balloon: str, text: str | None, reason: str = "") -> None:
        id, at = self._stamp()
        read = None if text is None else self._read(Role.RECHECK, text)
        zero = self.record.zeros[balloon].zero.quantity.value
        self.record.apply(ZeroRechecked(id, balloon, INDICATOR, zero, DIGIT, read, CLOSED_BY, at, reason))


def _scale(mounting: Mounting) -> Decimal:
    return mounting.sign * mounting.factor


def drifted(*, ended: bool = True) -> InspectionRecord:
    """Four pieces: a shaft whose zero drifts on its second re-check, a bore on an inverse indicator with a lever."""
    options = replace(PLAIN, comparing=Comparing(recheck_every=2))
    day = ComparedFilling(WANTED, 4, number="R-COMPARE", options=options)
    day.prove("1", "0.1", "0.000", "0.100")
    day.set_zero("1", "20.00012", ("CE-20",), "0.000", "0.001", "0.000")
    day.measure("1", {1: "-0.002", 2: "-0.005"})
    day.recheck("1", "0.001")
    day.measure("1", {3: "-0.001", 4: "0.020"})
    day.recheck("1", "0.004")
    day.prove("2", "-0.1", "0.010", "0.210", None)
    day.set_zero("2", "12.00003", ("CE-10", "CE-2"), "0.200", "0.200", "0.200", u=None)
    day.measure("2", {1: "0.190", 2: "0.184", 3: "0.196", 4: "0.230"})
    day.recheck("2", None, "comparateur tombé")
    if ended:
        day.set_zero("1", "20.00012", ("CE-20",), "0.000", "0.000", "0.000")
        day.measure("1", {3: "-0.003"}, "zéro dérivé")
        day.recheck("1", "0.000")
        day.close(signed=True)
    return day.record

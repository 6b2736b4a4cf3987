"""An instrument that could be chosen for a callout: the means that it would be, and the uncertainty that it would give.

The register gives u, as a rule; else the budget of its permissible errors or, failing them, of its step alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.budget import Budget, Source
from metroapp.domain.callout import Callout
from metroapp.domain.geometric_method import GeometricMethod
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import budget_of_instrument
from metroapp.domain.means_objections import is_gauge_of
from metroapp.domain.measuring_range import DIFFERENCES
from metroapp.domain.message import Refusal
from metroapp.domain.probing import Probing
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import Characteristic, Means, Procedure, fitting_means
from metroapp.domain.uncertainty import combined


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument, the callout that a limit gauge is for, the method that a geometrical tolerance asks for, and what
    a column is to probe."""

    instrument: Instrument
    marked: Callout | None = None
    method: GeometricMethod | None = None
    probing: Probing | None = None

    def procedure(self, callout: Callout) -> Procedure | None:
        """How it would measure a callout; None where its kind cannot."""
        means = self._means(callout)
        if means is None or self.method is not None:
            return None if means is None else Procedure.GEOMETRIC
        return Characteristic("", "", callout, means).procedure

    def _means(self, callout: Callout) -> Means | None:
        kind, way = self.instrument.kind, None if self.method is None else self.method.way
        return next((one for one in fitting_means(callout.kind, way=way) if kind in one.instrument_kinds), None)

    def error(self, callout: Callout) -> Decimal | None:
        """Its permissible error (half-width, mm) at the size of a callout."""
        error = self.instrument.permissible_error
        return None if error is None else error.at(callout.size or Decimal(0))

    def standard_uncertainty(self, callout: Callout, procedure: Procedure) -> tuple[Decimal, Source] | None:
        """u of one value in the unit of the callout, and what it comes from; None where nothing says it.

        That of a comparison is without its blocks.
        """
        probing = self.probing if procedure is Procedure.PROBINGS else None
        unit, two = callout.unit or Unit.MM, procedure in DIFFERENCES and self.method is None and probing is None
        given = self.instrument.standard_uncertainty
        if given is not None:
            try:
                one = given.to(unit).value
            except Refusal:
                return None  # a length says nothing of an angle
            return self._grown(combined([one, one]) if two else one, probing), Source.GIVEN
        error = self.error(callout)
        if unit is not Unit.MM or (error is None and self.instrument.resolution is None):
            return None
        components = budget_of_instrument(
            resolution=self.instrument.resolution, permissible_error=error, by_comparison=two
        )
        source = Source.RESOLUTION if error is None else Source.PERMISSIBLE_ERROR
        return self._grown(Budget(components).standard_uncertainty, probing), source

    def _grown(self, one: Decimal, probing: Probing | None) -> Decimal:
        """u of the value that the readings of a method, or the heights that are probed, make, each with the u of `one`;
        a probe constant adds what its verification will say."""
        weights = () if self.method is None else self.method.weights
        if self.method is not None and self.method.places and self.instrument.kind is InstrumentKind.HEIGHT_GAUGE:
            weights = (*weights, self.method.weight_of_zero)
        if probing is not None:
            weights = (*(probing.weight,) * probing.points, *((Decimal(1),) if probing.is_from_plate else ()))
        return combined([weight * one for weight in weights]) if weights else one

    def gauges(self, wanted: Callout) -> bool:
        """Whether a limit gauge is for a callout, as `is_gauge_of`; not where nothing says what it is for."""
        return self.marked is not None and is_gauge_of(self.marked, wanted)

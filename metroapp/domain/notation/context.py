"""What surrounds a callout: the standards at hand, and what the sheet says beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.callout import Nature
from metroapp.domain.general_tolerances import GeneralTables, GeneralTolerances
from metroapp.domain.iso286 import Iso286Tables
from metroapp.domain.iso965 import Iso965Tables


@dataclass(frozen=True)
class Standards:
    """The tables that callouts refer to."""

    iso286: Iso286Tables
    iso965: Iso965Tables
    general: GeneralTables


@dataclass(frozen=True, slots=True)
class Context:
    """What the sheet says around a callout. `length` (mm) is the one that the general tolerances of angles and of
    geometry need: the shorter side, or the length of the feature."""

    nature: Nature | None = None
    general: GeneralTolerances | None = None
    length: Decimal | None = None
    is_attribute: bool = False


ALONE = Context()


@dataclass(frozen=True, slots=True)
class Written:
    """One callout on its way through the readers: as typed, in one spelling, and what surrounds it."""

    text: str
    tidy: str
    standards: Standards
    context: Context

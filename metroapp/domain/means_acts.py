"""What is done to the means of the workshop: filed, decided, verified. Each is one row of the archive, and stays.

Étalonnage (what the means shows), vérification (whether that is within its limits) and ajustage (making it show
something else) are three different acts (VIM 2.39, 2.44, 3.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.measurement import EntryId
from metroapp.domain.verification_acts import Adjustment, Calibration, Verification


@dataclass(frozen=True, slots=True)
class CertificateFiled:
    """A document of a means, kept in the workspace under its digest."""

    id: EntryId
    instrument: str
    file: str  # name of the file that was filed
    digest: str  # SHA-256, hexadecimal
    suffix: str  # of the copy: `.pdf`
    number: str  # of the certificate
    issued: date
    laboratory: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StateChanged:
    """Somebody changed what may be done with a means, with the reason."""

    id: EntryId
    instrument: str
    state: InstrumentState
    reason: str
    by: str
    at: datetime


MeansAct = CertificateFiled | StateChanged | Verification | Calibration | Adjustment | DailyCheck

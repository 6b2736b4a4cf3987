"""What a jury judges by, as a dated data file says it: the criteria, the facts shown for each, the papers of a dossier.

The file says where it comes from. What is worded by us and by no official text is not `confirmed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from metroapp.domain.work_order_file import DossierSection


class FactKind(Enum):
    """The facts that the program can state about a criterion."""

    MEANS = "means"  # instruments declared and used, and what they are fit for
    ACCURACY = "accuracy"  # values beside the reference of the same pieces
    VERDICTS = "verdicts"  # C, NC and the sorting beside the program's and the reference's
    PRODUCTION = "production"  # set-up sheet, follow-up, events at the machine
    RECORDING = "recording"  # retakes, typed values, empty boxes…
    DOSSIER = "dossier"  # papers present and missing
    TIME = "time"
    JURY = "jury"  # none: a box is left to the jury


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, in the words of the file."""

    key: str
    title: str
    facts: tuple[FactKind, ...]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ExamCriteria:
    """One file: `key` is written with the session, `dated` is the day from which the frame of reference holds."""

    key: str
    title: str
    dated: date
    source: str
    criteria: tuple[Criterion, ...]
    documents: tuple[DossierSection, ...]  # that a dossier must have
    documents_confirmed: bool = False

"""What the jury of an examination reads: names of the facts, figures and sentences. Facts alone, and no mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from metroapp.domain.exam_accuracy import BoxDeviation, ReferenceState, Standing
from metroapp.domain.exam_agreement import Agreement
from metroapp.domain.exam_criteria import FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_figures import Figure, Value
from metroapp.domain.exam_session import PhaseState
from metroapp.domain.exam_timeline import EntryKind
from metroapp.domain.measurement import BoxKey
from metroapp.domain.quantity import Unit, shortest
from metroapp.wording.labels import label
from metroapp.wording.numbers import duration, number, signed, with_unit
from metroapp.wording.translate import gettext as _

NOTE = _("Le programme établit des faits ; le jury décide. Aucune note n'est calculée.")
UNCONFIRMED = _("libellé de l'atelier, à confirmer sur le référentiel du titre")
JURY_BOX = _("Sécurité et manipulation : observé par le jury")
NOTHING = _("—")
STATE = _("État de l'épreuve")
_NOT_BEGUN, _WITHDRAWN = _("non commencée"), _("{state}, candidat retiré")
NO_RECORD = _("L'épreuve n'a pas été commencée : il n'y a pas de relevé.")

_NAMES: dict[Enum, str] = {
    FactKind.MEANS: _("Instruments"),
    FactKind.ACCURACY: _("Exactitude"),
    FactKind.VERDICTS: _("Verdicts et tri"),
    FactKind.PRODUCTION: _("Réglage et production"),
    FactKind.RECORDING: _("Relevé"),
    FactKind.DOSSIER: _("Dossier de fabrication"),
    FactKind.TIME: _("Temps"),
    FactKind.JURY: _("Observé par le jury"),
    ReferenceState.MISSING: _("Pas de mesure de référence : l'exactitude n'est pas jugée."),
    ReferenceState.OPEN: _("La mesure de référence {number} n'est pas terminée : elle ne sert pas encore."),
    ReferenceState.OLDER: _("La mesure de référence {number} est plus ancienne que les pièces : elle ne sert pas."),
    ReferenceState.USED: _("Mesure de référence {number}, des mêmes pièces, après l'épreuve."),
    Standing.COUNTED: _("compté"),
    Standing.UNCERTAIN: _("à titre indicatif : U de la référence > IT/10"),
    Standing.UNKNOWN: _("à titre indicatif : U de la référence inconnue"),
    Standing.NO_INTERVAL: _("à titre indicatif : une seule limite, pas d'IT"),
    Agreement.BOTH_GOOD: _("conforme, d'accord"),
    Agreement.BOTH_BAD: _("non conforme, d'accord"),
    Agreement.FALSE_ACCEPT: _("acceptation à tort"),
    Agreement.FALSE_REJECT: _("refus à tort"),
    Agreement.OTHERWISE: _("dérogation d'un seul côté"),
    Agreement.UNDECIDED: _("à confirmer : non comparé"),
    Agreement.INCOMPLETE: _("pièce incomplète, triée"),
    Agreement.UNDECLARED: _("non déclaré"),
    Agreement.NOT_COUNTED: _("sans référence assez sûre"),
    EntryKind.SESSION: _("épreuve"),
    EntryKind.VALUE: _("valeur"),
    EntryKind.DECLARATION: _("déclaration"),
    EntryKind.GESTURE: _("geste"),
    Figure.MEANS_USED: _("Instruments employés, par cote"),
    Figure.MEANS_FIT: _("… adaptés"),
    Figure.MEANS_ACCEPTED: _("… acceptables"),
    Figure.MEANS_UNKNOWN: _("… d'aptitude inconnue"),
    Figure.MEANS_UNFIT: _("… inaptes"),
    Figure.MEANS_REFUSABLE: _("… que le programme aurait refusés"),
    Figure.MEANS_UNDECLARED: _("Cotes mesurées avec un instrument non déclaré"),
    Figure.DEVIATIONS_COUNTED: _("Écarts à la référence comptés"),
    Figure.DEVIATIONS_INDICATIVE: _("Écarts à titre indicatif"),
    Figure.LARGEST_DEVIATION: _("Plus grand |écart| (% de l'IT)"),
    Figure.MEAN_DEVIATION: _("Moyenne des |écarts| (% de l'IT)"),
    Figure.LARGEST_EN: _("Plus grand |En|"),
    Figure.VALUES_COMPARED: _("Valeurs comparées au verdict du programme"),
    Figure.VALUES_AGREED: _("… d'accord"),
    Figure.FALSE_ACCEPTS: _("… acceptées à tort"),
    Figure.FALSE_REJECTS: _("… refusées à tort"),
    Figure.VALUES_UNDECIDED: _("… à confirmer, non comparées"),
    Figure.REFERENCE_COMPARED: _("Valeurs comparées à la référence"),
    Figure.REFERENCE_AGREED: _("… d'accord"),
    Figure.REFERENCE_FALSE_ACCEPTS: _("… acceptées à tort"),
    Figure.REFERENCE_FALSE_REJECTS: _("… refusées à tort"),
    Figure.PIECES_COMPARED: _("Pièces triées comparées au programme"),
    Figure.PIECES_AGREED: _("… d'accord"),
    Figure.PIECES_FALSE_ACCEPTS: _("… acceptées à tort"),
    Figure.PIECES_FALSE_REJECTS: _("… refusées à tort"),
    Figure.PIECES_INCOMPLETE: _("… incomplètes, non comparées"),
    Figure.PIECES_REFERENCE_COMPARED: _("Pièces triées comparées à la référence"),
    Figure.PIECES_REFERENCE_AGREED: _("… d'accord"),
    Figure.PIECES_REFERENCE_FALSE_ACCEPTS: _("… acceptées à tort"),
    Figure.PIECES_REFERENCE_FALSE_REJECTS: _("… refusées à tort"),
    Figure.SET_UP_FILLED: _("Fiche de réglage : champs remplis"),
    Figure.SET_UP_BLANK: _("… laissés vides"),
    Figure.FOLLOW_UP_FILLED: _("Suivi de production : champs remplis"),
    Figure.FOLLOW_UP_BLANK: _("… laissés vides"),
    Figure.PRODUCTION_EVENTS: _("Événements notés à la machine"),
    Figure.BOXES_PLANNED: _("Cases à remplir"),
    Figure.BOXES_MEASURED: _("… mesurées"),
    Figure.BOXES_EMPTY: _("… laissées vides"),
    Figure.BOXES_IMPOSSIBLE: _("… déclarées impossibles"),
    Figure.BOXES_UNDECLARED: _("… mesurées sans C ni NC"),
    Figure.PIECES_UNSORTED: _("Pièces non triées"),
    Figure.BOXES_RETAKEN: _("Cases reprises"),
    Figure.VALUES_CANCELLED: _("Valeurs annulées"),
    Figure.VALUES_TYPED: _("Valeurs saisies au clavier"),
    Figure.DOUBTS: _("Lectures douteuses"),
    Figure.READINGS_DROPPED: _("Lectures non prises"),
    Figure.PAPERS_REQUIRED: _("Documents attendus au dossier"),
    Figure.PAPERS_MISSING: _("… absents"),
    Figure.TIME_ALLOTTED: _("Temps alloué"),
    Figure.TIME_TAKEN: _("Temps pris"),
    Figure.TIME_OVERRUN: _("Dépassement"),
    Figure.TIME_SUSPENSIONS: _("Suspensions"),
    Figure.TIME_INTERRUPTIONS: _("Interruptions du poste"),
}
FIELDS: dict[str, str] = {  # of the set-up sheet and of the follow-up
    "program": _("programme"),
    "program_revision": _("version du programme"),
    "origins": _("origines"),
    "clamping": _("serrage"),
    "comment": _("remarque"),
    "tools": _("outils"),
    "launched": _("pièces lancées"),
    "good": _("pièces bonnes"),
    "nonconforming": _("pièces non conformes"),
    "scrap": _("rebuts"),
    "set_up_minutes": _("temps de réglage"),
    "machining_minutes": _("temps d'usinage"),
}
_PERCENT = _("{value}\u00a0%")
_BOX = _("pièce\u00a0{piece} repère\u00a0{balloon}")
_AND_OTHERS = _("{named} et {count} autres")
_MOST_NAMED = 8
_EN_STEP = Decimal("0.01")


def name(code: Enum) -> str:
    """What a code of the evidence is called; a state of the reference is a sentence that names its record."""
    return _NAMES[code]


def reference_sentence(state: ReferenceState, number: str) -> str:
    """Whether there is a reference measurement, and whether it serves."""
    return _NAMES[state].format(number=number)


def state(one: CandidateEvidence) -> str:
    """Where the candidate is in the phase, and that they were withdrawn."""
    said = _NOT_BEGUN if one.state is PhaseState.WAITING else label(one.state)
    is_said = one.withdrawn is None or one.state is PhaseState.LEFT
    return said if is_said else _WITHDRAWN.format(state=said)


def percent(value: Decimal | None) -> str:
    """`12,5 %`, signed as given; a dash where there is no tolerance interval."""
    return NOTHING if value is None else _PERCENT.format(value=number(shortest(value)))


def normalized_error(value: Decimal | None) -> str:
    """En to a hundredth; a dash where it is not given."""
    return NOTHING if value is None else number(value.quantize(_EN_STEP, rounding=ROUND_HALF_UP))


def deviation(one: BoxDeviation) -> str:
    """`+0,004 mm`."""
    return length(one.deviation, one.unit, is_signed=True)


def length(value: Decimal | None, unit: Unit, *, is_signed: bool = False) -> str:
    """A figure of the unit of a callout; a dash for none."""
    if value is None:
        return NOTHING
    text = with_unit(shortest(value), unit)
    return f"+{text}" if is_signed and value > 0 else text


def figure(which: Figure, value: Value) -> str:
    """A figure as it is shown, with its unit."""
    if value is None:
        return NOTHING
    if isinstance(value, timedelta):
        return duration(value)
    if isinstance(value, int):
        return str(value)
    return normalized_error(value) if which is Figure.LARGEST_EN else percent(value)


def declared(given: bool | None) -> str:
    """What a candidate said of a value."""
    return NOTHING if given is None else (_("C") if given else _("NC"))


def box(given: BoxKey) -> str:
    """`pièce 2 repère 3`."""
    return _BOX.format(piece=given.piece, balloon=f"{given.balloon} {label(given.code)}".strip())


def boxes(given: Iterable[BoxKey]) -> str:
    """The boxes by name, the first ones where they are many."""
    return named([box(one) for one in given])


def named(given: list[str]) -> str:
    """`a, b et 3 autres`; a dash for nothing."""
    if not given:
        return NOTHING
    shown = given if len(given) <= _MOST_NAMED + 1 else given[:_MOST_NAMED]
    text = ", ".join(shown)
    return text if len(shown) == len(given) else _AND_OTHERS.format(named=text, count=len(given) - len(shown))


def fields(given: Iterable[str]) -> str:
    """The fields of a sheet by name."""
    return ", ".join(FIELDS[one] for one in given) or NOTHING


def signed_percent(value: Decimal | None) -> str:
    """`+12,5 %`."""
    return NOTHING if value is None else _PERCENT.format(value=signed(shortest(value)))


def seconds(value: int) -> str:
    """`12 min 10 s`."""
    return duration(timedelta(seconds=value))

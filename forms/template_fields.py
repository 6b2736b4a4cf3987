"""What each placeholder of a customer's template stands for, by its name in `metroapp.wording.template`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from forms.blocks import Cell
from forms.justifications import rule_in_force
from forms.record_data import RecordData, ResultLine, result_lines
from forms.record_paper import is_simulated
from metroapp.domain.sorting import BoxStatus, Disposition, worst
from metroapp.domain.specification import Criticality
from metroapp.wording import documents
from metroapp.wording import template as words
from metroapp.wording.labels import balloon, label, mark, sampling
from metroapp.wording.labels import means as means_label
from metroapp.wording.numbers import UNIT_SYMBOLS, day

# The worst first: what a lot is, is what its worst piece is.
_WORST_FIRST = (
    Disposition.NONCONFORMING,
    Disposition.UNSORTED,
    Disposition.HELD,
    Disposition.CONCESSION,
    Disposition.CONFORMING,
)
_CHECKED = (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED)


class FormLine(NamedTuple):
    """One line of the form: a characteristic, or one of its gauges, with its result on each piece."""

    results: tuple[ResultLine, ...]

    @property
    def asked(self) -> ResultLine:
        """What says the requirement: the same on every piece."""
        return self.results[0]

    def distinct(self, of: Callable[[ResultLine], str]) -> str:
        """What the results say, each once."""
        return _joined(of(one) for one in self.results)


def form_lines(data: RecordData) -> tuple[FormLine, ...]:
    """The lines of a form, in the order of the drawing."""
    found: dict[tuple[str, object], list[ResultLine]] = {}
    for one in result_lines(data):
        found.setdefault((one.box.balloon, one.box.code), []).append(one)
    return tuple(FormLine(tuple(results)) for results in found.values())


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _boxes(data: RecordData, *wanted: BoxStatus) -> int:
    states = Counter(data.record.status(box) for box in data.record.boxes())
    return sum(states[state] for state in wanted)


def _of_lot(data: RecordData) -> str:
    found = {data.record.disposition(piece) for piece in data.record.pieces}
    return label(next(each for each in _WORST_FIRST if each in found))


def _in_force(data: RecordData) -> str:
    ended = {one.concession for one in data.record.ended_concessions}
    return _joined(one.number for one in data.record.concessions if one.id not in ended)


def _used(data: RecordData) -> str:
    record = data.record
    return _joined(found.instrument or "" for box in record.boxes() for found in record.history(box))


def _certificates(data: RecordData) -> str:
    said = (
        words.CERTIFICATE.format(instrument=instrument, number=proof.number, day=day(proof.issued))
        for instrument, proof in data.certificates.items()
    )
    return " ; ".join(said)


def _hour(moment: datetime | None) -> Cell:
    return None if moment is None else f"{moment.astimezone():%H:%M}"


def _closed_at(data: RecordData) -> datetime | None:
    return data.record.closing.at if data.record.closing else None


def _date(moment: datetime) -> Cell:
    return moment.astimezone().date()


OF_RECORD: dict[str, Callable[[RecordData], Cell]] = {
    "releve": lambda data: data.record.header.number,
    "of": lambda data: data.record.header.work_order,
    "lot": lambda data: data.record.header.lot,
    "reference": lambda data: data.record.part.reference,
    "designation": lambda data: data.record.part.designation,
    "plan": lambda data: data.record.part.drawing,
    "indice": lambda data: data.record.part.revision,
    "client": lambda data: data.record.part.customer,
    "matiere": lambda data: data.record.part.material,
    "tolerances_generales": lambda data: data.record.part.general_tolerances,
    "machine": lambda data: data.record.header.machine,
    "phase": lambda data: data.record.header.operation,
    "operateur": lambda data: data.record.header.operator,
    "clos_par": lambda data: data.record.closing.by if data.record.closing else "",
    "date_debut": lambda data: _date(data.record.header.opened_at),
    "heure_debut": lambda data: _hour(data.record.header.opened_at),
    "date_fin": lambda data: _date(closed) if (closed := _closed_at(data)) else words.STILL_OPEN,
    "heure_fin": lambda data: _hour(_closed_at(data)),
    "date_edition": lambda data: _date(data.issued_at),
    "atelier": lambda data: data.workshop,
    "programme": lambda data: data.program,
    "tete_de_chaine": lambda data: data.head,
    "regle": lambda data: rule_in_force(data.record),
    "quantite": lambda data: data.record.header.pieces,
    "conformes": lambda data: data.record.sorting().conforming,
    "non_conformes": lambda data: data.record.sorting().nonconforming,
    "sous_derogation": lambda data: data.record.sorting().concession,
    "a_confirmer": lambda data: data.record.sorting().held,
    "non_triees": lambda data: data.record.sorting().unsorted,
    "controles": lambda data: _boxes(data, *_CHECKED),
    "controles_nc": lambda data: _boxes(data, BoxStatus.NONCONFORMING),
    "controles_manquants": lambda data: _boxes(data, BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE),
    "decision": _of_lot,
    "derogations": _in_force,
    "fiches": lambda data: _joined(one.number for one in data.standing_sheets),
    "instruments": _used,
    "certificats": _certificates,
    "temperature": lambda data: data.record.temperature.part if data.record.temperature else None,
    "simule": lambda data: documents.SIMULATION if is_simulated(data.record) else "",
}
OF_LINE: dict[str, Callable[[FormLine], Cell]] = {
    "rep": lambda line: balloon(line.asked.characteristic, line.asked.box.code),
    "caracteristique": lambda line: line.asked.characteristic.designation,
    "cote": lambda line: line.asked.characteristic.callout.text,
    "nominal": lambda line: line.asked.nominal,
    "mini": lambda line: line.asked.lower,
    "maxi": lambda line: line.asked.upper,
    "ecart_inf": lambda line: _less(line.asked.lower, line.asked.nominal),
    "ecart_sup": lambda line: _less(line.asked.upper, line.asked.nominal),
    "tolerance": lambda line: _less(line.asked.upper, line.asked.lower),
    "unite": lambda line: UNIT_SYMBOLS[line.asked.unit] if line.asked.unit else "",
    "moyen": lambda line: means_label(line.asked.characteristic, line.asked.box.code),
    "instrument": lambda line: line.distinct(lambda one: (one.measurement and one.measurement.instrument) or ""),
    "frequence": lambda line: sampling(line.asked.characteristic.sampling),
    "criticite": lambda line: (
        "" if (found := line.asked.characteristic.criticality) is Criticality.ORDINARY else label(found)
    ),
    "plus_petite": lambda line: min(_values(line), default=None),
    "plus_grande": lambda line: max(_values(line), default=None),
    "nb_nc": lambda line: sum(one.is_bad for one in line.results),
    "verdict": lambda line: _of_characteristic(line),
    "derogation": lambda line: line.distinct(lambda one: one.concession),
    "fiche": lambda line: line.distinct(lambda one: one.sheet),
}
OF_PIECE: dict[str, Callable[[RecordData, int], Cell]] = {
    "piece": lambda _data, piece: piece,
    "tri": lambda data, piece: label(data.record.disposition(piece)),
    "tri_court": lambda data, piece: mark(data.record.disposition(piece)),
}


def _values(line: FormLine) -> list[Decimal]:
    return [one.value for one in line.results if one.value is not None]


def _value(found: ResultLine) -> Cell:
    """A number, a word of a gauge, or the word that says why there is none: never nothing, which counts as 0."""
    if found.value is not None:
        return found.value
    if found.observation is not None:
        return label(found.observation)
    return label(found.status)


def _state(found: ResultLine) -> BoxStatus | Disposition:
    """What a box is; nonconforming and covered by a dérogation, it is *en dérogation*, as its piece may be."""
    return Disposition.CONCESSION if found.is_bad and found.concession else found.status


def _of_characteristic(line: FormLine) -> str:
    states = [_state(one) for one in line.results]
    found = worst(state for state in states if isinstance(state, BoxStatus))
    only_conceded = found in (BoxStatus.CONFORMING, BoxStatus.NOT_PLANNED)
    return label(Disposition.CONCESSION if only_conceded and Disposition.CONCESSION in states else found)


OF_VALUE: dict[str, Callable[[ResultLine], Cell]] = {
    "valeur": _value,
    "etat": lambda found: label(_state(found)),
    "cnc": lambda found: mark(_state(found)),
    "ecart": lambda found: _less(found.value, found.nominal),
}


class Place(NamedTuple):
    """What a placeholder is about: a line of the form and a piece, None where it is of none."""

    line: int | None = None  # from 0
    piece: int | None = None  # from 1


NOWHERE = Place()


class FormData:
    """A record as a form asks it: by name, line and piece. What the record does not have is empty."""

    def __init__(self, data: RecordData) -> None:
        self.data = data
        self.lines = form_lines(data)
        self.pieces = data.record.header.pieces
        self.is_simulated = is_simulated(data.record)

    def has(self, place: Place) -> bool:
        """Whether the record has that line and that piece."""
        return (place.line or 0) < len(self.lines) and (place.piece or 0) <= self.pieces

    def value(self, name: str, place: Place) -> Cell:
        """What stands at a placeholder; None where the record has no such line or piece."""
        if not self.has(place):
            return None
        if name in OF_RECORD:
            return OF_RECORD[name](self.data)
        if name in OF_PIECE:
            assert place.piece is not None
            return OF_PIECE[name](self.data, place.piece)
        assert place.line is not None
        line = self.lines[place.line]
        if name in OF_LINE:
            return OF_LINE[name](line)
        assert place.piece is not None
        return OF_VALUE[name](line.results[place.piece - 1])

"""The French sentences of the honesty signals: figures that agree, no opinion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from metroapp.cli import as_json
from metroapp.domain.measurement import BoxKey
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.signals import Signal, SignalKind, Where
from metroapp.domain.specification import BoxCode
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, moment_to_the_second
from metroapp.wording.signals import NOTE, signal_sentence

BEGIN = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SIZE = Quantity(Decimal("20.013"))


def boxes(*pieces: int, balloon: str = "3", code: BoxCode = BoxCode.SINGLE) -> tuple[BoxKey, ...]:
    return tuple(BoxKey(piece, balloon, code) for piece in pieces)


def typed(count: int, of: int) -> Signal:
    return Signal(SignalKind.TYPED, count, of, boxes(*range(1, count + 1)))


def identical(*pieces: int, value: Quantity = SIZE) -> Signal:
    return Signal(SignalKind.IDENTICAL, len(pieces), 9, boxes(*pieces), "3", value)


def on_target(where: Where, text: str, unit: Unit = Unit.MM) -> Signal:
    return Signal(SignalKind.NOMINAL, 4, 10, boxes(1, 2, 5, 7), "3", Quantity(Decimal(text), unit), where)


def digits(text: str, *last: int, of: int = 12) -> Signal:
    return Signal(SignalKind.DIGITS, 12, of, boxes(*range(1, 13)), "3", Quantity(Decimal(text)), digits=last)


def rhythm(*intervals: str, end: datetime) -> Signal:
    shortest, mean, longest = map(Decimal, intervals)
    return Signal(
        SignalKind.RHYTHM, 14, 60, boxes(*range(1, 15)), intervals=(shortest, mean, longest), times=(BEGIN, end)
    )


def retaken(count: int, of: int, code: BoxCode = BoxCode.SINGLE) -> Signal:
    return Signal(SignalKind.RETAKEN, count, of, boxes(4, code=code), "3")


def undone(*pieces: int) -> Signal:
    return Signal(SignalKind.UNDONE, len(pieces), 30, boxes(*dict.fromkeys(pieces)))


def times(count: int, where: Where, *pieces: int) -> Signal:
    late = BEGIN - timedelta(hours=1)
    return Signal(SignalKind.TIMES, count, 20, boxes(*pieces), where=where, times=(BEGIN, late))


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        (typed(1, 2), "1 valeur sur 2 a été saisie au clavier."),
        (typed(12, 60), "12 valeurs sur 60 ont été saisies au clavier."),
        (identical(2, 3, 4, 5, 6), "Repère 3 : 5 pièces de suite à 20,013\u00a0mm (pièces 2 à 6)."),
        (identical(1, 3, 5, 7), "Repère 3 : 4 pièces de suite à 20,013\u00a0mm (pièces 1, 3, 5, 7)."),
        (
            identical(1, 2, 3, 4, value=Quantity(Decimal("30.50"), Unit.DEG)),
            "Repère 3 : 4 pièces de suite à 30,50° (pièces 1 à 4).",
        ),
        (
            on_target(Where.NOMINAL, "20.000"),
            "Repère 3 : 4 valeurs sur 10 sont exactement au nominal, 20,000\u00a0mm.",
        ),
        (
            on_target(Where.MIDDLE, "2.00", Unit.UM),
            "Repère 3 : 4 valeurs sur 10 sont exactement au milieu des limites, 2,00\u00a0µm.",
        ),
        (
            digits("19.985", 0, 5, of=15),
            "Repère 3 : 12 lectures sur 15, à 3 décimales, ont pour dernier chiffre 0 ou 5.",
        ),
        (digits("12.5", 5), "Repère 3 : 12 lectures sur 12, à 1 décimale, ont pour dernier chiffre 5."),
        (digits("20", 0), "Repère 3 : 12 lectures sur 12, à zéro décimale, ont pour dernier chiffre 0."),
        (
            retaken(1, 2),
            "Pièce 4, repère 3 : 2 mesures, dont 1 non conforme ou à confirmer avant la bonne.",
        ),
        (
            retaken(2, 3, BoxCode.GO),
            "Pièce 4, repère 3 ENTRE : 3 mesures, dont 2 non conformes ou à confirmer avant la bonne.",
        ),
        (undone(4), "1 lecture sur 30 a été annulée (pièce 4 repère 3)."),
        (undone(4, 4, 7), "3 lectures sur 30 ont été annulées (pièce 4 repère 3, pièce 7 repère 3)."),
        (
            undone(*range(1, 10)),
            "9 lectures sur 30 ont été annulées (pièce 1 repère 3, pièce 2 repère 3, pièce 3 repère 3, "
            "pièce 4 repère 3, pièce 5 repère 3, pièce 6 repère 3 et 3 autres cases).",
        ),
    ],
)
def test_a_fact_in_figures(signal: Signal, said: str) -> None:
    assert signal_sentence(signal) == said


@pytest.mark.parametrize(
    ("intervals", "shown"),
    [
        (("11.604", "12.012", "12.4"), "de 11,6 s à 12,4 s (moyenne 12,0 s)"),
        (("1.5", "1.549", "1.6"), "de 1,50 s à 1,60 s (moyenne 1,55 s)"),
        (("0.15", "0.1516", "0.16"), "de 0,150 s à 0,160 s (moyenne 0,152 s)"),
    ],
)
def test_a_rhythm_says_its_intervals(intervals: tuple[str, str, str], shown: str) -> None:
    end = BEGIN + timedelta(minutes=3)
    said = signal_sentence(rhythm(*intervals, end=end))
    hours = f"Entre {BEGIN.astimezone():%H:%M} et {end.astimezone():%H:%M}"
    assert said == f"{hours}, 14 mesures se suivent à intervalles {shown}."


def test_a_rhythm_over_several_days_says_the_days() -> None:
    end = BEGIN + timedelta(days=2)
    said = signal_sentence(rhythm("14000", "14400", "14800", end=end))
    assert said.startswith(f"Entre {moment(BEGIN)} et {moment(end)}, ")


def test_times_outside_the_session() -> None:
    bound, late = moment_to_the_second(BEGIN), moment_to_the_second(BEGIN - timedelta(hours=1))
    assert signal_sentence(times(1, Where.BEFORE_OPENING, 1)) == (
        f"1 opération sur 20 porte une heure située avant l'ouverture du relevé ({bound}) : {late}."
    )
    assert signal_sentence(times(3, Where.AFTER_CLOSING, 1, 2, 3)) == (
        f"3 opérations sur 20 portent une heure située après la clôture du relevé ({bound}) ;"
        f" la plus éloignée : {late}."
    )
    assert signal_sentence(times(1, Where.EARLIER, 2)) == (
        f"D'une opération à la suivante (pièce 2, repère 3), l'heure passe de {bound} à {late}."
    )
    assert signal_sentence(times(1, Where.EARLIER)) == (
        f"D'une opération à la suivante, l'heure passe de {bound} à {late}."
    )


def test_nothing_accuses() -> None:
    texts = [NOTE.lower(), *(label(kind).lower() for kind in SignalKind)]
    for word in ("fraude", "triche", "suspect", "anormal", "faux"):
        assert not any(word in text for text in texts)
    assert "cause ordinaire" in NOTE


def test_a_signal_as_json() -> None:
    assert as_json.signal(retaken(2, 3, BoxCode.GO)) == {
        "kind": "retaken",
        "count": 2,
        "of": 3,
        "boxes": [{"piece": 4, "balloon": "3", "box": "go"}],
        "sentence": "Pièce 4, repère 3 ENTRE : 3 mesures, dont 2 non conformes ou à confirmer avant la bonne.",
    }

"""What the honesty signals say: figures, and no opinion about anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from metroapp.domain.measurement import BoxKey
from metroapp.domain.signals import Signal, SignalKind, Where
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, moment_to_the_second, number, quantity
from metroapp.wording.translate import gettext as _

NOTE = _(
    "Ces signaux sont des faits relevés dans les valeurs et les heures : chacun peut avoir une cause ordinaire, "
    "et aucun ne met quelqu'un en cause."
)
_ONE_TYPED = _("{count} valeur sur {of} a été saisie au clavier.")
_TYPED = _("{count} valeurs sur {of} ont été saisies au clavier.")
_IDENTICAL = _("Repère {balloon} : {count} pièces de suite à {value} ({pieces}).")
_ON_TARGET = _("Repère {balloon} : {count} valeurs sur {of} sont exactement {where}, {value}.")
_RHYTHM = _(
    "Entre {begin} et {end}, {count} mesures se suivent à intervalles de {shortest} s à {longest} s (moyenne {mean} s)."
)
_DIGITS = _("Repère {balloon} : {count} lectures sur {of}, à {decimals}, ont pour dernier chiffre {digits}.")
_ONE_REFUSED = _(
    "Pièce {piece}, repère {balloon} : {of} mesures, dont {count} non conforme ou à confirmer avant la bonne."
)
_REFUSED = _(
    "Pièce {piece}, repère {balloon} : {of} mesures, dont {count} non conformes ou à confirmer avant la bonne."
)
_ONE_UNDONE = _("{count} lecture sur {of} a été annulée ({boxes}).")
_UNDONE = _("{count} lectures sur {of} ont été annulées ({boxes}).")
_BOX, _AND_OTHERS = _("pièce {piece} repère {balloon}"), _("{boxes} et {count} autres cases")
_ONE_OUTSIDE = _("{count} opération sur {of} porte une heure située {where} ({bound}) : {farthest}.")
_OUTSIDE = _("{count} opérations sur {of} portent une heure située {where} ({bound}) ; la plus éloignée : {farthest}.")
_SET_BACK = _("D'une opération à la suivante, l'heure passe de {bound} à {farthest}.")
_SET_BACK_AT = _(
    "D'une opération à la suivante (pièce {piece}, repère {balloon}), l'heure passe de {bound} à {farthest}."
)
_NO_DECIMAL, _ONE_DECIMAL, _DECIMALS = _("zéro décimale"), _("1 décimale"), _("{count} décimales")
_PIECES_FROM, _PIECES, _OR = _("pièces {first} à {last}"), _("pièces {pieces}"), _(" ou ")

_MOST_BOXES = 6  # named one by one


def signal_sentence(signal: Signal) -> str:
    """One neutral sentence, with its figures."""
    return _SENTENCES[signal.kind](signal)


def _typed(signal: Signal) -> str:
    return (_ONE_TYPED if signal.count == 1 else _TYPED).format(count=signal.count, of=signal.of)


def _identical(signal: Signal) -> str:
    assert signal.value is not None
    pieces = _pieces(dict.fromkeys(box.piece for box in signal.boxes))
    return _IDENTICAL.format(balloon=signal.balloon, count=signal.count, value=quantity(signal.value), pieces=pieces)


def _pieces(pieces: Iterable[int]) -> str:
    """`pièces 2 à 6`, or `pièces 1, 3, 5, 7`."""
    given = list(pieces)
    if all(after == before + 1 for before, after in pairwise(given)):
        return _PIECES_FROM.format(first=given[0], last=given[-1])
    return _PIECES.format(pieces=", ".join(map(str, given)))


def _on_target(signal: Signal) -> str:
    assert signal.value is not None and signal.where is not None
    return _ON_TARGET.format(
        balloon=signal.balloon,
        count=signal.count,
        of=signal.of,
        where=label(signal.where),
        value=quantity(signal.value),
    )


def _rhythm(signal: Signal) -> str:
    assert signal.intervals is not None and signal.times is not None
    begin, end = signal.times
    shown = _hour if begin.astimezone().date() == end.astimezone().date() else moment
    shortest, mean, longest = (_seconds(interval) for interval in signal.intervals)
    return _RHYTHM.format(
        begin=shown(begin), end=shown(end), count=signal.count, shortest=shortest, mean=mean, longest=longest
    )


def _hour(value: datetime) -> str:
    """`09:02` in local time."""
    return f"{value.astimezone():%H:%M}"


def _seconds(value: Decimal) -> str:
    """Three figures for a short interval, tenths beyond: `12,0`, `0,152`."""
    step = "0.1" if value >= 10 else "0.01" if value >= 1 else "0.001"
    return number(value.quantize(Decimal(step)))


def _digits(signal: Signal) -> str:
    assert signal.value is not None
    decimals = signal.value.decimals
    shown = {0: _NO_DECIMAL, 1: _ONE_DECIMAL}.get(decimals, _DECIMALS).format(count=decimals)
    digits = _OR.join(map(str, signal.digits))
    return _DIGITS.format(balloon=signal.balloon, count=signal.count, of=signal.of, decimals=shown, digits=digits)


def _retaken(signal: Signal) -> str:
    text = _ONE_REFUSED if signal.count == 1 else _REFUSED
    box = signal.boxes[0]
    return text.format(piece=box.piece, balloon=_balloon(box), of=signal.of, count=signal.count)


def _undone(signal: Signal) -> str:
    text = _ONE_UNDONE if signal.count == 1 else _UNDONE
    named = signal.boxes if len(signal.boxes) <= _MOST_BOXES + 1 else signal.boxes[:_MOST_BOXES]
    boxes = ", ".join(_BOX.format(piece=box.piece, balloon=_balloon(box)) for box in named)
    if len(named) < len(signal.boxes):
        boxes = _AND_OTHERS.format(boxes=boxes, count=len(signal.boxes) - len(named))
    return text.format(count=signal.count, of=signal.of, boxes=boxes)


def _balloon(box: BoxKey) -> str:
    return f"{box.balloon} {label(box.code)}".strip()


def _times(signal: Signal) -> str:
    assert signal.times is not None and signal.where is not None
    bound, farthest = map(moment_to_the_second, signal.times)
    if signal.where is not Where.EARLIER:
        text = _ONE_OUTSIDE if signal.count == 1 else _OUTSIDE
        where = label(signal.where)
        return text.format(count=signal.count, of=signal.of, where=where, bound=bound, farthest=farthest)
    if not signal.boxes:
        return _SET_BACK.format(bound=bound, farthest=farthest)
    box = signal.boxes[0]
    return _SET_BACK_AT.format(piece=box.piece, balloon=_balloon(box), bound=bound, farthest=farthest)


_SENTENCES: dict[SignalKind, Callable[[Signal], str]] = {
    SignalKind.TYPED: _typed,
    SignalKind.IDENTICAL: _identical,
    SignalKind.NOMINAL: _on_target,
    SignalKind.RHYTHM: _rhythm,
    SignalKind.DIGITS: _digits,
    SignalKind.RETAKEN: _retaken,
    SignalKind.UNDONE: _undone,
    SignalKind.TIMES: _times,
}

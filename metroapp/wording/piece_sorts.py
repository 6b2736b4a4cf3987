"""What is said of each piece of a record: its sort in words with a sign, never by colour alone, and their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from metroapp.domain.operations import Departure
from metroapp.domain.piece_sorts import PieceSort, Sort
from metroapp.wording.labels import label
from metroapp.wording.translate import gettext as _

OPEN = _("Sort des pièces")
OPEN_TIP = _("Voir le sort de chaque pièce du relevé, et en sortir : expédiées ou rebutées")
TITLE = _("Relevé {number} : sort des pièces")
NOTE = _("Une pièce expédiée ou rebutée est close : plus rien n'y change. La qualité signe.")
TABLE = _("Pièces du relevé")
PIECE = _("Pièce")
SORT = _("Sort")
BY = _("Par")
STAYS = _("Retenue ou décidée")
PIECES = _("Pièces qui sortent")
PIECES_HINT = _("par exemple 2, 5-7")
WHERE = _("Sortie")
WHY = _("Motif (rebut d'une pièce non mauvaise)")
WHY_HINT = _("perdue, abîmée…")
LET_GO = _("Signer la sortie")
LINE = _("Pièce {piece} : {sort}")
LEFT_LINE = _("Pièce {piece} {departure}")
KEPT_BY = _("retenue par {numbers}")
DECIDED = _("décidé : {treatment}")
IN_DOUBT = _("en doute : n'est plus prouvée bonne ; avertissez le client")
DOUBTFUL_ONE = _("1 expédiée en doute")
DOUBTFUL = _("{count} expédiées en doute")
ELSEWHERE = _("remesurée dans un autre relevé")
COUNT = _("{count} {sort}")
_OF_SEVERAL = {
    Sort.CONFORMING: _("{count} conformes"),
    Sort.CONCESSION: _("{count} sous dérogation"),
    Sort.FUNCTION_UNALTERED: _("{count} acceptées non conformes, fonction non altérée"),
    Sort.REWORKABLE: _("{count} non conformes, retouchables"),
    Sort.TO_SCRAP: _("{count} non conformes, rebut proposé"),
    Sort.NONCONFORMING: _("{count} non conformes"),
    Sort.HELD: _("{count} à confirmer"),
    Sort.UNSORTED: _("{count} non triées"),
    Sort.SHIPPED: _("{count} expédiées"),
    Sort.SCRAPPED: _("{count} rebutées"),
}
NUMBERS = _(" ({numbers})")

_DONE = {
    Departure.SHIPPED: _("Relevé {number} : pièces expédiées, closes : {pieces}."),
    Departure.SCRAPPED: _("Relevé {number} : pièces rebutées, closes : {pieces}."),
}
_SIGNS = {
    Sort.CONFORMING: "✓",
    Sort.CONCESSION: "◆",
    Sort.FUNCTION_UNALTERED: "◆",
    Sort.REWORKABLE: "✗",
    Sort.TO_SCRAP: "✗",
    Sort.NONCONFORMING: "✗",
    Sort.HELD: "?",
    Sort.UNSORTED: "○",
    Sort.SHIPPED: "→",
    Sort.SCRAPPED: "✗",
}


def sort_with_sign(found: PieceSort) -> str:
    """`✓ conforme`."""
    return f"{_SIGNS[found.sort]} {label(found.sort)}"


def what_keeps(found: PieceSort) -> str:
    """That it is measured elsewhere, the fiches that keep a piece here, or what was decided of it."""
    if found.is_in_doubt:
        return IN_DOUBT
    if found.is_elsewhere:
        return ELSEWHERE
    if found.kept_by:
        return KEPT_BY.format(numbers=", ".join(found.kept_by))
    return "" if found.decided is None else DECIDED.format(treatment=label(found.decided))


def line(found: PieceSort) -> str:
    """One piece, for the command line."""
    said = LINE.format(piece=found.piece, sort=sort_with_sign(found))
    if found.numbers:
        said += NUMBERS.format(numbers=", ".join(found.numbers))
    keeps = what_keeps(found)
    return f"{said}, {keeps}" if keeps else said


def done(number: str, pieces: Iterable[int], departure: Departure) -> str:
    """That pieces of a record left."""
    return _DONE[departure].format(number=number, pieces=as_ranges(sorted(pieces)))


def as_ranges(pieces: Iterable[int]) -> str:
    """`2, 5-7`, as `read_pieces` reads it: pieces in order, those that follow one another together."""
    runs: list[list[int]] = []
    for piece in pieces:
        if runs and piece == runs[-1][-1] + 1 and len(runs[-1]) < _MOST_TOGETHER:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


_MOST_TOGETHER = 1000  # of one range, as `read_pieces` takes them


def left(piece: int, departure: Departure) -> str:
    """A line of the life of a record."""
    return LEFT_LINE.format(piece=piece, departure=label(departure))


def counts(sorts: Iterable[PieceSort]) -> str:
    """`3 conformes · 1 non conforme, retouchable`: those that there are, in one order."""
    known = tuple(sorts)
    found, doubtful = Counter(one.sort for one in known), sum(one.is_in_doubt for one in known)
    said = [_count(found[each], each) for each in Sort if found[each]]
    said += [DOUBTFUL_ONE if doubtful == 1 else DOUBTFUL.format(count=doubtful)] if doubtful else []
    return " · ".join(said)


def _count(count: int, sort: Sort) -> str:
    return COUNT.format(count=count, sort=label(sort)) if count == 1 else _OF_SEVERAL[sort].format(count=count)

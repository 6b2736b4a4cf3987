"""The words of the reverse search: on paper, in the window and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from metroapp.domain.acceptance import Verdict
from metroapp.domain.means_uses import MeansUses, Use
from metroapp.domain.sorting import BoxStatus
from metroapp.wording.labels import label, mark
from metroapp.wording.numbers import day, moment, significant
from metroapp.wording.translate import gettext as _

TITLE = _("Recherche inverse")
FILE = _("recherche-inverse")
MEANS = _("Moyen")
DESIGNATION = _("Désignation")
SINCE = _("Mesures depuis")
SINCE_EVER = _("le début de l'archive")
RECORDS = _("Relevés concernés")
PIECES = _("Pièces concernées")
VALUES = _("Valeurs")
OF_WHICH_BAD = _("dont non conformes")

RECORD = _("Relevé")
REFERENCE = _("Référence")
WORK_ORDER = _("OF")
LOT = _("Lot")
ORDER_AND_LOT = _("OF – lot")
PIECE_NUMBERS = _("Pièces")
STATE = _("État")
CLOSED = _("clos")
STILL_OPEN = _("en cours")
PIECE = _("Pièce")
BALLOON = _("Rep.")
VALUE = _("Valeur")
UNIT = _("Unité")
VERDICT = _("Verdict")
USED_FOR = _("Emploi")
WHEN = _("Mesuré le")
BY = _("Par")
REMARK = _("Remarque")
REPLACED = _("remplacée ou annulée")
DECISION = _("Suite donnée aux pièces")

RECORDS_TABLE = _("Relevés et pièces où ce moyen a servi")
RECORDS_SHEET = _("Relevés et pièces")
VALUES_TABLE = _("Valeurs que ce moyen a données, ou auxquelles il a servi")
VALUES_SHEET = _("Valeurs")
NOTE = _(
    "Toutes les valeurs enregistrées depuis ce moment sont listées, y compris celles qui ont été remplacées ou "
    "annulées ensuite ; le verdict est celui qui a été enregistré."
)
NONE = _("Aucune valeur n'a été mesurée avec ce moyen depuis ce moment.")

SUMMARY = _("{number} ({designation}), depuis {since} : {values}, {pieces}, {records}.")
SUMMARY_NONE = _("{number} ({designation}), depuis {since} : aucune valeur.")
RECORD_LINE_ONE = _("{number}  {reference}  {order}  lot {lot}  pièce {pieces} ({values}, {state})")
RECORD_LINE = _("{number}  {reference}  {order}  lot {lot}  pièces {pieces} ({values}, {state})")
VALUE_LINE = _("    pièce {piece}  rep. {balloon}  {value}  {verdict}  {used_for}  {when}  {by}{remark}")
_VALUES_COUNT = (_("1 valeur"), _("{count} valeurs"))
_PIECES_COUNT = (_("1 pièce"), _("{count} pièces"))
_RECORDS_COUNT = (_("1 relevé"), _("{count} relevés"))
BLOCK_SET = _("jeu de cales étalons")
_BLOCK = _("cale étalon {nominal} mm")
_BLOCK_OF_SET = _("cale étalon {nominal} mm du jeu {set}")
_BOTH = _("{work_order} – {lot}")
_FROM_TO = _("{first} à {last}")
_VERDICTS = {
    Verdict.CONFORMING: BoxStatus.CONFORMING,
    Verdict.NONCONFORMING: BoxStatus.NONCONFORMING,
    Verdict.UNDECIDED: BoxStatus.UNDECIDED,
}
_VERDICT_SIGNS = {
    Verdict.CONFORMING: _("✓ C"),
    Verdict.NONCONFORMING: _("✗ NC"),
    Verdict.UNDECIDED: _("? à conf."),
}
_REPLACED_SIGNS = {
    Verdict.CONFORMING: _("✓ remplacée"),
    Verdict.NONCONFORMING: _("✗ remplacée"),
    Verdict.UNDECIDED: _("? remplacée"),
}


def block(nominal: Decimal, of_set: str) -> str:
    """What a gauge block is: `cale étalon 20 mm du jeu CE-09`."""
    return (_BLOCK_OF_SET if of_set else _BLOCK).format(nominal=significant(nominal), set=of_set)


def since(moment_: datetime | None) -> str:
    """`24/11/2026`, or from the beginning of the archive; the hour only where it is not that of midnight."""
    if moment_ is None:
        return SINCE_EVER
    local = moment_.astimezone()
    return day(local) if (local.hour, local.minute) == (0, 0) else moment(local)


def verdict(use: Use) -> str:
    """The sealed verdict, as short as in a grid: `C`, `NC`, `à conf.`."""
    return mark(_VERDICTS[use.verdict])


def verdict_now(use: Use) -> str:
    """The same with its sign; of a value that decides nothing any more, that it was replaced."""
    return (_REPLACED_SIGNS if use.is_replaced else _VERDICT_SIGNS)[use.verdict]


def balloon(use: Use) -> str:
    """`7`, or `9 ENTRE` for a gauge."""
    return f"{use.box.balloon} {label(use.box.code)}".strip()


def order_and_lot(work_order: str, lot: str) -> str:
    """Both, or the one that there is."""
    return _BOTH.format(work_order=work_order, lot=lot) if work_order and lot else work_order or lot


def state(is_closed: bool) -> str:
    return CLOSED if is_closed else STILL_OPEN


def pieces(numbers: Sequence[int]) -> str:
    """Numbers in order, with those that follow one another together: `1 à 4, 7`."""
    runs: list[list[int]] = []
    for piece in numbers:
        if runs and piece == runs[-1][-1] + 1:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return ", ".join(_run(run[0], run[-1]) for run in runs)


def summary(found: MeansUses) -> str:
    """One sentence: the means, since when, and how much."""
    if not found.uses:
        return SUMMARY_NONE.format(number=found.number, designation=found.designation, since=since(found.since))
    return SUMMARY.format(
        number=found.number,
        designation=found.designation,
        since=since(found.since),
        values=values_counted(len(found.uses)),
        pieces=_counted(_PIECES_COUNT, found.pieces),
        records=_counted(_RECORDS_COUNT, len(found.records)),
    )


def values_counted(count: int) -> str:
    return _counted(_VALUES_COUNT, count)


def _counted(words: tuple[str, str], count: int) -> str:
    return words[0] if count == 1 else words[1].format(count=count)


def _run(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else _FROM_TO.format(first=first, last=last)

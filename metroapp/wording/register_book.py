"""The words of the register of means as a workbook and at the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sized

from metroapp.domain.due_dates import Due, Urgency
from metroapp.wording.labels import label
from metroapp.wording.numbers import day
from metroapp.wording.translate import gettext as _

TITLE = _("Registre des moyens")
MEANS = _("Moyens")
BUDGET = _("Budget")
BLOCKS = _("Cales")
HISTORY = _("Historique")
DATE = _("Date")
INSTRUMENT = _("Moyen")
ACT = _("Ce qui a été fait")
DOCUMENT = _("Document")
BY = _("Par")
NOT_GIVEN = "–"
YES = _("oui")
COVERED = _("{distribution} k={coverage}")
ISSUED = _("{workshop} · édité le {at} par {program}")

_UNREAD_COLUMNS = _("Colonnes non lues : {columns}.")
_UNREAD_SHEETS = _("Feuilles non lues : {sheets}.")
_QUOTED = _("« {text} »")
_OF_SHEET = _("« {title} » (feuille « {sheet} »)")
ENTERED = _(
    "Moyens entrés : {new}, modifiés : {changed} ; cales entrées ou modifiées : {blocks} ; inchangés : {unchanged}."
)
_DUE_LINE = _("{number}  {designation}  |  {due}  |  {place}")
_TO_VERIFY = _("à vérifier, {due}")
_LATE = _("échu depuis le {due}, {days} j")
_DUE_TODAY = _("échéance aujourd'hui")
_DUE_ON = _("échéance le {due}, dans {days} j")
_NO_DUE_DATE = _("sans échéance")
NOTHING_DUE = _("Aucun moyen n'est échu ni à vérifier dans les {days} jours.")


def entered(new: Sized, changed: Sized, blocks: Sized, unchanged: int) -> str:
    """What a sheet brought to the register."""
    return ENTERED.format(new=len(new), changed=len(changed), blocks=len(blocks), unchanged=unchanged)


def unread(columns: Iterable[tuple[str, str]], sheets: Iterable[str]) -> str:
    """What a sheet holds that was not taken: the columns by their sheets and titles; nothing where all was."""
    titles = ", ".join(
        _OF_SHEET.format(title=title, sheet=sheet) if sheet else _QUOTED.format(text=title) for sheet, title in columns
    )
    names = ", ".join(_QUOTED.format(text=sheet) for sheet in sheets)
    said = (
        _UNREAD_COLUMNS.format(columns=titles) if titles else "",
        _UNREAD_SHEETS.format(sheets=names) if names else "",
    )
    return " ".join(one for one in said if one)


def due_line(one: Due) -> str:
    """A means to verify, in a line."""
    place = ", ".join(said for said in (one.instrument.location, one.instrument.holder) if said)
    return _DUE_LINE.format(
        number=one.instrument.number,
        designation=one.instrument.designation or label(one.instrument.kind),
        due=_TO_VERIFY.format(due=_due(one)) if one.urgency is Urgency.TO_VERIFY else _due(one),
        place=place or NOT_GIVEN,
    )


def _due(one: Due) -> str:
    if one.due is None or one.days is None:
        return _NO_DUE_DATE
    if one.days == 0:
        return _DUE_TODAY
    return (_LATE if one.days < 0 else _DUE_ON).format(due=day(one.due), days=abs(one.days))

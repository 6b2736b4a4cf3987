"""The words of two records side by side."""

from __future__ import annotations

from metroapp.domain.record_comparison import Compared, Measured
from metroapp.wording.numbers import quantity
from metroapp.wording.translate import gettext as _

OPEN = _("Comparer")
OPEN_TIP = _("Mettre un autre relevé à côté de celui-ci, cote par cote")
TITLE = _("Comparer {number} à un autre relevé")
CHOOSE = _("Choisissez l'autre relevé : ceux de la même pièce sont proposés.")
TABLE = _("Les deux relevés, cote par cote")
BALLOON = _("Rep.")
DESIGNATION = _("Désignation")
CALLOUT = _("Cote {number}")
VALUES = _("Valeurs {number}")
NOT_THERE = _("absente")
NOT_MEASURED = _("non mesurée")
SAME = _("idem")
FROM_TO = _("{least} à {greatest}")
COUNT = _("{span} · {values} val.")
COUNT_BAD = _("{span} · {values} val., {bad} NC")
COUNT_VOID = _("{said}, {void} à reprendre")


def callout(measured: Measured | None) -> str:
    return NOT_THERE if measured is None else measured.callout


def other_callout(compared: Compared) -> str:
    """What the other record asked, where it is not the same."""
    return callout(compared.other) if compared.is_asked_otherwise else SAME


def values(measured: Measured | None) -> str:
    """How far the values went, how many were bad, and how many are to be taken again."""
    if measured is None:
        return ""
    if not measured.values:
        return NOT_MEASURED
    template = COUNT_BAD if measured.bad else COUNT
    said = template.format(span=_span(measured), values=measured.values, bad=measured.bad).removeprefix(" · ")
    return COUNT_VOID.format(said=said, void=measured.void) if measured.void else said


def _span(measured: Measured) -> str:
    if measured.least is None or measured.greatest is None:
        return ""
    if measured.least == measured.greatest:
        return quantity(measured.least)
    return FROM_TO.format(least=quantity(measured.least), greatest=quantity(measured.greatest))

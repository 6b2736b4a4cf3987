"""The words of what was measured before: one characteristic lot after lot, two records side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metroapp.domain.past_values import PastValue
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, number, quantity
from metroapp.wording.translate import gettext as _
from metroapp.wording.work_orders import order

OPEN = _("Historique de la cote")
OPEN_TIP = _("Les valeurs de ce repère dans tous les relevés de la pièce")
TITLE = _("{reference} · repère {balloon}")
PLOT = _("Valeurs relevé après relevé, entre leurs limites")
NOTHING_MEASURED = _("Aucune valeur chiffrée de ce repère dans ces relevés.")
LEGEND = _(
    "● conforme   ✕ non conforme   ○ à confirmer, ou à reprendre après une dérive   □ instrument simulé   "
    "– – limites du relevé. Touchez une valeur : son relevé s'ouvre."
)
EARLIER = _("Relevés plus anciens")
LATEST = _("Derniers relevés")
SAID = _("{number} · pièce {piece} · {value} · {verdict}\n{order} · {at} · {instrument}")
COUNTS = _("{values} valeurs dans {records} relevés")
COUNTS_ONE = _("{values} valeurs dans 1 relevé")
NO_INSTRUMENT = _("sans instrument")
SIMULATED = _("{instrument} simulé")
TAKE_AGAIN = _("à reprendre : le zéro ou la constante n'est plus prouvé")
WITH_VOID = _("{said}, {count} à reprendre")
WITH_SIMULATED = _("{said}, {count} d'instruments simulés")


def described(values: Sequence[PastValue], records: int) -> str:
    """How many values there are, and how many of them say nothing of the parts."""
    found = (COUNTS_ONE if records == 1 else COUNTS).format(values=len(values), records=records)
    void, simulated = sum(one.is_void for one in values), sum(one.simulated for one in values)
    if void:
        found = WITH_VOID.format(said=found, count=void)
    return WITH_SIMULATED.format(said=found, count=simulated) if simulated else found


def figure(value: Decimal) -> str:
    return number(value)


def said(value: PastValue) -> str:
    """What one value of the plot is."""
    instrument = value.instrument or NO_INSTRUMENT
    return SAID.format(
        number=value.record.number,
        piece=value.box.piece,
        value=quantity(value.quantity),
        verdict=TAKE_AGAIN if value.is_void else label(value.verdict),
        order=order(value.record.work_order),
        at=moment(value.at),
        instrument=SIMULATED.format(instrument=instrument) if value.simulated else instrument,
    )

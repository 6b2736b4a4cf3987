"""Corrections of tool offsets, in words."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.quantity import Unit
from metroapp.domain.tool_offset import Offset, OffsetReason
from metroapp.wording.numbers import signed, with_unit
from metroapp.wording.translate import gettext as _

_REASONS = {
    OffsetReason.CORRECTED: _("Ajoutez {correction} mm au correcteur : écart mesuré {deviation} mm."),
    OffsetReason.ON_TARGET: _("Ne touchez à rien : la cote visée est atteinte."),
    OffsetReason.DEAD_BAND: _(
        "Ne touchez à rien : l'écart de {deviation} mm ne sort pas de la bande morte ({dead_band})."
    ),
    OffsetReason.BELOW_STEP: _(
        "Ne touchez à rien : l'écart de {deviation} mm est plus petit que ce que le correcteur peut rattraper."
    ),
    OffsetReason.CAPPED: _(
        "Correction limitée à {correction} mm au lieu de {uncapped} mm : vérifiez la pièce, l'outil et l'instrument "
        "avant de l'appliquer."
    ),
    OffsetReason.CONFLICT: _(
        "Pas de correction : ramener une cote en sortirait une autre de ses limites ; réglez les outils séparément."
    ),
}


def offset_reason(found: Offset, deviation: Decimal, dead_band: Decimal) -> str:
    """One sentence that says what to do, and why; lengths in mm."""
    return _REASONS[found.reason].format(
        correction=signed(found.correction) if found.correction is not None else "",
        uncapped=signed(found.uncapped) if found.uncapped is not None else "",
        deviation=signed(deviation),
        dead_band=with_unit(dead_band, Unit.MM),
    )

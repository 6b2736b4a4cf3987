"""A lathe in the shop: one register of a tool followed, and a record of ten pieces being filled on its machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from metroapp.domain.correction_acts import Aim, BandChoice, RegisterKept, SizeLinked
from metroapp.domain.measurement import EntryId
from metroapp.domain.specification import Means
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind
from metroapp.services.new_record import NewRecord
from metroapp.services.spc import tool_registers
from metroapp.services.spc.tool_registers import RegisterView
from tests.workbench import CALIPER, Shop, characteristic, part

NOBODY, AT = EntryId("", 0), datetime(2026, 11, 27, tzinfo=UTC)
TURNED = part(characteristic("1", "⌀20 ±0,1", Means.CALIPER), characteristic("2", "⌀30 ±0,2", Means.CALIPER))
MACHINE = "Tour 2"
SETTINGS = RegisterKept(
    NOBODY, "", MACHINE, "T3", "D3", MachineKind.TURNING, Corrector.X_DIAMETER, Decimal("0.001"), Decimal("0.5"), "", AT
)


def linked(number: str, balloon: str = "1", **facts: Any) -> SizeLinked:
    size = SizeLinked(
        NOBODY, number, TURNED.reference, balloon, Feature.OUTSIDE, None, Aim.MIDDLE, None, BandChoice.CHOSEN,
        Decimal("0.01"), 1, "", AT,
    )  # fmt: skip
    return replace(size, **facts)


class Lathe:
    """A shop with one register followed, and a record of ten pieces open on its machine."""

    def __init__(self, shop: Shop, *balloons: str) -> None:
        self.shop, self.room = shop, shop.workshop.corrections
        self.number = self.room.keep(SETTINGS).result()
        for balloon in balloons or ("1",):
            found = next(one for one in TURNED.inspected if one.balloon == balloon)
            self.room.link(linked(self.number, balloon), found).result()
        self.open()

    def open(self, order: str = "OF-1") -> None:
        new = NewRecord(TURNED, 10, work_order=order, machine=MACHINE)
        self.shop.workshop.open_record(new).result()

    def make(self, *diameters: str) -> None:
        """Pieces measured one after the other, the second diameter on its nominal."""
        for diameter in diameters:
            self.shop.read(CALIPER, diameter, "30.00")

    @property
    def view(self) -> RegisterView:
        self.shop.settle()
        return tool_registers.view(self.shop.workspace, self.number)

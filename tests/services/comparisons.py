"""A comparator on its blocks and on pieces, step by step, for the tests of inspection by comparison."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from metroapp.domain.comparing import Comparing
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.specification import Characteristic, Means
from metroapp.services import consultation
from metroapp.services.bench_views import Expectation
from metroapp.services.events import Expected, Refused
from tests.workbench import INDICATOR, Shop, characteristic, part

COMPARED = characteristic("1", "Ø20 h6", Means.COMPARISON)  # 19.987 to 20; the block of 20 is certified 20.00012 mm
OTHER = characteristic("2", "Ø10 h6", Means.COMPARISON)  # 9.991 to 10; the block of 10 is certified 9.99995 mm
GUIDED = Comparing(recheck_every=None)
UNPROVEN_MOUNTING = replace(GUIDED, proves_mounting=False)


class Comparator:
    """One workshop whose indicator is read on blocks and on pieces."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    @classmethod
    def opened(
        cls,
        root: Path,
        comparing: Comparing = GUIDED,
        *compared: Characteristic,
        pieces: int = 3,
        options: RecordOptions = PLAIN,
    ) -> Comparator:
        found = cls(Shop(root))
        found.shop.workshop.set_options(replace(options, comparing=comparing)).result()
        found.shop.open(part(*(compared or (COMPARED,))), pieces)
        return found

    def read(self, *values: str) -> None:
        self.shop.read(INDICATOR, *values)

    def prove(self, before: str = "0.000", after: str = "0.100", moved: str = "0,100", factor: str = "1") -> None:
        self.shop.workshop.gestures.declare_displacement(moved, factor).result()
        self.read(before, after)

    def zero(self, *values: str) -> None:
        self.read(*(values or ("0.000", "0.001", "0.000")))

    @property
    def record(self) -> InspectionRecord:
        line = consultation.last_open_record(self.shop.workspace) or consultation.record_lines(self.shop.workspace)[0]
        return consultation.load(self.shop.workspace, line.id)

    @property
    def expected(self) -> Expectation | None:
        event = self.shop.last(Expected)
        assert isinstance(event, Expected)
        return event.expectation

    @property
    def awaits(self) -> tuple[int, str, Role | None] | None:
        """The piece, the balloon and the role that are expected."""
        found = self.expected
        return None if found is None else (found.box.piece, found.box.balloon, found.role)

    @property
    def refused(self) -> str:
        event = self.shop.last(Refused)
        assert isinstance(event, Refused)
        return event.refusal.code

    def size(self, piece: int, balloon: str = "1") -> str:
        found = self.record.measurement(BoxKey(piece, balloon))
        assert found is not None and found.quantity is not None
        return str(found.quantity.value)

    def close(self) -> None:
        self.shop.close()

    def after_a_power_cut(self, place: Path) -> Comparator:
        """The files as they are now, opened again in another folder, with the record left open."""
        self.shop.settle()
        shutil.copytree(self.shop.workspace.root, place, ignore=shutil.ignore_patterns("*.lock", "backups"))
        again = Comparator(Shop(place))
        again.shop.resume_last().result()
        return again

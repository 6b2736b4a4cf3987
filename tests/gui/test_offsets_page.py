"""The tab of the tool offsets, and what the measuring page says of them, in a real window."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from metroapp.domain.people import Role
from metroapp.domain.record_options import PLAIN
from metroapp.gui.dialogs.offset_typed import OffsetTypedDialog
from metroapp.gui.dialogs.tool_register import ToolRegisterDialog
from metroapp.gui.spc.offsets_tab import OffsetsTab
from metroapp.gui.window import SPC
from tests.gui.bench_window import Bench
from tests.lathe import Lathe
from tests.workbench import CALIPER

Asked = TypeVar("Asked", bound=QDialog)


def asked(bench: Bench, kind: type[Asked]) -> Asked:
    """The dialog of this kind that is open."""
    bench.until(lambda: any(one.isVisible() for one in bench.window.findChildren(kind)))
    return next(one for one in bench.window.findChildren(kind) if one.isVisible())


def test_a_correction_is_proposed_typed_in_and_proven(bench: Bench) -> None:
    lathe = Lathe(bench.shop)
    bench.until_quiet()
    strip = bench.page.strips.correction
    assert strip.isHidden()
    bench.read(CALIPER, "20.04", "30.00")
    assert strip.said.text() == "Correcteur T3 D3 X : −0,040 mm proposé (repère 1)"
    # The page of the registers: the order, its sign as a picture, what the size would become.
    bench.window.spc.show_tab("offsets")
    bench.window.show_page(SPC)
    bench.until_quiet()
    tab = bench.window.spc.tab("offsets")
    assert isinstance(tab, OffsetsTab)
    panel = tab.panel
    assert (panel.order.text(), panel.picture.way, panel.side.text()) == ("D3 X  −0,040", -1, "trop grand : retirer")
    assert panel.sizes.rows.rows[0].texts[:5] == ("1", "20,04", "20", "+0,04", "20")
    # The other sign is warned of, and asks why.
    panel.typed.click()
    dialog = asked(bench, OffsetTypedDialog)
    assert dialog.amount.text() == "−0,040" and dialog.reason.isHidden()
    dialog.sign.click()
    assert "inverse" in dialog.warning.text() and not dialog.reason.isHidden()
    dialog.sign.click()
    dialog.confirm.click()
    bench.until_quiet()
    assert panel.history.rows.rows[0].texts[1:4] == ("−0,040", "Camille Martin", "à vérifier")
    assert strip.isHidden()
    bench.read(CALIPER, "20.08")
    assert strip.said.text() == "Correcteur T3 D3 X : mauvais sens\u00a0! −0,080 mm proposé (repère 1)"
    # A size is linked from the dialog; its own settings come back when it is chosen again.
    tab.sizes.click()
    link = asked(bench, ToolRegisterDialog)
    link.balloon.setCurrentIndex(1)
    link.aim.setCurrentIndex(1)
    assert "29,9" in link.aimed.text()
    link.confirm.click()
    bench.until_quiet()
    assert [one.balloon for one in lathe.view.register.sizes] == ["1", "2"]


def test_an_examination_says_nothing_of_a_correction(bench: Bench) -> None:
    bench.shop.workshop.set_options(replace(PLAIN, offers_corrections=False)).result()
    lathe = Lathe(bench.shop)
    bench.until_quiet()
    bench.read(CALIPER, "20.04", "30.00")
    assert bench.page.strips.correction.isHidden()
    assert lathe.view.advice.offset is not None and lathe.view.advice.offset.correction == Decimal("-0.04")
    # Nor does the page of the registers, to whoever fills the record in; whoever prepares sees it.
    bench.shop.workshop.staff.enter("Nour Haddad", (Role.OPERATOR,), "4711").result()
    bench.shop.workshop.staff.sign_in("Nour Haddad", "4711").result()
    bench.window.spc.show_tab("offsets")
    bench.window.show_page(SPC)
    bench.until_quiet()
    tab = bench.window.spc.tab("offsets")
    assert isinstance(tab, OffsetsTab) and tab.panel.view is not None
    assert (tab.panel.order.text(), tab.panel.view.advice.offset) == ("À vous de juger", None)
    assert tab.panel.picture.way is None and tab.rows.rows[0].texts[2] == "sans aide"  # no tick either

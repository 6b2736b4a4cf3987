"""How records are filled: chosen in the settings by those who may, in part for one record when it is opened."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from metroapp.domain.people import Role
from metroapp.domain.record_options import Order, RecordOptions
from metroapp.domain.specification import Means
from metroapp.gui.widgets.lot_form import LotForm, Proposal
from metroapp.gui.widgets.options_section import OptionsSection
from metroapp.gui.window import SETTINGS
from metroapp.wording import options as words
from tests.gui.bench_window import Bench
from tests.gui.guided_record import archived
from tests.gui.people_at_work import come_as
from tests.workbench import characteristic, part


@pytest.fixture
def section(bench: Bench) -> OptionsSection:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    return bench.window.settings.options


def test_what_is_in_force_is_shown_and_each_choice_has_its_sentence(section: OptionsSection) -> None:
    assert not section.asks.isChecked() and section.order.currentData() is Order.PIECE
    said = {label.text() for label in section.findChildren(type(section.said))} | {
        child.text()  # type: ignore[attr-defined]
        for child in section.findChildren(QWidget)
        if hasattr(child, "text")
    }
    sentences = {
        words.CLEANING_SAID,
        words.ASKS_SAID,
        words.CONCORDANT_SAID,
        words.WIDENS_SAID,
        words.APPROVAL_SAID,
        words.ORDER_SAID,
        words.MINUTES_SAID,
    }
    assert sentences <= said


def test_the_choices_are_kept_for_the_next_records(section: OptionsSection, bench: Bench) -> None:
    for tick in (section.cleaning, section.asks, section.concordant, section.widens):
        tick.setChecked(True)
    section.order.setCurrentIndex(section.order.findData(Order.INSTRUMENT))
    section.approval.setCurrentIndex(section.approval.findData(Role.QUALITY))
    section.minutes.set_value(30)
    assert bench.shop.workshop.options().result() != section.chosen()  # nothing changes before the button
    section.save.click()
    bench.until_quiet()
    assert section.said.text() == words.SAVED
    wanted = RecordOptions(Order.INSTRUMENT, True, Role.QUALITY, True, True, True, 30)
    assert bench.shop.workshop.options().result() == wanted
    section.refresh()
    bench.until_quiet()
    assert section.chosen() == wanted
    section.minutes.set_value(0)
    section.approval.setCurrentIndex(0)
    section.save.click()
    bench.until_quiet()
    kept = bench.shop.workshop.options().result()
    assert kept.minutes is None and kept.approval is None


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.JURY, Role.ADMINISTRATOR])
def test_others_only_read(bench: Bench, role: Role) -> None:
    come_as(bench, role)
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    section = bench.window.settings.options
    for control in (section.cleaning, section.asks, section.order, section.approval, section.minutes, section.save):
        assert not control.isEnabled() and control.toolTip()


def test_a_record_without_a_limit_says_so_where_the_workshop_has_one(bench: Bench) -> None:
    """Seen: no time in the form meant that of the workshop, and no record of it could do without a limit."""
    bench.shop.workshop.set_options(RecordOptions(minutes=20)).result()
    form = bench.window.start.form
    bench.window.start.refresh()
    bench.until_quiet()
    form.minutes.set_value(0)
    assert form.minutes.line.text() == "" and form.minutes.line.placeholderText() == words.NO_LIMIT
    tested = part(characteristic("1", "35 ±0,1", Means.CALIPER))
    bench.shop.workshop.open_record(form.new_record(tested)).result()
    bench.until_quiet()
    assert archived(bench).options.minutes is None
    assert "/" not in bench.page.head.elapsed.text()


def test_a_form_filled_before_the_workshop_was_read_takes_its_time(bench: Bench) -> None:
    bench.shop.workshop.set_options(RecordOptions(minutes=20)).result()
    tested = part(characteristic("1", "35 ±0,1", Means.CALIPER))
    bench.shop.workshop.open_record(LotForm(Proposal(), bench.window.theme).new_record(tested)).result()
    bench.until_quiet()
    assert archived(bench).options.minutes == 20


def test_the_form_of_a_record_offers_the_workshop_s_and_changes_it_for_one(bench: Bench) -> None:
    options = RecordOptions(order=Order.CHARACTERISTIC, minutes=20)
    bench.shop.workshop.set_options(options).result()
    start = bench.window.start
    start.refresh()
    bench.until_quiet()
    assert (start.form.order.currentData(), start.form.minutes.value()) == (Order.CHARACTERISTIC, 20)
    start.form.order.setCurrentIndex(start.form.order.findData(Order.INSTRUMENT))
    start.form.minutes.set_value(45)
    start.refresh()
    bench.until_quiet()
    assert start.form.minutes.value() == 45  # what was chosen here stays
    tested = part(characteristic("1", "35 ±0,1", Means.CALIPER))
    bench.shop.workshop.open_record(start.form.new_record(tested)).result()
    bench.until_quiet()
    kept = archived(bench).options
    assert (kept.order, kept.minutes) == (Order.INSTRUMENT, 45)
    assert bench.page.head.elapsed.text().endswith("/ 45:00")
    assert bench.shop.workshop.options().result() == options

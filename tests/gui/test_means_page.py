"""The page of the means: the most urgent first, the one chosen beside, and what is done to it in whose name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from metroapp.domain.budget import Component, Distribution, Evaluation
from metroapp.domain.instrument import BlockGrade, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, StateChanged
from metroapp.domain.people import Role
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.means_acts import CertificateDialog, WithdrawalDialog
from metroapp.gui.dialogs.means_form import MeansDialog
from metroapp.gui.dialogs.means_uses import UsesDialog
from metroapp.gui.models.means import Kept
from metroapp.gui.pages.means import MeansPage
from metroapp.gui.window import ARCHIVES, MEANS
from metroapp.wording import means as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.gui.walk import cut, outside, overlapping, settle
from tests.workbench import CALIPER, CAMILLE, COLUMN, GAUGE_BLOCKS, INDICATOR, INSTRUMENTS, MICROMETER

from tests.workbench import characteristic, part  # isort: skip

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
KNOWN = {one.number: one for one in INSTRUMENTS}
BUDGET = (
    Component("justesse", Evaluation.B, Decimal("0.02"), Distribution.RECTANGULAR, unit="mm"),
    Component("répétabilité", Evaluation.A, Decimal("0.006"), Distribution.STANDARD, dof=Decimal(9), unit="mm"),
)
# By the clock of the shop it is 24/11/2026.
MEANS_OF_THE_SHOP = [
    replace(KNOWN[CALIPER], due=date(2026, 10, 9), location="Poste 3", holder=CAMILLE, budget=BUDGET),
    replace(KNOWN[MICROMETER], due=date(2026, 12, 4), uncertainty=Quantity(Decimal("0.0015"))),
    replace(KNOWN[INDICATOR], due=date(2027, 1, 11)),
    replace(KNOWN[COLUMN], due=date(2028, 1, 1)),
    Instrument("CE-09", "Jeu de cales", InstrumentKind.GAUGE_BLOCKS),
]
BLOCKS = [
    replace(GAUGE_BLOCKS[0], set="CE-09", grade=BlockGrade.ONE, uncertainty=Decimal("0.05"), due=date(2999, 1, 1)),
    replace(GAUGE_BLOCKS[2], set="CE-09", due=date(2001, 1, 1), protects=True),
]


@pytest.fixture
def page(bench: Bench) -> MeansPage:
    """As Camille, who measures and prepares."""
    bench.shop.workshop.means.enter(MEANS_OF_THE_SHOP, BLOCKS).result()
    return shown(bench)


def shown(bench: Bench) -> MeansPage:
    bench.window.show_page(MEANS)
    bench.until_quiet()
    return bench.window.means


def numbers(page: MeansPage) -> list[str]:
    return [row.key for row in page.rows.rows]


def choose(page: MeansPage, number: str) -> None:
    page.table.selectRow(numbers(page).index(number))


def fill(dialog: MeansDialog, **texts: str) -> None:
    for name, text in texts.items():
        field = dialog.fields[name]
        if isinstance(field, QLineEdit):
            field.setText(text)
        else:
            field.setCurrentIndex(field.findData(text))


# -- the list -------------------------------------------------------------------------------------------------------


def test_the_most_urgent_come_first_in_words_and_in_colour(page: MeansPage) -> None:
    assert numbers(page)[:5] == ["CE-09", CALIPER, MICROMETER, INDICATOR, COLUMN]
    lines = {row.key: row for row in page.rows.rows}
    assert lines[CALIPER].texts == (
        CALIPER, "Pied à coulisse", "pied à coulisse", "✓ en service", "✗ 09/10/2026 · échu, 46 j",
        f"Poste 3 – {CAMILLE}",
    )  # fmt: skip
    assert [lines[number].texts[4] for number in (MICROMETER, INDICATOR, COLUMN, "TF-08")] == [
        "! 04/12/2026 · dans 10 j", "! 11/01/2027 · dans 48 j", "✓ 01/01/2028", "–",
    ]  # fmt: skip
    tints = [lines[number].tint for number in (CALIPER, MICROMETER, COLUMN, "TF-08")]
    assert tints == [(4, "bad"), (4, "warn"), (4, "good"), None]
    assert page.count.text() == "8 moyens"


@pytest.mark.parametrize(
    ("which", "wanted"),
    [
        (Kept.OVERDUE, ["CE-09", CALIPER]),
        (Kept.WITHIN_30, ["CE-09", CALIPER, MICROMETER]),
        (Kept.WITHIN_60, ["CE-09", CALIPER, MICROMETER, INDICATOR]),
    ],
)
def test_the_buttons_keep_what_is_soon_to_be_verified(page: MeansPage, which: Kept, wanted: list[str]) -> None:
    page.filters[which].click()
    assert numbers(page) == wanted
    page.filters[Kept.ALL].click()
    assert len(numbers(page)) == 8


def test_the_search_reads_every_word(page: MeansPage, bench: Bench) -> None:
    QTest.keyClicks(page.search, "poste CAMILLE")
    bench.until(lambda: numbers(page) == [CALIPER])
    page.search.setText("introuvable")
    bench.until(lambda: not numbers(page))
    assert page.nothing.text() == words.NONE_FOUND
    assert page.panel.means is None and not page.panel.change.isEnabled()


def test_the_means_chosen_stays_chosen(page: MeansPage, bench: Bench) -> None:
    choose(page, COLUMN)
    bench.shop.workshop.means.enter([replace(KNOWN[COLUMN], due=date(2026, 1, 1))], []).result()
    bench.until_quiet()
    assert page.rows.rows[page.table.currentIndex().row()].key == COLUMN
    assert page.panel.number.text() == COLUMN


# -- the panel ------------------------------------------------------------------------------------------------------


def test_the_panel_says_what_the_register_says(page: MeansPage) -> None:
    choose(page, CALIPER)
    assert page.panel.state.text() == "✓ en service"
    assert page.panel.due.text() == "Prochaine vérification : ✗ 09/10/2026 · échu, 46 j"
    facts = page.panel.facts.shown
    assert (facts["Genre"], facts["Lieu"], facts["u"]) == ("pied à coulisse", "Poste 3", "0,013\u00a0mm")
    assert facts["Liaison"] == "Mitutoyo USB-ITN, IT, MUX-10"


def test_the_budget_gives_each_component_then_u_k_and_U(page: MeansPage) -> None:  # noqa: N802 - the quantity
    choose(page, CALIPER)
    page.panel.tabs[words.UNCERTAINTY].click()
    assert [row.texts for row in page.panel.budget.rows.rows] == [
        ("justesse", "B", "0,0115 mm", "0,0115\u00a0mm", "∞"),
        ("répétabilité", "A", "0,006 mm", "0,006\u00a0mm", "9"),
    ]
    u, factor, expanded = (label.text() for label in page.panel.budget.said)
    assert u == "u = 0,013\u00a0mm" and expanded.startswith("U = 0,02")
    assert "Degrés de liberté effectifs : 199" in factor and "95,45 %" in factor


def test_a_figure_of_the_register_needs_no_budget(page: MeansPage) -> None:
    choose(page, MICROMETER)
    page.panel.tabs[words.UNCERTAINTY].click()
    assert page.panel.budget.said[0].text() == "u = 0,0015\u00a0mm, donnée par le registre"
    assert page.panel.budget.table.isHidden()


def test_a_set_shows_its_blocks_and_an_instrument_has_none(page: MeansPage) -> None:
    choose(page, "CE-09")
    page.panel.tabs[words.BLOCKS].click()
    assert [row.texts for row in page.panel.blocks.rows.rows] == [
        ("1,5", "+0,02", "–", "CE-1.5 (protection)", "–", "✗\u00a001/01/2001"),
        ("20", "+0,12", "0,05", "CE-20", "1", "01/01/2999"),
    ]
    choose(page, CALIPER)
    assert page.panel.tabs[words.BLOCKS].isHidden() and page.panel.tabs[words.SHEET].isChecked()


# -- what is done ---------------------------------------------------------------------------------------------------


def test_a_means_is_entered_once_every_field_can_be_read(page: MeansPage, bench: Bench) -> None:
    page.add.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, MeansDialog) and not dialog.isModal()
    fill(dialog, number=CALIPER, range_lower="25", range_upper="0", interval_months="douze", error="12")
    dialog.confirm.click()
    wrong = {name: label.text() for name, label in dialog.wrong.items() if not label.isHidden()}
    assert set(wrong) == {"number", "designation", "range_upper", "interval_months", "error"}
    assert "est déjà au registre" in wrong["number"] and "pas de désignation" in wrong["designation"]
    assert dialog.isVisible() and "Corrigez" in dialog.said.text()
    fill(dialog, number="M-07", designation="Micromètre 25-50", kind="micrometer", range_lower="25", range_upper="50")
    fill(dialog, interval_months="12", error="4 µm", verified="15/01/2020", uncertainty="1,5 µm", location="Armoire A")
    dialog.confirm.click()
    bench.until_quiet()
    assert page.deeds.dialog is None and page.said.text() == "M-07 est entré au registre."
    entered = bench.shop.workshop.instruments().result()["M-07"]
    assert (entered.kind, entered.range_upper, entered.location) == (
        InstrumentKind.MICROMETER, Decimal(50), "Armoire A",
    )  # fmt: skip
    assert entered.due == date(2021, 1, 15)  # as the interval gives it
    assert page.panel.number.text() == "M-07"


def test_what_the_form_does_not_show_stays(page: MeansPage, bench: Bench) -> None:
    choose(page, CALIPER)
    page.panel.change.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, MeansDialog)
    number = dialog.fields["number"]
    assert isinstance(number, QLineEdit) and number.isReadOnly()
    fill(dialog, holder="Dominique", due="")
    dialog.confirm.click()
    bench.until_quiet()
    changed = bench.shop.workshop.instruments().result()[CALIPER]
    assert changed == replace(MEANS_OF_THE_SHOP[0], holder="Dominique", due=None)


def test_every_means_is_read_back_from_its_form_as_it_was(page: MeansPage) -> None:
    register = page._register
    assert register is not None
    for number, means in register.means.items():
        dialog = MeansDialog(means, register.means, date(2026, 11, 24), page._desk, page)
        given: list[Instrument] = []
        dialog.confirmed.connect(given.append)
        dialog.accept_answer()
        assert given == [means], number


def test_a_means_is_taken_out_of_use_with_a_reason(page: MeansPage, bench: Bench) -> None:
    choose(page, CALIPER)
    page.panel.withdraw.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, WithdrawalDialog)
    dialog.confirm.click()
    bench.until_quiet()
    assert dialog.isVisible() and dialog.said.text()  # a reason is asked for, in the dialog
    dialog.state.setCurrentIndex(dialog.state.findData(InstrumentState.PENDING))
    dialog.reason.setText("bec faussé")
    dialog.confirm.click()
    bench.until_quiet()
    assert page.said.text() == f"{CALIPER} : … en attente."
    assert page.panel.state.text() == "… en attente"
    [act] = [row.key for row in page.panel.history.rows.rows]
    assert isinstance(act, StateChanged) and page.panel.history.rows.rows[0].texts[1:] == (
        "en attente : bec faussé", CAMILLE,
    )  # fmt: skip
    assert page.panel.withdraw.isEnabled()


def test_a_long_reason_is_whole_in_the_history(page: MeansPage, bench: Bench) -> None:
    """Seen: its third line was cut."""
    reason = "bec faussé par une chute du poste de tournage, parti chez le fabricant pour réparation et étalonnage"
    bench.shop.workshop.means.change_state(CALIPER, InstrumentState.PENDING, reason).result()
    bench.until_quiet()
    choose(page, CALIPER)
    page.panel.tabs[words.HISTORY].click()
    settle(bench, 1024, 600)
    table = page.panel.history.table
    place = page.panel.history.rows.index(0, 1)
    needed = table.fontMetrics().boundingRect(
        0, 0, table.columnWidth(1) - 16, 1000, Qt.TextFlag.TextWordWrap, page.panel.history.rows.data(place)
    )
    assert table.rowHeight(0) >= needed.height() > 38


def test_a_certificate_is_kept_and_opened(
    page: MeansPage, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "etalonnage.pdf"
    document.write_bytes(b"%PDF-1.4\n%%EOF\n")
    choose(page, CALIPER)
    assert not page.panel.open.isVisibleTo(page.panel)
    page.deeds.describe_certificate(MEANS_OF_THE_SHOP[0], document)
    dialog = page.deeds.dialog
    assert isinstance(dialog, CertificateDialog)
    dialog.number.setText("K-118")
    dialog.laboratory.setText("Labo")
    for day, said in (("", "date"), ("hier", "n'est pas une date")):
        dialog.issued.setText(day)
        dialog.confirm.click()
        assert said in dialog.said.text()
    dialog.issued.setText("15/01/2020")
    dialog.confirm.click()
    bench.until(lambda: page.said.text() == f"Le certificat K-118 est joint à {CALIPER}.")
    bench.until_quiet()
    page.panel.tabs[words.CERTIFICATES].click()
    assert page.panel.certificates.rows.rows[0].texts == ("15/01/2020", "K-118", "Labo", "etalonnage.pdf")
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    page.panel.open.click()
    bench.until(lambda: bool(opened))
    assert opened[0].read_bytes() == document.read_bytes()
    assert isinstance(page.panel.certificate, CertificateFiled)


def test_the_register_goes_to_a_workbook_and_comes_back(page: MeansPage, bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "registre.xlsx"
    page.deeds.export(str(file))
    bench.until(lambda: str(file) in page.said.text())
    assert not page.progress.isVisible()
    assert CALIPER in str(list(openpyxl.load_workbook(file).worksheets[0].values))
    page.deeds.bring(str(file))
    bench.until(lambda: "inchangés" in page.said.text())
    assert "entrés : 0" in page.said.text() and not page.progress.isVisible()


def test_a_sheet_that_cannot_be_read_is_refused_in_one_sentence(page: MeansPage, bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "registre.csv"
    file.write_text("Numéro;Genre\nX-1;sabre\n", encoding="utf-8")
    page.deeds.bring(str(file))
    bench.until(lambda: "sabre" in page.said.text())
    assert page.said.property("role") == "bad" and not page.progress.isVisible()


def test_what_is_entered_elsewhere_is_shown(page: MeansPage, bench: Bench) -> None:
    bench.shop.workshop.means.enter([Instrument("N-1", "Neuf", InstrumentKind.CALIPER)], []).result()
    bench.until(lambda: "N-1" in numbers(page))


# -- reverse search -------------------------------------------------------------------------------------------------


def search(page: MeansPage, bench: Bench, number: str) -> UsesDialog:
    choose(page, number)
    page.panel.uses.click()
    dialog = page.findChild(UsesDialog)
    assert isinstance(dialog, UsesDialog)
    bench.until(lambda: dialog.found is not None)
    return dialog


def test_the_reverse_search_shows_prints_and_leads_to_the_record(page: MeansPage, bench: Bench) -> None:
    bench.shop.workshop.means.enter([KNOWN[CALIPER]], []).result()
    bench.open(part(LENGTH), pieces=2)
    bench.read(CALIPER, "35.02", "35.23")
    dialog = search(shown(bench), bench, CALIPER)
    assert [row.texts[3:7] for row in dialog.rows.rows] == [
        ("2", "1", "35,23\u00a0mm", "✗ NC"),
        ("1", "1", "35,02\u00a0mm", "✓ C"),
    ]
    assert dialog.summary.text().endswith("le début de l'archive : 2 valeurs, 2 pièces, 1 relevé.")
    dialog.pdf.click()
    bench.until(lambda: "recherche-inverse-PC-01.pdf" in dialog.said.text())
    assert (bench.shop.workspace.exports / "recherche-inverse-PC-01.pdf").read_bytes().startswith(b"%PDF")
    dialog.since.setText("hier")
    QTest.keyClick(dialog.since, Qt.Key.Key_Return)
    assert "n'est pas une date" in dialog.said.text()
    dialog.since.setText("01/01/2999")
    dialog.search_button.click()
    bench.until(lambda: dialog.found is not None and not dialog.rows.rows)
    assert not dialog.to_record.isEnabled()
    dialog.since.setText("01/01/2020")
    dialog.search_button.click()
    bench.until(lambda: len(dialog.rows.rows) == 2)
    dialog.to_record.click()
    bench.until(lambda: bench.window.pages.currentIndex() == ARCHIVES)
    bench.until(lambda: "P1-2026-0001" in bench.window.archives.title.toolTip())


def test_the_search_of_one_block_begins_from_its_line(page: MeansPage, bench: Bench) -> None:
    choose(page, "CE-09")
    page.panel.tabs[words.BLOCKS].click()
    page.panel.blocks.table.selectRow(1)
    page.panel.blocks.table.setFocus()
    QTest.keyClick(page.panel.blocks.table, Qt.Key.Key_Return)
    dialog = page.findChild(UsesDialog)
    assert isinstance(dialog, UsesDialog)
    bench.until(lambda: dialog.found is not None)
    assert "cale étalon 20 mm du jeu CE-09" in dialog.summary.text()


def test_a_search_that_is_closed_before_it_ends_disturbs_nothing(
    page: MeansPage, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    choose(page, CALIPER)
    page.panel.uses.click()
    dialog = page.findChild(UsesDialog)
    assert isinstance(dialog, UsesDialog)
    dialog.close()
    bench.until_quiet()
    assert page.findChild(UsesDialog) is None and not caplog.records


# -- who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "may"), [(Role.OPERATOR, False), (Role.JURY, False), (Role.QUALITY, True)])
def test_what_a_role_may_not_do_is_greyed_and_the_rest_is_read(
    page: MeansPage, bench: Bench, role: Role, may: bool
) -> None:
    come_as(bench, role)
    shown(bench)
    choose(page, CALIPER)
    for button in (page.add, page.bring, page.panel.change, page.panel.withdraw, page.panel.file):
        assert button.isEnabled() == may, button.text()
        assert may or "éserv" in button.toolTip()
    assert page.panel.uses.isEnabled() and page.panel.number.text() == CALIPER


def test_the_verification_is_asked_of_the_means_chosen(page: MeansPage) -> None:
    asked: list[Instrument] = []
    page.deeds.verify_with(asked.append)
    choose(page, CALIPER)
    page.panel.verify.click()
    assert [one.number for one in asked] == [CALIPER]


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
@pytest.mark.parametrize("face", [words.SHEET, words.UNCERTAINTY, words.CERTIFICATES, words.HISTORY])
def test_each_face_of_the_panel_is_whole(page: MeansPage, bench: Bench, face: str, size: tuple[int, int]) -> None:
    choose(page, CALIPER)
    page.panel.tabs[face].click()
    settle(bench, *size)
    assert bench.window.size().toTuple() == size
    wrong = [*outside(page), *overlapping(page), *cut(page)]
    assert not wrong, "\n".join(wrong)


def test_what_a_maker_is_called_is_no_markup(page: MeansPage, bench: Bench) -> None:
    line = bench.shop.workshop.instruments().result()[CALIPER]
    bench.shop.workshop.means.enter([replace(line, maker="<b>Gras</b>")], []).result()
    bench.until(lambda: any(row.texts[0] == CALIPER for row in page.table.model().rows))
    choose(page, CALIPER)
    bench.until(lambda: "<b>Gras</b>" in page.panel.facts.shown.values())
    values = [label for label in page.panel.facts.findChildren(QLabel) if label.text() == "<b>Gras</b>"]
    assert [label.textFormat() for label in values] == [Qt.TextFormat.PlainText]

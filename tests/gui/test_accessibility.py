"""Eyes, fingers and keyboards: everything has a name, a size, a way to it without a mouse, and speaks French."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTableView,
    QWidget,
)

from metroapp.domain.concession_files import Classification, ConcessionFile, ConcessionRequested, Moment
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.justification import justify
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Action, Person, Role
from metroapp.domain.record_search import RecordSearch
from metroapp.domain.specification import Means
from metroapp.domain.suitability import Suitability, rank
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import SignedReason
from metroapp.gui.dialogs.advised_means import AdvisedMeansDialog
from metroapp.gui.dialogs.allowing import AllowingDialog
from metroapp.gui.dialogs.closing import ClosingDialog
from metroapp.gui.dialogs.column_mapping import ColumnMappingDialog
from metroapp.gui.dialogs.concession_acts import AuthorityDialog, OpinionDialog
from metroapp.gui.dialogs.concession_request import RequestDialog
from metroapp.gui.dialogs.covering_concessions import CoveringDialog
from metroapp.gui.dialogs.daily_check import DailyCheckDialog
from metroapp.gui.dialogs.demonstration_codes import CodesDialog
from metroapp.gui.dialogs.export_records import ExportRecordsDialog
from metroapp.gui.dialogs.frames import FramesDialog
from metroapp.gui.dialogs.machine_results import MachineResultsDialog
from metroapp.gui.dialogs.means_acts import CertificateDialog, WithdrawalDialog
from metroapp.gui.dialogs.means_form import MeansDialog
from metroapp.gui.dialogs.means_uses import UsesDialog
from metroapp.gui.dialogs.other_acts import AdjustmentDialog, CalibrationDialog
from metroapp.gui.dialogs.other_workshop import OtherWorkshopDialog
from metroapp.gui.dialogs.paper_preview import PaperPreview
from metroapp.gui.dialogs.part_revision import AbandonDialog, CopyDialog, ValidationDialog, WithdrawDialog
from metroapp.gui.dialogs.people import EnterDialog, NewCodeDialog, OwnCodeDialog, RemoveDialog, RolesDialog
from metroapp.gui.dialogs.port import PortDialog
from metroapp.gui.dialogs.reasons import ReasonDialog
from metroapp.gui.dialogs.received_package import ReceivedPackageDialog
from metroapp.gui.dialogs.result_profile import ResultProfileDialog
from metroapp.gui.dialogs.sheet_acts import CheckDialog, ContainDialog, DescribeDialog, PlanDialog, ReinspectDialog
from metroapp.gui.dialogs.teach_text import TeachDialog
from metroapp.gui.dialogs.treatment_decision import DecideDialog
from metroapp.gui.dialogs.verification import VerificationDialog
from metroapp.gui.dialogs.verification_decision import DecisionDialog
from metroapp.gui.dialogs.verification_points import AddPointDialog, LimitsDialog
from metroapp.gui.dialogs.why import WhyDialog
from metroapp.gui.editing.part_import import Unmapped
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START, LOCK, SIGN_IN
from metroapp.gui.pages.nonconformities import FILES, SHEETS
from metroapp.gui.theme import TOUCH
from metroapp.gui.window import ABOUT, ARCHIVES, EXAMS, INSTRUMENTS, MEANS, NONCONFORMITIES, PARTS, RELEVE, SETTINGS
from metroapp.services import consultation
from metroapp.services.demonstration_means import demonstration_means
from metroapp.services.events import VerifyingView
from metroapp.services.gauge_marks import candidate_of
from metroapp.services.reference import standards
from metroapp.services.sheets.sheet_columns import PreviewColumn
from metroapp.services.verification_session import Limits
from tests import workbench
from tests.gui.bench_window import PARTS as SHIPPED
from tests.gui.bench_window import Bench
from tests.gui.walk import name_of, outside, overlapping, settle, shown
from tests.workbench import CALIPER, CODES, characteristic, part

NINE_MM = 36  # px at 96 dpi, rounded up: what TOUCH is at least
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
PART = part(LENGTH, characteristic("3", "attribut", Means.VISUAL))
UNMAPPED = Unmapped(Path("fiche.xlsx"), 1, (PreviewColumn("A", "Cote", "callout", ("35 ±0,1",)),))
CABLED = Instrument("PC-01", "Pied à coulisse", InstrumentKind.CALIPER, family="mitutoyo-mux10")
FOLDER = Instrument("MMT-01", "Machine à mesurer", InstrumentKind.CMM, family="result-files")
RING = Instrument("BE-10", "Bague étalon Ø25", InstrumentKind.SETTING_RING)
SOMEBODY = Person("id", "Ana Operatrice", (Role.OPERATOR,))
PAGES = {
    "measuring": RELEVE,
    "start": RELEVE,
    "parts": PARTS,
    "archives": ARCHIVES,
    "nonconformities": NONCONFORMITIES,
    "instruments": INSTRUMENTS,
    "means": MEANS,
    "settings": SETTINGS,
    "about": ABOUT,
}
DOOR = (SIGN_IN, LOCK, FIRST_START, FIRST_CHOICE)
MakeDialog = Callable[[Bench, Desk], QDialog]
DRAWING = next(SHIPPED.glob("*.pdf"))
DIALOGS: dict[str, MakeDialog] = {
    "closing": lambda bench, desk: _closing(bench, desk),
    "mapping": lambda bench, desk: ColumnMappingDialog(UNMAPPED, desk.theme, bench.window),
    "codes": lambda bench, desk: CodesDialog([SOMEBODY], CODES, bench.window),
    "other workshop": lambda bench, desk: OtherWorkshopDialog(desk, bench.window),
    "copy": lambda bench, desk: CopyDialog(PART, lambda _key: False, bench.window),
    "validate": lambda bench, desk: ValidationDialog(PART, None, SOMEBODY.name, bench.window),
    "withdraw": lambda bench, desk: WithdrawDialog(PART, bench.window),
    "abandon": lambda bench, desk: AbandonDialog("Rien ne sera gardé.", bench.window),
    "enter": lambda bench, desk: EnterDialog(desk, bench.window),
    "roles": lambda bench, desk: RolesDialog(SOMEBODY, desk, bench.window),
    "new code": lambda bench, desk: NewCodeDialog(SOMEBODY, bench.window),
    "remove": lambda bench, desk: RemoveDialog(SOMEBODY, bench.window),
    "own code": lambda bench, desk: OwnCodeDialog(SOMEBODY, bench.window),
    "allowing": lambda bench, desk: AllowingDialog("1", "M-02", "M-02 est refusé.", desk, bench.window),
    "advised means": lambda bench, desk: AdvisedMeansDialog("1", _ranked(), bench.window),
    "reason": lambda bench, desk: ReasonDialog("Motif", lambda _text: None, bench.window),
    "why": lambda bench, desk: _why(bench),
    "port": lambda bench, desk: PortDialog(CABLED, "COM3#2", {"COM4": "M-02"}, desk, bench.window),
    "folder": lambda bench, desk: PortDialog(FOLDER, "", {}, desk, bench.window),
    "frames": lambda bench, desk: FramesDialog(CABLED, desk, bench.window),
    "teach": lambda bench, desk: _teach(bench, desk),
    "new means": lambda bench, desk: MeansDialog(None, {}, date(2026, 11, 24), desk, bench.window),
    "changed means": lambda bench, desk: MeansDialog(CABLED, {}, date(2026, 11, 24), desk, bench.window),
    "withdrawal": lambda bench, desk: WithdrawalDialog(CABLED, desk, bench.window),
    "certificate": lambda bench, desk: CertificateDialog(CABLED, Path("certificat.pdf"), bench.window),
    "verification": lambda bench, desk: VerificationDialog(_verified(bench), desk, bench.window),
    "decision": lambda bench, desk: DecisionDialog(_verified(bench), desk, bench.window),
    "added point": lambda bench, desk: AddPointDialog(_verified(bench).means, desk, bench.window),
    "limits": lambda bench, desk: LimitsDialog(_verified(bench).means, Limits(), bench.window),
    "daily check": lambda bench, desk: DailyCheckDialog(_checked(bench), desk, bench.window),
    "calibration": lambda bench, desk: CalibrationDialog(RING, bench.window),
    "adjustment": lambda bench, desk: AdjustmentDialog(CABLED, bench.window),
    "uses": lambda bench, desk: UsesDialog(CALIPER, desk, bench.window),
    "preview": lambda bench, desk: PaperPreview("Plan", lambda _folder, _task: DRAWING, desk, bench.window),
    "export": lambda bench, desk: ExportRecordsDialog(
        RecordSearch(), [(EntryId("P1", 1), "P1-2026-0001")], desk, bench.window
    ),
    "machine results": lambda bench, desk: MachineResultsDialog(
        SHIPPED / "ARBRE_P2.csv", _record(bench).header, desk, bench.window
    ),
    "result profile": lambda bench, desk: ResultProfileDialog(SHIPPED / "ARBRE_P2.csv", None, desk, bench.window),
    "package": lambda bench, desk: ReceivedPackageDialog(DRAWING, desk, bench.window),
    "describe": lambda bench, desk: DescribeDialog(_sheet(bench), desk, bench.window),
    "contain": lambda bench, desk: ContainDialog(_sheet(bench), desk, bench.window),
    "decide": lambda bench, desk: DecideDialog(_sheet(bench), ["DER-2026-001"], desk, bench.window, unaltered=True),
    "reinspect": lambda bench, desk: _reinspect(bench, desk),
    "plan": lambda bench, desk: PlanDialog(_sheet(bench), desk, bench.window),
    "check": lambda bench, desk: CheckDialog(_sheet(bench), desk, bench.window),
    "release": lambda bench, desk: SignedReason("Libérer", desk, Action.TREAT_SHEET, bench.window, name="Pourquoi"),
    "opinion": lambda bench, desk: OpinionDialog(ASKED, desk, bench.window),
    "authority": lambda bench, desk: AuthorityDialog(ASKED, desk, bench.window),
    "covering": lambda bench, desk: CoveringDialog([1], desk, bench.window),
    "demand": lambda bench, desk: RequestDialog(desk, bench.window),
    "demand before": lambda bench, desk: _demand(bench, desk, Moment.BEFORE_PRODUCTION),
    "demand after": lambda bench, desk: _demand(bench, desk, Moment.AFTER_PRODUCTION),
}
_FEW = 10  # dialogs over one window, which takes longer to make than they do
TOGETHER = [tuple(DIALOGS)[first : first + _FEW] for first in range(0, len(DIALOGS), _FEW)]
ASKED = ConcessionFile(
    (
        ConcessionRequested(
            EntryId("", 0), "DER-2026-001", Moment.BEFORE_PRODUCTION, ("ESSAI-01", "PL-1", "A"), (), 3, None, (),
            "outil usé", "aucune", Classification.MINOR, True, "Camille", datetime(2026, 11, 24, tzinfo=UTC),
        ),
    )
)  # fmt: skip
# Words of Qt that are no French: where one is shown, a translation is missing.
ENGLISH = re.compile(
    r"\b(Cancel|Yes|Close|Save|Apply|Discard|Help|Reset|Retry|Abort|Ignore|Undo|Redo|Cut|Copy|Paste|Delete|Select All|"
    r"Look in|File name|Files of type|Directory|Date Modified|Computer|New Folder|Open|Choose|Search|Show|Hide|"
    r"Loading|Error|Warning|Settings|Back|Forward|Browse)\b"
)


def _closing(bench: Bench, desk: Desk) -> QDialog:
    record = _record(bench)
    return ClosingDialog(record.header, record.sorting(), 1, desk, bench.window)


def _verified(bench: Bench) -> VerifyingView:
    verifications = bench.shop.workshop.verifications
    if verifications.view().result() is None:
        bench.shop.workshop.means.enter(*demonstration_means(date(2026, 11, 24))).result()
        verifications.begin(CALIPER).result()
        bench.shop.read(CALIPER, "0.00", "37.50")
    view = verifications.view().result()
    assert view is not None
    return view


def _checked(bench: Bench) -> VerifyingView:
    verifications = bench.shop.workshop.verifications
    if verifications.view().result() is not None:
        verifications.give_up().result()
        bench.until_quiet()  # the dialogs about it close
    bench.shop.workshop.means.enter(*demonstration_means(date(2026, 11, 24))).result()
    return verifications.begin_daily(CALIPER).result()


def _sheet(bench: Bench) -> Nonconformity:
    room = bench.shop.workshop.treatment
    if not room.sheets().result():
        room.raise_sheet([BoxKey(1, "1")]).result()
    return room.sheets().result()[0]


def _reinspect(bench: Bench, desk: Desk) -> QDialog:
    record = _record(bench).header
    return ReinspectDialog(_sheet(bench), [(record.number, record.id)], desk, bench.window)


def _demand(bench: Bench, desk: Desk, moment: Moment) -> QDialog:
    dialog = RequestDialog(desk, bench.window)
    dialog.kinds[moment].click()
    return dialog


def _teach(bench: Bench, desk: Desk) -> QDialog:
    """With a frame to point at: the numbers are controls too."""
    dialog = TeachDialog(CABLED, "COM3", None, (), desk, bench.window)
    dialog._show_frame(b"No 7 X= 12.345 mm OK")
    return dialog


def _why(bench: Bench) -> QDialog:
    record = _record(bench)
    measurement = record.measurement(BoxKey(1, "1"))
    assert measurement is not None
    return WhyDialog(justify(record, measurement), bench.window)


def _record(bench: Bench):  # type: ignore[no-untyped-def]
    workspace = bench.shop.workspace
    return consultation.load(workspace, consultation.record_lines(workspace)[0].id)


@pytest.fixture
def filled(bench: Bench) -> Bench:
    """A workshop where every page has something to show."""
    bench.open(PART, pieces=3)
    bench.read(CALIPER, "35.23")
    bench.shop.workshop.save_draft(PART).result()
    bench.until_quiet()
    return bench


def show(bench: Bench, name: str) -> QWidget:
    """Show a page, of the work or of the door; gives what a person at the post can reach then."""
    if name in DOOR:
        bench.window.doorkeeper.picture(name)
    else:
        first = bench.window.measuring if name == "measuring" else bench.window.start
        bench.window.releve.setCurrentWidget(first)
        bench.window.show_page(PAGES[name])
    bench.until_quiet()
    settle(bench, 1280, 800)
    return bench.window


def controls(root: QWidget) -> Iterator[QWidget]:
    for widget in shown(root):
        kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
        if isinstance(widget, kinds) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def nameless(root: QWidget) -> list[str]:
    return [name_of(one) for one in controls(root) if not (one.accessibleName() or _own_text(one))]


def _own_text(control: QWidget) -> str:
    return control.text() if isinstance(control, (QCheckBox, QRadioButton)) else ""


def too_small(root: QWidget) -> list[str]:
    """Buttons, tabs and lines of lists that a glove would miss."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QAbstractButton) and widget.objectName() != "qt_toolbar_ext_button":
            if min(widget.height(), widget.width()) < NINE_MM:
                found.append(f"{name_of(widget)}: {widget.size().toTuple()}")
        elif isinstance(widget, QTabBar):
            found += [f"tab {place}" for place in range(widget.count()) if widget.tabRect(place).height() < NINE_MM]
        elif isinstance(widget, QAbstractItemView):
            found += [f"{name_of(widget)}: {height} px a line" for height in _heights(widget) if height < NINE_MM]
    return found


def _heights(view: QAbstractItemView) -> set[int]:
    """Of the lines that can be chosen."""
    if view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection:
        return set()
    rows = range(view.model().rowCount() if view.model() is not None else 0)
    if isinstance(view, QTableView):
        return {view.rowHeight(row) for row in rows if not view.isRowHidden(row)}
    return {view.visualRect(view.model().index(row, 0)).height() for row in rows}


def texts(root: QWidget) -> Iterator[str]:
    for widget in (root, *shown(root)):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
        if isinstance(widget, (QAbstractButton, QLabel)):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
            menu = widget.createStandardContextMenu()
            yield from _menu_texts(menu)
            menu.deleteLater()


def _menu_texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions()]


def english(root: QWidget) -> list[str]:
    return sorted({text for text in texts(root) if ENGLISH.search(text)})


def reached_by_tab(root: QWidget) -> set[QWidget]:
    """What Tab comes to, going round until a whole round shows nothing new: what is chosen on the way may enable
    what was passed."""
    seen: set[QWidget] = set()
    since = 0
    while since <= len(seen) + 10:
        focused = QApplication.focusWidget()
        QTest.keyClick(focused if focused is not None else root, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        since = since + 1 if now is None or now in seen else 0
        if now is not None:
            seen.add(now)
    return seen


def not_reached(root: QWidget) -> list[str]:
    """What can be used and Tab does not come to. Of radio buttons, it comes to the one chosen: arrows go on."""
    reached = reached_by_tab(root)
    missed = []
    for widget in controls(root):
        wanted = widget.isEnabled() and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        proxy = widget.focusProxy()
        if wanted and widget not in reached and (proxy is None or proxy not in reached):
            missed.append(name_of(widget))
    return missed


@pytest.mark.parametrize("name", [*PAGES, *DOOR])
def test_every_page_can_be_named_touched_and_reached(filled: Bench, name: str) -> None:
    window = show(filled, name)
    assert nameless(window) == []
    assert too_small(window) == []
    assert english(window) == []
    filled.window.activateWindow()
    assert not_reached(window) == []


def _ranked() -> list[Suitability]:
    return rank(read_callout("Ø20 h7", standards()), [candidate_of(one) for one in workbench.INSTRUMENTS])


@pytest.mark.parametrize("place", [SHEETS, FILES], ids=["sheets", "files"])
def test_every_tab_of_what_is_not_good_can_be_named_touched_and_reached(filled: Bench, place: int) -> None:
    _sheet(filled)
    filled.shop.demand(1)
    show(filled, "nonconformities")
    page = filled.window.nonconformities
    page.turn(place)
    for face in page.sheets.panel.tabs[1], page.files.panel.tabs[1]:
        face.click()
    settle(filled, 1280, 800)
    assert nameless(filled.window) == []
    assert too_small(filled.window) == []
    assert english(filled.window) == []
    filled.window.activateWindow()
    assert not_reached(filled.window) == []


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
def test_every_dialog_can_be_named_touched_and_reached(
    filled: Bench, names: tuple[str, ...], subtests: pytest.Subtests
) -> None:
    settle(filled, 1024, 600)
    for name in names:
        with subtests.test(name):
            _require_usable(filled, DIALOGS[name](filled, filled.window._desk))


def _require_usable(bench: Bench, dialog: QDialog) -> None:
    dialog.show()
    dialog.activateWindow()
    bench.until_quiet()
    assert nameless(dialog) == []
    assert too_small(dialog) == []
    assert english(dialog) == []
    assert not_reached(dialog) == []
    assert outside(dialog) == [] and overlapping(dialog) == []
    assert dialog.width() <= 1024 and dialog.height() <= 600, "larger than the smallest screen"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_dialogs_of_qt_speak_french(qapp: QApplication) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    said = [text for text in texts(dialog) if text]
    assert any("Annuler" in text for text in said)
    assert english(dialog) == []
    dialog.deleteLater()


def test_the_menu_of_the_person_speaks_french_and_fits_a_finger(filled: Bench) -> None:
    menu = filled.window.rail.person.menu()
    menu.popup(filled.window.rail.person.mapToGlobal(filled.window.rail.person.rect().topRight()))
    assert not any(ENGLISH.search(text) for text in _menu_texts(menu))
    heights = {menu.actionGeometry(action).height() for action in menu.actions()}
    menu.close()
    assert min(heights) >= NINE_MM
    assert TOUCH >= NINE_MM


def test_the_pages_of_the_rail_have_their_keys(filled: Bench) -> None:
    for number in (RELEVE, PARTS, ARCHIVES, NONCONFORMITIES, INSTRUMENTS, MEANS, SETTINGS, EXAMS):
        assert filled.window.rail.button(number).shortcut().toString() == f"Ctrl+{number + 1}"

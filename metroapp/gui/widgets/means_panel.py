"""The means chosen in the register: what it is, its uncertainty, its documents, what was done to it, its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal, SignalInstance
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, MeansAct
from metroapp.domain.people import Action
from metroapp.domain.verification_acts import Verification
from metroapp.gui.models.means import (
    ACT_COLUMNS,
    BLOCK_COLUMNS,
    BLOCK_GRADE,
    BLOCK_U,
    CERTIFICATE_COLUMNS,
    DUE_TINTS,
    Line,
    act_rows,
    block_rows,
    certificate_rows,
)
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.fact_lines import FactLines
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.means_budget import MeansBudget
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.presence import Who
from metroapp.wording import means as words
from metroapp.wording import verifying
from metroapp.wording.bench import family_name

_LEAST = 396  # px: what is asked of a means fits on two lines
_TINTS = {
    InstrumentState.IN_SERVICE: "good",
    InstrumentState.TO_VERIFY: "warn",
    InstrumentState.LIMITED: "warn",
    InstrumentState.WITHDRAWN: "bad",
    InstrumentState.PENDING: "warn",
}


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("tight")
    button.setAccessibleName(text)
    button.setToolTip(tip)
    return button


def _say(label: QLabel, text: str, role: str) -> None:
    label.setText(text)
    label.setProperty("role", role)
    label.style().unpolish(label)
    label.style().polish(label)


class MeansPanel(QFrame):
    """What is asked of the means shown is a signal; `opened` carries the certificate to open, `paper_asked` the
    verification whose paper is wanted."""

    change_asked = Signal(object)
    verification_asked = Signal(object)
    withdrawal_asked = Signal(object)
    filing_asked = Signal(object)
    uses_asked = Signal(object)
    opened = Signal(object)
    act_asked = Signal(object)
    paper_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(_LEAST)
        self.means: Instrument | None = None
        self.title, self.number, self.state, self.due = ElidedLabel(), QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.number.setProperty("role", "soft")
        self.facts, self.budget = FactLines(), MeansBudget(theme)
        self.certificates = PanelTable(CERTIFICATE_COLUMNS, theme, words.CERTIFICATES, words.NO_CERTIFICATE)
        self.history = PanelTable(ACT_COLUMNS, theme, words.HISTORY, words.NO_ACT)
        self.blocks = PanelTable(BLOCK_COLUMNS, theme, words.BLOCKS_TABLE, words.NO_BLOCK)
        self.open = _button(words.OPEN, words.OPEN_TIP)
        self._faces = QStackedWidget()
        self.tabs: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name, face in (
            (words.SHEET, self.facts),
            (words.UNCERTAINTY, self.budget),
            (words.CERTIFICATES, self.certificates),
            (words.HISTORY, self.history),
            (words.BLOCKS, self.blocks),
        ):
            self._add_face(name, face)
        self.change = self._deed(words.CHANGE, words.CHANGE_TIP, self.change_asked)
        self.verify = self._deed(words.VERIFY, words.VERIFY_TIP, self.verification_asked)
        self.withdraw = self._deed(words.WITHDRAW, words.WITHDRAW_TIP, self.withdrawal_asked)
        self.file = self._deed(words.FILE, words.FILE_TIP, self.filing_asked)
        self.uses = _button(words.USES, words.USES_TIP)
        self.paper = _button(verifying.PAPER, verifying.PAPER_TIP)
        self.acts = self._deed(verifying.ACTS, verifying.ACTS_TIP, self.act_asked)
        self._build()
        self._blank = QWidget()
        self._faces.addWidget(self._blank)
        self._group.idClicked.connect(self._faces.setCurrentIndex)
        self.uses.clicked.connect(self._ask_uses)
        self.blocks.table.activated.connect(self._ask_uses_of_block)
        self.open.clicked.connect(self._open)
        self.certificates.table.activated.connect(self._open)
        self.certificates.table.selectionModel().currentRowChanged.connect(self._point)
        self.paper.clicked.connect(self._ask_paper)
        self.history.table.activated.connect(self._ask_paper)
        self.history.table.selectionModel().currentRowChanged.connect(self._point)
        self.show_nothing()

    def _add_face(self, name: str, face: QWidget) -> None:
        tab = QPushButton(name)
        tab.setObjectName("tight")
        tab.setCheckable(True)
        tab.setAccessibleName(name)
        self._group.addButton(tab, len(self.tabs))
        self.tabs[name] = tab
        self._faces.addWidget(face)

    def _deed(self, text: str, tip: str, asked: SignalInstance) -> QPushButton:
        """A button without a picture, so that all of them fit under the panel of the smallest screen."""
        button = _button(text, tip)

        def ask(_checked: bool = False) -> None:
            asked.emit(self.means)

        button.clicked.connect(ask)
        return button

    def _build(self) -> None:
        under = QHBoxLayout()
        under.addWidget(self.number, 1)
        under.addWidget(self.state)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 0)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addLayout(under)
        head.addWidget(self.due)
        tabs = Flow(tuple(self.tabs.values()), 4)
        tabs.setContentsMargins(12, 0, 12, 0)
        self.tabs[words.SHEET].setChecked(True)
        opening = QHBoxLayout()
        opening.setContentsMargins(12, 0, 12, 0)
        opening.addStretch(1)
        opening.addWidget(self.open)
        self.certificates.body.addLayout(opening)
        doing = QHBoxLayout()
        doing.setContentsMargins(12, 0, 12, 0)
        doing.addWidget(self.acts)
        doing.addStretch(1)
        doing.addWidget(self.paper)
        self.history.body.addLayout(doing)
        deeds = Flow((self.change, self.verify, self.withdraw, self.file, self.uses))
        deeds.setContentsMargins(12, 0, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(tabs)
        layout.addWidget(self._faces, 1)
        layout.addLayout(deeds)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        self.means = None
        self.title.say(words.CHOOSE)
        for label in (self.number, self.state, self.due):
            label.setText("")
        self._faces.setCurrentWidget(self._blank)
        for tab in self.tabs.values():
            tab.hide()

    def show_means(self, line: Line, acts: Sequence[MeansAct], blocks: Sequence[GaugeBlock], on: date) -> None:
        """A means of the list, what was done to it, and the blocks of a set."""
        means = self.means = line.means
        self.title.say(means.designation or means.number)
        self.number.setText(means.number)
        _say(self.state, words.state(means.state), _TINTS[means.state])
        tint = "soft" if line.due is None else DUE_TINTS[line.due.urgency]
        _say(self.due, words.next_verification(line.due, means.due), tint)
        self.facts.show_facts(words.facts(means, "" if means.family is None else family_name(means.family)))
        self.budget.show_means(means)
        self.certificates.rows.show(certificate_rows(acts))
        self.history.rows.show(act_rows(acts))
        self.blocks.rows.show(block_rows(blocks, on))
        says_u = any(block.uncertainty is not None for block in blocks)
        self.blocks.table.setColumnHidden(BLOCK_U, not says_u)
        self.blocks.table.setColumnHidden(BLOCK_GRADE, says_u)
        for face in (self.certificates, self.history, self.blocks):
            face.look()
        if self.certificates.rows.rows:
            self.certificates.table.selectRow(0)
        if self.history.rows.rows:
            self.history.table.selectRow(0)
        is_set = means.kind is InstrumentKind.GAUGE_BLOCKS  # each block has its own uncertainty
        for name, tab in self.tabs.items():
            tab.setVisible(name != (words.UNCERTAINTY if is_set else words.BLOCKS))
            if tab.isChecked() and tab.isHidden():
                self.tabs[words.SHEET].click()
        self._faces.setCurrentIndex(self._group.checkedId())
        self._enable()

    def show_presence(self, who: Who, *, can_verify: bool) -> None:
        """What the person signed in may do to the means shown."""
        is_shown = self.means is not None
        in_use = self.means is not None and self.means.state is not InstrumentState.WITHDRAWN
        permit(self.change, who, Action.EQUIP, possible=is_shown)
        permit(self.withdraw, who, Action.EQUIP, possible=in_use)
        permit(self.file, who, Action.VERIFY_MEANS, possible=is_shown)
        permit(self.verify, who, Action.VERIFY_MEANS, possible=in_use and can_verify)
        permit(self.acts, who, Action.VERIFY_MEANS, possible=in_use)
        permit(self.uses, who, Action.CONSULT, possible=is_shown)

    # -- what it was used for -----------------------------------------------------------------------------------------

    def _ask_uses(self) -> None:
        if self.means is not None:
            self.uses_asked.emit(self.means.number)

    def _ask_uses_of_block(self, index: QModelIndex) -> None:
        if index.isValid():
            self.uses_asked.emit(self.blocks.rows.rows[index.row()].key.serial)

    # -- certificates -------------------------------------------------------------------------------------------------

    @property
    def certificate(self) -> CertificateFiled | None:
        """The document chosen."""
        row = self.certificates.table.currentIndex().row()
        rows = self.certificates.rows.rows
        return rows[row].key if 0 <= row < len(rows) else None

    def _point(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._enable()

    def _enable(self) -> None:
        self.open.setEnabled(self.certificate is not None)
        self.open.setVisible(bool(self.certificates.rows.rows))
        self.paper.setVisible(self.verification is not None)

    @property
    def verification(self) -> Verification | None:
        """The act chosen in the history, where it is one."""
        row = self.history.table.currentIndex().row()
        rows = self.history.rows.rows
        found = rows[row].key if 0 <= row < len(rows) else None
        return found if isinstance(found, Verification) else None

    def _ask_paper(self, *_pressed: object) -> None:
        if self.verification is not None:
            self.paper_asked.emit(self.verification.id)

    def _open(self, *_pressed: object) -> None:
        if self.certificate is not None:
            self.opened.emit(self.certificate)

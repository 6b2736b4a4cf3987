"""How the records of the workshop are filled: its order, gates and questions, each with a sentence about it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.callout import TextureStandard
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.record_options import APPROVING, LONGEST_MINUTES, Order, RecordOptions
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.choice import Choice, Tick
from metroapp.gui.widgets.column_options import ColumnOptions
from metroapp.gui.widgets.comparing_options import ComparingOptions
from metroapp.gui.widgets.option_rows import add_controls, add_ticks, small
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.stepper import Stepper
from metroapp.wording import options as words
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence


class OptionsSection(QFrame):
    """Nothing changes before the button is pressed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self.cleaning = Tick(words.CLEANING, desk.theme)
        self.asks = Tick(words.ASKS, desk.theme)
        self.concordant = Tick(words.CONCORDANT, desk.theme)
        self.widens = Tick(words.WIDENS, desk.theme)
        self.assists = Tick(words.ASSISTS, desk.theme)
        self.corrections = Tick(words.CORRECTIONS, desk.theme)
        self.order = Choice(desk.theme)
        for order in Order:
            self.order.addItem(label(order), order)
        self.order.setAccessibleName(words.ORDER)
        self.approval = Choice(desk.theme)
        self.approval.addItem(words.NO_APPROVAL, None)
        for role in APPROVING:
            self.approval.addItem(words.APPROVAL_BY.format(role=label(role)), role)
        self.approval.setAccessibleName(words.APPROVAL)
        self.minutes = Stepper(0, LONGEST_MINUTES, 0, words.MINUTES, step=5, lowest_said=words.NO_LIMIT)
        self.minutes.setFixedWidth(220)
        self.texture = Choice(desk.theme)
        self.texture.addItem(words.NO_TEXTURE, None)
        for standard in TextureStandard:
            self.texture.addItem(label(standard), standard)
        self.texture.setAccessibleName(words.TEXTURE)
        self.comparing = ComparingOptions(desk.theme)
        self.column = ColumnOptions(desk.theme)
        self.said = Said()
        self.save = QPushButton(words.SAVE)
        self.save.setProperty("role", "primary")
        self.save.setAccessibleName(words.SAVE_NAME)
        self.save.clicked.connect(self._save)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(3)
        title = QLabel(words.TITLE)
        title.setProperty("role", "heading")
        layout.addWidget(title)
        layout.addWidget(small(words.NOTE))
        ticked = (
            (self.cleaning, words.CLEANING_SAID),
            (self.asks, words.ASKS_SAID),
            (self.concordant, words.CONCORDANT_SAID),
            (self.widens, words.WIDENS_SAID),
            (self.assists, words.ASSISTS_SAID),
            (self.corrections, words.CORRECTIONS_SAID),
        )
        add_ticks(layout, ticked)
        add_controls(
            layout,
            (
                (words.APPROVAL, self.approval, words.APPROVAL_SAID),
                (words.ORDER, self.order, words.ORDER_SAID),
                (words.MINUTES, self.minutes, words.MINUTES_SAID),
                (words.TEXTURE, self.texture, words.TEXTURE_SAID),
            ),
        )
        layout.addWidget(self.comparing)
        layout.addWidget(self.column)
        layout.addSpacing(4)
        layout.addWidget(self.said)
        layout.addWidget(self.save)

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.options(), self._show, self._refuse)

    def _show(self, options: RecordOptions) -> None:
        for tick, on in (
            (self.cleaning, options.cleaning),
            (self.asks, options.asks),
            (self.concordant, options.concordant),
            (self.widens, options.widens),
            (self.assists, options.assists),
            (self.corrections, options.offers_corrections),
        ):
            tick.setChecked(on)
        self.order.setCurrentIndex(self.order.findData(options.order))
        self.approval.setCurrentIndex(0 if options.approval is None else 1 + APPROVING.index(options.approval))
        self.minutes.set_value(options.minutes or 0)
        self.texture.setCurrentIndex(self.texture.findData(options.texture))
        self.comparing.show_comparing(options.comparing)
        self.column.show_checks(options.column)
        self.show_presence()

    def show_presence(self) -> None:
        ticks = (self.cleaning, self.asks, self.concordant, self.widens, self.assists, self.corrections)
        chosen = (self.order, self.approval, self.minutes, self.texture)
        for control in (*ticks, *chosen, *self.comparing.controls, *self.column.controls, self.save):
            permit(control, self._desk.who, Action.CHOOSE_OPTIONS)
        self.comparing.grey()

    def chosen(self) -> RecordOptions:
        """What is shown."""
        return RecordOptions(
            order=self.order.currentData(),
            cleaning=self.cleaning.isChecked(),
            approval=self.approval.currentData(),
            asks=self.asks.isChecked(),
            concordant=self.concordant.isChecked(),
            widens=self.widens.isChecked(),
            assists=self.assists.isChecked(),
            offers_corrections=self.corrections.isChecked(),
            minutes=self.minutes.value() or None,
            comparing=self.comparing.chosen(),
            column=self.column.chosen(),
            texture=self.texture.currentData(),
        )

    def _save(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.set_options(self.chosen()), self._saved, self._refuse)

    def _saved(self, _nothing: object) -> None:
        self.said.say(words.SAVED, "good")

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")

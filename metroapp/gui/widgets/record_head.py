"""The head of the measuring page: which record, how far, how the pieces are sorted, for how long."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from metroapp.domain.record_header import RecordHeader
from metroapp.domain.sorting import Disposition, Sorting
from metroapp.gui.icons import icon
from metroapp.gui.models.releve import PIECE_GLYPHS
from metroapp.gui.theme import Theme, Tokens, font
from metroapp.wording import gestures
from metroapp.wording import window as words
from metroapp.wording.labels import mark
from metroapp.wording.work_orders import order

_STEPS = 5  # of what the head gives up on a small screen


class SortingChips(QWidget):
    """How many pieces in each pile, by shape, number and word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sorting: Sorting | None = None
        self._is_brief = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._repaint)

    def show_sorting(self, sorting: Sorting) -> None:
        self._sorting = sorting
        name = words.SORTING_NAME.format(
            conforming=sorting.conforming,
            nonconforming=sorting.nonconforming,
            held=words.SORTING_HELD.format(held=sorting.held) if sorting.held else "",
            concession=sorting.concession,
            unsorted=sorting.unsorted,
        )
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def be_brief(self, brief: bool) -> None:
        """Leave out the pieces that are not sorted, which the progress says too."""
        if brief != self._is_brief:
            self._is_brief = brief
            self.updateGeometry()
            self.update()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def _chips(self) -> list[tuple[str, str, str]]:
        """Text, ground, ink."""
        found, tokens = self._sorting, self._theme.tokens
        if found is None:
            return []
        piles = [
            (Disposition.CONFORMING, found.conforming, tokens.good_soft, tokens.good),
            (Disposition.NONCONFORMING, found.nonconforming, tokens.bad_soft, tokens.bad),
            *([(Disposition.HELD, found.held, tokens.warn_soft, tokens.warn)] if found.held else []),
            (Disposition.CONCESSION, found.concession, tokens.warn_soft, tokens.warn),
            *([] if self._is_brief else [(Disposition.UNSORTED, found.unsorted, tokens.raised, tokens.soft)]),
        ]
        return [
            (f"{PIECE_GLYPHS[pile]} {words.SORTING.format(count=count, mark=mark(pile))}", ground, ink)
            for pile, count, ground, ink in piles
        ]

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(16, bold=True))
        return QSize(round(sum(metrics.horizontalAdvance(text) + 32 for text, _, _ in self._chips())), 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(16, bold=True))
        x = 0.0
        for text, ground, ink in self._chips():
            width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 24
            area = QRectF(x, 2, width, 32)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(area, 8, 8)
            painter.setPen(QColor(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
            x += width + 8


class ElidedLabel(QLabel):
    """A line that ends in an ellipsis when it does not fit; whole as a tool tip and for a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._least = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, least: str = "") -> None:
        """`least`: its beginning, which is never cut."""
        if (text, least) == (self._whole, self._least):
            return
        self._whole, self._least = text, least
        self.ensurePolished()
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(least) + 2 if least else 0)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown if shown.startswith(self._least) else self._least)


class RecordHead(QWidget):
    """One line above the cards. The number of the record is whole in any width: the rest gives way, step by step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel()
        self.title.setProperty("role", "heading")
        self.detail = ElidedLabel()
        self.detail.setProperty("role", "small")
        self.simulation = QLabel(words.SIMULATION)
        self.simulation.setProperty("role", "simulation")
        self.simulation.setFixedHeight(32)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.PROGRESS_NAME)
        self.count = QLabel()
        self.count.setFixedHeight(41)  # px: the head, but for the bar and the space above it
        self.sorting = SortingChips(theme)
        self.elapsed = QLabel()
        self.elapsed.setProperty("role", "heading")
        self.elapsed.setAccessibleName(words.ELAPSED_NAME)
        self.elapsed.setMinimumWidth(70)
        self.elapsed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left = QLabel()
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.hide()
        self.mute = QPushButton()
        self.mute.setProperty("role", "flat")
        self.mute.setFixedWidth(44)
        self.mute.setIconSize(QSize(22, 22))
        self.mute.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._is_muted = False
        self._number = self._designation = ""
        self._says_left = False  # whether the time left is known
        self.show_muted(False)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.detail)
        advance = QVBoxLayout()
        advance.setSpacing(3)
        advance.addWidget(self.count)
        advance.addWidget(self.progress)
        self._time = QWidget()
        time = QVBoxLayout(self._time)
        time.setContentsMargins(0, 0, 0, 0)
        time.setSpacing(0)
        time.addWidget(self.elapsed)
        time.addWidget(self.left)
        self._phase: QWidget | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(names, 1)
        layout.addWidget(self.simulation)
        layout.addLayout(advance)
        layout.addWidget(self.sorting)
        layout.addWidget(self._time)
        layout.addWidget(self.mute)
        self.setFixedHeight(52)
        self._across, self._advance = layout, (self.count, self.progress)
        self._opened_at: datetime | None = None
        self._minutes: int | None = None  # allotted
        self._fitted: tuple[int, Sorting] | None = None  # the boxes planned and the piles for which there is room
        theme.changed.connect(self._dress)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)

    def show_record(self, header: RecordHeader, *, closed: bool) -> None:
        part = header.part
        self._number, self._designation = header.number, part.designation
        self.detail.say(
            words.RECORD_LOT.format(
                reference=part.reference,
                drawing=part.drawing,
                revision=part.revision,
                order=order(header.work_order),
                lot=header.lot or "–",
                operator=header.operator,
            )
        )
        self.simulation.setVisible(header.simulated)
        self._opened_at, self._minutes = header.opened_at, header.options.minutes
        self._tick()
        self._fit()
        if closed:
            self._clock.stop()
        else:
            self._clock.start()

    def show_progress(self, done: int, planned: int, sorting: Sorting) -> None:
        self.progress.setUpdatesEnabled(False)  # it would paint at once, and all that waits to be painted with it
        self.progress.setMaximum(max(1, planned))
        self.progress.setValue(done)
        self.progress.setUpdatesEnabled(True)
        self.count.setText(words.PROGRESS.format(done=done, planned=planned))
        if (planned, sorting) != self._fitted:  # else every value would lay out the window anew
            self._fitted = planned, sorting
            self.count.ensurePolished()
            widest = words.PROGRESS.format(done=planned, planned=planned)
            self.count.setFixedWidth(self.count.fontMetrics().horizontalAdvance(widest) + 2)
            self.sorting.show_sorting(sorting)
            self._fit()

    def place_phase(self, strip: QWidget) -> None:
        """The time of a phase of an examination, shown in the place of the time since the record was opened."""
        self._phase = strip
        self._across.insertWidget(self._across.indexOf(self._time) + 1, strip)

    def show_phase(self, *, shown: bool) -> None:
        if self._phase is not None and self._phase.isHidden() is shown:
            self._phase.setVisible(shown)
            self._time.setVisible(not shown)
            self._fit()

    def fit(self) -> None:
        """The time of the phase takes another width."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give up, until the rest fits: the unsorted pieces and room, the word before the number, the progress,
        the time left by word."""
        for step in range(_STEPS):
            self._give_up(step)
            if self._wanted() <= self.width():
                return

    def _give_up(self, step: int) -> None:
        number = self._number if step > 1 else words.RECORD_TITLE.format(number=self._number)
        self.title.say(f"{number} · {self._designation}" if self._designation else number, number)
        self.sorting.be_brief(step > 0)
        self._across.setSpacing(10 if step else 16)
        self.progress.setFixedWidth(96 if step else 150)
        for widget in self._advance:
            widget.setVisible(step < 3)
        self.left.setVisible(self._says_left and step < 4)

    def _wanted(self) -> int:
        """The width of what is shown; of the title, only the number."""
        if self._phase is None or self._phase.isHidden():
            time = max(label.sizeHint().width() for label in (self.elapsed, self.left) if not label.isHidden())
        else:
            time = self._phase.sizeHint().width()
        columns = [self.title.minimumWidth(), self.sorting.sizeHint().width(), max(70, time), self.mute.width()]
        if not self.simulation.isHidden():
            columns.append(self.simulation.sizeHint().width())
        if not self.count.isHidden():
            columns.append(max(self.count.width(), self.progress.width()))
        return sum(columns) + self._across.spacing() * (len(columns) - 1) + 4

    def stop(self) -> None:
        self._clock.stop()

    def show_muted(self, muted: bool) -> None:
        """Whether the sounds are off; the button says what it would do."""
        self._is_muted = muted
        text = gestures.UNMUTE if muted else gestures.MUTE
        self.mute.setAccessibleName(text)
        self.mute.setToolTip(text)
        self._dress(self._theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self.mute.setIcon(icon("volume-x" if self._is_muted else "volume-2", tokens.soft))

    def _tick(self) -> None:
        if self._opened_at is not None:
            self.show_time(max(0, int((datetime.now(UTC) - self._opened_at).total_seconds())))

    def show_time(self, seconds: int) -> None:
        """The time since the record was opened; beside the time allotted, and by word as well, where there is one."""
        if self._minutes is None:
            self.elapsed.setText(clock(seconds))
            self._tint(self.elapsed, "heading")
            self._says_left = False
            self.left.hide()
            return
        allotted = 60 * self._minutes
        self.elapsed.setText(gestures.ELAPSED.format(elapsed=clock(seconds), allotted=clock(allotted)))
        over = seconds > allotted
        self.left.setText(
            gestures.TIME_OVER.format(over=clock(seconds - allotted))
            if over
            else gestures.TIME_LEFT.format(left=clock(allotted - seconds))
        )
        role = "bad" if over else "warn" if 10 * seconds >= 9 * allotted else "small"
        self._tint(self.left, role)
        self._tint(self.elapsed, "heading" if role == "small" else f"{role}-heading")
        self._says_left = True
        self._fit()

    def _tint(self, label: QLabel, role: str) -> None:
        if label.property("role") != role:
            label.setProperty("role", role)
            label.style().unpolish(label)
            label.style().polish(label)


def clock(seconds: int) -> str:
    """`12:34`, `1:02:03`."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"

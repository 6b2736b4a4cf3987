"""What a line says, in large figures, at each key press: its limits and how they were found, or why it says nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.gui.icons import paint_icon
from metroapp.gui.models.part_lines import Line
from metroapp.gui.theme import Theme, fitted, font
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.sheets.part_lines import LineText, ReadLine
from metroapp.wording import parts as words
from metroapp.wording.derivations import derivation, limits
from metroapp.wording.geometric_methods import method_said
from metroapp.wording.labels import label
from metroapp.wording.numbers import figures, with_unit
from metroapp.wording.sentences import sentence

_FIGURES = 27  # px
HEIGHT = 112


class CalloutReading(QFrame):
    """Left: kind, limits, middle. Right: the derivation, or the reason. The height never changes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(words.READING)
        self.setFixedHeight(HEIGHT)
        self._theme = theme
        self._sign = ""
        self.kind, self.limits, self.middle = ElidedLabel(), _Figures(), ElidedLabel()
        self.kind.setProperty("role", "small")
        self.middle.setProperty("role", "small")
        self.reason = _Reason()
        left = QVBoxLayout()
        left.setSpacing(2)
        for widget in (self.kind, self.limits, self.middle):
            left.addWidget(widget)
        layout = QGridLayout(self)
        layout.setContentsMargins(56, 8, 16, 8)
        layout.setHorizontalSpacing(18)
        layout.addLayout(left, 0, 0)
        layout.addWidget(self.reason, 0, 1)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(1, 3)
        theme.changed.connect(self._repaint)
        self.show_nothing()

    def show_nothing(self) -> None:
        self._say("", "", "", "", words.READING_NONE)

    def show_line(self, line: Line | None) -> None:
        """The line under the cursor, with what other lines make wrong in it."""
        if line is None:
            self.show_nothing()
        else:
            self.show_reading(line.text, line.read, line.wrong)

    def show_reading(self, text: LineText, read: ReadLine, wrong: dict[str, str] | None = None) -> None:
        """A line as it is being typed."""
        if wrong is None:
            wrong = {}
            for error in read.errors:
                wrong.setdefault(error.field, sentence(error.message))
        callout = read.callout
        if text.is_empty:
            self.show_nothing()
            return
        if callout is None:
            reason = wrong.get("callout") or next(iter(wrong.values()), words.READING_NONE)
            self._say("bad", text.callout, words.READING_WRONG, "", reason)
            return
        nature = callout.nature if read.characteristic is None else read.characteristic.nature
        kind = label(callout.kind)
        if nature is not None:
            kind = words.READING_KIND.format(kind=kind, nature=label(nature))
        if callout.multiplicity > 1:
            first, last = f"{text.balloon}.1", f"{text.balloon}.{callout.multiplicity}"
            several = words.READING_SEVERAL.format(count=callout.multiplicity, first=first, last=last)
            kind = f"{kind} – {several}"
        middle, interval = callout.mid_limit, callout.tolerance_interval
        said = ""
        if middle is not None and interval is not None and callout.unit is not None:
            said = words.READING_MIDDLE.format(
                middle=figures(middle, callout.unit), interval=with_unit(interval, callout.unit)
            )
        lines = [derivation(callout)]
        if read.characteristic is not None and (how := method_said(read.characteristic)):
            lines.append(how)
        lines += [words.READING_ALSO.format(column=words.COLUMNS[name], reason=why) for name, why in wrong.items()]
        self._say("bad" if wrong else "good", kind, limits(callout) or words.READING_NO_LIMITS, said, "\n".join(lines))

    def show_declaration(self, declared: str, said: str, refusal: Refusal | None) -> None:
        """The general tolerances, as they are being typed."""
        if refusal is None:
            self._say("good", words.READING_GENERAL, declared, "", said)
        else:
            self._say("bad", declared, words.READING_GENERAL_WRONG, "", sentence(refusal))

    def _say(self, sign: str, kind: str, figures: str, middle: str, reason: str) -> None:
        self._sign = sign
        self.kind.say(kind)
        self.limits.say(figures)
        self.middle.say(middle)
        self.reason.setText(reason)
        self.reason.setToolTip(reason)
        self.setAccessibleDescription(" ".join(filter(None, (kind, figures, middle, reason))))
        self.update()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._sign:
            picture = "circle-check" if self._sign == "good" else "triangle-alert"
            colour = getattr(self._theme.tokens, self._sign)
            side = 28.0
            paint_icon(QPainter(self), picture, colour, QRectF(15, (self.height() - side) / 2, side, side))


class _Reason(QLabel):
    """Sentences, in letters small enough for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), self.rect()
        painter.setPen(self.palette().windowText().color())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        for pixels in (15, 14, 13, 12, 11):
            painter.setFont(font(pixels, narrow=pixels < 15))
            if painter.fontMetrics().boundingRect(area, int(flags), self.text()).height() <= area.height():
                break
        painter.drawText(area, int(flags), self.text())


class _Figures(QLabel):
    """The limits, as large as they fit."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(40)

    def say(self, text: str) -> None:
        self._text = text
        self.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(fitted(self._text, _FIGURES, self.width() - 2, bold=True))
        area = QRectF(self.rect())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)

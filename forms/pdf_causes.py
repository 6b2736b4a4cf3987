"""The causes of nonconformities as a fishbone (Ishikawa): three branches above the bone, the others below.

Each branch lists its causes, the one with the most pieces first; what does not fit is counted.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import CauseBranch, CauseDiagram
from forms.pdf_pieces import heading
from forms.typeface import BOLD, NARROW, fitted, printable, width
from metroapp.wording import production_report as words

_TITLE, _HALF, _HEAD = 6.5 * mm, 34 * mm, 30 * mm
_LINE = 4.2 * mm
_MOST = 6  # causes of a branch
_LEAN = 10 * mm  # of a branch, over its height


class CausePicture(Flowable):  # type: ignore[misc]
    def __init__(self, block: CauseDiagram, room: float) -> None:
        super().__init__()
        self._block, self.width = block, room
        self.height = _TITLE + 2 * _HALF
        self.spaceAfter = 4 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, block = self.canv, self._block
        heading(canvas, 0, self.height - 12, block.title)
        bone, right = _HALF, self.width - _HEAD
        canvas.setStrokeColor(style.ACCENT)
        canvas.setLineWidth(1.6)
        canvas.line(0, bone, right, bone)
        canvas.setFillColor(style.ACCENT)
        path = canvas.beginPath()
        path.moveTo(right, bone + 5)
        path.lineTo(right + 7, bone)
        path.lineTo(right, bone - 5)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, style.LEAD)
        for place, line in enumerate(block.effect.split("\n")):
            canvas.drawString(right + 10, bone + 2 - place * 12, fitted(line, BOLD, style.LEAD, _HEAD - 10))
        upper = (len(block.branches) + 1) // 2
        for row, branches in enumerate((block.branches[:upper], block.branches[upper:])):
            share = right / max(1, len(branches))
            for place, branch in enumerate(branches):
                self._branch(canvas, branch, place * share, share, above=row == 0)

    def _branch(self, canvas: Any, branch: CauseBranch, left: float, share: float, *, above: bool) -> None:
        """Its name at its outer end, its causes beside it."""
        bone, side = _HALF, 1 if above else -1
        foot, tip = left + share - 2 * mm, left + share - 2 * mm - _LEAN
        outer = bone + side * (_HALF - 7 * mm)
        canvas.setStrokeColor(style.GREY)
        canvas.setLineWidth(1)
        canvas.line(foot, bone, tip, outer)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, style.TEXT)
        canvas.drawRightString(tip + 6 * mm, outer + (3 if above else -9), branch.name)
        shown = branch.causes[:_MOST] if len(branch.causes) <= _MOST else branch.causes[: _MOST - 1]
        left_out = len(branch.causes) - len(shown)
        canvas.setFont(NARROW, style.SMALL)
        for place, one in enumerate((*shown, None) if left_out else shown):
            y = outer - side * (place + 1) * _LINE - (0 if above else 3)
            along = tip + _LEAN * abs(outer - y) / abs(outer - bone)
            text, room = words.MORE.format(count=left_out), along - left - 3 * mm
            if one is not None:  # the words are cut, never the number
                taken = width(words.COUNT_OF_CAUSE.format(said="", count=one[1]), NARROW, style.SMALL)
                said = fitted(printable(one[0]), NARROW, style.SMALL, room - taken)
                text = words.COUNT_OF_CAUSE.format(said=said, count=one[1])
            canvas.setFillColor(style.INK)
            canvas.drawRightString(along - 2 * mm, y, text)

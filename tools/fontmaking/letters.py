"""Circled letters and numbers (modifiers of ISO 1101, balloons), made from the base font's own letters."""

from __future__ import annotations

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from tools.fontmaking.outline import Outline

CIRCLED = {
    **{0x24B6 + index: chr(ord("A") + index) for index in range(26)},
    **{0x2460 + index: str(index + 1) for index in range(20)},
}
ADVANCE = 920
_CENTRE = (460.0, 357.0)
_RADIUS = 420.0


def circled(text: str, letters: TTFont, narrow: TTFont, width: float) -> Glyph:
    """`text` in a circle. Letters come from a bolder cut, so that once reduced they keep the weight of the line."""
    source = narrow if len(text) > 1 else letters
    glyphs, names = source.getGlyphSet(), source.getBestCmap()
    scale = 0.66 if len(text) == 1 else 0.62
    spans, x = [], 0.0
    for character in text:
        name = names[ord(character)]
        spans.append((name, x))
        x += glyphs[name].width
    bounds = BoundsPen(glyphs)
    for name, offset in spans:
        glyphs[name].draw(TransformPen(bounds, (1, 0, 0, 1, offset, 0)))
    left, bottom, right, top = bounds.bounds or (0, 0, 0, 0)
    outline = Outline(width)
    outline.ring(_CENTRE, _RADIUS)
    dx = _CENTRE[0] - scale * (left + right) / 2
    dy = _CENTRE[1] - scale * (bottom + top) / 2
    for name, offset in spans:
        glyphs[name].draw(TransformPen(outline.pen, (scale, 0, 0, scale, dx + scale * offset, dy)))
    return outline.glyph()

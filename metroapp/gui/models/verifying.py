"""The points of a verification as the lines of a table."""

from __future__ import annotations

from metroapp.gui.models.rows import CENTRE, RIGHT, Column, Row
from metroapp.services.events import VerifyingView
from metroapp.wording import verifying as words

COLUMNS = (
    Column(words.NUMBER, RIGHT, 36),
    Column(words.CHECK, width=142),
    Column(words.DIRECTION, CENTRE, 66),
    Column(words.POINT, RIGHT, 68),
    Column(words.STANDARD),
    Column(words.CERTIFIED, RIGHT, 88),
    Column(words.INDICATION, RIGHT, 80),
    Column(words.ERROR, RIGHT, 84),
    Column(words.PERMISSIBLE, RIGHT, 64),
    Column(words.COUNT, CENTRE, 78),
    Column(words.STATUS, width=144),
)
DIRECTION = 2
_STATUS = len(COLUMNS) - 1


def rows_of(view: VerifyingView) -> list[Row]:
    return [
        Row(words.line(place, result), place, (_STATUS, words.TINTS[result.outcome]))
        for place, result in enumerate(view.conclusion.points)
    ]

"""What the button of the look shows: the picture and the word of the look that it goes to."""

from __future__ import annotations

from typing import NamedTuple

from metroapp.gui.theme import CONTRAST, DARK, LIGHT
from metroapp.wording import window as words


class LookSign(NamedTuple):
    picture: str
    text: str


LOOK_SIGNS = {
    LIGHT.name: LookSign("sun", words.TO_LIGHT),
    DARK.name: LookSign("moon", words.TO_DARK),
    CONTRAST.name: LookSign("eye", words.TO_CONTRAST),
}

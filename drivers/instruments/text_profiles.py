"""Profiles of text instruments whose frames are printed in a manual or a published program.

Left out, because a part of them is nowhere confirmed: Metro M2 (speed and answer), Mark-10 (speed; torques and forces,
which are no lengths), readouts of Arduino programs that print JSON.
"""

from __future__ import annotations

from drivers.text_profile import TextProfile

# `12.34 mm` CR LF at 9600 8N1 (public program Arduino-i2c-caliper, test.ino: println of the value and its unit).
ARDUINO = TextProfile(name="Arduino", pattern="{value} {unit}")

# Sign, eight signs, comma, space, `IN` or `MM`, CR LF; asked by `R` CR (Chicago Dial Indicator, USB and RS232
# communication protocol). Blanks may stand for leading digits.
CHICAGO_DIAL = TextProfile(name="Chicago Dial Indicator", pattern="{value:+9}, {unit}", request=b"R\r")

PROFILES = (ARDUINO, CHICAGO_DIAL)

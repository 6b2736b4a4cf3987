"""The sentences of what the program refuses: one clear French sentence each, with a way out.

`tests/test_wording.py` holds this table against the codes that the program raises, both ways.
"""

from __future__ import annotations

from metroapp.wording.refusals.drawings import DRAWINGS
from metroapp.wording.refusals.formulas import FORMULAS
from metroapp.wording.refusals.parts import PARTS
from metroapp.wording.refusals.people import PEOPLE
from metroapp.wording.refusals.sheets import SHEETS
from metroapp.wording.refusals.workshop import WORKSHOP

REFUSALS: dict[str, str] = {**DRAWINGS, **FORMULAS, **PARTS, **PEOPLE, **SHEETS, **WORKSHOP}

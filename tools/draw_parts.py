"""Draw the demonstration parts: one PDF each, and beside it where each balloon stands.

    python -m tools.draw_parts [--output data/parts]

The JSON gives each balloon's centre in PDF points from the lower left corner of its page (0 is the first page); it is
written from the drawing itself, so that the window can never highlight a place where no balloon is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.units import mm

from tools.demo_parts import SHAFT, SUPPORT, DemoPart
from tools.drawing import shaft, support
from tools.drawing.cartouche import frame, general_texture, revisions, title_block
from tools.drawing.sheet import Sheet
from tools.drawing.symbols import BALLOON_RADIUS

A4_LANDSCAPE = (297.0, 210.0)
DRAWINGS: tuple[tuple[DemoPart, Callable[[Sheet], None], str], ...] = (
    (SHAFT, shaft.draw, "Ra 3,2"),
    (SUPPORT, support.draw, "Ra 6,3"),
)


def draw(part: DemoPart, view: Callable[[Sheet], None], texture: str, folder: Path) -> None:
    """Write the drawing of a part and the places of its balloons."""
    path = folder / f"{part.name}.pdf"
    sheet = Sheet(path, *A4_LANDSCAPE, f"{part.designation} – {part.drawing_number} {part.revisions[0].index}")
    frame(sheet)
    title_block(sheet, part)
    revisions(sheet, part)
    general_texture(sheet, texture)
    view(sheet)
    sheet.save()
    numbers = sorted(sheet.balloons)
    if numbers != list(range(1, len(part.lines) + 1)):
        raise SystemExit(f"{part.name}: balloons {numbers} for {len(part.lines)} characteristics")
    places = {
        "drawing": path.name,
        "page_size": [round(side * mm, 2) for side in A4_LANDSCAPE],
        "radius": round(BALLOON_RADIUS * mm, 2),
        "balloons": [
            {
                "balloon": n,
                "page": 0,
                "x": round(sheet.balloons[n][0] * mm, 2),
                "y": round(sheet.balloons[n][1] * mm, 2),
            }
            for n in numbers
        ],
    }
    text = json.dumps(places, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{part.name}.balloons.json").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the demonstration parts.")
    parser.add_argument("--output", type=Path, default=Path("data/parts"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for part, view, texture in DRAWINGS:
        draw(part, view, texture, folder)


if __name__ == "__main__":
    main()

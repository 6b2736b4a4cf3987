"""Render the application's mark to PNG, for the places that take no SVG (window managers, shortcuts).

python -m tools.render_app_icon
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path("resources/icons")
SIDE = 256


def main() -> None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / "metroapp.svg")).render(painter)
    painter.end()
    if not image.save(str(ICONS / "metroapp.png")):
        raise SystemExit("metroapp.png could not be written")


if __name__ == "__main__":
    main()

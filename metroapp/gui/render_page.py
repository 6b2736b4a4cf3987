"""A child process that draws one page of a PDF: `python -m metroapp.gui.render_page FILE PAGE SCALE` → PNG.

PDFium parses files from outside and is not made for threads: it runs here, alone, and can be killed at any time.
"""

from __future__ import annotations

import io
import sys

LARGEST_SIDE = 6000  # pixels: a hostile page size must not fill the memory


def render(path: str, page: int, scale: float) -> bytes:
    """The page as PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        found = document[page]
        scale = min(scale, LARGEST_SIDE / max(1.0, *found.get_size()))
        picture = io.BytesIO()
        found.render(scale=scale).to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue()
    finally:
        document.close()


def main(arguments: list[str]) -> int:
    path, page, scale = arguments
    _limit_memory()
    sys.stdout.buffer.write(render(path, int(page), float(scale)))
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

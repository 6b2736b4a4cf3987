"""A child process that opens a drawing or a paper from outside, measures its pages, draws one of them or reads them.

    python -P render_page.py facts FILE DIGEST             the width and height of each page, in points, as JSON
    python -P render_page.py words FILE DIGEST             what a PDF says: its keywords, the text of each page, as JSON
    python -P render_page.py page FILE DIGEST PAGE SCALE   one page as PNG, SCALE pixels for each point

PDFium and Pillow parse files from outside, and PDFium is not made for threads: they run here, alone, with limits, and
can be killed at any time. Started by its path: nothing of the folder in which the program runs can take its place.
DIGEST is the SHA-256 that the bytes must have, or `-`. What is refused is said by the code of exit.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

ABSENT, NOT_A_DRAWING, ENCRYPTED, DAMAGED, MANY_PAGES, PAGE_SIZE, CHANGED, TOO_LARGE, NO_MEMORY = range(3, 12)

MOST_BYTES = 64 * 2**20
MOST_PAGES, MOST_READ = 200, 3000  # of what is shown, and of the program's own papers, which are read
SMALLEST_SIDE, LARGEST_SIDE = 10.0, 14400.0  # points
LARGEST_PICTURE = 6000  # pixels of a side: a hostile page size must not fill the memory
_MOST_PIXELS = 250_000_000  # A0 scanned at 400 dpi
_MEMORY, _SECONDS = 2**31, 60
_A4 = 841.89  # points: the longer side of a picture that does not say its resolution
_RESOLUTIONS = range(100, 1201)  # dpi; 72 and 96 are what programs write when they do not know
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"GIF8", "GIF"),
)
SUFFIXES = {"PDF": ".pdf", "PNG": ".png", "JPEG": ".jpg", "TIFF": ".tif", "BMP": ".bmp", "GIF": ".gif", "WEBP": ".webp"}


NO_OTHERS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType({})


class Refused(Exception):
    """Holds the code of exit."""


def kind_of(content: bytes) -> str | None:
    """What the first bytes say; None for anything that is no drawing."""
    if b"%PDF-" in content[:1024]:
        return "PDF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for sign, kind in _SIGNS if content.startswith(sign)), None)


def read(path: Path, digest: str) -> bytes:
    """The bytes that were asked for, and no other."""
    if not path.is_file():
        raise Refused(ABSENT)
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if digest != "-" and hashlib.sha256(content).hexdigest() != digest:
        raise Refused(CHANGED)
    return content


def sizes(content: bytes, most: int = MOST_PAGES) -> list[tuple[float, float]]:
    """Width and height of each page, in points."""
    found = list(_pdf_sizes(content, most) if kind_of(content) == "PDF" else _picture_sizes(content))
    if not found:
        raise Refused(DAMAGED)
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for size in found for side in size):
        raise Refused(PAGE_SIZE)
    return found


def render(content: bytes, page: int, scale: float, most: int = MOST_PAGES) -> bytes:
    """The page as PNG; in greys where it has no colour."""
    drawn = _pdf_page(content, page, scale, most) if kind_of(content) == "PDF" else _picture_page(content, page, scale)
    written = io.BytesIO()
    _without_colour(drawn).save(written, "PNG", compress_level=1)
    return written.getvalue()


# -- PDF ---------------------------------------------------------------------------------------------------------------


def open_pdf(content: bytes, most: int = MOST_PAGES) -> Any:
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(ENCRYPTED if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD else DAMAGED) from error
    # PDFium repairs what it can; half a drawing must not pass for a whole one.
    if b"%%EOF" not in content.rstrip(b"\0\r\n\t ")[-1024:]:
        raise Refused(DAMAGED)
    if len(document) > most:
        raise Refused(MANY_PAGES)
    return document


def _pdf_sizes(content: bytes, most: int) -> Iterator[tuple[float, float]]:
    document = open_pdf(content, most)
    for page in range(len(document)):
        yield document.get_page_size(page)


def words(content: bytes) -> dict[str, Any]:
    """The keywords of a PDF and the text of each of its pages."""
    if kind_of(content) != "PDF":
        raise Refused(NOT_A_DRAWING)
    document = open_pdf(content, MOST_READ)
    pages = (document[page].get_textpage().get_text_bounded() for page in range(len(document)))
    return {"keywords": document.get_metadata_value("Keywords"), "pages": list(pages)}


def _pdf_page(content: bytes, page: int, scale: float, most: int) -> Any:
    found = open_pdf(content, most)[page]
    scale = min(scale, LARGEST_PICTURE / max(1.0, *found.get_size()))
    return found.render(scale=scale).to_pil()


# -- pictures ----------------------------------------------------------------------------------------------------------


def _frame(content: bytes, page: int) -> Any:
    from PIL import Image, UnidentifiedImageError

    kind = kind_of(content)
    if kind is None:
        raise Refused(NOT_A_DRAWING)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS // 2  # Pillow refuses beyond twice this, and warns beyond it
    try:
        image = Image.open(io.BytesIO(content), formats=[kind])
        image.seek(page if kind == "TIFF" else 0)  # the frames of an animation are no pages
    except Image.DecompressionBombError as error:
        raise Refused(PAGE_SIZE) from error
    except (UnidentifiedImageError, EOFError, SyntaxError) as error:
        raise Refused(DAMAGED) from error
    return image


def _picture_sizes(content: bytes) -> Iterator[tuple[float, float]]:
    for page in range(_frames(content)):
        image = _frame(content, page)
        size = _points(image)
        image.load()  # a truncated picture says so here
        yield size


def _frames(content: bytes) -> int:
    """How many pages a picture has, counted no further than it may have: Pillow would follow a chain of any length."""
    image = _frame(content, 0)
    if kind_of(content) != "TIFF":
        return 1
    for page in range(1, MOST_PAGES + 1):
        try:
            image.seek(page)
        except EOFError:
            return page
    raise Refused(MANY_PAGES)


def _points(image: Any) -> tuple[float, float]:
    """Its size on paper: as it says, else as large as A4; turned as the camera says."""
    width, height = image.size
    said = image.info.get("dpi") or (0, 0)
    dpi = [round(float(one)) for one in said]
    if all(one in _RESOLUTIONS for one in dpi):
        size = width * 72 / dpi[0], height * 72 / dpi[1]
    else:
        share = _A4 / max(width, height)
        size = width * share, height * share
    is_lying = image.getexif().get(0x0112) in (5, 6, 7, 8)
    return size[::-1] if is_lying else size


def _picture_page(content: bytes, page: int, scale: float) -> Any:
    points = max(_points(_frame(content, page)))
    return picture(content, min(LARGEST_PICTURE, max(1, round(points * scale))), page)


def picture(content: bytes, target: int, page: int = 0) -> Any:
    """A picture as it is seen, in greys or colours on white, whose longer side has at most `target` pixels."""
    from PIL import Image, ImageOps

    image = _frame(content, page)
    if image.format == "JPEG":
        image.draft(None, (target, target))  # decoded small where it is large
    turned = ImageOps.exif_transpose(image)
    plain = _plain(turned)
    if max(plain.size) > target:
        share = target / max(plain.size)
        size = tuple(max(1, round(side * share)) for side in plain.size)
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return plain


def _plain(image: Any) -> Any:
    """Greys or colours of eight bits, on white paper."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        image = image.convert("F")
        most = image.getextrema()[1]
        return image.point(lambda value: value * (255.0 / (65535 if most > 255 else 255))).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _without_colour(picture: Any) -> Any:
    from PIL import ImageChops

    if picture.mode != "RGB":
        return picture.convert("RGB") if picture.mode not in ("L", "RGB") else picture
    red, green, blue = picture.split()
    is_grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    return red if is_grey else picture


# -- the process -------------------------------------------------------------------------------------------------------


def answer(arguments: list[str], others: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    verb, path, digest, *rest = arguments
    content = read(Path(path), digest)
    if kind_of(content) is None:
        raise Refused(NOT_A_DRAWING)
    if verb in others:
        return others[verb](content)
    if verb == "words":
        return json.dumps(words(content)).encode()
    most = MOST_READ if verb in ("paper-facts", "paper-page") else MOST_PAGES
    if verb in ("facts", "paper-facts"):
        return json.dumps({"sizes": sizes(content, most)}).encode()
    return render(content, int(rest[0]), float(rest[1]), most)


def main(arguments: list[str], others: Mapping[str, Callable[[bytes], bytes]] = NO_OTHERS) -> NoReturn:
    """Answer, and exit; `others` are the verbs of `bound_pages`, which does the rest of this as it is done here."""
    _limit()
    try:
        said = answer(arguments, others)
    except Refused as refused:
        sys.exit(refused.args[0])
    except MemoryError:
        sys.exit(NO_MEMORY)
    except Exception:  # whatever a parser trips on, the file is what is wrong
        sys.exit(DAMAGED)
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    sys.exit(0)


def _limit() -> None:
    """Memory and time of the processor: those of this process, whatever becomes of its parent."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])

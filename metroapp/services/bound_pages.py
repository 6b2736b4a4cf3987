"""A child process that makes the pages of a paper from outside ready to be bound with others.

    python -P bound_pages.py bound FILE DIGEST    its pages as a PDF that has nothing else, on the standard output

PDFium flattens each page: what a form or an annotation shows becomes part of it, what it does is left out. A page that
cannot be drawn in time is given up here, and not by whoever reads the dossier. Each is then wrapped whole in a new one,
upright, whose corner is at the origin: nothing of the file is in the catalogue of the bound PDF, and nothing drawn
after it depends on what it did. A picture is laid on A4, the same way round.
Started as `render_page` is, with its limits and its codes of exit.
"""

from __future__ import annotations

import io
import sys
import zlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NoReturn

MOST_WRITTEN = 64 * 2**20  # bytes
_A4 = (595.28, 841.89)  # points
_MARGIN, _FOOT = 36.0, 46.0  # points: what is written under a page stays white
_LONGEST_SIDE = 2400  # pixels: about 200 for an inch of A4
_QUALITY = 88
_LOOK, _LOOK_MOST = 0.3, 400.0  # pixels for a point, and of the longer side: whether a page can be drawn
_HEAVY = 3 * 2**20  # bytes: a picture without loss that is heavier is written as a photograph


def main(arguments: list[str]) -> NoReturn:
    render_page = _beside("render_page")
    render_page.main(arguments, {"bound": lambda content: bound(render_page, content)})
    raise AssertionError("it exits")


def bound(render_page: Any, content: bytes) -> bytes:
    """The pages of a paper; raises what `render_page` says by a code of exit."""
    is_pdf = render_page.kind_of(content) == "PDF"
    written = _wrapped(render_page, _flattened(render_page, content)) if is_pdf else _laid(render_page, content)
    if len(written) > MOST_WRITTEN:
        raise render_page.Refused(render_page.TOO_LARGE)
    return written


def _beside(name: str) -> Any:
    """A module of the same folder, which is in no path of a child."""
    found = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert found is not None and found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


# -- PDF ---------------------------------------------------------------------------------------------------------------


def _flattened(render_page: Any, content: bytes) -> bytes:
    """The pages of a PDF in a new one, without its catalogue."""
    import pypdfium2
    from pypdfium2.raw import FLAT_PRINT, FLATTEN_FAIL, FPDFPage_Flatten

    document = render_page.open_pdf(content)
    document.init_forms()  # draws the fields that say no appearance
    for number in range(len(document)):
        page = document[number]
        if FPDFPage_Flatten(page, FLAT_PRINT) == FLATTEN_FAIL:
            raise render_page.Refused(render_page.DAMAGED)
        page.render(scale=min(_LOOK, _LOOK_MOST / max(1.0, *page.get_size())))
        page.close()
    alone = pypdfium2.PdfDocument.new()
    alone.import_pages(document)
    written = io.BytesIO()
    alone.save(written)
    return written.getvalue()


def _wrapped(render_page: Any, content: bytes) -> bytes:
    import pypdf
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    reader, writer = pypdf.PdfReader(io.BytesIO(content)), _empty()
    for page in reader.pages:
        left, bottom, right, top = (float(side) for side in page.cropbox)
        turned = page.rotation % 360
        wide, high = (top - bottom, right - left) if turned in (90, 270) else (right - left, top - bottom)
        if not all(render_page.SMALLEST_SIDE <= side <= render_page.LARGEST_SIDE for side in (wide, high)):
            raise render_page.Refused(render_page.PAGE_SIZE)
        upright = {
            0: (1, 0, 0, 1, -left, -bottom),
            90: (0, -1, 1, 0, -bottom, right),
            180: (-1, 0, 0, -1, right, top),
            270: (0, 1, -1, 0, top, -left),
        }[turned]
        drawn, given = DecodedStreamObject(), page.get_contents()
        drawn.set_data(b"" if given is None else given.get_data())
        form = drawn.flate_encode()
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): _numbers(left, bottom, right, top),
                NameObject("/Matrix"): _numbers(*upright),
                NameObject("/Resources"): page.get("/Resources", DictionaryObject()).get_object().clone(writer),
            }
        )
        if "/Group" in page:
            form[NameObject("/Group")] = page["/Group"].clone(writer)
        _add_page(writer, wide, high, form, b"q /P Do Q")
    return _bytes(writer)


# -- pictures ----------------------------------------------------------------------------------------------------------


def _laid(render_page: Any, content: bytes) -> bytes:
    """A picture on A4, as large as it can be, never stretched."""
    from pypdf.generic import NameObject, NumberObject, StreamObject

    render_page.sizes(content)  # refuses one that is truncated, or of an impossible size
    image = render_page.picture(content, _LONGEST_SIDE)
    data, coding = _coded(image, as_photograph=render_page.kind_of(content) == "JPEG")
    stream = StreamObject()
    stream._data = data
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(image.width),
            NameObject("/Height"): NumberObject(image.height),
            NameObject("/ColorSpace"): NameObject("/DeviceGray" if image.mode == "L" else "/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject(coding),
        }
    )
    wide, high = _A4 if image.height >= image.width else _A4[::-1]
    share = min((wide - 2 * _MARGIN) / image.width, (high - _MARGIN - _FOOT) / image.height)
    x, y = (wide - image.width * share) / 2, _FOOT + (high - _MARGIN - _FOOT - image.height * share) / 2
    placed = f"q {image.width * share:.3f} 0 0 {image.height * share:.3f} {x:.3f} {y:.3f} cm /P Do Q"
    writer = _empty()
    _add_page(writer, wide, high, stream, placed.encode())
    return _bytes(writer)


def _coded(image: Any, *, as_photograph: bool) -> tuple[bytes, str]:
    """The pixels of a picture as a PDF holds them: without loss where it came so and stays light."""
    if not as_photograph:
        data = zlib.compress(image.tobytes())
        if len(data) <= _HEAVY:
            return data, "/FlateDecode"
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue(), "/DCTDecode"


# -- the new pages -----------------------------------------------------------------------------------------------------


def _empty() -> Any:
    import pypdf

    return pypdf.PdfWriter()


def _add_page(writer: Any, wide: float, high: float, shown: Any, content: bytes) -> None:
    """A page that shows one object, called `P`."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    page = writer.add_blank_page(round(wide, 3), round(high, 3))
    named = DictionaryObject({NameObject("/P"): writer._add_object(shown)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)


def _numbers(*values: float) -> Any:
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject([FloatObject(round(value, 4)) for value in values])


def _bytes(writer: Any) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])

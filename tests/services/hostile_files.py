"""Files made to harm whoever opens them: each is a drawing by its first bytes, or says that it is one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

_PAGE_BOX = b"/MediaBox [0 0 842 595] "
_DRAWN = b"0 0 100 100 re f"
_LOOKS = b"<< /Type /Catalog /Pages 2 0 R "


def pdf(objects: Mapping[int, bytes], *, previous: bytes = b"", start: int | None = None) -> bytes:
    """A PDF of these objects; `previous` goes into its trailer, `start` is where it says that its table begins."""
    written, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table, size = len(written), max(objects) + 1
    written += b"xref\n0 %d\n" % size
    for number in range(size):
        written += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    written += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size, previous.replace(b"TABLE", b"%d" % table))
    written += b"startxref\n%d\n%%%%EOF\n" % (table if start is None else start)
    return bytes(written)


def stream(content: bytes, facts: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), facts, content)


def one_page(
    content: bytes = _DRAWN, *, catalog: bytes = b"", page: bytes = b"", box: bytes = _PAGE_BOX, **more: bytes
) -> dict[int, bytes]:
    """The objects of a PDF of one page; `more` are further ones, `o5` to be the fifth."""
    objects = {
        1: _LOOKS + catalog + b">>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + box + page + b">>",
        4: stream(content),
    }
    return objects | {int(name[1:]): said for name, said in more.items()}


def _packed(piece: bytes, times: int) -> bytes:
    """What zlib makes of a piece repeated so often, without ever having the whole: packed once, its block repeated."""
    packer, check = zlib.compressobj(9, wbits=-15), 1
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(times):
        check = zlib.adler32(piece, check)
    return b"\x78\xda" + block * times + packer.flush() + struct.pack(">I", check)


def _form(inner: int, content: bytes = b"/F Do " * 4) -> bytes:
    facts = b"/Type /XObject /Subtype /Form /BBox [0 0 842 595] /Resources << /XObject << /F %d 0 R >> >>" % inner
    return stream(content, facts)


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + page) for page in range(count))
    objects = {1: _LOOKS + b">>", 2: b"<< /Type /Pages /Count %d /Kids [%b] %b >>" % (count, kids, _PAGE_BOX)}
    return pdf(objects | {3 + page: b"<< /Type /Page /Parent 2 0 R >>" for page in range(count)})


def _deep_tree(depth: int) -> bytes:
    objects = {1: _LOOKS + b">>", depth: b"<< /Type /Page /Parent %d 0 R %b >>" % (depth - 1, _PAGE_BOX)}
    return pdf(objects | {node: b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (node + 1) for node in range(2, depth)})


def _chunk(name: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))


def png(width: int, height: int, lines: int, *extra: bytes) -> bytes:
    """A grey picture of one colour of which only the first `lines` are there."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 + width)) for _ in range(lines)) + packer.flush()
    chunks = (_chunk(b"IHDR", header), *extra, _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def tiff(pages: int, *, is_loop: bool = False) -> bytes:
    """Ten pixels a side on each page; a loop says that its last page is followed by its first."""
    facts = ((256, 4, 10), (257, 4, 10), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, 10),
             (279, 4, 100))  # fmt: skip
    page = struct.pack("<H", len(facts)) + b"".join(
        struct.pack("<HHII", tag, kind, 1, said) for tag, kind, said in facts
    )
    first, size = 108, len(page) + 4
    following = [first + number * size for number in range(1, pages)] + [first if is_loop else 0]
    head = b"II*\0" + struct.pack("<I", first) + bytes(100)
    return head + b"".join(page + struct.pack("<I", place) for place in following)


_WHOLE = pdf(one_page())
_SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>'
_RUNS = b"/OpenAction << /S /JavaScript /JS (while\\(1\\){}) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >> "
_HOLDS = b"/Names << /EmbeddedFiles << /Names [(a.exe) 5 0 R] >> >> "
_USES = b"/Resources << /XObject << /F 5 0 R >> >> "

# What is shown as the drawing that it also is.
SHOWN = {
    "javascript": pdf(one_page(catalog=_RUNS)),
    "launched when shown": pdf(one_page(page=b"/AA << /O << /S /Launch /F (/bin/sh) >> >> ")),
    "a program inside": pdf(
        one_page(
            catalog=_HOLDS,
            o5=b"<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>",
            o6=stream(b"MZ" * 1000, b"/Type /EmbeddedFile"),
        )
    ),
    "a billion pages said": pdf(one_page() | {2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"}),
    "a parent that is its own": pdf(one_page() | {2: b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>"}),
    "nested arrays": pdf(one_page(page=b"/Annots " + b"[" * 100_000 + b"]" * 100_000)),
    "a table before itself": pdf(one_page(), previous=b"/Prev TABLE"),
    "a table that is no table": pdf(one_page(), previous=b"/Prev 0 /XRefStm TABLE"),
    "a table nowhere": pdf(one_page(), start=-99_999_999_999),
    "a length that is its own": pdf(one_page() | {4: b"<< /Length 4 0 R >>\nstream\n0 0 1 1 re f\nendstream"}),
    "pages in a ring": tiff(3, is_loop=True),
}
# What is refused when it is opened, and why.
REFUSED = {
    "a page of ten million points": (pdf(one_page(box=b"/MediaBox [0 0 10000000 10000000]")), "drawing.page_size"),
    "ten thousand pages": (_many_pages(10_000), "drawing.many_pages"),
    "a chain of pages": (tiff(100_000), "drawing.many_pages"),
    "five thousand nodes deep": (_deep_tree(5000), "drawing.damaged"),
    "a tree that is its own branch": (
        pdf({1: _LOOKS + b">>", 2: b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"}), "drawing.damaged"
    ),
    "references in a ring": (
        pdf({1: _LOOKS + b">>", 2: b"<< /Type /Pages /Kids 5 0 R /Count 1 >>", 5: b"6 0 R", 6: b"5 0 R"}),
        "drawing.damaged",
    ),
    "cut": (_WHOLE[: len(_WHOLE) * 2 // 3], "drawing.damaged"),
    "cut, with an end": (_WHOLE[: len(_WHOLE) * 2 // 3] + b"\n%%EOF\n", "drawing.damaged"),
    "sixty thousand pixels a side": (png(60_000, 60_000, 200), "drawing.page_size"),
    "a text that unpacks to gigabytes": (
        png(100, 100, 100, _chunk(b"zTXt", b"a\0\0" + _packed(bytes(1_000_000), 200))), "drawing.damaged"
    ),
    "SVG that says PNG": (_SVG, "drawing.not_a_drawing"),
    "SVG after the sign of PNG": (b"\x89PNG\r\n\x1a\n" + _SVG, "drawing.damaged"),
    "no pixel": (png(0, 0, 1), "drawing.damaged"),
}  # fmt: skip
# What no opening shows, and what costs without end when it is drawn.
ENDLESS = {
    "a form that draws itself": pdf(one_page(b"/F Do", page=_USES, o5=_form(6), o6=_form(5))),
    "forms in forms": pdf(
        one_page(b"/F Do", page=_USES, **{f"o{number}": _form(number + 1) for number in range(5, 40)}, o40=stream(b""))
    ),
    "lines without end": pdf(
        one_page()
        | {4: stream(_packed(b"0 0 m 842 595 l 0 595 842 0 0 0 c S " * 20_000, 100), b"/Filter /FlateDecode")}
    ),
    "a page that unpacks to gigabytes": pdf(
        one_page()
        | {4: stream(zlib.compress(_packed(b"0 0 1 1 re f " * 100_000, 400)), b"/Filter [/FlateDecode /FlateDecode]")}
    ),
}

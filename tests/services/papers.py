"""Papers of a work order, for the tests: a PDF, one with a password, a photograph, a program."""

from __future__ import annotations

import io

from PIL import Image
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

PROGRAM = b"%\nO1234 (ARBRE)\nG0 X50. Z2.\nG1 Z-30. F0.2\nM30\n%\n"


def plain_pdf(*texts: str, size: tuple[float, float] = (595, 842), turned: int = 0, field: str = "") -> bytes:
    """A page for each text; `field`: a form field that somebody filled in with this, on the first page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for place, text in enumerate(texts):
        canvas.setPageRotation(turned)
        canvas.drawString(60, 300, text)
        if field and not place:
            canvas.acroForm.textfield(name="n", value=field, x=60, y=200, width=200, height=20)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted_pdf() -> bytes:
    writer, buffer = PdfWriter(clone_from=io.BytesIO(plain_pdf("secret"))), io.BytesIO()
    writer.encrypt("1234", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


def photograph(size: tuple[int, int] = (1600, 1200)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (230, 190, 60)).save(buffer, "JPEG")
    return buffer.getvalue()

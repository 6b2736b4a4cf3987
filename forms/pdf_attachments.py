"""Files that a PDF carries (ISO 32000-1, 7.11.4), which reportlab has no method for."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress


def attach(canvas: Any, name: str, content: bytes, description: str) -> None:
    """Attach one file; `name` is of ASCII letters."""
    document = canvas._doc
    said = {"Type": PDFName("EmbeddedFile"), "Subtype": "/application#2Fjson"}
    stream = PDFStream(PDFDictionary(said), content, filters=[PDFZCompress])
    specification = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "Desc": PDFString(description),
            "EF": PDFDictionary({"F": document.Reference(stream)}),
        }
    )
    files = PDFDictionary({"Names": PDFArray([PDFString(name), document.Reference(specification)])})
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": files})

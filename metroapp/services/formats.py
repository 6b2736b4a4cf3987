"""What a record can be written as."""

from __future__ import annotations

from enum import Enum


class Format(Enum):
    """One format is one file; `suffix` ends its name."""

    PDF = "pdf"  # the papers, which prove themselves
    XLSX = "xlsx"
    CSV = "csv"  # data, for other programs
    CSV_EN = "csv-en"
    DFQ = "dfq"
    QIF = "qif"
    JSON = "json"  # the whole record, with what proves it
    FAIR = "9102"  # forms for customers
    FAIR_PDF = "9102-pdf"
    PPAP = "ppap"
    PPAP_PDF = "ppap-pdf"

    @property
    def is_paper(self) -> bool:
        """Whether it is a `Document` for people, and not a file of data."""
        return self in PAPER_FORMATS

    @property
    def suffix(self) -> str:
        return _SUFFIXES.get(self, f".{self.value}")


PAPER_FORMATS = (Format.PDF, Format.XLSX)
_SUFFIXES = {
    Format.CSV_EN: "-en.csv",
    Format.FAIR: "-9102.xlsx",
    Format.FAIR_PDF: "-9102.pdf",
    Format.PPAP: "-ppap.xlsx",
    Format.PPAP_PDF: "-ppap.pdf",
}

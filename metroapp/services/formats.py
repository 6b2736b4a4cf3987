"""What a record can be written as."""

from __future__ import annotations

from enum import Enum


class Format(Enum):
    """One format is one file; `suffix` ends its name."""

    PDF = "pdf"  # the papers, which prove themselves
    XLSX = "xlsx"
    CSV = "csv"  # data, for other programs
    CSV_EN = "csv-en"

    @property
    def is_paper(self) -> bool:
        """Whether it is a `Document` for people, and not a file of data."""
        return self in PAPER_FORMATS

    @property
    def suffix(self) -> str:
        return _SUFFIXES.get(self, f".{self.value}")


PAPER_FORMATS = (Format.PDF, Format.XLSX)
_SUFFIXES = {Format.CSV_EN: "-en.csv"}

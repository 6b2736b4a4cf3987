"""What is said of values that were read in a file of results, in the panel of a value and in the documents."""

from __future__ import annotations

from metroapp.domain.file_source import FileSource
from metroapp.domain.operations import ResultsTaken
from metroapp.wording.translate import gettext as _

_SHOWN = 12  # signs of a digest, for people; files for programs give it whole
_FILE = _("fichier {file}, ligne {line}, SHA-256 {digest}…")
_NO_LINE = _("fichier {file}, SHA-256 {digest}…")
_NO_NAME = _("fichier de résultats, SHA-256 {digest}…")
TIMELINE = _("Résultats inscrits depuis {file}")
_TAKEN = _("Résultats de {instrument} inscrits depuis {file}, SHA-256 {digest}")


def source_line(source: FileSource) -> str:
    """`fichier P3.csv, ligne 12, SHA-256 0123456789ab…`"""
    said = _NO_NAME if not source.file else _FILE if source.line else _NO_LINE
    return said.format(file=source.file, line=source.line, digest=source.digest[:_SHOWN])


def results_line(taken: ResultsTaken) -> str:
    """The file of a record, with its whole digest: it is what proves the copy beside the archive."""
    return _TAKEN.format(instrument=taken.instrument, file=taken.file, digest=taken.digest)

"""Which reader reads a file of results: one for each format, found by the end of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from metroapp.domain.message import Refusal
from metroapp.services.result_files.results import ResultFile


def read_results(path: Path) -> ResultFile:
    """Read a file whole. Refuses `results.absent`, `results.format`, and as the reader of its format."""
    if not path.is_file():
        raise Refusal("results.absent", path=path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Refusal("results.format", path=path, known=tuple(sorted(_READERS)))
    return reader(path)


def _dfq(path: Path) -> ResultFile:
    from metroapp.services.result_files.dfq import read_dfq

    return read_dfq(path)


def _qif(path: Path) -> ResultFile:
    from metroapp.services.result_files.qif_results import read_qif_results

    return read_qif_results(path)


def _own(path: Path) -> ResultFile:
    from metroapp.services.result_files.own_records import read_own_record

    return read_own_record(path)


_READERS: dict[str, Callable[[Path], ResultFile]] = {
    ".dfq": _dfq, ".dfd": _dfq, ".dfx": _dfq, ".qif": _qif, ".xml": _qif, ".json": _own,
}  # fmt: skip

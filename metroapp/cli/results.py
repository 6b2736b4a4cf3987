"""`metroapp results export`: the results of many records in one table."""

from __future__ import annotations

import argparse
import sys

from metroapp.cli import REFUSED
from metroapp.cli.consult import workspace_of
from metroapp.cli.find import search_of
from metroapp.services.formats import Format
from metroapp.services.results_table import export_results as write_table
from metroapp.wording import workbooks as words
from metroapp.wording.sentences import sentence


def export_results(arguments: argparse.Namespace) -> int:
    """`metroapp results export [WORDS…] [--lot …] --to xlsx --out FILE`: 2 where some record could not be read."""
    workspace = workspace_of(arguments)
    search = search_of(workspace, arguments)
    done = write_table(workspace, search, Format(arguments.to), arguments.out, _progress)
    for number, why in done.refused:
        print(f"{number} : {sentence(why)}", file=sys.stderr)
    print(words.RESULTS_DONE.format(results=done.results, records=done.records, path=arguments.out))
    return REFUSED if done.refused else 0


def _progress(done: int, total: int) -> bool:
    """On a terminal, how far it is; Ctrl-C stops it and leaves nothing behind."""
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)
    return True

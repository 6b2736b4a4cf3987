"""`metroapp export`: the documents of one record, or of all those that a search finds."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from forms.record_data import Asked, Edition
from metroapp.cli import REFUSED
from metroapp.cli.consult import export_record, workspace_of
from metroapp.cli.find import search_of
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import RecordSearch
from metroapp.services import many_exports
from metroapp.services.documents import Paper
from metroapp.wording import cli as words
from metroapp.wording.exports import summary
from metroapp.wording.sentences import sentence


def export_documents(arguments: argparse.Namespace) -> int:
    """`metroapp export (--record ID | --all | --search WORDS… [--lot …]) --to pdf,xlsx --out DIR`: 0 when all is
    written, 2 when some of it is refused."""
    workspace = workspace_of(arguments)
    search = search_of(workspace, arguments)
    if arguments.record:
        search = replace(search, piece=None)  # it is the piece of a first-article report
    if bool(arguments.record) + arguments.all + (search != RecordSearch()) != 1:
        raise Refusal("export.which")
    if arguments.record:
        return export_record(arguments)
    if arguments.what != Paper.RELEVE.value:
        raise Refusal("export.paper_of_one")
    chosen, asked = many_exports.found(workspace, search), Asked(edition=Edition(arguments.edition))
    done = many_exports.export_many(workspace, chosen, arguments.to, arguments.out, _progress, asked=asked)
    for path in done.files:
        print(words.WRITTEN.format(path=path))
    for number, why in done.refused:
        print(f"{number} : {sentence(why)}", file=sys.stderr)
    print(summary(done.records, len(done.files), str(arguments.out), (), 0, done.stopped))
    return 0 if done.is_whole else REFUSED


def _progress(done: int, total: int) -> bool:
    """On a terminal, how far it is; Ctrl-C stops it between two files."""
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)
    return True

"""`metroapp nonconformity`, `metroapp derogation`, `metroapp labels`: consulting what is done of bad pieces."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from forms.blocks import Document
from forms.to_text import to_text
from metroapp.cli import as_json, treatment_as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.services import consultation, treatment_papers
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.kept_documents import KeptDocument, attachments
from metroapp.services.treatment_room import TreatmentRoom
from metroapp.wording import cli as cli_words
from metroapp.wording import treatment as words
from metroapp.wording import treatment_asked as asked


def list_sheets(arguments: argparse.Namespace) -> int:
    """`metroapp nonconformity list`"""
    found = treatment_papers.sheets(workspace_of(arguments))
    if arguments.json:
        print(as_json.dump([treatment_as_json.sheet_line(one) for one in found]))
        return 0
    if not found:
        print(words.NO_SHEET)
    for one in found:
        print(words.sheet_line(one.sheet, one.record.header.number))
    return 0


def show_sheet(arguments: argparse.Namespace) -> int:
    """`metroapp nonconformity show NUMBER [--pdf FILE]`"""
    workspace = workspace_of(arguments)
    found = treatment_papers.sheet(workspace, arguments.number.strip())
    document = treatment_papers.describe_sheet(workspace, found, datetime.now(UTC))
    return _show(arguments, document, as_json.dump(treatment_as_json.sheet(found)) if arguments.json else None)


def list_files(arguments: argparse.Namespace) -> int:
    """`metroapp derogation list`"""
    found, today = treatment_papers.files(workspace_of(arguments)), datetime.now().astimezone().date()
    if arguments.json:
        print(as_json.dump([treatment_as_json.file_line(one, today) for one in found]))
        return 0
    if not found:
        print(words.NO_FILE)
    for one in found:
        print(words.file_line(one.file, today))
    return 0


def show_file(arguments: argparse.Namespace) -> int:
    """`metroapp derogation show NUMBER [--pdf FILE]`"""
    workspace, now = workspace_of(arguments), datetime.now(UTC)
    found = treatment_papers.file(workspace, arguments.number.strip())
    document = treatment_papers.describe_file(workspace, found, now)
    today = now.astimezone().date()
    return _show(arguments, document, as_json.dump(treatment_as_json.file(found, today)) if arguments.json else None)


def attach_to_sheet(arguments: argparse.Namespace) -> int:
    """`metroapp nonconformity attach NUMBER FILE --user NAME`"""
    number = arguments.number.strip()
    return _attach(
        arguments, lambda room, name: room.may_attach(number, name), lambda room, kept: room.attach(number, kept)
    )  # fmt: skip


def attach_to_file(arguments: argparse.Namespace) -> int:
    """`metroapp derogation attach NUMBER FILE --user NAME`"""
    number = arguments.number.strip()
    return _attach(
        arguments,
        lambda room, name: room.may_attach_to_file(number, name),
        lambda room, kept: room.attach_to_file(number, kept),
    )


def _attach(
    arguments: argparse.Namespace,
    may: Callable[[TreatmentRoom, str], Future[None]],
    attach: Callable[[TreatmentRoom, KeptDocument], Future[None]],
) -> int:
    """No copy is kept of what may not be attached."""
    with acting(arguments) as workshop:
        may(workshop.treatment, arguments.file.name).result()
        kept = attachments(workshop.workspace).keep(arguments.file)
        attach(workshop.treatment, kept).result()
    print(asked.ATTACHED.format(file=kept.file, number=arguments.number.strip()))
    return 0


def write_labels(arguments: argparse.Namespace) -> int:
    """`metroapp labels RECORD --pdf FILE`"""
    id = consultation.record_id(arguments.id)
    path = treatment_papers.export_labels(workspace_of(arguments), id, arguments.pdf)
    print(cli_words.WRITTEN.format(path=path))
    return 0


def _show(arguments: argparse.Namespace, document: Document, json: str | None) -> int:
    """The paper as text or its facts as JSON, and the PDF where one is asked for: written first, or nothing is said."""
    asked: Path | None = arguments.pdf
    path = None if asked is None else write(document, Format.PDF, asked)
    print(to_text(document) if json is None else json)
    if path is not None:
        print(cli_words.WRITTEN.format(path=path), file=sys.stdout if json is None else sys.stderr)
    return 0

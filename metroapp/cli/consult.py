"""Consulting the archive and exporting its documents: nothing here writes into the archive."""

from __future__ import annotations

import argparse

from forms import record_json
from forms.record_data import Asked, Edition
from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.services import consultation, documents
from metroapp.services.consulted_workshop import of_server
from metroapp.services.documents import Paper
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workspace import Workspace, default_root
from metroapp.wording import cli as words
from metroapp.wording.integrity import verification

NOT_SOUND = 1


def workspace_of(arguments: argparse.Namespace) -> Workspace:
    """What a command reads: the workspace, or the server in its place. Refuses `server.not_for_it`."""
    if arguments.server:
        if not arguments.reads_server:
            raise Refusal("server.not_for_it")
        secret = arguments.server_file
        return of_server(ServerSettings(arguments.server, "" if secret is None else str(secret.resolve())))
    return Workspace(arguments.workspace or default_root(), arguments.keys)


def show_record(arguments: argparse.Namespace) -> int:
    """`metroapp archive show ID`"""
    id = arguments.record or arguments.id
    if not id:
        raise Refusal("record.not_named")
    workspace = workspace_of(arguments)
    record = consultation.load(workspace, consultation.record_id(id))
    if arguments.json:
        print(as_json.dump(record_json.record(record)))
    else:
        print(documents.as_text(workspace, record.header.id))
    return 0


def verify_archive(arguments: argparse.Namespace) -> int:
    """`metroapp archive verify [--head HEAD] [--record ID]`: 0 when sound, 1 with the first break."""
    workspace = workspace_of(arguments)
    if arguments.record:
        report = consultation.verify_record(workspace, consultation.record_id(arguments.record))
    else:
        report = consultation.verify(workspace, head=arguments.head)
    print(as_json.dump(as_json.report(report)) if arguments.json else verification(report, arguments.record))
    return 0 if report.sound else NOT_SOUND


def export_record(arguments: argparse.Namespace) -> int:
    """`metroapp export --record ID --to pdf,xlsx --out DIR [--what suivi] [--piece N] [--edition B]`"""
    id = consultation.record_id(arguments.record)
    paper, asked = Paper(arguments.what), Asked(arguments.piece, Edition(arguments.edition))
    for to in arguments.to:
        path = documents.export(workspace_of(arguments), id, to, arguments.out, paper=paper, asked=asked)
        print(words.WRITTEN.format(path=path))
    return 0

"""`metroapp exchange`: records handed over to another workshop and received from one, with what proves them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from forms import record_json
from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.domain.received_package import ReceivedPackage
from metroapp.services import consultation, exchange, received_packages
from metroapp.services.record_files import ProvenRecord
from metroapp.wording import cli as words
from metroapp.wording.numbers import moment

_SHORT = 12  # figures of a digest: what is typed


def export_package(arguments: argparse.Namespace) -> int:
    """`metroapp exchange export (--record ID… | --lot N | --all) --out DIR`"""
    workspace = workspace_of(arguments)
    if arguments.all:
        path = exchange.export_everything(workspace, arguments.out, _progress)
    else:
        ids = [consultation.record_id(text) for text in arguments.record]
        if arguments.lot:
            ids += exchange.records_of_lot(workspace, arguments.lot)
        if not ids:
            raise Refusal("exchange.nothing_chosen")
        path = exchange.export_records(workspace, list(dict.fromkeys(ids)), arguments.out, _progress)
    print(words.WRITTEN.format(path=path))
    return 0


def check_package(arguments: argparse.Namespace) -> int:
    """`metroapp exchange check FILE`: needs no workspace and no account."""
    found = received_packages.prove(arguments.file, _progress)
    if arguments.json:
        print(as_json.dump([_as_json(one) for one in found]))
    elif found:
        _say(found)
    else:
        print(words.PACKAGE_OF_ALL.format(workshop=received_packages.manifest_of(arguments.file).workshop))
    return 0


def import_package(arguments: argparse.Namespace) -> int:
    """`metroapp exchange import FILE --user NAME --secret-file FILE`"""
    with acting(arguments) as workshop:
        found = workshop.receive_package(arguments.file).result()
    records = ", ".join(one.number for one in found.records)
    print(words.RECEIVED.format(workshop=found.workshop, count=records, digest=found.digest[:_SHORT]))
    return 0


def restore_package(arguments: argparse.Namespace) -> int:
    """`metroapp exchange restore FILE --workspace DIR`"""
    workspace = workspace_of(arguments)
    received_packages.restore(arguments.file, workspace, _progress)
    print(words.RESTORED.format(path=workspace.root))
    return 0


def list_packages(arguments: argparse.Namespace) -> int:
    """`metroapp exchange list`"""
    found = received_packages.received(workspace_of(arguments))
    if arguments.json:
        print(as_json.dump([_package_as_json(one) for one in found]))
    elif not found:
        print(words.RECEIVED_NONE)
    for one in found if not arguments.json else ():
        numbers = ", ".join(record.number for record in one.records)
        digest, at = one.digest[:_SHORT], moment(one.at)
        print(words.RECEIVED_LINE.format(digest=digest, at=at, workshop=one.workshop, records=numbers, by=one.by))
    return 0


def show_package(arguments: argparse.Namespace) -> int:
    """`metroapp exchange show DIGEST`"""
    found = received_packages.received_records(workspace_of(arguments), arguments.digest)
    if arguments.json:
        print(as_json.dump([record_json.record(one.record) for one in found]))
        return 0
    _say(found)
    for one in found:
        print()
        print(received_packages.as_text(one, datetime.now(UTC)))
    return 0


def _say(found: Sequence[ProvenRecord]) -> None:
    for one in found:
        key = one.proof.key
        signed = words.PROVEN_SIGNED.format(key=key) if key else words.PROVEN_NOT_SIGNED
        header = one.record.header
        print(
            words.PROVEN.format(number=header.number, part=header.part.reference, workshop=one.workshop, signed=signed)
        )


def _as_json(found: ProvenRecord) -> dict[str, object]:
    return {
        "id": str(found.id),
        "number": found.record.header.number,
        "workshop": found.workshop,
        "head": found.sealed.head,
        "signed_with": found.proof.key or None,
    }


def _package_as_json(found: ReceivedPackage) -> dict[str, object]:
    return {
        "digest": found.digest,
        "file": found.file,
        "workshop": found.workshop,
        "head": found.head,
        "received_by": found.by,
        "received_at": found.at.isoformat(),
        "records": [
            {"id": str(one.id), "number": one.number, "part": one.part, "signed_with": one.key or None}
            for one in found.records
        ],
    }


def _progress(done: int, total: int) -> bool:
    """On a terminal, how far it is; a key (Ctrl-C) stops it and leaves nothing."""
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="" if done < total - 1 else "\n", file=sys.stderr, flush=True)
    return True

"""`metroapp dossier`: the dossier de fabrication of a work order. Reading and binding it need no account."""

from __future__ import annotations

import argparse
from typing import Any

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.work_order_file import DossierSection, PaperAttached, WorkOrderFile
from metroapp.services import dossier, dossier_binding
from metroapp.services.dossier_papers import keep_paper
from metroapp.wording import cli as cli_words
from metroapp.wording import dossier as words
from metroapp.wording.labels import label


def list_orders(arguments: argparse.Namespace) -> int:
    """`metroapp dossier list`"""
    found = dossier.orders(workspace_of(arguments))
    if arguments.json:
        print(as_json.dump([{"number": one.number, "records": one.records, "papers": one.papers} for one in found]))
        return 0
    if not found:
        print(words.NO_ORDER)
    for one in found:
        print(words.LIST_LINE.format(number=one.number, records=one.records, papers=one.papers))
    return 0


def show(arguments: argparse.Namespace) -> int:
    """`metroapp dossier show OF`"""
    found = dossier.contents(workspace_of(arguments), arguments.order)
    if arguments.json:
        print(as_json.dump(_contents(found.file)))
        return 0
    print(f"{words.TITLE} {words.order(found.file.number)}")
    for line in words.lines(found.file):
        print(line)
    return 0


def attach(arguments: argparse.Namespace) -> int:
    """`metroapp dossier attach OF FILE --section WORD --user NAME`"""
    section: DossierSection = arguments.section
    with acting(arguments) as workshop:
        kept = keep_paper(workshop.workspace, arguments.file)
        number = workshop.dossiers.attach(arguments.order, section, kept).result()
    print(words.ATTACHED.format(file=kept.file, order=words.order(number), section=label(section)))
    return 0


def withdraw(arguments: argparse.Namespace) -> int:
    """`metroapp dossier withdraw OF PAPER --reason TEXT --user NAME`"""
    try:
        id = EntryId.parse(arguments.paper)
    except ValueError:
        raise Refusal("dossier.paper_unknown", paper=arguments.paper, number=arguments.order) from None
    with acting(arguments) as workshop:
        gone = workshop.dossiers.withdraw(arguments.order, id, arguments.reason).result()
    print(words.WITHDRAWN.format(file=gone.file, order=words.order(gone.work_order)))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """`metroapp dossier export OF --out DIR`"""
    written = dossier_binding.export(workspace_of(arguments), arguments.order, arguments.out)
    print(cli_words.WRITTEN.format(path=written.path))
    for path in written.beside:
        print(words.BESIDE_WRITTEN.format(path=path))
    for file, reason in written.lost:
        print(words.BESIDE_LOST.format(file=file, reason=reason))
    return 0


def _contents(file: WorkOrderFile) -> dict[str, Any]:
    return {
        "number": file.number,
        "missing": [section.value for section in file.missing],
        "sections": [
            {
                "section": section.value,
                "made": [
                    {"paper": one.paper.value, "record": str(one.record), "about": one.about}
                    for one in file.made_of(section)
                ],
                "papers": [_paper(paper) for paper in file.papers_of(section)],
            }
            for section in DossierSection
        ],
        "withdrawn": [
            {
                **_paper(paper),
                "section": paper.section.value,
                "reason": act.reason,
                "withdrawn_by": act.by,
                "withdrawn_at": act.at.isoformat(),
            }
            for paper, act in file.withdrawn
        ],
    }


def _paper(paper: PaperAttached) -> dict[str, Any]:
    return {
        "id": str(paper.id),
        "file": paper.file,
        "kind": paper.kind.value,
        "size": paper.size,
        "sha256": paper.digest,
        "attached_by": paper.by,
        "attached_at": paper.at.isoformat(),
    }

"""`metroapp form`, `metroapp logo`: forms to fill in with a pen, the logo."""

from __future__ import annotations

import argparse

from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.services import blank_papers, order_papers, workshop_logo
from metroapp.wording import cli as words


def write_form(arguments: argparse.Namespace) -> int:
    """`metroapp form fnc --pdf FILE`"""
    describe = {"fnc": blank_papers.nonconformity, "derogation": blank_papers.concession}[arguments.form]
    return _written(blank_papers.export(workspace_of(arguments), describe, arguments.pdf))


def write_form_of_part(arguments: argparse.Namespace) -> int:
    """`metroapp form releve REFERENCE --pdf FILE`, `metroapp form carte REFERENCE --balloon 1 --pdf FILE`"""
    workspace = workspace_of(arguments)
    part = blank_papers.part_of(workspace, arguments.reference, arguments.plan, arguments.revision)
    if arguments.form == "releve":
        return _written(
            blank_papers.export(
                workspace, lambda of, at: blank_papers.releve(of, part, arguments.pieces, at), arguments.pdf
            )
        )
    balloon, size = arguments.balloon, arguments.size
    return _written(
        blank_papers.export(workspace, lambda of, at: blank_papers.chart(of, part, balloon, size, at), arguments.pdf)
    )


def write_route(arguments: argparse.Namespace) -> int:
    """`metroapp dossier follow OF --pdf FILE`"""
    return _written(order_papers.export(workspace_of(arguments), arguments.order, arguments.pdf))


def set_logo(arguments: argparse.Namespace) -> int:
    """`metroapp logo set FILE --user NAME`: refuses a picture that cannot be printed before anything changes."""
    with acting(arguments) as workshop:
        digest = workshop_logo.prepare(workshop.workspace, arguments.file)
        workshop.set_logo(digest).result()
    print(words.LOGO_CHOSEN.format(file=arguments.file.name))
    return 0


def remove_logo(arguments: argparse.Namespace) -> int:
    """`metroapp logo remove --user NAME`"""
    with acting(arguments) as workshop:
        workshop.set_logo("").result()
    print(words.LOGO_REMOVED)
    return 0


def _written(path: object) -> int:
    print(words.WRITTEN.format(path=path))
    return 0

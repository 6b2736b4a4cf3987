"""What can be typed after `metroapp`."""

from __future__ import annotations

import argparse

from metroapp import __version__
from metroapp.cli.archive_verbs import add_archive, add_exchange, add_exports
from metroapp.cli.calculator_verbs import add_calculators, add_part, add_statistics
from metroapp.cli.exam_verbs import add_exam
from metroapp.cli.grammar import a_count, a_number, add_server_read, add_verb, add_workspace, command
from metroapp.cli.means_verbs import add_means
from metroapp.cli.paper_verbs import add_dossier, add_papers, add_template, add_treatment
from metroapp.cli.people_verbs import add_people
from metroapp.cli.server_verbs import add_server
from metroapp.wording import cli as words
from metroapp.wording.parsing import FrenchParser


def parser() -> argparse.ArgumentParser:
    """The whole grammar. Commands are imported when they run."""
    root = FrenchParser(prog="metroapp", description=words.PROGRAM)
    root.add_argument("--version", action="version", version=f"metroapp {__version__}", help=words.VERSION)
    add_workspace(root, default=None)
    root.add_argument("--read-only", action="store_true", help=words.READ_ONLY)
    add_server_read(root, "--secret-file", default=None)
    root.set_defaults(run=command("window", "open_window"))
    verbs = root.add_verbs(required=False)

    demo = add_verb(verbs, "demo", words.DEMO, command("demo", "demonstrate"))
    demo.add_argument("--pieces", type=a_count, default=5, metavar="N", help=words.DEMO_PIECES)
    demo.add_argument("--seed", type=a_number, default=1, metavar="S", help=words.DEMO_SEED)
    demo.add_argument("--scenario", choices=("screens", "derogation", "maitrise", "exam"), help=words.DEMO_SCENARIO)
    demo.add_argument("--window", action="store_true", help=words.DEMO_WINDOW)
    for add in _IN_ORDER:
        add(verbs)
    return root


_IN_ORDER = (
    add_part,
    add_archive,
    add_exports,
    add_papers,
    add_template,
    add_dossier,
    add_treatment,
    add_means,
    add_calculators,
    add_statistics,
    add_exchange,
    add_people,
    add_exam,
    add_server,
)

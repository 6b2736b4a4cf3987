"""What the commands of `metroapp` are made of: verbs, options that several share, and the types of what is typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from metroapp.domain.people import Role
from metroapp.domain.record_search import Outcome
from metroapp.domain.retention import RecordedKind
from metroapp.domain.work_order_file import DossierSection
from metroapp.services.formats import Format
from metroapp.wording import cli as words
from metroapp.wording import server
from metroapp.wording.dossier import read_section
from metroapp.wording.people import read_role
from metroapp.wording.personal_data import read_kind

Run = Callable[[argparse.Namespace], int]


def a_count(text: str) -> int:
    """A positive whole number."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10**9):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def a_mapping(text: str) -> tuple[str, str]:
    """`COLUMN=FIELD`."""
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip():
        raise argparse.ArgumentTypeError(text)
    return column.strip(), field.strip()


def a_number(text: str) -> int:
    """A whole number, 0 too."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def a_role(text: str) -> Role:
    """A role by its French name."""
    try:
        return read_role(text)
    except KeyError:
        raise argparse.ArgumentTypeError(text) from None


def a_section(text: str) -> DossierSection:
    """A section of a dossier by its word."""
    try:
        return read_section(text)
    except KeyError:
        raise argparse.ArgumentTypeError(text) from None


def some_formats(text: str) -> tuple[Format, ...]:
    """Formats with commas between them."""
    known = {one.value: one for one in Format}
    for one in text.split(","):
        if one.strip() not in known:
            raise argparse.ArgumentTypeError(f"invalid choice: {one.strip()!r} (choose from {', '.join(known)})")
    return tuple(dict.fromkeys(known[one.strip()] for one in text.split(",")))


def a_retention(text: str) -> tuple[RecordedKind, int]:
    """`KIND=MONTHS`."""
    kind, _equals, months = text.partition("=")
    try:
        return read_kind(kind), a_count(months)
    except (KeyError, argparse.ArgumentTypeError):
        raise argparse.ArgumentTypeError(text) from None


def command(module: str, function: str) -> Run:
    """The command `function` of `metroapp.cli.<module>`, imported when it runs: a calculator loads no window."""

    def run(arguments: argparse.Namespace) -> int:
        from importlib import import_module

        command: Run = getattr(import_module(f"metroapp.cli.{module}"), function)
        return command(arguments)

    return run


def add_verb(verbs: Any, name: str, help: str, run: Run) -> argparse.ArgumentParser:
    """A command."""
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=help, description=help)
    # Suppressed: given before the verb, it must not be overwritten by a default after it.
    add_workspace(verb, default=argparse.SUPPRESS)
    verb.set_defaults(run=run, reads_server=False)
    return verb


def add_group(verbs: Any, name: str, help: str) -> Any:
    """A command that has commands of its own."""
    group = verbs.add_parser(name, help=help, description=help)
    add_workspace(group, default=argparse.SUPPRESS)
    return group.add_verbs(f"{name}add_verb")


def add_search(to: argparse.ArgumentParser) -> None:
    """What the records listed are found by; as many pages as there are."""
    to.add_argument("words", nargs="*", metavar=words.WORD, help=words.FIND_WORDS)
    add_criteria(to)
    to.add_argument("--limit", type=a_number, metavar="N", help=words.FIND_LIMIT)
    add_json(to)


def add_criteria(to: argparse.ArgumentParser) -> None:
    """What records are searched by."""
    for names, help in (
        (("--part", "--reference"), words.FIND_PART),
        (("--drawing", "--plan"), words.FIND_DRAWING),
        (("--revision", "--indice"), words.FIND_REVISION),
        (("--work-order", "--of"), words.FIND_WORK_ORDER),
        (("--lot",), words.FIND_LOT),
        (("--operation", "--phase"), words.FIND_OPERATION),
        (("--machine",), words.FIND_MACHINE),
        (("--instrument",), words.FIND_INSTRUMENT),
        (("--person", "--personne"), words.FIND_PERSON),
        (("--sheet", "--fiche"), words.FIND_SHEET),
        (("--concession", "--derogation"), words.FIND_CONCESSION),
    ):
        to.add_argument(*names, default="", metavar=words.TEXT, help=help)
    results = tuple(outcome.value for outcome in Outcome)
    to.add_argument("--result", action="append", default=[], choices=results, help=words.FIND_RESULT)
    to.add_argument("--since", "--du", default="", metavar=words.DAY, help=words.FIND_SINCE)
    to.add_argument("--until", "--au", default="", metavar=words.DAY, help=words.FIND_UNTIL)
    to.add_argument("--piece", type=a_number, metavar="N", help=words.FIND_PIECE)


def add_workspace(to: argparse.ArgumentParser, default: Any) -> None:
    """Where everything is."""
    to.add_argument("--workspace", type=Path, default=default, metavar=words.FOLDER, help=words.WORKSPACE)
    to.add_argument("--keys", type=Path, default=default, metavar=words.FOLDER, help=words.KEYS_FOLDER)


def add_server_read(to: argparse.ArgumentParser, *secret_names: str, default: Any = argparse.SUPPRESS) -> None:
    """The server that is read in place of the workspace."""
    to.add_argument("--server", default=default, metavar=server.ADDRESS, help=server.READ)
    to.add_argument(
        "--server-secret-file", *secret_names, dest="server_file", type=Path, default=default, metavar=words.FILE,
        help=server.SECRET,
    )  # fmt: skip
    to.set_defaults(reads_server=True)


def add_user(to: argparse.ArgumentParser) -> None:
    """Who acts."""
    to.add_argument("--user", required=True, metavar=words.NAME, help=words.USER)
    to.add_argument("--secret-file", required=True, type=Path, metavar=words.FILE, help=words.SECRET_FILE)


def add_json(to: argparse.ArgumentParser) -> None:
    """Whether it answers as JSON."""
    to.add_argument("--json", action="store_true", help=words.JSON)

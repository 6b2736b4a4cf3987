"""Acting in somebody's name at the command line: the same table of rights as the window, the same secret."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.services.events import ArchiveUpgrading, Event
from metroapp.services.workshop import Workshop
from metroapp.wording import cli as words

_MOST_BYTES = 4096


def secret_of(path: Path) -> str:
    """The secret that a file holds on its first line; refuses `secret.file_unreadable`, `secret.empty`.

    In a file, because a command line is seen by every process of the machine and kept by the shell.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("secret.file_unreadable", path=path) from error
    secret = text.split("\n", 1)[0].rstrip("\r")
    if not secret.strip():
        raise Refusal("secret.empty")
    return secret


@contextmanager
def workshop_of(arguments: argparse.Namespace) -> Iterator[Workshop]:
    """The workspace, opened for writing, nobody signed in."""
    workshop = Workshop(workspace_of(arguments))
    workshop.subscribe(_say_upgrading)
    try:
        workshop.open().result()
        yield workshop
    finally:
        workshop.close()


def _say_upgrading(event: Event) -> None:
    """On a terminal, how far the upgrade of an older archive is."""
    if isinstance(event, ArchiveUpgrading) and sys.stderr.isatty():
        end = "\n" if event.percent == 100 else ""
        print("\r" + words.UPGRADING.format(percent=event.percent), end=end, file=sys.stderr, flush=True)


@contextmanager
def acting(arguments: argparse.Namespace) -> Iterator[Workshop]:
    """The workspace, opened for writing, with `--user` signed in by `--secret-file`.

    Refuses as `Workshop`, `People.authenticate` and `secret_of` say, and `person.administrator_missing` where nobody
    can be signed in yet.
    """
    secret = secret_of(arguments.secret_file)
    with workshop_of(arguments) as workshop:
        if workshop.staff.lacks_administrator().result():
            raise Refusal("person.administrator_missing")
        workshop.staff.sign_in(arguments.user, secret).result()
        yield workshop

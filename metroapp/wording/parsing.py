"""An argument parser that speaks French: `argparse` with its titles and its complaints reworded.

A complaint is raised as `Misunderstood`, one sentence, instead of a usage page and an exit.
"""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from metroapp.wording.translate import gettext as _

_USAGE = _("Emploi : ")
_POSITIONALS = _("Arguments")
_OPTIONS = _("Options")
_COMMANDS = _("Commandes")
_COMMAND = _("COMMANDE")
_HELP = _("affiche cette aide")

_COMPLAINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"the following arguments are required: (?P<what>.+)"),
        _("Il manque {what} : voyez l'aide avec --help."),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<what>.+)", re.DOTALL),
        _("« {what} » n'est pas compris ici : voyez l'aide avec --help."),
    ),
    (
        re.compile(
            r"argument (?P<what>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.+)\)", re.DOTALL
        ),
        _("« {value} » n'est pas un choix possible pour {what} : choisissez parmi {known}."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): expected (?:one|at least one|\d+) arguments?"),
        _("Il manque une valeur après {what}."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): (?:invalid \w+ value: '?(?P<value>.*?)'?|(?P<given>.*))", re.DOTALL),
        _("« {value} » n'est pas une valeur possible pour {what}."),
    ),
)


class Misunderstood(Exception):
    """The command line could not be understood; the text is the sentence to show."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """An argument parser in French."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        # `-5,47` and `-0,8/Ra 3,2` are values, not options: argparse only knows the decimal dot.
        self._negative_number_matcher = re.compile(r"-[0-9.,].*")
        self._positionals.title = _POSITIONALS
        self._optionals.title = _OPTIONS
        self.add_argument("-h", "--help", action="help", help=_HELP)

    def add_verbs(self, dest: str = "verb", *, required: bool = True) -> Any:
        """The commands of this parser."""
        return self.add_subparsers(
            title=_COMMANDS, metavar=_COMMAND, dest=dest, required=required, parser_class=FrenchParser
        )

    def error(self, message: str) -> NoReturn:
        raise Misunderstood(complaint(message))


def complaint(message: str) -> str:
    """The French sentence for a complaint of `argparse`."""
    for pattern, text in _COMPLAINTS:
        found = pattern.fullmatch(message)
        if found:
            fields = found.groupdict()
            fields["value"] = fields.get("value") or fields.get("given") or ""
            return text.format(**fields)
    return _("La commande n'est pas comprise : voyez l'aide avec --help.")

"""What the commands understand alike."""

from __future__ import annotations

import argparse
from pathlib import Path

from drivers.address import Address
from drivers.folder import KEY as RESULT_FILES
from drivers.instruments.text_profiles import PROFILES
from drivers.registry import families
from drivers.technician.exits import Refused
from drivers.text_profile import KEY, ProfileRefused, TextProfile, from_text
from drivers.text_template import TemplateRefused
from metroapp.wording import technician as words

_LARGEST_PROFILE = 65_536


def add_address(parser: argparse.ArgumentParser, *, folders: bool = False) -> None:
    """The port (or the folder, where one will do), the family, and what was agreed about the instrument."""
    parser.add_argument("url", metavar="URL", help=words.URL)
    add_family(parser, RESULT_FILES if folders else "")
    parser.add_argument("--channel", help=words.CHANNEL)
    parser.add_argument("--unit", choices=("mm", "in", "um", "deg"), default="mm", help=words.UNIT)


def add_family(parser: argparse.ArgumentParser, other: str = "") -> None:
    """The family, and the profile of a text instrument."""
    known = [*sorted(families()), KEY, *filter(None, [other])]
    parser.add_argument(
        "--instrument",
        required=True,
        choices=known,
        metavar="FAMILY",
        help=words.INSTRUMENT.format(known=", ".join(known)),
    )
    parser.add_argument(
        "--profile", metavar="FILE", help=words.PROFILE.format(known=", ".join(p.name for p in PROFILES))
    )
    parser.add_argument("--pattern", help=words.PATTERN)
    parser.add_argument("--baud", type=positive, help=words.BAUD)


def address_of(arguments: argparse.Namespace) -> Address:
    """The address said on the command line, which trusts what it hears; raises Refused."""
    return Address(
        arguments.url,
        arguments.instrument,
        arguments.unit,
        arguments.channel,
        trusting=True,
        profile=profile_of(arguments),
    )


def profile_of(arguments: argparse.Namespace) -> TextProfile | None:
    """The profile of a text instrument; None for another family. Raises Refused."""
    if arguments.instrument != KEY:
        if arguments.profile or arguments.pattern or arguments.baud:
            raise Refused(words.PROFILE_FOR_TEXT.format(family=arguments.instrument))
        return None
    try:
        if arguments.profile:
            ready = {profile.name.casefold(): profile for profile in PROFILES}
            return ready.get(arguments.profile.casefold()) or from_text(_read(Path(arguments.profile)))
        if not arguments.pattern:
            raise Refused(words.PROFILE_NEEDED)
        return TextProfile("python -m drivers", arguments.pattern, baud=arguments.baud or 9600)
    except (ProfileRefused, TemplateRefused) as refused:
        flaw = refused.flaw.value
        raise Refused(words.PROFILE_REFUSED.format(why=words.PROFILE_FLAWS.get(flaw, flaw))) from refused


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_PROFILE).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(words.PROFILE_UNREADABLE.format(file=path)) from error


def positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10**9):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def seconds(text: str) -> float:
    found = float(text.replace(",", "."))
    if not 0 < found <= 86_400:
        raise argparse.ArgumentTypeError(text)
    return found

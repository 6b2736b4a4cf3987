"""The reverse search of a means, for the window, the command line and the paper. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from metroapp import __version__
from metroapp.domain.means_uses import MeansUses
from metroapp.domain.message import Refusal
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.sheets.days import beginning
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import means_uses as words


def _now() -> datetime:
    return datetime.now(UTC)


def find(workspace: Workspace, number: str, since: datetime | None = None) -> MeansUses:
    """What a means of the register, or one gauge block by its serial number, was used for.

    Since its last good verification by default; since ever where there was none. Refuses `means.unknown`.
    """
    from metroapp.archive import queries
    from metroapp.archive.uses import uses

    with reading(workspace) as connection:
        blocks = queries.gauge_blocks(connection)
        means = queries.instruments(connection)
        known = means.get(number)
        serials = [block.serial for block in blocks if block.set == number]
        if known is not None:
            designation = known.designation
        elif serials:  # blocks were entered before their set
            designation = words.BLOCK_SET
        else:
            block = next((one for one in blocks if one.serial == number), None)
            if block is None:
                raise Refusal("means.unknown", instrument=number)
            known = means.get(block.set)
            designation = words.block(block.nominal, block.set)
        if since is None and known is not None and known.verified is not None:
            since = beginning(known.verified)
        return MeansUses(number, designation, since, uses(connection, number, serials, since))


def export(
    workspace: Workspace, found: MeansUses, to: Format, path: Path, clock: Callable[[], datetime] = _now
) -> Path:
    """Write the list at `path`; gives the file.

    Refuses as `file_refusal`.
    """
    from forms.means_uses import means_uses
    from metroapp.archive import heads, queries

    with reading(workspace) as connection:
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
    document = means_uses(found, workshop=name, head=head, issued_at=clock(), program=f"metroapp {__version__}")
    return write(replace(document, logo=logo_of(workspace)), to, path)


def file_name(number: str, to: Format) -> str:
    """What the file of a list is called; a number may hold signs that no name of a file can."""
    return f"{words.FILE}-{''.join(sign if sign.isalnum() else '-' for sign in number)}.{to.value}"

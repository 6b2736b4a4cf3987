"""The slips of candidates as a PDF, while their codes are known: the program keeps none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from drivers import utc_now
from forms.exam_slip import exam_slips
from metroapp import __version__
from metroapp.domain.exam_session import ExamSession
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import exam_slip as words


def write_slips(
    workspace: Workspace,
    session: ExamSession,
    codes: Mapping[str, str],
    folder: Path,
    clock: Callable[[], datetime] = utc_now,
) -> Path:
    """Write the slips of these candidates into a folder; `codes`: what each signs in with. Refuses as `write`."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        name = queries.workshop_name(connection)
    document = exam_slips(session, codes, workshop=name, issued_at=clock(), program=f"metroapp {__version__}")
    return write(replace(document, logo=logo_of(workspace)), Format.PDF, folder / f"{words.FILE}-{session.number}.pdf")

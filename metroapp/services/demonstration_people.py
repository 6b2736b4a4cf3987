"""The people of the demonstration: created in an empty workspace, with codes drawn at random and written beside.

There is no default code anywhere: whoever has the folder of the demonstration reads its codes there.
"""

from __future__ import annotations

import csv
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature, require_secret
from metroapp.services.workspace import Workspace
from metroapp.wording import demonstration as words
from metroapp.wording.labels import label

if TYPE_CHECKING:
    from metroapp.services.workshop import Workshop

Codes = dict[str, str]  # by name
_DIGITS = 6

PEOPLE: dict[str, tuple[Role, ...]] = {
    words.TRAINER: (Role.TRAINER, Role.ADMINISTRATOR),
    words.CANDIDATE: (Role.OPERATOR,),
    words.QUALITY_TECHNICIAN: (Role.QUALITY,),
    words.JURY: (Role.JURY,),
    words.SUPERVISOR: (Role.SUPERVISOR,),
    words.SESSION_MANAGER: (Role.SESSION_MANAGER,),
}


def codes_file(workspace: Workspace) -> Path:
    return workspace.root / words.CODES_FILE


def enter_people(workshop: Workshop) -> Codes:
    """Enter everybody and sign the trainer in. Gives the codes, which are kept in a file of the workspace."""
    codes = {name: _draw(name) for name in PEOPLE}
    _write(codes_file(workshop.workspace), codes)
    staff = workshop.staff
    staff.enter_administrator(words.TRAINER, PEOPLE[words.TRAINER], codes[words.TRAINER]).result()
    for name, roles in PEOPLE.items():
        if name != words.TRAINER:
            staff.enter(name, roles, codes[name]).result()
    return codes


def read_codes(workspace: Workspace) -> Codes:
    """The codes of an earlier demonstration; refuses (`demonstration.not_its_workspace`) a workspace without any."""
    try:
        with codes_file(workspace).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, delimiter=";"))[1:]
    except (OSError, UnicodeDecodeError, csv.Error):
        lines = []
    codes = {line[0]: line[2] for line in lines if len(line) == 3}
    if not PEOPLE.keys() <= codes.keys():
        raise Refusal("demonstration.not_its_workspace", path=workspace.root)
    return codes


def signature(name: str, codes: Codes) -> Signature:
    return Signature(name, codes[name])


def _draw(name: str) -> str:
    while True:
        code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        try:
            require_secret(code, name)
        except Refusal:
            continue
        return code


def _write(path: Path, codes: Codes) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(words.CODES_TITLES)
        writer.writerows((name, ", ".join(map(label, PEOPLE[name])), code) for name, code in codes.items())

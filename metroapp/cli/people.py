"""`metroapp person`: who is known, what they may do, and their secrets. Only `list` needs no account.

Names, how long they are kept and their erasure are in `metroapp.cli.personal_data`.
"""

from __future__ import annotations

import argparse
from typing import Any

from metroapp.cli import as_json
from metroapp.cli.acting import acting, secret_of, workshop_of
from metroapp.cli.consult import workspace_of
from metroapp.domain.people import Person, SecretEvent
from metroapp.services import consultation
from metroapp.services.first_start import require_ready
from metroapp.wording import people as words


def list_people(arguments: argparse.Namespace) -> int:
    """`metroapp person list`: everybody, and the history of their secrets."""
    workspace = workspace_of(arguments)
    everybody, events = consultation.everybody(workspace), consultation.secret_events(workspace)
    if arguments.json:
        found = {"people": list(map(_person, everybody)), "secrets": list(map(_event, events))}
        print(as_json.dump(found))
        return 0
    for person in everybody:
        print(words.PERSON_LINE.format(name=person.name, roles=words.roles(person), secret=words.has_secret(person)))
    for event in events:
        print(words.secret_event(event))
    return 0


def enter_first(arguments: argparse.Namespace) -> int:
    """`metroapp person first NAME`: the administrator of a workshop that has none."""
    secret = secret_of(arguments.new_secret_file)
    with workshop_of(arguments) as workshop:
        is_new = workshop.is_new().result()
        require_ready(arguments.workshop if is_new else None, arguments.name, secret, secret)
        if is_new:
            workshop.found(arguments.workshop, arguments.post).result()
        return _said(workshop.staff.enter_administrator(arguments.name, arguments.role, secret).result())


def enter(arguments: argparse.Namespace) -> int:
    """`metroapp person add NAME --role ROLE --new-secret-file F`"""
    secret = secret_of(arguments.new_secret_file)
    with acting(arguments) as workshop:
        return _said(workshop.staff.enter(arguments.name, arguments.role, secret).result())


def set_roles(arguments: argparse.Namespace) -> int:
    """`metroapp person roles NAME [--role ROLE]…`: these roles, or none."""
    with acting(arguments) as workshop:
        return _said(workshop.staff.set_roles(arguments.name, arguments.role).result())


def reset(arguments: argparse.Namespace) -> int:
    """`metroapp person reset NAME --new-secret-file F`: another secret for somebody who lost theirs."""
    secret = secret_of(arguments.new_secret_file)
    with acting(arguments) as workshop:
        return _said(workshop.staff.reset_secret(arguments.name, secret).result())


def change(arguments: argparse.Namespace) -> int:
    """`metroapp person secret --new-secret-file F`: one's own."""
    new = secret_of(arguments.new_secret_file)
    with acting(arguments) as workshop:
        workshop.staff.change_secret(secret_of(arguments.secret_file), new).result()
        person = workshop.staff.who.person
        assert person is not None
        return _said(person)


def _said(person: Person) -> int:
    print(words.PERSON_LINE.format(name=person.name, roles=words.roles(person), secret=words.has_secret(person)))
    return 0


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "roles": [role.value for role in person.roles],
        "active": person.is_active,
        "has_secret": person.has_secret,
    }


def _event(event: SecretEvent) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "name": event.name,
        "change": event.change.value,
        "by": event.by,
        "at": event.at.isoformat(),
    }

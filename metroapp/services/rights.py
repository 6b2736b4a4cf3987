"""What each role may do: the one table that the window and the command line obey.

A calculator, the demonstration, and whoever reads an archive they hold need no account: there is no row for these.
"""

from __future__ import annotations

from collections.abc import Collection

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Role

_MEASURING = frozenset({Role.OPERATOR, Role.QUALITY, Role.TRAINER})
_PREPARING = frozenset({Role.QUALITY, Role.TRAINER})
_EXAMINED = frozenset({Role.CANDIDATE})
_STAFF = frozenset(Role) - _EXAMINED

RIGHTS: dict[Action, frozenset[Role]] = {
    Action.MEASURE: _MEASURING | _EXAMINED,
    Action.CLOSE_RECORD: _MEASURING | _EXAMINED,
    Action.GRANT_CONCESSION: frozenset({Role.QUALITY}),
    Action.RAISE_SHEET: _MEASURING,
    Action.TREAT_SHEET: frozenset({Role.QUALITY}),
    Action.GIVE_VISA: frozenset({Role.QUALITY}),
    Action.APPROVE_FIRST_PIECE: _MEASURING,
    Action.CHOOSE_OPTIONS: _PREPARING,
    Action.EDIT_PARTS: _PREPARING,
    Action.VALIDATE_PARTS: _PREPARING,
    Action.EQUIP: _PREPARING,
    Action.VERIFY_MEANS: _PREPARING,
    Action.ALLOW_MEANS: frozenset({Role.QUALITY}),
    Action.CONNECT_BENCH: _MEASURING | {Role.ADMINISTRATOR},
    Action.SET_RULE: _PREPARING,
    Action.MANAGE_OPERATORS: frozenset({Role.TRAINER, Role.SESSION_MANAGER, Role.ADMINISTRATOR}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Action.CONFIGURE_POST: frozenset({Role.TRAINER, Role.ADMINISTRATOR}),
    Action.RECEIVE: _PREPARING | {Role.ADMINISTRATOR},
    Action.RENEW_KEY: frozenset({Role.ADMINISTRATOR}),
    Action.ERASE_NAMES: frozenset({Role.ADMINISTRATOR}),
    Action.CHANGE_WORKSHOP: frozenset({Role.TRAINER, Role.ADMINISTRATOR}),
    Action.CHANGE_OWN_SECRET: _STAFF - {Role.JURY},
    Action.FILE_PAPERS: _MEASURING,
    Action.WITHDRAW_PAPERS: _PREPARING,
    Action.KEEP_PROCESS: _PREPARING,
    Action.NOTE_PROCESS: _MEASURING,
    Action.READ_SIGNALS: frozenset({Role.QUALITY, Role.JURY}),
    Action.PREPARE_SESSION: frozenset({Role.TRAINER, Role.SESSION_MANAGER}),
    Action.SUPERVISE: frozenset({Role.SUPERVISOR, Role.TRAINER, Role.SESSION_MANAGER}),
    Action.MEASURE_REFERENCE: frozenset({Role.TRAINER}),
    Action.READ_EVIDENCE: frozenset({Role.JURY}),
    Action.CONSULT: _STAFF,
    Action.EXPORT: _STAFF,
}


def may(person: Person | None, action: Action) -> bool:
    """Whether one of the roles of a person gives the right."""
    return person is not None and not RIGHTS[action].isdisjoint(person.roles)


def to_manage(roles: Collection[Role], *, has_secret: bool = False) -> Action:
    """The right that it takes to manage somebody with these roles: operators are entered by more people than others.

    Somebody with a secret and no role may have had any: theirs is not for everybody to change.
    """
    former = has_secret and not roles
    return Action.MANAGE_OPERATORS if {Role.OPERATOR}.issuperset(roles) and not former else Action.MANAGE_PEOPLE


def require(person: Person, action: Action) -> None:
    """Refuse (`person.not_allowed`) what no role of the person allows; the sentence says which roles do."""
    if not may(person, action):
        allowed = tuple(role for role in Role if role in RIGHTS[action])
        raise Refusal("person.not_allowed", name=person.name, roles=person.roles, action=action, allowed=allowed)

"""The words of people: their roles, as typed and as said, and the history of their secrets."""

from __future__ import annotations

import unicodedata

from metroapp.domain.people import Person, Role, SecretEvent
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment
from metroapp.wording.translate import gettext as _

PERSON_LINE = _("{name}  |  {roles}  |  {secret}")
NO_ROLE = _("sans rôle")
WITH_SECRET = _("code enregistré")
WITHOUT_SECRET = _("sans code")
EVENT_LINE = _("{at}  {name} : {change}, par {by}")

# As typed after --role: one word without accents.
ROLE_WORDS: dict[str, Role] = {
    "operateur": Role.OPERATOR,
    "candidat": Role.OPERATOR,
    "qualite": Role.QUALITY,
    "jury": Role.JURY,
    "surveillant": Role.SUPERVISOR,
    "responsable": Role.SESSION_MANAGER,
    "formateur": Role.TRAINER,
    "administrateur": Role.ADMINISTRATOR,
    **{role.value: role for role in Role},
}


def read_role(text: str) -> Role:
    """The role typed as one word, with or without accents; raises KeyError for another word."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return ROLE_WORDS["".join(letter for letter in plain if not unicodedata.combining(letter))]


def roles(person: Person) -> str:
    return ", ".join(label(role) for role in person.roles) or NO_ROLE


def has_secret(person: Person) -> str:
    return WITH_SECRET if person.has_secret else WITHOUT_SECRET


def secret_event(event: SecretEvent) -> str:
    """One line of the history of secrets."""
    return EVENT_LINE.format(at=moment(event.at), name=event.name, change=label(event.change), by=event.by)

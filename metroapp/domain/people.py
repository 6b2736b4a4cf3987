"""People of the workshop, what they are there for, and the history of their secrets.

Names are identities that can be erased; a person is known by a random id. What each role may do is one table,
`metroapp.services.rights`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

SHORTEST_SECRET, LONGEST_SECRET = 4, 128
_LONGEST_NAME = 80


class Role(Enum):
    """What somebody does in the workshop or in an examination."""

    OPERATOR = "operator"
    CANDIDATE = "candidate"  # of an examination: sees their own record alone
    QUALITY = "quality"
    JURY = "jury"  # reads everything, writes nothing
    SUPERVISOR = "supervisor"
    SESSION_MANAGER = "session_manager"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"


class Action(Enum):
    """What can be asked for in somebody's name."""

    MEASURE = "measure"  # open a record and fill it
    CLOSE_RECORD = "close_record"  # signs
    GRANT_CONCESSION = "grant_concession"  # signs
    RAISE_SHEET = "raise_sheet"  # a fiche de non-conformité, the demand of a dérogation
    TREAT_SHEET = "treat_sheet"  # signs: what becomes of bad pieces
    GIVE_VISA = "give_visa"  # signs: a value that became good after a bad one
    APPROVE_FIRST_PIECE = "approve_first_piece"  # signs, with the role that the workshop chose
    CHOOSE_OPTIONS = "choose_options"  # how records are filled
    EDIT_PARTS = "edit_parts"
    VALIDATE_PARTS = "validate_parts"
    EQUIP = "equip"  # the register of the means
    VERIFY_MEANS = "verify_means"  # verifications, their decisions, certificates
    ALLOW_MEANS = "allow_means"  # signs: a means that the program refuses, for one characteristic of one record
    CONNECT_BENCH = "connect_bench"
    SET_RULE = "set_rule"
    MANAGE_OPERATORS = "manage_operators"  # enter an operator or a candidate, give them another secret
    MANAGE_PEOPLE = "manage_people"  # the same for everybody, and their roles
    CONFIGURE_POST = "configure_post"  # when it locks, the keys of its pedals
    RECEIVE = "receive"  # a package of another workshop
    RENEW_KEY = "renew_key"  # the key with which the post signs closed records
    ERASE_NAMES = "erase_names"  # of those who left, and how long names are kept
    CHANGE_WORKSHOP = "change_workshop"  # leave this one for the workshop of another folder
    CHANGE_OWN_SECRET = "change_own_secret"
    FILE_PAPERS = "file_papers"  # attach a paper to the dossier of a work order
    WITHDRAW_PAPERS = "withdraw_papers"  # of a dossier; they stay in the archive
    KEEP_PROCESS = "keep_process"  # open charts, freeze their limits, link tools, open and conclude studies
    NOTE_PROCESS = "note_process"  # the journal of a chart, offsets typed in, readings of a study, lots judged
    READ_SIGNALS = "read_signals"  # of honesty
    PREPARE_SESSION = "prepare_session"  # signs: of an examination: its phases, candidates, jury; opens and closes it
    SUPERVISE = "supervise"  # signs: suspends, resumes, grants time, enters a modification, countersigns
    MEASURE_REFERENCE = "measure_reference"  # the pieces of candidates, once they have ended
    READ_EVIDENCE = "read_evidence"  # what the program found and did not say to the candidate
    CONSULT = "consult"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to the workshop; without a role, somebody who acts no more, or who never had an account."""

    id: str
    name: str
    roles: tuple[Role, ...] = ()  # in the order of `Role`
    has_secret: bool = False

    @property
    def is_active(self) -> bool:
        return bool(self.roles)


class SecretChange(Enum):
    """How a person came to the secret they have."""

    CHOSEN = "chosen"  # the first one, given when the person was entered
    CHANGED = "changed"  # by the person, who knew the one before
    RESET = "reset"  # by somebody else
    RECOVERED = "recovered"  # a new administrator, once no secret of one was left


@dataclass(frozen=True, slots=True)
class SecretEvent:
    """One line of the history of secrets: facts for the jury, never the secret."""

    id: EntryId
    name: str
    change: SecretChange
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and their secret, asked again."""

    name: str
    secret: str

    def __repr__(self) -> str:
        return f"Signature({self.name!r})"  # a secret never reaches a log


def erased_name(id: str) -> str:
    """What is read where a name was erased. It stands where names stand, in records as in documents; two people whose
    names were erased are still told apart, and what the journal says of each goes back to the same number."""
    return f"nom effacé ({id[:8]})"


def ordered(roles: Collection[Role]) -> tuple[Role, ...]:
    """Roles that one person may have together; refuses a jury that would also act (`person.jury_alone`), and a
    candidate who would also see the archives (`person.candidate_alone`)."""
    found = tuple(role for role in Role if role in roles)
    if Role.JURY in found and len(found) > 1:
        raise Refusal("person.jury_alone")
    if Role.CANDIDATE in found and len(found) > 1:
        raise Refusal("person.candidate_alone")
    return found


def plain_name(name: str) -> str:
    """A name without the spaces that say nothing; refuses `person.name_missing`, `person.name_too_long`."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise Refusal("person.name_missing")
    if len(cleaned) > _LONGEST_NAME or not cleaned.isprintable():
        raise Refusal("person.name_too_long", most=_LONGEST_NAME)
    return cleaned


def require_secret(secret: str, name: str) -> None:
    """Refuse a secret that is no secret: `secret.empty`, `secret.too_short`, `secret.too_long`, `secret.too_simple`."""
    if not secret.strip():
        raise Refusal("secret.empty")
    if len(secret) < SHORTEST_SECRET:
        raise Refusal("secret.too_short", least=SHORTEST_SECRET)
    if len(secret) > LONGEST_SECRET:
        raise Refusal("secret.too_long", most=LONGEST_SECRET)
    steps = {ord(after) - ord(before) for before, after in pairwise(secret)}
    if steps in ({0}, {1}, {-1}) or secret.casefold() == name.casefold():
        raise Refusal("secret.too_simple")

"""The texts of who is at the post: signing in, the first start, the lock, signatures, rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metroapp.domain.people import Action, Person, Role
from metroapp.domain.quantity import Quantity
from metroapp.wording.labels import label
from metroapp.wording.numbers import quantity
from metroapp.wording.translate import gettext as _

# The door
OPENING = _("Ouverture de l'archive…")
UPGRADING = _(
    "Mise à jour de l'archive, faite par une version plus ancienne… Une copie en est gardée dans le dossier backups. "
    "Une grande archive demande quelques minutes."
)
UPGRADED = _("{percent} %")
PROGRAM = _("Poste de métrologie")
SIGN_IN_TITLE = _("Qui est au poste\u00a0?")
SIGN_IN_NEXT = _("Touchez votre nom, puis tapez votre code.")
PEOPLE = _("Personnes de l'atelier")
SEARCH = _("Chercher un nom")
NOBODY_FOUND = _("Aucun nom ne correspond.")
CODE = _("Code ou mot de passe")
CODE_OF = _("Code ou mot de passe de {name}")
OPEN_SESSION = _("Ouvrir la session")
NOT_OPENED = _("Session non ouverte")
DIGIT = _("Chiffre {digit}")
ERASE = _("Effacer le dernier caractère")
CLEAR = _("Tout effacer")
CLEAR_SIGN = _("C")
WITHOUT_CODE = _("{roles} · sans code")
PERSON_IN_WORDS = _("{name}, {roles}")

# The first start
FIRST_TITLE = _("Premier démarrage")
FIRST_WHO = _("Vous êtes l'administrateur de ce poste : vous ferez entrer les autres personnes dans les réglages.")
RECOVERY_TITLE = _("Recréer un administrateur")
RECOVERY_WHO = _(
    "Plus aucun administrateur de cet atelier n'a de code : recréez-en un. Le journal l'inscrit, "
    "rien d'autre ne change."
)
FIRST_WORKSHOP = _("Nom de l'atelier (il figure sur les documents et ne change plus)")
FIRST_POST = _("Code du poste")
FIRST_POST_NOTE = _("Un code différent par poste de l'atelier ; il ne change plus.")
FIRST_NAME = _("Votre nom")
FIRST_NAME_HINT = _("Prénom Nom")
FIRST_SECRET = _("Votre code ou mot de passe (4 caractères au moins)")
FIRST_AGAIN = _("Le même, une seconde fois")
FIRST_TRAINER = _("Je prépare aussi les pièces (formateur)")
FIRST_NOTE = _(
    "Il n'existe aucun code par défaut : gardez le vôtre, car s'il est perdu, il faut qu'un autre administrateur en "
    "donne un nouveau, ou retirer secrets.sqlite du dossier de travail pour revenir à ce formulaire, ce que le "
    "journal inscrit."
)
FIRST_BEGIN = _("Créer et ouvrir la session")
FIRST_NOT_DONE = _("Pas encore créé")
FIRST_EXISTING = _("Quelqu'un d'autre a déjà un code")
BACK_TO_FIRST = _("Recréer un administrateur")

# The lock
LOCKED_TITLE = _("Poste verrouillé")
LOCKED_SAFE = _("Rien n'est perdu : ce qui est ouvert reste en place.")
UNLOCK = _("Déverrouiller")
NOT_UNLOCKED = _("Toujours verrouillé")
CHANGE_PERSON = _("Changer de personne")
HELD_ONE = _("1 lecture attend le déverrouillage.")
HELD_SOME = _("{count} lectures attendent le déverrouillage.")
HELD_FOR_ANYBODY = _("1 lecture attend que quelqu'un ouvre une session.")
HELD_FOR_ANYBODY_SOME = _("{count} lectures attendent que quelqu'un ouvre une session.")
OFFER_ONE = _("1 lecture reçue et gardée en attente : {readings}")
OFFER_SOME = _("{count} lectures reçues et gardées en attente : {readings}")
OFFER_READING = _("{value} ({instrument})")
OFFER_MORE = _("…")
OFFER_SEPARATOR = _(", ")
TAKE = _("Prendre")
TAKE_TIP = _("Enregistrer ces lectures dans l'ordre, en votre nom")
DROP = _("Écarter")
DROP_TIP = _("Ne pas enregistrer ces lectures")
_MOST_SHOWN = 6

# The rail
PERSON_MENU = _("{name} ({roles}) : verrouiller, changer de personne ou de code")
LOCK = _("Verrouiller")
CHANGE_CODE = _("Changer mon code…")

# One's own code
CHANGE_TITLE = _("Changer mon code")
CHANGE_OLD = _("Code actuel")
CHANGE_NEW = _("Nouveau code ou mot de passe")
CHANGE_AGAIN = _("Le même, une seconde fois")
CHANGE_CONFIRM = _("Changer le code")

# Signatures
SIGNER = _("Signataire")
SIGNER_CODE = _("Code du signataire")
NOBODY_MAY_SIGN = _("Personne ici ne peut {action} : il faut le rôle {roles}.")

# Rights
RESERVED = _("Réservé : {roles}.")
_OR = _(" ou ")

# The demonstration
CODES = _("Codes…")
CODES_TIP = _("Voir les noms et les codes de la démonstration")
CODES_TITLE = _("Codes de la démonstration")
CODES_WHERE = _(
    "Tirés au hasard pour ce dossier, ils sont aussi dans {file}. Un vrai atelier n'a aucun code par défaut."
)
CODES_CLOSE = _("Fermer")


def roles_of(person: Person) -> str:
    """`opérateur, formateur`."""
    return ", ".join(label(role) for role in person.roles)


def reserved_to(roles: Iterable[Role]) -> str:
    """Whom a control is for, in the order of the roles."""
    allowed = set(roles)
    return RESERVED.format(roles=_OR.join(label(role) for role in Role if role in allowed))


def nobody_may_sign(action: Action, roles: Iterable[Role]) -> str:
    allowed = set(roles)
    said = _OR.join(label(role) for role in Role if role in allowed)
    return NOBODY_MAY_SIGN.format(action=label(action), roles=said)


def held(count: int) -> str:
    """How many readings wait for whoever locked the post; nothing where none does."""
    if not count:
        return ""
    return HELD_ONE if count == 1 else HELD_SOME.format(count=count)


def held_for_anybody(count: int) -> str:
    """The same where nobody is signed in."""
    if not count:
        return ""
    return HELD_FOR_ANYBODY if count == 1 else HELD_FOR_ANYBODY_SOME.format(count=count)


def offer(readings: Sequence[tuple[str, Quantity]], count: int) -> str:
    """The readings held, the first ones by value and instrument."""
    shown = [OFFER_READING.format(value=quantity(value), instrument=number) for number, value in readings]
    if len(shown) > _MOST_SHOWN or count > len(shown):
        shown = [*shown[:_MOST_SHOWN], OFFER_MORE]
    text = OFFER_SEPARATOR.join(shown)
    return OFFER_ONE.format(readings=text) if count == 1 else OFFER_SOME.format(count=count, readings=text)


def initials(name: str) -> str:
    """`CM` for Camille Martin."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

"""The words of personal data: what is recorded of people, how long, who reads it, and the erasure of names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from metroapp.domain.people import Person, Role
from metroapp.domain.retention import KeptName, Recorded, RecordedKind, Retention
from metroapp.wording.labels import label
from metroapp.wording.numbers import day
from metroapp.wording.translate import gettext as _

# -- what everybody may read of themselves
OWN_TITLE = _("Ce qui est enregistré sur moi")
OWN = _("Ce qui est enregistré sur moi…")
OWN_TIP = _("Quoi, pourquoi, combien de temps, et mes droits")
OF_SOMEBODY = _("Ce qui est enregistré au nom de {name} :")
KIND = _("Genre")
COUNT = _("Nombre")
FIRST = _("Premier")
LAST = _("Dernier")
KEPT_FOR = _("Durée")
UNTIL = _("Nom gardé jusqu'au")
TABLE = _("Ce qui est enregistré, par genre, et jusqu'à quand le nom est gardé")
NOTHING = _("Rien n'est enregistré à ce nom.")
LINE = _("{kind}  |  {count}  |  du {first} au {last}  |  nom gardé jusqu'au {until}")
LINES = _("{count} lignes")
ONE_LINE = _("1 ligne")
WHAT_TITLE = _("Quoi et pourquoi")
WHAT = _(
    "Votre nom, vos rôles, et ce que vous avez mesuré, décidé ou signé, avec l'heure : c'est ce qui prouve que les "
    "pièces ont été contrôlées, et par qui. Le code n'est gardé que par son empreinte."
)
HOW_LONG_TITLE = _("Combien de temps")
HOW_LONG = _(
    "Le nom est gardé jusqu'à la date la plus lointaine du tableau ; il peut ensuite être effacé. Le journal, lui, ne "
    "s'efface pas : il ne porte qu'un numéro, qui ne désigne alors plus personne."
)
WHO_READS_TITLE = _("Qui le lit")
WHO_READS = _(
    "Les personnes de cet atelier, le jury d'un examen, et qui a accès au dossier de l'atelier ou reçoit un de ses "
    "documents. Le logiciel n'envoie rien ailleurs. Le détail est dans Archives : cherchez-y votre nom."
)
RIGHTS_TITLE = _("Vos droits (RGPD, art. 13 à 17)")
RIGHTS = _(
    "Demandez à {administrators} la copie de ces données, leur rectification (une correction s'ajoute, la valeur "
    "d'avant reste lisible) ou l'effacement de votre nom, possible une fois la durée passée. Sans réponse "
    "satisfaisante, vous pouvez saisir la CNIL (cnil.fr)."
)
AN_ADMINISTRATOR = _("un administrateur de l'atelier")
OR = _(" ou ")
CLOSE = _("Fermer")

# -- retention
RETENTION_LINE = _("{kind}  |  {months} mois")
MONTHS = _("{months} mois")
RETENTION_TITLE = _("Durée de conservation des noms, en mois après la dernière ligne")
RETENTION_SAVE = _("Enregistrer les durées")
RETENTION_SAVED = _("Durées enregistrées.")
RETENTION_OF = _("Durée en mois : {kind}")

# -- erasure
PURGE = _("Noms à effacer…")
PURGE_TIP = _("Les noms que plus rien n'oblige à garder, et les durées de conservation")
PURGE_TITLE = _("Noms à effacer")
PURGE_TABLE = _("Noms qui peuvent être effacés, depuis quand, et leur dernier enregistrement de chaque genre")
PURGE_NONE = _("Aucun nom à effacer : chacun a encore un rôle, ou sert encore.")
PURGE_LINE = _("{name}  |  effaçable depuis le {since}  |  {last}")
PURGE_LAST = _("{kind} : {day}")
WHO = _("Nom")
SINCE = _("Effaçable depuis le")
LAST_BY_KIND = _("Dernier enregistrement")
SEARCHING = _("Lecture de l'archive…")
ERASE = _("Effacer le nom…")
ERASE_TITLE = _("Effacer le nom de {name}")
ERASE_SAID = _(
    "Cela ne peut pas être annulé. Ce que {name} a mesuré, décidé et signé reste, au nom de « {erased} » ; son code "
    "est oublié. Le journal garde cet effacement, son motif et votre nom."
)
REASON = _("Motif, sans le nom de la personne")
ERASE_CONFIRM = _("Effacer définitivement")
ERASED = _("Nom de {name} effacé de l'archive.")
KEPT_ELSEWHERE = _(
    "Les copies faites avant le portent encore : les sauvegardes du jour se remplacent au fil des jours "
    "d'utilisation ; les copies « before-version » du dossier backups, les exports et les papiers restent : à vous de "
    "les détruire."
)
NOT_OVERWRITTEN = _(
    "Il en reste une trace dans la place libre du fichier de l'archive : elle disparaîtra à la prochaine ouverture."
)

# As typed after `person set-retention`: one word without accents.
_KIND_WORDS: dict[str, RecordedKind] = {
    "releves": RecordedKind.PRODUCTION,
    "exercices": RecordedKind.SIMULATED,
    "moyens": RecordedKind.MEANS,
    "fiches": RecordedKind.TREATMENT,
    "pieces": RecordedKind.PARTS,
    "compte": RecordedKind.ACCOUNT,
    **{kind.value: kind for kind in RecordedKind},
}


def read_kind(text: str) -> RecordedKind:
    """The kind typed as one word, with or without accents; raises KeyError for another word."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return _KIND_WORDS["".join(letter for letter in plain if not unicodedata.combining(letter))]


def lines(kept: KeptName) -> list[str]:
    """What is recorded under a name, a line for each kind."""
    return [_line(kept, one) for one in kept.recorded] or [NOTHING]


def _line(kept: KeptName, one: Recorded) -> str:
    return LINE.format(
        kind=label(one.kind),
        count=ONE_LINE if one.count == 1 else LINES.format(count=one.count),
        first=day(one.first),
        last=day(one.last),
        until=day(kept.until[one.kind]),
    )


def explained(everybody: Iterable[Person]) -> list[tuple[str, str]]:
    """What people are told of their data: titles and sentences. `everybody`: to name whom to ask."""
    asked = OR.join(person.name for person in everybody if Role.ADMINISTRATOR in person.roles)
    return [
        (WHAT_TITLE, WHAT),
        (HOW_LONG_TITLE, HOW_LONG),
        (WHO_READS_TITLE, WHO_READS),
        (RIGHTS_TITLE, RIGHTS.format(administrators=asked or AN_ADMINISTRATOR)),
    ]


def retention(kept: Retention) -> list[str]:
    return [RETENTION_LINE.format(kind=label(kind), months=kept.months(kind)) for kind in RecordedKind]


def purge_line(kept: KeptName) -> str:
    return PURGE_LINE.format(name=kept.person.name, since=day(kept.erasable_from), last=last_by_kind(kept))


def last_by_kind(kept: KeptName) -> str:
    """`relevés de production : 12/03/2014, compte, rôles et codes : 01/04/2014`"""
    return " ; ".join(PURGE_LAST.format(kind=label(one.kind), day=day(one.last)) for one in kept.recorded)


def erased(name: str, *, is_overwritten: bool) -> list[str]:
    """What is said once a name is erased."""
    return [ERASED.format(name=name), KEPT_ELSEWHERE, *([] if is_overwritten else [NOT_OVERWRITTEN])]

"""The words of the server of a workshop with several posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message
from metroapp.domain.shares import Overrun
from metroapp.wording.sentences import sentence
from metroapp.wording.translate import gettext as _

SERVER = _("serveur de l'atelier : plusieurs postes sur PostgreSQL")
INIT = _("prépare une base vide (une fois, par qui tient le serveur)")
ADD_POST = _("ajoute un poste ; son mot de passe est écrit dans un fichier")
ADD_READER = _("ajoute un compte qui lit et n'écrit rien, pour un jury")
HOME = _("fait d'un poste le poste d'attache, une fois pour toutes : personnes, pièces, moyens, dérogations")
AT_HOME = _("ce poste est le poste d'attache : les autres reçoivent ses personnes, pièces, moyens et dérogations")
STATUS = _("dit la dernière écriture de chaque poste et ce qui attend ici")
VERIFY = _("relit toutes les chaînes du serveur, du premier au dernier octet")
FORWARD = _("envoie maintenant ce que le serveur n'a pas")
COPY = _("apporte le serveur entier dans un dossier, à consulter avec --read-only ; relancer le complète")
RECOVER = _("rend à ce poste, restauré d'une sauvegarde ancienne, ses écritures que le serveur a et qu'il n'a plus")
USE = _("choisit le serveur de ce poste ; sans --url, plus aucun")
UPGRADE = _("met le plan du serveur à la version de ce programme ; sans effet s'il l'est déjà")
DERIVE_AGAIN = _("vide aussi les listes et les mots de la recherche : chaque poste les redonne à sa prochaine liaison")
DERIVED_AGAIN = _("Listes et recherche vidées : chaque poste les redonne à sa prochaine liaison.")
READ = _("lit le serveur à cette adresse (postgresql://compte@serveur/base) à la place du dossier de travail")
ADDRESS = _("ADRESSE")
URL = _("postgresql://compte@serveur:5432/base, sans mot de passe")
SECRET = _("fichier dont la première ligne est le mot de passe, lisible de vous seul")
SECRET_OUT = _("fichier à créer, où écrire le mot de passe du nouveau compte")
NAMED = _("code du poste (P2) ou nom du compte")

MADE = _("La base {address} est prête : ajoutez-y des postes.")
LARGE_OBJECTS = _(
    "Tout compte de cette base, un jury aussi, peut y remplir le disque (grands objets) : passez « metroapp server "
    "upgrade » sous le compte postgres, qui seul peut le fermer."
)
ADDED = _("Compte {account} ajouté ; son mot de passe est dans {path}, à porter sur le poste.")
CHOSEN = _("Ce poste enverra ses écritures à {address}.")
NONE_CHOSEN = _("Ce poste n'envoie plus à aucun serveur.")
POST_LINE = _("{post}  {entries} écritures, dernière reçue le {at}")
HOME_SET = _("Le poste d'attache est {post} : les autres postes en reçoivent la copie.")
IS_HOME = _(" · poste d'attache")
POST_EMPTY = _("{post}  rien encore")
WAITING = _("Ce poste ({post}) : {waiting} écritures attendent.")
UP_TO_DATE = _("Ce poste ({post}) : tout est sur le serveur.")
REFUSED = _("Ce poste ({post}) : rien ne part. {why}")
SENT = _("{sent} écritures envoyées ; la dernière du poste {post} est la {last}.")
COPIED = _("{post} : {pulled} écritures de plus")
RECOVERED = _("{came} écritures reprises du serveur ; la dernière du poste {post} est la {last}.")
LOOK = _("À consulter : metroapp --read-only --workspace {path}")
SOUND = _("Serveur intègre : {entries} écritures, {rows} lignes.")
HEAD = _("  {post}  {head}")
UPGRADED = _("La base {address} est passée de la version {before} à la version {now}.")
UP_TO_PLAN = _("La base {address} est déjà à la version {now}.")
TO_BE_GIVEN = _("{count} relevés pas encore dans les listes : leur poste les y met à sa prochaine liaison.")
BROKEN = _("Rupture : {where}.")
UNREAD_RECORD = _(
    "Le relevé {entry} est gardé, mais une de ses écritures ne se lit pas : mettez à jour le programme du poste "
    "{post}, puis refaites-y ce relevé."
)
UNREAD_ACT = _(
    "L'écriture {entry} est gardée, mais ce qu'elle dit ne se lit pas : mettez à jour le programme du poste {post}, "
    "puis refaites-y ce qu'elle disait."
)
_UNREAD_MORE = _("Et {count} de plus qui ne se lisent pas : « metroapp server verify --json » les nomme.")
_MOST_UNREAD = 10

_OVERRUN = _("Dérogation {number} dépassée : {used} pièces pour {allowed} ({posts}).")
_SHARE = _("{post} : {used} sur {allowed}")
_OVER_SHARE = _("Dérogation {number} dépassée {posts}.")
_AT_POST = _("au poste {post} ({used} sur {allowed})")


def unread(said: str, entries: Sequence[EntryId]) -> Iterator[str]:
    """What came with a sound chain and cannot be read, as `said`; the first ones, and how many more."""
    for entry in entries[:_MOST_UNREAD]:
        yield said.format(entry=entry, post=entry.post)
    if len(entries) > _MOST_UNREAD:
        yield _UNREAD_MORE.format(count=len(entries) - _MOST_UNREAD)


def overrun(found: Overrun) -> str:
    """A dérogation of which more was used than allowed, with what each post did; or the shares that are exceeded, where
    in all it is not."""
    if found.used <= found.allowed:
        beyond = (one for one in found.shares if one.used > one.allowed)
        at = ", ".join(_AT_POST.format(post=one.post, used=one.used, allowed=one.allowed) for one in beyond)
        return _OVER_SHARE.format(number=found.number, posts=at)
    posts = ", ".join(_SHARE.format(post=one.post, used=one.used, allowed=one.allowed) for one in found.shares)
    return _OVERRUN.format(number=found.number, used=found.used, allowed=found.allowed, posts=posts)


# -- in the settings

TITLE = _("Serveur de l'atelier")
NOTE = _("Ce poste enregistre toujours ici d'abord : sans réseau, rien ne s'arrête et rien n'est perdu.")
OF_POST = _("Adresse (compte@serveur:5432/base)")
OF_POST_EXAMPLE = _("atelier_p1@serveur:5432/atelier")
SECRET_FILE = _("Fichier du mot de passe")
TRY = _("Essayer")
KEEP = _("Envoyer à ce serveur")
LEAVE = _("Ne plus envoyer")
RETRY = _("Réessayer maintenant")
KEPT = _("Serveur gardé : les écritures partent d'elles-mêmes.")
LEFT = _("Ce poste n'envoie plus. Ce qui est déjà sur le serveur y reste.")
TRYING = _("Essai en cours…")
NO_SERVER = _("Aucun serveur : les écritures de ce poste restent ici.")
_ANSWERED = _("Le serveur répond : il a déjà les écritures de ce poste jusqu'à la {entry}.")
_ANSWERED_NEW = _("Le serveur répond : il n'a encore rien de ce poste.")
_ASKED = _("Le serveur est demandé…")
_ALL_THERE = _("Tout est sur le serveur. Dernière écriture reçue : {entry}.")
_NOTHING_YET = _("Le serveur n'a encore rien de ce poste.")
_SENDING_ONE = _("1 écriture part vers le serveur.")
_SENDING = _("{count} écritures partent vers le serveur.")
_WAITS_ONE = _("1 écriture attend. {why}")
_WAITS = _("{count} écritures attendent. {why}")
_HOME_IS_HERE = _(
    "Ce poste est le poste d'attache : les autres reçoivent ses personnes, pièces, moyens et dérogations."
)
_HOME_UP_TO = _("Du poste d'attache {home}, ce poste a tout jusqu'à l'écriture {entry}.")
_HOME_WAITS = _("Du poste d'attache {home}, plus rien n'arrive. {why}")
_HOME_EMPTY = _("Du poste d'attache {home}, rien n'est encore arrivé sur le serveur.")
_UNKNOWN = _("Depuis l'ouverture, le serveur n'a pas dit ce qu'il a. {why}")


def answered(post: str, last: int) -> str:
    """A server that was tried, and has the entries of a post up to one."""
    return _ANSWERED.format(entry=f"{post}-{last}") if last else _ANSWERED_NEW


def standing(post: str, last: int | None, waiting: int, why: Message | None) -> str:
    """How the forwarding stands: the last entry of the post that the server has (None: it did not say), how many wait,
    and why."""
    if why is not None:
        if last is None:
            return _UNKNOWN.format(why=sentence(why))
        said = _WAITS_ONE if waiting == 1 else _WAITS if waiting else "{why}"
        return said.format(count=waiting, why=sentence(why))
    if waiting:
        return (_SENDING_ONE if waiting == 1 else _SENDING).format(count=waiting)
    if last is None:
        return _ASKED
    return _ALL_THERE.format(entry=f"{post}-{last}") if last else _NOTHING_YET


def of_home(post: str, home: str, last: int, why: Message | None) -> str:
    """What came down from the home post; empty where there is none."""
    if not home:
        return ""
    if home == post:
        return _HOME_IS_HERE
    if why is not None:
        return _HOME_WAITS.format(home=home, why=sentence(why))
    return _HOME_UP_TO.format(home=home, entry=f"{home}-{last}") if last else _HOME_EMPTY.format(home=home)

"""The words of the server of a workshop with several posts."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SERVER = _("serveur de l'atelier : plusieurs postes sur PostgreSQL")
INIT = _("prépare une base vide (une fois, par qui tient le serveur)")
ADD_POST = _("ajoute un poste ; son mot de passe est écrit dans un fichier")
ADD_READER = _("ajoute un compte qui lit et n'écrit rien, pour un jury")
STATUS = _("dit la dernière écriture de chaque poste et ce qui attend ici")
VERIFY = _("relit toutes les chaînes du serveur, du premier au dernier octet")
FORWARD = _("envoie maintenant ce que le serveur n'a pas")
COPY = _("apporte le serveur entier dans un dossier, à consulter avec --read-only ; relancer le complète")
USE = _("choisit le serveur de ce poste ; sans --url, plus aucun")
ADDRESS = _("ADRESSE")
URL = _("postgresql://compte@serveur:5432/base, sans mot de passe")
SECRET = _("fichier dont la première ligne est le mot de passe, lisible de vous seul")
SECRET_OUT = _("fichier à créer, où écrire le mot de passe du nouveau compte")
NAMED = _("code du poste (P2) ou nom du compte")

MADE = _("La base {address} est prête : ajoutez-y des postes.")
ADDED = _("Compte {account} ajouté ; son mot de passe est dans {path}, à porter sur le poste.")
CHOSEN = _("Ce poste enverra ses écritures à {address}.")
NONE_CHOSEN = _("Ce poste n'envoie plus à aucun serveur.")
POST_LINE = _("{post}  {entries} écritures, dernière reçue le {at}")
POST_EMPTY = _("{post}  rien encore")
WAITING = _("Ce poste ({post}) : {waiting} écritures attendent.")
UP_TO_DATE = _("Ce poste ({post}) : tout est sur le serveur.")
SENT = _("{sent} écritures envoyées ; la dernière du poste {post} est la {last}.")
COPIED = _("{post} : {pulled} écritures de plus")
LOOK = _("À consulter : metroapp --read-only --workspace {path}")
SOUND = _("Serveur intègre : {entries} écritures, {rows} lignes.")
HEAD = _("  {post}  {head}")
BROKEN = _("Rupture : {code}, table {table}, ligne {row}.")

"""The texts of the page « À propos »."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PAGE = _("À propos…")
TITLE = _("À propos")
OPEN_TIP = _("Versions, dossier de travail, état de l'archive et licences")
BACK = _("Retour aux réglages")

VERSIONS = _("Versions")
PROGRAM = _("Metroapp")
PYTHON = _("Python")
QT = _("Qt")
SQLITE = _("SQLite")
SQLALCHEMY = _("SQLAlchemy")
SCHEMA = _("Format de l'archive")
SCHEMA_VALUE = _("version {version}")

WORKSPACE = _("Dossier de travail")
OPEN_FOLDER = _("Ouvrir le dossier")

ARCHIVE = _("Archive")
RECORDS = _("Relevés")
ENTRIES = _("Opérations")
SIZE = _("Taille")
BACKUP = _("Dernière sauvegarde")
NO_BACKUP = _("aucune")
HEAD = _("Tête de chaîne")
HEAD_VALUE = _("{post} {digest}")
NO_HEAD = _("–")
READING = _("…")
BYTES = _("{count} o")
KILOBYTES = _("{count} Ko")
MEGABYTES = _("{count} Mo")

LICENCES = _("Licences")
LICENCE_OF = _("Texte de la licence")
LICENCE_TEXT = _("Texte de la licence choisie")
LIBRARIES = _("Bibliothèques utilisées")
LIBRARY = _("Bibliothèque")
VERSION = _("Version")
LICENCE = _("Licence")
OF_THE_PROGRAM = _("Programme (Apache 2.0)")
OF_THE_FONTS = _("Caractères (OFL 1.1)")
OF_THE_ICONS = _("Icônes Lucide (ISC)")
TEXT_ABSENT = _("Le texte de cette licence n'est pas à côté du programme.")
UNKNOWN_LICENCE = _("voir le paquet")

_STEP = 1024


def size(count: int) -> str:
    """A size in bytes as files are listed: `312 Ko`, `4,2 Mo`."""
    if count < _STEP:
        return BYTES.format(count=count)
    if count < _STEP * _STEP:
        return KILOBYTES.format(count=round(count / _STEP))
    return MEGABYTES.format(count=f"{count / _STEP / _STEP:.1f}".replace(".", ","))

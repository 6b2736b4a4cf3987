"""Words of Qt that its own French translation lacks: what is said in its place, by the English text."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

MISSING: dict[str, str] = {
    "Look in:": _("Dossier :"),
    "&Look in:": _("&Dossier :"),
    "Files of type:": _("Types de fichier :"),
    "Files of &type:": _("&Types de fichier :"),
    "Directory:": _("Dossier :"),
}

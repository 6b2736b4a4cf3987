"""What is refused when another workshop is asked for."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

OPENING: dict[str, str] = {
    "workshop.no_archive": _(
        "Le dossier {path} ne contient aucun atelier (pas d'archive.sqlite) : choisissez le dossier de travail d'un "
        "atelier, ou créez-en un."
    ),
    "workshop.has_archive": _(
        "Le dossier {path} contient déjà un atelier : choisissez un dossier vide, ou ouvrez cet atelier."
    ),
    "workshop.already_here": _("L'atelier du dossier {path} est déjà dans cette fenêtre : choisissez-en un autre."),
}

"""What is refused of a document or a photograph that is kept."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

DOCUMENTS: dict[str, str] = {
    "document.absent": _("{file} n'est pas un fichier lisible : choisissez le document de nouveau."),
    "document.too_large": _("{file} dépasse {most} Mo : enregistrez-le en PDF, ou numérisez-le moins finement."),
    "document.of_no_kind": _(
        "{file} n'est ni un PDF, ni une image PNG ou JPEG : enregistrez le document sous l'une de ces formes."
    ),
    "document.lost": _(
        "La copie de {file} n'est plus dans le dossier de travail ni dans ses sauvegardes : joignez ou classez le "
        "document de nouveau."
    ),
    "document.changed": _(
        "La copie de {file} n'est plus celle qui a été gardée, et n'est pas montrée : joignez ou classez le document "
        "de nouveau."
    ),
}

"""What is refused of the parts of the workshop and of their revisions."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PARTS: dict[str, str] = {
    "part.revision_frozen": _(
        "L'indice {revision} de la pièce {reference} ({state}) ne se modifie plus : copiez-le sous un autre indice."
    ),
    "part.absent": _("La pièce {reference} n'est pas dans l'archive : choisissez-la dans la liste des pièces."),
    "part.identity_missing": _(
        "La référence, le n° de plan ou l'indice manque : complétez les trois avant de valider la pièce."
    ),
    "part.person_missing": _("Votre nom manque : donnez-le, il est gardé avec la pièce."),
    "part.empty": _("La pièce n'a aucune caractéristique à contrôler : ajoutez-en au moins une."),
    "part.means_to_choose": _("Le moyen de contrôle reste à choisir aux repères {balloons} : choisissez-le."),
}

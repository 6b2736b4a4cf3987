"""What is refused of the parts of the workshop and of their revisions."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PARTS: dict[str, str] = {
    "part.revision_frozen": _(
        "L'indice {revision} de la pièce {reference} ({state}) ne se modifie plus : copiez-le sous un autre indice."
    ),
    "part.absent": _("La pièce {reference} n'est pas dans l'archive : vérifiez sa référence, son plan et son indice."),
    "part.identity_missing": _(
        "La référence, le n° de plan ou l'indice manque : complétez les trois avant de valider la pièce."
    ),
    "part.person_missing": _("Votre nom manque : donnez-le, il est gardé avec la pièce."),
    "part.empty": _("La pièce n'a aucune caractéristique à contrôler : ajoutez-en au moins une."),
    "part.means_to_choose": _("Le moyen de contrôle reste à choisir aux repères {balloons} : choisissez-le."),
    "part.balloon_repeated": _("Le repère {balloon} est celui de deux caractéristiques : renumérotez-en une."),
    "part.link_missing": _(
        "Le repère {balloon} ({callout}) dépend de la taille de son élément : liez-le au repère de cette cote."
    ),
    "part.link_broken": _(
        "Le repère {balloon} est lié au repère {size}, qui n'est pas une cote extérieure ou intérieure à deux limites :"
        " corrigez le lien."
    ),
    "part.readings_direct_only": _(
        "Repère {balloon} : plusieurs lectures seulement en lecture directe ; demandez-en une ou changez de moyen."
    ),
    "part.formula_missing": _(
        "Repère {balloon} ({symbol}) : un maxi − mini n'en est pas la valeur ; donnez sa méthode, par exemple"
        " coordonnées 30 ; 20, ou la formule 2*racine(dx^2 + dy^2), ou choisissez la MMT."
    ),
}

"""What is refused of the papers: control charts, forms to fill in by hand, the logo."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PAPERS: dict[str, str] = {
    "chart.unknown": _(
        "Aucun relevé n'a de valeur mesurée au repère {balloon} de {reference} : vérifiez la référence et le repère."
    ),
    "chart.no_value": _(
        "Le repère {balloon} de {reference} n'a pas de valeur chiffrée : une carte aux mesures demande une cote "
        "mesurée."
    ),
    "chart.too_few_subgroups": _(
        "Une carte de contrôle demande au moins {least} échantillons complets, et il y en a {count} : mesurez d'autres "
        "pièces, ou prenez un effectif plus petit."
    ),
    "chart.size": _(
        "Un échantillon d'une carte X̄ – R a de {least} à {most} valeurs : au-delà, l'étendue en dit trop peu."
    ),
    "dossier.set_up_format": _("« {path} » : donnez un nom de fichier en .pdf ou .xlsx."),
    "dossier.no_record": _(
        "L'OF {number} n'a pas de relevé : sa fiche suiveuse n'a rien à dire. Ouvrez un relevé à ce numéro d'OF."
    ),
    "form.pieces": _("Un relevé vierge est imprimé pour 1 à {most} pièces : imprimez-en plusieurs au-delà."),
    "logo.absent": _("{file} n'est pas un fichier lisible : choisissez l'image du logo de nouveau."),
    "logo.too_large": _(
        "{file} dépasse {most} Mo : enregistrez le logo plus petit, quelques centaines de points de large suffisent."
    ),
    "logo.unreadable": _(
        "{file} n'est pas une image que ce poste sait imprimer : enregistrez le logo en PNG ou en JPEG. Le logo des "
        "documents n'a pas changé."
    ),
    "logo.slender": _(
        "{file} est plus de {most} fois plus long que large : il ne serait pas lisible. Recadrez le logo."
    ),
}

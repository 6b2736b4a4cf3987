"""What is refused of an uncertainty budget and of a temperature."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

BUDGETS: dict[str, str] = {
    "budget.empty": _("Le bilan d'incertitude n'a aucune composante : donnez-en au moins une."),
    "budget.zero": _(
        "Aucune composante de ce bilan n'est plus grande que zéro : une mesure a toujours une incertitude, donnez-la."
    ),
    "budget.titles": _("{path} n'est pas un bilan d'incertitude : ajoutez à la ligne de titres {missing}."),
    "budget.title_twice": _("La colonne « {column} » est deux fois dans la ligne de titres : gardez-en une."),
    "budget.too_many_cells": _(
        "Cette ligne a plus de cases que de titres : séparez les colonnes par des points-virgules, ou écrivez les "
        "nombres avec un point."
    ),
    "budget.component_missing": _("La composante n'a pas de nom : dites d'où vient cette incertitude."),
    "budget.type_unknown": _("« {text} » n'est pas un type d'évaluation : écrivez A (statistique) ou B."),
    "budget.distribution_unknown": _("« {text} » n'est pas une loi connue : choisissez parmi {known}."),
    "budget.value_negative": _("{value} est négatif : une incertitude ou une demi-étendue est positive ou nulle."),
    "budget.coverage_too_small": _(
        "Le facteur k = {coverage} n'est pas possible : donnez le k du certificat, par exemple 2."
    ),
    "budget.dof_too_small": _("{dof} degré de liberté est trop peu : donnez 1 au moins, ou inf s'ils sont infinis."),
    "budget.dof_missing": _(
        "Une composante de type A a ses degrés de liberté : donnez n − 1 pour n observations, ou inf."
    ),
    "budget.number_out_of_bounds": _("« {text} » est trop grand ou trop petit : changez d'unité."),
    "budget.level": _("Le niveau de confiance {level} % n'est pas possible : donnez de {lowest} à {highest} %."),
    "budget.correlation": _(
        "Le coefficient de corrélation {coefficient} n'est pas possible : il lie deux composantes, de −1 à 1."
    ),
    "budget.correlation_dof": _(
        "Deux composantes corrélées n'ont pas de degrés de liberté effectifs : donnez-les infinis, ou une seule "
        "composante pour les deux."
    ),
    "budget.correlation_impossible": _(
        "Ces coefficients de corrélation ne vont pas ensemble : ils donneraient une variance négative, corrigez-les."
    ),
    "budget.observations": _(
        "{observations} observation(s) ne suffisent pas : répétez la mesure, deux fois au moins pour un écart-type."
    ),
    "temperature.outside": _(
        "{temperature} °C n'est pas la température d'un atelier : donnez de {coldest} à {hottest} °C."
    ),
    "temperature.material_missing": _(
        "Une longueur ne peut pas être ramenée à 20 °C sans la matière des pièces : choisissez-la, ou ne corrigez pas."
    ),
    "temperature.half_width": _(
        "Un doute de ± {half_width} °C n'est pas possible pour une température : donnez-le de 0 à 50 °C."
    ),
    "temperature.coefficient": _(
        "{coefficient} n'est pas un coefficient de dilatation : donnez-le par kelvin, par exemple 0,0000115."
    ),
}

"""What is refused of the control charts that are kept."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

CHARTS: dict[str, str] = {
    "chart.absent": _("Aucune carte ne porte le numéro {number} : choisissez-en une dans la liste."),
    "chart.closed": _("La carte {number} est arrêtée : elle se lit encore, ouvrez-en une autre pour continuer."),
    "chart.subgroup": _("Un sous-groupe a de 1 à {most} pièces : donnez un effectif dans ces bornes."),
    "chart.kind": _(
        "Cette carte ne va pas avec cet effectif : valeurs individuelles pour 1 pièce, X̄ – R de 2 à {most} pièces, "
        "X̄ – s à partir de 2."
    ),
    "chart.already_kept": _("La carte {number} suit déjà cette cote : continuez-la, ou arrêtez-la d'abord."),
    "chart.value_absent": _(
        "La valeur choisie n'est plus sur la carte : elle a été reprise depuis. Choisissez un autre point."
    ),
    "chart.period_backwards": _(
        "La période finit avant de commencer : choisissez son premier point, puis son dernier."
    ),
    "chart.no_spread": _(
        "Toutes les valeurs de la période sont égales : elles ne donnent pas de limites. Choisissez une période plus "
        "longue, ou un moyen qui lit plus fin."
    ),
    "chart.no_rule": _("Un point hors des limites est toujours signalé : gardez cette règle."),
    "chart.where": _("Donnez --pdf FICHIER pour écrire la carte de ce repère."),
    "chart.no_counts": _("Il faut au moins deux relevés clos pour suivre la part de pièces non conformes."),
}

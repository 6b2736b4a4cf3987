"""Why an instrument is fit for a callout or not, and what is refused of the question."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SUITABILITY: dict[str, str] = {
    "suitability.ratios": _(
        "U ≤ IT/{good} pour bon et IT/{accepted} pour accepté ne vont pas ensemble : donnez des rapports d'au moins 1, "
        "le premier au moins égal au second."
    ),
    # what the instrument is
    "suitability.kind": _("« {callout} » ne se mesure pas avec un instrument de genre {kind}."),
    "suitability.access": _("Un instrument de genre {kind} n'atteint pas une cote de nature « {nature} »."),
    "suitability.nature_unknown": _(
        "L'accès n'est pas vérifié : dites si « {callout} » est extérieure, intérieure, étagée, une profondeur ou un "
        "entraxe."
    ),
    "suitability.overdue": _("L'instrument est échu depuis le {due} : faites-le vérifier."),
    "suitability.state": _("Le moyen est {state} : il ne sert pas avant d'être remis en service."),
    "suitability.limited_use": _("Le moyen est limité à un emploi ({use}) : rien ne dit que c'est celui-ci."),
    "suitability.limited": _("Le moyen est limité à un emploi : {size} mm passe {end} mm."),
    "suitability.below_range": _("{size} mm est hors de l'étendue, qui commence à {lower} mm."),
    "suitability.above_range": _("{size} mm est hors de l'étendue, qui finit à {upper} mm."),
    "suitability.range_ends": _(
        "L'étendue finit à {end} mm, avant la limite de {limit} mm : une pièce au-delà ne se lira pas."
    ),
    "suitability.course": _("La course de {course} mm est plus petite que les {needed} mm à mesurer."),
    "suitability.resolution": _("L'échelon de {step} mm dépasse IT/{steps} = {most} mm."),
    # its uncertainty
    "suitability.uncertainty_unknown": _(
        "L'aptitude n'est pas connue : le registre ne donne ni incertitude-type, ni EMT, ni échelon dont la tirer."
    ),
    "suitability.from_error": _("Faute d'incertitude-type au registre, U vient d'un bilan fait de l'EMT ± {error} mm."),
    "suitability.from_step": _(
        "Ni incertitude-type ni EMT au registre : U, tirée de l'échelon seul, est en fait plus grande ; donnez l'EMT."
    ),
    "suitability.by_comparison": _("Par comparaison : l'incertitude des cales s'ajoute à U."),
    "suitability.uncertainty_small": _("U = {expanded} {unit} ne dépasse pas IT/{ratio} = {most} {unit}."),
    "suitability.uncertainty_large": _("U = {expanded} {unit} dépasse IT/{ratio} = {most} {unit}."),
    "suitability.no_interval": _(
        "« {callout} » n'a pas d'intervalle de tolérance auquel comparer U : l'aptitude n'est pas connue."
    ),
    "suitability.no_acceptance": _("Aucune valeur ne pourra être acceptée avec ce moyen (règle : {rule})."),
    # limit gauges
    "suitability.same_thread": _("Ce calibre est celui de {thread}."),
    "suitability.other_thread": _("Ce calibre est celui de {thread} : il en faut un autre."),
    "suitability.thread_unknown": _(
        "Le registre ne dit pas à quoi sert ce calibre : écrivez-le dans la colonne Type, par exemple M8-6H ou Ø20 H7."
    ),
}

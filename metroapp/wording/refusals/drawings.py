"""What is refused of what a drawing says: callouts, fits, threads, general tolerances."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

DRAWINGS: dict[str, str] = {
    # callouts, fits and threads
    "callout.empty": _("La cote est vide : recopiez ce qui est écrit sur le plan."),
    "callout.too_long": _("La cote dépasse {longest} caractères : recopiez seulement ce qui est écrit sur le plan."),
    "callout.unreadable": _(
        "La cote « {callout} » n'est pas comprise : écrivez-la par exemple Ø20 h7, 35 ±0,1, 12 +0,05/-0,02, Ra 1,6, "
        "M12x1,75-6g, planéité 0,05 ou attribut."
    ),
    "callout.no_tolerance": _("La cote « {callout} » n'a pas de tolérance : ajoutez ses écarts ou son ajustement."),
    "callout.contradictory": _("Les écarts de la cote « {callout} » se contredisent : vérifiez le plan."),
    "callout.zero_interval": _("« {callout} » ne laisse aucun intervalle : vérifiez les écarts sur le plan."),
    "callout.limit_negative": _("« {callout} » descend sous zéro : vérifiez la cote et ses écarts."),
    "callout.perhaps_micrometres": _(
        "Les écarts de « {callout} » semblent en micromètres : écrivez-les en millimètres (+0,021), ou avec une "
        "décimale (+21,0) si ce sont bien des millimètres."
    ),
    "callout.multiplicity_unsaid": _("« {callout} » donne deux dimensions : pour plusieurs éléments, écrivez 4x Ø6,6."),
    "callout.modifier_misplaced": _(
        "« {callout} » : le modificateur {letter} s'écrit après une tolérance géométrique, pas après une taille."
    ),
    "callout.modifiers_contradict": _("« {callout} » a deux modificateurs qui s'excluent : gardez celui du plan."),
    "callout.range_without_maximum": _("« {callout} » : (SR) borne une étendue, écrivez par exemple 0,02 max (SR)."),
    "callout.sexagesimal": _("« {found} » a 60 minutes ou 60 secondes, ou plus : vérifiez l'angle."),
    "callout.texture_unit": _("La rugosité « {callout} » s'écrit en micromètres, sans mm."),
    "callout.roughness_grade": _("« {callout} » est une classe de rugosité : écrivez sa valeur, par exemple Ra 1,6."),
    "callout.capital": _("« {callout} » commence par une minuscule : écrivez {capital} si c'est ce que dit le plan."),
    "callout.datum_missing": _("« {callout} » demande une référence : ajoutez sa lettre, par exemple A."),
    "callout.datum_unexpected": _("« {callout} » est une tolérance de forme : elle ne prend pas de référence."),
    "fit.unknown_class": _("« {fit} » n'est pas une classe de tolérance de l'ISO 286 : écrivez par exemple H7 ou g6."),
    "fit.size_out_of_range": _("{nominal} mm est hors du domaine de l'ISO 286 pour {fit} : écrivez les écarts."),
    "fit.not_in_standard": _("L'ISO 286 ne donne pas {fit} pour {nominal} mm : écrivez les écarts."),
    "callout.look_alike": _(
        "La cote « {callout} » contient « {character} », un caractère d'un autre alphabet ({name}) : retapez-le "
        "au clavier."
    ),
    "callout.ambiguous": _(
        "La cote « {callout} » peut se lire de deux façons : écrivez les écarts avec leur signe (8 0/-0,1), les deux "
        "limites avec une barre (16 / 15,5), un chanfrein avec son degré (1x45°)."
    ),
    "callout.nominal_missing": _(
        "« {callout} » est une tolérance sans cote nominale : écrivez la cote devant, par exemple 35 ±0,1 ou Ø20 H7."
    ),
    "callout.unit_other": _(
        "La cote « {callout} » est en {unit} : écrivez tout en millimètres (rugosité en µm, angles en degrés)."
    ),
    "callout.angle_unit_missing": _(
        "La cote « {callout} » mêle un angle et un nombre sans unité : écrivez par exemple 30° ±0,5° ou 30° ±30'."
    ),
    "callout.angle_too_large": _("L'angle de « {callout} » dépasse un tour : vérifiez le plan."),
    "callout.multiplicity": _(
        "Le nombre de répétitions de « {callout} » doit être compris entre 1 et {most} : vérifiez le plan."
    ),
    "callout.texture_unreadable": _(
        "La rugosité « {callout} » n'est pas comprise : écrivez par exemple Ra 1,6, Rz 6,3 max ou U Ra 3,2 L Ra 0,8."
    ),
    "callout.zero_tolerance": _("« {callout} » a une tolérance nulle : elle n'a de sens qu'avec Ⓜ ou Ⓛ."),
    "callout.zone_meaningless": _(
        "« {callout} » : une tolérance de {symbol} n'a pas de zone cylindrique ou sphérique ; retirez le signe Ø."
    ),
    "callout.modifier_or_datum": _(
        "Dans « {callout} », la lettre {letter} peut être une référence ou un modificateur : écrivez ({letter}) "
        "pour le modificateur."
    ),
    "callout.datum_unreadable": _(
        "Dans « {callout} », « {found} » n'est pas une référence : écrivez par exemple A B ou A-B après la valeur."
    ),
    "callout.datums_too_many": _("« {callout} » répète une référence ou en a plus de trois : vérifiez le plan."),
    "fit.member_to_choose": _(
        "« {callout} » donne les deux pièces de l'ajustement : dites laquelle avec la nature, intérieur pour "
        "l'alésage {hole}, extérieur pour l'arbre {shaft}."
    ),
    "fit.contradicted": _(
        "Dans « {callout} », les valeurs entre parenthèses ne sont pas celles de {fit} ({upper} et {lower} mm) : "
        "vérifiez le plan."
    ),
    "thread.unreadable": _(
        "Le filetage « {callout} » n'est pas compris : écrivez par exemple M12x1,75-6g, M8-6H ou M10x1 LH."
    ),
    "thread.other_profile": _(
        "« {callout} » n'est pas un filetage métrique ISO : écrivez « attribut : {callout} » et contrôlez-le au "
        "calibre."
    ),
    "fit.no_range": _(
        "L'ISO 286 ne donne {fit} pour aucune dimension : vérifiez la lettre et le degré, par exemple H7 ou g6."
    ),
    "thread.unknown_class": _(
        "« {thread_class} » n'est pas une classe de filetage de l'ISO 965-1 : écrivez par exemple 6g, 5g6g ou 6H."
    ),
    "thread.no_such_pitch": _(
        "L'ISO 965-1 ne donne pas le pas {pitch} pour M{diameter} : vérifiez le pas ; une longueur s'écrit à part."
    ),
    "thread.no_coarse_pitch": _(
        "Le filetage M{diameter} n'a pas de pas gros : écrivez son pas, par exemple M{diameter}x1."
    ),
    "thread.not_in_standard": _(
        "Les tables de l'ISO 965-1 ne donnent pas M{diameter}x{pitch}-{thread_class} : vérifiez le pas et la "
        "classe sur le plan."
    ),
    # general tolerances
    "general.unknown": _(
        "La tolérance générale « {declaration} » n'est pas connue : écrivez par exemple ISO 2768-mK, ±0,1 ou le "
        "nom d'un tableau d'atelier."
    ),
    "general.surface_profile": _(
        "« {declaration} » est un profil de surface par rapport à des références, pas un ± : donnez à chaque cote"
        " sa tolérance, ou une ligne de profil."
    ),
    "general.no_linear_class": _(
        "« {declaration} » ne donne pas de classe pour les dimensions (f, m, c ou v) : écrivez la tolérance sur "
        "la cote."
    ),
    "general.no_geometrical_class": _(
        "« {declaration} » ne donne pas de classe géométrique (H, K ou L) : écrivez la tolérance sur la ligne."
    ),
    "general.no_angle": _("« {declaration} » ne donne pas de tolérance aux angles : écrivez-la sur la cote."),
    "general.shorter_side_missing": _(
        "La tolérance générale d'un angle dépend de la longueur du plus petit côté : donnez-la dans la colonne "
        "Longueur."
    ),
    "general.length_missing": _(
        "La tolérance générale de {symbol} dépend de la longueur de l'élément : donnez-la dans la colonne "
        "Longueur, ou écrivez L=80."
    ),
    "general.geometry_not_given": _(
        "L'ISO 2768-2 ne donne pas de valeur directe pour la tolérance de {symbol} : écrivez la valeur sur la ligne."
    ),
    "general.size_out_of_range": _("{table} ne donne rien pour {size} mm : écrivez la tolérance sur la cote."),
    "general.table_unreadable": _(
        "Le tableau d'atelier {table} est faux à la ligne qui commence à {over} mm : donnez des intervalles "
        "croissants et des écarts positifs."
    ),
    "general.table_empty": _("Le tableau d'atelier {table} est vide : donnez au moins une ligne « de ; à ; ± »."),
    "general.contradictory": _(
        "« {declaration} » donne deux classes pour la même chose : ne gardez que celle du plan."
    ),
}

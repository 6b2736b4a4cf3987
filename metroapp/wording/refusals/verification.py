"""What is refused of a verification of an instrument, and what is said beside its conclusion."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

VERIFICATION: dict[str, str] = {
    # the points
    "verification.kind": _(
        "{instrument} ({kind}) ne se vérifie pas ici par des lectures : faites-le étalonner et enregistrez son "
        "certificat."
    ),
    "verification.check": _(
        "« {check} » ne se vérifie pas sur {instrument} ({kind}) : choisissez un autre contrôle pour ce point."
    ),
    "verification.range_unknown": _(
        "Le registre ne dit pas l'étendue de {instrument} : entrez-la, les points en sont déduits."
    ),
    "verification.point_below": _(
        "{instrument} ne descend pas à {nominal} mm, son étendue commence à {lower} mm : choisissez un point dans "
        "son étendue."
    ),
    "verification.point_above": _(
        "{instrument} ne va pas jusqu'à {nominal} mm, son étendue finit à {upper} mm : choisissez un point dans son "
        "étendue."
    ),
    "verification.roughness": _(
        "Un étalon de rugosité ne vaut pas {nominal} µm : entrez la valeur de son certificat, plus grande que zéro."
    ),
    "verification.repeats": _(
        "Ce point se lit de {fewest} à {most} fois, pas {repeats} : corrigez le nombre de lectures."
    ),
    "verification.limit_negative": _("La limite {limit} est négative : une erreur tolérée est positive ou nulle."),
    "verification.limit_after_reading": _(
        "Une limite ne s'élargit plus une fois lus les points qu'elle juge ({check}) : annulez d'abord leurs lectures, "
        "ou gardez la limite."
    ),
    # the standards
    "verification.standard_unnamed": _("Cet étalon n'a pas de nom : donnez son numéro, le constat doit le nommer."),
    "verification.standard_uncertainty": _(
        "L'incertitude de l'étalon {standard} doit être plus grande que zéro : corrigez-la, ou laissez la case vide."
    ),
    "verification.standard_overdue": _(
        "L'étalon {standard} est échu depuis le {due} : prenez-en un autre, ou faites-le étalonner."
    ),
    "verification.standard_wrong": _(
        "L'étalon {standard} vaut {certified} mm, il ne va pas au point {nominal} mm : prenez le bon étalon, ou "
        "changez le point."
    ),
    # the readings
    "verification.other_instrument": _(
        "Cette lecture vient de {sent} et non de {instrument}, elle n'est pas prise : lisez l'instrument vérifié."
    ),
    "verification.origin": _(
        "Une vérification prend les lectures de l'instrument lui-même, pas une valeur d'origine « {origin} » : "
        "reprenez la lecture."
    ),
    # the verification that goes on
    "verification.none": _("Aucune vérification n'est en cours : commencez-en une depuis la page Moyens."),
    "verification.running": _(
        "La vérification de {instrument} est en cours à ce poste : décidez, ou remettez-la à plus tard."
    ),
    "verification.unfinished": _(
        "Une vérification de {instrument} est commencée : décidez, ou abandonnez-la, avant tout autre acte."
    ),
    "verification.withdrawn": _(
        "{instrument} est réformé, il ne sert plus : vérifiez un autre moyen, ou entrez-en un nouveau au registre."
    ),
    "verification.daily_no_limit": _(
        "Aucune erreur maximale tolérée n'est connue pour {instrument}, le contrôle du jour ne peut rien dire : "
        "entrez-la au registre."
    ),
    "verification.daily_no_standard": _(
        "Aucun étalon du registre ne va au point {nominal} du contrôle du jour : contrôlez l'autre point."
    ),
    "verification.no_such_point": _(
        "Il n'y a pas de point {place} dans cette vérification ({points} points) : choisissez-en un de la liste."
    ),
    "verification.no_point": _(
        "Une vérification de {instrument} a au moins un point : ajoutez-en un avant de retirer celui-ci."
    ),
    "verification.point_read": _(
        "Le point {nominal} est déjà lu, il ne change plus : annulez d'abord ses lectures, ou ajoutez un autre point."
    ),
    "verification.point_full": _(
        "Le point {nominal} a toutes ses lectures : annulez la dernière, ou choisissez un autre point."
    ),
    "verification.all_read": _(
        "Tous les points de {instrument} sont lus, cette lecture n'est pas prise : décidez, ou ajoutez un point."
    ),
    "verification.nothing_read": _("Rien n'est encore lu sur {instrument} : mesurez le point attendu."),
    "verification.standard_first": _(
        "L'étalon du point {nominal} n'est pas choisi, la lecture n'est pas prise : choisissez-le, puis mesurez."
    ),
    "verification.standard_unknown": _(
        "{standard} n'est pas un étalon du registre : choisissez un jeu de cales, une bague ou un étalon de rugosité."
    ),
    "verification.standard_refused": _("L'étalon {standard} est {state} et ne sert pas : prenez-en un autre."),
    "verification.no_base": _(
        "Aucune cale du jeu {set} ne permet de mettre le comparateur à zéro assez haut pour descendre à {lowest} mm : "
        "prenez un autre jeu, ou retirez ce point."
    ),
    "verification.reading_doubtful": _(
        "La lecture de {instrument} est douteuse (en retard, ou un chiffre perdu), elle n'est pas prise : mesurez "
        "encore."
    ),
    "verification.none_made": _(
        "Aucune vérification de {instrument} n'a encore été enregistrée : faites-la depuis la page Moyens."
    ),
    "verification.absent": _("Aucune vérification n'a été enregistrée sous {id} : choisissez-en une de la liste."),
    # the two other acts
    "calibration.no_value": _(
        "Le certificat de {instrument} ne donne aucune valeur : entrez au moins une ligne, cote et erreur."
    ),
    "calibration.comes_back_by_verification": _(
        "Un étalonnage ne remet pas {instrument} en service : vérifiez-le, puis décidez."
    ),
    "calibration.uncertainty": _(
        "Au point {nominal}, U et k doivent être plus grands que zéro : corrigez-les, ou laissez U vide."
    ),
    "calibration.older": _(
        "{instrument} a été vérifié depuis, le {verified} : ce certificat ne le remet pas en service, enregistrez-le "
        "sans motif de remise en service."
    ),
    # the conditions
    "verification.humidity": _("{humidity} % n'est pas une humidité relative (0 à 100 %) : corrigez-la."),
    # the decision
    "verification.decision_not_allowed": _(
        "« {decision} » n'est pas possible quand le résultat est « {outcome} » : finissez la vérification, ou "
        "choisissez une autre décision."
    ),
    "verification.reason_missing": _("La décision « {decision} » se motive : dites pourquoi."),
    "verification.part_reason_missing": _(
        "Une partie de l'étendue de {instrument} n'est pas vérifiée : dites pourquoi il la garde, ou limitez son "
        "emploi."
    ),
    "verification.register_changed": _(
        "L'étendue ou l'EMT de {instrument} a changé au registre depuis le début : abandonnez cette vérification (ce "
        "qui est lu est écrit), puis recommencez-la."
    ),
    "verification.only_simulated": _(
        "{instrument} a été lu en simulation, qui ne prouve rien d'un instrument réel : reliez-le et recommencez la "
        "vérification, ou abandonnez-la."
    ),
    "verification.use_missing": _(
        "Un instrument déclassé garde un emploi moins exigeant : dites lequel, ou réformez-le."
    ),
    "verification.next_due_past": _("La prochaine échéance ({due}) est déjà passée : donnez une date à venir."),
    "verification.next_due_far": _(
        "La prochaine échéance ({due}) est à plus de {months} mois : donnez une date plus proche."
    ),
    "verification.next_due_missing": _(
        "Le registre ne dit pas l'intervalle de {instrument} : donnez sa prochaine échéance, ou entrez l'intervalle."
    ),
    "verification.due_not_proven": _(
        "Rien n'est conclu pour {instrument}, il garde son échéance : laissez la case vide, ou finissez la "
        "vérification."
    ),
    "verification.limitation_missing": _(
        "Une limitation d'emploi donne ses bornes : dites de quelle cote à quelle cote."
    ),
    "verification.limitation_reversed": _(
        "La limitation finit à {upper} mm avant de commencer à {lower} mm : corrigez les bornes."
    ),
    "verification.limitation_outside": _(
        "La limitation de {lower} à {upper} mm sort de l'étendue de l'instrument : corrigez les bornes."
    ),
    "verification.limitation_holds_bad": _(
        "Le point {nominal} mm n'est pas conforme et reste dans la limitation : resserrez les bornes."
    ),
    "verification.limitation_unproven": _(
        "Rien ne prouve l'instrument de {lower} à {upper} mm : gardez au moins deux points conformes entre les bornes, "
        "et aucune borne au-delà d'eux, ou vérifiez d'autres points."
    ),
    # what is said beside the conclusion
    "verification.no_permissible_error": _(
        "Aucune erreur maximale tolérée n'est connue pour {instrument} : sans elle, rien n'est conclu ; entrez-la au "
        "registre."
    ),
    "verification.readings_missing": _("Il manque {missing} lecture(s) : finissez les points, ou retirez-les."),
    "verification.standard_missing": _("Étalon à choisir pour le(s) point(s) {nominal}."),
    "verification.too_few_points": _(
        "{points} point(s) d'erreur d'indication ne suffisent pas à conclure : il en faut au moins {fewest}, à des "
        "cotes différentes."
    ),
    "verification.limit_not_tried": _(
        "Une limite est donnée pour « {check} » ({limit}), et aucun point ne l'éprouve : ajoutez des points répétés, "
        "ou lus en montée et en descente."
    ),
    "verification.part_of_range": _(
        "Les points vont de {lower} à {upper} mm : le reste de l'étendue n'est pas vérifié."
    ),
    "verification.gap_in_range": _(
        "Aucun point entre {lower} et {upper} mm : ce milieu de l'étendue n'est pas vérifié."
    ),
    "verification.simulated": _("{simulated} lecture(s) simulée(s) : aucun instrument réel ne les a données."),
    "verification.typed": _("{typed} lecture(s) saisie(s) au clavier, et non reçue(s) de l'instrument."),
    "verification.standard_no_due": _("L'échéance de l'étalon {standard} n'est pas connue : entrez-la au registre."),
    "verification.standard_no_uncertainty": _(
        "L'incertitude de l'étalon {standard} n'est pas connue : prenez-la sur son certificat."
    ),
    "verification.standard_coarse": _(
        "L'incertitude de l'étalon {standard} (U = {expanded} {unit}) dépasse le quart de l'erreur tolérée "
        "(± {permissible} {unit}) : prenez un meilleur étalon."
    ),
    "verification.repeatability_worse": _(
        "La répétabilité trouvée (s = {found}) est plus grande que celle du registre ({known}) : corrigez le registre, "
        "l'incertitude en dépend."
    ),
}

"""What is refused of statistics, and of the files that they are made from."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

STATISTICS: dict[str, str] = {
    "columns.absent": _("{path} ne peut pas être lu : donnez un fichier CSV qui existe."),
    "columns.too_large": _("{path} dépasse {limit} Mio : partagez-le."),
    "columns.too_many_lines": _("{path} a plus de {limit} lignes : partagez-le."),
    "columns.unreadable": _("{path} n'est pas un CSV en UTF-8 : enregistrez-le au format « CSV UTF-8 »."),
    "columns.empty": _("{path} n'a pas de valeur sous ses titres : donnez une ligne de titres, puis les valeurs."),
    "columns.unknown": _("{path} n'a pas de colonne « {name} » : il a {titles}."),
    "columns.twice": _("{path} a plusieurs colonnes « {name} » : donnez-leur des titres différents."),
    "columns.too_many_cells": _(
        "La ligne de valeurs n° {number} a {count} cases pour {titles} titre(s) : avec des virgules entre les cases, "
        "écrivez les décimales avec un point."
    ),
    "columns.not_a_number": _("La valeur n° {place} de « {name} », « {text} », n'est pas un nombre : corrigez-la."),
    "columns.decimal_point": _(
        "La valeur n° {place} de « {name} », « {text} », a une virgule : dans un fichier où la virgule sépare les "
        "cases, écrivez les décimales avec un point."
    ),
    "stats.subgroup": _("Un sous-groupe a de 1 à {most} valeurs : donnez un effectif dans ces bornes."),
    "stats.chart": _(
        "La carte {chart} ne va pas avec des sous-groupes de {subgroup} : i pour une valeur, r ou s pour plusieurs."
    ),
    "stats.too_few_subgroups": _(
        "Il y a {count} sous-groupe entier : une carte en demande au moins deux, mesurez davantage."
    ),
    "stats.floor": _("Une étude de machine demande au moins {machine} valeurs, et une carte deux sous-groupes."),
    "stats.level": _("Le niveau de confiance va de 0,5 à 1 exclu : donnez par exemple 0,95."),
    "stats.limits": _("La limite basse atteint ou dépasse la haute : donnez --limits BASSE HAUTE, « - » pour aucune."),
    "stats.counts": _("Il y a plus de mauvaises valeurs que de valeurs : corrigez les nombres."),
    "stats.sigma": _("L'écart-type de référence doit être positif."),
    "stats.weight": _("Le poids λ d'une carte EWMA est au-dessus de 0, jusqu'à 1 : 0,2 est courant."),
    "stats.width": _("Les limites d'une carte EWMA sont à moins de 10 écarts-types : 3 est courant."),
    "stats.slack": _("Le K d'une carte CUSUM va de 0 à 10 écarts-types : 0,5 est courant."),
    "stats.interval": _("Le H d'une carte CUSUM est au-dessus de 0, jusqu'à 100 écarts-types : 4 ou 5 est courant."),
    "stats.negative": _("Une valeur est négative, ce qu'une forme ou une rugosité n'est jamais : corrigez-la."),
    "counts.samples": _("Il faut au moins deux prélèvements, chacun avec son nombre et sa taille, jamais négatifs."),
    "counts.more_than_all": _("Un prélèvement a plus de non conformes que de pièces : corrigez ses nombres."),
    "bias.too_few": _("Une seule lecture ne dit rien d'un biais : mesurez au moins deux fois."),
    "linearity.too_few": _("Mesurez au moins trois fois, sur deux références : moins ne dit rien d'un biais."),
    "agreement.pieces": _("Chaque juge se prononce sur les mêmes pièces, autant de fois : complétez les réponses."),
    "agreement.good": _("Personne ne répond « {good} » : donnez la réponse qui accepte une pièce, telle qu'écrite."),
    "drift.too_few": _("Une dérive se lit sur au moins {least} pièces : mesurez-en davantage."),
    "msa.too_small": _(
        "L'étude a {operators} opérateur(s), {parts} pièce(s) et {trials} essai(s) : il faut au moins deux de chaque."
    ),
    "msa.too_large": _("L'étude a {count} opérateurs, pièces ou essais : au plus {most} de chaque, partagez-la."),
    "msa.no_answer": _("La réponse n° {place} est vide : écrivez ce que l'opérateur a répondu."),
    "msa.no_part_reference": _("La référence n° {place} est vide : écrivez ce qu'est vraiment la pièce {part}."),
    "msa.unnamed": _("La mesure n° {place} n'a pas d'opérateur, de pièce ou d'essai : complétez sa ligne."),
    "msa.incomplete": _(
        "Il manque la mesure de la pièce {part} par {operator}, essai {trial} : chacun mesure chaque pièce autant de "
        "fois."
    ),
    "msa.twice": _("La pièce {part} par {operator}, essai {trial}, est donnée deux fois : gardez-en une."),
    "msa.share": _("La part de la tolérance va jusqu'à 100 %, et l'étendue jusqu'à 12 écarts-types : 20 % et 6."),
    "msa.occasions": _("Mesurez la référence autant de fois à chaque contrôle : complétez ou retirez un contrôle."),
    "msa.one_reference": _(
        "L'option --reference va à une seule pièce mesurée plusieurs fois : retirez-la, ou donnez un fichier sans "
        "colonne part ni reference."
    ),
    "msa.no_reference": _(
        "Le fichier n'a que des valeurs : donnez avec --reference la taille de la pièce mesurée, ou ajoutez les "
        "colonnes operator, part et trial."
    ),
    "msa.two_references": _("La pièce {part} a deux références différentes : corrigez sa colonne reference."),
    "msa.tolerance": _("L'intervalle de tolérance doit être positif."),
}

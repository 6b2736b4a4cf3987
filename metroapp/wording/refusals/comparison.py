"""What is refused of gauge blocks, of the stack that they make, and of a comparator set on it."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

COMPARISON: dict[str, str] = {
    # the stack
    "comparison.no_gauge_blocks": _("Aucun jeu de cales étalons n'est au registre : ajoutez-en un."),
    "comparison.no_nominal": _(
        "« {callout} » n'a ni cote nominale ni milieu : aucun empilage de cales ne peut être proposé ; choisissez un "
        "autre moyen."
    ),
    "comparison.between_stacks": _(
        "Aucun empilage d'au plus {most} de ces cales ne fait {target} mm : les tailles les plus proches sont {below} "
        "et {above} mm ; prenez l'une d'elles ou complétez le jeu."
    ),
    "comparison.below_every_stack": _(
        "Aucun empilage de ces cales n'est aussi petit que {target} mm : le plus petit fait {smallest} mm ; prenez-le "
        "ou complétez le jeu."
    ),
    "comparison.above_every_stack": _(
        "Aucun empilage d'au plus {most} de ces cales n'est aussi grand que {target} mm : le plus grand fait {largest} "
        "mm ; prenez-le ou complétez le jeu."
    ),
    "comparison.no_stack": _(
        "Aucun empilage d'au plus {most} de ces cales ne fait {target} mm : choisissez une autre taille ou complétez "
        "le jeu."
    ),
    # the blocks
    "gauge_blocks.none_usable": _(
        "Toutes les cales de ce jeu sont échues ou exclues : faites-les étalonner ou prenez un autre jeu."
    ),
    "gauge_blocks.no_set_usable": _(
        "Aucun jeu de cales ne peut servir aujourd'hui ({sets}) : ils sont échus, à vérifier, réformés ou en attente ; "
        "faites-les vérifier, ou choisissez un autre moyen."
    ),
    "gauge_blocks.left_out": _(
        "Pour {target} mm il faudrait des cales qui ne peuvent pas servir aujourd'hui ({blocks}), échues ou d'un jeu "
        "refusé : faites-les étalonner, ou choisissez un autre moyen."
    ),
    "gauge_blocks.serial_unknown": _("Aucune cale de ce jeu n'a le numéro {serial} : vérifiez-le dans la liste."),
    "gauge_blocks.too_many_sizes": _(
        "Ce jeu a plus de {most} longueurs différentes : donnez un jeu à la fois, ou retirez les cales inutiles."
    ),
    "gauge_blocks.no_protection": _(
        "Ce jeu n'a pas deux cales de protection de même longueur (1, 2 ou 2,5 mm) : marquez-les dans la colonne "
        "Protection, ou empilez sans elles."
    ),
    "gauge_blocks.nominal_not_positive": _("Une cale ne peut pas faire {nominal} mm : corrigez sa longueur nominale."),
    "gauge_blocks.deviation_too_large": _(
        "Aucune cale ne s'écarte de plus de {most} µm de sa longueur nominale : vérifiez l'unité de la colonne."
    ),
    "gauge_blocks.uncertainty_not_positive": _(
        "L'incertitude d'une cale ({uncertainty} µm) doit être plus grande que zéro : corrigez-la, ou laissez la case "
        "vide."
    ),
    "gauge_blocks.grade_unknown": _("La classe « {text} » n'est pas de l'ISO 3650 : écrivez K, 0, 1 ou 2."),
    "gauge_blocks.protection_unknown": _("« {text} » ne dit pas si la cale protège : écrivez oui ou non."),
    "gauge_blocks.too_many_cells": _(
        "Ligne {line} : il y a plus de cases que de titres ; si les décimales ont une virgule, séparez les colonnes "
        "par des points-virgules."
    ),
    "gauge_blocks.serial_twice": _(
        "Ligne {line} : la cale {serial} est déjà à la ligne {first} ; donnez un numéro à chaque cale, une seule fois."
    ),
    "gauge_blocks.column_twice": _(
        "Les colonnes « {first} » et « {second} » disent la même chose : gardez-en une seule."
    ),
    # the comparator
    "comparison.factor_not_positive": _(
        "Le facteur d'un comparateur ({factor}) est plus grand que zéro : corrigez-le ; un comparateur inverse se dit "
        "par son sens."
    ),
    "comparison.mounting_not_displaced": _(
        "Un déplacement de {displacement} mm ne prouve pas ce montage : déplacez le palpeur d'au moins {digits} "
        "échelons, d'une valeur connue, et vérifiez qu'il suit."
    ),
    "comparison.mounting_not_repeated": _(
        "Le même déplacement a été lu à {spread} mm près, pour un échelon de {resolution} mm : vérifiez la fixation "
        "du comparateur et recommencez."
    ),
    "comparison.factor_not_proven": _(
        "Le montage donne un facteur de {found} au lieu de {factor} : vérifiez le bras et l'échelle, ou déclarez le "
        "bon facteur."
    ),
    "comparison.displacement_missing": _(
        "Repère {balloon} : entrez d'abord le déplacement connu qui prouve le montage, puis mesurez à nouveau."
    ),
    "comparison.displacement_unexpected": _(
        "Repère {balloon} : aucune preuve de montage n'est attendue ; demandez-la par le bouton Zéro, ou continuez."
    ),
    "comparison.zero_readings": _("Le zéro se prend {wanted} fois, il n'a été lu que {taken} fois : continuez."),
    "comparison.zero_not_repeated": _(
        "Le zéro ne se répète pas : {spread} mm d'écart pour un échelon de {resolution} mm ; nettoyez la cale et la "
        "touche, puis reprenez-le."
    ),
    # the zero read once more
    "zero.recheck_missing": _(
        "Repère {balloon} : le zéro n'est pas recontrôlé (pièces comparées depuis : {pieces}) ; palpez à nouveau la "
        "pile de cales, puis clôturez. S'il ne peut plus l'être, dites-le par le bouton Zéro."
    ),
    "zero.recheck_expected": _(
        "Repère {balloon} : le zéro est à recontrôler d'abord ; palpez la pile de cales avec le comparateur."
    ),
    "zero.not_compared": _(
        "Le repère {balloon} ne se mesure pas par comparaison : choisissez une case qui l'est, puis recommencez."
    ),
    "zero.not_set": _("Repère {balloon} : aucun zéro n'est pris ; palpez d'abord la pile de cales."),
    "zero.recheck_first": _(
        "Repère {balloon} : le comparateur {instrument} sert encore au repère {other}, dont les dernières valeurs ne "
        "sont pas prouvées ; remettez-le sur la pile de celui-ci ({blocks}) et recontrôlez ce zéro d'abord. S'il ne "
        "peut plus l'être, dites-le par le bouton Zéro."
    ),
    "zero.recheck_simulated": _(
        "Repère {balloon} : un recontrôle simulé ne prouve pas ce qu'un vrai comparateur a mesuré ; palpez la pile de "
        "cales avec {instrument}, ou dites par le bouton Zéro qu'il ne peut plus être recontrôlé."
    ),
    "comparison.stack_changed": _(
        "Repère {balloon} : la pile de cales a changé depuis qu'elle a été affichée, le registre n'est plus le même ; "
        "empilez {blocks}, puis reprenez le zéro."
    ),
    "comparison.blocks_withdrawn": _(
        "Repère {balloon} : {blocks} ne peut plus servir (registre des cales), rien n'est comparé à ce zéro ; remettez "
        "la cale en ordre au registre, ou dites par le bouton Zéro que ce zéro ne peut plus être recontrôlé, puis "
        "reprenez-le sur une autre pile."
    ),
    "undo.zero_elsewhere": _(
        "Ce qui a été fait en dernier est sur la pile du repère {balloon} : allez à une case de ce repère pour "
        "l'annuler, ou continuez ; aucune valeur n'est annulée."
    ),
    "undo.recheck": _(
        "Repère {balloon} : un recontrôle du zéro ne s'annule pas ; recontrôlez-le ou reprenez le zéro si besoin."
    ),
    # how it is done in the workshop
    "options.zero_readings": _("Le zéro se prend une fois, ou de {least} à {most} fois : corrigez ce nombre."),
    "options.recheck_every": _(
        "Le zéro se recontrôle toutes les 1 à {most} pièces : corrigez ce nombre, ou ne le demandez qu'à la fin."
    ),
    "options.drift_limit": _("La dérive admise va de 1 à {most} échelons : corrigez-la."),
}

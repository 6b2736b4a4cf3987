"""What is refused of the formulas of computed characteristics."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

FORMULAS: dict[str, str] = {
    # reading a formula
    "formula.empty": _("La formule est vide : écrivez par exemple entraxe = paroi + d1/2 + d2/2."),
    "formula.too_long": _("La formule dépasse {longest} caractères : découpez-la en plusieurs caractéristiques."),
    "formula.too_complex": _(
        "La formule est trop compliquée à « {found} », au caractère {position} : découpez-la, avec au plus "
        "{deepest} parenthèses emboîtées et {most} lectures."
    ),
    "formula.unexpected": _(
        "« {found} », au caractère {position}, n'est pas attendu à cet endroit de la formule : retirez-le ou "
        "complétez ce qui le précède."
    ),
    "formula.comma": _(
        "La virgule au caractère {position} ne sépare pas deux valeurs : séparez-les par un point-virgule, par "
        "exemple max(d1 ; d2)."
    ),
    "formula.incomplete": _(
        "La formule s'arrête après « {found} », au caractère {position} : écrivez la valeur qui manque, une "
        "lecture ou un nombre."
    ),
    "formula.end_expected": _(
        "Il manque un opérateur avant « {found} », au caractère {position} : écrivez + − × ou ÷ ; les seules "
        "unités sont mm et °."
    ),
    "formula.unclosed": _("La parenthèse ouverte au caractère {position} n'est pas fermée : ajoutez « ) »."),
    "formula.unopened": _(
        "La parenthèse fermée au caractère {position} n'a pas été ouverte : retirez-la ou ajoutez « ( » avant."
    ),
    "formula.unknown_function": _(
        "La fonction « {name} », au caractère {position}, n'est pas connue : choisissez parmi {known}, ou écrivez"
        " × avant la parenthèse."
    ),
    "formula.argument_count": _(
        "La fonction {name}, au caractère {position}, reçoit {given} valeur(s) au lieu de {expected} : séparez "
        "les valeurs par des points-virgules."
    ),
    "formula.exponent": _(
        "« {found} », au caractère {position}, n'est pas un exposant possible : écrivez un entier d'au plus "
        "{largest} après une lecture ou une parenthèse, par exemple d^2 ou (5 mm)^2."
    ),
    "formula.series": _(
        "« {found} », au caractère {position}, n'est pas une suite de lectures : écrivez par exemple d1..d5, du "
        "plus petit numéro au plus grand."
    ),
    "formula.sexagesimal": _(
        "« {found} », au caractère {position}, n'est pas un angle : écrivez par exemple 60°30' ou 60,5°, avec "
        "moins de 60 minutes et de 60 secondes."
    ),
    "formula.units_mixed": _(
        "« {left} » et « {right} » n'ont pas des unités qui vont ensemble pour « {found} », au caractère "
        "{position} : marquez-les, par exemple 5 mm, 60° ou alpha°."
    ),
    "formula.contradictory_unit": _(
        "« {name} », au caractère {position}, est marqué à la fois en mm et en degrés : gardez une seule unité."
    ),
    "formula.angle_expected": _(
        "{function} attend un angle, et « {found} », au caractère {position}, n'en est pas un : marquez-le, par "
        "exemple 30° ou alpha°."
    ),
    "formula.number_expected": _(
        "« {function} » attend un nombre sans unité, et « {found} », au caractère {position}, a une unité : "
        "divisez-le par une valeur de même unité."
    ),
    "formula.no_variable": _(
        "La formule « {found} » ne contient aucune lecture : nommez au moins une valeur à mesurer."
    ),
    "formula.circular": _(
        "« {name} », au caractère {position}, est le nom du résultat lui-même : donnez un autre nom à la lecture."
    ),
    "formula.result_dimension": _(
        "« {found} », au caractère {position}, ne donne pas la longueur ou l'angle attendu : vérifiez les unités "
        "et les divisions."
    ),
    # computing it
    "formula.reading_missing": _("La lecture « {name} » manque pour calculer la formule : mesurez-la d'abord."),
    "formula.division_by_zero": _(
        "Avec ces lectures, la formule divise par zéro à « {found} », au caractère {position} : vérifiez les "
        "lectures et la formule."
    ),
    "formula.domain": _(
        "Avec ces lectures, la fonction {function} n'a pas de valeur : vérifiez les lectures et la formule."
    ),
    "formula.out_of_bounds": _(
        "Avec ces lectures, le calcul donne une valeur trop grande ou trop petite à « {found} », au caractère "
        "{position} : vérifiez les lectures et la formule."
    ),
}

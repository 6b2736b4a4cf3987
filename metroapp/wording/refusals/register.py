"""What is refused of the sheet of a register of instruments."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

REGISTER: dict[str, str] = {
    "register.number_missing": _("L'instrument n'a pas de numéro : donnez-lui celui qui est gravé ou collé sur lui."),
    "register.number_twice": _(
        "Le numéro {number} est déjà à la ligne {first} : donnez un numéro à chaque instrument, une seule fois."
    ),
    "register.kind_unknown": _("Le genre « {text} » n'est pas connu : choisissez parmi {known}."),
    "register.not_positive": _("« {text} » n'est pas plus grand que zéro : corrigez-le, ou laissez la case vide."),
    "register.interval": _(
        "L'intervalle de vérification de {instrument} doit être compris entre 1 et {most} mois : corrigez-le."
    ),
    "means.unknown": _("{instrument} n'est pas au registre des moyens : vérifiez son numéro, ou entrez-le d'abord."),
    "means.state_by_decision": _(
        "Un moyen n'est remis en service ou limité à un emploi qu'après une vérification ou un étalonnage : "
        "enregistrez-les, et décidez."
    ),
    "register.range_unreadable": _("« {text} » n'est pas une étendue de mesure : écrivez par exemple 0-25."),
    "register.range_reversed": _("L'étendue finit à {upper} mm avant de commencer à {lower} mm : corrigez-la."),
    "register.too_many_cells": _(
        "Ligne {line} : il y a plus de cases que de titres ; si les décimales ont une virgule, séparez les colonnes "
        "par des points-virgules."
    ),
    "register.column_twice": _("Les colonnes « {first} » et « {second} » disent la même chose : gardez-en une seule."),
}

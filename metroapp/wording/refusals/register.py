"""What is refused of the sheet of a register of instruments."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

REGISTER: dict[str, str] = {
    "register.number_missing": _("L'instrument n'a pas de numéro : donnez-lui celui qui est gravé ou collé sur lui."),
    "register.number_twice": _(
        "Le numéro {number} est déjà à la ligne {first} : donnez un numéro à chaque instrument, une seule fois."
    ),
    "register.number_in_two_sheets": _(
        "Le numéro {number} est déjà dans la feuille « {sheet} », ligne {first} : donnez un numéro à chaque "
        "instrument, une seule fois."
    ),
    "register.kind_unknown": _("Le genre « {text} » n'est pas connu : choisissez parmi {known}."),
    "register.not_positive": _("« {text} » n'est pas plus grand que zéro : corrigez-le, ou laissez la case vide."),
    "register.negative": _("« {text} » est négatif : corrigez-le, ou laissez la case vide."),
    "register.uncertainties_contradict": _(
        "L'incertitude-type u et l'incertitude élargie U (k=2) ne disent pas la même chose : laissez-en une seule."
    ),
    "register.ranges_contradict": _(
        "L'étendue « {text} » n'est pas celle des colonnes mini et maxi : laissez-en une seule."
    ),
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
    "register.in_sheet": _("Feuille « {sheet} » : {message}"),
    "register.state_unknown": _("L'état « {text} » n'est pas connu : choisissez parmi {known}."),
    "register.limitation_missing": _(
        "Un moyen limité à un emploi dit lequel : remplissez Limitation, ou la partie de l'étendue qui reste permise."
    ),
    "register.limitation_without_state": _(
        "Une limitation est donnée sans l'état du moyen : écrivez « limité à un emploi » dans la colonne État, ou "
        "videz la limitation."
    ),
    "register.limit_outside_range": _(
        "{limit} mm est hors de l'étendue de mesure du moyen : limitez-le à une partie de son étendue."
    ),
    "register.interval_unreadable": _("« {text} » n'est pas un nombre de mois : écrivez par exemple 12."),
    "register.due_too_far": _("L'échéance tomberait après l'an 9999 : corrigez la dernière vérification."),
    "register.due_before_verification": _(
        "L'échéance du {due} est avant la dernière vérification du {verified} : corrigez l'une des deux dates."
    ),
    "register.verified_later": _(
        "{instrument} serait vérifié le {verified}, qui n'est pas encore passé : corrigez la date de dernière "
        "vérification."
    ),
    "register.certified_of_no_standard": _(
        "Un moyen du genre {kind} n'a pas de valeur certifiée : seuls une bague étalon et un étalon de rugosité en ont "
        "une ; videz la case."
    ),
    "register.checks_of_no_gauge": _(
        "Un moyen du genre {kind} n'est pas un calibre entre – n'entre pas : videz la case."
    ),
    "register.checks_another_kind": _(
        "« {callout} » n'est pas une cote que vérifie un calibre du genre {kind} : corrigez la cote ou le genre."
    ),
    "register.budget": _("Bilan d'incertitude de {instrument} : {message}"),
    "register.budget_unknown": _(
        "Ligne {line} : le bilan est celui de {instrument}, qui n'est pas dans cette feuille de moyens ; corrigez le "
        "numéro, ou ajoutez le moyen."
    ),
    "register.budget_unit": _(
        "Ligne {line} : la composante est en {unit} et le moyen se lit en {expected} : écrivez la valeur en "
        "{expected}, ou donnez la sensibilité qui fait des {expected} avec cette grandeur."
    ),
    "register.number_spelled": _(
        "Le numéro {number} s'écrit {known} au registre : écrivez-le de la même façon, ou donnez un autre numéro."
    ),
    "register.decided_elsewhere": _(
        "L'état ou la limitation de {instrument} n'est pas celui du registre ({state}) : une feuille ne le change "
        "pas ; videz ces cases, et changez l'état à la page des moyens."
    ),
    "register.kind_of_budget": _(
        "Le bilan d'incertitude de {instrument} est celui d'un moyen du genre {kind} et n'est pas dans l'unité du "
        "nouveau genre : gardez le genre, ou donnez un bilan avec le nouveau."
    ),
    "register.in_service_later": _(
        "{instrument} serait en service depuis le {since}, qui n'est pas encore passé : corrigez la mise en service."
    ),
    "register.verified_before_service": _(
        "{instrument} serait vérifié le {verified}, avant sa mise en service du {since} : corrigez l'une des deux "
        "dates."
    ),
    "register.block_twice": _(
        "Ligne {line} : la cale {serial} est déjà dans la feuille « {sheet} » ; donnez un numéro à chaque cale, une "
        "seule fois."
    ),
    "register.block_unnamed": _(
        "Ligne {line} : la cale n'a ni numéro de série ni jeu, et se confondrait avec celle d'un autre jeu : "
        "remplissez la colonne Jeu ou la colonne N° de série."
    ),
    "register.block_spelled": _(
        "La cale {serial} s'écrit {known} au registre : écrivez-la de la même façon, ou donnez un autre numéro."
    ),
    "register.block_of_another_length": _(
        "La cale {serial} fait {nominal} mm au registre : corrigez sa longueur nominale, ou donnez un autre numéro à "
        "cette cale."
    ),
    "register.block_of_no_set": _(
        "La cale {serial} est du jeu {set}, qui n'est pas un jeu de cales du registre : entrez le jeu parmi les "
        "moyens, ou corrigez son numéro."
    ),
    "register.block_of_another_set": _(
        "La cale {serial} est déjà celle du jeu {set} : donnez à chaque cale un numéro de série à elle."
    ),
    "permissible_error.unreadable": _(
        "« {text} » n'est pas une erreur maximale tolérée : écrivez par exemple 0,02, 4 µm ou ± (2 + L/100) µm."
    ),
    "permissible_error.ambiguous": _(
        "« {text} » peut se lire de plusieurs façons : écrivez une seule unité, et L divisé par un nombre de "
        "millimètres, par exemple ± (2 + L/100) µm ou 0,02 mm + L/50000."
    ),
    "permissible_error.zero": _(
        "« {text} » ne tolère aucune erreur : donnez une valeur plus grande que zéro, ou laissez la case vide."
    ),
    "register.not_a_workbook": _(
        "{path} n'est pas le nom d'un classeur : le registre s'écrit dans un fichier qui finit par .xlsx."
    ),
    "certificate.number_missing": _("Le certificat n'a pas de numéro : recopiez celui qui est écrit dessus."),
    "certificate.laboratory_missing": _(
        "Le laboratoire manque : écrivez qui a établi le certificat, votre atelier s'il l'a fait lui-même."
    ),
    "certificate.issued_later": _(
        "Le certificat serait daté du {issued}, qui n'est pas encore passé : corrigez sa date."
    ),
    "certificate.older_than_means": _(
        "Le certificat du {issued} est plus ancien que {instrument}, en service depuis le {since} : vérifiez que c'est "
        "le sien, ou corrigez la mise en service au registre."
    ),
    "register.column_twice": _("Les colonnes « {first} » et « {second} » disent la même chose : gardez-en une seule."),
}

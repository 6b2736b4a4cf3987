"""What is refused of a barcode that was read, or of a pedal."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

HANDS_FREE: dict[str, str] = {
    "scan.unknown": _(
        "Le code « {text} » n'est pas une commande de ce poste : lisez un code de la feuille des commandes."
    ),
    "scan.cut": _(
        "Le code « {text} » est arrivé sans sa fin : relisez-le, et réglez le lecteur pour finir par Entrée."
    ),
    "scan.keyboard": _(
        "Le lecteur écrit comme sur un autre clavier (« {text} ») : réglez-le sur clavier français, puis relisez."
    ),
    "scan.other_work_order": _(
        "Ce code est celui de l'OF {scanned}, le relevé ouvert est celui de l'OF {expected} : vérifiez les pièces, ou "
        "ouvrez le bon relevé."
    ),
    "scan.no_work_order": _(
        "Ce code est celui de l'OF {scanned}, le relevé ouvert n'a pas d'OF : vérifiez les pièces, ou ouvrez un "
        "relevé pour cet OF."
    ),
    "scan.unknown_instrument": _(
        "L'instrument {scanned} n'est pas au registre : vérifiez l'étiquette, ou ajoutez l'instrument au registre."
    ),
    "scan.not_printable": _("« {text} » ne tient pas dans un code-barres : raccourcissez-le, ou saisissez-le."),
    "pedal.key_reserved": _(
        "Cette touche sert déjà à la fenêtre : réglez la pédale sur une touche de fonction, F13 à F24, puis "
        "appuyez à nouveau."
    ),
    "pedal.key_taken": _(
        "{key} donne déjà « {command} » : appuyez sur une autre pédale, ou effacez d'abord la touche de cette commande."
    ),
}

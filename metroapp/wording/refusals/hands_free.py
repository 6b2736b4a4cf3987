"""What is refused of a barcode that was read, of a value that an interface typed, or of a pedal."""

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
        "Ce code est celui d'un autre OF ({scanned}) que le relevé ouvert ({expected}) : vérifiez les pièces, ou "
        "ouvrez le bon relevé."
    ),
    "scan.no_work_order": _(
        "Ce code est celui d'un OF ({scanned}), le relevé ouvert n'en a pas : vérifiez les pièces, ou ouvrez un relevé "
        "pour cet OF."
    ),
    "scan.unknown_instrument": _(
        "L'instrument {scanned} n'est pas au registre : vérifiez l'étiquette, ou ajoutez l'instrument au registre."
    ),
    "scan.other_piece": _(
        "Ce code est celui de la pièce {piece}, le relevé ouvert va de la pièce 1 à la pièce {pieces} : vérifiez "
        "l'étiquette, ou ouvrez le bon relevé."
    ),
    "scan.not_printable": _("« {text} » ne tient pas dans un code-barres : raccourcissez-le, ou saisissez-le."),
    "pedal.key_reserved": _(
        "Cette touche sert déjà à la fenêtre : réglez la pédale sur une touche de fonction, F13 à F24, puis "
        "appuyez à nouveau."
    ),
    "pedal.key_taken": _(
        "{key} donne déjà « {command} » : appuyez sur une autre pédale, ou effacez d'abord la touche de cette commande."
    ),
    "contact.no_port": _("Choisissez d'abord le port de la pédale, ou écrivez son nom."),
    "contact.port_taken": _(
        "{address} est le port d'un instrument : la pédale à contact a un port à elle, branchez-la sur un autre."
    ),
    "ask.seen": _("Le repère {balloon} se voit ou se juge au calibre : il n'y a rien à demander, donnez la réponse."),
    "ask.none_connected": _(
        "Aucun instrument du banc ne peut être interrogé pour le repère {balloon} ({means}) : branchez-le, ou appuyez "
        "sur son bouton DATA."
    ),
    "ask.several": _(
        "Le repère {balloon} peut se mesurer avec {instruments} : prenez la première mesure avec le bouton de "
        "l'instrument, la pédale interrogera ensuite le même."
    ),
    "wedge.address": _(
        "« {address} » n'est pas l'adresse d'une interface clavier : écrivez par exemple "
        "keyboard://?prefix=M&layout=french."
    ),
    "wedge.layout": _("La disposition « {layout} » n'est pas connue : écrivez same, french ou french_caps."),
    "wedge.mark": _(
        "« {mark} » ne peut pas marquer une valeur : choisissez 1 à 16 signes sans accent qui commencent par une "
        "lettre ou par un signe qu'aucune valeur ne porte."
    ),
    "wedge.gap": _(
        "« gap={gap} » n'est pas possible : écrivez de {least} à {most} (millisecondes entre deux touches), et "
        "déclarez aussi un préfixe, sans lequel une main serait prise pour l'interface."
    ),
    "wedge.repeated": _("« {text} » est arrivé deux fois de suite : compté une seule fois."),
    "wedge.unknown": _(
        "« {text} » a été tapé par une interface qui n'est plus au banc : reconnectez l'instrument, puis renvoyez la "
        "valeur."
    ),
    "wedge.several": _(
        "« {text} » a pu être tapé par {instruments} : réglez un préfixe différent dans chaque interface et dans son "
        "adresse, puis renvoyez la valeur."
    ),
    "wedge.ambiguous": _(
        "« {text} », tapé par {instrument}, se lit de deux façons selon le clavier : ajoutez layout=french ou "
        "layout=same à son adresse, puis renvoyez la valeur."
    ),
    "wedge.unreadable": _(
        "« {text} », tapé par {instrument}, n'est pas une valeur : vérifiez ce que l'interface envoie, puis renvoyez "
        "la valeur."
    ),
    "wedge.cut": _(
        "« {text} » est arrivé sans sa fin : renvoyez la valeur, et réglez l'interface pour finir par Entrée."
    ),
    "wedge.mixed": _(
        "Une touche du clavier s'est mêlée à « {text} » : rien n'est enregistré, renvoyez la valeur sans rien taper."
    ),
}

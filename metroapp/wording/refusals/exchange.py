"""What is refused of a package that is handed over or received."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

EXCHANGE: dict[str, str] = {
    "package.absent": _("{path} n'est pas un fichier lisible : vérifiez son chemin."),
    "package.unreadable": _(
        "{path} n'est pas un paquet de relevés lisible : demandez à l'expéditeur de l'exporter de nouveau."
    ),
    "package.names": _(
        "{path} contient des fichiers qu'aucun paquet de ce programme ne contient : n'en faites rien, et prévenez "
        "l'expéditeur."
    ),
    "package.too_large": _(
        "{path} dépasse ce qu'un paquet peut contenir : demandez à l'expéditeur de l'exporter en plusieurs."
    ),
    "package.newer": _(
        "{path} vient d'une autre version du programme, dont cette version ne lit pas les paquets : mettez-la à jour."
    ),
    "package.damaged": _("{path} est abîmé ou incomplet ({file}) : demandez à l'expéditeur de l'envoyer de nouveau."),
    "exchange.no_record": _("Aucun relevé du lot ou de l'OF « {lot} » : voyez « metroapp archive list »."),
    "exchange.altered": _(
        "{subject} n'est plus tel que l'atelier l'a scellé (opération {row}) : le paquet a été modifié ; n'en faites "
        "rien, et prévenez l'expéditeur."
    ),
    "record_file.contradicts": _(
        "Le fichier du relevé {number} se contredit : « {place} » dit {said}, ses opérations scellées disent "
        "{expected} ; n'en faites rien, et demandez un nouvel export à l'atelier."
    ),
    "exchange.archive_altered": _(
        "L'archive du paquet est altérée (table {table}, ligne {row}) : elle n'est pas restaurée ; essayez une autre "
        "sauvegarde."
    ),
    "exchange.not_everything": _(
        "{path} ne contient pas une archive entière : recevez-le avec « metroapp exchange import »."
    ),
    "exchange.is_everything": _(
        "{path} contient une archive entière : restaurez-la dans un dossier vide avec « metroapp exchange restore »."
    ),
    "exchange.known": _("{path} a déjà été reçu : voyez « metroapp exchange list »."),
    "exchange.unknown": _("Aucun paquet reçu ne commence par « {digest} » : voyez « metroapp exchange list »."),
    "exchange.nothing_chosen": _("Dites quoi exporter : --record, --lot ou --all."),
}

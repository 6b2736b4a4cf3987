"""What is refused of a sweep, and why one was broken off."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SWEEPS: dict[str, str] = {
    "sweep.none": _("Aucun balayage n'est en cours : commencez-en un avec « Balayer »."),
    "sweep.running": _("{instrument} est en train de balayer : terminez ou abandonnez le balayage d'abord."),
    "sweep.not_for_box": _(
        "La case pièce {piece}, repère {balloon} ne se balaye pas : prenez la lecture qu'elle attend avec DATA."
    ),
    "sweep.no_instrument": _(
        "Aucun instrument branché ne peut balayer le repère {balloon} ({means}) : branchez-en un, ou prenez le maxi "
        "et le mini avec DATA."
    ),
    "sweep.not_connected": _("{instrument} n'est pas prêt à balayer : branchez-le, ou mettez-le en marche."),
    "sweep.cannot_stream": _(
        "{instrument} ne sait pas mesurer sans arrêt : arrêtez-vous au maxi et au mini, et appuyez sur DATA."
    ),
    "sweep.choose": _("Pièce {piece}, repère {balloon} : dites si vous prenez le maxi ou le mini du balayage."),
    "sweep.too_few": _("Le balayage n'a que {count} lecture(s) : balayez encore, il en faut au moins {fewest}."),
    "sweep.nothing_moved": _(
        "Rien n'a bougé en {count} lectures : {instrument} touche-t-il la pièce ? Balayez encore, ou terminez à "
        "nouveau si c'est bien zéro."
    ),
    "sweep.too_many": _("Le balayage a {most} lectures, il n'en garde pas plus : terminez-le ou abandonnez-le."),
    "sweep.too_long": _("Le balayage a duré {minutes} minutes, il s'arrête là : terminez-le ou abandonnez-le."),
    "sweep.unit_changed": _(
        "Balayage abandonné : {instrument} a changé d'unité. Appuyez sur mm/inch, puis balayez à nouveau."
    ),
    "sweep.broken_off": _(
        "Balayage abandonné : {instrument} n'est plus là, et une moitié de surface ne donne pas de valeur. "
        "Rebranchez-le, puis balayez à nouveau."
    ),
    "sweep.out_of_range": _(
        "Balayage abandonné : {instrument} était hors de sa plage, et le maxi ou le mini pouvait être là. "
        "Réglez son appui, puis balayez à nouveau."
    ),
    "sweep.no_value": _(
        "Balayage abandonné : {instrument} n'avait pas de valeur à donner. Vérifiez qu'il est en marche, puis balayez "
        "à nouveau."
    ),
    "sweep.frames_lost": _(
        "Balayage abandonné : {lost} lecture(s) de {instrument} sont arrivées illisibles, et le maxi ou le mini "
        "pouvait en être. Vérifiez son câble, puis balayez à nouveau."
    ),
    "sweep.hole": _(
        "Balayage abandonné : {instrument} n'a rien envoyé pendant {seconds} s, et le maxi ou le mini pouvait être "
        "là. Balayez à nouveau."
    ),
    "sweep.still_streaming": _(
        "{instrument} envoie toujours en continu : rien n'en est pris. Arrêtez l'envoi sur l'instrument, ou éteignez "
        "et rallumez-le, puis appuyez sur DATA."
    ),
    "sweep.left": _("Balayage de {instrument} abandonné : il a été interrompu. Balayez à nouveau."),
}

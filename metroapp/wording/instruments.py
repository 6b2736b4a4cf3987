"""What the bench has to say: faults, states of the links, and the technician's own command line."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

FAULT_SENTENCES: dict[str, str] = {
    "no_data": _("L'instrument n'a rien mesuré : vérifiez qu'il est allumé et que son câble est branché."),
    "busy": _("L'instrument est occupé : attendez une seconde puis recommencez."),
    "framing": _("La trame est coupée ou la parité est fausse : vérifiez la famille choisie et le câble."),
    "format": _("La trame n'est pas comprise : vérifiez la famille choisie pour cet instrument."),
    "unit": _("L'instrument n'est plus dans l'unité convenue : appuyez sur sa touche mm/inch puis recommencez."),
    "out_of_range": _("L'instrument est hors de sa plage : ramenez la touche dans la course."),
    "locked": _("L'instrument est verrouillé : déverrouillez-le puis recommencez."),
    "silent": _("L'instrument ne répond pas : allumez-le et vérifiez son câble."),
    "lost": _("La liaison est coupée : rebranchez le câble, elle reprendra seule."),
    "refused": _("L'instrument a refusé la demande : vérifiez son mode et la famille choisie."),
    "cancelled": _("La dernière valeur a été annulée sur l'instrument : annulez-la aussi dans le relevé."),
    "garbled": _("Le boîtier ne comprend pas son instrument : vérifiez la fiche et le câble de l'instrument."),
    "repeated": _("La même trame est arrivée deux fois de suite : elle compte une seule fois."),
}

STATE_LABELS: dict[str, str] = {
    "absent": _("absent"),
    "opening": _("ouverture"),
    "ready": _("prêt"),
    "silent": _("silencieux"),
    "lost": _("perdu"),
}

CAUSE_SENTENCES: dict[str, str] = {
    "missing": _("Le port {url} n'existe pas : branchez le câble, ou choisissez un autre port."),
    "ambiguous": _(
        "Plusieurs adaptateurs portent l'identité {url} : débranchez les autres, ou choisissez à nouveau le port."
    ),
    "forbidden": _(
        "Vous n'avez pas le droit d'ouvrir {url} : ajoutez votre compte au groupe {group}, puis rouvrez la session."
    ),
    "busy": _("Le port {url} est tenu par un autre programme : fermez-le, la liaison reprendra seule."),
    "unplugged": _("Le câble de {url} est débranché : rebranchez-le, la liaison reprendra seule."),
    "unusable": _("Le port {url} ne peut pas être ouvert : vérifiez son nom et le pilote de son adaptateur."),
    "no_lines": _("Le port {url} n'a pas de lignes modem : choisissez un vrai port série pour le contact."),
    "defect": _("La liaison {url} a rencontré un défaut du programme : elle reprend seule ; signalez-le s'il revient."),
}

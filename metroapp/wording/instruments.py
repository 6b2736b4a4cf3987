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
}

STATE_LABELS: dict[str, str] = {
    "absent": _("absent"),
    "opening": _("ouverture"),
    "ready": _("prêt"),
    "silent": _("silencieux"),
    "lost": _("perdu"),
}

PROGRAM = _("Écoute un instrument de mesure et montre ce que son câble envoie vraiment.")
WATCH = _("montre les lectures et les défauts d'un port")
WATCH_URL = _("le port : /dev/ttyUSB0, COM3 ou sim://opto-rs?value=12.340")
WATCH_INSTRUMENT = _("famille de l'instrument : {families}")
WATCH_COUNT = _("nombre de lectures à attendre (1)")
WATCH_TIMEOUT = _("durée d'attente en secondes (10)")
WATCH_UNIT = _("unité affichée par l'instrument (mm)")
WATCH_JSON = _("un objet JSON par ligne")
LIST = _("liste les ports de ce poste")
READING = _("{at}  {value} {unit}  voie {channel}  trame {raw}  {flags}")
FAULT = _("{at}  défaut {code} : {sentence}  trame {raw}")
CANNOT_OPEN = _("Le port {url} ne peut pas être ouvert : vérifiez son nom et qu'aucun autre programme ne l'utilise.")
NO_PORT = _("Aucun port série sur ce poste.")
PORT = _("{url}  {description}")

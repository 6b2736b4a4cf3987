"""The bench page: the tile of each instrument, its port, its raw frames, and how a text is learnt."""

from __future__ import annotations

from datetime import datetime, timedelta

from metroapp.wording.numbers import moment
from metroapp.wording.translate import gettext as _

# Families of instruments, by the key of the register
FAMILIES: dict[str, str] = {
    "adept-mux": _("Adept MUX 2, MUX 4"),
    "digimatic-hex": _("adaptateur Digimatic (Arduino, Pico)"),
    "gagemux": _("GageMux"),
    "generic-text": _("texte appris au banc"),
    "keyboard-wedge": _("interface qui tape comme un clavier"),
    "mahr-duplex": _("Mahr MarConnect, câble DK-U1"),
    "maxum": _("Mahr Maxum III"),
    "metro-mux": _("Metro Mux4, Mux8"),
    "millimar": _("Mahr Millimar, protocole OPTORS"),
    "millimar-ascii": _("Mahr Millimar, protocole ASCII"),
    "millimar-c1202": _("Mahr Millimar C1202"),
    "millimar-m1240": _("Mahr Millimar, protocole M1240"),
    "mitutoyo-id-h": _("Mitutoyo ID-H"),
    "mitutoyo-mux10": _("Mitutoyo USB-ITN, IT, MUX-10"),
    "mitutoyo-surftest": _("Mitutoyo Surftest SJ"),
    "mitutoyo-uwave": _("Mitutoyo U-WAVE"),
    "opto-rs": _("Opto-RS duplex (Sylvac, TESA, Bowers)"),
    "opto-simplex": _("Opto-RS simplex (Sylvac, TESA, Bowers)"),
    "result-files": _("fichiers de résultats d'un dossier"),
    "tesa-tt": _("TESA TT"),
}

# The page
NO_INSTRUMENT = _("Le registre n'a encore aucun instrument à relier.")
WITHOUT_CABLE = _("Instruments sans liaison : leur valeur se tape")
REOPEN = _("Rouvrir les liaisons")
REOPENED = _("Les liaisons ont été rouvertes.")
DUE = _("échéance {day}")

# A tile
NO_PORT_STATE = _("sans port")
FAULT = _("défaut")
BATTERY_LOW = _("pile faible")
RECORDING = _("enregistrement")
SIMULATED = _("SIMULÉ")
NOTHING = _("—")
NO_READING = _("aucune valeur reçue")
UNIT_AGREED = _("{age}, unité convenue")
NO_PORT = _("Aucun port : choisissez-en un")
IDENTITY = _("se dit : {text}")
PORT = _("Port")
PORT_OF = _("Choisir le port de {number}")
CHECK = _("Essayer")
CHECK_OF = _("Essayer {number} : demander son nom, l'état de sa pile et une valeur")
FRAMES = _("Trames")
FRAMES_OF = _("Voir ce qui passe sur le câble de {number}")
RECORD = _("Enregistrer")
RECORD_OF = _("Enregistrer dans un fichier ce qui passe sur le câble de {number}")
STOP_RECORDING = _("Arrêter")
STOP_RECORDING_OF = _("Arrêter l'enregistrement de {number}")
TEACH = _("Apprendre")
TEACH_OF = _("Apprendre à lire le texte de {number}")
ASKED = _("Demande envoyée…")
PRESS_DATA = _("Cet instrument ne se laisse pas interroger : appuyez sur sa touche DATA.")
NOT_ASKED = _("Un relevé est ouvert : l'essai ne demande pas de valeur, elle y serait inscrite.")
TILE = _("{number} {designation} : {state} {reading}. {why}")
UNSAID = _("{sentence} ({count} fois de plus.)")

# Ages
JUST_NOW = _("à l'instant")
SECONDS_AGO = _("il y a {count}\u00a0s")
MINUTES_AGO = _("il y a {count}\u00a0min")
AT = _("{moment}")

# Recording
RECORD_TITLE = _("Enregistrer les trames")
RECORD_FILTER = _("Enregistrements (*.jsonl)")
RECORD_NAME = _("trames-{number}-{stamp}.jsonl")
RECORD_BEGUN = _("{number} : ce qui passe sur son câble s'écrit dans {path}.")
RECORD_ENDS: dict[str, str] = {
    "closed": _("{number} : enregistrement terminé, dans {path}."),
    "full": _("{number} : le fichier {path} était plein, la suite n'y est pas."),
    "failed": _("{number} : le fichier {path} n'a pas pu être écrit jusqu'au bout ; vérifiez la place sur le disque."),
}

# Names of ports
ADAPTER = _("Adaptateur {maker}")
ADAPTER_USB = _("Adaptateur USB {identity}")
SERIAL_NUMBER = _("n°\u00a0{serial}")
UNPLUGGED = _("débranché")
CHANNEL = _("voie {channel}")
SIMULATOR = _("Simulateur {name}")
REPLAY = _("Rejeu de {path}")
FOLDER = _("Dossier {path}")
KEYBOARD = _("Clavier")
KEYBOARD_PREFIX = _("Clavier, préfixe {prefix}")
JOINED = _("{first} · {second}")

# Choosing a port
CHOOSE_TITLE = _("Port de {number} · {designation}")
CHOOSE_CONFIRM = _("Relier")
CHOOSE_NEXT = _("Suivant : apprendre à lire")
FAMILY = _("Famille")
FAMILY_TIP = _("Comment l'instrument parle ; en choisir une autre la corrige dans le registre")
PORTS = _("Ports de ce poste")
LOOKING = _("Recherche des ports…")
NO_PORTS = _("Aucun port sur ce poste : branchez le câble, puis cherchez à nouveau.")
LOOK_AGAIN = _("Chercher à nouveau")
RECOGNISE = _("Reconnaître")
RECOGNISE_TIP = _("Demander poliment à ce qui est branché quel instrument il est")
STOP_RECOGNISING = _("Arrêter")
ADDRESS = _("Port retenu")
ADDRESS_HINT = _("COM3, /dev/ttyUSB0, sim://…, replay://…")
ADDRESS_HINTS: dict[str, str] = {
    "result-files": _("folder:///C:/resultats?pattern=*.csv"),
    "keyboard-wedge": _("keyboard://?prefix=M"),
}
ADDRESS_SAID: dict[str, str] = {
    "result-files": _(
        "Les résultats arrivent dans un dossier : choisissez-le. Sa voie est le nom de la grandeur (Ra…)."
    ),
    "keyboard-wedge": _(
        "L'interface tape comme un clavier : écrivez keyboard://, et le préfixe qu'elle envoie (&gap=80 si elle tape "
        "lentement)."
    ),
}
CHOOSE_FOLDER = _("Choisir le dossier…")
CHANNEL_NAME = _("Voie")
CHANNEL_TIP = _("L'entrée du boîtier où l'instrument est branché ; rien s'il est seul")
CHANNEL_HINT = _("rien")
CHANNEL_HINTS: dict[str, str] = {"mitutoyo-uwave": _("ex. 0005")}
DISCONNECT = _("Retirer du banc")
OWN_CABLE = _("câble de {family}, d'après son identité USB {evidence}")
HELD_BY = _("déjà au banc : {numbers}")
HELD_CANNOT_ASK = _("{numbers} est au banc sur ce port : retirez-le du banc pour demander qui répond.")
ASKING = _("Question {done} sur {total} : {family}…")
NOBODY_ANSWERED = _(
    "Personne n'a répondu : allumez l'instrument et vérifiez le câble ; certains ne parlent qu'à leur touche DATA."
)
RECOGNISING_STOPPED = _("Recherche arrêtée.")
ANSWERED = _("Répond comme {family} : « {evidence} ».")
ANSWERED_OTHER = _(
    "Répond comme {family} : « {evidence} », et non comme {expected} : choisissez cette famille, ou un autre port."
)
PLEASE_CHOOSE = _("Choisissez un port de la liste, ou écrivez son adresse.")

# Raw frames
FRAMES_TITLE = _("Câble de {number} · {designation}")
FRAMES_EMPTY = _("Rien n'est encore passé sur ce câble : appuyez sur la touche DATA, ou sur Essayer.")
FRAMES_COUNT = _("Les {count} derniers échanges.")
TIME = _("Heure")
WHO = _("Qui parle")
TEXT = _("Texte")
HEX = _("Octets")
SPEAKERS: dict[str, str] = {"host": _("→ ce poste"), "instrument": _("← l'instrument")}
FREEZE = _("Figer")
FREEZE_TIP = _("Ne plus faire défiler, pour lire ou copier")
COPY = _("Copier")
COPY_TIP = _("Copier les lignes montrées")
COPIED = _("Copié : {count} lignes.")

# Learning a text
TEACH_TITLE = _("Apprendre à lire {number} · {designation}")
TEACH_CONFIRM = _("Garder et relier")
PROFILE = _("Trame")
PROFILE_OWN = _("à apprendre")
SPEED = _("Vitesse")
FORMAT = _("Format")
REQUEST = _("Demande")
REQUEST_HINT = _("aucune")
REQUEST_END = _("Fin")
REQUEST_ENDS: dict[str, str] = {"\r": _("CR"), "\r\n": _("CR LF"), "": _("rien")}
UNIT = _("Unité")
UNIT_TIP = _("Celle de l'affichage, quand la trame ne la dit pas")
UNITS: dict[str, str] = {"mm": _("mm"), "um": _("µm"), "in": _("in"), "deg": _("°")}
ASK = _("Demander")
ASK_TIP = _("Envoyer la demande à l'instrument")
TEACH_OPENING = _("{port} s'ouvre…")
TEACH_PRESS = _("Appuyez une fois sur la touche d'envoi de l'instrument.")
TEACH_POINT = _("Voici ce qu'il envoie : touchez le nombre qui est la valeur.")
TEACH_AGAIN = _("Changez la mesure, puis appuyez une seconde fois : la valeur lue doit être celle de l'affichage.")
TEACH_READ = _("La valeur lue est-elle celle de l'affichage ? Gardez, ou touchez un autre nombre.")
TEACH_NO_NUMBER = _("Cette trame ne porte aucun nombre : appuyez encore, ou essayez une autre vitesse.")
TEACH_MISREAD = _("« {frame} » ne se lit pas ainsi : touchez « À ignorer », puis ce qui change d'une trame à l'autre.")
TEACH_NOT_READY_MADE = _(
    "« {frame} » n'est pas une trame de {profile} : choisissez une autre trame, ou « à apprendre »."
)
TEACH_GARBAGE = _("Ce qui arrive n'est pas lisible : essayez une autre vitesse ou un autre format.")
POINT_VALUE = _("Valeur")
POINT_CHANNEL = _("Voie")
POINT_SKIP = _("À ignorer")
POINT_MODE = _("Ce que désigne le doigt : {mode}")
POINTED = _("{number} : {role}")
NOT_POINTED = _("{number} : fixe")
POINTS: dict[str, str] = {"": _("fixe"), "value": _("valeur"), "channel": _("voie"), "skip": _("ignoré")}
PATTERN = _("Trame apprise : {pattern}")
VALUE_READ = _("{value}\u00a0{unit}")
FRAME_SHOWN = _("La trame reçue")


def age(elapsed: timedelta, at: datetime) -> str:
    """How old a reading is: `à l'instant`, `il y a 12 s`, `il y a 3 min`; a date after an hour."""
    seconds = int(elapsed.total_seconds())
    if seconds >= 3600:
        return AT.format(moment=moment(at))
    if seconds >= 60:
        return MINUTES_AGO.format(count=seconds // 60)
    return SECONDS_AGO.format(count=seconds) if seconds >= 2 else JUST_NOW


def family_name(key: str) -> str:
    """A family in words; its key where it has none."""
    return FAMILIES.get(key, key)


def joined(*parts: str) -> str:
    """`COM3 · Mitutoyo USB-ITN · n° 12345`: what is empty is left out."""
    said = ""
    for part in parts:
        said = JOINED.format(first=said, second=part) if said and part else said or part
    return said


def clock_time(at: datetime) -> str:
    """`14:05:09,123` in local time."""
    local = at.astimezone()
    return f"{local:%H:%M:%S},{local.microsecond // 1000:03d}"


_CONTROL = {0x00: "NUL", 0x02: "STX", 0x03: "ETX", 0x04: "EOT", 0x06: "ACK", 0x09: "TAB", 0x0A: "LF", 0x0D: "CR",
            0x11: "DC1", 0x13: "DC3", 0x15: "NAK", 0x1B: "ESC"}  # fmt: skip


def visible(data: bytes) -> str:
    """Bytes as text, with what has no sign of its own between angles: `01A+12.345<CR>`, `<9F>`."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else f"<{_CONTROL.get(byte, f'{byte:02X}')}>" for byte in data)


def hexadecimal(data: bytes) -> str:
    """`30 31 41`."""
    return data.hex(" ").upper()

"""What `python -m drivers` says."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PROGRAM = _("Écoute un instrument de mesure et montre ce que son câble envoie vraiment.")
LIST = _("liste les familles d'instruments et les ports de ce poste")
PROBE = _("demande à un port qui est là, sans rien changer à l'instrument")
WATCH = _("montre les lectures et les défauts d'un port")
RECORD = _("garde dans un fichier tout ce qui passe sur un câble ; replay:///CHEMIN le rejoue comme un instrument")
SIMULATE = _("simule un instrument sur un port que tout programme peut ouvrir")

URL = _("le port : /dev/ttyUSB0, COM3, usb://0403:6001/SÉRIE, socket://hôte:port, replay:///chemin ou sim://opto-rs")
INSTRUMENT = _("famille de l'instrument : {known}")
CHANNEL = _("voie du multiplexeur (toutes)")
UNIT = _("unité affichée par l'instrument (mm)")
PROFILE = _("profil d'un instrument texte : un fichier, ou {known}")
PATTERN = _("motif d'un instrument texte, par exemple « {value} {unit} »")
BAUD = _("vitesse d'un instrument texte (9600)")
COUNT = _("nombre de lectures à attendre (1)")
TIMEOUT = _("durée d'attente en secondes (10)")
JSON = _("un objet JSON par ligne")
TRAFFIC_FILE = _("le fichier à créer")
VALUE = _("cote présentée, avec les décimales de l'affichage (12.340)")
NOISE = _("répétabilité, en millimètres (0)")
SEED = _("graine du hasard (1)")
LINK = _("lien symbolique qui suit le port d'un branchement à l'autre")
SOCKET = _("port TCP local, à la place d'un pseudo-terminal ; 0 pour le premier libre")
FAULTS = _("défaut de la prochaine trame, répétable : {known}")
PUSH = _("appuie sur la touche DATA toutes les S secondes")
SECONDS = _("durée de la simulation (jusqu'à Ctrl-C)")

READING = _("{at}  {value} {unit}  voie {channel}  trame {raw}  {flags}")
FAULT = _("{at}  défaut {code} : {sentence}  trame {raw}")
IDENTIFIED = _("{at}  identité : {text}")
BATTERY_LOW = _("{at}  pile faible : remplacez-la bientôt")
BATTERY_GOOD = _("{at}  pile bonne")
FAMILIES = _("Familles d'instruments :")
FAMILY = _("  {key}  {maker}  {settings}")
ANY_MAKER = _("tout instrument qui envoie du texte")
BY_PROFILE = _("selon son profil")
PORTS = _("Ports de ce poste :")
NO_PORT = _("Aucun port série sur ce poste : branchez un câble, ou essayez sim://opto-rs.")
PORT = _("  {url}  {description}  adresse durable {lasting}")
GUESSED = _("    probablement {family} : son câble porte l'identité USB {evidence}")
ANSWERED = _("{family} : a répondu « {evidence} »")
NOBODY = _("Personne ne répond sur {url} : allumez l'instrument et vérifiez son câble.")
LOST_MEANWHILE = _("{url} a été débranché pendant l'essai : rebranchez le câble et recommencez.")
SIMULATED = _("{family} simulé sur {url}")
ENTER_PRESSES_DATA = _("Entrée : touche DATA. Ctrl-C : fin.")

PROFILE_FOR_TEXT = _("--profile, --pattern et --baud ne vont qu'avec generic-text : {family} a ses propres réglages.")
PROFILE_NEEDED = _("Un instrument texte a besoin de --profile ou de --pattern, par exemple « {value} {unit} ».")
PROFILE_REFUSED = _("Ce profil ne convient pas : {why}.")
PROFILE_UNREADABLE = _("Le profil {file} ne peut pas être lu : vérifiez son nom.")
FILE_EXISTS = _("{file} existe déjà : choisissez un autre nom.")
FILE_NOT_WRITTEN = _("{file} ne peut pas être créé : choisissez un autre dossier.")
RECORDING_CUT = _("L'enregistrement {file} s'est arrêté avant la fin : le disque ou le fichier est plein.")
NO_SUCH_FAULT = _("« {fault} » n'est pas un défaut connu : choisissez parmi {known}.")
NOT_A_FOLDER = _("{url} n'est pas un dossier à surveiller : écrivez folder:// puis son chemin.")
NO_SUCH_CHANNEL = _("{family} n'a pas de voie {channel} : choisissez une voie de son boîtier, ou n'en donnez pas.")
OUTPUT_LOST = _("Ce qui est montré ne peut pas être écrit : le disque ou le fichier est plein.")
NO_PORT_GIVEN = _("{where} ne peut pas servir de port : choisissez un autre nom.")

# Why a profile is refused: the codes of `ProfileFlaw` and `TemplateFlaw`.
PROFILE_FLAWS: dict[str, str] = {
    "not_json": _("ce n'est pas du JSON"),
    "too_long": _("il est trop long"),
    "fields": _("une rubrique manque ou est inconnue"),
    "name": _("il lui faut un nom"),
    "baud": _("la vitesse n'est pas possible"),
    "framing": _("les bits, la parité ou l'arrêt ne sont pas possibles"),
    "lines": _("DTR et RTS se donnent par vrai ou faux"),
    "request": _("la demande est vide, trop longue ou illisible"),
    "pattern": _("le motif n'est pas compris"),
    "unit": _("l'unité n'est pas connue"),
    "empty": _("le motif est vide"),
    "unprintable": _("le motif contient des signes qui ne s'impriment pas"),
    "field": _("un champ du motif n'est pas connu"),
    "no_value": _("le motif n'a pas de champ « value » entre accolades"),
    "twice": _("un champ est deux fois dans le motif"),
    "neighbours": _("deux champs voisins du motif se confondent : séparez-les par un signe"),
    "not_a_number": _("ce qui est montré n'est pas un nombre"),
    "mismatch": _("le motif ne lit pas la trame dont il est tiré"),
}

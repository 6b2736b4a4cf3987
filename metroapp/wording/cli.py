"""The words of the command line, and the French of what `argparse` says in English."""

from __future__ import annotations

import re

from metroapp.wording.translate import gettext as _

PROGRAM = _(
    "Poste de métrologie : relevé de contrôle guidé, tri des pièces, archive vérifiable. Sans commande : la fenêtre."
)
USAGE = _("Emploi : ")
POSITIONALS = _("Arguments")
OPTIONS = _("Options")
COMMANDS = _("Commandes")
COMMAND = _("COMMANDE")
FILE = _("FICHIER")
FOLDER = _("DOSSIER")
TEXT = _("TEXTE")
HELP = _("affiche cette aide")
WORKSPACE = _("dossier de travail, où le programme écrit tout")
JSON = _("réponse en JSON")
DEMO = _("fait tout le travail une fois sur un banc simulé et laisse relevé, PDF, classeur et images")
DEMO_PIECES = _("nombre de pièces (5)")
DEMO_SEED = _("graine de la fabrication simulée (1)")
DEMO_WINDOW = _("ouvre la fenêtre sur l'atelier de démonstration s'il y a un écran")
PART = _("fiches de pièce")
PART_CHECK = _("vérifie une fiche de pièce (Excel ou CSV)")
PART_FILE = _("fiche de pièce .xlsx ou .csv")
TOLERANCE = _("lit une cote et donne ses limites")
TOLERANCE_TEXT = _("la cote, comme sur le plan : « Ø20 h7 »")
ARCHIVE = _("consulte l'archive")
ARCHIVE_LIST = _("liste les relevés")
ARCHIVE_SHOW = _("montre un relevé entier")
ARCHIVE_VERIFY = _("vérifie que rien n'a été modifié")
RECORD_ID = _("identifiant du relevé, donné par « metroapp archive list »")
EXPORT = _("écrit le document d'un relevé")
EXPORT_TO = _("format du document")
EXPORT_OUT = _("dossier où écrire le document")

INTERRUPTED = _("Interrompu : ce qui était enregistré l'est resté.")
NO_RECORD = _("L'archive ne contient aucun relevé.")
STILL_OPEN = _("en cours")
RECORD_LINE = _(
    "{id}  {number}  {part}  {pieces} pièces : {conforming} C, {nonconforming} NC, {concession} DÉR, "
    "{unsorted} à finir  ({state})"
)
PART_TITLE = _("{designation} — {reference}")
PART_LINE = _("{balloon:>4}  {designation}  |  {callout}  |  {limits}  |  {means}")
SHEET_ERROR = _("Ligne {line}, colonne {column} : {message}")
WRITTEN = _("Document écrit : {path}")

DEMO_RECORD = _(
    "Relevé {number} : {pieces} pièces, {conforming} conformes, {nonconforming} non conformes, {concession} sous "
    "dérogation, {unsorted} non triées."
)
DEMO_FILE = _("À regarder : {path}")
DEMO_NO_SCREENS = _("Les images de la fenêtre n'ont pas été faites : {reason}")
DEMO_HEADLESS = _("Aucun écran ici : le même travail est fait sans fenêtre.")

_PARSER_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"the following arguments are required: (?P<what>.+)"),
        _("Il manque {what} : voyez « metroapp --help »."),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<what>.+)"),
        _("« {what} » n'est pas compris ici : voyez « metroapp --help »."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.+)\)", re.S),
        _("« {value} » n'est pas un choix possible pour {what} : choisissez parmi {known}."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): expected (?:one|at least one|\d+) arguments?"),
        _("Il manque une valeur après {what}."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): (?:invalid \w+ value: '?(?P<value>.*?)'?|(?P<given>.*))", re.DOTALL),
        _("« {value} » n'est pas une valeur possible pour {what}."),
    ),
)


def parser_sentence(message: str) -> str:
    """The French sentence for a complaint of the argument parser."""
    for pattern, text in _PARSER_SENTENCES:
        found = pattern.fullmatch(message)
        if found:
            fields = found.groupdict()
            fields["value"] = fields.get("value") or fields.get("given") or ""
            return text.format(**fields)
    return _("La commande n'est pas comprise : voyez « metroapp --help ».")

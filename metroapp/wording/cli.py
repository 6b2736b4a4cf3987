"""The words of the command line."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PROGRAM = _(
    "Poste de métrologie : relevé de contrôle guidé, tri des pièces, archive vérifiable. Sans commande : la fenêtre."
)
FILE = _("FICHIER")
FOLDER = _("DOSSIER")
TEXT = _("TEXTE")
VERSION = _("affiche la version")
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
    "Relevé {number}, {pieces} pièces : {conforming} C, {nonconforming} NC, {concession} sous dérogation, "
    "{unsorted} à finir."
)
DEMO_FILE = _("À regarder : {path}")
DEMO_NO_SCREENS = _("Les images de la fenêtre n'ont pas été faites : {reason}")
DEMO_HEADLESS = _("Aucun écran ici : le même travail est fait sans fenêtre.")

"""The words of what leaves the archive: preview and printing, many records at once, their names, the watched folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.message import Message
from metroapp.domain.sorting import Disposition, Sorting
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence
from metroapp.wording.translate import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

# -- preview and printing

PREVIEW = _("Aperçu")
PREVIEW_TIP = _("Voir le PDF tel qu'il sera imprimé ou enregistré")
PREVIEW_TITLE = _("Aperçu · {name}")
PAPER = _("Page du document")
MAKING = _("Préparation du document…")
DRAWING_PAGE = _("Page en cours de tracé…")
PREVIOUS = _("Page précédente")
NEXT = _("Page suivante")
PAGE = _("Page {page} sur {pages}")
TO_WIDTH = _("Pleine largeur")
WHOLE_PAGE = _("Page entière")
CLOSER = _("Agrandir")
FURTHER = _("Réduire")
PRINT = _("Imprimer…")
SAVE = _("Enregistrer…")
SAVE_FILTER = _("PDF (*.pdf)")
PRINTING = _("Impression : page {done} sur {total}")
_PRINTED_ONE = _("1 page envoyée à l'imprimante {printer}.")
_PRINTED = _("{count} pages envoyées à l'imprimante {printer}.")
_TO_FILE = _("PDF")  # a printer without a name

OTHERS = _("Autres…")
OTHERS_NAME = _("Autres documents")
PDF, XLSX = _("PDF"), _("Excel")
OTHERS_TIP = _("Voir un autre document du relevé, l'imprimer ou l'enregistrer")
LABELS = _("Étiquettes des pièces")
LABELS_FILE = _("etiquettes-{number}.pdf")
RELEVE = "releve"
PAPERS = {
    RELEVE: _("Relevé de contrôle"), "premiere-piece": _("Relevé de première pièce"),
    "autocontrole": _("Fiche d'autocontrôle"), "rapport-final": _("Rapport de contrôle final"),
    "reception": _("Relevé de réception"), "bon-a-produire": _("Bon à produire"),
    "suivi": _("Suivi de production"), "reglage": _("Fiche de réglage"),
}  # fmt: skip

# -- many records at once

EXPORT_LIST = _("Exporter la liste…")
EXPORT_LIST_TIP = _("Écrire tous les relevés trouvés, ou ceux de la sélection, dans un dossier")
EXPORT_TITLE = _("Exporter des relevés")
WHICH = _("Quels relevés")
ALL_FOUND = _("Tous ceux de la recherche ({count})")
ALL_COUNTING = _("Tous ceux de la recherche")
SELECTED_ONE = _("Le relevé choisi ({number})")
SELECTED = _("Les {count} relevés sélectionnés")
AS_WHAT = _("Sous quelle forme")
PACKAGE = _("Paquet d'échange (.zip)")
PACKAGE_TIP = _("Un seul fichier pour un autre atelier : les relevés, leurs documents et ce qui les prouve")
INTO = _("Dans le dossier")
FOLDER = _("Dossier")
BROWSE = _("Choisir…")
EXPORT = _("Exporter")
EXPORTING = _("Relevé {done} sur {total}")
COUNTING = _("Recherche des relevés…")
NAMED_BY = _("Les fichiers s'appellent « {pattern} » (réglages).")
SHOW_FOLDER = _("Ouvrir le dossier")

_RECORDS_ONE, _RECORDS = _("1 relevé exporté"), _("{count} relevés exportés")
_FILES_ONE, _FILES = _("1 fichier"), _("{count} fichiers")
_DONE = _("{records} ({files}) dans {folder}.")
_REFUSED_ONE, _REFUSED = _("1 relevé refusé : {which}"), _("{count} relevés refusés : {which}")
_WHY = _("{number} – {why}")
_OTHERS = _("et {count} autres")
_STOPPED = _("Arrêté avant la fin : {why}")
_CANCELLED = _("Annulé : {count} relevés n'ont pas été écrits.")
PACKAGE_DONE = _("Paquet écrit : {path}")
PACKAGE_GIVEN_UP = _("Annulé : aucun paquet n'a été écrit.")
_MOST_SAID = 3  # refused records named in the sentence

# -- packages

RECEIVE = _("Recevoir un paquet…")
RECEIVE_TIP = _("Contrôler les relevés remis par un autre atelier, et les garder ici avec leur preuve")
CHECK_PACKAGE = _("Contrôler un paquet…")
RECEIVE_TITLE = _("Paquet d'un autre atelier")
PACKAGE_FILTER = _("Paquet de relevés (*.zip)")
CHECKING = _("Contrôle du paquet : fichier {done} sur {total}")
_PROVEN_ONE = _("1 relevé intact, tel que l'atelier « {workshop} » l'a scellé.")
_PROVEN = _("{count} relevés intacts, tels que l'atelier « {workshop} » les a scellés.")
OF_EVERYTHING = _(
    "Ce paquet est l'archive entière de l'atelier « {workshop} », intacte. Elle ne se reçoit pas ici : "
    "« metroapp exchange restore » la remet dans un dossier neuf."
)
IMPORT = _("Recevoir")
IMPORT_TIP = _("Garder ce paquet dans l'atelier : le journal dit qui l'a reçu, quand et de qui")
_IMPORTED_ONE = _("Paquet de l'atelier « {workshop} » reçu : 1 relevé, gardé avec sa preuve.")
_IMPORTED = _("Paquet de l'atelier « {workshop} » reçu : {count} relevés, gardés avec leur preuve.")
NUMBER = _("Relevé")
PART = _("Pièce")
WORKSHOP = _("Atelier")
KEY = _("Signature")
SIGNED_WITH = _("clé {key}")
NOT_SIGNED = _("non signé")
_UNSIGNED = _(" Non signés : {count} ; d'un relevé non signé, rien ne prouve que rien n'en a été retiré.")
PACKAGE_TABLE = _("Relevés du paquet")

# -- names of files and watched folder, in the settings

NAMES_TITLE = _("Documents exportés")
NAMES = _("Nom des fichiers")
NAMES_NOTE = _("Champs : {known}. Exemple : {example}")
NAMES_SAVE = _("Garder ce nom")
NAMES_SAVED = _("Nom des fichiers gardé.")
WATCHED_TITLE = _("Dossier d'export surveillé")
WATCHED_NOTE = _("Chaque relevé clôturé y est écrit aussitôt ; si le dossier est absent, il attend et réessaie.")
WATCHED_FOLDER = _("Dossier (vide : aucun)")
WATCHED_SAVE = _("Garder ce dossier")
WATCHED_SAVED = _("Dossier surveillé gardé.")
WATCHED_NONE = _("Aucun dossier n'est surveillé.")
WATCHED_DONE = _("Tous les relevés clôturés sont exportés.")
WATCHED_RETRY = _("Réessayer")
_WAITING_ONE = _("1 relevé attend d'être exporté. {why}")
_WAITING = _("{count} relevés attendent d'être exportés. {why}")
_LEFT_OUT = _("Non exportés : {numbers}. Exportez-les depuis les archives, qui disent pourquoi.")
WATCHED_BANNER = _("Export en attente")
EXAMPLE = {
    "document": _("releve"), "numero": _("P1-2026-0012"), "of": _("OF-118"), "lot": _("L42"), "reference": _("ARB-20"),
    "plan": _("PL-1204"), "indice": _("B"), "phase": _("20"), "machine": _("T1"), "date": _("2026-03-14"),
    "operateur": _("Camille Martin"), "verdict": _("conforme"),
}  # fmt: skip
_SUFFIX = _("Fichiers en {suffix}")
_FORMATS = {
    "pdf": _("PDF"), "xlsx": _("Excel"), "csv": _("CSV français"), "csv-en": _("CSV international"),
    "9102": _("9102 Excel"), "9102-pdf": _("9102 PDF"), "ppap": _("PPAP Excel"), "ppap-pdf": _("PPAP PDF"),
}  # fmt: skip


def format_name(value: str) -> str:
    """What a format is called."""
    return _FORMATS.get(value, value.upper())


def files_end_with(suffix: str) -> str:
    return _SUFFIX.format(suffix=suffix)


def printed(count: int, printer: str) -> str:
    """How many pages went to a printer."""
    form = _PRINTED_ONE if count == 1 else _PRINTED
    return form.format(count=count, printer=printer or _TO_FILE)


def proven(count: int, workshop: str, unsigned: int) -> str:
    """What a package of records proves, and what it does not of those that nobody signed."""
    said = (_PROVEN_ONE if count == 1 else _PROVEN).format(count=count, workshop=workshop)
    return said + (_UNSIGNED.format(count=unsigned) if unsigned else "")


def imported(count: int, workshop: str) -> str:
    """What was received."""
    return (_IMPORTED_ONE if count == 1 else _IMPORTED).format(count=count, workshop=workshop)


def verdict_word(sorting: Sorting) -> str:
    """How a record ends, in one word: that of its worst piece."""
    worst = (
        Disposition.NONCONFORMING, Disposition.HELD, Disposition.UNSORTED, Disposition.CONCESSION,
        Disposition.CONFORMING,
    )  # fmt: skip
    return next((label(one) for one in worst if getattr(sorting, one.value)), label(Disposition.UNSORTED))


def summary(
    records: int,
    files: int,
    folder: str,
    refused: Sequence[tuple[str, Message]],
    left: int,
    stopped: Message | None,
) -> str:
    """What became of an export of many; `left` records were not looked at when it was given up."""
    of_records = _RECORDS_ONE if records == 1 else _RECORDS.format(count=records)
    of_files = _FILES_ONE if files == 1 else _FILES.format(count=files)
    said = [_DONE.format(records=of_records, files=of_files, folder=folder)]
    if refused:
        which = [_WHY.format(number=number, why=sentence(why).rstrip(".")) for number, why in refused[:_MOST_SAID]]
        if len(refused) > _MOST_SAID:
            which.append(_OTHERS.format(count=len(refused) - _MOST_SAID))
        form = _REFUSED_ONE if len(refused) == 1 else _REFUSED
        said.append(form.format(count=len(refused), which=" ; ".join(which)) + ".")
    if stopped is not None:
        said.append(_STOPPED.format(why=sentence(stopped)))
    elif left:
        said.append(_CANCELLED.format(count=left))
    return " ".join(said)


def watched(waiting: int, why: Message | None, left_out: Sequence[str]) -> str:
    """How a watched folder stands; empty where there is nothing to say."""
    said = []
    if waiting and why is not None:
        form = _WAITING_ONE if waiting == 1 else _WAITING
        said.append(form.format(count=waiting, why=sentence(why)))
    if left_out:
        said.append(_LEFT_OUT.format(numbers=", ".join(left_out)))
    return " ".join(said)

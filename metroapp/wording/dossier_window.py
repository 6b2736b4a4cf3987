"""The words of the dossier de fabrication in the window."""

from __future__ import annotations

from metroapp.domain.work_order_file import DossierSection, Made, PaperAttached, WorkOrderFile
from metroapp.wording import dossier
from metroapp.wording.labels import label
from metroapp.wording.translate import gettext as _

OPEN = _("Dossier de l'OF…")
OPEN_TIP = _("Les documents de l'OF de ce relevé : ce qui y est, ce qui manque, et le tout relié en un PDF")
NO_ORDER_TIP = _("Ce relevé n'a pas de numéro d'OF : un dossier de fabrication se tient par OF")
TABLE = _("Contenu du dossier, rubrique par rubrique")
SECTION = _("Rubrique")
PAPER = _("Document")
KIND = _("Genre")
ATTACHED = _("Origine")
READING = _("Lecture du dossier…")
MISSING = _("✗ Manque : rien de classé ici")
EMPTY = _("–")
PRESENT = _("✓ {title}")
NUMBERED = _("{place}. {title}")
KIND_AND_SIZE = _("{kind}, {size}")
ADD_TO = _("Classer dans")
ADD = _("Ajouter…")
ADD_TIP = _("Choisir un fichier, dont une copie est gardée ; ou le déposer ici avec la souris")
CHOOSE = _("Choisir le document à classer")
FILTER = _(
    "Documents (*.pdf *.png *.jpg *.jpeg);;Programmes (*.nc *.iso *.h *.i *.mpf *.spf *.cnc *.tap *.txt);;"
    "Tous les fichiers (*)"
)
VIEW = _("Ouvrir")
VIEW_TIP = _("Voir le document avec le programme de ce poste, après contrôle de son empreinte")
COPY = _("Enregistrer une copie…")
COPY_TIP = _("Écrire une copie du document où vous voulez, sous son nom d'origine")
WITHDRAW = _("Retirer…")
WITHDRAW_TIP = _("Retirer le document du dossier ; il reste dans l'archive, avec le motif")
WITHDRAW_TITLE = _("Retirer {file} du dossier")
WITHDRAW_SAID = _("Il ne sera plus dans la table des matières. L'archive le garde, avec votre nom et ce motif.")
REASON = _("Motif")
BIND = _("Relier en PDF")
BIND_TIP = _("Écrire tout le dossier en un seul PDF : page de garde, table des matières, ce qui manque, documents")
BINDING = _("Reliure du dossier : document {done} sur {total}…")
WRITTEN = _("Dossier relié : {path}")
WRITTEN_BESIDE = _("Dossier relié : {path}. {count} document(s) joint(s) à part, à côté.")
SHOW_FOLDER = _("Voir où il est écrit")
COPIED = _("Copie écrite : {path}")
NOT_OPENED = _("Aucun programme de ce poste n'ouvre {path}.")


def section(given: DossierSection) -> str:
    """`3. Gamme`."""
    return NUMBERED.format(place=list(DossierSection).index(given) + 1, title=label(given))


def made(given: Made) -> tuple[str, str, str]:
    """Name, kind and origin of a paper that the program makes."""
    return PRESENT.format(title=dossier.made_title(given)), EMPTY, dossier.MADE


def paper(given: PaperAttached) -> tuple[str, str, str]:
    """Name, kind and origin of a paper that was attached."""
    kind = KIND_AND_SIZE.format(kind=label(given.kind), size=dossier.size(given.size))
    return PRESENT.format(title=given.file), kind, dossier.attached_by(given)


def nothing(file: WorkOrderFile, given: DossierSection) -> tuple[str, str, str]:
    """What is said of a section that has nothing."""
    return MISSING if given in file.missing else EMPTY, "", ""


def added(files: list[str], number: str, into: DossierSection) -> str:
    """What was attached."""
    named = ", ".join(files)
    return dossier.ATTACHED.format(file=named, order=dossier.order(number), section=label(into))

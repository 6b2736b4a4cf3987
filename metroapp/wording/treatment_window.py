"""The words of the fiches and of the dérogations in the window: their lists, and what can be done."""

from __future__ import annotations

from metroapp.domain.concession_files import FileState
from metroapp.domain.nonconformity_acts import SheetState
from metroapp.wording.labels import label
from metroapp.wording.translate import gettext as _

VALUES = _("Valeurs")
SHEETS = _("Fiches")
FILES = _("Dérogations")
VALUES_TIP = _("Les valeurs non conformes ou à confirmer de tous les relevés")
SHEETS_TIP = _("Les fiches de non-conformité")
FILES_TIP = _("Les dérogations, avant et après réalisation")
RAISE = _("Ouvrir une fiche")
RAISE_TIP = _("Ouvrir une fiche de non-conformité : exigence, valeur, moyen et pièce y sont repris")
RAISED = _("Fiche {number} ouverte : pièce {piece}. Elle est dans la page Non-conformités.")
RAISED_PIECE = _("Ouvrir une fiche · pièce {piece}")
SHEETS_TABLE = _("Fiches de non-conformité, la dernière en tête")
FILES_TABLE = _("Dérogations, la dernière en tête")
SHEETS_SEARCH = _("Fiche, relevé, référence, pièce")
FILES_SEARCH = _("Dérogation, référence, relevé, motif")
NO_SHEET = _("Aucune fiche : elle s'ouvre d'une valeur non conforme, ici ou pendant la mesure.")
NO_FILE = _("Aucune dérogation : « Demander une dérogation » en prépare une.")
NONE_FOUND = _("Rien ne correspond à cette recherche.")
ONGOING = _("En cours")
ALL = _("Toutes")
ONGOING_TIP = _("Celles qui ne sont pas closes")
ALL_TIP = _("Toutes, closes comprises")
REQUEST = _("Demander une dérogation…")
REQUEST_TIP = _("Préparer la demande d'une dérogation, avant ou après réalisation")
COUNT_ONE = _("1 ligne")
COUNT = _("{count} lignes")
CHOOSE = _("Choisissez une ligne dans la liste.")
FACTS = _("Faits")
ACTS = _("Historique")
NO_ACT = _("Rien n'y est encore fait.")
WHEN = _("Quand")
WHAT = _("Quoi")
WHO = _("Qui")

NUMBER = _("Numéro")
RECORD = _("Relevé")
PART = _("Référence")
PIECES = _("Pièces")
STATE = _("État")
DATE = _("Date")
KIND = _("Genre")
BEFORE = _("avant réal.")
AFTER = _("après réal.")

# what can be done
ATTACH = _("Joindre…")
ATTACH_TIP = _("Une photo ou un document (PDF, PNG, JPEG) : une copie est gardée avec la fiche")
ATTACH_FILE_TIP = _("La décision signée, une photo (PDF, PNG, JPEG) : une copie est gardée avec la dérogation")
ATTACH_CHOOSE = _("Choisir la photo ou le document")
ATTACH_FILTER = _("Photos et documents (*.pdf *.png *.jpg *.jpeg)")
OPEN_ATTACHED = _("Voir les documents…")
OPEN_ATTACHED_TIP = _("Ouvrir une photo ou un document joint, après contrôle de son empreinte")
DESCRIBE = _("Décrire…")
DESCRIBE_TIP = _("Gravité, faits et cause")
CONTAIN = _("Isoler…")
CONTAIN_TIP = _("Dire où les pièces sont mises à part")
DECIDE = _("Traitement…")
DECIDE_TIP = _("Décider de ce que deviennent les pièces, signé")
REINSPECT = _("Recontrôler…")
REINSPECT_TIP = _("Lier la mesure faite après la retouche ou la réparation")
COST = _("Coût…")
COST_TIP = _("Ce que la non-conformité a coûté : minutes de travail, euros")
PLAN = _("Action…")
PLAN_TIP = _("Action corrective : quoi, qui, pour quand")
CHECK = _("Efficacité…")
CHECK_TIP = _("Dire si une action corrective a été efficace")
RELEASE = _("Libérer…")
RELEASE_TIP = _("Dire que la cause n'atteint pas les autres pièces : elles partent en lot partiel, signé")
CONCEDE = _("Dérogation…")
CONCEDE_TIP = _("Demander une dérogation après réalisation pour les pièces de cette fiche")
CLOSE = _("Clore…")
CLOSE_SHEET_TIP = _("Tout ce qui est décidé est fait : clore la fiche, signé")
CANCEL = _("Annuler…")
CANCEL_TIP = _("La fiche a été ouverte par erreur : elle reste, avec le motif, signé")
PRINT = _("Imprimer")
PRINT_TIP = _("Écrire ce document en PDF")
GIVE_OPINION = _("Avis…")
GIVE_OPINION_TIP = _("Donner l'avis de la qualité, signé")
RECORD_DECISION = _("Décision…")
RECORD_DECISION_TIP = _("Enregistrer la décision du bureau d'études ou du client : nom, référence, date")
ACTIVATE = _("Activer…")
ACTIVATE_TIP = _("Laisser la dérogation accepter des pièces, signé : il y faut l'avis favorable et la décision")
ALLOT = _("Partager…")
ALLOT_TIP = _("Donner à un autre poste une part des pièces, signé")
WITHDRAW = _("Retirer…")
WITHDRAW_TIP = _("Elle n'accepte plus rien, et ce qu'elle couvrait est à décider de nouveau, signé")
CLOSE_FILE_TIP = _("Elle n'accepte plus rien ; ce qu'elle a accepté le reste, signé")

_SHEET_SIGNS = {
    SheetState.OPEN: "✗",
    SheetState.CONTAINED: "!",
    SheetState.DECIDED: "!",
    SheetState.TREATED: "✓",
    SheetState.CLOSED: "✓",
    SheetState.CANCELLED: "–",
}
_FILE_SIGNS = {
    FileState.REQUESTED: "?",
    FileState.REFUSED: "✗",
    FileState.GRANTED: "!",
    FileState.ACTIVE: "✓",
    FileState.EXHAUSTED: "–",
    FileState.EXPIRED: "–",
    FileState.WITHDRAWN: "✗",
    FileState.CLOSED: "–",
}


def sheet_state(state: SheetState) -> str:
    """`! pièces isolées`: a sign, and the word."""
    return f"{_SHEET_SIGNS[state]} {label(state)}"


def file_state(state: FileState) -> str:
    return f"{_FILE_SIGNS[state]} {label(state)}"


def counted(count: int) -> str:
    return COUNT_ONE if count == 1 else COUNT.format(count=count)

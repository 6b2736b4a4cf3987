"""The page « Examens » in words: what is prepared, and what is supervised in `metroapp.wording.exam_supervision`."""

from __future__ import annotations

from metroapp.domain.exam_session import Candidate, ExamSession
from metroapp.domain.examination import Aid
from metroapp.domain.session_acts import ExamPhase
from metroapp.wording.numbers import day
from metroapp.wording.translate import gettext as _

PAGE = _("Examens")
PAGE_NAME = _("Sessions d'examen : préparer, surveiller, jury")
TITLE = _("Sessions d'examen")
PREPARE = _("Préparer")
PREPARE_TIP = _("Préparer une session : épreuves, candidats, jury, aides")
SUPERVISE = _("Surveiller")
SUPERVISE_TIP = _("Surveiller les épreuves en cours")

# -- the list ---------------------------------------------------------------------------------------------------------

TABLE = _("Sessions d'examen")
NUMBER = _("N°")
NAME = _("Intitulé")
DAY = _("Date")
STATE = _("État")
NONE = _("Aucune session : « Nouvelle session » en prépare une.")
COUNTED = _("{count} session(s)")
NEW = _("Nouvelle session")
CHANGE = _("Modifier")
CHANGE_TIP = _("Changer l'intitulé ou la date")
HEAD = _("{number} · {title}")
UNDER = _("Le {day} · {state}")

# -- the session ------------------------------------------------------------------------------------------------------

NEW_TITLE = _("Nouvelle session d'examen")
CHANGE_TITLE = _("Session {number}")
CREATE = _("Créer")
SAVE = _("Enregistrer")
TEMPLATE = _("Modèle")
CRITERIA, CRITERIA_SAID = _("Critères du jury"), _("{title} ({key})")
TEMPLATE_HINT = _("Le modèle donne les épreuves et leurs temps ; la pièce de chacune se choisit ensuite.")

PHASES = _("Épreuves")
PHASES_TIP = _("Les épreuves : pièce, nombre, temps")
PHASES_NONE = _("Aucune épreuve : « Ajouter » en crée une.")
PHASE_COLUMNS = (_("Épreuve"), _("Pièce"), _("Nombre"), _("Temps"))
MINUTES = _("{minutes} min")
PART = _("{reference} · ind. {revision}")
PART_TO_CHOOSE = _("à choisir")
ADD = _("Ajouter")
EDIT = _("Modifier")
REMOVE = _("Retirer")
PHASE_NEW = _("Nouvelle épreuve")
PHASE_TITLE = _("Épreuve {title}")
PHASE_NAME = _("Nom de l'épreuve")
PHASE_PART = _("Pièce (révisions validées)")
PHASE_PART_HINT = _("Choisissez la pièce")
PHASE_PIECES = _("Pièces à mesurer")
PHASE_MINUTES = _("Temps alloué (min)")
PHASE_MACHINE = _("Machine")
PHASE_OPERATION = _("Opération")
NO_PART = _("Aucune pièce validée : validez-en une à la page Pièces, puis revenez.")

CANDIDATES = _("Candidats")
CANDIDATES_TIP = _("Les candidats : numéro, poste, aménagement, code")
CANDIDATES_NONE = _("Aucun candidat : « Ajouter » en inscrit un.")
CANDIDATE_COLUMNS = (_("N°"), _("Nom"), _("Poste"), _("Temps"), _("OF"))
EXTRA = _("+{extra} %")
EDIT_CANDIDATE = _("Modifier le candidat")
NEW_CODE = _("Nouveau code")
NEW_CODE_TITLE = _("Nouveau code pour le candidat {number}")
NEW_CODE_SAID = _("L'ancien ne vaudra plus. Le nouveau se montre une fois.")
NEW_CODE_TIP = _("Donner un autre code à ce candidat : l'ancien ne vaut plus")
SLIPS = _("Convocations")
SLIPS_TIP = _("Donner un nouveau code à chacun et imprimer les convocations")
WITHDRAWN = _("retiré : {reason}")
CANDIDATE_NEW = _("Nouveau candidat")
CANDIDATE_TITLE = _("Candidat {candidate}")
CANDIDATE_NUMBER = _("Numéro")
CANDIDATE_NAME = _("Nom (facultatif)")
CANDIDATE_NAME_HINT = _("le numéro suffit")
CANDIDATE_NAME_KEPT = _("Nom")
CANDIDATE_POST = _("Poste")
CANDIDATE_EXTRA = _("Aménagement (% de temps en plus)")
CANDIDATE_ORDER = _("Ordre de fabrication")
CANDIDATE_ANONYMOUS = _("Candidat {candidate} ({number})")
WITHDRAW_TITLE = _("Retirer le candidat {candidate}")
WITHDRAW_SAID = _("Ce qu'il a fait reste dans l'archive.")
WITHDRAW = _("Retirer le candidat")
READMIT_TITLE = _("Réadmettre le candidat {candidate}")
READMIT_SAID = _(
    "Il retrouve son numéro, son code et le temps qui lui restait. Une épreuve commencée attend que le surveillant la "
    "fasse reprendre."
)
READMIT = _("Réadmettre le candidat")
REASON = _("Pourquoi")
SLIPS_TITLE = _("Un nouveau code pour chaque candidat")
SLIPS_SAID = _(
    "Chaque candidat reçoit un nouveau code. Les codes déjà donnés ne valent plus : reprenez les anciens papiers."
)
SLIPS_CONFIRM = _("Donner les codes")

CODES_TITLE = _("Codes des candidats")
CODES_SAID = _("Ces codes ne seront plus montrés : imprimez les convocations, ou notez-les maintenant.")
CODES_COLUMNS = (_("Candidat"), _("Code à taper au poste"))
PRINT_SLIPS = _("Imprimer les convocations")
SLIPS_NAME = _("convocations {number}")

PEOPLE = _("Jury, surveillants")
PEOPLE_TIP = _("Qui siège au jury, qui surveille")
JURY = _("Jury : deux membres au moins")
SUPERVISORS = _("Surveillants : un au moins")
NO_JURY = _("Personne n'a le rôle « jury » : l'administrateur le donne à la page Réglages.")
NO_SUPERVISOR = _("Personne n'a le rôle « surveillant » : l'administrateur le donne à la page Réglages.")

AIDS = _("Aides")
AIDS_TIP = _("Ce que le programme dit au candidat")
AIDS_SAID = _("Sans aide, le candidat choisit et décide seul. Avec ou sans, tout est enregistré de la même façon.")
AID_NAMES = {  # short: eight on the smallest screen
    Aid.LIMITS: _("Limites calculées"),
    Aid.GAUGE: _("Barre de mesure"),
    Aid.HOW_TO: _("Image du geste"),
    Aid.EXPECTED_MEANS: _("Instrument attendu"),
    Aid.PLAUSIBILITY: _("Lecture douteuse retenue"),
    Aid.MEANS_REFUSAL: _("Refus d'un moyen"),
    Aid.VERDICT: _("Verdict"),
    Aid.SOUND: _("Son du verdict"),
}
AID_SAID = {
    Aid.LIMITS: _("Il voit les cotes mini et maxi calculées par le programme."),
    Aid.GAUGE: _("Il voit la barre qui suit l'instrument entre les limites."),
    Aid.HOW_TO: _("Il voit l'image du geste de mesure."),
    Aid.EXPECTED_MEANS: _("Il voit quels instruments conviennent à la cote."),
    Aid.PLAUSIBILITY: _("Une lecture douteuse attend qu'il la confirme."),
    Aid.MEANS_REFUSAL: _("Un instrument inapte ou périmé lui est refusé."),
    Aid.VERDICT: _("Il voit « conforme » ou « non conforme » ; sans elle, il le déclare."),
    Aid.SOUND: _("Il entend le son du verdict."),
}
TAB_COUNT = _("{name} ({count})")

OPEN = _("Ouvrir la session")
OPEN_TITLE = _("Ouvrir la session {number}")
OPEN_SAID = _(
    "{candidates} candidat(s), {phases} épreuve(s), aides : {aids}. Ensuite, plus rien ne change sans une signature."
)
NO_AID = _("aucune")
OPENED = _("Session {number} ouverte : les candidats entrent avec leur code.")
PREPARED = _("Session {number} prête à remplir.")


def under(session: ExamSession, state: str) -> str:
    return UNDER.format(day=day(session.prepared.on), state=state)


def part_of(phase: ExamPhase) -> str:
    """Which part a phase is about, while it may still be open."""
    if not phase.reference:
        return PART_TO_CHOOSE
    return PART.format(reference=phase.reference, revision=phase.revision)


def phase_name(phase: ExamPhase) -> str:
    """With where it is made."""
    return "\n".join(filter(None, (phase.title, " · ".join(filter(None, (phase.machine, phase.operation))))))


def candidate_name(candidate: Candidate) -> str:
    if candidate.withdrawn is not None:
        return WITHDRAWN.format(reason=candidate.withdrawn.reason)
    return candidate.entered.operator


def candidate_said(candidate: Candidate) -> str:
    """`07 · Ana`; the number alone where there is no other name."""
    name = candidate.entered.operator
    return HEAD.format(number=candidate.number, title=name) if name else candidate.number


def counted(name: str, count: int) -> str:
    return TAB_COUNT.format(name=name, count=count)

"""French names of what belongs to examination sessions."""

from __future__ import annotations

from enum import Enum

from metroapp.domain.exam_session import PhaseState, SessionState
from metroapp.domain.examination import Aid
from metroapp.domain.people import Action
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.session_acts import Interruption, SuspensionCause
from metroapp.wording.translate import gettext as _

_BECAUSE = _(" : {reason}")

OF_EXAMS: dict[Enum, str] = {
    PersonRole.CANDIDATE: _("candidat à l'examen"),
    Action.PREPARE_SESSION: _("préparer, ouvrir et clore une session d'examen"),
    Action.SUPERVISE: _("surveiller une épreuve"),
    Action.MEASURE_REFERENCE: _("mesurer les pièces d'un candidat en référence"),
    Action.READ_EVIDENCE: _("lire les preuves d'un candidat"),
    Aid.LIMITS: _("limites calculées"),
    Aid.GAUGE: _("barre de mesure en direct"),
    Aid.HOW_TO: _("image du geste"),
    Aid.EXPECTED_MEANS: _("instrument attendu"),
    Aid.PLAUSIBILITY: _("mise en attente d'une lecture douteuse"),
    Aid.MEANS_REFUSAL: _("refus d'un moyen inapte ou périmé"),
    Aid.VERDICT: _("verdict"),
    Aid.SOUND: _("son du verdict"),
    SuspensionCause.SAFETY: _("sécurité"),
    SuspensionCause.BREAKDOWN: _("panne"),
    SuspensionCause.REFERENT: _("intervention du référent technique"),
    SuspensionCause.OTHER: _("autre motif"),
    Interruption.RESTARTED: _("poste redémarré"),
    Interruption.CLOCK_BACK: _("horloge reculée"),
    SessionState.PREPARING: _("en préparation"),
    SessionState.OPEN: _("ouverte"),
    SessionState.CLOSED: _("close"),
    PhaseState.WAITING: _("à commencer"),
    PhaseState.RUNNING: _("en cours"),
    PhaseState.SUSPENDED: _("suspendue"),
    PhaseState.ENDED: _("signée par le candidat"),
    PhaseState.SIGNED: _("signée par le candidat et le surveillant"),
    PhaseState.LEFT: _("interrompue, candidat retiré"),
}


def because(reason: str) -> str:
    """A reason as it ends a line; nothing where none was given, as the cause of a suspension may say enough."""
    return _BECAUSE.format(reason=reason) if reason else ""

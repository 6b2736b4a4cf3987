"""What was done in an examination session, act by act: one line each, for the supervisor and for the jury."""

from __future__ import annotations

from datetime import timedelta

from metroapp.domain import session_acts
from metroapp.domain.session_acts import SessionAct
from metroapp.wording.exam_labels import because
from metroapp.wording.labels import label
from metroapp.wording.numbers import duration
from metroapp.wording.translate import gettext as _

_ENTERED = _("candidat inscrit")
_WITHDRAWN, _WITHDRAWN_BY = _("candidat retiré : {reason}"), _("candidat retiré par {name} : {reason}")
_READMITTED = _("candidat réadmis par {name} : {reason}")
_OPENED = _("session ouverte par {name}")
_STARTED = _("épreuve commencée")
_SUSPENDED = _("épreuve suspendue par {name} ({cause}){because}")
_RESUMED = _("épreuve reprise par {name}")
_GRANTED = _("{time} accordées par {name} : {reason}")
_INTERRUPTED = _("{what} ({time})")
_MODIFIED = _("modification {mark} demandée par le jury, après la pièce {after}, entrée par {name} : {reason}")
_ENDED = _("épreuve terminée et signée par le candidat : {elapsed} sur {allotted}{left}")
_EMPTY, _UNDECLARED = _("cases vides : {count}"), _("valeurs sans C ni NC : {count}")
_UNSORTED = _("pièces sans tri : {count}")
_COUNTERSIGNED, _REMARKED = _("signée par le surveillant {name}"), _("signée par le surveillant {name} : {remark}")
_REFERENCE = _("mesure de référence retenue par {name}")
_CLOSED = _("session close par {name}. {remark}")


def act_line(act: SessionAct) -> str:
    """Empty for an act that concerns no candidate."""
    match act:
        case session_acts.CandidateEntered():
            return _ENTERED
        case session_acts.CandidateWithdrawn(reason=reason, granted_by=name):
            return (_WITHDRAWN_BY if name else _WITHDRAWN).format(name=name, reason=reason)
        case session_acts.CandidateReadmitted(reason=reason, granted_by=name):
            return _READMITTED.format(name=name, reason=reason)
        case session_acts.SessionOpened(granted_by=name):
            return _OPENED.format(name=name)
        case session_acts.PhaseStarted():
            return _STARTED
        case session_acts.PhaseSuspended():
            return _SUSPENDED.format(name=act.granted_by, cause=label(act.cause), because=because(act.reason))
        case session_acts.PhaseResumed(granted_by=name):
            return _RESUMED.format(name=name)
        case session_acts.TimeGranted():
            return _GRANTED.format(time=_time(act.seconds), name=act.granted_by, reason=act.reason)
        case session_acts.PhaseInterrupted():
            return _INTERRUPTED.format(what=label(act.interruption), time=_time(act.seconds))
        case session_acts.ModificationEntered():
            return _MODIFIED.format(mark=act.mark, after=act.after, name=act.granted_by, reason=act.reason)
        case session_acts.PhaseEnded():
            return _ENDED.format(elapsed=_time(act.elapsed), allotted=_time(act.allotted), left=_left(act))
        case session_acts.PhaseCountersigned(remark=remark, granted_by=name):
            return (_REMARKED if remark else _COUNTERSIGNED).format(name=name, remark=remark)
        case session_acts.ReferenceChosen(by=name):
            return _REFERENCE.format(name=name)
        case session_acts.SessionClosed(remark=remark, granted_by=name):
            return _CLOSED.format(name=name, remark=remark).strip()
        case session_acts.SessionPrepared() | session_acts.PeopleNamed():
            return ""


def _left(act: session_acts.PhaseEnded) -> str:
    counts = ((_EMPTY, act.empty), (_UNDECLARED, act.undeclared), (_UNSORTED, act.unsorted))
    return "".join(f", {text.format(count=count)}" for text, count in counts if count)


def _time(seconds: int) -> str:
    return duration(timedelta(seconds=seconds))

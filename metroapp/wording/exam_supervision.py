"""The tab « Surveiller » in words: what each candidate is at, and what the supervisor does about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from metroapp.domain.exam_session import Candidate, CandidatePhase, PhaseState
from metroapp.domain.session_acts import (
    Interruption,
    PhaseInterrupted,
)
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, duration
from metroapp.wording.translate import gettext as _

SESSION = _("Session")
SESSION_SAID = _("{number} · {title} · {day} · {state}")
NONE = _("Aucune session ouverte : ouvrez-en une sous « Préparer ».")
TILES = _("Candidats et épreuves")
CLOSE = _("Clore la session")
CLOSE_TIP = _("Clore : plus rien de la session ne changera")
CLOSE_TITLE = _("Clore la session {number}")
CLOSE_SAID = _("Après la clôture, plus rien de la session ne change.")
CLOSE_NOTHING_LEFT = _("Rien ne reste à faire.")
CLOSE_LEFT = _("Il reste, et ce sera écrit avec la clôture :")
CLOSED = _("Session {number} close.")
LINE = _("• {text}")

# -- a tile -----------------------------------------------------------------------------------------------------------

TILE = _("{candidate} · {phase}")
LEFT = _("{minutes:02d}:{seconds:02d}")
OVER = _("+ {minutes:02d}:{seconds:02d}")
OVERRUN = _("dépassé")
REMAINING = _("restant")
STATE_SHORT = {
    PhaseState.WAITING: _("à commencer"),
    PhaseState.RUNNING: _("en cours"),
    PhaseState.SUSPENDED: _("suspendue"),
    PhaseState.ENDED: _("à contresigner"),
    PhaseState.SIGNED: _("signée"),
}
SUSPENDED = _("Suspendue · {cause}")
TAKEN_TIME = _("en {time}")
ALIVE_NOW = _("vu à l'instant")
ALIVE = _("vu il y a {time}")
POST = _("poste {post}")
EXTRA = _("+{extra} %")
WITHDRAWN = _("retiré")

# -- the one chosen ---------------------------------------------------------------------------------------------------

CHOOSE = _("Choisissez un candidat et son épreuve.")
CHOSEN = _("{candidate} · {phase}")
TIME_SAID = _("Temps alloué {allotted}, passé {elapsed}.")
HISTORY = _("Ce qui s'est passé")
HISTORY_COLUMNS = (_("Heure"), _("Fait"))
NO_HISTORY = _("L'épreuve n'est pas commencée.")
LOST = _("{what} à {time} : {lost} perdues.")
GIVE_BACK = _("Rendre {time}")
LOST_REASON = _("{what} à {time}")
SUSPEND = _("Suspendre")
RESUME = _("Reprendre")
GRANT = _("Donner du temps")
MODIFY = _("Modification du jury")
COUNTERSIGN = _("Contresigner")
REFERENCE = _("Mesurer en référence")
REFERENCE_KEPT = _("{place} : le relevé {record} est la mesure de référence.")
REFERENCE_TIP = _("Ouvrir le relevé de référence des mêmes pièces, pour le formateur")
DONE = {
    "suspend": _("Épreuve suspendue."),
    "resume": _("L'épreuve reprend."),
    "grant": _("Temps donné."),
    "modify": _("Modification entrée : chaque pièce est jugée par sa cote."),
    "countersign": _("Épreuve contresignée."),
}


def countdown(left: timedelta) -> str:
    """`12:05`, and `+ 02:10` once it is overrun; minutes go on beyond an hour."""
    seconds = int(left.total_seconds() // 1)
    minutes, rest = divmod(abs(seconds), 60)
    return (OVER if seconds < 0 else LEFT).format(minutes=minutes, seconds=rest)


def session_said(number: str, title: str, on: datetime | object, state: Enum) -> str:
    return SESSION_SAID.format(number=number, title=title, day=day(on), state=label(state))  # type: ignore[arg-type]


def what(interruption: Interruption) -> str:
    return label(interruption).capitalize()


def state_line(one: CandidatePhase, left: timedelta) -> str:
    """What is said under the figure of a tile."""
    match one.state:
        case PhaseState.RUNNING:
            return OVERRUN if left < timedelta() else REMAINING
        case PhaseState.SUSPENDED:
            return SUSPENDED.format(cause=label(one.suspensions[-1][0].cause))
        case PhaseState.ENDED | PhaseState.SIGNED if one.ended is not None:
            over = timedelta(seconds=one.ended.elapsed - one.ended.allotted)
            return STATE_SHORT[one.state] if over <= timedelta() else f"{STATE_SHORT[one.state]}, {countdown(-over)}"
    return STATE_SHORT[one.state]


def alive(ago: timedelta) -> str:
    """When anything was last written of a phase."""
    return ALIVE_NOW if ago < timedelta(seconds=10) else ALIVE.format(time=duration(ago))


def about(candidate: Candidate) -> str:
    """Who they are and where they work; the number is in the head."""
    entered = candidate.entered
    extra = EXTRA.format(extra=entered.extra) if entered.extra else ""
    post = POST.format(post=entered.post) if entered.post else ""
    return " · ".join(filter(None, (entered.operator, post, extra)))


def clock(at: datetime) -> str:
    return f"{at.astimezone():%H:%M:%S}"


def lost(act: PhaseInterrupted) -> str:
    return LOST.format(what=what(act.interruption), time=clock(act.at), lost=seconds(act.seconds))


def lost_reason(act: PhaseInterrupted) -> str:
    return LOST_REASON.format(what=what(act.interruption), time=clock(act.at))


def seconds(count: int) -> str:
    return duration(timedelta(seconds=count))

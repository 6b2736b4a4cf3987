"""The words of the time of a phase at the candidate's post: the countdown, the stop, the end, the supervisor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from metroapp.domain.measurement import BoxKey
from metroapp.wording.labels import label
from metroapp.wording.translate import gettext as _

PHASE = _("Candidat {candidate} · {phase}")
REMAINING = _("restant")
OVERRUN = _("dépassé, noté")
OVERRUN_BY = _("{over} dépassé, noté")
ENDED = _("terminée")
FIGURE_NAME = _("Temps de l'épreuve : {figure} {caption}")
SUSPENDED = _("Suspendue · {cause}")
SUSPENDED_SAID = _("Le temps est arrêté. Rien n'est pris, rien n'est perdu. Attendez le surveillant.")
NOT_TAKEN = _("Non pris : {value}")
RESUME = _("Reprendre (surveillant)")

# -- the end ----------------------------------------------------------------------------------------------------------

END = _("Terminer et signer")
END_TIP = _("Terminer l'épreuve : voir ce qui reste, puis signer de votre code")
MINE = _("Mes épreuves")
END_TITLE = _("Terminer l'épreuve {phase}")
END_FINAL = _("Après votre signature, plus rien ne change.")
END_CODE = _("Votre code")
END_READING = _("Recherche de ce qui reste…")
NOTHING_LEFT = _("Tout est rempli, déclaré et trié.")
LEFT_TITLE = _("Il reste :")
EMPTY = _("Cases vides, {count} :")
UNDECLARED = _("Valeurs sans C ni NC, {count} :")
UNSORTED = _("Pièces sans tri, {count} :")
WITHOUT_MEANS = _("Repères sans instrument déclaré, {count} :")
WAITING = _("Lectures en attente, {count} : elles ne seront pas prises.")
UNSAVED = _("Un texte écrit dans les documents de suivi n'est pas enregistré.")
ONE_PIECE = _("repère {balloon} : pièce {pieces}")
PIECES = _("repère {balloon} : pièces {pieces}")
SPAN = _("{first} à {last}")
MORE = _("et {count} autres repères")
ONE_MORE = _("et un autre repère")
OVER_TITLE = _("Épreuve terminée")
OVER_NEXT = _("Votre relevé ne change plus. Appelez le surveillant pour la signature.")
OVER_SIGNED = _("Signée par le surveillant. Votre relevé ne change plus.")
OVER_FILLED = _("/ {planned} cases remplies")
OVER_SAID = _("Épreuve terminée à {time}. Appelez le surveillant.")
SIGN = _("Signer (surveillant)")
SIGNED_SAID = _("Épreuve terminée à {time}, signée par le surveillant.")

# -- the supervisor at the post ---------------------------------------------------------------------------------------

SUPERVISOR = _("Surveillant")
SUPERVISOR_TIP = _("Pour le surveillant : il signe de son nom et de son code, le candidat reste entré")

_MOST_BALLOONS = 10  # of one list: the dialog stays whole on the smallest screen


def at(time: datetime) -> str:
    """`10:42`, as the clock on the wall says it."""
    return f"{time.astimezone():%H:%M}"


def places(boxes: Sequence[BoxKey]) -> str:
    """`repère 1 : pièces 2 à 4 ; repère 2 : pièce 1`: the boxes in few words, by balloon."""
    by_balloon: dict[str, list[int]] = {}
    for box in boxes:
        by_balloon.setdefault(f"{box.balloon} {label(box.code)}".strip(), []).append(box.piece)
    said = [
        (ONE_PIECE if len(found) == 1 else PIECES).format(balloon=balloon, pieces=spans(found))
        for balloon, found in list(by_balloon.items())[:_MOST_BALLOONS]
    ]
    more = len(by_balloon) - len(said)
    if more:
        said.append(ONE_MORE if more == 1 else MORE.format(count=more))
    return " ; ".join(said)


def spans(pieces: Iterable[int]) -> str:
    """`1, 3 à 5`."""
    found: list[list[int]] = []
    for piece in sorted(set(pieces)):
        if found and piece == found[-1][1] + 1:
            found[-1][1] = piece
        else:
            found.append([piece, piece])
    return ", ".join(
        str(first) if first == last else SPAN.format(first=first, last=last) if last > first + 1 else f"{first}, {last}"
        for first, last in found
    )


def left_said(
    empty: Sequence[BoxKey], undeclared: Sequence[BoxKey], unsorted: Sequence[int], without_means: Sequence[str] = ()
) -> list[str]:
    """What a candidate leaves if they end now, a line for each kind."""
    said = [
        f"{title.format(count=len(boxes))} {places(boxes)}."
        for title, boxes in ((EMPTY, empty), (UNDECLARED, undeclared))
        if boxes
    ]
    if unsorted:
        said.append(f"{UNSORTED.format(count=len(unsorted))} {spans(unsorted)}.")
    if without_means:
        said.append(f"{WITHOUT_MEANS.format(count=len(without_means))} {', '.join(without_means)}.")
    return said

"""The words of the papers of an examination: what its relevé says that another one does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from metroapp.domain.examination import Aid
from metroapp.wording.labels import label
from metroapp.wording.means_uses import pieces as numbers_of
from metroapp.wording.numbers import duration
from metroapp.wording.translate import gettext as _

TITLE = _("Relevé de contrôle – examen")
SESSION = _("Session d'examen")
SESSION_TITLED = _("{number} – {title}")
CANDIDATE = _("Candidat")
CANDIDATE_NAMED = _("{number} – {name}")
PHASE = _("Épreuve")
POST = _("Poste")
AIDS = _("Aides du programme")
NO_AID = _("aucune")
ALLOTTED = _("Temps alloué / passé")
ALLOTTED_AND_TAKEN = _("{allotted} / {taken}")
OVERRUN = _("{said}, dépassé de {over}")
STILL_RUNNING = _("{said} (en cours)")
EXTRA = _("Aménagement de temps")
EXTRA_SAID = _("+ {percent} %")
SUSPENDED = _("Suspensions")
SUSPENDED_SAID = _("{count} – {total} non comptées")
NEVER = _("aucune")
SPECIFICATION = _("Spécification")
REVISION_OF = _("{pieces} : indice {revision}")
REVISION_MODIFIED = _("{pieces} : indice {revision}, modification {mark}")
ONE_PIECE = _("Pièce {pieces}")
PIECES = _("Pièces {pieces}")
SPECIFICATIONS = _("{before} · {after}")

LEGEND_DECLARED = _("C, NC et tri : déclarés par le candidat. Le programme n'imprime ni verdict ni limites calculées.")
LEGEND_DECLARED_LIMITS = _("C, NC et tri : déclarés par le candidat. Le programme n'imprime pas son verdict.")
LEGEND_MARKS = _(
    "– non prévu · imp. impossible · s saisie · c par comparaison · k calculée · ² mesurée plusieurs fois · sans C "
    "ni NC : valeur non déclarée"
)
LEGEND_OF_MODIFICATION = _("{mark} après un repère : cote modifiée ({pieces}). Chaque pièce a sa spécification.")

SUMMARY = _("Tri déclaré par le candidat")
DECLARED_BAD = _("déclarées NC")
MEASURED = _("cotes mesurées")
UNDECLARED = _("mesurées, non déclarées")
UNMEASURED = _("non mesurées ou impossibles")

MODIFICATION = _("Modification demandée par le jury")
SHEET_MODIFICATION = _("Modification")
MARK = _("Modification")
FOR_PIECES = _("Pour")
BEFORE = _("Avant")
AFTER = _("Après")
REASON = _("Motif")
ENTERED_BY = _("Saisie par")
ADDED = _("cote ajoutée")
REMOVED = _("cote supprimée")

TIMES = _("Suspensions, temps accordé, interruptions")
SHEET_TIMES = _("Temps")
WHAT = _("Fait")
FROM = _("Du")
TO = _("Au")
LASTED = _("Durée")
DECIDED_BY = _("Décidé par")
SUSPENSION = _("suspension – {cause}")
GRANTED = _("temps accordé")
STILL_SUSPENDED = _("en cours")

DECLARED_MEANS = _("Instruments déclarés par le candidat")
SHEET_DECLARED_MEANS = _("Instruments déclarés")
DECLARED = _("Instrument déclaré")
NAMED_MEANS = _("{number} – {name}")
DECLARED_AGAIN = _("{instrument} (remplace {before})")
DECLARATIONS = _("Déclarations du candidat, dans l'ordre")
SHEET_DECLARATIONS = _("Déclarations")
DECLARATION = _("Déclaration")
BY_CANDIDATE = _("déclaré par le candidat : {said}")
MODIFIED = _("modification {mark} : {pieces} ; motif : {reason}")
MEANS_DECLARED = _("instrument déclaré : {instrument}")
DECLARED_GOOD = _("conforme (C)")
DECLARED_NC = _("non conforme (NC)")
SORTED_AS = _("tri : {disposition}")
SINCE_REPLACED = _("{said} (valeur remplacée depuis)")
DOUBT = _("lecture douteuse notée : {doubt}")

VISA_CANDIDATE = _("Candidat")
VISA_SUPERVISOR = _("Surveillant")
REMARK = _("Remarque du surveillant : {remark}")
LEFT = _("À la signature : {what}.")


def pieces(numbers: Sequence[int]) -> str:
    """`Pièces 1 à 3`, `Pièce 4`."""
    said = ONE_PIECE if len(numbers) == 1 else PIECES
    return said.format(pieces=numbers_of(numbers))


def aids(given: Sequence[Aid]) -> str:
    """The switches that are on, by name."""
    return ", ".join(label(one) for one in given) or NO_AID


def allotted_and_taken(allotted: timedelta, taken: timedelta, *, ended: bool) -> str:
    """`30 min / 28 min 12 s`, with the overrun, which is noted and forces nothing."""
    said = ALLOTTED_AND_TAKEN.format(allotted=duration(allotted), taken=duration(taken))
    if taken > allotted:
        said = OVERRUN.format(said=said, over=duration(taken - allotted))
    return said if ended else STILL_RUNNING.format(said=said)


_LEFT = (
    (_("1 case vide"), _("{count} cases vides")),
    (_("1 valeur non déclarée"), _("{count} valeurs non déclarées")),
    (_("1 pièce non triée"), _("{count} pièces non triées")),
)


def left(empty: int, undeclared: int, unsorted: int) -> str:
    """What was left at the signature; empty where nothing was."""
    counts = zip((empty, undeclared, unsorted), _LEFT, strict=True)
    said = [one if count == 1 else several.format(count=count) for count, (one, several) in counts if count]
    return LEFT.format(what=", ".join(said)) if said else ""

"""What changed between two revisions of a part, one French line each."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.revision import PLACE, Change, Difference
from metroapp.domain.specification import Characteristic, Sampling
from metroapp.wording.derivations import drawn
from metroapp.wording.labels import label, sampling
from metroapp.wording.numbers import angle, number, quantity
from metroapp.wording.parts import FIELDS, NONE
from metroapp.wording.translate import gettext as _

DIFFERENCES_WITH = _("Différences avec l'indice {revision}")
NO_BASE = _("Aucun autre indice de cette pièce à comparer.")
NO_DIFFERENCE = _("Aucune différence.")
NOT_COMPARED = _("{count} ligne(s) à corriger ne sont pas comparées.")
PART_CHANGED = _("{field} : {before} → {after}")
LINE_ADDED = _("Repère {balloon} ajouté : {callout}")
LINE_REMOVED = _("Repère {balloon} supprimé : {callout}")
LINE_MOVED = _("Repère {balloon} déplacé")
DRAWING_CHANGED = _("Plan repéré : {before} → {after}")
BALLOON_ADDED = _("Plan repéré : repère {balloon} placé")
BALLOON_REMOVED = _("Plan repéré : repère {balloon} retiré")
BALLOON_MOVED = _("Plan repéré : repère {balloon} déplacé")
NO_DRAWING = _("aucun")
DRAWING_FILE = _("{file} ({digest}…)")
LINE_CHANGED = _("Repère {balloon}, {field} : {before} → {after}")
_LINE_FIELDS = {
    "designation": _("désignation"),
    "callout": _("cote"),
    "means": _("moyen"),
    "nature": _("nature"),
    "sampling": _("fréquence"),
    "criticality": _("criticité"),
    "phase": _("phase"),
    "readings": _("nombre de lectures"),
    "length": _("longueur"),
    "size_balloon": _("repère lié"),
    "formula": _("formule"),
    "method": _("méthode"),
    "probing": _("palpage"),
    "rule": _("règle de décision"),
    "uncertainty": _("incertitude-type u"),
    "reaction": _("réaction"),
}
_BALLOONS = {Change.ADDED: BALLOON_ADDED, Change.REMOVED: BALLOON_REMOVED, Change.MOVED: BALLOON_MOVED}
_SHAPES = {Change.ADDED: "+", Change.REMOVED: "−", Change.CHANGED: "●", Change.MOVED: "↑↓"}


def difference(found: Difference) -> str:
    """`Repère 7, cote : Ø20 h6 → Ø20 h7`."""
    if found.field == PLACE:
        return _BALLOONS[found.change].format(balloon=found.balloon)
    if not found.balloon and found.field == "sheet":
        return DRAWING_CHANGED.format(before=_drawing(found.before), after=_drawing(found.after))
    match found.change:
        case Change.ADDED:
            return LINE_ADDED.format(balloon=found.balloon, callout=_shown(found.after))
        case Change.REMOVED:
            return LINE_REMOVED.format(balloon=found.balloon, callout=_shown(found.before))
        case Change.MOVED:
            return LINE_MOVED.format(balloon=found.balloon)
        case Change.CHANGED:
            fields = {"before": _shown(found.before), "after": _shown(found.after)}
            if not found.balloon:
                return PART_CHANGED.format(field=FIELDS.get(found.field, found.field), **fields)
            name = _LINE_FIELDS.get(found.field, found.field)
            return LINE_CHANGED.format(balloon=found.balloon, field=name, **fields)


def difference_shape(found: Difference) -> str:
    """The sign that stands before it."""
    return _SHAPES[found.change]


def _drawing(sheet: object) -> str:
    """The file and the beginning of its digest: two versions often have one name."""
    if not isinstance(sheet, DrawingSheet):
        return NO_DRAWING
    return DRAWING_FILE.format(file=sheet.file, digest=sheet.digest[:6])


def _shown(value: object) -> str:
    match value:
        case None | "":
            return NONE
        case Characteristic():
            return drawn(value.callout)
        case Callout():
            return drawn(value)
        case Sampling():
            return sampling(value)
        case Enum():
            return label(value)
        case Decimal():
            return number(value)
        case Quantity(unit=Unit.ARCSEC):
            return angle(value.value)
        case Quantity():
            return quantity(value)
        case _:
            return str(value)

"""One line for each entry of the time line of a candidate."""

from __future__ import annotations

from dataclasses import fields

from metroapp.domain import column_acts, declarations, operations, production
from metroapp.domain.exam_timeline import TimelineEntry
from metroapp.domain.means_choice import MeansAllowed, MeansChosen
from metroapp.domain.measurement import Measurement
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.plausibility import Doubt
from metroapp.domain.session_acts import SessionAct
from metroapp.domain.sorting import Disposition
from metroapp.wording.exam_acts import act_line
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment_to_the_second, quantity
from metroapp.wording.objections import objections
from metroapp.wording.translate import gettext as _

_PLACE = _("pièce\u00a0{piece} repère\u00a0{balloon}")
_PIECE, _BALLOON = _("pièce\u00a0{piece}"), _("repère\u00a0{balloon}")
_VALUE = _("{value} ({origin}{instrument})")
_TYPED_BECAUSE = _("{value}, motif : {reason}")
_GOOD, _BAD = _("déclarée conforme (C)"), _("déclarée non conforme (NC)")
_FIT = _("{instrument} : {fitness}")
_AGAINST = _("{instrument} : {fitness}, le programme l'aurait refusé ({objections})")
_NO_FITNESS = _("aptitude sans objet")

_SAID: dict[type, str] = {
    column_acts.PlateZero: _("zéro pris sur le marbre, {instrument}"),
    column_acts.ConstantVerified: _("constante de touche vérifiée, {instrument}"),
    column_acts.ReferenceLost: _("référence perdue, {instrument} : {cause}"),
    declarations.MeansDeclared: _("instrument déclaré : {instrument}"),
    declarations.PieceDeclared: _("pièce triée par le candidat : {disposition}"),
    declarations.DoubtNoted: _("lecture douteuse : {doubt}"),
    SpecificationModified: _("spécification modifiée ({mark}) pour les pièces après la {after}"),
    operations.Impossible: _("mesure impossible : {reason}"),
    operations.ZeroSetting: _("comparateur réglé sur cales, {instrument}"),
    operations.MountingProven: _("montage du comparateur vérifié, {instrument}"),
    operations.ZeroRechecked: _("zéro du comparateur revu, {instrument}"),
    operations.Cancellation: _("valeur annulée"),
    operations.Confirmation: _("valeur confirmée"),
    operations.Call: _("appel"),
    operations.Visa: _("visa de {granted_by}"),
    operations.Preparation: _("pièces nettoyées et ébavurées"),
    operations.DatumSet: _("pièce posée sur ses références"),
    operations.Approval: _("première pièce signée par {granted_by}"),
    operations.DroppedReading: _("lecture non prise : {shown}, {instrument}"),
    operations.SweepRecorded: _("exploration enregistrée"),
    operations.ResultsTaken: _("résultats pris dans le fichier {file}"),
    operations.TemperatureTaken: _("températures relevées"),
    operations.TraceDeclared: _("réglage du rugosimètre déclaré"),
    operations.TraceRecorded: _("réglage du rugosimètre enregistré"),
    operations.Concession: _("dérogation {number} accordée par {granted_by}"),
    operations.ConcessionEnded: _("dérogation retirée : {reason}"),
    operations.PieceLeft: _("pièce partie"),
    operations.Closing: _("relevé clos et signé"),
    MeansAllowed: _("{instrument} autorisé par {granted_by} : {reason}"),
    production.ProductionEvent: _("{kind} après la pièce {after} {tool} : {text}"),
    production.FollowUp: _("suivi de production rempli"),
    production.SetUpSheet: _("fiche de réglage remplie"),
}


def entry_line(entry: TimelineEntry) -> str:
    """What happened, without its time and place."""
    what = entry.what
    if isinstance(what, SessionAct):
        return act_line(what)
    match what:
        case Measurement():
            return _value(what)
        case declarations.BoxDeclared():
            return _GOOD if what.is_conforming else _BAD
        case MeansChosen():
            fitness = _NO_FITNESS if what.fitness is None else label(what.fitness)
            said = _AGAINST if what.objections else _FIT
            return said.format(instrument=what.instrument, fitness=fitness, objections=objections(what.objections))
    return _SAID[type(what)].format(**{one.name: _word(getattr(what, one.name)) for one in fields(what)}).strip()


def _word(given: object) -> str:
    return label(given) if isinstance(given, _CODES) else str(given)


_CODES = (
    production.EventKind,
    column_acts.ReferenceLoss,
    operations.Departure,
    Disposition,
    Doubt,
)


def _value(found: Measurement) -> str:
    shown = quantity(found.quantity) if found.quantity is not None else ""
    if found.observation is not None:
        shown = label(found.observation)
    instrument = f", {found.instrument}" if found.instrument else ""
    said = _VALUE.format(value=shown, origin=label(found.origin), instrument=instrument)
    return _TYPED_BECAUSE.format(value=said, reason=found.reason) if found.reason else said


def place(entry: TimelineEntry) -> str:
    """`pièce 2 repère 3`; empty for what is of no piece."""
    if entry.piece is not None and entry.balloon:
        return _PLACE.format(piece=entry.piece, balloon=entry.balloon)
    if entry.piece is not None:
        return _PIECE.format(piece=entry.piece)
    return _BALLOON.format(balloon=entry.balloon) if entry.balloon else ""


def when(entry: TimelineEntry) -> str:
    """To the second, in local time."""
    return moment_to_the_second(entry.at)

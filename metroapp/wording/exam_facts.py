"""The facts of one candidate in one phase as short sentences, kind by kind: for a page, a text, a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from metroapp.domain.exam_accuracy import BoxDeviation, CharacteristicAccuracy
from metroapp.domain.exam_agreement import Agreement, AgreementTable
from metroapp.domain.exam_criteria import FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_means import MeansEvidence, MeansUsed
from metroapp.domain.exam_recording import FilledIn
from metroapp.domain.examination import Aid
from metroapp.domain.suitability import Fitness
from metroapp.wording import exam_evidence as words
from metroapp.wording.exam_labels import because
from metroapp.wording.labels import label
from metroapp.wording.numbers import duration, moment
from metroapp.wording.objections import objections
from metroapp.wording.signals import signal_sentence
from metroapp.wording.translate import gettext as _
from metroapp.wording.work_orders import order

_MEANS = _("Repère {balloon}, {callout}. Déclaré : {declared}. Employé : {used}.")
_NOT_DECLARED, _NOT_USED = _("rien"), _("rien")
_USED = _("{instrument} ({values}), {fitness}{undeclared}{refusal}")
_NO_FITNESS = _("aptitude sans objet")
_UNDECLARED, _REFUSED = _(", non déclaré"), _(", le programme l'aurait refusé : {objections}")
_SUITED, _NONE_SUITED = _("Aptes ce jour-là : {means}."), _("Aucun moyen apte au registre ce jour-là.")
_UNPROVEN = _("Aptitude non démontrable ce jour-là : {means}.")
_VALUE, _VALUES = _("1 valeur"), _("{count} valeurs")
_DEVIATIONS = _(
    "Repère {balloon}, {callout}. Écarts comptés : {counted} ; plus grand |écart| {largest} ({percent} de l'IT), "
    "écart moyen (signé) {mean}, moyenne des |écarts| {mean_percent} de l'IT. À titre indicatif : {indicative}."
)
_INDICATIVE = _("Repère {balloon}, {callout}. Écarts comptés : aucun. À titre indicatif : {indicative}.")
_EN = _("Repère {balloon} : plus grand |En| {en}, avec {instrument} ({fitness}).")
_UNREFERENCED = _("Sans valeur de référence : {boxes}.")
_OTHER = _("Référence jugée par d'autres limites, non comparée : {boxes}.")
_TABLE = _("{what} : {agreed} d'accord sur {compared}{others}.")
_COUNT = _(", {name} : {count}")
_BOXES_PROGRAM, _BOXES_REFERENCE = _("Valeurs et verdict du programme"), _("Valeurs et référence")
_PIECES_PROGRAM, _PIECES_REFERENCE = _("Tri et programme"), _("Tri et référence")
_FILLED = _("{sheet} remplie le {at} par {by}. Rempli : {filled}. Vide : {blank}.")
_NOT_FILLED = _("{sheet} : rien n'est rempli.")
_SET_UP, _FOLLOW_UP = _("Fiche de réglage"), _("Fiche de suivi de production")
_WITHOUT_GAUGE = _("Outils sans jauge : {tools}.")
_EVENT = _("{kind} après la pièce {after}, le {at} : {text}")
_MEASURED = _("Cases mesurées : {measured} sur {planned}.")
_EMPTY, _UNSAID = _("Laissées vides : {boxes}."), _("Mesurées sans C ni NC : {boxes}.")
_UNSORTED, _NO_MEANS = _("Pièces non triées : {pieces}."), _("Repères sans instrument déclaré : {balloons}.")
_IMPOSSIBLE = _("Impossible, {box} : {reason}.")
_RETAKEN = _("Reprises : {boxes}.")
_CANCELLED = _("Annulées : {boxes}.")
_TYPED = _("Saisie au clavier, {box} : {reason}.")
_NO_REASON = _("sans motif")
_DOUBT = _("Lecture douteuse, {box} : {doubt}.")
_DROPPED = _("Lecture non prise : {shown}, {instrument}.")
_VOID = _("À reprendre après une dérive : {boxes}.")
_UNSIGNED = _("Relevé non signé.")
_NO_ORDER = _("Aucun ordre de fabrication n'est donné au candidat : le dossier n'est pas cherché.")
_PRESENT = _("Dossier {order}, toutes épreuves confondues. Présents : {sections}.")
_MISSING, _NOTHING_MISSING = _("Absents : {sections}."), _("Aucun document attendu n'est absent.")
_NOTHING_ASKED = _("Les critères ne demandent aucun document.")
_TIME = _("Temps alloué : {allotted}{extra}. Temps pris : {taken}.")
_EXTRA = _(" ({minutes} min et {percent} % d'aménagement)")
_OVERRUN = _("Dépassement : {overrun}.")
_ALLOTTED = _("Temps alloué : {allotted}.")
_SUSPENDED = _("Suspension ({cause}) le {at} par {by}{because}. Reprise : {resumed}.")
_NOT_RESUMED = _("non reprise")
_GRANTED = _("{seconds} accordées par {by} : {reason}.")
_INTERRUPTED = _("{interruption}, {seconds}.")
_HELPED = _("Aides données au candidat : {aids}.")
_HELPS = {
    FactKind.MEANS: (Aid.EXPECTED_MEANS, Aid.MEANS_REFUSAL, Aid.HOW_TO),
    FactKind.ACCURACY: (Aid.PLAUSIBILITY, Aid.GAUGE, Aid.HOW_TO),
    FactKind.VERDICTS: (Aid.VERDICT, Aid.SOUND, Aid.LIMITS, Aid.GAUGE),
}
_STATE = _("État de l'épreuve : {state}.")
_WITHDRAWN = _("Candidat retiré le {at} : {reason}.")
_MODIFIED = _("Modification {mark} du jury, après la pièce {after} : {reason}.")


def standing(one: CandidateEvidence) -> Iterator[str]:
    """What is said of a phase before its facts: where it is, a withdrawal, a modification."""
    yield _STATE.format(state=words.state(one)) if one.record else words.NO_RECORD
    if one.withdrawn is not None:
        yield _WITHDRAWN.format(at=moment(one.withdrawn.at), reason=one.withdrawn.reason)
    if one.modification is not None:
        change = one.modification
        yield _MODIFIED.format(mark=change.mark, after=change.after, reason=change.reason)


def facts(one: CandidateEvidence, kind: FactKind) -> tuple[str, ...]:
    """The sentences of one kind, after the aids that the session gave for it; none of a phase not begun but those that
    need no record. A box left to the jury says that it is."""
    needs_record = kind not in (FactKind.TIME, FactKind.DOSSIER, FactKind.JURY)
    if needs_record and not one.record:
        return ()
    given = [label(aid) for aid in _HELPS.get(kind, ()) if aid in one.aids]
    helped = (_HELPED.format(aids=", ".join(given)),) if given else ()
    return (*helped, *_KINDS[kind](one))


def _means(one: CandidateEvidence) -> Iterator[str]:
    for found in one.means:
        numbers = list(dict.fromkeys(each.instrument for each in found.declared))
        declared = words.named(numbers) if numbers else _NOT_DECLARED
        used = " ; ".join(map(_used, found.used)) or _NOT_USED
        yield _MEANS.format(balloon=found.balloon, callout=found.callout, declared=declared, used=used)
        if any(each.fitness is not None for each in found.used):
            yield _suited(found)


def _used(used: MeansUsed) -> str:
    return _USED.format(
        instrument=used.instrument,
        values=_VALUE if used.values == 1 else _VALUES.format(count=used.values),
        fitness=_fitness(used.fitness),
        undeclared="" if used.is_declared else _UNDECLARED,
        refusal=_REFUSED.format(objections=objections(used.objections)) if used.refusal is not None else "",
    )


def _suited(found: MeansEvidence) -> str:
    numbers = [each.number for each in found.suited]
    if not numbers:
        return _NONE_SUITED
    return (_UNPROVEN if found.is_unproven else _SUITED).format(means=words.named(numbers))


def _accuracy(one: CandidateEvidence) -> Iterator[str]:
    told = one.accuracy
    yield words.reference_sentence(told.state, told.reference)
    yield from map(_deviations, told.by_characteristic)
    yield from _normalized(told.boxes)
    if told.unreferenced:
        yield _UNREFERENCED.format(boxes=words.boxes(told.unreferenced))
    if told.other_specification:
        yield _OTHER.format(boxes=words.boxes(told.other_specification))


def _deviations(found: CharacteristicAccuracy) -> str:
    return (_DEVIATIONS if found.counted else _INDICATIVE).format(
        balloon=found.balloon,
        callout=found.callout,
        counted=found.counted,
        indicative=found.indicative,
        largest=words.length(found.largest, found.unit),
        mean=words.length(found.mean, found.unit, is_signed=True),
        percent=words.percent(found.largest_percent),
        mean_percent=words.percent(found.mean_percent),
    )


def _normalized(boxes: Iterable[BoxDeviation]) -> Iterator[str]:
    """The largest En of each instrument of a characteristic, beside what the instrument is fit for."""
    largest: dict[tuple[str, str], BoxDeviation] = {}
    for one in boxes:
        known = largest.get((one.box.balloon, one.instrument))
        if one.en is not None and (known is None or known.en is None or abs(one.en) > abs(known.en)):
            largest[one.box.balloon, one.instrument] = one
    for (balloon, instrument), one in largest.items():
        en = words.normalized_error(None if one.en is None else abs(one.en))
        yield _EN.format(balloon=balloon, en=en, instrument=instrument, fitness=_fitness(one.fitness))


def _fitness(found: Fitness | None) -> str:
    return _NO_FITNESS if found is None else label(found)


def _verdicts(one: CandidateEvidence) -> Iterator[str]:
    told = one.verdicts
    yield _table(_BOXES_PROGRAM, told.boxes_with_program)
    yield _table(_PIECES_PROGRAM, told.pieces_with_program)
    if one.is_beside_reference:
        yield _table(_BOXES_REFERENCE, told.boxes_with_reference)
        yield _table(_PIECES_REFERENCE, told.pieces_with_reference)


def _table(what: str, table: AgreementTable) -> str:
    shown = [each for each in Agreement if each not in (Agreement.BOTH_GOOD, Agreement.BOTH_BAD)]
    counted = [(each, table.count(each)) for each in shown if table.count(each)]
    others = "".join(_COUNT.format(name=words.name(each), count=count) for each, count in counted)
    return _TABLE.format(what=what, agreed=table.agreed, compared=table.compared, others=others)


def _production(one: CandidateEvidence) -> Iterator[str]:
    told = one.production
    yield _filled(_SET_UP, told.set_up)
    if told.tools_without_gauge:
        yield _WITHOUT_GAUGE.format(tools=words.named(list(told.tools_without_gauge)))
    yield _filled(_FOLLOW_UP, told.follow_up)
    for event in told.events:
        text = " ".join(filter(None, (event.tool, event.text)))
        yield _EVENT.format(kind=label(event.kind), after=event.after, at=moment(event.at), text=text or words.NOTHING)


def _filled(sheet: str, found: FilledIn) -> str:
    if found.at is None:
        return _NOT_FILLED.format(sheet=sheet)
    filled, blank = words.fields(found.filled), words.fields(found.blank)
    return _FILLED.format(sheet=sheet, at=moment(found.at), by=found.by, filled=filled, blank=blank)


def _recording(one: CandidateEvidence) -> Iterator[str]:
    told = one.recording
    yield _MEASURED.format(measured=told.measured, planned=told.planned)
    if told.empty:
        yield _EMPTY.format(boxes=words.boxes(told.empty))
    for box in told.impossible:
        yield _IMPOSSIBLE.format(box=words.box(box.box), reason=box.reason)
    if told.undeclared:
        yield _UNSAID.format(boxes=words.boxes(told.undeclared))
    if told.unsorted:
        yield _UNSORTED.format(pieces=words.named([str(piece) for piece in told.unsorted]))
    if told.without_means:
        yield _NO_MEANS.format(balloons=words.named(list(told.without_means)))
    if told.retaken:
        yield _RETAKEN.format(boxes=words.boxes(each.box for each in told.retaken))
    if told.cancelled:
        yield _CANCELLED.format(boxes=words.boxes(found.box for found, _act in told.cancelled))
    for value in told.typed:
        yield _TYPED.format(box=words.box(value.box), reason=_once(value.reason) or _NO_REASON)
    for value, doubt in told.doubts:
        yield _DOUBT.format(box=words.box(value.box), doubt=label(doubt.doubt))
    for dropped in told.dropped:
        yield _DROPPED.format(shown=dropped.shown, instrument=dropped.instrument)
    if told.void:
        yield _VOID.format(boxes=words.boxes(told.void))
    yield from map(signal_sentence, told.signals)
    if told.closing is None:
        yield _UNSIGNED


def _once(reason: str) -> str:
    """The reasons of a value; a retake and what was typed then may give the same one."""
    return " · ".join(dict.fromkeys(reason.split(" · ")))


def _dossier(one: CandidateEvidence) -> Iterator[str]:
    told = one.dossier
    if not told.work_order:
        yield _NO_ORDER
        return
    present = words.named([label(section) for section, _papers, _made in told.present])
    yield _PRESENT.format(order=order(told.work_order), sections=present)
    if not told.required:
        yield _NOTHING_ASKED
        return
    missing = [label(section) for section in told.missing or ()]
    yield _MISSING.format(sections=words.named(missing)) if missing else _NOTHING_MISSING


def _time(one: CandidateEvidence) -> Iterator[str]:
    told = one.time
    if told.started is None:
        yield _ALLOTTED.format(allotted=duration(told.allotted))
        return
    extra = _EXTRA.format(minutes=told.minutes, percent=told.extra) if told.extra else ""
    yield _TIME.format(allotted=duration(told.allotted), extra=extra, taken=duration(told.taken))
    if told.overrun:
        yield _OVERRUN.format(overrun=duration(told.overrun))
    for act, resumed in told.suspensions:
        back = _NOT_RESUMED if resumed is None else moment(resumed.at)
        yield _SUSPENDED.format(
            cause=label(act.cause), at=moment(act.at), by=act.granted_by, because=because(act.reason), resumed=back
        )  # fmt: skip
    for granted in told.granted:
        yield _GRANTED.format(seconds=words.seconds(granted.seconds), by=granted.granted_by, reason=granted.reason)
    for interrupted in told.interruptions:
        text = words.seconds(interrupted.seconds)
        yield _INTERRUPTED.format(interruption=label(interrupted.interruption), seconds=text)


def _jury(_one: CandidateEvidence) -> Iterator[str]:
    yield words.JURY_BOX


_KINDS: dict[FactKind, Callable[[CandidateEvidence], Iterator[str]]] = {
    FactKind.MEANS: _means,
    FactKind.ACCURACY: _accuracy,
    FactKind.VERDICTS: _verdicts,
    FactKind.PRODUCTION: _production,
    FactKind.RECORDING: _recording,
    FactKind.DOSSIER: _dossier,
    FactKind.TIME: _time,
    FactKind.JURY: _jury,
}

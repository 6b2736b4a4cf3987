"""What a relevé says beside its values: what was cancelled, confirmed, signed, dropped, or measured in addition."""

from __future__ import annotations

from forms.blocks import Align, Cell, Column, Table, Visa
from forms.measurements import measurements, value_and_unit
from metroapp.domain import operations
from metroapp.domain.declarations import BoxDeclared, DoubtNoted, MeansDeclared, PieceDeclared
from metroapp.domain.file_source import file_of
from metroapp.domain.means_choice import MeansAllowed, MeansChosen
from metroapp.domain.measurement import EntryId, Measurement
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.operations import Event
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Characteristic
from metroapp.wording import documents as words
from metroapp.wording import exam_papers as exam_words
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label
from metroapp.wording.labels import sampling as sampling_label
from metroapp.wording.numbers import day, moment
from metroapp.wording.objections import objections
from metroapp.wording.results_taken import results_line, source_line
from metroapp.wording.sweeps import line as sweep_line
from metroapp.wording.temperatures import line as temperature_line
from metroapp.wording.textures import declared_words

_SEPARATOR = " · "


def remarks(record: InspectionRecord, found: Measurement, *, of_means: bool = True) -> str:
    """Why a value was typed or taken again, whether it was cancelled, what was said of its means unless that is not
    for the reader (`of_means`), and whether a second one is awaited."""
    said = [found.reason] if found.reason else []
    if (source := file_of(found)) is not None:
        said.append(source_line(source))
    cancelled = record.cancelled.get(found.id)
    if cancelled is not None:
        said.append(words.CANCELLED.format(at=moment(cancelled.at), by=cancelled.by))
    for allowed in record.means.allowances_of(found):
        against = objections(allowed.objections)
        said.append(words.ALLOWED_FOR_IT.format(name=allowed.granted_by, objections=against))
    standing = record.means.objected_to(found)
    if standing and of_means:
        said.append(words.WOULD_BE_REFUSED.format(objections=objections(standing)))
    if record.columns.is_void(found.id):
        said.append(words.CONSTANT_DRIFTED)
    elif record.is_void(found):
        said.append(words.ZERO_DRIFTED)
    elif record.awaits_constant(found):
        said.append(words.CONSTANT_AWAITED)
    elif record.awaits_second(found.box) and record.measurement(found.box) == found:
        said.append(words.SECOND_AWAITED)
    return _SEPARATOR.join(said)


def signers(record: InspectionRecord) -> tuple[Visa, ...]:
    """Who signed the first piece, where somebody was to; who bore out values that became good after bad ones.

    A signature of a first piece that was measured again since is said to be lapsed; a visa on a value cancelled since
    bears nothing out.
    """
    found, approval = [], record.approval
    if approval is not None:
        found.append(Visa(words.APPROVAL_FUNCTION, approval.granted_by, day(approval.at), words.SIGNED))
    elif record.options.approval is not None:
        found.append(Visa(words.APPROVAL_FUNCTION, "", "", words.APPROVAL_LAPSED if record.approvals else ""))
    visas = [visa for visa in record.visas.values() if visa.accepts not in record.cancelled]
    if visas:
        names = dict.fromkeys(visa.granted_by for visa in visas)
        last = max(visa.at for visa in visas)
        found.append(Visa(words.VISA_FUNCTION, ", ".join(names), day(last), words.SIGNED))
    return tuple(found)


def gestures(record: InspectionRecord, *, without: tuple[type[Event], ...] = ()) -> Table:
    """What was done about values and before them, in the order of the journal, but for some kinds."""
    columns = (
        Column(words.WHAT_WAS_DONE, 40),
        Column(words.PIECE_TITLE, 6),
        Column(words.BALLOON, 12),
        Column(words.VALUE, 12, Align.RIGHT),
        Column(words.UNIT, 6),
        Column(words.BY, 34),
        Column(words.DATE, 16),
    )
    by_id = {found.id: found for found in measurements(record)}
    told = (event for event in record.gestures() if not isinstance(event, without))
    rows = tuple(row for event in told if (row := _row(record, by_id, event)) is not None)
    return Table(words.FOLLOWED, words.SHEET_FOLLOWED, columns, rows)


def _row(record: InspectionRecord, by_id: dict[EntryId, Measurement], event: Event) -> tuple[Cell, ...] | None:
    """None for what another table or another paper says."""
    match event:
        case operations.Cancellation():
            return words.VALUE_CANCELLED, *_about(record, by_id[event.cancels]), event.by, event.at
        case operations.Confirmation():
            return words.VALUE_CONFIRMED, *_about(record, by_id[event.confirms]), event.by, event.at
        case operations.Call():
            about = by_id[event.about]
            reaction = record.characteristic(about.box.balloon).reaction
            called = words.CALLED_FOR.format(reaction=reaction) if reaction else words.CALLED
            return called, *_about(record, about), event.by, event.at
        case operations.Visa():
            return words.VISA_GIVEN, *_about(record, by_id[event.accepts]), _signed(event.granted_by), event.at
        case MeansAllowed():
            what = words.MEANS_ALLOWED.format(
                instrument=event.instrument, objections=objections(event.objections), reason=event.reason
            )
            return what, "", event.balloon, "", "", _signed(event.granted_by), event.at
        case MeansChosen() if not record.options.assists:
            return _chosen(event), *_about(record, by_id[event.measurement]), event.by, event.at
        case MeansDeclared():
            said = exam_words.MEANS_DECLARED.format(instrument=event.instrument)
            return said, "", event.balloon, "", "", event.by, event.at
        case BoxDeclared():
            said = exam_words.DECLARED_GOOD if event.is_conforming else exam_words.DECLARED_NC
            return exam_words.BY_CANDIDATE.format(said=said), *_about(record, by_id[event.about]), event.by, event.at
        case PieceDeclared():
            said = exam_words.SORTED_AS.format(disposition=label(event.disposition))
            return exam_words.BY_CANDIDATE.format(said=said), event.piece, "", "", "", event.by, event.at
        case DoubtNoted():
            said = exam_words.DOUBT.format(doubt=label(event.doubt))
            return said, *_about(record, by_id[event.measurement]), event.by, event.at
        case SpecificationModified():
            said = exam_words.MODIFIED.format(
                mark=event.mark, pieces=exam_words.pieces(range(event.after + 1, record.header.pieces + 1)),
                reason=event.reason,
            )  # fmt: skip
            return said, *_ABOUT_NOTHING, _signed(event.granted_by), event.at
        case operations.SweepRecorded():
            return sweep_line(event.sweep), *_about(record, by_id[event.measurement]), event.by, event.at
        case operations.ConcessionEnded():
            ended = next(one for one in record.concessions if one.id == event.concession)
            said = words.CONCESSION_ENDED.format(number=ended.number, reason=event.reason)
            return said, ended.piece, "", "", "", event.by, event.at
        case operations.PieceLeft():
            left = words.PIECE_LEFT.format(departure=label(event.departure))
            said = words.LEFT_BECAUSE.format(left=left, reason=event.reason) if event.reason else left
            return said, event.piece, "", "", "", event.by, event.at
        case operations.ResultsTaken():
            return results_line(event), *_ABOUT_NOTHING, event.by, event.at
        case operations.TemperatureTaken():
            return temperature_line(event), *_ABOUT_NOTHING, event.by, event.at
        case operations.TraceDeclared():
            return declared_words(event), "", event.balloon, "", "", event.by, event.at
        case operations.Preparation():
            return words.CLEANED, *_ABOUT_NOTHING, event.by, event.at
        case operations.DatumSet():
            title = balloon_label(record.characteristic(event.box.balloon), event.box.code)
            said = words.DATUM_SET.format(datums=", ".join(event.datums))
            return said, event.box.piece, title, "", "", event.by, event.at
        case operations.Approval():
            return words.APPROVED, *_ABOUT_NOTHING, _signed(event.granted_by), event.at
        case _:
            return None


def _chosen(event: MeansChosen) -> str:
    said = words.MEANS_CHOSEN_AGAINST if event.objections else words.MEANS_CHOSEN
    return said.format(
        instrument=event.instrument,
        fitness=words.NO_FITNESS if event.fitness is None else label(event.fitness),
        objections=objections(event.objections),
    )


_ABOUT_NOTHING: tuple[Cell, ...] = ("", "", "", "")


def _about(record: InspectionRecord, found: Measurement) -> tuple[Cell, ...]:
    box = found.box
    return box.piece, balloon_label(record.characteristic(box.balloon), box.code), *value_and_unit(found)


def _signed(name: str) -> str:
    return words.GRANTED_AND_SIGNED.format(name=name)


def dropped_readings(record: InspectionRecord) -> Table:
    """What was received and not taken: the digits, the frame, and where it would have gone."""
    columns = (
        Column(words.INSTRUMENT, 12),
        Column(words.SHOWN, 16, Align.RIGHT),
        Column(words.PROPOSED_BOX, 24),
        Column(words.FRAME, 40),
        Column(words.BY, 16),
        Column(words.DATE, 16),
    )
    rows = tuple(
        (one.instrument, one.shown, _proposed(record, one), one.raw.hex(), one.by, one.at) for one in record.dropped
    )
    return Table(words.DROPPED, words.SHEET_DROPPED, columns, rows)


def _proposed(record: InspectionRecord, dropped: operations.DroppedReading) -> str:
    box = dropped.box
    if box is None:
        return words.NO_BOX
    return words.BOX.format(piece=box.piece, balloon=balloon_label(record.characteristic(box.balloon), box.code))


def added_pieces(record: InspectionRecord) -> Table:
    """The pieces that a bad sample made to be measured: those that were, and those still to be."""
    columns = (
        Column(words.BALLOON, 8),
        Column(words.CHARACTERISTIC, 30),
        Column(words.SAMPLING, 16),
        Column(words.ADDED_MEASURED, 40),
        Column(words.ADDED_LEFT, 40),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in record.characteristics:
        measured = _pieces(record, one, record.ever_widened(one.balloon), _MEASURED)
        left = _pieces(record, one, record.widened(one.balloon), _LEFT)
        if measured or left:
            rows.append((one.balloon, one.designation, sampling_label(one.sampling), measured, left))
    return Table(words.ADDED, words.SHEET_ADDED, columns, tuple(rows))


_MEASURED = (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED)
_LEFT = (BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE)


def _pieces(record: InspectionRecord, one: Characteristic, among: frozenset[int], states: tuple[BoxStatus, ...]) -> str:
    found = (piece for piece in sorted(among) if record.characteristic_status(piece, one) in states)
    return ", ".join(map(str, found))

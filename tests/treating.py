"""What is done of bad pieces at a bench of the tests, in one line each: fiches, decisions, departures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from metroapp.domain.concession_files import Authority, Classification, ConcessionRequested, Moment, WidenedLimits
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    Cause,
    NonconformityAct,
    NonconformityDescribed,
    Origin,
    Severity,
    SheetCancelled,
    SheetClosed,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.operations import Departure
from metroapp.domain.piece_sorts import PieceSort
from metroapp.domain.specification import Means, Part
from metroapp.services.new_record import NewRecord
from metroapp.services.piece_sorting import sorted_record
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

NOBODY, AT = EntryId("", 0), datetime(2026, 1, 1, tzinfo=UTC)  # overwritten by the room, like the authors
N1, N2 = "FNC-2026-001", "FNC-2026-002"
ONE = part(characteristic("1", "35 ±0,1", Means.CALIPER))
TWO = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "50 ±0,2", Means.CALIPER))


def code_of(deed: Callable[[], object]) -> str:
    """The code of the refusal, which has a sentence; empty where there was none."""
    try:
        deed()
    except Refusal as refusal:
        assert sentence(refusal)
        return refusal.message.code
    return ""


def opened(shop: Shop, pieces: int, *values: str, tested: Part = ONE, work_order: str = "") -> EntryId:
    """A record with its first values."""
    id = shop.workshop.open_record(NewRecord(tested, pieces, work_order=work_order)).result().id
    shop.read(CALIPER, *values)
    return id


def again(shop: Shop, piece: int, value: str, balloon: str = "1") -> None:
    shop.workshop.retake(BoxKey(piece, balloon), "retouche").result()
    shop.read(CALIPER, value)


def raised(
    shop: Shop, *pieces: int, quantity: int | None = None, origin: Origin = Origin.PRODUCTION,
    record: EntryId | None = None,
) -> str:  # fmt: skip
    boxes = [BoxKey(piece, "1") for piece in pieces]
    number = shop.workshop.treatment.raise_sheet(boxes, quantity, origin, record).result()
    add(shop, NonconformityDescribed(NOBODY, number, Severity.MINOR, "trop long", Cause.EQUIPMENT, "", "", AT))
    return number


def add(shop: Shop, act: NonconformityAct) -> str:
    sheets = {one.number: one for one in shop.workshop.treatment.sheets().result()}
    seen = sheets[act.sheet].acts[-1].id
    return code_of(shop.workshop.treatment.add_to_sheet(act, SIGNED_BY_DOMINIQUE, seen).result)


def decided(number: str, *lines: TreatmentLine) -> TreatmentDecided:
    return TreatmentDecided(NOBODY, number, lines, "", "", AT)


def decide(
    shop: Shop, number: str, treatment: Treatment, *pieces: int, concession: str = "", unaltered: bool = False
) -> str:
    line = TreatmentLine(treatment, len(pieces), pieces, concession, unaltered)
    return add(shop, decided(number, line))


def close(shop: Shop, number: str = N1) -> str:
    return add(shop, SheetClosed(NOBODY, number, "", "", AT))


def cancel(shop: Shop, number: str = N1) -> str:
    return add(shop, SheetCancelled(NOBODY, number, "doublon", "", "", AT))


def reinspect(shop: Shop, piece: int, record: EntryId | None = None, measured_as: int | None = None) -> str | bool:
    """Whether the piece of the first fiche was found good; the code of the refusal."""
    done = shop.workshop.treatment.reinspect(N1, piece, record, measured_as)
    return code_of(done.result) or done.result()


def ship(shop: Shop, *pieces: int, record: EntryId | None = None) -> str:
    return _let_go(shop, pieces, Departure.SHIPPED, record)


def scrap(shop: Shop, *pieces: int, record: EntryId | None = None, reason: str = "") -> str:
    return _let_go(shop, pieces, Departure.SCRAPPED, record, reason)


def _let_go(shop: Shop, pieces: Sequence[int], departure: Departure, record: EntryId | None, reason: str = "") -> str:
    return code_of(shop.workshop.treatment.let_go(pieces, departure, SIGNED_BY_DOMINIQUE, record, reason).result)


def sheet(shop: Shop, number: str = N1) -> Nonconformity:
    return next(one for one in shop.workshop.treatment.sheets().result() if one.number == number)


def sorts(shop: Shop, record: EntryId) -> list[PieceSort]:
    shop.settle()
    return list(sorted_record(shop.workspace, record).pieces)


def permit(
    shop: Shop, quantity: int | None = 3, until: date | None = None, tested: Part = ONE,
    balloons: tuple[str, ...] = ("1",),
) -> str:  # fmt: skip
    """An active dérogation *avant réalisation* that widens the first characteristic to 35,2, the second to 50,3."""
    if not shop.workshop.parts().result():
        shop.workshop.save_draft(tested).result()
    room, key = shop.workshop.treatment, (tested.reference, tested.drawing, tested.revision)
    limits = tuple(WidenedLimits(one, None, _WIDENED[one]) for one in balloons)
    asked = ConcessionRequested(
        NOBODY, "", Moment.BEFORE_PRODUCTION, key, limits, quantity, until, (),
        "outil usé", "aucune", Classification.MINOR, False, "", AT,
    )  # fmt: skip
    number = room.request(asked).result()
    room.give_opinion(number, "sans conséquence", SIGNED_BY_DOMINIQUE, favourable=True).result()
    room.record_decision(
        number, Authority.DESIGN, "BE-77", "M. Petit", date(2026, 11, 24), SIGNED_BY_DOMINIQUE, accepted=True
    ).result()
    room.activate(number, SIGNED_BY_DOMINIQUE).result()
    return number


_WIDENED = {"1": Decimal("35.2"), "2": Decimal("50.3")}

"""Pieces shipped and scrapped: which may leave, what keeps them, and what they are called once gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.to_text import to_text
from metroapp.domain.callout import Nature
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import (
    Cause,
    NonconformityAct,
    NonconformityDescribed,
    OthersReleased,
    Severity,
    SheetClosed,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.operations import Departure
from metroapp.domain.piece_sorts import PieceSort, Sort
from metroapp.domain.specification import Criticality, Means, Part
from metroapp.services import consultation, documents, treatment_papers
from metroapp.services.concession_settings import ConcessionSettings
from metroapp.services.new_record import NewRecord
from metroapp.services.piece_sorting import sorted_record
from metroapp.wording.sentences import sentence
from tests.domain.notation import reading
from tests.workbench import (
    CALIPER,
    CAMILLE,
    DOMINIQUE,
    SIGNED_BY_CAMILLE,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

NOBODY, AT, NUMBER = EntryId("", 0), datetime(2026, 1, 1, tzinfo=UTC), "FNC-2026-001"
TESTED = part(
    characteristic("1", "Ø35 ±0,1", Means.CALIPER, nature=Nature.EXTERNAL),
    characteristic("2", "50 ±0,2", Means.CALIPER),
)
ONE = part(characteristic("1", "35 ±0,1", Means.CALIPER))
SAFETY = part(characteristic("1", "35 ±0,1", Means.CALIPER, criticality=Criticality.SAFETY))
ISSUED = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def opened(shop: Shop, tested: Part, pieces: int, work_order: str = "", lot: str = "") -> EntryId:
    return shop.workshop.open_record(NewRecord(tested, pieces, work_order=work_order, lot=lot)).result().id


def raised(shop: Shop, piece: int, record: EntryId | None = None) -> str:
    return shop.workshop.treatment.raise_sheet([BoxKey(piece, "1")], record_id=record).result()


def add(shop: Shop, act: NonconformityAct) -> None:
    shop.workshop.treatment.add_to_sheet(act, SIGNED_BY_DOMINIQUE).result()


def released(number: str = NUMBER) -> OthersReleased:
    return OthersReleased(NOBODY, number, "la plaquette a cassé à cette pièce", "", "", AT)


def refused(deed: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as found:
        deed()
    return found.value


def let_go(shop: Shop, *pieces: int, departure: Departure = Departure.SHIPPED, record: EntryId | None = None) -> str:
    """The code of the refusal; empty where they left."""
    try:
        shop.workshop.treatment.let_go(pieces, departure, SIGNED_BY_DOMINIQUE, record).result()
    except Refusal as refusal:
        assert sentence(refusal)
        return refusal.message.code
    return ""


def sorts(shop: Shop, record: EntryId) -> list[PieceSort]:
    shop.settle()
    return list(sorted_record(shop.workspace, record).pieces)


# -- the lot --------------------------------------------------------------------------------------------------------


def test_the_pieces_of_another_record_of_the_lot_wait_for_the_fiche_too(shop: Shop) -> None:
    first = opened(shop, ONE, 1, "OF-7", "L1")
    shop.read(CALIPER, "35.15")
    raised(shop, 1)
    second = opened(shop, ONE, 1, "of-7 ", "")
    shop.read(CALIPER, "35.00")
    assert let_go(shop, 1) == "piece.others_held"
    (found,) = sorts(shop, second)
    assert (found.sort, found.kept_by) == (Sort.CONFORMING, (NUMBER,))
    label = to_text(treatment_papers.describe_labels(shop.workspace, second, ISSUED))
    assert "BONNE, RETENUE" in label and f"Retenue par {NUMBER}" in label
    add(shop, released())
    assert let_go(shop, 1) == "" and first != second


@pytest.mark.parametrize(
    ("work_order", "lot"), [("", ""), ("OF-8", "L1"), ("OF-7", "L2")], ids=["said nothing", "another OF", "another lot"]
)
def test_a_fiche_does_not_reach_another_lot(shop: Shop, work_order: str, lot: str) -> None:
    opened(shop, ONE, 1, "OF-7", "L1")
    shop.read(CALIPER, "35.15")
    raised(shop, 1)
    opened(shop, ONE, 1, work_order, lot)
    shop.read(CALIPER, "35.00")
    assert let_go(shop, 1) == ""


def test_a_fiche_does_not_reach_another_part_of_the_same_order(shop: Shop) -> None:
    opened(shop, ONE, 1, "OF-7")
    shop.read(CALIPER, "35.15")
    raised(shop, 1)
    opened(shop, replace(ONE, reference="AUTRE-02"), 1, "OF-7")
    shop.read(CALIPER, "35.00")
    assert let_go(shop, 1) == ""


# -- what is forgotten ----------------------------------------------------------------------------------------------


def test_good_pieces_do_not_leave_beside_a_bad_one_that_has_no_fiche(shop: Shop) -> None:
    opened(shop, ONE, 3)
    shop.read(CALIPER, "35.00", "35.15", "35.30")
    raised(shop, 3)
    add(shop, released())
    found = refused(shop.workshop.treatment.let_go([1], Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result)
    assert found.message.code == "piece.bad_unnamed" and "sans fiche : 2." in sentence(found)
    assert let_go(shop, 2, departure=Departure.SCRAPPED) == ""
    assert let_go(shop, 1) == ""


def test_a_refused_departure_spends_no_secret_and_names_no_piece(shop: Shop) -> None:
    opened(shop, ONE, 1)
    shop.read(CALIPER, "35.00")
    assert let_go(shop) == "piece.none_named"
    signed_by_camille = shop.workshop.treatment.let_go([1], Departure.SHIPPED, SIGNED_BY_CAMILLE)
    assert refused(signed_by_camille.result).message.code == "person.not_allowed"


def test_pieces_of_a_closed_record_leave_and_are_closed(shop: Shop) -> None:
    first = opened(shop, ONE, 2)
    shop.read(CALIPER, "35.00", "35.30")
    raised(shop, 2)
    add(shop, released())
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    opened(shop, ONE, 1)
    assert let_go(shop, 1, record=first) == ""
    assert let_go(shop, 2, departure=Departure.SCRAPPED, record=first) == ""
    assert let_go(shop, 1, record=first) == "piece.left"
    assert [one.sort for one in sorts(shop, first)] == [Sort.SHIPPED, Sort.SCRAPPED]
    assert consultation.verify(shop.workspace).sound


# -- each piece has its sort ----------------------------------------------------------------------------------------


def test_each_piece_of_a_record_has_its_sort(shop: Shop) -> None:
    record = opened(shop, TESTED, 5)
    shop.read(CALIPER, "35.00", "50.00", "35.15", "50.00", "34.80", "50.00", "35.12", "50.00")
    number = shop.concede(4)
    found = sorts(shop, record)
    assert [one.sort for one in found] == [
        Sort.CONFORMING, Sort.REWORKABLE, Sort.TO_SCRAP, Sort.CONCESSION, Sort.UNSORTED,
    ]  # fmt: skip
    assert found[3].numbers == (number,)
    assert let_go(shop, 2, 3, departure=Departure.SCRAPPED) == "" and let_go(shop, 1, 4) == ""
    found = sorts(shop, record)
    assert [one.sort.value for one in found] == ["shipped", "scrapped", "scrapped", "shipped", "unsorted"]
    assert found[3].numbers == (number,)


def test_a_good_piece_of_which_a_fiche_decided_the_scrap_is_not_proposed(shop: Shop) -> None:
    record = opened(shop, ONE, 1)
    shop.read(CALIPER, "35.15")
    raised(shop, 1)
    line = TreatmentLine(Treatment.RETURN, 1, (1,))
    add(shop, NonconformityDescribed(NOBODY, NUMBER, Severity.MINOR, "trop long", Cause.EQUIPMENT, "", "", AT))
    add(shop, TreatmentDecided(NOBODY, NUMBER, (line,), "", "", AT))
    add(shop, SheetClosed(NOBODY, NUMBER, "", "", AT))
    shop.workshop.retake(BoxKey(1, "1"), "doute").result()
    shop.read(CALIPER, "35.00")
    (found,) = sorts(shop, record)
    assert (found.sort, found.decided, found.may_be_shipped) == (Sort.CONFORMING, Treatment.RETURN, False)
    assert let_go(shop, 1) == "piece.given_up"


# -- the function is not altered ------------------------------------------------------------------------------------


def general_part(**facts: Criticality) -> Part:
    read = reading.read("35", reading.general("ISO 2768-mK"))
    return part(replace(characteristic("1", "35 ±0,1", Means.CALIPER, **facts), callout=read))


UNALTERED = TreatmentDecided(
    NOBODY, NUMBER, (TreatmentLine(Treatment.USE_AS_IS, 1, (1,), function_unaltered=True),), "", "", AT
)


def accepted(shop: Shop) -> EntryId:
    """A record of two pieces, the first one beyond its general tolerance and accepted by a closed fiche."""
    record = opened(shop, general_part(), 2)
    shop.read(CALIPER, "35.40", "35.00")
    raised(shop, 1)
    add(shop, NonconformityDescribed(NOBODY, NUMBER, Severity.MINOR, "trop long", Cause.EQUIPMENT, "", "", AT))
    add(shop, UNALTERED)
    add(shop, SheetClosed(NOBODY, NUMBER, "", "", AT))
    return record


def test_a_piece_accepted_on_its_unaltered_function_leaves_and_is_never_said_good(shop: Shop) -> None:
    record = accepted(shop)
    assert consultation.load(shop.workspace, record).sorting().conforming == 1
    first, _ = sorts(shop, record)
    assert (first.sort, first.numbers) == (Sort.FUNCTION_UNALTERED, (NUMBER,))
    label = to_text(treatment_papers.describe_labels(shop.workspace, record, ISSUED))
    assert "ACCEPTÉE, NON CONFORME" in label and f"Fiche {NUMBER}" in label
    paper = documents.as_text(shop.workspace, record)
    assert "fonction non altérée (ISO 2768-1)" in paper and f"pièce 1, fiche {NUMBER}" in paper
    assert let_go(shop, 1, 2) == ""
    first, _ = sorts(shop, record)
    assert (first.sort, first.numbers) == (Sort.SHIPPED, (NUMBER,))


def test_it_waits_for_its_fiche_to_be_closed(shop: Shop) -> None:
    opened(shop, general_part(), 1)
    shop.read(CALIPER, "35.40")
    raised(shop, 1)
    add(shop, UNALTERED)
    assert let_go(shop, 1) == "piece.not_good"


def test_measured_again_it_is_not_the_value_that_was_accepted(shop: Shop) -> None:
    record = accepted(shop)
    shop.workshop.retake(BoxKey(1, "1"), "doute").result()
    shop.read(CALIPER, "35.45")
    assert sorts(shop, record)[0].sort is Sort.REWORKABLE or sorts(shop, record)[0].sort is Sort.NONCONFORMING
    assert let_go(shop, 1) == "piece.not_good"


# -- the characteristics of safety ----------------------------------------------------------------------------------


def test_an_unaltered_function_is_no_ground_for_a_characteristic_of_safety(shop: Shop) -> None:
    opened(shop, general_part(criticality=Criticality.SAFETY), 1)
    shop.read(CALIPER, "35.40")
    raised(shop, 1)
    found = refused(lambda: add(shop, UNALTERED))
    assert found.message.code == "concession_file.safety" and "réglages" in sentence(found)


def test_a_sheet_decided_while_it_was_allowed_is_not_closed_once_it_is_not(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.set_concession_settings(ConcessionSettings(safety_refused=False)).result()
    opened(shop, general_part(criticality=Criticality.SAFETY), 1)
    shop.read(CALIPER, "35.40")
    raised(shop, 1)
    add(shop, UNALTERED)
    add(shop, NonconformityDescribed(NOBODY, NUMBER, Severity.MINOR, "trop long", Cause.EQUIPMENT, "", "", AT))
    shop.workshop.set_concession_settings(ConcessionSettings()).result()
    found = refused(lambda: add(shop, SheetClosed(NOBODY, NUMBER, "", "", AT)))
    assert found.message.code == "concession_file.safety" and let_go(shop, 1) == "piece.not_good"


def test_quality_may_set_that_characteristics_of_safety_are_departed_from(shop: Shop) -> None:
    assert shop.workshop.concession_settings().result().safety_refused
    opened(shop, SAFETY, 1)
    shop.read(CALIPER, "35.15")
    assert refused(lambda: shop.concede(1)).message.code == "concession_file.safety"
    changed = shop.workshop.set_concession_settings(ConcessionSettings(safety_refused=False))
    assert refused(changed.result).message.code == "person.not_allowed"
    shop.sign_in(DOMINIQUE)
    shop.workshop.set_concession_settings(ConcessionSettings(safety_refused=False)).result()
    shop.sign_in(CAMILLE)
    shop.concede(1)
    assert let_go(shop, 1) == ""


def test_set_back_a_dérogation_already_decided_accepts_no_more(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.set_concession_settings(ConcessionSettings(safety_refused=False)).result()
    opened(shop, SAFETY, 1)
    shop.read(CALIPER, "35.15")
    number = shop.demand(1)
    shop.workshop.set_concession_settings(ConcessionSettings()).result()
    activated = shop.workshop.treatment.activate(number, SIGNED_BY_DOMINIQUE)
    assert refused(activated.result).message.code == "concession_file.safety"


# -- two defects ----------------------------------------------------------------------------------------------------


def test_two_defects_each_under_its_own_dérogation_leave_the_piece_nonconforming(shop: Shop) -> None:
    record = opened(shop, TESTED, 1)
    shop.read(CALIPER, "35.15", "50.30")
    found = refused(lambda: shop.concede(1, ("1",)))
    assert found.message.code == "concession_file.not_covered"
    assert "une seule dérogation" in sentence(found)
    assert sorts(shop, record)[0].sort is not Sort.CONCESSION and let_go(shop, 1) == "piece.not_good"
    shop.concede(1)
    assert let_go(shop, 1) == ""

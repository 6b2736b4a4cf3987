"""What is known of pieces once they are gone, of expired dérogations, and of the documents of a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forms.to_text import to_text
from metroapp.domain.concession_files import Authority
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import Origin, Treatment, TreatmentLine
from metroapp.domain.piece_sorts import Sort
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means, Sampling
from metroapp.services import treatment_papers
from metroapp.services.events import SortProposed
from metroapp.services.kept_documents import attachments
from metroapp.wording import piece_sorts as words
from tests.services.test_piece_departures import general_part
from tests.treating import (
    N1,
    add,
    again,
    close,
    code_of,
    decide,
    decided,
    opened,
    permit,
    raised,
    reinspect,
    scrap,
    ship,
    sorts,
)
from tests.workbench import (
    CALIPER,
    CAMILLE,
    DOMINIQUE,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

ISSUED = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAMPLED = part(
    characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "50 ±0,2", Means.CALIPER, Sampling(3))
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def labels(shop: Shop, record: object) -> str:
    shop.settle()
    return to_text(treatment_papers.describe_labels(shop.workspace, record, ISSUED))  # type: ignore[arg-type]


def test_a_widened_sample_changed_pieces_already_shipped_without_a_word(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.set_options(RecordOptions(asks=False, concordant=False)).result()
    shop.sign_in(CAMILLE)
    record = opened(shop, 4, "35.00", "50.00", "35.00", "35.00", tested=SAMPLED)
    assert ship(shop, 1, 2) == ""
    shop.read(CALIPER, "35.00", "50.90")
    found = sorts(shop, record)
    assert [one.is_in_doubt for one in found] == [False, True, False, False]
    assert "avertissez le client" in words.line(found[1]) and "1 expédiée en doute" in words.counts(found)
    assert [event.pieces for event in shop.events if isinstance(event, SortProposed)] == [(3,)]


def test_a_scrapped_piece_is_not_in_doubt(shop: Shop) -> None:
    record = opened(shop, 2, "35.30", "35.00")
    assert scrap(shop, 1) == ""
    (first, _) = sorts(shop, record)
    assert (first.sort, first.is_in_doubt) == (Sort.SCRAPPED, False)


def test_a_label_of_a_piece_given_up_was_green(shop: Shop) -> None:
    record = opened(shop, 1, "35.15")
    raised(shop, 1)
    decide(shop, N1, Treatment.RETURN, 1)
    assert close(shop) == ""
    again(shop, 1, "35.00")
    text = labels(shop, record)
    assert "[orange] BONNE, RETENUE" in text and "Décidé : retour" in text


def test_a_label_said_what_was_decided_of_the_piece_of_another_record(shop: Shop) -> None:
    opened(shop, 2, "34.80", "35.15")
    raised(shop, 1, 2)
    lines = TreatmentLine(Treatment.SCRAP, 1, (1,)), TreatmentLine(Treatment.REWORK, 1, (2,))
    assert add(shop, decided(N1, *lines)) == ""
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 2, second, 1) is True
    text = labels(shop, second)
    assert "Décidé : retouche" in text and "rebut" not in text


def test_a_label_of_a_piece_measured_again_elsewhere_is_not_green(shop: Shop) -> None:
    first = opened(shop, 1, "35.15")
    raised(shop, 1)
    decide(shop, N1, Treatment.REWORK, 1)
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 1, second, 1) is True and close(shop) == ""
    shop.workshop.resume(first).result()
    again(shop, 1, "35.00")
    assert "BONNE, RETENUE" in labels(shop, first)
    (found,) = sorts(shop, first)
    assert found.is_elsewhere and words.ELSEWHERE in words.line(found)
    assert "CONFORME" in labels(shop, second)


def test_a_repaired_piece_was_said_conforming_on_its_fiche(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    raised(shop, 1)
    again(shop, 1, "35.12")
    number = shop.concede(1)
    decide(shop, N1, Treatment.REPAIR, 1, concession=number)
    assert reinspect(shop, 1) is True
    text = paper(shop)
    assert f"acceptée (dérogation {number})" in text


def test_a_repair_on_an_unaltered_function_was_closed_though_it_became_worse(shop: Shop) -> None:
    record = opened(shop, 1, "35.40", tested=general_part())
    raised(shop, 1)
    assert decide(shop, N1, Treatment.REPAIR, 1, unaltered=True) == ""
    again(shop, 1, "35.35")
    assert reinspect(shop, 1) is True and "acceptée, fonction non altérée" in paper(shop)
    assert close(shop) == "" and sorts(shop, record)[0].may_be_shipped
    again(shop, 1, "39.00")
    assert not sorts(shop, record)[0].may_be_shipped and ship(shop, 1) == "piece.not_good"


def paper(shop: Shop) -> str:
    shop.settle()
    found = treatment_papers.sheet(shop.workspace, N1)
    return to_text(treatment_papers.describe_sheet(shop.workspace, found, ISSUED))


def test_a_fiche_of_a_customer_on_a_shipped_piece_could_not_be_closed_on_its_scrap(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    shop.concede(1)
    assert ship(shop, 1) == ""
    raised(shop, 1, origin=Origin.CUSTOMER)
    assert decide(shop, N1, Treatment.SCRAP, 1) == "" and close(shop) == ""


def test_a_clock_set_back_gave_an_expired_dérogation_its_life_again(shop: Shop) -> None:
    permit(shop, None, date(2026, 11, 24))
    record = opened(shop, 3, "35.15")
    assert sorts(shop, record)[0].sort is Sort.CONCESSION
    shop._now += timedelta(days=2)
    shop.read(CALIPER, "35.15")
    assert sorts(shop, record)[1].sort is not Sort.CONCESSION
    shop._now -= timedelta(days=2)
    again(shop, 2, "35.14")
    assert sorts(shop, record)[1].sort is not Sort.CONCESSION


# -- the documents --------------------------------------------------------------------------------------------------


def test_a_decision_says_its_document_or_that_there_is_none(shop: Shop, tmp_path: Path) -> None:
    opened(shop, 2, "35.15")
    number, room = shop.demand(1), shop.workshop.treatment
    assert "aucun document joint" in file_paper(shop, number)
    path = tmp_path / "BE-77 signée.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    kept = attachments(shop.workspace).keep(path)
    room.attach_to_file(number, kept).result()
    again_decided = room.record_decision(
        number, Authority.DESIGN, "BE-77", "M. Petit", date(2026, 11, 24), SIGNED_BY_DOMINIQUE,
        accepted=True, document=kept.digest,
    )  # fmt: skip
    again_decided.result()
    assert "BE-77 signée.pdf" in file_paper(shop, number)
    unknown = room.record_decision(
        number, Authority.DESIGN, "BE-77", "M. Petit", date(2026, 11, 24), SIGNED_BY_DOMINIQUE,
        accepted=True, document="b" * 64,
    )  # fmt: skip
    assert code_of(unknown.result) == "concession_file.document_unknown"


def file_paper(shop: Shop, number: str) -> str:
    shop.settle()
    found = treatment_papers.file(shop.workspace, number)
    return to_text(treatment_papers.describe_file(shop.workspace, found, ISSUED))


def test_a_copy_was_kept_of_what_could_not_be_attached(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    raised(shop, 1)
    room = shop.workshop.treatment
    assert code_of(room.may_attach("FNC-2026-999", "a.pdf").result) == "nonconformity.unknown"
    assert code_of(room.may_attach_to_file("DER-2026-999", "a.pdf").result) == "concession_file.unknown"
    for name in ("a\\b.png", "x" * 210 + ".png"):
        with pytest.raises(Refusal, match=r"document\.name"):
            room.may_attach(N1, name).result()
    room.may_attach(N1, "a.png").result()
    assert close(shop) == "nonconformity.not_decided"

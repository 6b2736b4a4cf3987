"""The sort of the pieces of a record, from the archives: said in words, and pieces that leave."""

from __future__ import annotations

import pytest

from drivers import utc_now
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity_acts import SheetCancelled
from metroapp.domain.operations import Departure
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.piece_sorts import PieceSortsDialog
from metroapp.gui.window import ARCHIVES, SETTINGS
from metroapp.services.concession_settings import ConcessionSettings
from metroapp.wording import settings as settings_words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as, sign_in
from tests.gui.walk import cut, outside, overlapping
from tests.workbench import (
    CALIPER,
    CAMILLE,
    CODES,
    DOMINIQUE,
    SIGNED_BY_CAMILLE,
    SIGNED_BY_DOMINIQUE,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def asked(bench: Bench) -> PieceSortsDialog:
    """The question about the pieces of the record chosen."""
    archives = bench.window.archives
    archives.pieces.click()
    bench.until(lambda: archives.piece_deeds.dialog is not None)
    dialog = archives.piece_deeds.dialog
    assert isinstance(dialog, PieceSortsDialog) and not dialog.isModal()
    bench.until(lambda: dialog.form is not None and dialog.form.signer.count() > 0)
    return dialog


def confirm(bench: Bench, dialog: PieceSortsDialog) -> None:
    assert dialog.form is not None
    dialog.form.secret.setText(CODES[DOMINIQUE])
    dialog.confirm.click()
    bench.until_quiet()


@pytest.fixture
def closed(bench: Bench) -> Bench:
    """A closed record: a good piece, a bad one with a fiche, one without, one accepted by a dérogation."""
    bench.shop.open(part(LENGTH), pieces=4)
    bench.shop.read(CALIPER, "35.00", "35.15", "35.30", "35.12")
    bench.shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    bench.shop.concede(4)
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.until_quiet()
    bench.window.show_page(ARCHIVES)
    bench.until(lambda: bool(bench.window.archives.operations.rows))
    return bench


def test_each_piece_says_its_sort_in_words_with_a_sign(closed: Bench) -> None:
    dialog = asked(closed)
    assert [row.texts for row in dialog.rows.rows] == [
        ("1", "✓ conforme", "", "retenue par FNC-2026-001"),
        ("2", "✗ non conforme", "", ""),
        ("3", "✗ non conforme", "", ""),
        ("4", "◆ sous dérogation", "DER-2026-001", "retenue par FNC-2026-001"),
    ]
    assert dialog.counts.text() == "1 conforme · 1 sous dérogation · 2 non conformes"
    assert dialog.pieces.text() == ""  # none may be shipped now
    assert not (cut(dialog) or outside(dialog) or overlapping(dialog))


def test_a_held_piece_is_refused_in_the_question_and_a_scrapped_one_is_shown_closed(closed: Bench) -> None:
    dialog = asked(closed)
    dialog.pieces.setText("1")
    confirm(closed, dialog)
    assert "FNC-2026-001" in dialog.said.text() and dialog.isVisible()
    dialog.pieces.setText("3")
    dialog.departure.setCurrentIndex(dialog.departure.findData(Departure.SCRAPPED))
    confirm(closed, dialog)
    archives = closed.window.archives
    assert archives.said.text() == "Relevé P1-2026-0001 : pièces rebutées, closes : 3."
    closed.until(lambda: archives.operations.rows[-2].texts[1] == "Pièce 3 mise au rebut")
    assert asked(closed).rows.rows[2].texts[1] == "✗ rebutée"


def test_a_long_list_of_pieces_is_proposed_whole(bench: Bench) -> None:
    bench.shop.open(part(LENGTH), pieces=120)
    bench.shop.read(CALIPER, *(["35.00"] * 60), "35.30", *(["35.00"] * 59))
    bench.shop.workshop.treatment.raise_sheet([BoxKey(61, "1")]).result()
    cancelled = SheetCancelled(EntryId("", 0), "FNC-2026-001", "doublon", "", "", utc_now())
    bench.shop.workshop.treatment.add_to_sheet(cancelled, SIGNED_BY_DOMINIQUE).result()
    bench.until_quiet()
    bench.window.show_page(ARCHIVES)
    bench.until(lambda: bool(bench.window.archives.operations.rows))
    dialog = asked(bench)
    assert dialog.pieces.text() == "1-60, 62-120"
    dialog.pieces.setText(", ".join(map(str, range(1, 121))))
    assert dialog.given()[0] == tuple(range(1, 121))


def test_a_good_piece_that_is_broken_is_scrapped_with_its_reason(closed: Bench) -> None:
    dialog = asked(closed)
    dialog.pieces.setText("1")
    dialog.departure.setCurrentIndex(dialog.departure.findData(Departure.SCRAPPED))
    confirm(closed, dialog)
    assert "motif" in dialog.said.text()
    dialog.reason.setText("tombée au sol")
    confirm(closed, dialog)
    assert closed.window.archives.said.text() == "Relevé P1-2026-0001 : pièces rebutées, closes : 1."


def test_the_jury_reads_the_sorts_and_lets_nothing_go(closed: Bench) -> None:
    come_as(closed, Role.JURY)
    closed.window.show_page(ARCHIVES)
    closed.until_quiet()
    dialog = asked(closed)
    assert dialog.rows.rows and not dialog.confirm.isEnabled() and not dialog.pieces.isEnabled()


def test_only_quality_chooses_whether_safety_may_be_departed_from(bench: Bench) -> None:
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    section = bench.window.settings.concessions
    assert section.safety.isChecked() and not section.safety.isEnabled() and not section.save.isEnabled()
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    bench.until_quiet()
    assert section.safety.isEnabled()
    section.safety.setChecked(False)
    section.save.click()
    bench.until_quiet()
    assert section.said.text() == settings_words.CONCESSIONS_SAVED
    assert bench.shop.workshop.concession_settings().result() == ConcessionSettings(safety_refused=False)
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    assert not (cut(section) or overlapping(section))

"""A sheet against the register of a workshop: what it brings, and what it may not change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.services.events import MeansChanged
from metroapp.services.register import read_register
from metroapp.services.register_entry import Entered
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, DOMINIQUE, MICROMETER, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "shop")
    yield opened
    opened.close()


def enter(shop: Shop, titles: str, *lines: str) -> Entered:
    path = shop.workspace.root / "registre.csv"
    path.write_text("\n".join((titles, *lines)), encoding="utf-8")
    return shop.workshop.means.enter_sheet(read_register(path)).result()


def refused(shop: Shop, titles: str, *lines: str) -> str:
    before = shop.workshop.means.register().result()
    with pytest.raises(Refusal) as found:
        enter(shop, titles, *lines)
    assert shop.workshop.means.register().result() == before  # nothing was entered
    assert sentence(found.value)
    return found.value.message.code


def means(shop: Shop, number: str) -> Instrument:
    return shop.workshop.means.register().result().means[number]


def test_new_means_and_changed_ones_are_entered_at_once(shop: Shop) -> None:
    shop.events.clear()
    entered = enter(
        shop,
        "Numéro;Genre;Désignation;Localisation",
        "TL-1;tampon lisse;Tampon;Tiroir",
        f"{CALIPER};pied à coulisse;Pied à coulisse;Servante",
        "TF-08;tampon fileté;Tampon fileté;",
    )
    assert [one.number for one in entered.new] == ["TL-1"]
    assert [one.number for one in entered.changed] == [CALIPER]
    assert entered.unchanged == 1
    assert shop.last(MeansChanged) == MeansChanged(("TL-1", CALIPER))
    assert means(shop, "TL-1").kind is InstrumentKind.PLAIN_PLUG


def test_what_a_sheet_has_no_column_for_stays(shop: Shop) -> None:
    before = means(shop, MICROMETER)
    enter(shop, "Numéro;Genre;Détenteur", f"{MICROMETER};micromètre;Camille")
    after = means(shop, MICROMETER)
    assert (after.family, after.decimals, after.range_upper) == (before.family, before.decimals, before.range_upper)
    assert after.holder == "Camille"


def test_the_same_sheet_twice_writes_nothing(shop: Shop) -> None:
    line = ("Numéro;Genre;Dernière vérification;Intervalle (mois)", "A-1;pac;31/01/2026;12")
    enter(shop, *line)
    shop.events.clear()
    assert enter(shop, *line) == Entered((), (), (), 1)
    assert shop.all(MeansChanged) == []


def test_an_empty_cell_takes_no_date_back(shop: Shop) -> None:
    titles = "Numéro;Genre;Dernière vérification;Intervalle (mois);Échéance"
    enter(shop, titles, "A-1;pac;31/01/2026;12;15/12/2026")
    enter(shop, titles, "A-1;pac;;;")
    assert (means(shop, "A-1").due, means(shop, "A-1").interval_months) == (date(2026, 12, 15), 12)


def test_a_later_verification_moves_the_due_date(shop: Shop) -> None:
    enter(shop, "Numéro;Genre;Dernière vérification;Intervalle (mois)", "A-1;pac;31/01/2026;12")
    enter(shop, "Numéro;Genre;Dernière vérification", "A-1;pac;30/09/2026")
    assert means(shop, "A-1").due == date(2027, 9, 30)


def test_a_means_of_no_interval_needs_its_due_date_said_again(shop: Shop) -> None:
    enter(shop, "Numéro;Genre;Échéance", "A-1;pac;30/06/2026")
    titles = "Numéro;Genre;Dernière vérification"
    assert refused(shop, titles, "A-1;pac;30/09/2026") == "register.due_before_verification"


def test_nothing_was_verified_tomorrow(shop: Shop) -> None:
    titles = "Numéro;Genre;Dernière vérification"
    assert enter(shop, titles, "A-1;pac;24/11/2026").new
    assert refused(shop, titles, "A-2;pac;25/11/2026") == "register.verified_later"


def test_a_sheet_put_a_withdrawn_means_back_in_service(shop: Shop) -> None:
    shop.workshop.means.change_state(CALIPER, InstrumentState.WITHDRAWN, "becs tordus").result()
    assert refused(shop, "Numéro;Genre;État", f"{CALIPER};pac;en service") == "register.decided_elsewhere"
    assert (
        refused(shop, "Numéro;Genre;État;Limitation", f"{CALIPER};pac;limité;ébauche") == "register.decided_elsewhere"
    )
    enter(shop, "Numéro;Genre;État;Détenteur", f"{CALIPER};pac;;Camille")
    assert (means(shop, CALIPER).state, means(shop, CALIPER).holder) == (InstrumentState.WITHDRAWN, "Camille")
    enter(shop, "Numéro;Genre;État", f"{CALIPER};pac;réformé")


def test_a_new_means_may_be_limited_from_the_start(shop: Shop) -> None:
    enter(shop, "Numéro;Genre;État;Limitation", "A-1;pac;limité;ébauche seulement")
    assert (means(shop, "A-1").state, means(shop, "A-1").limitation) == (InstrumentState.LIMITED, "ébauche seulement")


def test_a_number_spelled_otherwise_is_not_another_means(shop: Shop) -> None:
    assert refused(shop, "Numéro;Genre", f"{CALIPER.lower()};pac") == "register.number_spelled"


def test_one_wrong_line_enters_nothing(shop: Shop) -> None:
    lines = "A-1;pac;30/09/2026", "A-2;pac;30/09/2027"
    assert refused(shop, "Numéro;Genre;Dernière vérification", *lines) == "register.verified_later"


def test_blocks_go_into_a_set_of_the_register(shop: Shop) -> None:
    titles = "Jeu;N° de série;Nominal (mm);Écart certifié (µm)"
    assert refused(shop, titles, "CE-1;A1;5;0,1") == "register.block_of_no_set"
    assert refused(shop, titles, f"{CALIPER};A1;5;0,1") == "register.block_of_no_set"
    enter(shop, "Numéro;Genre", "CE-1;jeu de cales", "CE-2;jeu de cales")
    entered = enter(shop, titles, "CE-1;A1;5;0,1", "CE-1;CE-20;20;0,15")
    assert [(block.serial, block.set) for block in entered.blocks] == [("A1", "CE-1"), ("CE-20", "CE-1")]
    assert refused(shop, titles, "CE-2;A1;5;0,1") == "register.block_of_another_set"
    # A sheet without the column of sets leaves each block in its own.
    assert enter(shop, "N° de série;Nominal (mm);Écart certifié (µm)", "A1;5;0,2").blocks[0].set == "CE-1"
    found = {block.serial: block for block in shop.workshop.means.register().result().blocks}
    assert found["A1"].deviation == Decimal("0.2")


def test_somebody_who_may_not_equip_enters_nothing(shop: Shop) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.staff.enter("Alix Roux", (Role.OPERATOR,), "alix-1234").result()
    shop.workshop.staff.sign_in("Alix Roux", "alix-1234").result()
    assert refused(shop, "Numéro;Genre", "A-1;pac") == "person.not_allowed"


def test_what_is_due_soon_is_known_by_the_clock_of_the_workshop(shop: Shop) -> None:
    enter(shop, "Numéro;Genre;Échéance", "A-1;pac;25/11/2026", "A-2;pac;23/01/2027", "A-3;pac;24/01/2027")
    found = shop.workshop.means.due().result()
    assert [(one.instrument.number, one.days) for one in found] == [("A-1", 1), ("A-2", 60)]
    assert len(shop.workshop.means.due(61).result()) == 3

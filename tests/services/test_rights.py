"""What each role may do, row by row, and asked of the real services: without the right nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import SheetCancelled
from metroapp.domain.people import Action, Person, Role, Signature
from metroapp.domain.record_options import PLAIN
from metroapp.domain.retention import Retention
from metroapp.domain.specification import Means
from metroapp.domain.statistical_terms import WESTERN_ELECTRIC
from metroapp.domain.verification_acts import CalibratedValue
from metroapp.domain.work_order_file import DossierSection, PaperKind
from metroapp.services import consultation, exchange, rights
from metroapp.services.dossier_papers import KeptPaper
from metroapp.services.new_record import NewRecord
from metroapp.services.workspace import Workspace
from tests.workbench import CALIPER, GAUGE_BLOCKS, INSTRUMENTS, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

CANCELLED = SheetCancelled(EntryId("", 0), "FNC-2026-001", "erreur", "", "", datetime(2026, 1, 1, tzinfo=UTC))
# The table once more, written by hand: one letter for each role that may, in the order of `Role`.
LETTERS = {
    "O": Role.OPERATOR, "Q": Role.QUALITY, "J": Role.JURY, "S": Role.SUPERVISOR, "M": Role.SESSION_MANAGER,
    "T": Role.TRAINER, "A": Role.ADMINISTRATOR, "C": Role.CANDIDATE,
}  # fmt: skip
EXPECTED = {
    Action.MEASURE: "OQTC",
    Action.CLOSE_RECORD: "OQTC",
    Action.GRANT_CONCESSION: "Q",
    Action.RAISE_SHEET: "OQT",
    Action.TREAT_SHEET: "Q",
    Action.GIVE_VISA: "Q",
    Action.APPROVE_FIRST_PIECE: "OQT",
    Action.CHOOSE_OPTIONS: "QT",
    Action.EDIT_PARTS: "QT",
    Action.VALIDATE_PARTS: "QT",
    Action.EQUIP: "QT",
    Action.VERIFY_MEANS: "QT",
    Action.ALLOW_MEANS: "Q",
    Action.CONNECT_BENCH: "OQTA",
    Action.SET_RULE: "QT",
    Action.MANAGE_OPERATORS: "MTA",
    Action.MANAGE_PEOPLE: "A",
    Action.CONFIGURE_POST: "TA",
    Action.RECEIVE: "QTA",
    Action.RENEW_KEY: "A",
    Action.ERASE_NAMES: "A",
    Action.CHANGE_WORKSHOP: "TA",
    Action.CHANGE_OWN_SECRET: "OQSMTA",
    Action.FILE_PAPERS: "OQT",
    Action.WITHDRAW_PAPERS: "QT",
    Action.KEEP_PROCESS: "QT",
    Action.NOTE_PROCESS: "OQT",
    Action.READ_SIGNALS: "QJ",
    Action.PREPARE_SESSION: "MT",
    Action.SUPERVISE: "SMT",
    Action.MEASURE_REFERENCE: "T",
    Action.READ_EVIDENCE: "J",
    Action.CONSULT: "OQJSMTA",
    Action.EXPORT: "OQJSMTA",
}
WRITES = set(Action) - {Action.READ_SIGNALS, Action.READ_EVIDENCE, Action.CONSULT, Action.EXPORT}
IN_A_SESSION = (Action.PREPARE_SESSION, Action.SUPERVISE, Action.MEASURE_REFERENCE)  # tested with it
BESIDE = (  # of the archive
    Action.CONNECT_BENCH,
    Action.CHOOSE_OPTIONS,
    Action.CONFIGURE_POST,
    Action.CHANGE_WORKSHOP,
    Action.ERASE_NAMES,  # how long they are kept; the erasure itself waits for years
    *IN_A_SESSION,
)
EVERY = [(role, action) for role in Role for action in Action]
LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
SECRET = "le-code-9"
CHART = "CC-2026-001"
ROUTE_SHEET = KeptPaper("gamme.pdf", "ab" * 32, ".pdf", PaperKind.PDF, 900)


def test_every_action_has_its_row() -> None:
    assert set(rights.RIGHTS) == set(Action) == set(EXPECTED)


@pytest.mark.parametrize(("role", "action"), EVERY, ids=lambda code: code.value)
def test_the_table(role: Role, action: Action) -> None:
    allowed = {LETTERS[letter] for letter in EXPECTED[action]}
    person = Person("1", "Camille", (role,))
    assert rights.may(person, action) is (role in allowed)
    if role not in allowed:
        with pytest.raises(Refusal) as refused:
            rights.require(person, action)
        assert refused.value.message.code == "person.not_allowed"
        assert set(refused.value.message.fields["allowed"]) == allowed


def test_the_jury_writes_nothing() -> None:
    assert not any(rights.may(Person("1", "Andréa", (Role.JURY,)), action) for action in WRITES)


def test_nobody_may_do_anything() -> None:
    assert not any(rights.may(None, action) or rights.may(Person("1", "Camille"), action) for action in Action)


def test_several_roles_add_up() -> None:
    both = Person("1", "Camille", (Role.OPERATOR, Role.TRAINER))
    assert rights.may(both, Action.MEASURE) and rights.may(both, Action.VALIDATE_PARTS)


# -- the same, asked of the services --------------------------------------------------------------------------------


def filed(shop: Shop) -> EntryId:
    """The paper that whoever may withdraw has attached before; nobody may withdraw and not attach."""
    papers = shop.workshop._archive.work_order_file("OF-12").papers
    return papers[0].id if papers else EntryId("P1", 0)


def _package(shop: Shop) -> Path:
    """What another workshop could have handed over."""
    ids = [line.id for line in consultation.record_lines(shop.workspace)]
    held = Workspace(shop.workspace.root, shop.workspace.keys)  # read by whoever holds it
    return exchange.export_records(held, ids[:1], held.exports)


def deeds(shop: Shop, me: Signature) -> dict[Action, Callable[[], Future[Any]]]:
    """Something that each action allows, asked of the services by whoever is signed in."""
    workshop, staff = shop.workshop, shop.workshop.staff
    return {
        Action.MEASURE: lambda: workshop.type_value("35,01", "sans câble"),
        Action.CLOSE_RECORD: lambda: workshop.close_record(me),
        Action.GRANT_CONCESSION: lambda: workshop.treatment.activate("DER-2026-001", me),
        Action.RAISE_SHEET: lambda: workshop.treatment.raise_sheet([BoxKey(2, "1")]),
        Action.TREAT_SHEET: lambda: workshop.treatment.add_to_sheet(CANCELLED, me),
        Action.EDIT_PARTS: lambda: workshop.save_draft(LENGTH),
        Action.VALIDATE_PARTS: lambda: workshop.validate_part(("ESSAI-01", "PL-1", "A")),
        Action.EQUIP: lambda: workshop.means.enter(INSTRUMENTS, GAUGE_BLOCKS),
        Action.VERIFY_MEANS: lambda: workshop.verifications.record_calibration(
            CALIPER, "LNE 26-1187", "LNE", date(2026, 11, 20), (CalibratedValue(Decimal(50), Decimal("0.003")),)
        ),
        Action.CONNECT_BENCH: lambda: workshop.connect({}),
        Action.CHOOSE_OPTIONS: lambda: workshop.set_options(PLAIN),
        Action.SET_RULE: lambda: workshop.set_rule(DecisionRule(RuleName.ISO_14253_1)),
        Action.MANAGE_OPERATORS: lambda: staff.enter("Nouvelle personne", (Role.OPERATOR,), SECRET),
        Action.MANAGE_PEOPLE: lambda: staff.set_roles("Camille Martin", (Role.OPERATOR, Role.QUALITY)),
        Action.CONFIGURE_POST: lambda: workshop.set_pedals("{}"),
        Action.RECEIVE: lambda: workshop.receive_package(_package(shop)),
        Action.RENEW_KEY: lambda: workshop.renew_key(),
        Action.ERASE_NAMES: lambda: workshop.personal_data.set_retention(Retention()),
        Action.CHANGE_WORKSHOP: lambda: staff.check(Action.CHANGE_WORKSHOP),
        Action.CHANGE_OWN_SECRET: lambda: staff.change_secret(me.secret, "un-autre-code"),
        Action.FILE_PAPERS: lambda: workshop.dossiers.attach("OF-12", DossierSection.ROUTE_SHEET, ROUTE_SHEET),
        Action.WITHDRAW_PAPERS: lambda: workshop.dossiers.withdraw("OF-12", filed(shop), "ancien indice"),
        Action.KEEP_PROCESS: lambda: workshop.charts.choose_rules(CHART, WESTERN_ELECTRIC, "usage du client"),
        Action.NOTE_PROCESS: lambda: workshop.charts.note(CHART, ChartNote.MATERIAL, "lot 27"),
        Action.READ_SIGNALS: lambda: staff.check(Action.READ_SIGNALS),
        **{action: partial(staff.check, action) for action in (*IN_A_SESSION, Action.READ_EVIDENCE)},
        Action.CONSULT: lambda: staff.check(Action.CONSULT),
        Action.EXPORT: lambda: staff.check(Action.EXPORT),
    }


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Role], tuple[Shop, Signature]]]:
    """For each role a shop with a bad value on an open record, a draft, and somebody of that role signed in."""
    opened: list[Shop] = []

    def shop_of(role: Role) -> tuple[Shop, Signature]:
        shop = Shop(tmp_path_factory.mktemp(role.value))
        opened.append(shop)
        shop.workshop.save_draft(LENGTH).result()
        shop.open(LENGTH, pieces=3)
        shop.read(CALIPER, "35.30", "35.30")
        shop.demand(1)
        shop.workshop.treatment.raise_sheet([BoxKey(1, "1")]).result()
        assert shop.workshop.charts.open("ESSAI-01", "1", 1).result() == CHART
        shop.sign_in("Dominique Leroy")
        shop.workshop.staff.enter("Personne du rôle", (role,), SECRET).result()
        shop.workshop.staff.sign_in("Personne du rôle", SECRET).result()
        return shop, Signature("Personne du rôle", SECRET)

    yield shop_of
    for shop in opened:
        shop.close()


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_the_services_obey_the_table(shops: Callable[[Role], tuple[Shop, Signature]], role: Role) -> None:
    """Refused deeds first, and they leave the archive as it was; then the allowed ones are done."""
    shop, me = shops(role)
    asked = deeds(shop, me)
    head = shop.workshop._archive.head
    # Those signed for a value, a piece or a means that asks for it are tested with it.
    beside = {Action.GIVE_VISA, Action.APPROVE_FIRST_PIECE, Action.ALLOW_MEANS}
    assert set(asked) == set(Action) - beside
    for action, deed in asked.items():
        if role not in rights.RIGHTS[action]:
            with pytest.raises(Refusal) as refused:
                deed().result()
            assert refused.value.message.code == "person.not_allowed", action
    assert shop.workshop._archive.head == head
    last = (Action.CLOSE_RECORD, Action.CHANGE_OWN_SECRET)  # afterwards the record is closed, or the secret another
    for action in sorted(asked, key=lambda action: last.index(action) if action in last else -1):
        if role is Role.CANDIDATE and role in rights.RIGHTS[action]:  # in the record of their phase alone
            with pytest.raises(Refusal) as refused:
                asked[action]().result()
            assert refused.value.message.code == "exam.only_in_session", action
        elif role in rights.RIGHTS[action]:
            before = shop.workshop._archive.head
            asked[action]().result()
            written = shop.workshop._archive.head != before
            assert written is (action in WRITES and action not in BESIDE), action


def test_nobody_signed_in_writes_nothing(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        shop.open(LENGTH)
        head = shop.workshop._archive.head
        shop.workshop.staff.sign_out().result()
        for action, deed in deeds(shop, SIGNED_BY_DOMINIQUE).items():
            with pytest.raises(Refusal) as refused:
                deed().result()
            assert refused.value.message.code == "session.nobody", action
        with pytest.raises(Refusal):
            shop.workshop.open_record(NewRecord(LENGTH, 1)).result()
        assert shop.workshop._archive.head == head
    finally:
        shop.close()

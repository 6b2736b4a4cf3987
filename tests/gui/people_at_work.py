"""How a test lets people in, and finds what the window shows of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.people import Person, Role
from metroapp.gui.pages.lock import LockPage
from metroapp.gui.pages.sign_in import SignInPage
from tests.gui.bench_window import Bench
from tests.workbench import CODES, DOMINIQUE

NAMES = {
    Role.OPERATOR: "Ana Operatrice",
    Role.CANDIDATE: "Hal Candidat",
    Role.QUALITY: "Bo Qualite",
    Role.JURY: "Cyd Jury",
    Role.SUPERVISOR: "Dom Surveillant",
    Role.SESSION_MANAGER: "Eli Session",
    Role.TRAINER: "Flo Formateur",
    Role.ADMINISTRATOR: "Gil Admin",
}
CODE = "280613"


def sign_in(bench: Bench, name: str, code: str) -> Person:
    """Somebody signs in, through the services; the window follows."""
    person = bench.shop.workshop.staff.sign_in(name, code).result()
    bench.until_quiet()
    return person


def enter(bench: Bench, role: Role, name: str = "") -> str:
    """Dominique lets somebody of that role in; gives the name. Whoever was there is there again."""
    staff = bench.shop.workshop.staff
    before = staff.who.person
    staff.sign_in(DOMINIQUE, CODES[DOMINIQUE]).result()
    entered = staff.enter(name or NAMES[role], (role,), CODE).result()
    if before is not None:
        staff.sign_in(before.name, CODES[before.name]).result()
    bench.until_quiet()
    return entered.name


def come_as(bench: Bench, role: Role) -> None:
    """Somebody who has this role alone is at the post."""
    sign_in(bench, enter(bench, role), CODE)


def leave(bench: Bench) -> SignInPage:
    bench.window.doorkeeper.leave()
    bench.until_quiet()
    page = bench.window.doorkeeper.door.sign_in
    assert page.isVisible()
    return page


def lock(bench: Bench) -> LockPage:
    bench.window.doorkeeper.lock()
    bench.until_quiet()
    page = bench.window.doorkeeper.door.lock
    assert page.isVisible()
    return page


def unlock(bench: Bench, code: str) -> None:
    line = bench.window.doorkeeper.door.lock.entry.line
    QTest.keyClicks(line, code)
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.until_quiet()

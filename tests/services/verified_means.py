"""A shop with the register of the demonstration, and how its tests verify a means of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.instrument import Instrument
from metroapp.domain.means_acts import MeansAct
from metroapp.domain.message import Refusal
from metroapp.domain.verification_acts import Decision
from metroapp.services.demonstration_means import demonstration_means
from metroapp.services.events import Refused, VerifyingView
from metroapp.services.verification_room import Deciding, VerificationRoom
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, Shop

D = Decimal
TODAY = date(2026, 11, 24)
Shown = Callable[[Decimal], Decimal]


def shop_of_means(root: Path) -> Shop:
    """Camille, who is signed in, may verify."""
    shop = Shop(root)
    if "BE-10" not in shop.workshop.instruments().result():
        shop.workshop.means.enter(*demonstration_means(TODAY)).result()
    return shop


def room(shop: Shop) -> VerificationRoom:
    return shop.workshop.verifications


def view(shop: Shop) -> VerifyingView:
    found = room(shop).view().result()
    assert found is not None
    return found


def right(nominal: Decimal) -> Decimal:
    return nominal


def short_at_the_end(nominal: Decimal) -> Decimal:
    """A caliper whose jaws are worn."""
    return nominal - D("0.05") if nominal > 100 else nominal


def read_all(shop: Shop, number: str = CALIPER, shows: Shown = right, digits: str = "0.01") -> VerifyingView:
    """Every point is measured, as the program asks for it."""
    while (awaited := view(shop).awaited) is not None:
        assert awaited.point.certified is not None
        before = len(awaited.taken)
        shop.read(number, str(shows(awaited.point.nominal).quantize(D(digits))))
        now = view(shop)
        assert now.awaited is None or now.awaited.point != awaited.point or len(now.awaited.taken) > before
    return view(shop)


def means_of(shop: Shop, number: str = CALIPER) -> Instrument:
    return shop.workshop.instruments().result()[number]


def acts_of(shop: Shop, number: str = CALIPER) -> tuple[MeansAct, ...]:
    return shop.workshop.means.history(number).result()


def deciding(decision: Decision, reason: str = "constaté", **given: Any) -> Deciding:
    return Deciding(decision, reason, **given)


def code_of(future: Future[Any]) -> str:
    with pytest.raises(Refusal) as refused:
        future.result()
    assert sentence(refused.value)
    return refused.value.message.code


def refusals(shop: Shop) -> list[str]:
    shop.settle()
    return [event.refusal.code for event in shop.events if isinstance(event, Refused)]

"""Readings that are not recorded yet, each waiting for one confirmation: of another instrument, or before an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from metroapp.domain.measurement import BoxKey, Frame
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.services.events import Event, Proposal, ProposalsChanged


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading kept until it is confirmed, and the box where it would go."""

    instrument: str
    quantity: Quantity
    frame: Frame
    simulated: bool
    box: BoxKey


class Proposals:
    """First come, first asked about."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        self._waiting: list[Waiting] = []

    def add(self, waiting: Waiting) -> None:
        self._waiting.append(waiting)
        self._say()

    def first(self) -> Waiting:
        """Refuses `proposal.none`."""
        if not self._waiting:
            raise Refusal("proposal.none")
        return self._waiting[0]

    @property
    def all(self) -> tuple[Waiting, ...]:
        return tuple(self._waiting)

    def settled(self, waiting: Waiting) -> None:
        """It was recorded, refused or dropped: it waits no more."""
        self._waiting.remove(waiting)
        self._say()

    def _say(self) -> None:
        shown = tuple(Proposal(one.instrument, one.quantity, one.box) for one in self._waiting)
        self._publish(ProposalsChanged(shown))

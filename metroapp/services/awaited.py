"""The box expected, why, and what was taken for it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from metroapp.domain.measurement import BoxKey, EntryId, Input
from metroapp.domain.plausibility import Doubt
from metroapp.domain.sweep import Given, Sweep
from metroapp.services.bench_views import StackView


@dataclass(slots=True)
class Awaited:
    """What the next reading is for; another box is another one of these, so that nothing of the last one stays."""

    box: BoxKey | None = None
    reason: str = ""  # why it is measured again
    repeated: int = 0  # how many readings at the same place are wanted for one mean; 0 for no mean
    retaken: EntryId | None = None  # the bad value that is being taken again
    taken: list[Input] = field(default_factory=list)
    sweeps: list[tuple[Sweep, Given]] = field(default_factory=list)  # that gave some of them
    typed_because: list[str] = field(default_factory=list)  # of the elementary readings typed so far
    doubts: list[Doubt] = field(default_factory=list)  # about some of them
    simulated: bool = False  # one of the elementary readings came from a simulated instrument
    rechecks: bool = False  # only the zero of its comparator is to be read, once more
    then: Awaited | None = None  # what was expected when a zero of another characteristic came before it
    stack: StackView | None = None  # the one shown for its zeros

    @property
    def begun_with(self) -> str | None:
        """The instrument of the elementary readings taken so far; None where none came from one."""
        return next((given.frame.instrument for given in self.taken if given.frame is not None), None)

    def begin_again(self) -> None:
        """The first elementary reading is expected again."""
        self.taken.clear()
        self.sweeps.clear()
        self.typed_because.clear()
        self.doubts.clear()
        self.simulated = False

"""The follow-up of the series being typed, beside what is recorded of it: one never overwrites the other unseen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from metroapp.domain.message import Refusal
from metroapp.domain.production import Blank, FollowUp, SetUpSheet, missing, proposed
from metroapp.domain.production_text import (
    FollowUpTexts,
    Place,
    SetUpTexts,
    read_follow_up,
    read_set_up,
    write_follow_up,
    write_set_up,
)
from metroapp.domain.sorting import Sorting
from metroapp.services.events import ProductionChanged


@dataclass(frozen=True, slots=True)
class EventTexts:
    """An event being typed: the value of its kind (empty: not chosen), the tool, and what happened."""

    kind: str = ""
    tool: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Everything typed of one record."""

    follow_up: FollowUpTexts = field(default_factory=FollowUpTexts)
    set_up: SetUpTexts = field(default_factory=SetUpTexts)
    event: EventTexts = field(default_factory=EventTexts)


class ProductionDraft:
    """What is typed of one record, and what its follow-up and set-up sheet are in the archive."""

    def __init__(self) -> None:
        self.written = Written()
        self.follow_up: FollowUp | None = None
        self.set_up: SetUpSheet | None = None
        self._sent_follow_up: FollowUpTexts | None = None
        self._sent_set_up: SetUpTexts | None = None

    def open(self, production: ProductionChanged) -> None:
        """Another record: as it is recorded."""
        self.follow_up, self.set_up = production.follow_up, production.set_up
        self._sent_follow_up = self._sent_set_up = None
        self.written = Written(write_follow_up(self.follow_up), write_set_up(self.set_up))

    def restore(self, written: Written) -> None:
        """What was typed before, and never recorded."""
        self.written = written

    def take(self, production: ProductionChanged) -> bool:
        """What is now recorded; says whether the texts followed it. What was typed meanwhile stays."""
        before = self.written
        if production.follow_up != self.follow_up:
            if not self.follow_up_modified or self.written.follow_up == self._sent_follow_up:
                self.written = replace(self.written, follow_up=write_follow_up(production.follow_up))
            self.follow_up = production.follow_up
        if production.set_up != self.set_up:
            if not self.set_up_modified or self.written.set_up == self._sent_set_up:
                self.written = replace(self.written, set_up=write_set_up(production.set_up))
            self.set_up = production.set_up
        return self.written != before

    @property
    def follow_up_modified(self) -> bool:
        return self.written.follow_up != write_follow_up(self.follow_up)

    @property
    def set_up_modified(self) -> bool:
        return _without_empty_lines(self.written.set_up) != write_set_up(self.set_up)

    @property
    def is_modified(self) -> bool:
        return self.follow_up_modified or self.set_up_modified

    @property
    def is_worth_keeping(self) -> bool:
        """Whether something typed is recorded nowhere."""
        return self.is_modified or bool(self.written.event.tool or self.written.event.text)

    def read(self) -> tuple[FollowUp, dict[str, Refusal], SetUpSheet, dict[Place, Refusal]]:
        """What is typed says this, and is wrong there."""
        return *read_follow_up(self.written.follow_up), *read_set_up(self.written.set_up)

    def missing(self) -> tuple[Blank, ...]:
        follow_up, _, set_up, _ = self.read()
        return missing(follow_up, set_up)

    def propose(self, sorting: Sorting) -> None:
        """Fill the empty quantities from the sorting; what is typed stays, even wrong."""
        typed = self.written.follow_up
        said = write_follow_up(proposed(read_follow_up(typed)[0], sorting))
        self.written = replace(
            self.written,
            follow_up=replace(
                typed,
                launched=typed.launched.strip() or said.launched,
                good=typed.good.strip() or said.good,
                nonconforming=typed.nonconforming.strip() or said.nonconforming,
            ),
        )

    def sent(self) -> None:
        """What is typed now was handed over to be recorded."""
        self._sent_follow_up, self._sent_set_up = self.written.follow_up, self.written.set_up


def _without_empty_lines(texts: SetUpTexts) -> SetUpTexts:
    return replace(texts, tools=tuple(tool for tool in texts.tools if not tool.is_empty))

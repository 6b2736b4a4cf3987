"""The workshop before any record: its archive, its people, its parts, its rule and what is kept of its post.

Every method may be called from any thread and returns a future; the work itself is done by the recorder thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drivers import utc_now
from metroapp.archive.state import State
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.entered_text import require_text
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.received_package import ReceivedPackage
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.revision import PartRevision
from metroapp.domain.specification import Part
from metroapp.domain.suitability import Criteria
from metroapp.services import concession_settings, file_names, lock_settings, part_library, suitability_settings
from metroapp.services.concession_settings import ConcessionSettings
from metroapp.services.dossier import DossierRoom
from metroapp.services.events import CriteriaChanged, Event, PartsChanged, RuleChanged
from metroapp.services.file_names import FilePattern
from metroapp.services.home_post import HomePost
from metroapp.services.lock_settings import LockSettings
from metroapp.services.means_room import MeansRoom
from metroapp.services.opened_workspace import OpenedWorkspace
from metroapp.services.part_library import RevisionKey
from metroapp.services.personal_data import PersonalData
from metroapp.services.record_settings import options_from_text, options_to_text
from metroapp.services.recorder import Recorder
from metroapp.services.server_link import ServerLink
from metroapp.services.spc.process_room import Premise
from metroapp.services.staff import Staff
from metroapp.services.watched_exports import WatchedExports
from metroapp.services.workspace import LOGO, Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from metroapp.archive.store import Archive
    from metroapp.services.spc.chart_room import ChartRoom

_log = logging.getLogger(__name__)

_LONGEST_KEPT = 1_000_000  # signs
_OPTIONS, _PEDALS = "post.options", "post.pedals"
Listener = Callable[[Event], None]
T = TypeVar("T")


class Premises:
    """One workspace opened for writing. `metroapp.services.bench_desk.BenchDesk` adds the bench."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime] = utc_now,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Take the workspace; refuses as `Workspace.lock_for_writing` and `require_readable` say.

        `hasher` is how secrets are hashed; by default argon2id with the parameters that its library recommends.
        """
        self.workspace = workspace
        self._clock = clock
        self._listeners: list[tuple[Listener, bool]] = []
        self._criteria_kept: Criteria | None = None  # as read once
        self._opened = OpenedWorkspace(workspace, clock)
        self._recorder = Recorder(on_idle=self._opened.checkpoint)
        self._recorder.start()
        self.staff = Staff(self._recorder, self._publish, clock, hasher)
        self.means = MeansRoom(
            self._recorder, self.staff, lambda: self._opened.archive, workspace, self._publish, clock
        )
        self.personal_data = PersonalData(
            self._recorder, self.staff, lambda: self._opened.archive, lambda: self._kept_texts, self._publish, clock
        )
        self._premise = Premise(self._recorder, self.staff, lambda: self._opened.archive, self._publish, clock)
        self.dossiers = DossierRoom(self._recorder, self.staff, lambda: self._opened.archive, clock)
        self.watched = WatchedExports(
            workspace, self._recorder, self.staff, lambda: self._opened.archive, lambda: self._kept_texts, self._publish
        )
        self.subscribe(self.watched.look)
        home = HomePost(self.staff, lambda: self._opened.archive, lambda: self._kept_texts, self._publish, clock)
        self.server = ServerLink(
            workspace, self._recorder, self.staff, lambda: self._opened.archive, lambda: self._kept_texts,
            self._publish, home.take,
        )  # fmt: skip
        self.subscribe(self.server.look)

    @cached_property
    def charts(self) -> ChartRoom:
        """The control charts that the workshop keeps; loaded with the page that shows them."""
        from metroapp.services.spc.chart_room import ChartRoom

        return ChartRoom(self._premise, self.workspace)

    @property
    def is_open(self) -> bool:
        """Whether the archive is open."""
        return self._opened.is_open

    @property
    def is_of_older_version(self) -> bool:
        """Whether opening the archive brings it up to date first, which takes a while where it is large."""
        return self._opened.is_of_older_version

    @property
    def _archive(self) -> Archive:
        """The archive, once open; used by the recorder thread only."""
        return self._opened.archive

    def subscribe(self, listener: Listener, *, is_told_all: bool = False) -> None:
        """Have `listener` called, in the recorder thread, with every event from now on; of an examination it is told
        all where it computes with what the candidate is not told."""
        self._listeners.append((listener, is_told_all))

    # -- the workshop itself ------------------------------------------------------------------------------------------

    def is_new(self) -> Future[bool]:
        """Whether the archive is still empty."""
        return self._recorder.submit(lambda: self._archive.is_new())

    def name(self) -> Future[str]:
        """Name of the workshop; empty before it has one."""
        return self._recorder.submit(lambda: self._archive.workshop_name())

    def found(self, name: str, post: str = "") -> Future[None]:
        """Name a new workshop; `post` is the code of this post where it is not the usual one.

        Refuses (`workshop.founded`) one that has a name, and as `require_text` and `Archive.found_workshop`.
        """

        def work() -> None:
            if not self._archive.is_new():
                raise Refusal("workshop.founded")
            require_text(name)
            self._archive.found_workshop(name.strip(), self._clock(), *([post.strip()] if post.strip() else []))

        return self._recorder.submit(work)

    def rule(self) -> Future[DecisionRule]:
        """The decision rule of the records opened from now on, where neither part nor characteristic has its own."""
        return self._recorder.submit(lambda: self._archive.rule())

    def set_rule(self, rule: DecisionRule) -> Future[None]:
        """Choose the decision rule of the workshop.

        Refuses as `Presence.require`, and `decision.guard_by_characteristic`.
        """

        def work(by: Person) -> None:
            if not rule.is_general:
                raise Refusal("decision.guard_by_characteristic")
            self._archive.set_rule(rule, by.name, self._clock())
            self._publish(RuleChanged(rule))

        return self._as(Action.SET_RULE, work)

    def receive_package(self, path: Path) -> Future[ReceivedPackage]:
        """Keep the records that another workshop handed over; refuses as `Presence.require` and
        `received_packages.receive`."""

        def work(by: Person) -> ReceivedPackage:
            from metroapp.services import received_packages  # heavy: on first use

            return received_packages.receive(self._archive, self.workspace, path, by.name, self._clock())

        return self._as(Action.RECEIVE, work)

    def renew_key(self) -> Future[None]:
        """Sign closed records with a new key from now on; refuses as `Presence.require` and `Archive.renew_key`."""
        return self._as(Action.RENEW_KEY, lambda by: self._archive.renew_key(by.name, self._clock()))

    def instruments(self) -> Future[dict[str, Instrument]]:
        return self._recorder.submit(lambda: self._archive.instruments())

    # -- the parts ----------------------------------------------------------------------------------------------------

    def parts(self) -> Future[list[PartRevision]]:
        """The present state of every revision, by reference."""
        return self._recorder.submit(lambda: part_library.list_revisions(self._archive))

    def save_draft(self, part: Part) -> Future[PartRevision]:
        """Save a draft, new or again; refuses as `Presence.require` and `part_library.save_draft` say."""
        return self._of_the_parts(
            Action.EDIT_PARTS, lambda by: part_library.save_draft(self._archive, part, by, self._clock())
        )

    def validate_part(self, key: RevisionKey) -> Future[PartRevision]:
        """Let a draft open records; refuses as `Presence.require` and `part_library.validate` say."""
        return self._of_the_parts(
            Action.VALIDATE_PARTS, lambda by: part_library.validate(self._archive, key, by, self._clock())
        )

    def withdraw_part(self, key: RevisionKey, reason: str) -> Future[PartRevision]:
        """Let a revision open no more records; refuses as `Presence.require` and `part_library.withdraw` say."""
        return self._of_the_parts(
            Action.VALIDATE_PARTS, lambda by: part_library.withdraw(self._archive, key, by, self._clock(), reason)
        )

    # -- what is not recorded yet -------------------------------------------------------------------------------------

    def keep(self, name: str, text: str) -> Future[None]:
        """Keep what is being written, outside the archive: it outlives a crash of the program.

        Refuses as `require_text` and `State.put`.
        """

        def work() -> None:
            require_text(name)
            require_text(text, most=_LONGEST_KEPT)
            self._kept_texts.put(f"kept.{name}", text)

        return self._recorder.submit(work)

    def kept(self, name: str) -> Future[str]:
        """What was kept under a name; empty where nothing was."""
        return self._recorder.submit(lambda: self._kept_texts.get(f"kept.{name}"))

    def options(self) -> Future[RecordOptions]:
        """How records are filled in this workshop, from the next one on."""
        return self._recorder.submit(self._options)

    def _options(self) -> RecordOptions:
        return options_from_text(self._kept_texts.get(_OPTIONS))

    def set_options(self, options: RecordOptions) -> Future[None]:
        """Choose how records are filled; refuses as `Presence.require`."""
        return self._as(Action.CHOOSE_OPTIONS, lambda _by: self._kept_texts.put(_OPTIONS, options_to_text(options)))

    def criteria(self) -> Future[Criteria]:
        """From which ratios a means is called fit in this workshop."""
        return self._recorder.submit(self._criteria)

    def _criteria(self) -> Criteria:
        if self._criteria_kept is None:
            kept = self._kept_texts.get(f"post.{suitability_settings.NAME}")
            self._criteria_kept = suitability_settings.from_text(kept)
        return self._criteria_kept

    def set_criteria(self, criteria: Criteria) -> Future[None]:
        """Choose from which ratios a means is called fit; refuses as `Presence.require`."""

        def work(_by: Person) -> None:
            text = suitability_settings.to_text(criteria)
            self._kept_texts.put(f"post.{suitability_settings.NAME}", text)
            self._criteria_kept = criteria
            self._publish(CriteriaChanged(criteria))

        return self._as(Action.CHOOSE_OPTIONS, work)

    def concession_settings(self) -> Future[ConcessionSettings]:
        """Whether a characteristic of safety may be departed from in this workshop."""
        return self._recorder.submit(self._concession_settings)

    def _concession_settings(self) -> ConcessionSettings:
        return concession_settings.from_text(self._kept_texts.get(f"post.{concession_settings.NAME}"))

    def _safety_allowed(self) -> bool:
        return not self._concession_settings().safety_refused

    def set_concession_settings(self, settings: ConcessionSettings) -> Future[None]:
        """Choose it, as whoever grants dérogations; refuses as `Presence.require`."""
        text = concession_settings.to_text(settings)
        return self._as(
            Action.GRANT_CONCESSION,
            lambda _by: self._kept_texts.put(f"post.{concession_settings.NAME}", text),
        )

    def lock_settings(self) -> Future[LockSettings]:
        """When this post locks by itself."""
        return self._recorder.submit(
            lambda: lock_settings.from_text(self._kept_texts.get(f"post.{lock_settings.NAME}"))
        )

    def set_lock_settings(self, settings: LockSettings) -> Future[None]:
        """Choose when this post locks by itself; refuses as `Presence.require`."""
        return self._as(
            Action.CONFIGURE_POST,
            lambda _by: self._kept_texts.put(f"post.{lock_settings.NAME}", lock_settings.to_text(settings)),
        )

    def file_pattern(self) -> Future[FilePattern]:
        """What the exported documents of a record are called in this workshop."""
        return self._recorder.submit(lambda: file_names.from_text(self._kept_texts.get(file_names.KEY)))

    def set_file_pattern(self, pattern: FilePattern) -> Future[None]:
        """Choose it; refuses as `Presence.require`."""
        return self._as(Action.CHOOSE_OPTIONS, lambda _by: self._kept_texts.put(file_names.KEY, pattern.text))

    def pedals(self) -> Future[str]:
        """The keys of the pedals of this post, as the window writes them; empty where nobody chose any."""
        return self._recorder.submit(lambda: self._kept_texts.get(_PEDALS))

    def set_pedals(self, text: str) -> Future[None]:
        """Choose the keys of the pedals; refuses as `Presence.require`."""
        return self._as(Action.CONFIGURE_POST, lambda _by: self._kept_texts.put(_PEDALS, text))

    def set_logo(self, digest: str) -> Future[None]:
        """Choose the picture that papers bear, as `workshop_logo.prepare` kept it, or none; refuses as
        `Presence.require`."""
        return self._as(Action.CHOOSE_OPTIONS, lambda _by: self._kept_texts.put(LOGO, digest))

    @property
    def _kept_texts(self) -> State:
        return self._opened.state

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _as(self, action: Action, work: Callable[[Person], T]) -> Future[T]:
        """Have `work` done in the name of whoever is signed in when its turn comes, if they may."""
        return self._recorder.submit(lambda: work(self.staff.require(action)))

    def _of_the_parts(self, action: Action, work: Callable[[str], PartRevision]) -> Future[PartRevision]:
        def run(by: Person) -> PartRevision:
            revision = work(by.name)
            self._publish(PartsChanged(revision))
            return revision

        return self._as(action, run)

    def _publish(self, event: Event) -> None:
        seen = self._seen(event)
        for listener, is_told_all in self._listeners:
            told = event if is_told_all else seen
            if told is None:
                continue
            try:
                listener(told)
            except Exception:
                _log.exception("a listener failed on %s", type(event).__name__)

    def _seen(self, event: Event) -> Event | None:
        """An event as whoever looks at the bench is told it; None where it is not said."""
        return event

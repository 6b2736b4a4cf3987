"""Examination sessions as the trainer, the session manager and the supervisor ask for them.

Futures, done by the recorder thread; each act is one entry of the journal, durable before `ExamChanged` is published.
"""

from __future__ import annotations

from datetime import datetime

from metroapp.services.exam.concluding import Concluding
from metroapp.services.exam.preparing import NewCandidate, NewSession, Preparing
from metroapp.services.exam.supervising import Supervising
from metroapp.services.exam.withdrawing import Withdrawing

__all__ = ["ExamRoom", "NewCandidate", "NewSession"]


class ExamRoom(Preparing, Withdrawing, Supervising, Concluding):
    """`workshop.exams`. Each method gives a future, and refuses as `Presence.require` and `Presence.sign`."""

    def now(self) -> datetime:
        """The time by which countdowns run: that of the post, never before the last act written."""
        return self._sessions.now()

"""What the person signed in may use: a control that would be refused is disabled, and says whom it is for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from metroapp.domain.people import Action, Person
from metroapp.services.presence import Who
from metroapp.services.rights import RIGHTS, may
from metroapp.wording.presence import reserved_to

_OWN = "ownToolTip"


def permit(control: QWidget, who: Who, action: Action, *, possible: bool = True) -> None:
    """Enable `control` where it is `possible` and the person has the right; the services ask again when it is done."""
    _allow(control, action, allowed=who.may(action), possible=possible)


def permit_signing(control: QWidget, people: Iterable[Person], action: Action, *, possible: bool = True) -> None:
    """The same for what somebody signs, who may come to the post of somebody else: one of `people` has the right."""
    _allow(control, action, allowed=any(may(person, action) for person in people), possible=possible)


def _allow(control: QWidget, action: Action, *, allowed: bool, possible: bool) -> None:
    if control.property(_OWN) is None:
        control.setProperty(_OWN, control.toolTip())
    control.setEnabled(allowed and possible)
    control.setToolTip(str(control.property(_OWN)) if allowed else reserved_to(RIGHTS[action]))

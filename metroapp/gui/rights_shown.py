"""What the person signed in may use: a control that would be refused is disabled, and says whom it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from metroapp.domain.people import Action
from metroapp.services.presence import Who
from metroapp.services.rights import RIGHTS
from metroapp.wording.presence import reserved_to

_OWN = "ownToolTip"


def permit(control: QWidget, who: Who, action: Action, *, possible: bool = True) -> None:
    """Enable `control` where it is `possible` and the person has the right; the services ask again when it is done."""
    if control.property(_OWN) is None:
        control.setProperty(_OWN, control.toolTip())
    allowed = who.may(action)
    control.setEnabled(allowed and possible)
    control.setToolTip(str(control.property(_OWN)) if allowed else reserved_to(RIGHTS[action]))

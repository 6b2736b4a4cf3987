"""French sentences that a candidate is told of their examination."""

from __future__ import annotations

from metroapp.domain.session_acts import Interruption
from metroapp.wording.translate import gettext as _

NOTICES = {
    Interruption.RESTARTED: _(
        "Le poste a redémarré : absent {lost}. Rien de ce qui était mesuré n'est perdu. "
        "Le surveillant peut vous rendre ce temps."
    ),
    Interruption.CLOCK_BACK: _(
        "L'horloge du poste a reculé de {lost} : votre temps continue comme avant. Prévenez le surveillant."
    ),
}


def notice(interruption: Interruption, seconds: int) -> str:
    """What happened to the post in the middle of a phase."""
    minutes, rest = divmod(seconds, 60)
    return NOTICES[interruption].format(lost=f"{minutes} min {rest:02} s" if minutes else f"{rest} s")

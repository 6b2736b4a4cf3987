"""The temperatures of a series, on screen and on paper."""

from __future__ import annotations

from metroapp.domain.operations import TemperatureTaken
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, number
from metroapp.wording.translate import gettext as _

TITLE = _("Températures de la série")
TAKE = _("Noter…")
TAKE_NAME = _("Noter les températures")
NOT_TAKEN = _("Non notées : les longueurs sont celles qui ont été lues.")
PART = _("Pièces (°C)")
ROOM = _("Atelier (°C)")
HALF_WIDTH = _("À ± (°C)")
MATERIAL = _("Matière")
NO_MATERIAL = _("non précisée")
CORRECTS = _("Ramener à 20 °C les longueurs mesurées ensuite")
CORRECTS_TIP = _(
    "La valeur lue reste au relevé, à côté de sa correction ; l'incertitude de la correction s'ajoute à celle de la "
    "mesure."
)
RECORD = _("Enregistrer")

_TAKEN = _("Pièces {part} °C, atelier {room} °C (± {half_width} °C)")
_CORRECTED = _("{taken} ; longueurs ramenées à 20 °C ({material})")
_NOT_CORRECTED = _("{taken} ; longueurs non corrigées")
_SAID = _("{line}. {moment}, {by}.")


def line(taken: TemperatureTaken) -> str:
    """What was taken, and whether lengths are brought back to 20 °C from then on."""
    said = degrees(taken)
    if taken.corrects and taken.material is not None:
        return _CORRECTED.format(taken=said, material=label(taken.material))
    return _NOT_CORRECTED.format(taken=said)


def degrees(taken: TemperatureTaken) -> str:
    """What was taken, alone."""
    return _TAKEN.format(part=number(taken.part), room=number(taken.room), half_width=number(taken.half_width))


def state(taken: TemperatureTaken | None) -> str:
    """The same with when and by whom; what it means where nothing was taken."""
    return NOT_TAKEN if taken is None else _SAID.format(line=line(taken), moment=moment(taken.at), by=taken.by)

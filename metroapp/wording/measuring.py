"""The words that a service writes into a record in the operator's place."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SECOND_READING = _("seconde lecture concordante")
ZERO_DRIFTED = _("zéro dérivé")
SET_ELSEWHERE = _("{instrument} remis à zéro sur une autre pile dans le relevé {number}")
MEAN_OF = _("moyenne de {count} lectures au même endroit")
TYPED = _("{value}, tapée au clavier")  # an elementary reading that was not taken

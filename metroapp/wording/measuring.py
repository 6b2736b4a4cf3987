"""The words that a service writes into a record in the operator's place."""

from __future__ import annotations

from metroapp.domain.zero_watch import ZeroEnd
from metroapp.wording.translate import gettext as _

SECOND_READING = _("seconde lecture concordante")
CONSTANT_DRIFTED = _("constante de touche non prouvée")
ZERO_DRIFTED = _("zéro dérivé")
READ_OTHERWISE = _("{instrument} lu autrement sur la même pile, au zéro du repère {balloon}")
ENDED = {  # by what was done with a comparator outside the record
    ZeroEnd.OTHER_STACK: _("{instrument} remis à zéro sur une autre pile dans le relevé {number}"),
    ZeroEnd.READ_OTHERWISE: _("{instrument} lu autrement sur la même pile dans le relevé {number}"),
    ZeroEnd.MOUNTED: _("{instrument} monté à nouveau dans le relevé {number}"),
    ZeroEnd.ADJUSTED: _("{instrument} ajusté depuis son zéro"),
    ZeroEnd.VERIFIED: _("{instrument} vérifié depuis son zéro"),
}
MEAN_OF = _("moyenne de {count} lectures au même endroit")
TYPED = _("{value}, tapée au clavier")  # an elementary reading that was not taken

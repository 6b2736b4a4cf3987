"""What a candidate declares on the measuring page."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

MEANS = _("Instrument : {number}")
MEANS_MISSING = _("Instrument : à déclarer")
MEANS_TIP = _("Dire l'instrument choisi pour ce repère")
MEANS_OF = _("Repère {balloon} : quel instrument ?")
CHOICE = _("{number} · {designation}")
VALUE = _("{box} :")
NO_VALUE = _("Aucune valeur à déclarer")
GOOD, BAD = _("C"), _("NC")
GOOD_TIP, BAD_TIP = _("Déclarer la valeur conforme"), _("Déclarer la valeur non conforme")
GOOD_NAME, BAD_NAME = _("Conforme"), _("Non conforme")
PIECE = _("Pièce {piece} :")
SORT_TIP = _("Trier la pièce : {sort}")
DECLARED_SIGN = _("{mark}")
UNDECLARED_SIGN = "·"

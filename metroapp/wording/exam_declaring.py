"""What a candidate declares on the measuring page."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

MEANS = _("Repère {balloon} : {number}")
MEANS_MISSING = _("Repère {balloon} : instrument ?")
NOT_SAID = _("Non déclaré")
MEANS_TIP = _("Dire l'instrument choisi pour ce repère")
MEANS_OF = _("Repère {balloon} : quel instrument ?")
CHOICE = _("{number} · {designation}")
VALUE = _("{box} :")
ALL_FILLED_NEXT = _("Déclarez ce qui ne l'est pas encore, triez chaque pièce, puis terminez l'épreuve.")
NO_VALUE = _("Aucune valeur")
GOOD, BAD = _("C"), _("NC")
GOOD_KEY, BAD_KEY = "C", "N"
GOOD_TIP, BAD_TIP = _("Déclarer la valeur conforme (touche C)"), _("Déclarer la valeur non conforme (touche N)")
DECLARE = _("Déclarer C ou NC")
GOOD_NAME, BAD_NAME = _("Conforme"), _("Non conforme")
PIECE = _("Pièce {piece} :")
SORT_TIP = _("Trier la pièce : {sort}")
UNDECLARED_SIGN = "●"

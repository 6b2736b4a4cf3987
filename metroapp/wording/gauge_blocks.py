"""The words of a stack of gauge blocks."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

STACK = _("Empilage de {nominal} mm, {count} cale(s) :")
BLOCK = _("{nominal:>9} mm  n° {serial}  écart {deviation} µm  u = {uncertainty} µm ({basis}){role}")
PROTECTION = _(", protection")
CERTIFIED = _("Longueur certifiée : {certified} mm, incertitude-type u = {uncertainty} mm.")
OVERDUE = _("Cales échues, non prises : {serials}.")

"""The words that a DFQ file carries for people."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

REMARK = _("relevé {number} ; {program}")
OPEN = _("relevé non clos")
SIMULATED = _("SIMULÉ")
CALLOUT = _("cote {callout} ; {criticality} ; décision : {rule}")
CONCESSION = _("dérogation {number}")
SHEET = _("fiche NC {number}")
MEANS = _("moyen {number}")
BY = _("par {name}")

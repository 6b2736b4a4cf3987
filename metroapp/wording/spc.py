"""The texts of the page that masters the process: charts, tool offsets, studies, samplings, follow-up."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PAGE = _("Maîtrise")
PAGE_NAME = _("Maîtrise du procédé : cartes, correcteurs, études, suivi")
TITLE = _("Maîtrise du procédé")

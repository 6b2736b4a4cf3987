"""The words that a QIF file carries for people."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SCOPE = _("Results")  # as the schema writes it
REPORT_TYPE = _("relevé de contrôle")
SIMULATED = _("SIMULÉ : mesures d'instruments simulés, sans valeur pour une pièce")

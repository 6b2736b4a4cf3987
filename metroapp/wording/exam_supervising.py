"""The words of what the supervisor signs about a candidate in a phase."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

WHY = _("Pourquoi")
REFERENCE_TITLE = _("{place} : mesure de référence")
REFERENCE_SAID = _("Mesurez les pièces maintenant, ou prenez un relevé des mêmes pièces, fait et clos après l'épreuve.")
REFERENCE_OF = _("Mesure de référence")
REFERENCE_NOW = _("Mesurer maintenant")
REFERENCE_RECORD = _("{number}, clos le {at}")
GO_ON = _("Continuer")
SUSPEND_TITLE = _("Suspendre · {place}")
SUSPEND_SAID = _("Le temps s'arrête, rien n'est enregistré tant que l'épreuve n'est pas reprise.")
SUSPEND = _("Suspendre")
CAUSE = _("Cause")
RESUME_TITLE = _("Reprendre · {place}")
RESUME_SAID = _("Le temps du candidat court à nouveau.")
RESUME = _("Reprendre")
GRANT_TITLE = _("Donner du temps · {place}")
GRANT_SAID = _("Ce temps s'ajoute au temps alloué.")
GRANT = _("Donner ce temps")
MINUTES = _("Minutes")
SECONDS = _("Secondes")
COUNTERSIGN_TITLE = _("Contresigner · {place}")
COUNTERSIGN_SAID = _("Le candidat a signé. Après votre signature, son relevé ne change plus.")
COUNTERSIGN = _("Contresigner")
REMARK = _("Remarque (facultative)")

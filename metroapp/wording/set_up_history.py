"""The follow-up of the set-up data of a work order in words: on paper, in the window, at the command line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.tool_register import Axis
from metroapp.wording.corrections import as_typed
from metroapp.wording.translate import gettext as _

TITLE = _("Suivi des réglages")
COUNTS = _("Interventions")
_COUNTED = _("{count} × {kind}")
NO_INTERVENTION = _("aucune")
SHEETS, SHEET_SHEETS = _("Fiches de réglage, relevé par relevé"), _("Réglages")
TOOLS, SHEET_TOOLS = _("Outils, jauges et correcteurs"), _("Outils")
INTERVENTIONS, SHEET_INTERVENTIONS = _("Interventions à la machine, dans l'ordre"), _("Interventions")
PROGRAMS, SHEET_PROGRAMS = _("Programmes et leurs indices"), _("Programmes")
FILES, SHEET_FILES = _("Programmes classés au dossier"), _("Programmes classés")
RECORD = _("Relevé")
OPERATION = _("Phase")
STATE = _("État")
LAST, REPLACED, NOT_FILLED = _("en vigueur"), _("remplacée"), _("non remplie")
SINCE = _("Depuis le")
TYPED = _("Correcteur tapé (mm)")
_TYPED_ON = _("{axis} {amount}")
GAUGE_CHANGED = _("jauge modifiée")
NOTE = _("À noter")
RESULT = _("Résultat")
PROGRAM, REVISION, RECORDS = _("Programme"), _("Indice"), _("Relevés")
FILE, DIGEST, FILED = _("Fichier"), _("Empreinte (SHA-256)"), _("Classé le")
MISSING = _("Sans fiche de réglage : {records}. Elle se remplit à la page Suivi du relevé.")
GAUGE_NOTE = _(
    "La jauge est celle de la fiche de réglage ; le correcteur est ce qui a été tapé à la machine pendant l'OF."
)

# -- in the window and at the command line
BUTTON_PDF, BUTTON_XLSX = _("Réglages (PDF)"), _("Réglages (Excel)")
BUTTON_TIP = _("Suivi des réglages de l'OF : fiches, outils et jauges, interventions, programmes")
WRITTEN = _("Suivi des réglages écrit : {path}")
EXPORT_NAME = "reglages"


def counted(count: int, kind: str) -> str:
    """`2 × changement d'outil`."""
    return _COUNTED.format(count=count, kind=kind)


def typed(totals: Iterable[tuple[Axis, Decimal]]) -> str:
    """`X −0,040`."""
    return ", ".join(_TYPED_ON.format(axis=axis.value, amount=as_typed(amount)) for axis, amount in totals)

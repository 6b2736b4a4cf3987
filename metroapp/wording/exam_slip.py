"""The words of the slip of a candidate."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Convocation de candidat")
FILE = _("convocations")
OF_CANDIDATE = _("Candidat {candidate}")
SESSION = _("Session")
DAY = _("Date")
CANDIDATE = _("Candidat")
CANDIDATE_NAMED = _("{candidate} · {name}")
POST = _("Poste")
WORK_ORDER = _("Ordre de fabrication")
EXTRA = _("Aménagement")
PERCENT = _("temps majoré de {extra} %")
CODE = _("Votre code")
CODE_SAID = _("à taper au poste, à l'écran « Je suis candidat »")
PHASES = _("Vos épreuves")
PHASE = _("Épreuve")
MACHINE = _("Machine")
OPERATION = _("Opération")
PART_TITLE = _("Pièce")
PART = _("{reference}, indice {revision}")
PIECES = _("Pièces")
TIME = _("Temps")
NOTHING = _("–")
NOTES = (
    _("Ce code est à vous seul : ne le prêtez pas, rendez ce papier au surveillant à la fin."),
    _("Le temps court dès que vous commencez une épreuve. S'il est dépassé, c'est noté, et vous pouvez finir."),
    _("Un danger, une panne : appelez le surveillant, il suspend votre temps."),
)

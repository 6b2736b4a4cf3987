"""The names of the demonstration workshop."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

WORKSHOP = _("Atelier de démonstration")
CANDIDATE = _("Camille Martin")
QUALITY_TECHNICIAN = _("Dominique Leroy")
TRAINER = _("Claude Fabre")
JURY = _("Andréa Petit")
SUPERVISOR = _("Sacha Moreau")
SESSION_MANAGER = _("Alix Dubois")
CODES_FILE = _("codes-demonstration.csv")
CODES_TITLES = (_("Nom"), _("Rôle"), _("Code"))
WORK_ORDER = _("OF-DEMO-{seed}")
LOT = _("L-{seed}")
OPERATION = _("Phase 20 – tournage CN")
MACHINE = _("Tour CN T-03")
NO_CABLE = _("moyen sans liaison")
RETAKE_REASON = _("mauvaise position")
CONCESSION_REASON = _("usure de la plaquette en fin de série")
CONCESSION_CONSEQUENCES = _("aucune : le montage et la fonction ne sont pas touchés")
CONCESSION_OPINION = _("montage vérifié, sans conséquence")
CONCESSION_REFERENCE = _("BE-DEMO-12")
DESIGNER = _("Maxime Roux, bureau d'études")
FOUND = _("cote hors tolérance, vue au contrôle de la pièce")
CAUSE = _("plaquette usée")
SET_ASIDE = _("bac rouge du poste de contrôle")
ACTION = _("changer la plaquette toutes les 40 pièces")
ACTION_OWNER = _("Méthodes")

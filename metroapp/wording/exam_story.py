"""What the demonstration of an examination says as it happens."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Technicien en usinage, démonstration")
SECOND_JURY = _("Noa Lambert")
SHAFT, PLATE = _("Axe d'examen"), _("Plaque d'examen")
DIAMETER, LENGTH, THICKNESS = _("Diamètre de portée"), _("Longueur"), _("Épaisseur")
CUSTOMER = _("Centre d'examen")
MACHINE_TURNING, MACHINE_MILLING = _("Tour CN T-03"), _("Centre CU-01")
OPERATION = _("Phase {number}")
CANDIDATE = _("Candidat {number}")
POST = _("Poste {number}")
CHIP = _("copeau enroulé autour de la pièce")
JURY_ASKED = _("demandée par le jury : longueur raccourcie de 1 mm")
GRANTED = _("temps perdu à dégager le copeau")
NO_CABLE = _("câble débranché")
PROGRAM = _("O1042")
PROGRAM_FILE = _("O1042.nc")
PROGRAM_TEXT = _("O1042 (AXE D'EXAMEN)\nG54 G90\nM30\n")
OPENED = _("Session {number} ouverte : deux candidats, deux épreuves, toutes les aides coupées.")
SUSPENDED = _("Candidat {candidate} : épreuve suspendue pour sécurité, puis reprise ; temps accordé.")
MODIFIED = _("Candidat {candidate} : modification M1 demandée par le jury, à partir de la pièce 3.")
ENDED = _("Candidat {candidate}, {phase} : terminée et signée, contresignée par le surveillant.")
OVERRUN = _("Candidat {candidate}, {phase} : temps dépassé, noté et non imposé ; une case laissée vide.")
REFERENCE = _("Candidat {candidate}, {phase} : pièces mesurées en référence par le formateur.")
CLOSED = _("Session {number} close : {left}")

"""The candidate at the door and before a phase."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

I_AM_CANDIDATE = _("Je suis candidat")
I_AM_CANDIDATE_TIP = _("Entrer avec le code de la convocation : numéro, tiret, code")
CODE_OF_CANDIDATE = _("votre convocation (07-4831)")
CANDIDATE = _("Candidat {number} · {title}")
TIME = _("{reference} · {pieces} pièces · {minutes} min")
TIME_ONE_PIECE = _("{reference} · 1 pièce · {minutes} min")
ALL_ENDED = _("Vos épreuves sont terminées : appelez le surveillant pour sa signature, puis quittez le poste.")
TO_BEGIN = _("À commencer")
LEFT = _("Reste {left}")
OVERRUN = _("Temps dépassé de {left}")
BEGIN = _("Commencer l'épreuve")
RESUME = _("Reprendre l'épreuve")
ENDED = _("Épreuve terminée")
SUSPENDED = _("Suspendue : {why}")
NO_SESSION = _("La session d'examen est terminée : il ne reste rien à faire à ce poste.")
NOT_BEGUN = _("L'épreuve n'a pas commencé")

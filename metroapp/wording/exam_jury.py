"""The pages of the jury: facts, replay, candidates side by side."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TAB, TAB_TIP = _("Jury"), _("Les preuves de chaque candidat, pour le jury")
PAGE, PAGE_TIP = _("Examens"), _("Les preuves des candidats aux sessions d'examen")
SESSION, CANDIDATE = _("Session"), _("Candidat")
SESSION_SAID = _("{number} · {title}")
CANDIDATE_SAID = _("{number} · {name}")
EVIDENCE, REPLAY, COMPARE = _("Preuves"), _("Rejeu"), _("Côte à côte")
SHEET, SHEET_TIP = _("Fiche de preuves"), _("Voir et exporter la fiche de preuves du candidat, en PDF")
NO_SESSION = _("Aucune session d'examen n'a commencé ici.")
READING = _("Lecture des preuves…")
CRITERION, FACTS = _("Critère"), _("Faits établis par le programme")
NO_FACTS = _("Aucun fait : le candidat n'a pas commencé.")
WHEN, PLACE, WHAT = _("Heure"), _("Où"), _("Ce qui s'est passé")
NO_ENTRY = _("Rien ne s'est encore passé.")
FIGURE = _("Fait")
FACTS_ONLY = _("Le programme établit des faits ; le jury décide. Aucune note n'est calculée.")
AT_MOMENT = _(
    "Le relevé tel qu'il était le {at}, avec le verdict et le tri du programme ; après la valeur et sous le tri, ce "
    "que le candidat a déclaré."
)
SORT_DECLARED, SORT_UNDECLARED = _("candidat : {sort}"), _("candidat : –")
NO_RECORD = _("À ce moment, aucun relevé n'était ouvert.")
LEFT_TO_JURY = _("Au jury.")

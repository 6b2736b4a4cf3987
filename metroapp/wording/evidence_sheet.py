"""The words of the fiche de preuves, which a jury reads: facts, and room for what the jury saw."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Fiche de preuves")
NUMBER = _("{session} / {candidate}")
DATE = _("Date de la session")
PHASES = _("Épreuves")
JURY = _("Jury")
SUPERVISORS = _("Surveillants")
CRITERIA = _("Critères")
DATED = _("en vigueur au {day}")
WORK_ORDER = _("OF")
RECORD = _("Relevé")
STATE = _("État")
MODIFICATION = _("Modification du jury")
MODIFIED = _("{mark}, après la pièce {after} : {reason}")
NONE = _("aucune")
WITHDRAWN = _("Candidat retiré le {at} : {reason}.")
PHASE_TITLE = _("Épreuve : {title}")
PHASE_SHEET = _("Épreuve {number}")
CRITERION = _("{number}. {title}")
CRITERION_UNCONFIRMED = _("{number}. {title} *")
UNCONFIRMED = _("* {said}")
FACTS = _("Faits établis par le programme")
SOURCE = _("Source des critères : {source}")
UNREFERENCED = _("Sans valeur de référence : {boxes}.")
OTHER_LIMITS = _("Référence jugée par d'autres limites, non comparée : {boxes}.")
SIMULATED = _("Valeurs lues sur des instruments simulés.")

SHEET_MEANS, MEANS = _("Instruments"), _("Instruments, par cote")
DECLARED, USED, VALUES = _("Déclaré"), _("Employé"), _("Valeurs")
FITNESS, REFUSAL, SUITED = _("Aptitude"), _("Refus que le programme aurait opposé"), _("Moyens aptes ce jour-là")
UNPROVEN = _("aptitude non démontrable : {means}")
REPLACED = _("{last} (avant : {before})")
USED_UNDECLARED = _("{instrument} (non déclaré)")
NO_FITNESS = _("sans objet")

SHEET_ACCURACY, ACCURACY = _("Exactitude"), _("Écarts à la mesure de référence, par cote")
COUNTED, LARGEST, MEAN = _("Comptés"), _("Plus grand |écart|"), _("Écart moyen (signé)")
LARGEST_PERCENT, MEAN_PERCENT = _("Plus grand |écart|, % IT"), _("Moyenne des |écarts|, % IT")
INDICATIVE = _("Indicatifs")
SHEET_DEVIATIONS = _("Écarts")
DEVIATIONS = _("Écarts à la mesure de référence {record}, valeur par valeur. Épreuve : {phase}")
REFERENCE, REFERENCE_MEANS, DEVIATION, PERCENT = _("Référence"), _("Moyen de réf."), _("Écart"), _("% IT")
EXPANDED, TENTH, EN, STANDING = _("U réf. (k\u00a0=\u00a02)"), _("IT/10"), _("En"), _("Compte")
EN_NOTE = _(
    "En (ISO 13528) = (valeur − référence) / √(U² + U réf.²) : donné seulement avec deux instruments différents et "
    "deux incertitudes connues ; il se lit avec l'aptitude de l'instrument. Un écart ne compte que si U réf. ≤ IT/10."
)

SHEET_VERDICTS, VERDICTS = _("Verdicts"), _("C, NC et tri du candidat, comparés")
COMPARISON, COMPARED, AGREED = _("Comparaison"), _("Comparés"), _("D'accord")
FALSE_ACCEPT, FALSE_REJECT = _("Acceptés à tort"), _("Refusés à tort")
OTHERWISE, UNDECIDED, INCOMPLETE, UNDECLARED, NOT_COUNTED = (
    _("Dérog. d'un côté"),
    _("À confirmer"),
    _("Incomplètes"),
    _("Non déclarés"),
    _("Sans réf. sûre"),
)
BOXES_PROGRAM, BOXES_REFERENCE = _("valeurs, avec le programme"), _("valeurs, avec la référence")
PIECES_PROGRAM, PIECES_REFERENCE = _("pièces, avec le programme"), _("pièces, avec la référence")
SHEET_DIFFERENT, DIFFERENT = _("Différences"), _("Déclarations qui diffèrent")
PROGRAM, WITH = _("Programme"), _("Comparaison")

SHEET_TIMELINE, TIMELINE = _("Déroulement"), _("Déroulement de l'épreuve")
WHEN, WHAT = _("Heure"), _("Fait")
FIRST_VALUE, LAST_VALUE = _("première valeur"), _("dernière valeur")

REMARK = _("Remarques du jury")
SHEET_REMARK = _("Remarques")
OBSERVED = _("Observé par le jury (le programme n'en voit rien)")
SAFETY = _("Sécurité et manipulation : observé par le jury (le programme n'en voit rien)")
JURY_MEMBER = _("Jury")


# At the command line
VERB = _("les sessions d'examen : liste, état, fiche de preuves, candidats côte à côte")
VERB_LIST = _("les sessions de l'archive")
VERB_SHOW = _("une session : épreuves, candidats, temps")
VERB_EVIDENCE = _("les preuves d'un candidat, pour le jury : texte, JSON ou fiche PDF")
VERB_COMPARE = _("les candidats d'une épreuve côte à côte, pour le jury")
VERB_NUMBER = _("numéro de la session (SE-2026-001)")
VERB_CANDIDATE = _("numéro du candidat dans la session (07)")
VERB_PHASE = _("une seule épreuve, par sa clé (tournage)")
VERB_OUT = _("fichier PDF à écrire")
VERB_USER = _("membre du jury qui lit ; sans lui, l'archive est lue comme un fichier que l'on détient")
LINE = _("{number} · {on} · {title} · {state} · {candidates}")
CANDIDATES = _("{count} candidats")
ONE_CANDIDATE = _("1 candidat")
NO_SESSION = _("Aucune session d'examen dans cette archive.")
PHASE_LINE = _("Épreuve {key} : {title}, {reference} indice {revision}, {pieces} pièces, {minutes} min")
PEOPLE_LINE = _("{role} : {names}")
CANDIDATE_LINE = _("Candidat {number} ({name}), {phase} : {state}{times}")
CANDIDATE_TIMES = _(", {taken} sur {allotted}{over}")
CANDIDATE_OVER = _(", dépassé de {over}")
CANDIDATE_WITHDRAWN = _("Candidat {number} ({name}) : retiré, {reason}")
NOBODY = _("personne")
COMPARED_TITLE = _("Épreuve {title}")
COMPARED_CANDIDATE = _("Candidat {number}")

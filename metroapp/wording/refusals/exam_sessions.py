"""What is refused of preparing and supervising an examination session, each with a way out."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

EXAM_SESSIONS: dict[str, str] = {
    "exam.unknown": _("Il n'y a pas de session {number} ici : choisissez-en une dans la liste."),
    "exam.not_preparing": _("La session {number} est {state} : ce qu'elle est ne change plus. Préparez-en une autre."),
    "exam.not_open": _("La session {number} n'est pas encore ouverte : ouvrez-la d'abord."),
    "exam.closed": _("La session {number} est close : elle se lit, rien n'y change plus."),
    # being prepared
    "exam.untitled": _("Il manque le titre de la session : tapez-le."),
    "exam.phases_missing": _("Une session a au moins une épreuve : ajoutez-en une."),
    "exam.phase_unnamed": _("Il manque le nom de l'épreuve : tapez-le."),
    "exam.phase_repeated": _("Deux épreuves ont le même nom, « {phase} » : changez l'un des deux."),
    "exam.phase_pieces": _("Épreuve « {phase} » : de 1 à {most} pièces."),
    "exam.phase_minutes": _("Épreuve « {phase} » : de 1 à {most} minutes."),
    "exam.part_not_validated": _(
        "Épreuve « {phase} » : choisissez une pièce validée. Un brouillon ou une pièce retirée ne s'examine pas."
    ),
    "exam.criteria_not_here": _(
        "Les critères « {key} » ne sont pas connus ici : choisissez-en d'autres, ou mettez leur fichier dans "
        "le dossier « examination » de l'espace de travail."
    ),
    "exam.candidate_number": _("Le numéro d'un candidat a de 1 à 8 chiffres ou lettres : 07."),
    "exam.candidate_unknown": _("La session {number} n'a pas de candidat {candidate} : vérifiez le numéro."),
    "exam.candidates_missing": _("Une session a au moins un candidat : faites-le entrer."),
    "exam.number_taken": _("Le numéro {candidate} est celui de {name} : donnez-en un autre à ce candidat."),
    "exam.person_twice": _("{name} est déjà le candidat {candidate} de cette session : une personne a un numéro."),
    "exam.name_of_staff": _(
        "{name} a déjà un compte dans l'atelier : donnez au candidat son numéro pour nom, par exemple « Candidat 07 »."
    ),
    "exam.person_elsewhere": _(
        "{name} est candidat de la session {number}, qui n'est pas close : donnez un autre nom à ce candidat."
    ),
    "exam.code_missing": _("Le candidat {candidate} n'a pas de code : donnez-lui-en un."),
    "exam.extra_out_of_bounds": _("L'aménagement va de 0 à {most} % du temps."),
    "exam.jury_missing": _("Le jury compte {count} personne : il en faut {least}. Nommez-les."),
    "exam.supervisor_missing": _("Il manque le surveillant de la session : nommez-le."),
    "exam.role_lost": _("{name} n'a pas le rôle « {role} » : donnez-le-lui, ou nommez quelqu'un d'autre."),
    "exam.other_open": _("La session {number} est ouverte à ce poste : clôturez-la avant d'en ouvrir une autre."),
    # being lived
    "exam.withdrawn": _("Le candidat {candidate} ne prend plus part à la session : voyez le responsable de session."),
    "exam.not_withdrawn": _(
        "Le candidat {candidate} prend part à la session : il n'y a pas à le réadmettre. Regardez où il en est."
    ),
    "exam.phase_unknown": _("La session {number} n'a pas d'épreuve « {phase} » : vérifiez son nom."),
    "exam.phase_state": _(
        "Candidat {candidate}, épreuve « {phase} » {state} : cela ne se fait pas maintenant. Regardez où elle en est."
    ),
    "exam.not_supervisor": _("{name} ne surveille pas la session {number} : que l'un de ses surveillants signe."),
    "exam.grant_out_of_bounds": _("Le temps accordé va de 1 seconde à {most} minutes."),
    "exam.phase_going_on": _(
        "Candidat {candidate}, épreuve « {phase} » {state} : qu'il termine et signe avant que la session soit close, "
        "ou retirez-le."
    ),
    "exam.clock_back": _(
        "L'horloge du poste a été reculée de {seconds} s : le temps de l'épreuve continue comme avant, et c'est noté."
    ),
    # the modification
    "exam.modified_already": _(
        "La modification {mark} est déjà entrée pour ce relevé, et il n'y en a qu'une par épreuve : notez l'autre en "
        "contresignant."
    ),
    "exam.modification_pieces": _(
        "La modification vaut à partir de la pièce 2, au plus tard de la dernière des {pieces} : "
        "laissez-en de 1 à {most} avant elle."
    ),
    "exam.modification_same": _("Rien ne change dans cette modification : changez l'exigence d'un repère."),
    "exam.modification_measured": _(
        "Repère {balloon}, pièce {piece} : une valeur y est déjà, jugée par l'exigence d'avant. "
        "Faites valoir la modification à partir d'une pièce suivante."
    ),
    # the reference
    "exam.reference_older": _(
        "Le relevé {record} est antérieur aux pièces de l'épreuve « {phase} » : il ne peut pas les avoir mesurées. "
        "Mesurez-les maintenant."
    ),
    "exam.reference_open": _(
        "La mesure de référence {record} du candidat {candidate} ({phase}) n'est pas finie : terminez-la et signez-la, "
        "même incomplète, puis recommencez."
    ),
    "exam.reference_of_other": _(
        "Le relevé {record} est la référence des pièces d'un autre candidat : choisissez-en un autre, ou mesurez ces "
        "pièces maintenant."
    ),
    "exam.reference_other": _(
        "Le relevé {record} n'est pas une mesure de référence de la pièce {reference} : choisissez-en un autre, "
        "ou mesurez les pièces maintenant."
    ),
}

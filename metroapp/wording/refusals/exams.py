"""What is refused of examination sessions, each with a way out."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

EXAMS: dict[str, str] = {
    # the candidate at the post
    "exam.none_open": _("Aucune session d'examen n'est ouverte à ce poste : appelez le surveillant."),
    "exam.code_unknown": _(
        "Ce code n'ouvre aucune épreuve ici : retapez votre numéro, un tiret, votre code (07-4831), "
        "ou appelez le surveillant."
    ),
    "exam.code_wait": _(
        "Ce code n'ouvre aucune épreuve ici. Attendez {seconds} s avant d'essayer encore, ou appelez le surveillant."
    ),
    "exam.code_in_use": _("Ce code sert déjà : une personne est entrée avec lui. Appelez le surveillant."),
    "exam.post_in_use": _(
        "Une autre épreuve est en cours à ce poste : prenez un autre poste, ou appelez le surveillant."
    ),
    "exam.all_ended": _("Vos épreuves sont terminées et signées : il ne reste rien à faire à ce poste."),
    "exam.not_a_candidate": _("Seul un candidat de la session ouverte commence une épreuve : entrez avec votre code."),
    "exam.phase_running": _("L'épreuve « {phase} » est en cours : terminez-la d'abord."),
    "exam.phase_ended": _("L'épreuve « {phase} » est terminée et signée : rien ne s'y ajoute plus."),
    "exam.part_missing": _(
        "La pièce {reference}, indice {revision}, n'est plus dans cet atelier : appelez le responsable de session."
    ),
    "exam.not_begun": _("Aucune épreuve n'est en cours à ce poste : commencez-en une."),
    "exam.other_person": _(
        "Ce relevé est celui du candidat {candidate} : lui seul le remplit. Qu'il entre avec son code."
    ),
    "exam.only_in_session": _("Un candidat ne remplit que le relevé de son épreuve : commencez ou reprenez l'épreuve."),
    "exam.archives_closed": _("Un candidat ne voit que le relevé de son épreuve : les archives lui sont fermées."),
    "exam.suspended": _(
        "L'épreuve est suspendue ({cause}) : rien n'est pris. Attendez que le surveillant la fasse reprendre."
    ),
    "exam.end_by_signing": _("Un relevé d'épreuve se clôt avec l'épreuve : « Terminer et signer »."),
    "exam.nothing_measured": _("Pièce {piece}, repère {balloon} : rien n'est mesuré, il n'y a rien à déclarer."),
    "exam.not_a_sort": _("Pièce {piece} : triez-la conforme, non conforme ou sous dérogation."),
    "exam.means_undeclared": _("Repère {balloon} : déclarez d'abord l'instrument que vous utilisez."),
    "exam.means_cannot": _(
        "Repère {balloon} : {instrument} ne donne pas une telle valeur. Déclarez l'instrument que vous avez lu."
    ),
    "exam.means_not_for": _(
        "Repère {balloon} : {instrument} n'est pas pris pour cette cote. Utilisez un autre instrument."
    ),
    # of a means advised, where no limit is said
    "exam.means_coarse": _("Son échelon ou son incertitude dépasse ce que permet cette tolérance."),
    "exam.means_range": _("Cette cote est hors de ce qu'il peut lire."),
    "exam.means_range_ends": _("Son étendue finit à cette cote : une pièce au-delà ne se lira pas."),
    "exam.means_course": _("Sa course est trop courte pour cette cote."),
    "exam.no_allowance": _(
        "Dans cette épreuve, aucun moyen n'est refusé, rien n'est à autoriser : mesurez avec celui que vous déclarez."
    ),
    "exam.no_sweep": _("Repère {balloon} : aucun instrument branché ici ne suit la surface. Relevez les extrêmes."),
    "exam.not_asked": _("{instrument} ne se demande pas d'ici : envoyez sa valeur depuis l'instrument, ou tapez-la."),
    "exam.evidence_for_jury": _("Les preuves d'un candidat sont pour le jury : un de ses membres entre avec son code."),
    "exam.secret_missing": _("Donnez le fichier du code de {name} : --secret-file FICHIER."),
    "exam.paper_for_jury": _(
        "{number} est un relevé d'examen : ce document dit le verdict du programme, que seul le jury lit. "
        "Exportez le relevé en PDF ou en Excel, qui est le travail du candidat."
    ),
    "exam.criteria_unknown": _(
        "Les critères « {key} » de cette session ne sont pas connus ici : remettez leur fichier dans le dossier "
        "« examination » de l'espace de travail."
    ),
    "exam.criteria_damaged": _(
        "Le fichier de critères {file} ne se lit pas : corrigez-le, ou remettez-le comme il était."
    ),
    "exam.no_results_file": _(
        "Pendant l'épreuve, aucun fichier de résultats n'est repris : déclarez la machine, puis tapez ses valeurs."
    ),
    "exam.limits_kept": _("Pendant l'épreuve, les limites calculées ne sont pas données : tirez-les du plan."),
    "exam.verdict_kept": _("Pendant l'épreuve, le verdict du programme n'est pas donné : à vous de le déclarer."),
}

"""What is refused of studies of measuring systems."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

STUDIES: dict[str, str] = {
    "study.not_operator": _(
        "{name} n'est pas de l'étude {number} : c'est à {operators} de mesurer, ouvrez la session de l'un d'eux."
    ),
    "study.over": _("L'étude {number} est terminée : plus rien ne s'y ajoute, ouvrez-en une autre."),
    "study.operator_twice": _("Un opérateur est nommé deux fois : gardez-le une fois."),
    "study.too_long": _("L'étude demande plus de {most} mesures : moins de pièces, ou moins d'essais."),
    "study.tolerance": _("L'intervalle de tolérance doit être positif : écrivez par exemple 0,1."),
    "study.crossed_design": _(
        "Il faut au moins deux opérateurs, deux pièces et deux essais : 3, 10 et 3 sont courants."
    ),
    "study.linearity_design": _(
        "Une étude de linéarité a un opérateur, au moins deux étalons de tailles différentes, et deux mesures de "
        "chacun : cinq étalons et douze mesures sont courants."
    ),
    "study.attribute_design": _("Il faut au moins deux pièces, et deux réponses pour chacune : ajoutez un essai."),
    "study.type_1_design": _(
        "Une étude de type 1 a un opérateur, une pièce, et au moins {least} mesures : 50 sont courantes."
    ),
    "study.no_reference": _("Une étude de type 1 demande la taille de l'étalon et la tolérance : complétez-les."),
    "study.subject": _("Dites ce qui est mesuré : la pièce et son repère, ou la cote."),
    "study.no_instrument": _("Choisissez l'instrument étudié dans le registre."),
    "study.not_measuring": _(
        "{name} n'a pas le droit de mesurer : choisissez quelqu'un d'autre, ou donnez-lui un rôle."
    ),
    "study.instrument_refused": _(
        "{instrument} ne peut pas servir : {objections}. Faites-le vérifier, ou étudiez un autre instrument."
    ),
    "study.unknown": _("Aucune étude ne porte le numéro {number}."),
    "study.none": _("Aucune étude n'est en cours à ce poste : choisissez-en une, puis Mesurer."),
    "study.going_on": _("{instrument} est en étude ({number}) : mettez l'étude en pause, puis recommencez."),
    "study.other_going_on": _("L'étude {number} est en cours à ce poste : mettez-la en pause d'abord."),
    "study.reading_doubtful": _("Lecture de {instrument} douteuse, non prise : mesurez encore la même pièce."),
    "study.too_soon": _(
        "Lecture double de {instrument} : seule la première est prise. Prenez la pièce suivante, puis mesurez."
    ),
    "study.answer_too_soon": _(
        "Deux réponses coup sur coup : seule la première est prise. Prenez la pièce suivante, puis répondez."
    ),
    "study.wrong_standard": _(
        "{value} est la taille de l'étalon {standard}, et c'est le tour de l'étalon {expected} : changez d'étalon."
    ),
    "study.no_verdict": _("Choisissez : le système de mesure convient, ou ne convient pas."),
    "study.out_of_range": _("{value} est hors de l'étendue de {instrument}, qui s'arrête à {end} : mesurez encore."),
    "study.standard_out_of_range": _(
        "L'étalon {value} est hors de l'étendue de {instrument}, qui s'arrête à {end} : donnez ce qu'il doit afficher "
        "(pour un comparateur, l'écart à son réglage)."
    ),
    "study.wants_answers": _("L'étude {number} demande bonne ou mauvaise : répondez avec les deux grands boutons."),
    "study.wants_values": _("L'étude {number} demande des mesures, pas des réponses."),
    "study.all_measured": _("Tout est mesuré dans l'étude {number} : il reste à conclure."),
    "study.turns_over": _("{name} a tout mesuré : c'est à {next}, qui ouvre sa session."),
    "study.wrong_piece": _("Vous avez la pièce {piece}, c'est le tour de la pièce {expected} : changez de pièce."),
    "study.nothing_read": _("{name} n'a rien mesuré dans cette étude : il n'y a rien à reprendre."),
    "study.reason_missing": _("Dites pourquoi la mesure est reprise : la première reste gardée, avec ce motif."),
    "study.no_such_piece": _("L'étude n'a pas de pièce {piece} : elle en a {pieces}."),
    "study.incomplete": _("Il reste {left} mesure(s) à prendre dans l'étude {number} : finissez-la, ou abandonnez-la."),
}

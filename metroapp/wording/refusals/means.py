"""What is refused of the choice of a means, and of what allows one that is refused."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

MEANS: dict[str, str] = {
    "means.refused": _(
        "{instrument} est refusé pour le repère {balloon} ({objections}) : prenez un autre moyen, ou faites autoriser "
        "celui-ci par le technicien qualité."
    ),
    "means.not_refused": _(
        "Rien ne s'oppose à l'emploi de {instrument} pour le repère {balloon} : il n'y a rien à autoriser, mesurez."
    ),
    "means.unable": _(
        "{instrument} ne peut pas donner la valeur du repère {balloon}, et personne ne peut l'autoriser : prenez un "
        "moyen de genre {means}."
    ),
    "means.to_pick": _(
        "Plusieurs moyens vont au repère {balloon} ({instruments}) : lisez le code de celui que vous tenez, ou "
        "choisissez-le, puis répondez."
    ),
    "means.other_kind": _(
        "{instrument} n'est pas le moyen attendu au repère {balloon} : il y faut un moyen de genre {means}."
    ),
    "means.entered_since": _(
        "{instrument} est entré au registre après l'ouverture du relevé {number} : ouvrez un autre relevé pour vous "
        "en servir."
    ),
    "means.number_taken": _("{instrument} est déjà au registre : donnez un autre numéro, ou modifiez ce moyen."),
    "means.designation_missing": _("Le moyen n'a pas de désignation : dites ce qu'il est, en quelques mots."),
}

"""What is refused of the dossier de fabrication of a work order."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

DOSSIERS: dict[str, str] = {
    "dossier.no_number": _("Un dossier de fabrication se tient par OF : donnez le numéro de l'OF."),
    "dossier.unknown": _(
        "L'OF {number} n'est connu d'aucun relevé et d'aucun document : vérifiez son numéro, sur le relevé ou dans la "
        "liste des OF."
    ),
    "dossier.empty_file": _("{file} est vide : choisissez le fichier de nouveau."),
    "dossier.not_kept": _("Ce n'est pas un fichier du classeur : joignez-le de nouveau."),
    "dossier.paper_known": _("{file} est déjà dans cette rubrique du dossier, avec le même contenu."),
    "dossier.many_papers": _(
        "Le dossier a déjà {most} documents : retirez-en qui ne servent plus, ou réunissez-en dans un même PDF."
    ),
    "dossier.too_heavy": _(
        "Les documents du dossier dépasseraient {most} Mo : enregistrez celui-ci plus léger, ou retirez-en qui ne "
        "servent plus."
    ),
    "dossier.paper_unknown": _(
        "Le dossier de l'OF {number} n'a pas de document {paper} : son numéro est dans le contenu du dossier."
    ),
    "dossier.paper_withdrawn": _("{file} est déjà retiré du dossier."),
    "dossier.not_opened": _(
        "{file} n'est pas d'un genre que ce poste ouvre sans risque : enregistrez-en une copie, et ouvrez-la vous-même."
    ),
    "dossier.given_up": _("La reliure du dossier est abandonnée : rien n'est écrit."),
}

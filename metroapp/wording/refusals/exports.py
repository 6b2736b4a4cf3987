"""What is refused of documents that are named, printed, or written many at once."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

EXPORTS: dict[str, str] = {
    "export.nothing_chosen": _("Aucun relevé à exporter : retirez un filtre ou un mot de la recherche."),
    "export.which": _(
        "Dites quels relevés exporter : --record ID, --all, ou ce qu'il faut chercher (--search MOT, --lot, --of…)."
    ),
    "export.full": _(
        "Le disque est plein, {path} n'est pas écrit : libérez de la place, ou choisissez un autre dossier."
    ),
    "export.not_replaced": _(
        "{path} existe déjà et ne peut pas être remplacé : fermez-le s'il est ouvert dans un autre logiciel, ou "
        "choisissez un autre dossier ; rien n'y a été changé."
    ),
    "export.no_format": _("Choisissez au moins un format."),
    "export.paper_of_one": _("Plusieurs relevés s'écrivent sans --what : donnez --record ID pour un autre document."),
    "fair.piece": _("La pièce n° {piece} n'est pas dans ce relevé : donnez un numéro de 1 à {most}."),
    "file_names.empty": _("Le nom des fichiers est vide : écrivez par exemple {{document}}-{{numero}}."),
    "file_names.unknown_field": _("« {{{field}}} » n'est pas connu dans le nom des fichiers. Écrivez : {known}."),
    "file_names.braces": _("Une accolade reste ouverte dans le nom des fichiers : écrivez par exemple {{numero}}."),
    "file_names.no_field": _("Tous les fichiers auraient le même nom : mettez-y au moins un champ, parmi {known}."),
    "watched.not_absolute": _("Donnez le chemin complet du dossier : « {path} » dépend de l'endroit où on le lit."),
    "watched.away": _("Le dossier surveillé {path} est absent ou n'accepte pas de fichier : vérifiez le réseau."),
    "print.no_printer": _(
        "Aucune imprimante n'est installée sur ce poste : enregistrez le PDF, puis imprimez-le depuis un autre poste."
    ),
    "print.failed": _("L'imprimante {printer} n'a pas pris le document : vérifiez-la, ou enregistrez le PDF."),
    "print.given_up": _("L'impression est annulée ; des pages ont pu sortir."),
}

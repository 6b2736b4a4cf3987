"""What is refused of a document or a photograph that is kept."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

DOCUMENTS: dict[str, str] = {
    "document.absent": _("{file} n'est pas un fichier lisible : choisissez le document de nouveau."),
    "document.name": _(
        "Le nom « {file} » ne convient pas : renommez le fichier, sans / ni \\ et avec {most} caractères au plus, puis "
        "joignez-le."
    ),
    "document.too_large": _("{file} dépasse {most} Mo : enregistrez-le en PDF, ou numérisez-le moins finement."),
    "document.of_no_kind": _(
        "{file} n'est ni un PDF, ni une image PNG ou JPEG : enregistrez le document sous l'une de ces formes."
    ),
    "paper.absent": _("{path} n'est pas un fichier lisible : vérifiez son chemin."),
    "paper.too_large": _("{path} dépasse {most} Mo : ce n'est pas un document de ce programme."),
    "paper.unreadable": _(
        "{path} n'est pas un PDF ou un classeur lisible : il est abîmé, incomplet ou protégé ; demandez-en un autre "
        "exemplaire."
    ),
    "paper.of_another_program": _(
        "{path} ne dit pas de quel document il s'agit : c'est un document qui ne prouve rien (étiquettes, formulaire "
        "vierge, modèle d'un client), il n'a pas été exporté par ce programme, ou un autre logiciel en a retiré "
        "l'identité."
    ),
    "sealed.unreadable": _(
        "Ces données scellées ne peuvent pas être lues : le fichier est abîmé, incomplet, ou ne vient d'aucune archive."
    ),
    "sealed.newer": _(
        "Ces données scellées viennent d'une version plus récente du programme : mettez-le à jour pour les lire."
    ),
    "document.lost": _(
        "La copie de {file} n'est plus dans le dossier de travail ni dans ses sauvegardes : joignez ou classez le "
        "document de nouveau."
    ),
    "document.at_post": _("Le fichier {file} est resté sur le poste qui l'a classé : ouvrez-le là-bas."),
    "document.changed": _(
        "La copie de {file} n'est plus celle qui a été gardée, et n'est pas montrée : joignez ou classez le document "
        "de nouveau."
    ),
}

"""What is refused of the drawing of a part and of its balloons."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

BALLOONED_DRAWINGS: dict[str, str] = {
    "drawing.absent": _(
        "Le fichier {file} ne s'ouvre pas : vérifiez qu'il existe et que vous avez le droit de le lire."
    ),
    "drawing.too_large": _(
        "Le plan {file} dépasse {most} Mo : enregistrez-le plus léger, ou seulement les pages qui servent au contrôle."
    ),
    "drawing.too_heavy": _(
        "Le plan {file} demande trop de mémoire : enregistrez-le avec moins de pixels ou de détails."
    ),
    "drawing.not_a_drawing": _(
        "{file} n'est ni un PDF ni une image : donnez un PDF, PNG, JPEG, TIFF, BMP, GIF ou WebP."
    ),
    "drawing.encrypted": _("Le plan {file} est protégé par un mot de passe : enregistrez-le sans protection."),
    "drawing.damaged": _("Le plan {file} est abîmé ou incomplet : copiez-le de nouveau, ou imprimez-le en PDF."),
    "drawing.many_pages": _("Le plan {file} a plus de {most} pages : gardez celles qui servent au contrôle."),
    "drawing.page_size": _(
        "Une page du plan {file} est d'une taille impossible à afficher : imprimez-le en PDF au format A0 ou moins."
    ),
    "drawing.slow": _("Le plan {file} est trop long à lire : imprimez-le en PDF plus simple, ou en image."),
    "drawing.given_up": _("L'ouverture du plan {file} est abandonnée : ouvrez-le de nouveau quand vous voudrez."),
    "drawing.lost": _(
        "Le plan {file} n'est plus dans l'espace de travail : ouvrez-le de nouveau, les repères gardent leur place."
    ),
    "drawing.changed": _(
        "La copie du plan {file} n'est plus celle qui a été repérée : ouvrez de nouveau le fichier d'origine."
    ),
    "drawing.none": _("La pièce {reference} n'a pas de plan : ouvrez-en un dans l'éditeur de la pièce."),
    "drawing.page_absent": _("Le plan n'a pas de page {page} : il en a {pages}, choisissez l'une d'elles."),
    "drawing.balloon_taken": _("Le repère {balloon} est déjà sur le plan : donnez un autre numéro, ou déplacez-le."),
    "drawing.balloon_unnamed": _("Un repère porte de 1 à {longest} signes : donnez son numéro."),
}

"""The texts of choosing a workshop: at the very first start, and later from the settings."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

FIRST_TITLE = _("Bienvenue")
FIRST_SAID = _("Ce poste n'a pas encore d'atelier. Que voulez-vous faire\u00a0?")
OTHER_TITLE = _("Changer d'atelier")
OTHER_SAID = _(
    "La fenêtre se ferme, puis s'ouvre sur l'autre atelier. Rien n'est perdu : un relevé ouvert reste où il en est."
)
OTHER = _("Changer d'atelier…")
OTHER_TIP = _("Ouvrir la démonstration, un nouvel atelier ou celui d'un autre dossier")
CLOSE = _("Rester ici")

DEMONSTRATION = _("Essayer la démonstration")
DEMONSTRATION_SAID = _("Des pièces, des personnes et un banc d'instruments simulés, dans un dossier à part.")
CREATE = _("Créer mon atelier")
CREATE_SAID = _("Lui donner un nom, et un administrateur.")
CREATE_OTHER_SAID = _("Dans un dossier que vous choisissez ; il reste sur ce poste.")
EXISTING = _("Ouvrir un atelier existant")
EXISTING_SAID = _("Le dossier de travail d'un atelier, celui où se trouve archive.sqlite.")
EXISTING_FOLDER = _("Dossier de l'atelier à ouvrir")
NEW_FOLDER = _("Dossier du nouvel atelier")
CHOICE_NAME = _("{choice} : {said}")
LOOKING = _("Ouverture…")
NOT_OPENED = _("Atelier non ouvert")
BACK = _("Revenir au choix de l'atelier")

"""Roughness: what was not traced as agreed, and what cannot be set."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TEXTURES: dict[str, str] = {
    "texture.trace": _(
        "Ce réglage n'existe pas : entrez une coupure λc et une longueur d'évaluation en millimètres, et de 1 à {most} "
        "longueurs de base."
    ),
    "texture.other_trace": _(
        "{instrument} est réglé sur λc {cut_off} mm et {length} mm d'évaluation ; le repère {balloon} demande λc "
        "{wanted} mm et {wanted_length} mm. Rien n'est enregistré : réglez l'appareil et mesurez à nouveau, ou changez "
        "le réglage convenu (ISO 4288, surface tournée ou fraisée : donnez l'avance)."
    ),
    "texture.other_parameter": _(
        "{instrument} a donné {parameter} ; le repère {balloon} demande {wanted}. Rien n'est enregistré : choisissez "
        "{wanted} sur l'appareil et mesurez à nouveau."
    ),
    "texture.other_meaning": _(
        "{instrument} est réglé sur la norme {standard} : son {parameter} n'est pas celui que le plan demande au "
        "repère {balloon}. Rien n'est enregistré : réglez l'appareil sur la norme ISO 1997 et mesurez à nouveau."
    ),
    "texture.not_traced": _(
        "Le repère {balloon} n'est pas une rugosité mesurée au rugosimètre : choisissez-en un autre à régler."
    ),
    "texture.no_standard": _(
        "Le relevé {number} ne suit aucune norme d'état de surface : choisissez-la dans les réglages avant d'ouvrir le "
        "prochain relevé."
    ),
    "texture.spacing": _(
        "Une avance de {spacing} mm sort du tableau de l'ISO 4288 (plus de 0,013 à 4 mm) : entrez l'avance par tour "
        "ou choisissez un profil non périodique."
    ),
    "texture.spacing_missing": _(
        "L'avance manque : entrez l'avance par tour, en millimètres, ou choisissez un profil non périodique."
    ),
    "texture.drawn": _(
        "Le plan impose λc {cut_off} mm au repère {balloon} ({callout}) : réglez le rugosimètre sur cette coupure."
    ),
}

"""What is refused of points."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

GEOMETRY: dict[str, str] = {
    "geometry.co_ordinates": _("{path} n'a ni colonnes x et y, ni angle et radius : ajoutez leurs titres."),
    "geometry.three": _("Un plan ou un axe demande les trois coordonnées : ajoutez la colonne z."),
    "geometry.too_few": _("Il faut au moins {least} points : palpez-en davantage."),
    "geometry.too_many": _("Il y a trop de points pour un calcul exact : gardez-en moins de {most}, bien répartis."),
    "geometry.same_place": _("Tous les points sont au même endroit : palpez-les à des endroits différents."),
    "geometry.in_line": _("Les points sont alignés et ne donnent pas de plan : palpez aussi à côté de cette ligne."),
    "geometry.no_circle": _("Les points sont alignés et ne donnent pas de cercle : palpez tout autour."),
    "geometry.short_arc": _(
        "Les points tiennent dans moins d'un quart de tour, que n'importe quel cercle suit : palpez tout autour."
    ),
    "geometry.radius": _(
        "Un rayon est nul ou négatif : donnez les rayons de la pièce, non des écarts : ajoutez-leur le rayon nominal."
    ),
    "geometry.no_section": _(
        "Une circularité se mesure dans une section : donnez les points d'une même coupe, les autres à part."
    ),
    "geometry.no_datum": _(
        "La référence n'est pas mesurée : donnez au moins {least} points avec « datum » dans la colonne feature."
    ),
    "geometry.nothing_measured": _("Tous les points sont de la référence : ajoutez ceux de l'élément tolérancé."),
    "geometry.no_place": _("Une localisation demande le lieu exact de chaque point : colonnes nominal_x et nominal_y."),
}

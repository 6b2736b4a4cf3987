"""What is refused of the methods that check a geometrical tolerance without a measuring machine."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

GEOMETRIC_METHODS: dict[str, str] = {
    "geometric_method.unknown": _("La méthode « {text} » n'est pas comprise : écrivez par exemple {known}."),
    "geometric_method.no_symbol": _(
        "Une méthode ne sert qu'à une tolérance géométrique : laissez la case vide pour une cote ou un état de surface."
    ),
    "geometric_method.not_without_cmm": _(
        "« {symbol} » ne se contrôle pas au marbre : prenez un gabarit (attribut) ou une machine à mesurer (MMT)."
    ),
    "geometric_method.unfit": _("La méthode « {way} » ne contrôle pas {symbol} : prenez {known}."),
    "geometric_method.axis": _(
        "« {callout} » est la tolérance d'un axe, et cette méthode lit une face : écrivez une formule, ou mesurez à la "
        "machine (MMT)."
    ),
    "geometric_method.co_ordinates": _(
        "« {callout} » demande {wanted} coordonnées, la méthode en donne {count} : ajoutez celles qui manquent."
    ),
    "geometric_method.one_place": _(
        "« {callout} » a plusieurs lieux, chacun avec ses coordonnées : écrivez une ligne pour chacun."
    ),
    "geometric_method.whole": _(
        "Pour {symbol}, toute la surface se juge d'un seul maxi et d'un seul mini : écrivez « exploration »."
    ),
    "geometric_method.one_section": _(
        "Pour {symbol}, une section n'est qu'un cercle : prenez-en au moins {least}, une à chaque bout et au milieu."
    ),
    "geometric_method.with_formula": _("Une formule et une méthode disent deux calculs : gardez l'une des deux."),
    "geometric_method.in_line": _(
        "{rows} × {columns} points sont alignés et ne donnent pas de plan : prenez-en au moins 3 × 3."
    ),
    "geometric_method.setting_lost": _(
        "{instrument} a été débranché ou a perdu son réglage pendant la mesure : les lectures en cours ne comptent "
        "pas. Recommencez-les."
    ),
    "geometric_method.left": _(
        "Le relevé a été quitté pendant une mesure : ses lectures ne comptent pas. Reposez la pièce et recommencez-les."
    ),
    "geometric_method.too_few": _(
        "{count} ne suffit pas pour voir la forme : il en faut au moins {least} (par ligne, par section ou par côté)."
    ),
    "geometric_method.too_many": _("C'est trop pour une pièce : {most} au plus."),
    "geometric_method.figure": _(
        "Un nombre de la méthode est impossible : un pas fait au moins 0,1 mm, une longueur est positive, "
        "un vé a entre 0° et 180° et la pièce entre 2 et 15 lobes."
    ),
    "geometric_method.v_blind": _(
        "Un vé à {angle}° ne voit pas {lobes} lobes : prenez un vé d'un autre angle, ou mesurez des diamètres si le "
        "nombre de lobes est pair."
    ),
}

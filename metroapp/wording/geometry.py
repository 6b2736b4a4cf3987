"""Form, orientation and location computed from points, in words."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

KINDS = {
    "flatness": _("Planéité"),
    "straightness": _("Rectitude"),
    "roundness": _("Circularité"),
    "position": _("Localisation"),
    "coaxiality": _("Coaxialité"),
    "symmetry": _("Symétrie"),
    "parallelism": _("Parallélisme"),
    "perpendicularity": _("Perpendicularité"),
}
METHODS = {
    "minimum_zone": _("zone minimale"),
    "least_squares": _("moindres carrés"),
    "twice_the_largest_distance": _("deux fois le plus grand écart"),
}
FOUND = _("{kind} : {value} mm ({method}, {points} points)")

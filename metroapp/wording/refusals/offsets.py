"""What is refused of a correction of tool offset."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

OFFSETS: dict[str, str] = {
    "offset.pair": _(
        "En {machine}, le correcteur « {corrector} » ne se corrige pas pour « {feature} » : en tournage X va avec "
        "extérieur ou intérieur et Z avec face avant ou épaulement ; en fraisage la longueur va avec hauteur ou "
        "profondeur et le rayon avec extérieur ou intérieur."
    ),
    "offset.sides": _("Dites combien de côtés de la cote la fraise usine : un (1) ou les deux (2)."),
    "offset.nothing_measured": _("Aucune valeur n'est donnée : mesurez au moins une pièce."),
    "offset.dead_band": _("Une bande morte n'est pas négative : donnez la dispersion ou l'incertitude, ou 0."),
    "offset.cap": _("La plus grande correction admise doit être positive : donnez par exemple 0,5."),
    "offset.step": _("L'échelon du correcteur doit être positif : donnez par exemple 0,001."),
}

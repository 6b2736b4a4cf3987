"""What the demonstration of a process that is mastered says as it goes."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PART = _("Bague de centrage")
DIAMETER = _("Diamètre extérieur")
CUSTOMER = _("Client de démonstration")
TOOL = _("T3")
NEW_INSERT = _("plaquette neuve")
FREEZING = _("outil neuf, 25 échantillons sans signal")
MATERIAL = _("barre 5512")

MEASURED = _("Série {number} : {pieces} pièces au micromètre, {points} points.")
OPENED = _("Carte {chart} ouverte sur le diamètre : X̄ – R, 5 pièces par point.")
FROZEN = _("Limites figées sur les points 1 à {last}, signées par {by}.")
DRIFTED = _("La plaquette s'use : {signals} points signalés, {advice}")
CHANGED = _("Outil changé après la pièce {piece} : la carte le porte, les pièces suivantes sont revenues.")
PAPER = _("Papier et classeur de la carte : {files}")

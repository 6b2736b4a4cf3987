"""What the demonstration of a dérogation says as it goes."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PART = _("Entretoise")
LENGTH = _("Longueur")
CUSTOMER = _("Client de démonstration")
DESCRIPTION = _("Longueur 35 au-dessus de sa limite sur la première pièce")
CAUSE = _("plaquette usée")
PLACE = _("bac rouge, casier 4")
REASON = _("plaquette de rechange attendue demain, livraison ce soir")
CONSEQUENCES = _("jeu axial réduit de 0,1 mm, montage vérifié")
OPINION = _("le montage accepte 35,2 mm")
REFERENCE = _("BE-2026-77")
AUTHORITY = _("M. Petit, bureau d'études")
OTHERS = _("la plaquette a été changée après la pièce 5 : la cause n'atteint pas les bonnes pièces")
WITHDRAWN_BECAUSE = _("retour du client sur le montage")

SHEET = _("Pièce 1 non conforme : fiche {sheet}, décrite, pièce isolée.")
ACTIVATED = _("Dérogation {file} avant réalisation pour 3 pièces : avis, décision du bureau d'études, activation.")
EXHAUSTED = _("Quatre pièces suivantes, 35,16 mm : trois sous dérogation {file}, la quatrième non conforme, épuisée.")
BEYOND = _("Une bonne pièce, puis 35,30 mm : au-delà de la limite élargie, non conforme.")
CONCEDED = _("Dérogation {file} après réalisation pour les pièces 1 et 5 : elle n'absorbe aucune autre pièce.")
TWO_DEFECTS = _(
    "Dérogation {file} jusqu'à ce soir : une pièce l'est, une autre a un second défaut et reste non conforme."
)
EXPIRED = _("Le lendemain, la dérogation {file} est échue : la pièce suivante reste non conforme.")
RELEASED = _("Fiche {sheet} : la cause n'atteint pas les autres pièces ; les pièces 2 et 6 partent, lot partiel.")
WITHDRAWN = _(
    "Dérogation {file} retirée : les pièces couvertes encore là sont à décider ; la pièce 2, expédiée, le reste."
)
CLOSED = _("Fiche {sheet} : pièce 1 acceptée en l'état, fiche close ; relevé signé.")
LINE = _("{said}\n    {dispositions}")

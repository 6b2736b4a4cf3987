"""How to measure, one sentence for each picture: the gesture that makes a reading worth something."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Comment mesurer")
MAXIMUM = _("max")
MINIMUM = _("min")
TWICE = "2×"
ZERO = "0"

CALIPER_OUTSIDE = _("Serrez doucement entre les becs, pied bien d'équerre, au milieu du bec et non à la pointe.")
CALIPER_INSIDE = _("Écartez les becs croisés dans l'alésage et cherchez le plus grand écart.")
CALIPER_DEPTH = _("Appuyez le talon à plat sur la face, puis descendez la jauge jusqu'au fond.")
CALIPER_LENGTH = _("Serrez doucement entre les deux faces, becs à plat, sans pencher le pied.")
CALIPER_EDGE = _("Un bec sur la face, la pointe de l'autre sur l'arête : sans appuyer.")
AXES = _("Mesurez d'un axe à l'autre : entre les bords de mêmes côtés des deux perçages de même diamètre.")
MICROMETER_SHAFT = _("Serrez le micromètre avec la friction, deux fois.")
MICROMETER_LENGTH = _("Touches à plat sur les deux faces : serrez avec la friction, deux fois.")
MICROMETER_BORE = _("Centrez la tête dans l'alésage, serrez avec la friction, deux fois.")
MICROMETER_DEPTH = _("Tenez la base à plat sur la face, descendez la tige avec la friction.")
COMPARATOR_ZERO = _(
    "Posez la touche sur les cales propres, soulevez et reposez : l'affichage doit revenir au même point."
)
COMPARATOR_SHAFT = _("Roulez la pièce sous la touche et lisez au point le plus haut, là où l'aiguille rebrousse.")
COMPARATOR_FACE = _("Glissez la pièce à plat sous la touche, sans la soulever.")
COMPARATOR_BORE = _("Basculez dans l'alésage et lisez au plus petit écart, là où l'aiguille rebrousse.")
TURN_MAXIMUM = _("Tournez lentement la pièce d'un tour complet et arrêtez-vous au maxi.")
TURN_MINIMUM = _("Tournez encore, sans toucher au comparateur, et arrêtez-vous au mini.")
TURN_ALONG_MAXIMUM = _("Tournez en avançant le long de la pièce et arrêtez-vous au maxi.")
TURN_ALONG_MINIMUM = _("Tournez encore sur toute la longueur, même réglage, et arrêtez-vous au mini.")
SURFACE_MAXIMUM = _("Balayez toute la surface et arrêtez-vous au maxi.")
SURFACE_MINIMUM = _("Balayez encore toute la surface, même réglage, et arrêtez-vous au mini.")
COLUMN_BORE_LOW = _("Descendez la bille au point bas de l'alésage.")
COLUMN_BORE_HIGH = _("Montez la bille au point haut du même alésage.")
COLUMN_SHAFT_LOW = _("Passez la bille sous la pièce et montez jusqu'au point bas.")
COLUMN_SHAFT_HIGH = _("Passez la bille au-dessus et descendez sur le point haut.")
COLUMN_AXIS_1 = _("Palpez le premier perçage ; vous palperez le second de la même façon.")
COLUMN_AXIS_2 = _("Palpez le second perçage comme le premier.")
COLUMN_STEP_1 = _("Descendez la bille sur la première face.")
COLUMN_STEP_2 = _("Descendez la bille sur la seconde face, dans le même sens.")
COLUMN_HEIGHT = _("Zéro fait sur le marbre, descendez la bille sur la face.")
COLUMN_SURFACE_MAXIMUM = _("Glissez la pièce sous la bille et arrêtez-vous au maxi.")
COLUMN_SURFACE_MINIMUM = _("Glissez encore la pièce, même réglage, et arrêtez-vous au mini.")
COLUMN_TURN_MAXIMUM = _("Tournez lentement la pièce sous la bille et arrêtez-vous au maxi.")
COLUMN_TURN_MINIMUM = _("Tournez encore, même réglage, et arrêtez-vous au mini.")
THREAD_RING_GO = _("Vissez la bague ENTRE à la main : elle passe sur toute la longueur.")
THREAD_RING_NO_GO = _("Présentez la bague N'ENTRE PAS : elle s'arrête avant deux tours.")
THREAD_PLUG_GO = _("Vissez le tampon ENTRE à la main : il passe sur toute la longueur.")
THREAD_PLUG_NO_GO = _("Présentez le tampon N'ENTRE PAS : il s'arrête avant deux tours.")
PLAIN_PLUG = _("Le côté ENTRE traverse par son poids, le côté court N'ENTRE PAS ne s'engage pas.")
ENVELOPE_SHAFT = _("Le calibre de forme complète passe d'un bout à l'autre de l'arbre, sans forcer.")
ENVELOPE_BORE = _("Le calibre de forme complète passe d'un bout à l'autre de l'alésage, sans forcer.")
ROUGHNESS = _("Posez le rugosimètre dans le sens de l'avance : le palpeur croise les stries.")
PROTRACTOR = _("Règle et lame plaquées sur les deux faces : aucun jour ne passe.")
EYE = _("Regardez sous une bonne lumière, puis passez le doigt : ni bavure, ni choc, ni oubli.")
RADIUS_GAUGE = _("Appliquez la jauge à rayons et regardez à contre-jour : aucun jour ne passe.")
CMM = _("Bridez la pièce, lancez le programme et relevez le résultat de la machine.")

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
    "offset.cap": _("La plus grande correction admise doit être positive, 10 mm au plus : donnez par exemple 0,5."),
    "offset.step": _("L'échelon du correcteur doit être positif, 0,1 mm au plus : donnez par exemple 0,001."),
    "offset.absent": _("Le correcteur {number} n'existe pas ici : choisissez-le dans la liste."),
    "offset.left": _("Le correcteur {number} n'est plus suivi : ouvrez-en un autre pour cet outil."),
    "offset.already_kept": _("Cet outil et ce correcteur sont déjà suivis sous le numéro {number} : ouvrez celui-là."),
    "offset.tool_missing": _("Dites quel outil et quel correcteur : par exemple T3 et D3."),
    "offset.no_such_register": _("Il n'y a pas de correcteur « {corrector} » en {machine} : choisissez-en un autre."),
    "offset.kind_typed": _(
        "Des corrections ont déjà été tapées dans {number} : son genre ne change plus. Ne le suivez plus, et suivez-en "
        "un autre."
    ),
    "offset.proposal_past": _(
        "Une correction a été notée dans {number} depuis cette proposition : fermez, mesurez la pièce suivante, et "
        "regardez la nouvelle."
    ),
    "offset.size_absent": _("La cote {balloon} de {reference} n'est pas liée à ce correcteur : liez-la d'abord."),
    "offset.not_a_length": _(
        "« {callout} » n'est pas une longueur qu'un correcteur déplace : choisissez un diamètre, une longueur ou un "
        "rayon."
    ),
    "offset.linked_elsewhere": _(
        "La cote {balloon} de {reference} suit déjà le correcteur {number} de cette machine : détachez-la d'abord."
    ),
    "offset.pieces": _("La moyenne se prend sur 1 à {most} pièces."),
    "offset.target_missing": _(
        "La cote {balloon} n'a pas deux limites : son milieu n'existe pas, donnez la cote visée en mm."
    ),
    "offset.target_outside": _(
        "La cote visée {target} est hors des limites de la cote {balloon} : visez une valeur entre ses limites."
    ),
    "offset.amount": _("Une correction se donne en mm, {most} mm au plus, à 0,0001 mm : vérifiez ce qui a été tapé."),
    "offset.nothing_typed": _("Zéro ne corrige rien : donnez ce qui a été ajouté au correcteur, ou ne notez rien."),
    "offset.format": _("« {path} » : donnez un nom de fichier en .pdf, .xlsx ou .csv."),
    "offset.piece": _(
        "La pièce {piece} n'est pas dans ce relevé de {pieces} pièces : donnez la dernière pièce usinée."
    ),
}

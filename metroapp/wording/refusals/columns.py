"""The height column: its zero on the plate, its probe constant, what it probes."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

COLUMNS: dict[str, str] = {
    "probing.too_close": _(
        "Les deux palpages sont trop proches ({distance} mm pour une touche de {constant} mm) : ce ne sont pas deux "
        "points opposés. Recommencez le premier palpage."
    ),
    "column.zero_missing": _(
        "La colonne {instrument} n'a pas de zéro : rien n'est enregistré. Reprenez le zéro sur le marbre par le bouton "
        "Colonne, puis palpez la pièce."
    ),
    "column.constant_missing": _(
        "La constante de touche de {instrument} n'est pas vérifiée : rien n'est enregistré. Vérifiez-la sur son étalon "
        "par le bouton Colonne, puis palpez la pièce."
    ),
    "column.zero_not_shown": _(
        "Sur le marbre, la colonne affiche {shown} mm au lieu de 0 (limite ±{limit} mm) : touchez le marbre, mettez "
        "l'affichage à zéro, puis recommencez."
    ),
    "column.zero_not_repeated": _(
        "Le zéro ne se répète pas : {spread} mm d'écart (limite {limit} mm). Nettoyez le marbre et la touche, puis "
        "recommencez."
    ),
    "column.not_registered": _(
        "Repère {balloon} : aucune colonne du relevé ne peut le mesurer. Inscrivez-la au registre et ouvrez un autre "
        "relevé, ou dites la mesure impossible."
    ),
    "column.begun_otherwise": _(
        "Une partie est tapée, l'autre vient de {instrument} : rien n'est retenu. Recommencez d'une seule façon."
    ),
    "column.no_gauge": _(
        "Aucun étalon ne peut servir à vérifier la constante de touche : inscrivez au registre un étalon de constante "
        "ou une bague étalon avec sa valeur certifiée, en service et à jour."
    ),
    "column.no_such_gauge": _("L'étalon {gauge} ne peut pas servir : choisissez-en un autre dans la liste."),
    "column.gauge_not_probed": _(
        "Constante trouvée sur {gauge} : {found} mm, registre : {expected} mm. Palpez les deux faces opposées de "
        "l'étalon ; si {instrument} a une autre touche, corrigez sa constante au registre et ouvrez un autre relevé."
    ),
    "column.gauge_expected": _(
        "Repère {balloon} : la constante de touche est à vérifier d'abord ; palpez les deux faces de l'étalon avec la "
        "colonne. Si elle ne répond pas, dites la mesure impossible."
    ),
    "column.plate_expected": _(
        "Repère {balloon} : le zéro sur le marbre est à prendre d'abord ; touchez le marbre avec la colonne. Si elle "
        "ne répond pas, dites la mesure impossible."
    ),
    "column.reference_lost": _(
        "La colonne {instrument} a perdu sa référence ({cause}) : les palpages en cours ne comptent pas. Reprenez le "
        "zéro sur le marbre, puis palpez depuis le début."
    ),
    "column.ball_changed": _(
        "Touche de {instrument} changée : la constante de l'ancienne n'est plus prouvée. Pièces à reprendre : "
        "{pieces}. Refaites le zéro sur le marbre, puis la constante sur son étalon."
    ),
    "piece.constant_unproven": _(
        "La pièce {piece} a été palpée avec une constante de touche qui n'est pas encore revérifiée : palpez l'étalon "
        "avant de l'expédier."
    ),
    "column.constant_unproven": _(
        "La constante de touche de {instrument} n'est pas revérifiée après la série (pièces : {pieces}) : palpez "
        "l'étalon, ou dites par le bouton Colonne pourquoi ce n'est plus possible."
    ),
    "column.not_expected": _(
        "La case attendue ne se mesure pas à la colonne : choisissez une case qui l'est, puis recommencez."
    ),
    "column.nothing_unproven": _("Aucune valeur n'attend la constante de touche : il n'y a rien à reprendre."),
    "approval.first_piece_constant": _(
        "Pièce 1, repère {balloon} : la constante de touche n'est pas revérifiée ; palpez l'étalon par le bouton "
        "Colonne, puis signez."
    ),
    "undo.constant": _(
        "La vérification de la constante de {instrument} ne s'annule pas ; refaites-la par le bouton Colonne si besoin."
    ),
    "sheet.probing_unknown": _(
        "Palpage inconnu : « {text} ». Écrivez l'un de : hauteur, étage, profondeur, alésage, arbre, centre d'alésage, "
        "centre d'arbre, entraxe de centres, mêmes côtés."
    ),
    "sheet.probing_unexpected": _(
        "« {probing} » ne se palpe pas pour {callout} : choisissez le moyen colonne et un palpage de ce genre de cote."
    ),
    # how it is done in the workshop
    "options.plate_readings": _("Le zéro sur le marbre se lit 0 à {most} fois : corrigez ce nombre."),
}

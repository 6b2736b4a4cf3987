"""What is refused of sampling plans."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SAMPLING: dict[str, str] = {
    "sampling.lot": _("Un lot prélevé a au moins {least} pièces : contrôlez-les une à une, ou corrigez."),
    "sampling.aql": _("Le NQA {aql} n'a pas de plan : prenez l'un de {known}."),
    "sampling.discontinued": _(
        "Le contrôle par prélèvement est suspendu : cinq lots refusés en contrôle renforcé ; agissez sur le procédé."
    ),
    "sampling.size": _("« {text} » n'est pas un nombre de pièces : écrivez un entier, par exemple 500."),
    "sampling.unnamed": _("Nommez ce qui est contrôlé (la pièce, le fournisseur) et le lot."),
    "sampling.lot_waiting": _("Le lot {lot} attend son résultat : donnez-le avant de présenter le suivant."),
    "sampling.lot_accepted": _("Le lot {lot} est déjà accepté : vérifiez son numéro."),
    "sampling.other_series": _(
        "La série {number} est au NQA {aql}, niveau {level} : gardez-les, ou ouvrez une autre série."
    ),
    "sampling.none_to_cancel": _("La série {number} n'a aucun lot à annuler : présentez le lot suivant."),
    "sampling.none_waiting": _("Aucun lot de la série {number} n'attend de résultat : présentez-en un."),
    "sampling.more_than_sample": _("Le prélèvement a {sample} pièces : comptez de 0 à {sample} non conformes."),
    "sampling.not_discontinued": _("La série {number} n'est pas suspendue : présentez le lot suivant."),
    "sampling.unknown": _("Aucune série de prélèvements ne porte le numéro {number}."),
    "sampling.history": _(
        "« {text} » ne se lit pas : donnez un A par lot accepté et un R par lot refusé, dans l'ordre, comme AARA."
    ),
}

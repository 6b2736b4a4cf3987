"""What is refused of sampling plans."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SAMPLING: dict[str, str] = {
    "sampling.lot": _("Un lot prélevé a au moins {least} pièces : contrôlez-les une à une, ou corrigez."),
    "sampling.aql": _("Le NQA {aql} n'a pas de plan : prenez l'un de {known}."),
    "sampling.discontinued": _(
        "Le contrôle par prélèvement est suspendu : cinq lots refusés en contrôle renforcé ; agissez sur le procédé."
    ),
    "sampling.history": _(
        "« {text} » ne se lit pas : donnez un A par lot accepté et un R par lot refusé, dans l'ordre, comme AARA."
    ),
}

"""What is said against a means, and how its choice is noted."""

from __future__ import annotations

from metroapp.domain.means_objections import Ground, Objection
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, number
from metroapp.wording.translate import gettext as _

_SAID: dict[Ground, str] = {
    Ground.OVERDUE: _("échu depuis le {due}"),
    Ground.WITHDRAWN: _("réformé"),
    Ground.PENDING: _("en attente de décision"),
    Ground.TO_VERIFY: _("à vérifier avant emploi"),
    Ground.KIND: _("d'un autre genre que celui de la fiche : {means}"),
    Ground.RANGE: _("cette cote est hors de son étendue"),  # in an examination no size is said
    Ground.COURSE: _("course trop courte pour cette cote"),
    Ground.LIMITATION: _("limité à un emploi : {text}"),
    Ground.GAUGE: _("calibre de {text}"),
    Ground.UNREADABLE: _("marquage « {text} » illisible, à vérifier au registre"),
    Ground.UNABLE: _("d'un genre qui ne peut pas donner cette valeur : {means} demandé"),
}
_BELOW = _("{size} mm est hors de son étendue, qui commence à {end} mm")
_ABOVE = _("{size} mm est hors de son étendue, qui finit à {end} mm")
_COURSE = _("course de {end} mm trop courte, il en faut {size} mm")
_LEFT_BELOW = _("{size} mm est hors de ce qui lui reste, à partir de {end} mm")
_LEFT_ABOVE = _("{size} mm est hors de ce qui lui reste, jusqu'à {end} mm")


def objection(said: Objection) -> str:
    """One reason, without capital or full stop."""
    return _sentence(said).format(
        due="" if said.due is None else day(said.due),
        means="" if said.means is None else label(said.means),
        size="" if said.size is None else number(said.size),
        end="" if said.end is None else number(said.end),
        text=said.text,
    )


def objections(said: tuple[Objection, ...]) -> str:
    """All the reasons against a means, in one line."""
    return ", ".join(map(objection, said))


def _sentence(said: Objection) -> str:
    if said.size is None or said.end is None:
        return _SAID[said.ground]
    if said.ground is Ground.COURSE:
        return _COURSE
    below = said.size < said.end
    if said.ground is Ground.LIMITATION:
        return _LEFT_BELOW if below else _LEFT_ABOVE
    return _BELOW if below else _ABOVE

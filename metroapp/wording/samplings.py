"""Sampling of lots in words: the tab, what to draw, the results, the paper."""

from __future__ import annotations

from metroapp.domain.sampling_acts import LotJudged, LotPresented
from metroapp.domain.sampling_plans import SamplingPlan, Severity
from metroapp.domain.sampling_series import SamplingSeries
from metroapp.wording.labels import label
from metroapp.wording.numbers import significant
from metroapp.wording.translate import gettext as _

TAB = _("Prélèvements")
TAB_TIP = _("Prélèvements dans les lots (ISO 2859-1)")
TABLE = _("Séries de lots contrôlées par prélèvement")
NUMBER = _("N°")
SERIES = _("Série")
AQL = _("NQA %")
LEVEL = _("Niveau")
LOTS = _("Lots")
NOW = _("Contrôle")
NONE = _("Aucun prélèvement encore : « Présenter un lot » en ouvre un.")
COUNTED = _("{count} série(s)")
PRESENT = _("Présenter un lot")
NEXT_LOT = _("Lot suivant")
PAPER = _("PDF")
WORKBOOK = _("Excel")
RESUME = _("Reprendre")
CANCEL = _("Annuler le lot")

DRAW = _("Prélevez {sample} pièces")
DRAW_ALL = _("Contrôlez les {sample} pièces du lot")
DRAW_SAID = _("Lot {lot}, {size} pièces · accepté jusqu'à {accept} non conforme(s), refusé à partir de {reject}.")
HOW = _("Au hasard dans tout le lot, pas seulement le dessus.")
WAITS_NOTHING = _("Aucun lot n'attend.")
NEXT_IS = _("Prochain lot : contrôle {severity}.")
DISCONTINUED = _("Contrôle suspendu : cinq lots refusés en renforcé. Agissez sur le procédé, puis « Reprendre ».")
BAD_PIECES = _("Pièces non conformes du prélèvement")
REMARK = _("Remarque")
REGISTER = _("Enregistrer le résultat")
ACCEPTED = _("accepté")
REFUSED = _("refusé")
CANCELLED = _("annulé")
CANCELLED_SAID = _("Lot {lot} annulé : {reason}")
CANCELLED_BY = _("annulé le {day} par {name} : {reason}")
SAID = {True: _("Lot {lot} accepté : {bad} non conforme(s)."), False: _("Lot {lot} refusé : {bad} non conforme(s).")}
WHY = {
    (Severity.NORMAL, Severity.TIGHTENED): _("Deux lots refusés sur cinq au plus : le contrôle devient renforcé."),
    (Severity.TIGHTENED, Severity.NORMAL): _("Cinq lots acceptés de suite : le contrôle redevient normal."),
    (Severity.TIGHTENED, Severity.DISCONTINUED): _("Cinq lots refusés en renforcé : le contrôle est suspendu."),
}
AGAIN = _("présenté à nouveau : ne compte pas pour la sévérité")
LOT_COLUMNS = (
    _("Lot"), _("Taille"), _("Contrôle"), _("Prélevé"), _("Non conf."), _("Résultat"),
)  # fmt: skip
WAITING = _("à contrôler")

NEW_TITLE = _("Présenter un lot")
NEXT_TITLE = _("Présenter le lot suivant de {series}")
SERIES_NAME = _("Ce qui est contrôlé : pièce, fournisseur")
LOT_NAME = _("N° du lot")
SIZE_NAME = _("Pièces du lot")
AQL_NAME = _("NQA (% non conformes)")
LEVEL_NAME = _("Niveau")
LEVEL_HINT = _("II est l'usage ; I demande moins, III plus ; S-1 à S-4 pour les essais destructifs.")
CANCEL_TITLE = _("Annuler le lot {lot}")
CANCEL_SAID = _("Présenté par erreur, ou résultat mal saisi : il reste écrit, et ne compte plus.")
CANCEL_NAME = _("Ce qui était faux")
RESUME_TITLE = _("Reprendre le contrôle de {series}")
RESUME_SAID = _("Le contrôle reprend en renforcé. Dites ce qui a été fait sur le procédé.")
RESUME_NAME = _("Action menée")

PAPER_TITLE = _("Contrôle par prélèvement")
SHEET_LOTS = _("Lots")
LOTS_TITLE = _("Lots, dans l'ordre où ils ont été présentés (ISO 2859-1, plan simple)")
PAPER_COLUMNS = (
    _("Lot"), _("Taille"), _("Contrôle"), _("Lettre"), _("Prélevé"), _("Ac"), _("Re"), _("Non conf."), _("Résultat"),
    _("Par"), _("Quand"), _("Remarque"),
)  # fmt: skip
COUNTS = _("{accepted} accepté(s), {refused} refusé(s)")
RESULT = _("Résultats")
RESUMED = _("Contrôle repris le {day} par {name} : {reason}")
RULES = _(
    "Normal vers renforcé : deux lots refusés sur cinq au plus ; renforcé vers normal : cinq acceptés de suite ; "
    "suspension : cinq refusés en renforcé (9.3 et 9.4). Le contrôle réduit n'est pas utilisé."
)


def aql(series: SamplingSeries) -> str:
    return significant(series.first.aql)


def draw(plan: SamplingPlan | LotPresented, size: int) -> str:
    """The big words of a lot that waits."""
    return (DRAW_ALL if plan.sample >= size else DRAW).format(sample=plan.sample)


def draw_said(lot: LotPresented) -> str:
    return DRAW_SAID.format(lot=lot.lot, size=lot.size, accept=lot.accept, reject=lot.reject)


def result(lot: LotPresented, judged: LotJudged) -> str:
    return SAID[judged.is_accepted].format(lot=lot.lot, bad=judged.nonconforming)


def state(series: SamplingSeries, lot: LotPresented, judged: LotJudged | None) -> str:
    """Where a lot stands, in a word."""
    if lot.id in series.cancelled:
        return CANCELLED
    return WAITING if judged is None else ACCEPTED if judged.is_accepted else REFUSED


def severity(of: Severity) -> str:
    return label(of)

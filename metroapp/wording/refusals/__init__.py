"""The sentences of what the program refuses: one clear French sentence each, with a way out.

`tests/test_wording.py` holds this table against the codes that the program raises, both ways.
"""

from __future__ import annotations

from metroapp.wording.refusals.ballooned_drawings import BALLOONED_DRAWINGS
from metroapp.wording.refusals.bench import BENCH
from metroapp.wording.refusals.budgets import BUDGETS
from metroapp.wording.refusals.charts import CHARTS
from metroapp.wording.refusals.columns import COLUMNS
from metroapp.wording.refusals.comparison import COMPARISON
from metroapp.wording.refusals.documents import DOCUMENTS
from metroapp.wording.refusals.dossiers import DOSSIERS
from metroapp.wording.refusals.drawings import DRAWINGS
from metroapp.wording.refusals.exam_sessions import EXAM_SESSIONS
from metroapp.wording.refusals.exams import EXAMS
from metroapp.wording.refusals.exchange import EXCHANGE
from metroapp.wording.refusals.exports import EXPORTS
from metroapp.wording.refusals.formulas import FORMULAS
from metroapp.wording.refusals.geometric_methods import GEOMETRIC_METHODS
from metroapp.wording.refusals.geometry import GEOMETRY
from metroapp.wording.refusals.hands_free import HANDS_FREE
from metroapp.wording.refusals.means import MEANS
from metroapp.wording.refusals.nonconformities import NONCONFORMITIES
from metroapp.wording.refusals.offsets import OFFSETS
from metroapp.wording.refusals.opening import OPENING
from metroapp.wording.refusals.papers import PAPERS
from metroapp.wording.refusals.parts import PARTS
from metroapp.wording.refusals.people import PEOPLE
from metroapp.wording.refusals.register import REGISTER
from metroapp.wording.refusals.result_files import RESULT_FILES
from metroapp.wording.refusals.sampling import SAMPLING
from metroapp.wording.refusals.server import SERVER
from metroapp.wording.refusals.sheets import SHEETS
from metroapp.wording.refusals.statistics import STATISTICS
from metroapp.wording.refusals.studies import STUDIES
from metroapp.wording.refusals.suitability import SUITABILITY
from metroapp.wording.refusals.sweeps import SWEEPS
from metroapp.wording.refusals.templates import TEMPLATES
from metroapp.wording.refusals.textures import TEXTURES
from metroapp.wording.refusals.verification import VERIFICATION
from metroapp.wording.refusals.workshop import WORKSHOP

REFUSALS: dict[str, str] = {
    **BALLOONED_DRAWINGS,
    **BENCH,
    **BUDGETS,
    **CHARTS,
    **COLUMNS,
    **COMPARISON,
    **DOCUMENTS,
    **DOSSIERS,
    **DRAWINGS,
    **EXAMS,
    **EXAM_SESSIONS,
    **EXCHANGE,
    **EXPORTS,
    **FORMULAS,
    **GEOMETRIC_METHODS,
    **GEOMETRY,
    **HANDS_FREE,
    **MEANS,
    **NONCONFORMITIES,
    **OFFSETS,
    **OPENING,
    **PAPERS,
    **PARTS,
    **PEOPLE,
    **REGISTER,
    **SAMPLING,
    **RESULT_FILES,
    **SERVER,
    **SHEETS,
    **STATISTICS,
    **STUDIES,
    **SUITABILITY,
    **SWEEPS,
    **TEMPLATES,
    **TEXTURES,
    **VERIFICATION,
    **WORKSHOP,
}

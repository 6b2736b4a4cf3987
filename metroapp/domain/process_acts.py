"""What is done to master the process beside the records: acts on control charts, tool offsets, studies, samplings.

Each is known by the number of what it is about (`number`).
"""

from __future__ import annotations

from metroapp.domain.chart_acts import ChartAct
from metroapp.domain.correction_acts import CorrectionAct
from metroapp.domain.sampling_acts import SamplingAct
from metroapp.domain.study_acts import StudyAct

ProcessAct = ChartAct | CorrectionAct | StudyAct | SamplingAct

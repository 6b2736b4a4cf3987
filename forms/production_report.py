"""The follow-up of the production on paper: figures, Pareto, causes by the five M, actions and their effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forms.blocks import Align, Block, CauseBranch, CauseDiagram, Column, Document, Fields, Notes, Table
from metroapp.domain.pareto import Ranked
from metroapp.wording import production_report as words
from metroapp.wording.numbers import number


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the paper says, in words but for the Pareto; `causes`: of each M, its causes with their pieces."""

    period: str
    figures: Sequence[tuple[str, str]]
    pareto_title: str
    pareto: Sequence[Ranked]
    causes: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    sheet_pieces: int
    actions: Sequence[tuple[str, ...]]
    bad_actions: frozenset[int]
    notes: Sequence[str]


def production_report(
    facts: ReportFacts, *, workshop: str, head: str, issued_at: datetime, program: str, watermark: str
) -> Document:
    """Describe the follow-up of a period. `head` is the digest of the chain's last entry, in hexadecimal."""
    figures = Table(
        words.FIGURES, words.FIGURES, (Column(words.FIGURE, 40), Column(words.VALUE, 60)), tuple(facts.figures)
    )  # fmt: skip
    blocks: list[Block] = [Fields(((words.PERIOD, facts.period),)), figures]
    if facts.pareto:
        blocks.append(pareto_table(facts.pareto_title, facts.pareto))
    if any(causes for _, causes in facts.causes):
        branches = tuple(CauseBranch(name, tuple(causes)) for name, causes in facts.causes)
        effect = words.effect_of_causes(facts.sheet_pieces)
        blocks.append(CauseDiagram(words.CAUSES_TITLE, words.CAUSES, effect, branches))
    if facts.actions:
        blocks.append(_actions(facts))
    blocks.append(Notes(tuple(facts.notes)))
    return Document(
        title=words.TITLE,
        number="",
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=watermark,
        blocks=tuple(blocks),
    )


def pareto_table(title: str, lines: Sequence[Ranked]) -> Table:
    """A Pareto, the largest first."""
    columns = (
        Column(words.NAME, 60),
        Column(words.COUNT, 14, Align.RIGHT),
        Column(words.SHARE, 12, Align.RIGHT),
        Column(words.CUMULATED, 12, Align.RIGHT),
    )
    rows = tuple(
        (one.name, one.count, words.PERCENT.format(share=number(one.share)),
         words.PERCENT.format(share=number(one.cumulated)))
        for one in lines
    )  # fmt: skip
    return Table(title, words.PARETO, columns, rows)


def _actions(facts: ReportFacts) -> Table:
    titles: Mapping[str, int] = {
        words.SHEET: 16, words.ACTION: 40, words.OWNER: 16, words.BEGUN: 13, words.BEFORE: 20, words.AFTER: 20,
        words.EFFECT: 30, words.JUDGED: 14,
    }  # fmt: skip
    columns = tuple(Column(title, weight) for title, weight in titles.items())
    return Table(words.ACTIONS_TITLE, words.ACTIONS, columns, tuple(facts.actions), bad=facts.bad_actions)

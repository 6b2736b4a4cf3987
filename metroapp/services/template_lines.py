"""What a template asks for, line by line, as it is said to whoever prepares it: each placeholder once by sheet."""

from __future__ import annotations

from typing import NamedTuple

from forms.cells import text_of
from forms.template_fields import FormData
from forms.template_layout import Mark
from metroapp.services.templates import Template
from metroapp.wording import template as words


class TemplateLine(NamedTuple):
    """One kind of placeholder of a sheet: its first cell and how many more there are, what it stands for or why it is
    left, what is written in the first one."""

    place: str
    text: str
    said: str
    first: str
    is_understood: bool


def lines_of(template: Template, form: FormData | None = None) -> list[TemplateLine]:
    """Those that are not understood first, each on its own; with the values of a record where one is given."""
    counted: dict[tuple[str, str], list[Mark]] = {}
    for mark in template.understood:
        counted.setdefault((mark.sheet, mark.name), []).append(mark)
    found = [
        TemplateLine(words.place(mark.sheet, mark.cell), mark.text, problem_of(mark), "", False)
        for mark in template.left
    ]
    for (sheet, name), marks in counted.items():
        one = marks[0]
        first = "" if form is None else text_of(form.value(name, one.place))
        place = words.place(sheet, one.cell, len(marks))
        found.append(TemplateLine(place, one.text, words.MEANINGS[name], first, True))
    return found


def problem_of(mark: Mark) -> str:
    """Why a placeholder stays as it is, and what was probably meant."""
    assert mark.problem is not None
    problem = words.PROBLEMS[mark.problem.value]
    return words.SUGGESTION.format(problem=problem, name=mark.suggestion) if mark.suggestion else problem


def remarks(template: Template) -> list[str]:
    """What is said of the whole template."""
    layout, sheets = template.layout, template.layout.sheets
    said = [words.UNDERSTOOD.format(count=len(template.understood))]
    said += [words.NOT_UNDERSTOOD.format(count=len(template.left))] if template.left else []
    said += [words.LINES_RESERVED.format(sheet=one.part.name, count=one.lines) for one in sheets if one.lines]
    said += [words.PIECES_RESERVED.format(count=len(layout.pieces))] if layout.pieces else []
    said += [
        words.HIDDEN_SHEET.format(sheet=one.part.name) for one in layout.sheets if one.part.is_hidden and one.marks
    ]
    said += [words.IS_MANUAL] if layout.package.is_manual else []
    said += [words.HAS_MACROS] if layout.package.has_macros else []
    return said + ([words.HAS_LINKS] if layout.package.has_links else [])

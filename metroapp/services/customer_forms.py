"""The forms of a record for its customer, described as their identity names them: first-article report, PPAP."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forms import first_article, ppap
from forms.blocks import Document
from metroapp.domain.measurement import EntryId
from metroapp.services import data_files
from metroapp.services.workspace import Workspace


def is_form(paper: str) -> bool:
    """Whether a kind of paper is one of them."""
    return paper == ppap.PAPER or first_article.read_named(paper) is not None


def describe(workspace: Workspace, id: EntryId, issued_at: datetime, paper: str) -> Document:
    """One of them; refuses `record.absent`, and as `first_article`."""
    data = data_files.record_data(workspace, id, issued_at)
    asked = first_article.read_named(paper)
    return ppap.ppap(data) if asked is None else first_article.first_article(replace(data, asked=asked))

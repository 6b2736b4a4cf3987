"""The commands on the examination sessions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import add_group, add_json, add_verb, command
from metroapp.wording import cli as common
from metroapp.wording import evidence_sheet as words


def add_exam(verbs: Any) -> None:
    """Sessions, and what the jury reads of their candidates."""
    group = add_group(verbs, "exam", words.VERB)
    add_json(add_verb(group, "list", words.VERB_LIST, command("exam", "list_sessions")))
    show = add_verb(group, "show", words.VERB_SHOW, command("exam", "show_session"))
    evidence = add_verb(group, "evidence", words.VERB_EVIDENCE, command("exam", "show_evidence"))
    compare = add_verb(group, "compare", words.VERB_COMPARE, command("exam", "compare"))
    for verb in (show, evidence, compare):
        verb.add_argument("number", metavar=common.NUMBER, help=words.VERB_NUMBER)
        add_json(verb)
    evidence.add_argument("--candidate", required=True, metavar=common.NUMBER, help=words.VERB_CANDIDATE)
    evidence.add_argument("--out", type=Path, metavar=common.FILE, help=words.VERB_OUT)
    compare.add_argument("--phase", default="", metavar=common.TEXT, help=words.VERB_PHASE)
    for verb in (evidence, compare):
        verb.add_argument("--user", default="", metavar=common.NAME, help=words.VERB_USER)
        verb.add_argument("--secret-file", type=Path, metavar=common.FILE, help=common.SECRET_FILE)

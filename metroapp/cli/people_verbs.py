"""The commands on people, and the rule that they decide by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import a_retention, a_role, add_group, add_json, add_user, add_verb, command
from metroapp.wording import cli as words


def add_people(verbs: Any) -> None:
    """People, what is recorded of them, and the decision rule of their workshop."""
    group = add_group(verbs, "person", words.PERSON)
    add_json(add_verb(group, "list", words.PERSON_LIST, command("people", "list_people")))
    for name, help, run in (
        ("first", words.PERSON_FIRST, "enter_first"),
        ("add", words.PERSON_ADD, "enter"),
        ("roles", words.PERSON_ROLES, "set_roles"),
        ("reset", words.PERSON_RESET, "reset"),
        ("secret", words.PERSON_SECRET, "change"),
    ):
        verb = add_verb(group, name, help, command("people", run))
        if name != "secret":
            verb.add_argument("name", metavar=words.NAME, help=words.PERSON_NAME)
        if name in ("first", "add", "roles"):
            verb.add_argument(
                "--role", type=a_role, action="append", default=[], metavar=words.ROLE_WORD, help=words.PERSON_ROLE
            )
        if name != "roles":
            verb.add_argument(
                "--new-secret-file", type=Path, required=True, metavar=words.FILE, help=words.PERSON_NEW_SECRET
            )
        if name == "first":
            verb.add_argument("--workshop", metavar=words.NAME, default="", help=words.PERSON_WORKSHOP)
            verb.add_argument("--post", metavar=words.WORD, default="", help=words.PERSON_POST)
        else:
            add_user(verb)
    _add_personal_data(group)
    rule = add_group(verbs, "rule", words.RULE)
    add_json(add_verb(rule, "show", words.RULE_SHOW, command("rule", "show_rule")))
    choose = add_verb(rule, "set", words.RULE_SET, command("rule", "set_rule"))
    choose.add_argument(
        "name", choices=("simple", "iso14253-1", "iso14253-1-U"), metavar=words.WORD, help=words.RULE_NAME
    )
    add_user(choose)
    add_json(choose)


def _add_personal_data(group: Any) -> None:
    recorded = add_verb(group, "recorded", words.PERSON_RECORDED, command("personal_data", "show_recorded"))
    recorded.add_argument("name", metavar=words.NAME, help=words.PERSON_NAME)
    add_json(recorded)
    add_json(add_verb(group, "retention", words.PERSON_RETENTION, command("personal_data", "show_retention")))
    choose = add_verb(group, "set-retention", words.PERSON_SET_RETENTION, command("personal_data", "set_retention"))
    choose.add_argument("kept", type=a_retention, nargs="+", metavar=words.KIND_MONTHS, help=words.PERSON_KEPT_FOR)
    add_user(choose)
    add_json(add_verb(group, "purge", words.PERSON_PURGE, command("personal_data", "list_erasable")))
    erase = add_verb(group, "erase", words.PERSON_ERASE, command("personal_data", "erase"))
    erase.add_argument("name", metavar=words.NAME, help=words.PERSON_NAME)
    erase.add_argument("--reason", required=True, metavar=words.TEXT, help=words.PERSON_ERASE_REASON)
    add_user(erase)

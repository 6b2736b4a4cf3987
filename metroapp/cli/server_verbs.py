"""The commands on the server of a workshop with several posts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import add_group, add_json, add_user, add_verb, command
from metroapp.wording import cli as common
from metroapp.wording import server as words


def add_server(verbs: Any) -> None:
    """A server is made, posts are added to it, entries forwarded, its chains verified."""
    group = add_group(verbs, "server", words.SERVER)
    for name, help in (
        ("init", words.INIT),
        ("upgrade", words.UPGRADE),
        ("add-post", words.ADD_POST),
        ("home", words.HOME),
        ("add-reader", words.ADD_READER),
        ("status", words.STATUS),
        ("verify", words.VERIFY),
        ("forward", words.FORWARD),
        ("copy", words.COPY),
        ("recover", words.RECOVER),
        ("use", words.USE),
    ):
        module = "server_recover" if name == "recover" else "server"
        verb = add_verb(group, name, help, command(module, name.replace("-", "_")))
        verb.add_argument("--url", default="", metavar=words.ADDRESS, help=words.URL)
        secret = "--server-secret-file" if name == "use" else "--secret-file"
        verb.add_argument(secret, dest="server_secret", type=Path, metavar=common.FILE, help=words.SECRET)
        if name in ("add-post", "add-reader", "home"):
            verb.add_argument("name", metavar=common.NAME, help=words.NAMED)
        if name == "add-post":
            verb.add_argument("--home", action="store_true", help=words.AT_HOME)
        if name in ("add-post", "add-reader"):
            verb.add_argument("--secret-out", type=Path, required=True, metavar=common.FILE, help=words.SECRET_OUT)
        if name == "upgrade":
            verb.add_argument("--derive-again", action="store_true", help=words.DERIVE_AGAIN)
        if name == "use":
            add_user(verb)
        if name in ("status", "verify", "forward", "copy", "recover"):
            add_json(verb)

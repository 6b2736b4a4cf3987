"""`metroapp server …`: the server of a workshop with several posts."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import NOT_SOUND, workspace_of
from metroapp.domain.message import Refusal
from metroapp.services import server_copy, server_link
from metroapp.services.consultation import reading
from metroapp.services.server_settings import ServerSettings
from metroapp.wording import server as words
from metroapp.wording.integrity import where
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence


def _settings(arguments: argparse.Namespace) -> ServerSettings:
    secret = arguments.server_secret
    return ServerSettings(arguments.url, "" if secret is None else str(Path(secret).resolve()))


def _shown(arguments: argparse.Namespace) -> str:
    from metroapp.archive.server.contact import read_address

    return read_address(arguments.url).shown


def init(arguments: argparse.Namespace) -> int:
    """`metroapp server init --url ADDRESS`"""
    from metroapp.archive.server import owner

    with server_link.reached(_settings(arguments), planned=False) as server:
        owner.make(server)
        is_open = owner.leaves_large_objects_open(server)
    print(words.MADE.format(address=_shown(arguments)))
    if is_open:
        print(words.LARGE_OBJECTS)
    return 0


def upgrade(arguments: argparse.Namespace) -> int:
    """`metroapp server upgrade --url ADDRESS [--derive-again]`"""
    from metroapp.archive.server import owner

    with server_link.reached(_settings(arguments), planned=False) as server, server.transaction():
        before, now = owner.upgrade(server)
        if arguments.derive_again:  # both or none: the lists may be read when the plan is not
            owner.derive_again(server)
        is_open = owner.leaves_large_objects_open(server)
    said = words.UP_TO_PLAN if before == now else words.UPGRADED
    print(said.format(address=_shown(arguments), before=before, now=now))
    if arguments.derive_again:
        print(words.DERIVED_AGAIN)
    if is_open:
        print(words.LARGE_OBJECTS)
    return 0


def add_post(arguments: argparse.Namespace) -> int:
    """`metroapp server add-post CODE --url ADDRESS --secret-out FILE [--home]`"""
    from metroapp.archive.server import owner

    def add(server: Any, code: str) -> tuple[str, str]:
        with server.transaction():
            made = owner.add_post(server, code)
            if arguments.home:
                owner.set_home(server, code)
            return made

    return _add(arguments, add)


def home(arguments: argparse.Namespace) -> int:
    """`metroapp server home CODE --url ADDRESS`"""
    from metroapp.archive.server import owner

    with server_link.reached(_settings(arguments)) as server:
        owner.set_home(server, arguments.name)
    print(words.HOME_SET.format(post=arguments.name))
    return 0


def add_reader(arguments: argparse.Namespace) -> int:
    """`metroapp server add-reader NAME --url ADDRESS --secret-out FILE`"""
    from metroapp.archive.server import owner

    return _add(arguments, owner.add_reader)


def _add(arguments: argparse.Namespace, add: Callable[[Any, str], tuple[str, str]]) -> int:
    """The file is made first: a secret that cannot be written would be lost with its account."""
    path: Path = arguments.secret_out
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refusal("server.secret_out", path=path) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        try:
            with server_link.reached(_settings(arguments)) as server:
                account, secret = add(server, arguments.name)
        except BaseException:
            path.unlink()
            raise
        file.write(secret + "\n")
    print(words.ADDED.format(account=account, path=path))
    return 0


def status(arguments: argparse.Namespace) -> int:
    """`metroapp server status --url ADDRESS [--workspace DIR]`"""
    from metroapp.archive.server import forwarding, server_check, shares

    with server_link.reached(_settings(arguments)) as server:
        posts, home, overruns = server_check.posts(server), shares.home_of(server), shares.overruns(server)
        own, waiting, why = "", None, None
        if arguments.workspace is not None:
            with reading(workspace_of(arguments)) as connection:
                own = server_link.post_of(connection)
                try:
                    has = forwarding.last_agreed(connection, server, own) if own else 0
                    waiting = forwarding.count_after(connection, own, has)
                except Refusal as refusal:
                    why = refusal.message
    if arguments.json:
        print(as_json.dump({
            "posts": [
                {"post": one.code, "entries": one.entries, "head": one.head.hex(),
                 "received_at": None if one.received_at is None else one.received_at.isoformat()}
                for one in posts
            ],
            "home": home or None,
            "overruns": [asdict(one) for one in overruns],
            "post": own or None,
            "waiting": waiting if own else None,
            "why": None if why is None else why.code,
        }))  # fmt: skip
        return 0
    for one in posts:
        said = words.POST_EMPTY if one.received_at is None else words.POST_LINE
        at = "" if one.received_at is None else moment(one.received_at)
        print(said.format(post=one.code, entries=one.entries, at=at) + (words.IS_HOME if one.code == home else ""))
    for overrun in overruns:
        print(words.overrun(overrun))
    if why is not None:
        print(words.REFUSED.format(post=own, why=sentence(why)))
    elif own:
        print((words.WAITING if waiting else words.UP_TO_DATE).format(post=own, waiting=waiting))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """`metroapp server verify --url ADDRESS`: 0 when sound, 1 with the first break."""
    from metroapp.archive.integrity import Break
    from metroapp.archive.server import server_check, shares

    with server_link.reached(_settings(arguments)) as server:
        found = server_check.verify(server)
        overruns = shares.overruns(server) if found.broken is None else []
    heads = {post: head.hex() for post, head in found.heads.items()}
    if arguments.json:
        broken = None if found.broken is None else dict(zip(("code", "table", "row"), found.broken, strict=True))
        print(as_json.dump({"entries": found.entries, "rows": found.rows, "heads": heads, "waiting": found.waiting,
                            "overruns": [asdict(one) for one in overruns], "break": broken,
                            "unread_records": list(map(str, found.unread_records)),
                            "unread_acts": list(map(str, found.unread_acts))}))  # fmt: skip
    elif found.broken is not None:
        print(words.BROKEN.format(where=where(Break(*found.broken))))
    else:
        print(words.SOUND.format(entries=found.entries, rows=found.rows))
        for post, head in heads.items():
            print(words.HEAD.format(post=post, head=head))
        if found.waiting:
            print(words.TO_BE_GIVEN.format(count=found.waiting))
        for said, entries in ((words.UNREAD_RECORD, found.unread_records), (words.UNREAD_ACT, found.unread_acts)):
            for line in words.unread(said, entries):  # no break of the chain, as little as what follows
                print(line)
        for overrun in overruns:
            print(words.overrun(overrun))
    return 0 if found.broken is None else NOT_SOUND


def forward(arguments: argparse.Namespace) -> int:
    """`metroapp server forward --url ADDRESS --workspace DIR`"""
    post, sent, last = server_link.once(workspace_of(arguments), _settings(arguments), lambda _sent, _of: True)
    if arguments.json:
        print(as_json.dump({"post": post, "sent": sent, "last": last}))
    else:
        print(words.SENT.format(sent=sent, post=post, last=last))
    return 0


def copy(arguments: argparse.Namespace) -> int:
    """`metroapp server copy --url ADDRESS --workspace DIR`"""
    workspace = workspace_of(arguments)
    pulled = server_copy.bring_up_to_date(workspace, _settings(arguments))
    if arguments.json:
        print(as_json.dump({"pulled": pulled}))
        return 0
    for post, count in pulled.items():
        print(words.COPIED.format(post=post, pulled=count))
    print(words.LOOK.format(path=workspace.root))
    return 0


def use(arguments: argparse.Namespace) -> int:
    """`metroapp server use --url ADDRESS --server-secret-file FILE --user NAME --secret-file FILE`"""
    settings = _settings(arguments)
    if settings.url:
        server_link.require_usable(settings)
    with acting(arguments) as workshop:
        workshop.server.choose(settings).result()
    print(words.CHOSEN.format(address=_shown(arguments)) if arguments.url else words.NONE_CHOSEN)
    return 0

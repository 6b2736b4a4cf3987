"""`metroapp server recover`: a post restored from an old backup takes its own chain back."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.services import server_recover
from metroapp.services.server_settings import ServerSettings
from metroapp.wording import server as words


def recover(arguments: argparse.Namespace) -> int:
    """`metroapp server recover --url ADDRESS --secret-file FILE --workspace DIR`"""
    secret = arguments.server_secret
    settings = ServerSettings(arguments.url, "" if secret is None else str(secret.resolve()))
    post, came, last = server_recover.recover(workspace_of(arguments), settings)
    if arguments.json:
        print(as_json.dump({"post": post, "recovered": came, "last": last}))
    else:
        print(words.RECOVERED.format(came=came, post=post, last=last))
    return 0

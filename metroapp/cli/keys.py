"""`metroapp keys`: the keys with which the posts sign closed records. Only public ones are ever shown."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.services import consultation
from metroapp.wording import cli as words


def show_keys(arguments: argparse.Namespace) -> int:
    """`metroapp keys show`: needs no account."""
    found = consultation.keys(workspace_of(arguments))
    if arguments.json:
        print(as_json.dump([as_json.key(one) for one in found]))
    elif not found:
        print(words.KEYS_NONE)
    else:
        for key in found:
            said = words.KEY_SAID[key.endorsed]
            print(words.KEY_LINE.format(post=key.post, fingerprint=key.fingerprint, said=said))
    return 0


def renew_key(arguments: argparse.Namespace) -> int:
    """`metroapp keys renew`"""
    with acting(arguments) as workshop:
        workshop.renew_key().result()
    print(words.KEY_RENEWED.format(fingerprint=consultation.keys(workspace_of(arguments))[-1].fingerprint))
    return 0

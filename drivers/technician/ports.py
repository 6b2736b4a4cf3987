"""`list` and `probe`: the ports, the families, and who is behind a port."""

from __future__ import annotations

import argparse
import json

from drivers.discovery import Port, guess, ports
from drivers.probe import can_be_probed, probe
from drivers.registry import families
from drivers.technician.exits import DONE, TIMED_OUT, Refused
from drivers.technician.sentences import closed
from drivers.text_profile import KEY
from drivers.transport import PortLost, PortUnavailable
from metroapp.wording import technician as words


def add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=words.JSON)
    parser.set_defaults(run=_list)


def add_probe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help=words.URL)
    parser.add_argument("--json", action="store_true", help=words.JSON)
    parser.set_defaults(run=_probe)


def _list(arguments: argparse.Namespace) -> int:
    found = ports()
    if arguments.json:
        for family in families().values():
            print(
                json.dumps(
                    {"family": family.key, "maker": family.maker, "settings": _settings(family.key)}, ensure_ascii=False
                )
            )
        print(json.dumps({"family": KEY, "maker": "", "settings": ""}))
        for port in found:
            print(json.dumps(_as_json(port), ensure_ascii=False))
        return DONE
    print(words.FAMILIES)
    for family in families().values():
        print(words.FAMILY.format(key=family.key, maker=family.maker, settings=_settings(family.key)))
    print(words.FAMILY.format(key=KEY, maker=words.ANY_MAKER, settings=words.BY_PROFILE))
    print(words.PORTS if found else words.NO_PORT)
    for port in found:
        print(words.PORT.format(url=port.url, description=port.description or "–", lasting=port.lasting))
        for one in guess(port):
            print(words.GUESSED.format(family=one.family, evidence=one.evidence))
    return DONE


def _settings(key: str) -> str:
    family = families()[key]
    return f"{family.baud} {family.data_bits}{family.parity}{family.stop_bits}"


def _as_json(port: Port) -> dict[str, object]:
    return {
        "url": port.url,
        "address": port.lasting,
        "description": port.description,
        "maker": port.maker,
        "product": port.product,
        "vendor_id": port.vendor_id,
        "product_id": port.product_id,
        "serial_number": port.serial_number,
        "guesses": [one.family for one in guess(port)],
    }


def _probe(arguments: argparse.Namespace) -> int:
    """Ask as each family does; 1 when nobody answers."""
    found = 0
    for family in can_be_probed():
        try:
            answers = probe(arguments.url, [family])
        except PortUnavailable as unavailable:
            raise Refused(closed(arguments.url, unavailable.cause)) from unavailable
        except PortLost as lost:
            raise Refused(words.LOST_MEANWHILE.format(url=arguments.url)) from lost
        for one in answers:
            found += 1
            said = {"family": one.family, "why": one.why.value, "evidence": one.evidence}
            text = words.ANSWERED.format(family=one.family, evidence=one.evidence)
            print(json.dumps(said, ensure_ascii=False) if arguments.json else text, flush=True)
    if not found and not arguments.json:
        print(words.NOBODY.format(url=arguments.url))
    return DONE if found else TIMED_OUT

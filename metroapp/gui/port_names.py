"""The name of a port as people know it, from its address and what the system says of its adapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from drivers import families
from drivers.discovery import Port
from metroapp.domain.message import Message
from metroapp.services.plug import read_plug
from metroapp.wording import bench as words
from metroapp.wording.sentences import sentence

_USB = re.compile(r"usb://([0-9a-f]{4}):([0-9a-f]{4})/(.+)", re.IGNORECASE)


def port_name(port: Port) -> str:
    """`COM3 · Mitutoyo USB-ITN · n° 12345`."""
    product = port.product or (port.description if port.description not in ("", "n/a", port.url) else "")
    made = product if product.startswith(port.maker) else f"{port.maker} {product}".strip()
    serial = words.SERIAL_NUMBER.format(serial=port.serial_number) if port.serial_number else ""
    return words.joined(port.url, made, serial)


def is_at(port: Port, url: str) -> bool:
    """Whether an address means this port, by its name or by what its adapter says of itself."""
    return url.lower() == port.url.lower() or port.is_at(url)


def plug_name(address: str, ports: Sequence[Port], *, with_state: bool = True) -> str:
    """The name of where an instrument is plugged, with its channel; `with_state` says that an adapter is not there."""
    plug = read_plug(address)
    channel = words.CHANNEL.format(channel=plug.channel) if plug.channel else ""
    return words.joined(_name(plug.url, ports, with_state=with_state), channel)


def why_said(why: Message, ports: Sequence[Port]) -> str:
    """Why an instrument does not work, with the names that people know in place of addresses and keys."""
    fields = dict(why.fields)
    if isinstance(fields.get("address"), str):
        fields["address"] = plug_name(str(fields["address"]), ports, with_state=False)
    if isinstance(fields.get("family"), str):
        fields["family"] = words.family_name(str(fields["family"]))
    return sentence(replace(why, fields=fields))


def _name(url: str, ports: Sequence[Port], *, with_state: bool) -> str:
    here = [port for port in ports if is_at(port, url)]
    if len(here) == 1:
        return port_name(here[0])
    scheme, _, rest = url.partition("://")
    path = rest.partition("?")[0]
    match scheme if rest else "":
        case "usb":
            return _adapter(url, with_state=with_state and not here)
        case "sim":
            return words.SIMULATOR.format(name=path.rpartition("/")[2])
        case "replay":
            return words.REPLAY.format(path=path)
        case "folder":
            return words.FOLDER.format(path=path)
        case "keyboard":
            prefix = parse_qs(rest.partition("?")[2]).get("prefix", [""])[0]
            return words.KEYBOARD_PREFIX.format(prefix=prefix) if prefix else words.KEYBOARD
        case _:
            return url


def _adapter(url: str, *, with_state: bool) -> str:
    """An adapter that is not plugged now, or is not alone: its maker where the cable is one that a family knows."""
    found = _USB.fullmatch(url)
    if found is None:
        return url
    identity = (int(found[1], 16), int(found[2], 16))
    maker = next((family.maker for family in families().values() if identity in family.usb), "")
    said = (
        words.ADAPTER.format(maker=maker)
        if maker
        else words.ADAPTER_USB.format(identity=f"{found[1]}:{found[2]}".upper())
    )
    return words.joined(said, words.SERIAL_NUMBER.format(serial=found[3]), words.UNPLUGGED if with_state else "")

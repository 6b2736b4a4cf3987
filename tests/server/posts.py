"""What the tests of the server ask of a post, and of the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from metroapp.archive.server import server_check
from metroapp.domain.specification import Means
from metroapp.services import server_link
from metroapp.services.consultation import verify
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.workbench import LIGHT_HASHER, Shop, characteristic, part

if TYPE_CHECKING:
    from tests.server.conftest import Served

PART = part(characteristic("1", "35 ±0,1", Means.CALIPER))


def founded(root: Path, code: str) -> Shop:
    """A new post with a code of its own."""
    made = Workshop(Workspace(root), hasher=LIGHT_HASHER)
    made.open().result()
    made.found("Atelier d'essai", code).result()
    made.close()
    return Shop(root)


def forward(shop: Shop, settings: ServerSettings) -> int:
    return server_link.once(shop.workspace, settings, lambda _sent, _of: True)[1]


def local(shop: Shop) -> tuple[int, int, dict[str, str]]:
    report = verify(shop.workspace)
    return report.entries, report.rows, dict(report.heads.items())


def on_server(served: Served) -> tuple[int, int, dict[str, str]]:
    with served.reach() as server:
        found = server_check.verify(server)
    assert found.broken is None
    return found.entries, found.rows, {post: head.hex() for post, head in found.heads.items()}


def until(shop: Shop, done: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not done():
        assert time.monotonic() < until, shop.workshop.server.state
        time.sleep(0.01)
        shop.settle()


def keeper(served: Served, database: str = "") -> list[str]:
    """How whoever keeps the server names it on the command line."""
    file = served.folder / "keeper.secret"
    file.write_text(served.cluster.secret)
    file.chmod(0o600)
    return ["--url", served.cluster.url(database=database or served.database), "--secret-file", str(file)]

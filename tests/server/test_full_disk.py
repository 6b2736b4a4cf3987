"""The disk of the server is full, for real: the post is told why, goes on, and what waited arrives."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from metroapp.domain.specification import Means
from metroapp.services import server_link
from metroapp.services.consultation import verify
from tests.server.cluster import Cluster
from tests.server.conftest import Served, made
from tests.server.posts import on_server, until
from tests.workbench import CALIPER, Shop, characteristic, part

pytestmark = pytest.mark.tool("initdb")


@pytest.fixture
def disk() -> Iterator[tuple[Cluster, Path]]:
    cluster = Cluster()
    try:
        with cluster.small_disk("small", "24m") as folder:
            yield cluster, folder
    except subprocess.CalledProcessError as error:
        pytest.skip(f"mounting a small disk takes root: {error.stderr!r}")
    finally:
        cluster.stop()


def test_the_disk_of_the_server_is_full_and_the_post_goes_on(
    disk: tuple[Cluster, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_link, "RETRY_S", 0.05)
    cluster, folder = disk
    served: Served = made(cluster, tmp_path, "small")
    shop = Shop(tmp_path / "post")
    shop.workshop.server.choose(served.add_post()).result()
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), pieces=900)
    link = shop.workshop.server
    until(shop, lambda: bool(link.state.last))
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    for _ in range(8):  # a page may still have room for some
        shop.read(CALIPER, *["35.02"] * 100)
        shop.settle()
        if link.state.why is not None:
            break
    until(shop, lambda: link.state.why is not None)
    assert link.state.why is not None and link.state.why.code == "server.full" and link.state.waiting
    shop.read(CALIPER, "35.03")  # recorded all the same
    shop.settle()
    ballast.unlink()
    until(shop, lambda: link.state.why is None and not link.state.waiting)
    until(shop, lambda: link.state.last == shop.workshop._archive.next_id.sequence - 1)
    report = verify(shop.workspace)
    assert on_server(served) == (report.entries, report.rows, dict(report.heads.items()))
    shop.close()

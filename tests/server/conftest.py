"""A server of the tests' own, with the plan made and the post of the shop added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from metroapp.archive.server import contact, owner
from metroapp.services.server_settings import ServerSettings
from tests.server.cluster import Cluster
from tests.server.posts import PART
from tests.workbench import CALIPER, Shop


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = Cluster()
    yield found
    found.stop()


@dataclass
class Served:
    """A database of a server, with the plan of a workshop."""

    cluster: Cluster
    database: str
    folder: Path

    def reach(self, *, planned: bool = True) -> AbstractContextManager[Any]:
        """As whoever keeps it; `planned` as for `contact.reached`."""
        return contact.reached(self.cluster.address(database=self.database), self.cluster.secret, planned=planned)

    def add_post(self, code: str = "P1") -> ServerSettings:
        """Add a post; how that post reaches the server."""
        with self.reach() as server:
            return self._settings(*owner.add_post(server, code))

    def add_reader(self) -> ServerSettings:
        with self.reach() as server:
            return self._settings(*owner.add_reader(server, "jury"))

    def _settings(self, account: str, secret: str) -> ServerSettings:
        file = self.folder / f"{account}.secret"
        file.write_text(secret + "\n", encoding="utf-8")
        file.chmod(0o600)
        return ServerSettings(self.cluster.url(account, self.database), str(file))


@pytest.fixture
def served(cluster: Cluster, tmp_path: Path) -> Served:
    return made(cluster, tmp_path)


def made(cluster: Cluster, folder: Path, among: str = "pg_default") -> Served:
    """A new database with the plan of a workshop, in a tablespace."""
    found = Served(cluster, f"atelier_{next(cluster.numbers)}", folder)
    with contact.reached(cluster.address(), cluster.secret, planned=False) as server:
        server.execute(f"CREATE DATABASE {found.database} TABLESPACE {among}")
    with contact.reached(cluster.address(database=found.database), cluster.secret, planned=False) as server:
        owner.make(server)
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "shop")
    made.open(PART, pieces=5)
    made.read(CALIPER, "35.02", "35.23")
    made.settle()
    yield made
    made.close()

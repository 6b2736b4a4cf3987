"""A workshop that is only read: nothing of it is opened for writing, and nobody is at the post."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import platformdirs

from metroapp.domain.suitability import Criteria
from metroapp.services.presence import NOBODY
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workspace import Workspace


class ConsultedWorkspace(Workspace):
    """The same folder; documents are exported among those of the user, since nothing is written in it."""

    @property
    def exports(self) -> Path:
        return Path(platformdirs.user_documents_dir()) / "metroapp"


def of_server(settings: ServerSettings) -> Workspace:
    """A workspace whose archive is the one of a server: nothing is kept in its folder."""
    found = ConsultedWorkspace(Path(platformdirs.user_cache_dir("metroapp", appauthor=False)) / "serveur")
    found.server = settings
    return found


class ConsultedWorkshop:
    """What the pages that only read ask of a workshop: its workspace, and who may do what, which is nobody."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = ConsultedWorkspace(workspace.root, workspace.keys)
        self.workspace.server = workspace.server
        self.staff = SimpleNamespace(who=NOBODY)

    def criteria(self) -> Future[Criteria]:
        """By which a means is called fit: those of a new workshop, since the choice is kept beside the archive."""
        done: Future[Criteria] = Future()
        done.set_result(Criteria())
        return done

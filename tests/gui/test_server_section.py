"""The server of the workshop, in the settings: chosen, tried, left; what waits and why, in words and in colour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.domain.message import Message
from metroapp.domain.people import Role
from metroapp.domain.shares import Overrun, Share
from metroapp.gui.window import SETTINGS
from metroapp.services import server_link
from metroapp.services.events import ServerChanged
from metroapp.services.server_settings import ServerSettings, ServerState
from metroapp.wording import server as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as, sign_in
from tests.workbench import CODES, DOMINIQUE


def test_a_server_is_chosen_tried_and_left_and_how_it_stands_is_said(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    section, link = bench.window.settings.server, bench.shop.workshop.server
    assert section.standing.text() == words.NO_SERVER and not section.leave.isVisibleTo(section)
    section.keep.click()
    bench.until_quiet()
    assert "ne se lit pas" in section.said.text()
    secret = tmp_path / "P1.secret"
    secret.write_text("x\n")
    secret.chmod(0o644)
    section.address.setText("atelier_p1@localhost:1/atelier")  # where nothing answers
    section.secret.line.setText(str(secret))
    section.keep.click()
    bench.until_quiet()
    assert "chmod 600" in section.said.text()
    secret.chmod(0o600)
    section.try_out.click()
    bench.until_quiet()
    assert "ne répond pas" in section.said.text() and link.settings().result() == ServerSettings()
    section.keep.click()
    bench.until_quiet()
    bench.until(lambda: link.state.why is not None)
    bench.until_quiet()
    assert section.said.text() == words.KEPT
    assert "n'a pas dit ce qu'il a" in section.standing.text() and "ne répond pas" in section.standing.text()
    assert section.standing.property("role") == "bad" and section.retry.isVisibleTo(section)
    kept = ServerSettings("postgresql://atelier_p1@localhost:1/atelier", str(secret))
    assert link.settings().result() == kept
    # As the server answers.
    for state, said, role in (
        (ServerState("s", 12, 300, post="P1"), "300 écritures partent", "soft"),
        (ServerState("s", 12, 1, link.state.why, "P1"), "1 écriture attend. Le serveur", "bad"),
        (ServerState("s", 312, post="P1"), "Dernière écriture reçue : P1-312", "good"),
    ):
        bench.window.bridge.take(ServerChanged(state))
        bench.until_quiet()
        assert said in section.standing.text() and section.standing.property("role") == role
    why = Message("server.pulled_broken", {"entry": "P0-12"})
    beyond = Overrun("DER-P0-2026-001", 3, 4, (Share("P0", 1, 1), Share("P1", 2, 3)))
    for state, said, role in (
        (ServerState("s", 312, post="P1", home="P1"), "Ce poste est le poste d'attache", "soft"),
        (ServerState("s", 312, post="P1", home="P0", home_last=41), "jusqu'à l'écriture P0-41", "soft"),
        (ServerState("s", 312, post="P1", home="P0", home_why=why), "plus rien n'arrive. L'écriture P0-12", "bad"),
    ):
        bench.window.bridge.take(ServerChanged(replace(state, overruns=(beyond,))))
        bench.until_quiet()
        assert said in section.home.text() and section.home.property("role") == role
    assert section.overruns.text() == (
        "Dérogation DER-P0-2026-001 dépassée : 4 pièces pour 3 (P0 : 1 sur 1, P1 : 3 sur 2)."
    )
    monkeypatch.setattr(server_link, "try_out", lambda _workspace, _settings: ("P1", 312))
    section.try_out.click()
    bench.until_quiet()
    assert "jusqu'à la P1-312" in section.said.text()
    # Who does not configure the post sees how it stands, and chooses nothing.
    come_as(bench, Role.QUALITY)
    assert section.isVisibleTo(bench.window.settings) and not section.address.isVisibleTo(section)
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    section.leave.click()
    bench.until_quiet()
    assert section.standing.text() == words.NO_SERVER and link.settings().result() == ServerSettings()

"""What a server holds that is not as it should, and a post that it refuses: each is named, and stops no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from metroapp.archive import schema
from metroapp.archive.events import kind_of
from metroapp.archive.server import owner, plan
from metroapp.cli import main
from metroapp.cli.consult import NOT_SOUND
from metroapp.domain.concession_files import ConcessionRequested
from metroapp.domain.message import Refusal
from metroapp.domain.shares import Overrun, Share
from metroapp.services import server_copy, server_link
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workspace import Workspace
from metroapp.wording import server as words
from tests.server.conftest import Served
from tests.server.posts import PART, forward, founded, keeper, until
from tests.server.test_home_post import all_of, before_production, follow, prepare
from tests.workbench import CALIPER, CAMILLE, SIGNED_BY_DOMINIQUE, Shop

pytestmark = pytest.mark.tool("initdb")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_link, "RETRY_S", 0.05)


def joined(served: Served, *others: str) -> tuple[ServerSettings, ...]:
    """P1, the home post, and others."""
    settings = tuple(served.add_post(code) for code in ("P1", *others))
    with served.reach() as server:
        owner.set_home(server, "P1")
    return settings


def altered(served: Served, table: str, change: str) -> None:
    with served.reach() as server:
        server.execute("SET session_replication_role = replica")
        server.execute(f"UPDATE {plan.SCHEMA}.{table} SET {change}")


def test_an_altered_derogation_is_named_and_stops_no_post(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The quantities were counted first: `verify` and `status` ended in a traceback, and no post got anything more."""
    of_home, of_post, of_other = joined(served, "P2", "P3")
    home, post, other = Shop(tmp_path / "home"), founded(tmp_path / "post", "P2"), founded(tmp_path / "other", "P3")
    archive = other.workshop._archive
    asked, by = kind_of(ConcessionRequested), archive.person_id(CAMILLE)
    said = {"number": "DER-P3-2026-001", "kind": asked, "facts": "{}", "person": by}  # as no program of ours would
    archive._journal.append("asked", by, other.clock(), [(schema.treatment_event, said)])
    forward(other, of_other)
    prepare(home)
    home.workshop.treatment.allot(before_production(home, 3), "P2", 2, SIGNED_BY_DOMINIQUE).result()
    for shop, settings in ((home, of_home), (post, of_post)):
        shop.workshop.server.choose(settings).result()
    follow(post, home)
    post.open(PART, pieces=6)
    post.read(CALIPER, "35.30")
    all_of(post)
    assert post.workshop.server.state.why is None
    for shop in (home, post, other):
        shop.close()
    assert main(["server", "verify", *keeper(served)]) == 0
    capsys.readouterr()
    for table, change in (("concession", "balloons = 'x'"), ("treatment_event", "facts = 'x'")):
        altered(served, table, change)
        assert main(["server", "verify", *keeper(served)]) == NOT_SOUND
        assert f"de la table {table} a été modifiée" in capsys.readouterr().out
        assert main(["server", "status", *keeper(served)]) == 0


def test_status_says_why_a_chain_is_refused(served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two posts had one code: `status` said that all of the second was on the server, or how much waited; of one that
    was shorter, that it was an old copy."""
    settings = served.add_post()
    first, second = Shop(tmp_path / "first"), founded(tmp_path / "second", "P1")
    first.open(PART, pieces=9)
    first.read(CALIPER, "35.01", "35.02")
    forward(first, settings)
    asked = ["server", "status", *keeper(served), "--workspace"]

    def why(shop: Shop) -> str | None:
        assert main([*asked, str(shop.workspace.root), "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["waiting"] is None or said["why"] is None
        return said["why"]  # type: ignore[no-any-return]

    assert why(first) is None
    assert why(second) == "server.differs"  # it is shorter
    second.open(PART, pieces=9)
    second.read(CALIPER, *["35.02"] * 6)
    assert why(second) == "server.differs"  # and longer
    assert main([*asked, str(second.workspace.root)]) == 0
    said = capsys.readouterr().out
    assert "un autre atelier porte le même code de poste" in said and "tout est sur le serveur" not in said
    assert "attendent" not in said
    second.workshop.server.choose(settings).result()
    until(second, lambda: second.workshop.server.state.why is not None)
    state = second.workshop.server.state
    assert state.why is not None and (state.why.code, state.waiting) == ("server.differs", 0)
    assert state.last == first.workshop._archive.next_id.sequence - 1
    first.close()
    second.close()


def test_a_post_refused_for_its_own_chain_still_gets_what_comes_from_the_home_post(
    served: Served, tmp_path: Path
) -> None:
    """What was withdrawn, or erased, no more reached a post whose chain the server refused; one restored from an old
    backup alone waits, for what comes down would be written where its own entries are to come back."""
    of_home, of_post = joined(served, "P2")
    home, post = Shop(tmp_path / "home"), founded(tmp_path / "post", "P2")
    other = founded(tmp_path / "other", "P2")  # another one under its code
    forward(home, of_home)
    forward(post, of_post)
    post.close()
    shutil.copytree(post.workspace.root, tmp_path / "old")
    post = Shop(post.workspace.root)
    post.open(PART, pieces=2)
    forward(post, of_post)
    old = Shop(tmp_path / "old")
    other.open(PART, pieces=2)
    for shop, code in ((other, "server.differs"), (old, "server.ahead")):
        before = shop.workshop._archive.next_id
        shop.workshop.server.choose(of_post).result()
        until(shop, lambda shop=shop: shop.workshop.server.state.why is not None)  # type: ignore[misc]
        state = shop.workshop.server.state
        assert state.why is not None and state.why.code == code
        came = state.home_last == home.workshop._archive.next_id.sequence - 1
        assert came == (shop is other) == (shop.workshop._archive.next_id != before)
    for shop in (home, post, other, old):
        shop.close()


def test_a_home_chain_cut_on_the_server_is_named_by_what_another_post_had_of_it(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its last entries taken off, and the line of the post rewritten: the server was said sound."""
    of_home, of_post = joined(served, "P2")
    home, post = Shop(tmp_path / "home"), founded(tmp_path / "post", "P2")
    home.workshop.save_draft(PART).result()
    for shop, settings in ((home, of_home), (post, of_post)):
        shop.workshop.server.choose(settings).result()
    follow(post, home)
    all_of(post)
    last = home.workshop._archive.next_id.sequence - 1
    home.close()
    post.close()
    with served.reach() as server:
        server.execute("SET session_replication_role = replica")
        for table in (schema.journal, *schema.SEALED_ROWS):
            server.execute(f"DELETE FROM {plan.SCHEMA}.{table.name} WHERE post = 'P1' AND sequence = {last}")
        tip = f"(SELECT digest FROM {plan.SCHEMA}.journal WHERE post = 'P1' AND sequence = {last - 1})"
        server.execute(f"UPDATE {plan.SCHEMA}.post SET entries = {last - 1}, head = {tip} WHERE code = 'P1'")
    assert main(["server", "verify", *keeper(served)]) == NOT_SOUND
    assert f"l'opération P1-{last} du poste d'attache" in capsys.readouterr().out
    forward(home, of_home)  # as after a restore
    assert main(["server", "verify", *keeper(served)]) == 0


def test_a_copy_sends_nothing_and_a_share_that_is_exceeded_is_named(shop: Shop, served: Served, tmp_path: Path) -> None:
    """The post was said without its code, and « 2 pièces pour 3 » to be beyond."""
    forward(shop, served.add_post())
    copy, reader = Workspace(tmp_path / "copy"), served.add_reader()
    server_copy.bring_up_to_date(copy, reader)
    for work in (
        lambda: server_link.once(copy, reader, lambda _sent, _of: True),
        lambda: server_link.try_out(copy, reader),
    ):
        with pytest.raises(Refusal) as refused:
            work()
        assert refused.value.message.code == "server.is_copy"
    said = words.overrun(Overrun("DER-1", 3, 2, (Share("P1", 2, 0), Share("P2", 1, 2))))
    assert said == "Dérogation DER-1 dépassée au poste P2 (2 sur 1)."


def test_a_name_taken_from_the_server_is_named(shop: Shop, served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """Every name deleted, and the server was said sound; one erased as it should be is missed by nobody."""
    forward(shop, served.add_post())
    assert main(["server", "verify", *keeper(served)]) == 0
    with served.reach() as server:
        assert server.execute(f"DELETE FROM {plan.SCHEMA}.person_identity").rowcount > 0
    capsys.readouterr()
    assert main(["server", "verify", *keeper(served)]) == NOT_SOUND
    assert "a disparu" in capsys.readouterr().out

"""The way to a server beyond this machine: over TLS, with a certificate made here, and in no other way."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from metroapp.archive.server import contact
from metroapp.domain.message import Refusal
from tests.server.cluster import Cluster

pytestmark = pytest.mark.tool("initdb")
NAME = "serveur.atelier"


def certificate(path: Path, name: str) -> Path:
    """A certificate that vouches for itself, with its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path.write_bytes(made.public_bytes(pem))
    path.with_suffix(".key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture(scope="module")
def encrypted() -> Iterator[Cluster]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = Cluster("ssl = off", port=port)
    yield cluster
    cluster.stop()


def test_beyond_this_machine_only_over_tls_with_the_certificate_of_the_workshop(
    encrypted: Cluster, tmp_path: Path
) -> None:
    own, other = certificate(encrypted.folder / "own.pem", NAME), certificate(tmp_path / "other.pem", NAME)

    def said(host: str = NAME, root: Path = own, more: str = "") -> str:
        """What reaching it comes to: a refusal, or whether what goes there is encrypted."""
        url = f"postgresql://keeper@{host}:{encrypted.port}/postgres?hostaddr=127.0.0.1&sslrootcert={root}{more}"
        try:
            with contact.reached(contact.read_address(url), encrypted.secret, planned=False) as server:
                line = server.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
                return "encrypted" if line == (True,) else "plain"
        except Refusal as refusal:
            return refusal.message.code

    assert said() == "server.no_tls"
    encrypted.use_certificate(own)
    assert said() == "encrypted"
    assert said(root=other) == said(root=tmp_path / "absent.pem") == "server.certificate"
    assert said(more="&sslmode=verify-full") == "encrypted"
    # Anybody with a certificate of the same authority could be the server, where the name was not looked at.
    assert said(host="autre.atelier") == "server.certificate_name"
    for mode in ("disable", "allow", "prefer", "require", "verify-ca"):
        assert said(more=f"&sslmode={mode}") == "server.plain", mode


def test_the_server_sees_a_cut_cable_before_the_account_has_no_more_connections(encrypted: Cluster) -> None:
    """It kept the connection of each cut for two hours, and an account has some ten."""
    url = f"postgresql://keeper@localhost:{encrypted.port}/postgres"
    with contact.reached(contact.read_address(url), encrypted.secret, planned=False) as server:
        found = [server.execute(f"SHOW tcp_keepalives_{name}").fetchone() for name in ("idle", "interval", "count")]
    assert found == [("10",), ("5",), ("3",)]

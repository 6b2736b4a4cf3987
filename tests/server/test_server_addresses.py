"""How a server is named, and what it answers before it lets anybody in."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from metroapp.archive.server import contact
from metroapp.domain.message import Refusal


def test_addresses_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    codes = {
        "http://a@b/c": "server.address",
        "postgresql://b/c": "server.address",
        "postgresql://a@b:x/c": "server.address",
        "postgresql://a:secret@b/c": "server.secret_in_address",
        "postgresql://a@b/c?password=x": "server.secret_in_address",
        "postgresql://a%3Asecret@b/c": "server.secret_in_address",  # was shown as the account
        "postgresql://a@b/c?host=d": "server.address",  # each of these ended in a traceback
        "postgresql://a@b:1/c?port=2": "server.address",
        "postgresql://a@b/c?user=x": "server.address",
        "postgresql://a@b/c?application_name=x": "server.address",
        "postgresql://a@b/c%00": "server.address",
    }
    for url, code in codes.items():
        with pytest.raises(Refusal) as refused:
            contact.read_address(url)
        assert refused.value.message.code == code
    far = contact.read_address("postgresql://poste@serveur.exemple/atelier?sslmode=disable")
    with pytest.raises(Refusal) as refused, contact.reached(far):
        pass
    assert refused.value.message.code == "server.plain"
    assert contact.read_address("postgresql://a@[::1]:5433/b").is_here and not far.is_here
    # These went to another machine in the clear.
    for url in ("a@localhost/b?hostaddr=10.0.0.5", "a@/b?host=/tmp,far.example", "a@localhost,far.example/b"):
        assert not contact.read_address(f"postgresql://{url}").is_here


def test_why_a_server_cannot_be_entered_is_said_in_its_language_or_ours() -> None:
    address = contact.Address("serveur", 5432, "atelier", "p1")
    for text, code in (
        ('FATAL:  password authentication failed for user "p1"', "server.account"),
        ("FATAL:  authentification par mot de passe échouée pour l'utilisateur « p1 »", "server.account"),
        ("fe_sendauth: no password supplied", "server.account"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1", no encryption', "server.account"),
        ('FATAL:  database "atelier" does not exist', "server.no_database"),
        ("FATAL:  la base de données « atelier » n'existe pas", "server.no_database"),
        ("SSL SYSCALL error: EOF detected", "server.away"),  # was said to be a bad certificate
        ("FATAL:  the database system is starting up", "server.away"),
        ("server does not support SSL, but SSL was required", "server.no_tls"),
        ("SSL error: certificate verify failed", "server.certificate"),
        ('server certificate for "a" does not match host name "b"', "server.certificate_name"),
        ("le certificat serveur pour « a » ne correspond pas au nom d'hôte « b »", "server.certificate_name"),
    ):
        assert contact.refusal_of(psycopg.OperationalError(text), address).message.code == code, text

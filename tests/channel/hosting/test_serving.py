"""A host in a process of its own: over real HTTP, ended and killed, several on one store, and with TLS."""

from __future__ import annotations

import datetime as dt
import ipaddress
import signal
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from detente.channel.exchange.delegation import Speech
from detente.channel.hosting.client import Host
from detente.channel.hosting.serving import Certificate, serve
from detente.channel.hosting.way import HostError
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind
from tests.channel.delegations import Table, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVE = """
import logging, sys
from pathlib import Path
from detente.channel.hosting.serving import Certificate, serve
from detente.channel.keeping.sqlite_store import SqliteStore
logging.basicConfig(level=logging.DEBUG)
certificate = Certificate(*map(Path, sys.argv[2:])) if sys.argv[2:] else None
serve(SqliteStore(Path(sys.argv[1])), certificate=certificate, tell=lambda text: print(text, flush=True))
print("ended")
"""


@dataclass
class Served:
    url: str
    process: subprocess.Popen[str]

    def end(self, by: signal.Signals) -> tuple[int, str, str]:
        self.process.send_signal(by)
        out, errors = self.process.communicate(timeout=30)
        return self.process.returncode, out, errors


@contextmanager
def served(path: Path, *more: Path) -> Iterator[Served]:
    command = [sys.executable, "-c", SERVE, str(path), *map(str, more)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Served(process.stdout.readline().strip(), process)
        finally:
            process.kill()


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    found = table(tmp_path)
    store = SqliteStore(tmp_path / "host.sqlite")
    store.admit(found.opening)
    store.close()
    return found


def speak(sides: Table, party: str) -> bytes:
    sides.clock.on()
    return sides[party].write(Kind.EXPLAIN, Speech("We ask.")).line


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_parties_meet_by_a_host_of_its_own_which_ends_cleanly_and_logs_no_secret(
    by: signal.Signals, sides: Table, tmp_path: Path
) -> None:
    with served(tmp_path / "host.sqlite") as host:
        assert host.url.startswith("http://127.0.0.1:")
        line = speak(sides, "nato").decode()
        with Host(host.url, sides["nato"]) as nato, Host(host.url, sides["russia"]) as russia:
            assert nato.sync().sent == 3
            assert russia.sync().received == 1
            token = getattr(russia, "_way")._token  # noqa: B009, SLF001 - which nobody else is to see
        code, out, errors = host.end(by)
    assert (code, out) == (0, "ended\n")
    assert "/entries 200 " in errors
    assert "Traceback" not in errors
    assert token
    assert [one for one in (token, line[:128], sides.keys["nato"].public.sign, "?") if one in errors] == []


def test_nothing_that_was_confirmed_is_lost_where_the_host_is_killed(sides: Table, tmp_path: Path) -> None:
    confirmed: list[bytes] = []
    with served(tmp_path / "host.sqlite") as host:

        def write() -> None:
            with Host(host.url, sides["nato"]) as party, suppress(HostError):
                while True:
                    line = speak(sides, "nato")
                    if party.sync().sent:
                        confirmed.append(line)

        writing = threading.Thread(target=write)
        writing.start()
        while len(confirmed) < 5:
            assert writing.is_alive()
        host.end(signal.SIGKILL)
        writing.join(30)
    store = SqliteStore(tmp_path / "host.sqlite")
    assert {row.line for row in store.rows(sides.opening.id)} >= set(confirmed)
    store.close()
    with served(tmp_path / "host.sqlite") as host:
        for name in ("nato", "russia"):
            with Host(host.url, sides[name]) as again:
                again.sync()
    assert [one.line for one in sides["russia"].holder.copy.entries()] == [
        one.line for one in sides["nato"].holder.copy.entries()
    ]


def test_several_processes_on_one_store_are_one_host(sides: Table, tmp_path: Path) -> None:
    path = tmp_path / "host.sqlite"
    with (
        served(path) as one,
        served(path) as other,
        Host(one.url, sides["nato"]) as first,
        Host(other.url, sides["russia"]) as second,
    ):
        for count in range(3):
            speak(sides, "nato")
            assert first.sync().received == (1 if count else 0)
            assert second.sync().received == 1
            speak(sides, "russia")
            assert second.sync().sent == 1


def test_a_certificate_keeps_what_travels_from_others_eyes(sides: Table, tmp_path: Path) -> None:
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "host")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, own.public_key(), x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(own, hashes.SHA256())
    )
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    key.write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with served(tmp_path / "host.sqlite", chain, key) as host:
        assert host.url.startswith("https://127.0.0.1:")
        with Host(host.url, sides["nato"]) as wary, pytest.raises(HostError, match=r"reached .*certificate"):
            wary.sync()
        trusting = httpx.HTTPTransport(verify=ssl.create_default_context(cafile=str(chain)))
        with Host(host.url, sides["nato"], trusting) as trusted:
            assert trusted.sync().sent == 2


def test_what_cannot_be_served_is_told_in_a_sentence(sides: Table, tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "host.sqlite")
    for address, port in (("203.0.113.1", 0), ("127.0.0.1", 70_000), ("no address", 0)):
        with pytest.raises(ChannelError, match="this cannot be served"):
            serve(store, address=address, port=port)
    missing = Certificate(tmp_path / "no.pem", tmp_path / "no.key")
    with pytest.raises(ChannelError, match="the certificate or its key cannot be used"):
        serve(store, certificate=missing)
    store.close()
    assert sides.opening.id

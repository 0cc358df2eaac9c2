"""The commands about hosts, with a host in a process of its own, as its operator starts it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from detente.channel.demo.table import HostProcess
from detente.channel.record import key_file
from tests.cli.command import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PARTIES = ("nato", "russia")
AT = ("--time", "2010-03-01")


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passphrases be stretched little: what that costs is not tested here."""
    monkeypatch.setattr(key_file, "_COST", {"n": 2, "r": 8, "p": 1})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Let a channel be opened, with an observer, and both parties have a copy."""
    (tmp_path / "secret").write_text("correct horse battery staple\n", encoding="utf-8")
    for name in PARTIES:
        asked(tmp_path, "key", name, key=True)
    asked(tmp_path, "key", "osce", "--observer", key=True)
    cards = [f"{name}.card" for name in (*PARTIES, "osce")]
    words = ("--procedure", "council_formal", "--time", "2010-02-01", "--out", "opening")
    asked(tmp_path, "open", "nato-russia-2010", *cards, *words)
    for name in PARTIES:
        asked(tmp_path, "join", "opening", f"{name}-copy", "--key", f"{name}.key", *AT, key=True)
    return tmp_path


@pytest.fixture
def host(folder: Path) -> Iterator[HostProcess]:
    asked(folder, "admit", "host.sqlite", "opening")
    started = HostProcess(folder / "host.sqlite")
    yield started
    started.kill()


def asked(folder: Path, *words: str, key: bool = False, expect: int = 0) -> str:
    secret = ["--passphrase-file", "secret"] if key else []
    done = run("channel", *words, *secret, folder=folder, expect=expect)
    return done.stdout + done.stderr


def record(folder: Path, copy: str) -> list[str]:
    entries = json.loads(asked(folder, "record", copy, "--json"))["entries"]
    return [f"{one['party']}:{one['number']} {one['kind']}" for one in entries]


def test_what_one_party_brings_to_a_host_another_gets_there(folder: Path, host: HostProcess) -> None:
    asked(folder, "convene", "nato-copy", "We ask.", "--time", "2010-03-02", key=True)
    assert "2 entries sent, 0 entries received" in asked(folder, "sync", "nato-copy", host.url, key=True)
    assert "1 entry sent, 2 entries received" in asked(folder, "sync", "russia-copy", host.url, key=True)
    asked(folder, "sync", "nato-copy", host.url, key=True)
    assert record(folder, "nato-copy") == ["nato:0 open", "russia:0 open", "nato:1 convene"]
    assert record(folder, "russia-copy") == record(folder, "nato-copy")


def test_an_observer_joins_by_the_address_of_the_channel(folder: Path, host: HostProcess) -> None:
    asked(folder, "sync", "nato-copy", host.url, key=True)
    checked = json.loads(asked(folder, "verify", "nato-copy", "--json", "--workers", "1"))
    address = f"{host.url}/channels/{checked['channel']}"
    asked(folder, "join", address, "osce-copy", "--key", "osce.key", key=True)
    asked(folder, "sync", "osce-copy", host.url, key=True)
    assert record(folder, "osce-copy") == ["nato:0 open"]


def test_a_host_that_is_gone_is_told_in_a_sentence(folder: Path, host: HostProcess) -> None:
    host.kill()
    told = asked(folder, "sync", "nato-copy", host.url, key=True, expect=1)
    assert "cannot be reached" in told


def test_a_host_learns_of_a_revocation_by_the_recovery_key(folder: Path, host: HostProcess) -> None:
    asked(folder, "sync", "nato-copy", host.url, key=True)
    recovery = ("--recovery", "nato.recovery.key")
    asked(folder, "revoke", "nato-copy", *recovery, "--out", "new.key", "--time", "2010-03-02", key=True)
    asked(folder, "sync", "nato-copy", host.url, key=True, expect=1)
    assert "1 entry sent" in asked(folder, "sync", "nato-copy", host.url, *recovery, key=True)
    assert "0 entries sent" in asked(folder, "sync", "nato-copy", host.url, key=True)


def test_a_store_is_backed_up_and_moved_while_it_is_served(folder: Path, host: HostProcess) -> None:
    asked(folder, "sync", "nato-copy", host.url, key=True)
    asked(folder, "backup", "host.sqlite", "backup.sqlite")
    asked(folder, "transfer", "backup.sqlite", "other.sqlite")
    other = HostProcess(folder / "other.sqlite")
    try:
        assert "0 entries sent, 0 entries received" in asked(folder, "sync", "nato-copy", other.url, key=True)
        assert "1 entry sent, 1 entry received" in asked(folder, "sync", "russia-copy", other.url, key=True)
    finally:
        other.kill()

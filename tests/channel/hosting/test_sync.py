"""Parties through hosts: also hosts that vanish, forget, lie, or are others than they were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.hosting.client import Host, fetch_opening
from detente.channel.hosting.host import host_app
from detente.channel.hosting.way import HostError, Way
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import chained, line_hash
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table
from tests.channel.hosts import HOST, InProcess, host_of, synced_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from detente.channel.record.entry import SignedEntry
    from tests.channel.delegations import Table

NAMES = ("nato", "russia")


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    """Two parties that have not heard of each other, and an observer."""
    return table(tmp_path, observers=("osce",), joined=False)


def speak(sides: Table, party: str, says: str = "We ask.") -> SignedEntry:
    sides.clock.on()
    kind = Kind.EXPLAIN if sides[party].holder.copy.logs[party].longest.entries else Kind.OPEN
    return sides[party].write(kind, Speech(says))


def texts(sides: Table, name: str) -> list[bytes]:
    return [one.line for one in sides[name].holder.copy.entries()]


def all_equal(sides: Table) -> bool:
    return len({tuple(texts(sides, name)) for name in sides.sides}) == 1


def test_two_parties_and_an_observer_come_to_have_the_same_by_a_host(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    for _ in range(3):
        for name in NAMES:
            speak(sides, name)
    first = hosts["nato"].sync()
    assert (first.sent, first.received, first.summary()) == (
        3,
        0,
        [f"{HOST}: 3 entries sent, 0 entries received."],
    )
    second = hosts["russia"].sync()
    assert (second.sent, second.received) == (3, 3)
    assert (hosts["osce"].sync().received, hosts["nato"].sync().received) == (6, 3)
    assert all_equal(sides)
    assert len(texts(sides, "osce")) == 6


def test_only_what_is_new_travels(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    speak(sides, "nato")
    for name in (*NAMES, "nato"):
        hosts[name].sync()
    transport.asked.clear()
    assert (hosts["nato"].sync().sent, hosts["nato"].sync().received) == (0, 0)
    assert transport.asked == ["GET entries", "GET heads"] * 2


def test_heads_are_exchanged_so_that_each_can_acknowledge_the_others(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    for name in NAMES:
        speak(sides, name)
    for name in ("nato", "russia", "nato"):
        hosts[name].sync()
    sides.clock.on()
    for name, other in (("nato", "russia"), ("russia", "nato")):
        signed = sides[name].acknowledge()
        assert signed is not None
        assert [head.party for head in signed.entry.heads] == [other]


def test_a_party_that_nobody_hears_goes_on_and_is_heard_by_another_host(sides: Table, tmp_path: Path) -> None:
    _, gone = host_of(sides, tmp_path / "host.sqlite")
    _, other = host_of(sides, tmp_path / "other.sqlite")
    speak(sides, "nato")
    for host in synced_with(sides, gone).values():
        host.sync()

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    broken = Host(HOST, sides["nato"], httpx.MockTransport(refuse))
    speak(sides, "nato", "We ask again.")
    before = texts(sides, "nato")
    with pytest.raises(HostError, match=r"cannot be reached \(refused\)"):
        broken.sync()
    assert texts(sides, "nato") == before
    hosts = synced_with(sides, other, "http://other.example")
    assert hosts["nato"].sync().sent == 2
    assert hosts["russia"].sync().received == 1
    hosts["osce"].sync()
    assert all_equal(sides)


def test_a_session_that_has_ended_is_begun_again(sides: Table, tmp_path: Path) -> None:
    store, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    speak(sides, "nato")
    hosts["nato"].sync()
    sides.clock.on(2 * 3_600_000)
    speak(sides, "nato")
    assert hosts["nato"].sync().sent == 1
    transport.app = host_app(store, sides.clock)  # a host that was started again knows no session
    speak(sides, "nato")
    assert hosts["nato"].sync().sent == 1


def test_a_party_that_has_changed_its_keys_signs_in_with_those_that_the_host_knows(
    sides: Table, tmp_path: Path
) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    speak(sides, "nato")
    new = SecretKeys.make()
    sides.clock.on()
    sides["nato"].keys = sides["nato"].keys.with_new(new)
    sides["nato"].rotate(new)
    speak(sides, "nato")
    assert hosts["nato"].sync().sent == 3
    speak(sides, "nato")
    assert hosts["nato"].sync().sent == 1
    assert hosts["russia"].sync().received == 4


def test_a_party_that_lost_its_key_revokes_it_by_the_host(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    speak(sides, "nato")
    hosts["nato"].sync()
    new = SecretKeys.make()
    sides.clock.on()
    sides["nato"].keys = KeyFile("nato", (new,))
    sides["nato"].revoke(new, sides.recovery["nato"])
    with pytest.raises(HostError, match="status 401: the signature is not by the key in force"):
        Host(HOST, sides["nato"], transport).sync()
    able = Host(HOST, sides["nato"], transport, more_keys=[sides.recovery["nato"]])
    assert able.sync().sent == 1
    assert Host(HOST, sides["nato"], transport).sync().sent == 0


def test_a_party_without_a_copy_gets_the_opening_and_then_the_record(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    speak(sides, "nato")
    synced_with(sides, transport)["nato"].sync()
    keys = KeyFile("russia", (sides.keys["russia"],))
    assert fetch_opening(HOST, sides.opening.id, keys, transport).text == sides.opening.text
    with pytest.raises(HostError, match="no channel of that id"):
        fetch_opening(HOST, "0" * 64, keys, transport)


# A host that was restored from an old backup.


def restored(sides: Table, path: Path, text: bytes) -> InProcess:
    again = path.with_name(f"again-{path.name}")
    again.write_bytes(text)
    return InProcess(host_app(SqliteStore(again), sides.clock))


@pytest.mark.parametrize("grown", [False, True], ids=["shorter", "grown another way since"])
def test_what_a_restored_host_lost_is_sent_again_and_said(sides: Table, tmp_path: Path, grown: bool) -> None:
    store, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    speak(sides, "nato")
    hosts["nato"].sync()
    store.close()
    backup = (tmp_path / "host.sqlite").read_bytes()
    transport.app = host_app(SqliteStore(tmp_path / "host.sqlite"), sides.clock)
    for _ in range(3):
        speak(sides, "nato")
        hosts["nato"].sync()
    transport.app = restored(sides, tmp_path / "host.sqlite", backup).app
    if grown:
        for _ in range(5):
            speak(sides, "russia")
        hosts["russia"].sync()
    speak(sides, "nato")
    found = hosts["nato"].sync()
    assert (found.sent, found.lost, found.received) == (4, 3, 5 if grown else 0)
    assert "The host had lost 3 entries that it had confirmed; they were sent again." in found.summary()
    for name in ("russia", "osce", "nato"):
        hosts[name].sync()
    assert all_equal(sides)
    assert hosts["nato"].sync().summary() == [f"{HOST}: 0 entries sent, 0 entries received."]


def test_a_party_s_copy_that_was_restored_gets_back_what_it_lost(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    hosts = synced_with(sides, transport)
    speak(sides, "nato")
    hosts["nato"].sync()
    sides["nato"].holder.store.close()
    backup = (tmp_path / "nato.sqlite").read_bytes()
    sides["nato"].holder = Holder(SqliteStore(tmp_path / "nato.sqlite"), sides.opening)
    for _ in range(2):
        speak(sides, "nato")
    kept = texts(sides, "nato")
    Host(HOST, sides["nato"], transport).sync()
    (tmp_path / "old.sqlite").write_bytes(backup)
    sides["nato"].holder = Holder(SqliteStore(tmp_path / "old.sqlite"), sides.opening)
    assert len(texts(sides, "nato")) == 1
    assert Host(HOST, sides["nato"], transport).sync().received == 2
    assert texts(sides, "nato") == kept
    speak(sides, "nato")


# A host that lies.


def altered(
    path: str, change: Callable[[dict[str, Any]], object]
) -> Callable[[httpx.Request, httpx.Response], httpx.Response]:
    """Return what alters the body of successful answers to reads of one path."""

    def changed(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if not request.url.path.endswith(path) or answer.status_code != 200 or request.method != "GET":
            return answer
        body = answer.json()
        found = change(body)
        return httpx.Response(200, content=json.dumps(body if found is None else found).encode())

    return changed


def chain_again(body: dict[str, Any]) -> None:
    chain = ""
    for seq, one in enumerate(body["entries"], 1):
        chain = chained(chain, line_hash(one["line"].encode()))
        one |= {"seq": seq, "chain": chain}
    body["last"] = len(body["entries"])


def two_there(sides: Table, tmp_path: Path) -> InProcess:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    for _ in range(4):
        speak(sides, "nato")
    synced_with(sides, transport)["nato"].sync()
    return transport


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["entries"].reverse(),
        lambda body: body["entries"].pop(0),
        lambda body: body["entries"].pop(),
        lambda body: body.update(entries=[]),
        lambda body: body["entries"].append(body["entries"][0]),
        lambda body: body["entries"][1].update(line=body["entries"][0]["line"]),
        lambda body: body["entries"][1].update(chain="0" * 64),
        lambda body: body["entries"][1].update(seq=3),
        lambda body: body["entries"][1].update(line=5),
        lambda body: body.update(last=0),
        lambda body: body.update(last="x"),
        lambda body: body.update(entries={}),
        lambda body: body.pop("last"),
        lambda _: [],
        lambda _: 5,
    ],
)
def test_answers_that_contradict_themselves_are_told_and_change_nothing(
    change: Callable[[dict[str, Any]], object], sides: Table, tmp_path: Path
) -> None:
    transport = two_there(sides, tmp_path)
    transport.change = altered("/entries", change)
    speak(sides, "russia")
    before = texts(sides, "russia")
    with pytest.raises(HostError, match=f"the host {HOST} cannot be relied on"):
        Host(HOST, sides["russia"], transport).sync()
    assert [line for line in before if line not in texts(sides, "russia")] == []
    transport.change = None
    Host(HOST, sides["russia"], transport).sync()
    assert len(texts(sides, "russia")) == 5


@pytest.mark.parametrize("lie", ["reordered", "truncated", "altered", "forged"])
def test_a_host_that_lies_and_fits_its_hashes_to_it_still_changes_no_copy(
    lie: str, sides: Table, tmp_path: Path
) -> None:
    transport = two_there(sides, tmp_path)

    def change(body: dict[str, Any]) -> None:
        if lie == "reordered":
            body["entries"].reverse()
        if lie == "truncated":
            del body["entries"][2:]
        if lie == "altered":
            body["entries"][1]["line"] = body["entries"][1]["line"].replace("We ask.", "We beg.")
        if lie == "forged":
            line = speak(sides, "russia", "We yield.").line.decode()
            body["entries"].append({"line": line.replace("We yield.", "We give in.")})
        chain_again(body)

    speak(sides, "russia")
    transport.change = altered("/entries", change)
    found = Host(HOST, sides["osce"], transport).sync()
    told = texts(sides, "nato")
    if lie == "reordered":
        assert texts(sides, "osce") == told
    elif lie == "truncated":
        assert texts(sides, "osce") == told[:2]
    else:
        assert [line for line in texts(sides, "osce") if line not in told] == []
        assert found.refused_here or found.waiting
    transport.change = None
    assert Host(HOST, sides["osce"], transport).sync().restarted or lie == "truncated"
    assert texts(sides, "osce") == told


def test_two_logs_that_a_party_signed_are_both_kept_and_said(sides: Table, tmp_path: Path) -> None:
    transport = two_there(sides, tmp_path)
    twin = sides.sit("nato", SqliteStore(tmp_path / "twin.sqlite"), "twin.key")
    sides.clock.on()
    twin.write(Kind.OPEN, Speech("Another log."))
    hosts = synced_with(sides, transport)
    hosts["osce"].sync()
    hosts["nato"].sync()
    found = hosts["osce"].sync()
    assert found.forks == 1
    assert any("two logs" in sentence for sentence in found.summary())


def test_a_host_that_confirms_and_keeps_nothing_is_found_out(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    speak(sides, "nato")
    hidden = altered("/entries", lambda body: body.update(entries=[], last=0))
    transport.change = hidden
    host = Host(HOST, sides["nato"], transport)
    assert host.sync().hidden == 1
    app = transport.app
    _, empty = host_of(sides, tmp_path / "empty.sqlite")
    transport.app, transport.change = empty.app, None
    assert host.sync().sent == 1
    assert (host.sync().sent, app is not transport.app) == (0, True)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx.Response(302, headers={"Location": "http://elsewhere.example"}), "it sends elsewhere"),
        (httpx.Response(200, content=b"<html>"), "not what a host answers"),
        (httpx.Response(200, json={"challenge": 5}), "no challenge to sign"),
        (httpx.Response(500, content=b"\x1b[31m"), "answers with status 500"),
        (httpx.Response(404, json={"error": "no \x1b[31m such"}), "status 404: no  .31m such"),
        (httpx.Response(200, content=b" " * ((1 << 24) + 1)), "longer than 16,777,216 bytes"),
        (httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"")), "it packs"),
    ],
)
def test_what_is_no_host_is_told_in_a_sentence(answer: httpx.Response, says: str) -> None:
    way = Way(HOST, "0" * 64, "nato", [SecretKeys.make()], httpx.MockTransport(lambda _: answer))
    with pytest.raises(HostError, match=says):
        way.get("entries")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "host.example",
        "ftp://host.example",
        "http://",
        "http://a:b@host.example",
        "http://h?x",
        "\0",
    ],
)
def test_what_is_no_address_is_told_before_anything_is_asked(url: str) -> None:
    with pytest.raises(HostError, match="is no address of a host"):
        Way(url, "0" * 64, "nato", [SecretKeys.make()])


def test_a_host_that_refuses_is_quoted_and_asked_again_the_next_time(sides: Table, tmp_path: Path) -> None:
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    speak(sides, "nato")

    def refused(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.method == "POST" and request.url.path.endswith("/entries"):
            told = {"new": 0, "known": 0, "waiting": 0, "refused": [{"line": 0, "reason": "not\n today"}]}
            return httpx.Response(200, json=told)
        return answer

    # What it took in all the same is taken from it again.
    transport.change = refused
    host = Host(HOST, sides["nato"], transport)
    assert host.sync().refused_there == ("not  today",)
    _, empty = host_of(sides, tmp_path / "empty.sqlite")
    transport.app, transport.change = empty.app, None
    assert host.sync().sent == 1

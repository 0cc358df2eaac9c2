"""Who may do what at a host of channels, and what it answers to everybody else."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.hosting.host import host_app
from detente.channel.hosting.openapi import DESCRIPTION, MOST_LINES
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import StoreError
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.proofs import is_consistent, is_included
from detente.channel.record.statements import SignedHead
from tests.channel.delegations import Table, table
from tests.channel.hosts import HOST, InProcess, Visitor, host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from detente.channel.keeping.store import Store

MINUTE = 60_000
SESSION = {"name": "nato", "signature": "0" * 128}
READS = [
    ("GET", path)
    for path in (
        "opening",
        "entries?after=0&chain=",
        "heads",
        "proofs/inclusion?party=nato&number=0&size=1",
        "proofs/consistency?party=nato&old=1&size=1",
    )
]


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    return table(tmp_path, observers=("osce",))


@pytest.fixture
def host(sides: Table, tmp_path: Path) -> Iterator[tuple[Store, InProcess]]:
    store, transport = host_of(sides, tmp_path / "host.sqlite")
    store.append(sides.opening.id, sides["nato"].holder.copy.entries())
    yield store, transport
    store.close()


@pytest.fixture
def visitor(sides: Table, host: tuple[Store, InProcess]) -> Visitor:
    return Visitor(host[1], sides.opening.id)


def lines(sides: Table, party: str = "nato", says: str = "We ask.") -> list[str]:
    sides.clock.on()
    return [sides[party].write(Kind.EXPLAIN, Speech(says)).line.decode()]


def count(host: tuple[Store, InProcess], sides: Table) -> int:
    return host[0].last(sides.opening.id)[0]


@pytest.fixture(scope="module")
def party(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """Somebody with a session at a host to which nothing is written."""
    folder = tmp_path_factory.mktemp("host")
    sides = table(folder)
    store, transport = host_of(sides, folder / "host.sqlite")
    store.append(sides.opening.id, sides["nato"].holder.copy.entries())
    found = Visitor(transport, sides.opening.id)
    found.enter("nato", sides.keys["nato"])
    return found


# Without a session.


def test_what_it_is_and_how_it_is_asked_are_told_to_everybody(visitor: Visitor) -> None:
    with httpx.Client(transport=visitor.transport, base_url=HOST) as client:
        assert client.get("/").json() == {"detente": "channel host"}
        assert client.get("/openapi.json").json() == json.loads(json.dumps(DESCRIPTION))


@pytest.mark.parametrize(("method", "path"), READS)
def test_nothing_is_read_without_a_session(method: str, path: str, party: Visitor) -> None:
    answer = Visitor(party.transport, party.channel).ask(method, path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "session" in answer.json()["error"]


@pytest.mark.parametrize(("method", "path"), READS)
def test_with_a_session_all_of_it_is_read(method: str, path: str, party: Visitor) -> None:
    assert party.ask(method, path).status_code == 200


def test_observers_read_all_of_it(visitor: Visitor, sides: Table) -> None:
    assert visitor.enter("osce", sides.keys["osce"]).status_code == 200
    assert {visitor.ask(method, path).status_code for method, path in READS} == {200}


def test_nothing_is_written_without_a_session(
    visitor: Visitor, sides: Table, host: tuple[Store, InProcess]
) -> None:
    before = count(host, sides)
    for token in ("", "0" * 64, "é", "Bearer"):
        visitor.token = token if token.isascii() else ""
        assert visitor.ask("POST", "entries", json={"lines": lines(sides)}).status_code == 401
        head = sides["nato"].head().to_json()
        assert visitor.ask("POST", "heads", json={"heads": [head]}).status_code == 401
    assert count(host, sides) == before


def test_what_was_not_admitted_is_not_here(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    other = table(tmp_path / "b")
    for channel in (other.opening.id, "0" * 64, "x", "%00", "a" * 5000):
        elsewhere = Visitor(visitor.transport, channel)
        answer = elsewhere.ask("POST", "challenges", json={"name": "nato"})
        assert (answer.status_code, "no channel" in answer.json()["error"]) == (404, True)
    assert visitor.ask("POST", "challenges", json={"name": "\ud800"}).status_code == 404
    assert visitor.ask("POST", "challenges", json={"name": "ukraine"}).status_code == 404


# Beginning a session.


def test_a_challenge_is_never_given_twice(visitor: Visitor) -> None:
    assert len({visitor.challenge("nato") for _ in range(50)}) == 50


def test_a_party_reads_what_it_signed_in_for_until_an_hour_has_passed(visitor: Visitor, sides: Table) -> None:
    visitor.enter("nato", sides.keys["nato"])
    sides.clock.on(59 * MINUTE)
    assert visitor.ask("GET", "entries").status_code == 200
    sides.clock.on(MINUTE)
    assert visitor.ask("GET", "entries").status_code == 401


def test_a_challenge_is_good_once(visitor: Visitor, sides: Table) -> None:
    challenge = visitor.challenge("nato")
    assert visitor.sign_in("nato", sides.keys["nato"], challenge).status_code == 200
    again = visitor.sign_in("nato", sides.keys["nato"], challenge)
    assert (again.status_code, "used" in again.json()["error"]) == (401, True)


def test_a_challenge_is_good_for_a_minute(visitor: Visitor, sides: Table) -> None:
    challenge = visitor.challenge("nato")
    sides.clock.on(MINUTE)
    assert visitor.sign_in("nato", sides.keys["nato"], challenge).status_code == 401


def test_a_challenge_that_this_host_did_not_give_is_none(
    visitor: Visitor, sides: Table, tmp_path: Path
) -> None:
    _, other = host_of(sides, tmp_path / "other.sqlite")
    given = Visitor(other, sides.opening.id).challenge("nato")
    own = visitor.challenge("nato")
    later = own[:32] + b"2999-01-01T00:00:00.000Z".hex() + own[80:]
    for challenge in (
        given,
        later,
        own[:-1] + ("0" if own[-1] != "0" else "1"),
        "",
        "0" * 144,
        "\ud800" * 144,
    ):
        body = {"name": "nato", "challenge": challenge, "signature": "0" * 128}
        assert visitor.ask("POST", "sessions", json=body).status_code == 401


def test_asking_for_challenges_takes_none_from_others(visitor: Visitor, sides: Table) -> None:
    challenge = visitor.challenge("nato")
    for _ in range(200):
        visitor.challenge("nato")
    assert visitor.sign_in("nato", sides.keys["nato"], challenge).status_code == 200


@pytest.mark.parametrize(
    ("signer", "name", "asked_for"),
    [("russia", "nato", "nato"), ("nato", "russia", "nato"), ("nato", "nato", "russia")],
    ids=["another party's key", "another party's name", "another's challenge"],
)
def test_a_signature_over_anything_else_begins_nothing(
    signer: str, name: str, asked_for: str, visitor: Visitor, sides: Table
) -> None:
    answer = visitor.sign_in(name, sides.keys[signer], visitor.challenge(asked_for))
    assert (answer.status_code, visitor.token) == (401, "")


def test_another_host_cannot_use_a_signature_that_was_made_for_it(visitor: Visitor, sides: Table) -> None:
    answer = visitor.sign_in("nato", sides.keys["nato"], visitor.challenge("nato"), "other.example")
    assert (answer.status_code, visitor.token) == (401, "")


def test_a_signature_for_another_channel_begins_nothing(visitor: Visitor, sides: Table) -> None:
    answer = visitor.sign_in("nato", sides.keys["nato"], visitor.challenge("nato"), channel="1" * 64)
    assert answer.status_code == 401


def test_a_host_behind_a_proxy_knows_by_which_names_it_is_reached(
    sides: Table, host: tuple[Store, InProcess]
) -> None:
    transport = InProcess(host_app(host[0], sides.clock, ("channel.example", "::1")))
    visitor = Visitor(transport, sides.opening.id)
    for where, status in (
        ("channel.example", 200),
        ("channel.example:8443", 200),
        ("[::1]:8443", 200),
        ("host.example", 401),
    ):
        challenge = visitor.challenge("nato")
        assert visitor.sign_in("nato", sides.keys["nato"], challenge, where).status_code == status


def test_a_further_session_ends_the_oldest_and_no_other(visitor: Visitor, sides: Table) -> None:
    visitor.enter("russia", sides.keys["russia"])
    other = visitor.token
    tokens = []
    for _ in range(101):
        visitor.enter("nato", sides.keys["nato"])
        tokens.append(visitor.token)
    states = {}
    for token in (tokens[0], tokens[1], tokens[-1], other):
        visitor.token = token
        states[token] = visitor.ask("GET", "heads").status_code
    assert list(states.values()) == [401, 200, 200, 200]


# Keys that change.


def test_a_session_ends_with_the_key_that_began_it(visitor: Visitor, sides: Table) -> None:
    visitor.enter("nato", sides.keys["nato"])
    new = SecretKeys.make()
    sides.clock.on()
    sides["nato"].keys = sides["nato"].keys.with_new(new)
    change = sides["nato"].rotate(new).line.decode()
    assert visitor.ask("POST", "entries", json={"lines": [change]}).json()["new"] == 1
    assert visitor.ask("GET", "entries").status_code == 401
    assert visitor.enter("nato", sides.keys["nato"]).status_code == 401
    assert visitor.enter("nato", new).status_code == 200


def test_a_session_ends_also_where_another_process_took_in_the_change(
    visitor: Visitor, sides: Table, tmp_path: Path
) -> None:
    visitor.enter("nato", sides.keys["nato"])
    assert visitor.ask("GET", "entries").status_code == 200
    sides.clock.on()
    new = SecretKeys.make()
    sides["nato"].keys = sides["nato"].keys.with_new(new)
    change = sides["nato"].rotate(new)
    beside = SqliteStore(tmp_path / "host.sqlite")
    assert Holder(beside, sides.opening).take([change]).new == 1
    beside.close()
    assert visitor.ask("GET", "entries").status_code == 401


def test_who_lost_its_key_brings_the_revocation_with_the_recovery_key(visitor: Visitor, sides: Table) -> None:
    thief = Visitor(visitor.transport, visitor.channel)
    thief.enter("nato", sides.keys["nato"])
    new = SecretKeys.make()
    sides.clock.on()
    sides["nato"].keys = KeyFile("nato", (new,))
    change = sides["nato"].revoke(new, sides.recovery["nato"]).line.decode()
    assert visitor.enter("nato", sides.recovery["nato"]).status_code == 200
    assert visitor.ask("POST", "entries", json={"lines": [change]}).json()["new"] == 1
    assert thief.ask("GET", "entries").status_code == 401
    assert visitor.enter("nato", new).status_code == 200


# Within a session.


def test_a_session_is_for_one_channel(
    visitor: Visitor, sides: Table, host: tuple[Store, InProcess], tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    other = table(tmp_path / "b")
    host[0].admit(other.opening)
    visitor.enter("nato", sides.keys["nato"])
    elsewhere = Visitor(visitor.transport, other.opening.id, visitor.token)
    assert elsewhere.ask("GET", "entries").status_code == 401
    assert elsewhere.ask("POST", "entries", json={"lines": []}).status_code == 401


def test_observers_write_nothing(visitor: Visitor, sides: Table, host: tuple[Store, InProcess]) -> None:
    before = count(host, sides)
    visitor.enter("osce", sides.keys["osce"])
    for path, body in (("entries", {"lines": lines(sides)}), ("heads", {"heads": []})):
        answer = visitor.ask("POST", path, json=body)
        assert (answer.status_code, "observers" in answer.json()["error"]) == (403, True)
    assert count(host, sides) == before


def test_a_party_relays_what_another_signed_and_is_told_what_became_of_it(
    visitor: Visitor, sides: Table, host: tuple[Store, InProcess]
) -> None:
    visitor.enter("russia", sides.keys["russia"])
    first, second = lines(sides), lines(sides)
    forged = first[0].replace("We ask.", "We beg.")
    answer = visitor.ask("POST", "entries", json={"lines": [*second, forged, "nothing", "\ud800"]}).json()
    assert (answer["new"], answer["known"], answer["waiting"]) == (0, 0, 1)
    assert [one["line"] for one in answer["refused"]] == [2, 3, 1]
    answer = visitor.ask("POST", "entries", json={"lines": first}).json()
    assert answer == {"new": 1, "known": 0, "waiting": 0, "refused": []}
    answer = visitor.ask("POST", "entries", json={"lines": [*first, *second]}).json()
    assert answer == {"new": 0, "known": 2, "waiting": 0, "refused": []}
    kept = [row.line.decode() for row in host[0].rows(sides.opening.id)]
    assert kept[-2:] == [*second, *first]


def test_entries_are_given_in_the_order_of_their_arrival_each_with_a_hash_over_all(
    visitor: Visitor, sides: Table, host: tuple[Store, InProcess]
) -> None:
    visitor.enter("russia", sides.keys["russia"])
    for _ in range(5):
        visitor.ask("POST", "entries", json={"lines": lines(sides)})
    rows = host[0].rows(sides.opening.id)
    found: list[dict[str, object]] = []
    chain = ""
    while len(found) < len(rows):
        query = {"after": len(found), "chain": chain, "most": 2}
        page = visitor.ask("GET", "entries", params=query).json()
        assert page["last"] == len(rows)
        assert 0 < len(page["entries"]) <= 2
        found += page["entries"]
        chain = page["entries"][-1]["chain"]
    assert found == [{"seq": row.seq, "line": row.line.decode(), "chain": row.chain} for row in rows]
    page = visitor.ask("GET", "entries", params={"after": len(rows), "chain": chain}).json()
    assert page == {"entries": [], "last": len(rows)}


@pytest.mark.parametrize(("after", "chain"), [(1, "0" * 64), (1, ""), (9, "0" * 64), (0, "0" * 64)])
def test_a_host_says_where_it_never_had_what_a_client_has_of_it(
    after: int, chain: str, visitor: Visitor, sides: Table
) -> None:
    visitor.enter("nato", sides.keys["nato"])
    answer = visitor.ask("GET", "entries", params={"after": after, "chain": chain})
    assert (answer.status_code, "begin again" in answer.json()["error"]) == (409, True)


def test_heads_are_kept_and_given(visitor: Visitor, sides: Table) -> None:
    visitor.enter("nato", sides.keys["nato"])
    head = sides["nato"].head()
    false = SignedHead(head.channel, head.party, head.head, "0" * 128)
    body = {"heads": [head.to_json(), false.to_json(), "no head"]}
    answer = visitor.ask("POST", "heads", json=body).json()
    assert (answer["new"], answer["known"]) == (1, 0)
    assert [one["head"] for one in answer["refused"]] == [1, 2]
    visitor.enter("osce", sides.keys["osce"])
    assert visitor.ask("GET", "heads").json() == {"heads": [head.to_json()]}


def test_heads_that_two_processes_take_in_are_both_kept(
    visitor: Visitor, sides: Table, tmp_path: Path
) -> None:
    visitor.enter("nato", sides.keys["nato"])
    visitor.ask("GET", "heads")
    beside = SqliteStore(tmp_path / "host.sqlite")
    Holder(beside, sides.opening).take_head(sides["russia"].head())
    beside.close()
    visitor.ask("POST", "heads", json={"heads": [sides["nato"].head().to_json()]})
    parties = {head["party"] for head in visitor.ask("GET", "heads").json()["heads"]}
    again = Holder(SqliteStore(tmp_path / "host.sqlite"), sides.opening)
    assert parties == {party for party, _, _ in again.copy.heads} == {"nato", "russia"}
    again.store.close()


def test_proofs_convince_whoever_holds_two_heads(visitor: Visitor, sides: Table) -> None:
    """Checked by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2."""
    visitor.enter("nato", sides.keys["nato"])
    for _ in range(6):
        visitor.ask("POST", "entries", json={"lines": lines(sides)})
    branch = sides["nato"].holder.copy.logs["nato"].longest
    size = len(branch)
    for number in range(size):
        query = {"party": "nato", "number": number, "size": size}
        proof = visitor.ask("GET", "proofs/inclusion", params=query).json()["proof"]
        path = [bytes.fromhex(one) for one in proof]
        assert is_included(branch.tree.leaf(number), number, size, branch.tree.root(), path)
        query = {"party": "nato", "old": number, "size": size}
        proof = visitor.ask("GET", "proofs/consistency", params=query).json()["proof"]
        path = [bytes.fromhex(one) for one in proof]
        assert is_consistent(number, branch.tree.root(number), size, branch.tree.root(), path)


def test_the_opening_is_given_byte_by_byte(visitor: Visitor, sides: Table) -> None:
    visitor.enter("osce", sides.keys["osce"])
    assert visitor.ask("GET", "opening").content == sides.opening.text


# What cannot be read.


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("POST", "entries", b"", 400),
        ("POST", "entries", b"[]", 400),
        ("POST", "entries", b"{", 400),
        ("POST", "entries", b"\xff", 400),
        ("POST", "entries", b"[" * 100_000, 400),
        ("POST", "entries", b'{"lines":' + b"1" * 9000 + b"}", 400),
        ("POST", "entries", b'{"lines":["a"],"more":1}', 400),
        ("POST", "entries", b'{"lines":[1]}', 400),
        ("POST", "entries", b'{"lines":{}}', 400),
        ("POST", "entries", json.dumps({"lines": ["a"] * (MOST_LINES + 1)}).encode(), 413),
        ("POST", "entries", b" " * (1 << 22) + b"{}", 413),
        ("POST", "heads", b'{"heads":1}', 400),
        ("POST", "heads", json.dumps({"heads": [1] * 101}).encode(), 413),
        ("POST", "challenges", b'{"name":1}', 400),
        ("POST", "challenges", b'{"name":"' + b"a" * 5000 + b'"}', 413),
        ("POST", "sessions", b'{"name":"nato","challenge":"","signature":""}', 400),
        ("GET", "entries?after=x", b"", 400),
        ("GET", "entries?after=-1", b"", 400),
        ("GET", "entries?after=%D9%A3", b"", 400),
        ("GET", "entries?after=9999999999999999", b"", 400),
        ("GET", "entries?most=0", b"", 400),
        ("GET", "entries?most=501", b"", 400),
        ("GET", "entries?chain=%FF%00", b"", 409),
        ("GET", "proofs/inclusion", b"", 400),
        ("GET", "proofs/inclusion?party=nato&number=1&size=1", b"", 400),
        ("GET", "proofs/inclusion?party=nato&number=0&size=2", b"", 404),
        ("GET", "proofs/inclusion?party=ukraine&number=0&size=1", b"", 404),
        ("GET", "proofs/consistency?party=nato&old=2&size=1", b"", 400),
        ("GET", "nothing", b"", 404),
        ("GET", "entries/", b"", 404),
        ("DELETE", "entries", b"", 405),
        ("PUT", "opening", b"{}", 405),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    method: str, path: str, content: bytes, status: int, party: Visitor
) -> None:
    answer = party.ask(method, path, content=content)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert party.ask("GET", "entries").status_code == 200


def test_a_body_that_is_longer_than_it_says_is_bounded_as_well(party: Visitor) -> None:
    assert (
        party.ask("POST", "entries", content=b" " * (5 << 20), headers={"Content-Length": "2"}).status_code
        == 413
    )


# A store that cannot be reached.


def test_a_store_that_is_lost_is_told_and_nothing_is_confirmed(
    visitor: Visitor, sides: Table, host: tuple[Store, InProcess], caplog: pytest.LogCaptureFixture
) -> None:
    visitor.enter("nato", sides.keys["nato"])
    host[0].close()
    for method, path in READS:
        answer = visitor.ask(method, path)
        assert (answer.status_code, "its store" in answer.json()["error"]) == (503, True)
    assert visitor.ask("POST", "entries", json={"lines": lines(sides)}).status_code == 503
    assert (
        visitor.ask("POST", "sessions", json=SESSION | {"challenge": visitor.challenge("nato")}).status_code
        == 503
    )
    assert "host.sqlite" in caplog.text


def test_what_a_full_disk_does_not_take_is_not_confirmed_and_is_taken_later(
    visitor: Visitor, sides: Table, host: tuple[Store, InProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.enter("nato", sides.keys["nato"])
    before, text = count(host, sides), lines(sides)
    with monkeypatch.context() as full:
        full.setattr(host[0], "_run", full_disk(host[0]))
        assert visitor.ask("POST", "entries", json={"lines": text}).status_code == 503
        head = {"heads": [sides["nato"].head().to_json()]}
        assert visitor.ask("POST", "heads", json=head).status_code == 503
        assert visitor.ask("GET", "entries").json()["last"] == before
        assert visitor.ask("GET", "heads").json() == {"heads": []}
    assert visitor.ask("POST", "entries", json={"lines": text}).json()["new"] == 1
    assert count(host, sides) == before + 1


def full_disk(store: Store) -> Callable[..., list[Any]]:
    run = getattr(store, "_run")  # noqa: B009 - it is not for others, but for this

    def ran(sql: str, values: Sequence[object] = ()) -> list[Any]:
        if sql.startswith("INSERT"):
            raise StoreError("the store cannot be written (database or disk is full)")
        return list(run(sql, values))

    return ran


# What is logged.


def test_no_token_key_signature_or_challenge_is_logged(
    sides: Table, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _, transport = host_of(sides, tmp_path / "host.sqlite")
    visitor = Visitor(transport, sides.opening.id)
    challenge = visitor.challenge("nato")
    visitor.sign_in("nato", sides.keys["russia"], challenge)
    visitor.sign_in("nato", sides.keys["nato"], challenge)
    text = lines(sides)
    head = sides["nato"].head()
    visitor.ask("POST", "entries", json={"lines": [*text, "nothing"]})
    visitor.ask("POST", "heads", json={"heads": [head.to_json(), 1]})
    visitor.ask("GET", f"entries?after=0&chain=&token={visitor.token}")
    visitor.ask("GET", visitor.token)
    visitor.ask("POST", f"{visitor.token}/entries", content=visitor.token.encode())
    Visitor(transport, visitor.token, visitor.token).ask("GET", "entries")
    host_log = [one.getMessage() for one in caplog.records if one.name.startswith(("detente", "uvicorn"))]
    told = "\n".join(host_log)
    assert len(host_log) == 9
    assert f"POST /channels/{sides.opening.id[:16]}…/entries 200 " in told
    assert "?" not in told
    keys = sides.keys["nato"]
    secrets = [visitor.token, challenge, head.signature, text[0][:128], keys.to_bytes().hex()[:64]]
    secrets += [keys.public.sign, keys.public.seal]
    assert [one for one in secrets if one in told] == []

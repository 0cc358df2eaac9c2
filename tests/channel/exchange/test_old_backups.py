"""Copies brought back from an old backup: a party goes on from where it was, and a host loses nothing."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.checking import check
from detente.channel.exchange.delegation import Speech
from detente.channel.exchange.signed_last import last_signed
from detente.channel.keeping.backup import backup
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.stores import open_store
from detente.channel.problems import ChannelError
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.channel.delegations import Table


def _say(sides: Table, party: str, words: str) -> None:
    sides.clock.on()
    sides[party].write(Kind.EXPLAIN, Speech(words))


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    """Have a party write two entries after its copy was backed up, of which the other has one."""
    found = table(tmp_path)
    backup(found["nato"].holder.store, tmp_path / "old.sqlite")
    shutil.copy(tmp_path / "nato.key.last", tmp_path / "old.last")
    _say(found, "nato", "After the backup.")
    found.carry("nato")
    _say(found, "russia", "An answer.")
    found.carry("russia")
    _say(found, "nato", "After the answer.")
    return found


def _bring_back(sides: Table, *, key_too: bool) -> None:
    sides["nato"].holder.store.close()
    (sides.folder / "old.sqlite").replace(sides.folder / "nato.sqlite")
    if key_too:
        (sides.folder / "old.last").replace(sides.folder / "nato.key.last")
    sides.clock.on()
    sides.sit("nato")


def test_a_copy_older_than_its_key_signs_nothing_until_it_has_what_it_lacks(sides: Table) -> None:
    whole = list(sides["nato"].holder.copy.entries())
    _bring_back(sides, key_too=False)
    nato = sides["nato"]
    assert nato.finished is None
    with pytest.raises(
        ChannelError, match=r"older than its key: entry 2 .* ends before entry 1\. .*sync.*import"
    ):
        nato.write(Kind.EXPLAIN, Speech("Forgetful."))
    assert len(nato.holder.copy) == 2
    nato.holder.take(whole)
    assert nato.write(Kind.EXPLAIN, Speech("All is here.")).entry.number == 3
    sides.meet()
    assert check(sides["russia"].holder.copy).sound


def test_what_nobody_else_has_is_brought_back_by_the_key(sides: Table) -> None:
    """The other side lacks the last entry: the key has it, and it is not signed anew."""
    last = last_signed(sides.folder / "nato.key", sides.opening.id)
    assert last is not None
    _bring_back(sides, key_too=False)
    sides.carry("russia", "nato")
    nato = sides["nato"]
    assert nato.write(Kind.EXPLAIN, Speech("On it goes.")).entry.number == 3
    assert nato.finished is not None
    assert nato.finished.line == last.line
    sides.meet()
    assert check(sides["russia"].holder.copy).sound


def test_a_copy_and_a_key_that_are_both_old_go_on_where_others_are_asked_first(sides: Table) -> None:
    """The entry that only the old copy held is lost, and nobody had seen it."""
    _bring_back(sides, key_too=True)
    sides.carry("russia", "nato")
    assert sides["nato"].write(Kind.EXPLAIN, Speech("Asked first.")).entry.number == 2
    sides.meet()
    assert check(sides["russia"].holder.copy).sound


def test_a_copy_and_a_key_that_are_both_old_sign_a_second_log_where_nobody_is_asked(sides: Table) -> None:
    """Nothing here can tell; everybody else can, and a revocation sets it right."""
    _bring_back(sides, key_too=True)
    nato, russia = sides["nato"], sides["russia"]
    assert nato.write(Kind.EXPLAIN, Speech("Nobody was asked.")).entry.number == 1
    sides.meet()
    assert [proof.party for proof in russia.holder.copy.forks()] == ["nato"]
    assert not check(russia.holder.copy).sound
    sides.clock.on()
    new = SecretKeys.make()
    nato.keys = KeyFile("nato", (new, *nato.keys.keys))
    nato.revoke(new, sides.recovery["nato"])
    sides.meet()
    assert russia.holder.copy.forks() == []
    assert check(russia.holder.copy).sound


def test_a_host_brought_back_from_an_old_backup_has_again_all_that_any_party_holds(
    sides: Table, tmp_path: Path
) -> None:
    everything = list(sides["nato"].holder.copy.entries())
    with closing(open_store(tmp_path / "host.sqlite", make=True)) as store:
        store.admit(sides.opening)
        Holder(store, sides.opening).take(everything[:3])
        backup(store, tmp_path / "host-old.sqlite")
        Holder(store, sides.opening).take(everything)
        known, chain = store.last(sides.opening.id)
    with closing(open_store(tmp_path / "host-old.sqlite")) as store:
        # A party that asks for what came after what it was told of sees that the host was put back.
        assert store.chain_at(sides.opening.id, known) != chain
        host = Holder(store, sides.opening)
        for party in ("russia", "nato"):
            assert host.take(sides[party].holder.copy.entries()).refused == []
        assert host.copy.order == sides["nato"].holder.copy.order
        assert check(host.copy).sound

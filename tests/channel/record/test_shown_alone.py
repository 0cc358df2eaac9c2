"""One entry is shown without the others: it convinces anybody, and nothing that was changed does."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.checking_one import check_entry
from detente.channel.exchange.delegation import Speech
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.opening import Opening
from detente.channel.record.shown_alone import ShownAlone, shown_alone
from detente.channel.record.statements import Head, SignedHead
from tests.channel.delegations import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.channel.delegations import Table


def written(folder: Path) -> Table:
    """Make a log with words before and after keys are changed, and revoked."""
    sides = table(folder)
    nato = sides["nato"]
    nato.write(Kind.EXPLAIN, Speech("Before."))
    for kind in (Kind.ROTATE, Kind.REVOKE):
        new = SecretKeys.make()
        nato.keys = nato.keys.with_new(new)
        if kind is Kind.ROTATE:
            nato.rotate(new)
        else:
            nato.revoke(new, sides.recovery["nato"])
        nato.write(Kind.EXPLAIN, Speech(f"After it was to {kind}."))
    return sides


def test_every_entry_can_be_shown_alone_also_where_keys_were_changed(tmp_path: Path) -> None:
    copy = written(tmp_path)["nato"].holder.copy
    entries = copy.logs["nato"].longest.entries
    assert [one.entry.kind for one in entries if one.entry.keys] == [Kind.ROTATE, Kind.REVOKE]
    for signed in entries:
        shown = ShownAlone.read(shown_alone(copy, signed).to_bytes())
        shown.require_proved()
        assert shown.shown.signed.text == signed.text
        assert b"After" not in shown.to_bytes() or "After" in str(signed.entry.says)


def test_an_entry_without_a_head_over_it_cannot_be_shown(tmp_path: Path) -> None:
    sides = table(tmp_path)
    sides["nato"].write(Kind.EXPLAIN, Speech("New."))
    sides.carry("nato", "russia")
    copy = sides["russia"].holder.copy
    with pytest.raises(ChannelError, match="signed a head that covers its entry 1"):
        shown_alone(copy, copy.logs["nato"].longest.entries[1])


def test_no_bit_of_a_proof_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the opening, which is long and slow to read, few bytes are changed."""
    monkeypatch.setattr(Opening, "read", cache(Opening.read))
    copy = written(tmp_path)["nato"].holder.copy
    proof = shown_alone(copy, copy.logs["nato"].longest.entries[3])
    text = proof.to_bytes()
    begin, end = text.index(b'"opening"'), text.index(b'"proofs"')
    places = [*range(0, begin, 5), *range(begin, end, 251), *range(end, len(text))]
    for place in places:
        changed = bytearray(text)
        changed[place] ^= 1
        with pytest.raises(RecordError):
            ShownAlone.read(bytes(changed)).require_proved()


def test_neither_another_place_nor_another_head_nor_hidden_changes_of_keys_convince(tmp_path: Path) -> None:
    another = tmp_path / "another"
    another.mkdir()
    sides = written(tmp_path)
    copy = sides["nato"].holder.copy
    entries = copy.logs["nato"].longest.entries
    proof, other = shown_alone(copy, entries[3]), shown_alone(copy, entries[1])
    stranger = SecretKeys.make()
    forged = SignedHead.make(copy.opening.id, "nato", proof.head.head, stranger)
    shorter = SignedHead.make(copy.opening.id, "nato", Head(2, proof.head.head.root), sides["nato"].signing)
    wrong = [
        replace(proof, shown=replace(proof.shown, proof=other.shown.proof)),
        replace(proof, head=forged),
        replace(proof, head=shorter),
        replace(proof, changes=()),
        replace(proof, changes=proof.changes[:1]),
        replace(proof, changes=(*proof.changes, other.shown)),
        replace(proof, opening=table(another).opening),
    ]
    for one in wrong:
        assert not check_entry(one).sound
    assert check_entry(proof).sound

"""Sealed words: for their readers only, the same for each of them, and seen to be there by everybody."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import SealedBox
from nacl.secret import SecretBox

from detente.channel.exchange.delegation import Speech
from detente.channel.problems import RecordError
from detente.channel.record.base64_text import from_base64, to_base64
from detente.channel.record.entry import Attached
from detente.channel.record.key_file import KeyFile, read_keys, write_keys
from detente.channel.record.kinds import Kind
from detente.channel.record.sealing import Sealed, seal, unseal
from tests.channel.delegations import table
from tests.channel.pens import keys_of

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = keys_of("one"), keys_of("other")
BOTH = {"one": ONE.public.seal, "other": OTHER.public.seal}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600))
def test_each_reader_reads_the_same_and_nobody_else_anything(words: str) -> None:
    sealed = seal({"says": words}, BOTH)
    assert unseal(sealed, "one", [ONE]) == unseal(sealed, "other", [OTHER]) == {"says": words}
    assert unseal(sealed, "third", [keys_of("third")]) is None
    with pytest.raises(RecordError):
        unseal(sealed, "one", [OTHER])


@given(st.integers(0, 600), st.integers(0, 600))
def test_the_length_shows_in_steps_of_256_bytes_only(one: int, other: int) -> None:
    def length(size: int) -> int:
        return len(from_base64(seal({"says": "x" * size}, {"one": ONE.public.seal}).words))

    same = -(-(one + 11) // 256) == -(-(other + 11) // 256)  # {"says":""} has 11 bytes
    assert (length(one) == length(other)) is same


def given_other_words(sealed: Sealed, reader: str, words: bytes) -> Sealed:
    """Return words sealed by an author who gives one reader another key than the others."""
    key = bytes(32)
    held = SealedBox(keys_of(reader).opens.public_key).encrypt(key)
    return replace(
        sealed, to={**sealed.to, reader: to_base64(held)}, words=to_base64(SecretBox(key).encrypt(words))
    )


def test_an_author_cannot_let_two_readers_read_different_words() -> None:
    true = seal({"says": "yes"}, BOTH)
    false = given_other_words(true, "other", b'{"says":"no"}')
    for reader, keys in (("one", ONE), ("other", OTHER)):
        with pytest.raises(RecordError, match="its author sealed"):
            unseal(false, reader, [keys])
    short = SealedBox(OTHER.opens.public_key).encrypt(b"no key")
    with pytest.raises(RecordError, match="its author sealed"):
        unseal(replace(true, to={**true.to, "other": to_base64(short)}), "other", [OTHER])


@pytest.mark.parametrize("text", [b"", b"no JSON", b"[1]", b'"words"', b'{"says": "not canonical"}'])
def test_sealed_words_that_are_none_are_told(text: bytes) -> None:
    key = bytes(range(32))
    sealed = Sealed(
        {"one": to_base64(SealedBox(ONE.opens.public_key).encrypt(key))},
        to_base64(SecretBox(key).encrypt(text)),
        sha256(b"detente channel 1 sealed\n" + key + text).hexdigest(),
    )
    with pytest.raises(RecordError):
        unseal(sealed, "one", [ONE])


def test_everybody_sees_that_and_when_there_were_words_and_only_readers_what(tmp_path: Path) -> None:
    sides = table(tmp_path, observers=("press",))
    sides.clock.on()
    sealed = sides["nato"].write(
        Kind.PROPOSE, Speech("between us", readers=("russia",), attached=Attached("a", "b"))
    )
    sides.carry("nato")
    assert b"between us" not in sealed.line
    for name, says in (("nato", "between us"), ("russia", "between us"), ("press", None)):
        words = sides[name].words(sides[name].holder.copy.at(sides[name].holder.copy.order[-1]))
        assert (words.says, words.sealed_for, words.problem) == (says, ("nato", "russia"), "")
        assert sides[name].holder.copy.order[-1][0] == sides.clock.time


def test_what_was_sealed_before_a_change_of_keys_is_read_with_the_older_ones(tmp_path: Path) -> None:
    sides = table(tmp_path)
    russia = sides["russia"]
    sides.clock.on()
    before = sides["nato"].write(Kind.PROPOSE, Speech("before", readers=("russia",)))
    sides.carry("nato")
    new = keys_of("new")
    path = tmp_path / "russia-2.key"
    write_keys(path, KeyFile("russia", (new, *russia.keys.keys)), "a long passphrase")
    russia.keys = read_keys(path, "a long passphrase")
    sides.clock.on()
    russia.rotate(new)
    sides.carry("russia")
    sides.clock.on()
    after = sides["nato"].write(Kind.PROPOSE, Speech("after", readers=("russia",)))
    assert [russia.words(one).says for one in (before, after)] == ["before", "after"]
    russia.keys = KeyFile("russia", (new,))
    words = russia.words(before)
    assert (words.says, words.readable) == (None, False)
    assert "none of the keys at hand" in words.problem
    assert russia.words(after).says == "after"


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "ed" + "ff" * 30 + "7f"])
def test_a_key_to_which_nothing_can_be_sealed_is_named(key: str) -> None:
    """Points of small order: RFC 7748, 6.1, whose shared secret is all zeros."""
    with pytest.raises(RecordError, match="nothing can be sealed for two"):
        seal({"says": "x"}, {"one": ONE.public.seal, "two": key})

"""Whatever is changed by a single bit is refused: entries, heads, openings, keys and sealed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.checking import check_record
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record import key_file
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.copy import Copy, Outcome
from detente.channel.record.entry import LARGEST_ENTRY, Attached, SignedEntry
from detente.channel.record.key_file import KeyFile, read_keys, write_keys
from detente.channel.record.kinds import Kind
from detente.channel.record.opening import Opening
from detente.channel.record.sealing import Sealed, seal, unseal
from detente.channel.record.statements import SignedHead
from tests.channel.altered import flipped
from tests.channel.pens import Pen, keys_of, pens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def logs() -> tuple[Pen, Pen, list[SignedEntry]]:
    """Return two logs, and entries of one of them of every form."""
    a, b = pens()
    a.write(1)
    readers = {"a": a.keys.public.seal}
    written = [
        b.write(2, seen={"a": a.head()}, says="„é“", attached=Attached("a.csv", "1,2\n")),
        b.write(3, Kind.CONVENE, move="ask", sealed=seal({"says": "x"}, readers)),
        b.write(4, Kind.ACKNOWLEDGE, {"a": a.head()}, heads=(a.signed_head(),)),
        b.change(5, Kind.ROTATE, keys_of("next")),
        b.change(6, Kind.REVOKE, keys_of("after that")),
    ]
    return a, b, written


def read(lines: Iterator[bytes], *, glimpsed: bool) -> Iterator[SignedEntry]:
    for line in lines:
        try:
            yield SignedEntry.glimpsed(line) if glimpsed else SignedEntry.read(line)
        except RecordError:
            continue


@pytest.mark.parametrize("which", range(5))
@pytest.mark.parametrize("glimpsed", [False, True])
def test_no_altered_entry_gets_into_a_copy(which: int, *, glimpsed: bool) -> None:
    a, b, written = logs()
    line = written[which].line
    copy = Copy(a.opening)
    for entry in (*a.entries, *b.entries[: written[which].entry.number]):
        copy.add(entry)
    before = list(copy.order)
    altered = list(read(flipped(line), glimpsed=glimpsed))
    added = list(copy.add_all(altered)) if glimpsed else [copy.add(one) for one in altered]
    assert {one.outcome for one in added} <= {Outcome.REFUSED, Outcome.WAITING}
    assert copy.order == before
    for entry in b.entries:  # nor does what waited stand in the way of the true one, or come in after it
        assert copy.add(entry).outcome in {Outcome.NEW, Outcome.KNOWN}
    assert [one.line for one in copy.entries() if one.entry.party == "b"] == [one.line for one in b.entries]


def test_no_altered_entry_passes_a_check() -> None:
    a, b, written = logs()
    lines = [one.line for one in (*a.entries, *b.entries)]
    assert check_record(a.opening, lines).sound
    place = lines.index(written[0].line)
    for number, wrong in enumerate(flipped(written[0].line)):
        if number % 41 == 0:  # the copies above are given each of them
            assert not check_record(a.opening, [*lines[:place], wrong, *lines[place + 1 :]]).sound
            assert not check_record(a.opening, [wrong, *lines]).sound
            assert not check_record(a.opening, [*lines, wrong]).sound


def test_no_altered_head_is_good() -> None:
    a, _ = pens()
    for wrong in flipped(canonical(a.signed_head().to_json())):
        try:
            head = SignedHead.from_json(read_canonical(wrong))
        except RecordError:
            continue
        assert not head.is_by(a.keys.public.sign)


def test_an_altered_opening_is_none_or_that_of_another_channel() -> None:
    opening = pens()[0].opening
    for place in range(0, len(opening.text), 7):
        wrong = opening.text[:place] + bytes([opening.text[place] ^ 1]) + opening.text[place + 1 :]
        try:
            assert Opening.read(wrong).id != opening.id
        except RecordError:
            continue


def test_one_opening_has_one_text() -> None:
    opening = pens()[0].opening
    for true, other in ((b'"detente_channel":1', b'"detente_channel":true'),):
        assert true in opening.text
        with pytest.raises(RecordError):
            Opening.read(opening.text.replace(true, other))


def test_no_altered_key_file_gives_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_COST", {"n": 2, "r": 1, "p": 1})
    monkeypatch.setattr(key_file, "_MOST_COST", {"n": 4, "r": 2, "p": 2})
    path = tmp_path / "a.key"
    write_keys(path, KeyFile("a", (keys_of("one"), keys_of("two"))), "a long passphrase")
    text = path.read_bytes()
    altered = flipped(text)
    with monkeypatch.context() as patch:  # thousands of files are not written
        patch.setattr(type(path), "read_bytes", lambda _: next(altered))
        for _ in range(8 * len(text)):
            with pytest.raises(ChannelError):
                read_keys(path, "a long passphrase")
    with pytest.raises(ChannelError, match="passphrase"):
        read_keys(path, "a long passphrasf")
    assert [one.public for one in read_keys(path, "a long passphrase").keys] == [
        keys_of("one").public,
        keys_of("two").public,
    ]


def test_no_altered_sealed_words_are_read() -> None:
    reader = keys_of("reader")
    sealed = seal({"says": "for one"}, {"one": reader.public.seal})
    for wrong in flipped(sealed.words.encode()):
        with pytest.raises(RecordError):
            unseal(Sealed(sealed.to, wrong.decode("latin-1"), sealed.commitment), "one", [reader])
    for wrong in flipped(sealed.to["one"].encode()):
        with pytest.raises(RecordError):
            unseal(Sealed({"one": wrong.decode("latin-1")}, sealed.words, sealed.commitment), "one", [reader])
    for wrong in flipped(sealed.commitment.encode()):
        with pytest.raises(RecordError):
            unseal(Sealed(sealed.to, sealed.words, wrong.decode("latin-1")), "one", [reader])


def test_an_entry_that_is_too_long_is_refused_however_it_comes() -> None:
    a, _ = pens()
    a.write(1, says="short")
    line = a.entries[1].line
    longer = line.replace(b'"short"', b'"' + b"x" * LARGEST_ENTRY + b'"')
    for way in (SignedEntry.read, SignedEntry.glimpsed):
        with pytest.raises(RecordError):
            way(longer)
    with pytest.raises(RecordError, match="at most"):
        a.write(2, says="x" * LARGEST_ENTRY)


def test_an_entry_has_one_text() -> None:
    """What is read and written again is the same, byte by byte."""
    _, b, _ = logs()
    for entry in b.entries:
        assert SignedEntry.read(entry.line).entry.text == entry.text
    empty = b.entries[1].text.replace(b'"kind"', b'"heads":[],"kind"')
    read_canonical(empty)
    with pytest.raises(RecordError, match="heads"):
        SignedEntry.read(b.entries[1].signature.encode() + b" " + empty)

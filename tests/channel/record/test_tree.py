"""The tree of a log and its proofs: as published, as the RFC defines them, and refused where altered."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.channel.record.proofs import is_consistent, is_included
from detente.channel.record.tree import Tree, leaf_hash, root_of_frontier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KNOWN = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "rfc6962_vectors.yaml")
ENTRIES = [bytes.fromhex(one) for one in KNOWN["entries"]]
ROOTS = [bytes.fromhex(one) for one in KNOWN["roots"]]
LARGEST = 40


def tree_of(entries: Sequence[bytes]) -> Tree:
    tree = Tree()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree


NUMBERED = [b"entry %d" % index for index in range(LARGEST)]
GROWN = tree_of(NUMBERED)


# The definitions of RFC 6962, 2.1, word by word: MTH, PATH, PROOF and SUBPROOF.


def split(size: int) -> int:
    power = 1
    while 2 * power < size:
        power *= 2
    return power


def mth(entries: Sequence[bytes]) -> bytes:
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], whole=whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], whole=False), mth(entries[:k])]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    """Expected: the catalog, from the reference vectors of RFC 6962."""
    assert tree_of(ENTRIES[:size]).root() == ROOTS[size]
    assert tree_of(ENTRIES).root(size) == ROOTS[size]


@pytest.mark.parametrize("known", KNOWN["inclusion"], ids=lambda one: f"{one['index']}-in-{one['size']}")
def test_the_inclusion_proofs_are_those_of_certificate_transparency(known: dict[str, Any]) -> None:
    """Expected: the catalog, from the reference vectors of RFC 6962."""
    proof = [bytes.fromhex(one) for one in known["proof"]]
    index, size = known["index"], known["size"]
    assert tree_of(ENTRIES).inclusion(index, size) == proof
    assert is_included(leaf_hash(ENTRIES[index]), index, size, ROOTS[size], proof)


@pytest.mark.parametrize("known", KNOWN["consistency"], ids=lambda one: f"{one['old']}-to-{one['size']}")
def test_the_consistency_proofs_are_those_of_certificate_transparency(known: dict[str, Any]) -> None:
    """Expected: the catalog, from the reference vectors of RFC 6962."""
    proof = [bytes.fromhex(one) for one in known["proof"]]
    old, size = known["old"], known["size"]
    assert tree_of(ENTRIES).consistency(old, size) == proof
    assert is_consistent(old, ROOTS[old], size, ROOTS[size], proof)


@pytest.mark.parametrize("size", range(LARGEST + 1))
def test_roots_and_proofs_are_what_the_rfc_defines(size: int) -> None:
    """Expected: MTH, PATH and PROOF as RFC 6962, 2.1, defines them."""
    root = mth(NUMBERED[:size])
    assert GROWN.root(size) == root
    assert root_of_frontier(GROWN.frontier(size)) == root
    for index in range(size):
        proof = GROWN.inclusion(index, size)
        assert proof == path(index, NUMBERED[:size])
        assert is_included(leaf_hash(NUMBERED[index]), index, size, root, proof)
    for old in range(1, size + 1):
        proof = GROWN.consistency(old, size)
        assert proof == subproof(old, NUMBERED[:size], whole=True)
        assert is_consistent(old, GROWN.root(old), size, root, proof)
    assert is_consistent(0, GROWN.root(0), size, root, GROWN.consistency(0, size))


@pytest.mark.parametrize("size", range(LARGEST + 1))
def test_a_tree_cut_back_grows_like_one_that_was_never_longer(size: int) -> None:
    cut, fresh = GROWN.up_to(size), tree_of(NUMBERED[:size])
    for entry in (b"another", b"and another", b"third"):
        cut.append(leaf_hash(entry))
        fresh.append(leaf_hash(entry))
        assert cut.root() == fresh.root()
    grown = size + 3
    assert cut.inclusion(size, grown) == fresh.inclusion(size, grown)
    assert [cut.root(one) for one in range(grown)] == [fresh.root(one) for one in range(grown)]
    assert GROWN.root() == mth(NUMBERED)


def with_a_bit_flipped(node: bytes) -> Iterator[bytes]:
    for bit in range(8 * len(node)):
        yield bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(node))


def altered(proof: list[bytes]) -> Iterator[list[bytes]]:
    """Yield proofs with a bit flipped, a node dropped, moved or added."""
    for place, node in enumerate(proof):
        yield from ([*proof[:place], wrong, *proof[place + 1 :]] for wrong in with_a_bit_flipped(node))
        yield proof[:place] + proof[place + 1 :]
        yield [*proof[:place], node, *proof[place:]]
    for place, (one, other) in enumerate(pairwise(proof)):
        yield [*proof[:place], other, one, *proof[place + 2 :]]
    yield [*proof, leaf_hash(b"")]
    yield [leaf_hash(b""), *proof]


@pytest.mark.parametrize("size", [*range(1, 10), 13, 17])
def test_no_altered_inclusion_proof_is_taken(size: int) -> None:
    root = GROWN.root(size)
    for index in range(size):
        leaf, proof = GROWN.leaf(index), GROWN.inclusion(index, size)
        assert not any(is_included(leaf, index, size, root, wrong) for wrong in altered(proof))
        assert not any(is_included(wrong, index, size, root, proof) for wrong in with_a_bit_flipped(leaf))
        assert not any(is_included(leaf, index, size, wrong, proof) for wrong in with_a_bit_flipped(root))
        places = [other for other in range(-1, 2 * LARGEST) if other != index]
        assert not any(is_included(leaf, other, size, root, proof) for other in places)


@pytest.mark.parametrize("size", [*range(1, 10), 13, 17])
def test_no_altered_consistency_proof_is_taken(size: int) -> None:
    root = GROWN.root(size)
    for old in range(1, size + 1):
        before, proof = GROWN.root(old), GROWN.consistency(old, size)
        assert not any(is_consistent(old, before, size, root, wrong) for wrong in altered(proof))
        assert not any(is_consistent(old, one, size, root, proof) for one in with_a_bit_flipped(before))
        assert not any(is_consistent(old, before, size, one, proof) for one in with_a_bit_flipped(root))
        others = [one for one in range(-1, size + 2) if one != old]
        assert not any(is_consistent(one, before, size, root, proof) for one in others)


@given(st.data())
def test_no_proof_is_taken_for_a_log_of_another_length_that_would_be_another_log(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(1, LARGEST).filter(lambda one: one != size))
    proof = GROWN.inclusion(index, size)
    assert not is_included(GROWN.leaf(index), index, other, GROWN.root(other), proof)
    if other >= size:
        wrong = GROWN.consistency(size, other)
        assert not is_consistent(size, GROWN.root(size), size, GROWN.root(other), wrong)
        assert not is_consistent(other, GROWN.root(other), size, GROWN.root(size), wrong)


def test_what_a_log_does_not_have_is_not_proved() -> None:
    tree = tree_of(NUMBERED[:5])
    for index, size in ((5, 5), (-1, 5), (0, 6), (0, 0)):
        with pytest.raises(ValueError, match="no such entry or size"):
            tree.inclusion(index, size)
    for old, size in ((3, 2), (-1, 2), (1, 6)):
        with pytest.raises(ValueError, match="no such entry or size"):
            tree.consistency(old, size)

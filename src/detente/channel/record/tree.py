"""The hash tree over the entries of a log: its root stands for all of them, in their order.

The Merkle tree of Certificate Transparency: Laurie, Langley and Kasper, RFC 6962 (2013), section 2.1.
"""

from __future__ import annotations

from hashlib import sha256

__all__ = ["EMPTY_ROOT", "Tree", "leaf_hash", "node_hash", "root_of_frontier"]

EMPTY_ROOT = sha256(b"").digest()
"""The root of a log without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees beside each other."""
    return sha256(b"\1" + left + right).digest()


def root_of_frontier(frontier: list[bytes]) -> bytes:
    """Return the root of a log from its complete subtrees, the largest first.

    >>> root_of_frontier([]) == EMPTY_ROOT
    True
    """
    if not frontier:
        return EMPTY_ROOT
    root = frontier[-1]
    for left in reversed(frontier[:-1]):
        root = node_hash(left, root)
    return root


class Tree:
    r"""A log's tree, to which leaves are only added. Every root it ever had can still be asked for.

    >>> tree = Tree()
    >>> for entry in (b"", b"\0", b"\x10"):
    ...     tree.append(leaf_hash(entry))
    >>> len(tree), tree.root().hex()[:16], tree.root(0) == EMPTY_ROOT
    (3, 'aeb6bcfe274b70a1', True)
    """

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]
        self._roots = [EMPTY_ROOT]

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add a leaf at the end."""
        levels, node, level = self._levels, leaf, 0
        levels[0].append(leaf)
        size = len(levels[0])
        while size >> level & 1 == 0:
            node = node_hash(levels[level][-2], node)
            level += 1
            if level == len(levels):
                levels.append([])
            levels[level].append(node)
        for above in range(level + 1, size.bit_length()):  # the complete subtrees left of it, smallest first
            if size >> above & 1:
                node = node_hash(levels[above][-1], node)
        self._roots.append(node)

    def leaf(self, index: int) -> bytes:
        """Return the hash of a leaf."""
        return self._levels[0][index]

    def root(self, size: int | None = None) -> bytes:
        """Return the root that the log had at a size; as it is, where none is given."""
        return self._roots[len(self) if size is None else size]

    def up_to(self, size: int) -> Tree:
        """Return the tree of the first leaves, to which others can be added."""
        tree = Tree()
        tree._levels = [self._levels[0][:size]]
        for height, level in enumerate(self._levels[1:], 1):
            if size >> height:
                tree._levels.append(level[: size >> height])
        tree._roots = self._roots[: size + 1]
        return tree

    def frontier(self, size: int | None = None) -> list[bytes]:
        """Return the roots of the complete subtrees of which the log is made at a size, the largest first."""
        size = len(self) if size is None else size
        return [
            self._levels[level][(size >> level + 1) * 2]
            for level in range(size.bit_length() - 1, -1, -1)
            if size >> level & 1
        ]

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the proof that the leaf of an index is in the log of a size (RFC 6962, 2.1.1)."""
        self._require(0 <= index < size <= len(self))
        return self._path(index, 0, size)

    def _path(self, index: int, begin: int, end: int) -> list[bytes]:
        if end - begin == 1:
            return []
        middle = begin + _left(end - begin)
        if index < middle:
            return [*self._path(index, begin, middle), self._subtree(middle, end)]
        return [*self._path(index, middle, end), self._subtree(begin, middle)]

    def consistency(self, old: int, size: int) -> list[bytes]:
        """Return the proof that the log of a size goes on from that of an older size (RFC 6962, 2.1.2)."""
        self._require(0 <= old <= size <= len(self))
        return [] if old in {0, size} else self._between(old, 0, size, whole=True)

    def _between(self, old: int, begin: int, end: int, *, whole: bool) -> list[bytes]:
        """Return SUBPROOF(old, D[begin:end], whole) of the RFC."""
        if old == end - begin:
            return [] if whole else [self._subtree(begin, end)]
        left = _left(end - begin)
        middle = begin + left
        if old <= left:
            return [*self._between(old, begin, middle, whole=whole), self._subtree(middle, end)]
        return [*self._between(old - left, middle, end, whole=False), self._subtree(begin, middle)]

    def _subtree(self, begin: int, end: int) -> bytes:
        """Return the hash over the leaves from one to another."""
        length = end - begin
        if length & (length - 1) == 0 and begin % length == 0:
            return self._levels[length.bit_length() - 1][begin // length]
        middle = begin + _left(length)
        return node_hash(self._subtree(begin, middle), self._subtree(middle, end))

    @staticmethod
    def _require(known: bool) -> None:  # noqa: FBT001 - what is required
        if not known:
            raise ValueError("the log has no such entry or size")


def _left(size: int) -> int:
    """Return the largest power of two smaller than a size."""
    return 1 << (size - 1).bit_length() - 1

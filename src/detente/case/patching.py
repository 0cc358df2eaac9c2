"""The text of a case with some of its values changed; whatever is not changed stays as it was written."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from detente.case.composing import composed
from detente.case.problems import CaseError
from detente.case.reading import read_text
from detente.case.rendering import WIDTH, as_text, in_line

if TYPE_CHECKING:
    from ruamel.yaml.error import StreamMark

    from detente.case.document import Document, Tree

__all__ = ["patched"]


def patched(document: Document, tree: dict[str, Tree]) -> str | None:
    """Return the text of a document changed so that it holds another tree, with the comments between kept.

    Returns None where this cannot be done in the text, as where an entry to be changed is shared by an alias.
    """
    if tree == document.tree:
        return document.text
    node = composed(document)
    if node is None:
        return None
    patch = _Patch(document)
    patch.change(node, document.tree, tree)
    text = patch.text()
    try:
        return text if read_text(text, document.file).tree == tree else None
    except CaseError:
        return None


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class _Patch:
    """The edits that turn one tree into another, by their places in the text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._edits: list[_Edit] = []

    def text(self) -> str:
        text = self._document.text
        for edit in sorted(self._edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def change(self, node: Node, old: Tree, new: Tree) -> None:
        """Make a node say something else; ``old`` is what it says."""
        if isinstance(node, MappingNode) and isinstance(new, dict) and isinstance(old, dict):
            self._mapping(node, old, new)
        elif isinstance(node, SequenceNode) and isinstance(new, list) and isinstance(old, list):
            self._items(node, old, new)
        else:
            self._replace(node, new)

    def _mapping(self, node: MappingNode, old: dict[str, Tree], new: dict[str, Tree]) -> None:
        entries = dict(zip(old, node.value, strict=True))
        gone = [key for key in old if key not in new]
        added = {key: value for key, value in new.items() if key not in old}
        # The first key may share its line with the dash of a list.
        if (gone or added) and (node.flow_style or not entries or next(iter(old)) in gone):
            self._replace(node, new)
            return
        for key, (key_node, value_node) in entries.items():
            if key in gone:
                self._remove_lines(key_node, value_node)
            elif old[key] != new[key] and _is_nothing(value_node):
                self._fill(key_node, new[key], None if node.flow_style else node.start_mark.column)
            elif old[key] != new[key]:
                self.change(value_node, old[key], new[key])
        if added:
            self._add_lines(node, as_text(added), node.start_mark.column)

    def _fill(self, key: Node, new: Tree, column: int | None) -> None:
        """Write a value after a key behind whose colon nothing stands; ``column``: where the key begins.

        The place of the value itself is not asked for: a parser may put it behind the comments that follow.
        """
        text = self._document.text
        at = text.index(":", self._index(key.end_mark)) + 1
        if column is None or not isinstance(new, list) or not any(isinstance(item, dict) for item in new):
            self._edits.append(_Edit(at, at, f" {in_line(new)}"))
            return
        starts = self._document.starts
        line = bisect_right(starts, at)
        end = starts[line] if line < len(starts) else len(text)
        self._insert_lines(end, "".join(f"  {_listed(item)}" for item in new), column)

    def _items(self, node: SequenceNode, old: list[Tree], new: list[Tree]) -> None:
        kept = _kept(old, new)
        if node.flow_style or all(item is None for item in kept):
            self._replace(node, new)
            return
        for item, other, item_node in zip(old, kept, node.value, strict=True):
            if other is None:
                self._remove_lines(item_node, item_node)
            elif other != item:
                self.change(item_node, item, other)
        added = new[sum(item is not None for item in kept) :]
        if added:
            self._add_lines(node, "".join(map(_listed, added)), node.start_mark.column)

    def _replace(self, node: Node, new: Tree) -> None:
        start, end = self._index(node.start_mark), self._end(node)
        text = "null" if new is None else in_line(new)
        if start == end and not self._document.text[start - 1 : start].isspace():
            text = f" {text}"  # nothing stood after the colon
        if _is_block_text(node):
            text += "\n"
        self._edits.append(_Edit(start, end, text))

    def _remove_lines(self, first: Node, last: Node) -> None:
        """Remove the lines of an entry, with the comments on them."""
        start = self._document.starts[first.start_mark.line]
        self._edits.append(_Edit(start, self._line_end(last), ""))

    def _add_lines(self, after: Node, text: str, column: int) -> None:
        """Add lines after a node, indented to a column."""
        self._insert_lines(self._line_end(after), text, column)

    def _insert_lines(self, at: int, text: str, column: int) -> None:
        lines = "".join(f"{' ' * column}{line}" for line in text.splitlines(keepends=True))
        before = self._document.text[at - 1 : at]
        self._edits.append(_Edit(at, at, lines if before in {"\n", ""} else f"\n{lines}"))

    def _line_end(self, node: Node) -> int:
        """Return where the line after the one on which a node ends begins."""
        end = self._end(node)
        starts = self._document.starts
        if _is_block_text(_last(node)):
            return end
        line = bisect_right(starts, end)
        return starts[line] if line < len(starts) else len(self._document.text)

    def _end(self, node: Node) -> int:
        return self._index(_last(node).end_mark)

    def _index(self, mark: StreamMark) -> int:
        return self._document.starts[mark.line] + int(mark.column)


def _last(node: Node) -> Node:
    """Return the node at which a node ends: where a block ends, its own mark lies behind the comments."""
    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return node


def _is_nothing(node: Node) -> bool:
    """Tell whether nothing at all is written where a value may stand."""
    return isinstance(node, ScalarNode) and not node.style and not node.value


def _is_block_text(node: Node) -> bool:
    """Tell whether a text ends with its line, as those after | and > do."""
    return isinstance(node, ScalarNode) and node.style in {"|", ">"}


def _listed(item: Tree) -> str:
    """Return an item of a list as lines: a single one where it is short."""
    line = f"- {in_line(item)}\n"
    if len(line) <= WIDTH or not isinstance(item, dict):
        return line
    first, *rest = as_text(item).splitlines(keepends=True)
    return "".join([f"- {first}", *(f"  {one}" for one in rest)])


def _kept(old: list[Tree], new: list[Tree]) -> list[Tree | None]:
    """Return for each item of a list what it becomes, or None where it goes; new items follow at the end."""
    kept: list[Tree | None] = []
    waiting = list(new)
    for index, item in enumerate(old):
        following = waiting[0] if waiting else None
        changed = following not in old[index:] and _alike(item, following)
        stays = following is not None and (item == following or changed)
        kept.append(waiting.pop(0) if stays else None)
    return kept


def _alike(item: Tree, other: Tree) -> bool:
    """Tell whether one item is the other, changed: by their ids, or by what else they say."""
    if not isinstance(item, dict) or not isinstance(other, dict):
        return False
    if "id" in item or "id" in other:
        return bool(item.get("id") == other.get("id"))
    return any(key in other and other[key] == value for key, value in item.items())

"""The names that a case defines, and what is wrong with those that refer to them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from detente.case.language import Mention, MentionKind
from detente.case.names import unknown_mentions
from detente.case.problems import closest, quoted
from detente.case.written import MISSING, name_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.document import Document, Key, Path_
    from detente.case.model import CaseFile
    from detente.case.problems import Problem
    from detente.case.written import Written

__all__ = ["MISSING", "Names"]


class _Unreadable(frozenset[str]):
    """The names of a section that could not be read: any word might be among them."""

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return True

    def __or__(self, other: object) -> _Unreadable:
        return self

    __ror__ = __or__


class Names:
    """What can be referred to in a case, and the references found so far that lead nowhere.

    Names are taken from the tree and not from the case, so that an entry whose shape is wrong still counts
    as defined; one whose key is no short name counts under the name that was evidently meant.
    ``moved`` says where the items of lists stood before others were left out.
    """

    def __init__(self, case: CaseFile, document: Document, moved: Mapping[Path_, list[int]]) -> None:
        """Collect the names."""
        self.case, self.document, self._moved = case, document, moved
        self.problems: list[Problem] = []
        self._keys: dict[Path_, frozenset[str]] = {}
        self.parties = self._section("parties", needed=True)
        self.blocs = self._section("blocs")
        self.camps = self._section("camps")
        self.issues = self._section("issues")
        self.sources = self._section("sources")
        self.variants = self._section("variants")
        self.deciders = self.parties | self.blocs
        self.holders = self.deciders | self.camps
        self._options = {
            issue: self._ordered("issues", issue, "options") for issue in (*self.issues, MISSING)
        }

    def _section(self, key: str, *, needed: bool = False) -> frozenset[str]:
        node = self.document.tree.get(key)
        if needed and not node:
            return _Unreadable()
        return self.keys(key) if node is None or isinstance(node, dict) else _Unreadable()

    def keys(self, *path: Key) -> frozenset[str]:
        """Return the keys of a mapping in the tree, or the words of a list; none where there is neither."""
        if path not in self._keys:
            self._keys[path] = frozenset(self._ordered(*path))
        return self._keys[path]

    def _ordered(self, *path: Key) -> tuple[str, ...]:
        node: Any = self.document.tree
        for key in self._first_path(path):
            if isinstance(node, list) and isinstance(key, int):
                node = node[key] if key < len(node) else None
            else:
                node = node.get(key) if isinstance(node, dict) else None
        words = node if isinstance(node, dict | list) else ()
        return tuple(dict.fromkeys(name_meant(str(word)) for word in words))

    def options(self, issue: str) -> frozenset[str]:
        """Return the options of an issue; none where it has none or does not exist."""
        return frozenset(self._options.get(issue, ()))

    def problem(
        self,
        path: Path_,
        message: str,
        *,
        at_key: bool = False,
        offset: int | None = None,
        suggestion: str = "",
    ) -> None:
        """Note a problem at a path of the case."""
        here = self._first_path(path)
        self.problems.append(
            self.document.problem(here, message, at_key=at_key, offset=offset, suggestion=suggestion)
        )

    def known(  # noqa: PLR0913 - the word, what it may be, and where it stands
        self,
        word: str,
        names: frozenset[str],
        kind: str,
        path: Path_,
        *,
        at_key: bool = False,
        offset: int | None = None,
    ) -> bool:
        """Tell whether a word is among the names, and note a problem where it is not."""
        if word in names or word == MISSING:
            return word != MISSING
        message = f"unknown {kind} {quoted(word)}"
        self.problem(path, message, at_key=at_key, offset=offset, suggestion=closest(word, names))
        return False

    def each_known(self, words: Iterable[str], names: frozenset[str], kind: str, path: Path_) -> None:
        """Check every word of a list, which may be written as a single word."""
        for index, word in enumerate(words):
            self.known(word, names, kind, self.item(path, index))

    def known_option(
        self, word: str, issue: str, path: Path_, *, at_key: bool = False, offset: int | None = None
    ) -> None:
        """Check that a word is an option of an issue, unless the issue has none that could be read."""
        options = self.options(issue)
        if options:
            self.known(word, options, f"option of {issue!r}:", path, at_key=at_key, offset=offset)

    def each_known_option(self, words: Iterable[str], issue: str, path: Path_) -> None:
        """Check that every word of a list is an option of an issue."""
        for index, word in enumerate(words):
            self.known_option(word, issue, self.item(path, index))

    def formula(self, written: Written[Any] | None, path: Path_, *, blocks: bool = False) -> None:
        """Check the issues and options that a formula mentions, and its blocks where it may name any."""
        if isinstance(self.issues, _Unreadable):
            return
        mentions = written.mentions if written else ()
        known = self.keys("blocks") if blocks else None
        for message, offset, suggestion in unknown_mentions(mentions, self._options, known):
            self.problem(path, message, offset=offset, suggestion=suggestion)

    def each_decides(self, words: Iterable[str], path: Path_, twice: str = "is named twice") -> None:
        """Check that every word is a party or a bloc, named once, and not a camp."""
        words = tuple(words)
        for index, word in enumerate(words):
            self.decides(word, self.item(path, index))
        self.each_once(words, path, twice)

    def decides(self, word: str, path: Path_, *, at_key: bool = False) -> None:
        """Check that a word is a party or a bloc, and not a camp."""
        if word in self.camps:
            message = f"{word!r} is a camp, and a camp has no vote; name its bloc or its members"
            self.problem(path, message, at_key=at_key)
        else:
            self.known(word, self.deciders, "party", path, at_key=at_key)

    def each_once(self, words: Iterable[str], path: Path_, said: str = "is named twice") -> None:
        """Check that nothing is named twice in a list."""
        for word, times in Counter(words).items():
            if times > 1:
                self.problem(path, f"{word!r} {said}")

    def item(self, path: Path_, index: int) -> Path_:
        """Return the path of a list's item, or of the value itself where it is written without a list."""
        item = (*path, index)
        return item if self._first_path(item) in self.document.spots else path

    def written(self, path: Path_, short: Path_) -> Path_:
        """Return a path where the file has it, else the shorter one under which its short form stands."""
        return path if self._first_path(path) in self.document.spots else short

    def _first_path(self, path: Path_) -> Path_:
        if not self._moved:
            return path
        first: Path_ = ()
        for key in path:
            stood = self._moved.get(first)
            if stood is not None and isinstance(key, int) and key < len(stood):
                first = (*first, stood[key])
            else:
                first = (*first, key)
        return first

    @staticmethod
    def ranked(written: Written[Any]) -> tuple[Mention, ...]:
        """Return the names in a rank order, with their places in the text."""
        return tuple(one for one in written.mentions if one.kind is MentionKind.RANKED)

"""A case in memory: what the file says, its variants, and the certain cases it stands for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from detente.case.document import read_document
from detente.case.model import CaseFile
from detente.case.problems import CaseError, closest
from detente.case.validation import validated
from detente.case.variants import apply_variant, variant_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Self

    from detente.case.document import Document
    from detente.case.problems import Problem
    from detente.case.uncertainty import CertainCase

__all__ = ["Case", "bundled", "load"]


class Case(CaseFile):  # noqa: PLW1641 - holds mappings, and so has no hash
    """A case as an analyst wrote it. Nothing changes a case; a variant of it is another case.

    Cases are equal when they say the same, wherever it was read from.
    """

    _document: Document | None = PrivateAttr(default=None)
    _variant: str | None = PrivateAttr(default=None)
    _base: Case | None = PrivateAttr(default=None)

    @classmethod
    def from_text(cls, text: str, file: str = "case.yaml") -> Case:
        """Read a case from a text.

        Raises ``CaseError`` with every problem found.
        """
        return cls.from_document(read_document(file, text=text))

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], file: str = "case") -> Case:
        """Make a case from what its file would hold: a mapping with the keys of a case file.

        Raises ``CaseError`` with every problem found; lines are those of the file that would be written.

        >>> case = Case.from_mapping(
        ...     {"detente": 1, "title": "A quarrel", "as_of": "2010-02-01", "parties": {"a": None, "b": None}}
        ... )
        >>> list(case.parties)
        ['a', 'b']
        """
        from detente.case.rendering import as_text

        return cls.from_text(as_text(mapping), file)

    @classmethod
    def from_file(cls, path: str | Path) -> Case:
        """Read a case from a file.

        Raises ``CaseError`` with every problem found.
        """
        return cls.from_document(read_document(path))

    @classmethod
    def from_document(cls, document: Document, variant: str | None = None, base: Case | None = None) -> Case:
        """Read a case from a document; ``variant`` and ``base`` say what it is a variant of.

        Raises ``CaseError`` with every problem found.
        """
        case = validated(document, cls)
        # pydantic keeps what is no part of the file in private attributes, which only the class itself sets.
        case._document, case._variant, case._base = document, variant, base  # noqa: SLF001
        return case

    @property
    def document(self) -> Document:
        """The text, the tree and the places behind this case."""
        if self._document is None:
            from detente.case.rendering import as_text

            text = as_text(self.model_dump(by_alias=True, exclude_unset=True))
            self._document = read_document("case", text=text)
        return self._document

    @property
    def variant(self) -> str | None:
        """The name of the variant this is, if it is one."""
        return self._variant

    @property
    def base(self) -> Case:
        """The case that this is a variant of; the case itself where it is none."""
        return self._base or self

    def with_variant(self, name: str) -> Case:
        """Return the case with one of its variants merged in.

        Raises ``CaseError`` for an unknown variant and for a variant that does not fit the case.
        """
        base = self.base
        document, problems = apply_variant(base.document, name)
        try:
            case = Case.from_document(document, name, base)
        except CaseError as error:
            raise CaseError([*problems, *_in_variant(base.document, name, error.problems)]) from None
        if problems:
            raise CaseError(problems)
        return case

    def check_variants(self) -> None:
        """Read every variant, and raise ``CaseError`` with the problems of all of them."""
        problems: list[Problem] = []
        for name in variant_names(self.document):
            try:
                self.with_variant(name)
            except CaseError as error:
                problems += error.problems
        if problems:
            raise CaseError(problems)

    @cached_property
    def nominal(self) -> CertainCase:
        """The certain case of modes, midpoints and centroids."""
        from detente.case.uncertainty import nominal

        return nominal(self)

    def draw(self, n: int, seed: int = 0) -> Iterator[CertainCase]:
        """Yield ``n`` certain cases, a Latin hypercube over everything that is uncertain."""
        from detente.case.uncertainty import draw

        return draw(self, n, seed)

    def name_of(self, key: str) -> str:
        """Return the shown name of a party, bloc, camp or issue; the key itself where it has none."""
        sections: tuple[Mapping[str, Any], ...] = (self.parties, self.blocs, self.camps, self.issues)
        return next((section[key].name or key for section in sections if key in section), key)

    def option_name(self, issue: str, option: str) -> str:
        """Return the shown name of an option."""
        return self.issues[issue].options[option].name or option

    def to_yaml(self) -> str:
        """Return the case as YAML; comments, order and layout of what was read are kept.

        A variant comes as the whole case it stands for, without the comments of what it changed.
        """
        from detente.case.writing import written

        return written(self)

    def write(self, path: str | Path) -> None:
        """Write the case to a file, whole or not at all.

        Raises ``CaseError`` where the file cannot be written.
        """
        from detente.case.writing import write_whole

        write_whole(Path(path), self.to_yaml())

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with some fields replaced; a changed copy has no file behind it any more."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("nominal", None)
        if update:
            copy._document = copy._variant = copy._base = None  # noqa: SLF001 - of the class itself
        return copy

    def __eq__(self, other: object) -> bool:
        """Compare what two cases say."""
        if not isinstance(other, Case):
            return NotImplemented
        return all(getattr(self, field) == getattr(other, field) for field in type(self).model_fields)


def _in_variant(document: Document, name: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Name the variant in problems that stand outside the variants, where the case itself has none."""
    places = (spot.place for path, spot in document.spots.items() if path[:1] == ("variants",) and path[1:])
    inside = {place.line for place in places}
    for problem in problems:
        if problem.place.line in inside:
            yield problem
        else:
            yield replace(problem, message=f"in the variant {name!r}, {problem.message}")


def bundled() -> dict[str, Path]:
    """Return the bundled case files by name.

    >>> "panama-canal" in bundled()
    True
    """
    folder = Path(str(files("detente") / "cases"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load(source: str | Path, variant: str | None = None) -> Case:
    """Read a case from a file, or one that is bundled from its name.

    Raises ``CaseError`` with every problem found.

    >>> load("panama-canal").title
    'The Panama Canal treaty, 1974 to 1977'
    """
    path = Path(source)
    known = bundled()
    if str(source) in known and not path.is_file():
        path = known[str(source)]
    elif not path.suffix and not path.exists():
        suggestion = closest(str(source), known)
        words = f"no file and no bundled case {str(source)!r}"
        words += f"; did you mean {suggestion!r}?" if suggestion else "; see `detente cases`"
        raise CaseError.of(words)
    case = Case.from_file(path)
    return case.with_variant(variant) if variant else case

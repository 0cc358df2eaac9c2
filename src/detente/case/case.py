"""A case in memory: what the file says, its variants, and the certain cases it stands for."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from detente.case.document import read_document
from detente.case.inspection import inspect, inspect_variant
from detente.case.model import CaseFile
from detente.case.problems import CaseError, Problem, closest, quoted
from detente.case.validation import validate
from detente.case.variants import apply_variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from detente.case.derived import Derived
    from detente.case.document import Document
    from detente.case.uncertainty import CertainCase
    from detente.case.validation import Check

__all__ = ["Case", "bundled", "document_of", "load"]

ENDINGS = ".yaml", ".yml", ".xlsx"
"""How the names of case files end."""


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
    def from_document(cls, document: Document) -> Case:
        """Read a case from a document.

        Raises ``CaseError`` with every problem found, in the case and in its variants.
        """
        case = validate(document, cls).case
        return _from(case, document) if case else cls.inspected(document)

    @classmethod
    def inspected(cls, document: Document, *checks: Check) -> Case:
        """Read a case and all its variants from a document; ``checks`` are further checks of references.

        Raises ``CaseError`` with every problem found.
        """
        found = inspect(document, cls, *checks)
        if found.case is None:
            raise CaseError(found.problems)
        return _from(found.case, document)

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
        if name not in base.variants:
            message = f"unknown variant {quoted(name)}" + (
                "" if base.variants else "; the case has no variants"
            )
            raise CaseError([Problem(message, suggestion=closest(name, base.variants))])
        document, misfits = apply_variant(base.document, name)
        validation = validate(document, Case, base=base)
        if misfits or validation.case is None:
            raise CaseError(inspect_variant(base.document, name))
        return _from(validation.case, document, name, base)

    def check_variants(self) -> None:
        """Read every variant, and raise ``CaseError`` with the problems of all of them."""
        Case.inspected(self.base.document)

    @cached_property
    def nominal(self) -> CertainCase:
        """The certain case of modes, midpoints and centroids."""
        from detente.case.uncertainty import nominal

        return nominal(self)

    @cached_property
    def derived(self) -> Mapping[str, Derived]:
        """The numbers that follow from others, by their paths."""
        from detente.case.derived import derived_numbers

        return derived_numbers(self)

    def draw(
        self, n: int, seed: int = 0, *, start: int = 0, stop: int | None = None
    ) -> Iterator[CertainCase]:
        """Yield ``n`` certain cases, a Latin hypercube over everything that is uncertain.

        With ``start`` and ``stop`` only those are made that lie between, counted from 0.
        """
        from detente.case.uncertainty import draw

        return draw(self, n, seed, start=start, stop=stop)

    def to_yaml(self) -> str:
        """Return the case as YAML; comments, order and layout of what was read are kept.

        A variant comes as the whole case it stands for, without the comments of what it changed. As it stands
        alone, it has no variants, no claims that are tested in one, and no evidence for what it lacks.
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
        for kept in ("nominal", "derived"):
            copy.__dict__.pop(kept, None)
        if update:
            copy._document = copy._variant = copy._base = None  # noqa: SLF001 - of the class itself
        return copy

    def __eq__(self, other: object) -> bool:
        """Compare what two cases say."""
        if not isinstance(other, Case):
            return NotImplemented
        return all(getattr(self, field) == getattr(other, field) for field in type(self).model_fields)


def _from(case: Case, document: Document, variant: str | None = None, base: Case | None = None) -> Case:
    """Note in a new case the document that it was read from, and what it is a variant of."""
    # pydantic keeps what is no part of the file in private attributes, which only the class itself sets.
    case._document, case._variant, case._base = document, variant, base  # noqa: SLF001
    return case


def bundled() -> dict[str, Path]:
    """Return the bundled case files by name.

    >>> "panama-canal" in bundled()
    True
    """
    folder = Path(str(files("detente") / "cases"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def document_of(source: str | Path) -> Document:
    """Read a file, or the file of a bundled case from its name, as far as its tree.

    Raises ``CaseError`` where there is none, where it cannot be read, and for a file of GMCR+.
    """
    path = Path(source)
    known = bundled()
    if str(source) in known and not path.is_file():
        path = known[str(source)]
    elif not path.suffix and not path.exists():
        beside = next((name for end in ENDINGS if Path(name := f"{path}{end}").is_file()), None)
        suggestion = beside or closest(str(source), known)
        words = f"no file and no bundled case {str(source)!r}"
        words += f"; did you mean {suggestion!r}?" if suggestion else "; see `detente cases`"
        raise CaseError.of(words)
    if path.suffix.lower() == ".gmcr":
        opens = "`detente stability FILE` opens it, and `detente convert FILE` makes a case of it"
        raise CaseError.of(f"a file of GMCR+ is no case file; {opens}", str(source))
    return read_document(path)


def load(source: str | Path, variant: str | None = None) -> Case:
    """Read a case from a file, or one that is bundled from its name.

    Raises ``CaseError`` with every problem found.

    >>> load("panama-canal").title
    'The Panama Canal treaty, 1974 to 1977'
    """
    case = Case.from_document(document_of(source))
    return case.with_variant(variant) if variant else case

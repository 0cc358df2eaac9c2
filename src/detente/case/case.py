"""A case in memory: what the file says, its variants, and the certain cases it stands for."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import PrivateAttr

from detente.case.document import Document, read_document
from detente.case.model import CaseFile
from detente.case.problems import CaseError, Problem, closest
from detente.case.reading import validated
from detente.case.variants import apply_variant, variant_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.uncertainty import CertainCase

__all__ = ["Case", "bundled", "load"]


class Case(CaseFile):
    """A case as an analyst wrote it. Nothing changes a case; a variant of it is another case."""

    _document: Document = PrivateAttr()
    _variant: str | None = PrivateAttr(default=None)
    _base: Case | None = PrivateAttr(default=None)

    @classmethod
    def from_text(cls, text: str, file: str = "case.yaml") -> Case:
        """Read a case from a text.

        Raises ``CaseError`` with every problem found.
        """
        return cls.from_document(read_document(file, text=text))

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
        return self._document

    @property
    def variant(self) -> str | None:
        """The name of the variant this is, if it is one."""
        return self._variant

    @property
    def base(self) -> Case:
        """The case of which this is a variant; the case itself where it is none."""
        return self._base or self

    def with_variant(self, name: str) -> Case:
        """Return the case with one of its variants merged in.

        Raises ``CaseError`` for an unknown variant and for a variant that does not fit the case.
        """
        base = self._base or self
        document, problems = apply_variant(base.document, name)
        try:
            case = Case.from_document(document, name, base)
        except CaseError as error:
            raise CaseError([*problems, *error.problems]) from None
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
        """Return the shown name of a party, bloc, camp or issue."""
        for section in (self.parties, self.blocs, self.camps, self.issues):
            if key in section:
                return section[key].name or key
        return key

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
        """Write the case to a file, whole or not at all."""
        from detente.case.writing import write_whole

        write_whole(Path(path), self.to_yaml())


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
    if not path.exists() and str(source) in known:
        path = known[str(source)]
    elif not path.exists() and path.suffix not in {".yaml", ".yml"}:
        suggestion = closest(str(source), known)
        words = f"no file and no bundled case {str(source)!r}"
        raise CaseError.of(
            words + (f"; did you mean {suggestion!r}?" if suggestion else "; see `detente cases`")
        )
    case = Case.from_document(read_document(path))
    return case.with_variant(variant) if variant else case

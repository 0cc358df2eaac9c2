"""The parts of which a paper is made, whatever it is written as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.report.pictures import Picture
    from detente.report.tables import Table

__all__ = ["Heading", "Listed", "Paragraph", "Part", "Pictured", "Tabled"]


@dataclass(frozen=True)
class Heading:
    """A heading below the title; ``level`` counts from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``lead`` stands before it in bold, where there is one."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Listed:
    """Sentences in a list, each with the depth at which it stands: 0, or more below the one before."""

    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Tabled:
    """A table with its caption."""

    table: Table


@dataclass(frozen=True)
class Pictured:
    """A picture with its caption; what it shows in words stands behind it."""

    picture: Picture


Part = Heading | Paragraph | Listed | Tabled | Pictured

"""The sequencing toy of the catalogue as a problem."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from detente.case.formula import Done, conjunction
from detente.roadmap.problem import Block, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TOY", "toy"]

TOY: dict[str, Any] = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "catalog" / "sequencing_toy.yaml").read_text(encoding="utf-8")
)


def toy(blocks: Sequence[str], trust: int, periods: int) -> Problem:
    """Return the toy with some of its blocks."""
    return Problem(
        tuple(_block(key) for key in blocks),
        Done("C"),
        periods,
        ("the trust",),
        (Fraction(trust),),
        step=Fraction(1),
        top=Fraction(10),
    )


def _block(key: str) -> Block:
    given = TOY["blocks"][key]
    first, last = given["window"]
    return Block(
        key,
        given["lasts"],
        given["delivers"],
        earns=(Fraction(given["earns"]),),
        loses=(Fraction(given["loses"]),),
        needs=(Fraction(given["needs"]),),
        after=conjunction(map(Done, given["after"])),
        windows=((first, last),),
    )

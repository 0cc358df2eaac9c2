"""What is uncertain in building blocks and in the roadmap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.numbers import Range
from detente.case.uncertainty import GRID, Input, contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.case.blocks import Need, Roadmap, Shift
    from detente.case.case import Case

__all__ = ["road_inputs"]


def road_inputs(case: Case) -> Iterator[Input]:
    """Yield the numbers of building blocks, and those that hold for the whole roadmap."""
    for key, block in case.blocks.items():
        path = f"blocks.{key}"
        yield from _shifts(f"{path}.needs", block.needs, "level")
        yield Input(f"{path}.lasts", block.lasts, (f"{path}.lasts",), whole=True)
        for field in ("delivers", "breach", "detection"):
            if isinstance(getattr(block, field), Range):
                yield _level(f"{path}.{field}", getattr(block, field))
        for field in ("earns", "loses", "loses_if_breached"):
            yield from _shifts(f"{path}.{field}", getattr(block, field), "by")
        if block.cost is not None:
            yield Input(f"{path}.cost", block.cost, (f"{path}.cost",))
        for threat, part in block.addresses.items():
            yield _level(f"{path}.addresses.{threat}", part)
    if case.roadmap is not None:
        yield from _roadmap(case.roadmap)


def _roadmap(roadmap: Roadmap) -> Iterator[Input]:
    if roadmap.decay is not None:
        yield _level("roadmap.decay.by", roadmap.decay.by)
        if isinstance(roadmap.decay.towards, Range):
            yield _level("roadmap.decay.towards", roadmap.decay.towards)
    for key, shock in roadmap.shocks.items():
        yield _level(f"roadmap.shocks.{key}.chance", shock.chance)
        yield from _shifts(f"roadmap.shocks.{key}.loses", shock.loses, "by")
    # Strains have no names of their own: what they say tells them apart, wherever they stand in the list.
    for index, strain in enumerate(roadmap.strains):
        for one in _shifts(f"roadmap.strains.{index}.loses", strain.loses, "by"):
            said = one.path.replace(f"strains.{index}", f"strains.{strain.when.meaning}")
            yield replace(one, content=said)
    for key, window in roadmap.windows.items():
        yield _level(f"roadmap.windows.{key}.opens", window.opens)
        yield _level(f"roadmap.windows.{key}.closes", window.closes)


def _shifts(path: str, given: Range | Sequence[Need | Shift] | None, field: str) -> Iterator[Input]:
    """Yield what a number stands for that holds for all pairs, or the numbers of a list of pairs."""
    if given is None:
        return
    if isinstance(given, Range):
        yield _level(path, given)
        return
    named = contents((f"{path}.{one.from_} to {one.to}", getattr(one, field)) for one in given)
    for index, (one, content) in enumerate(zip(given, named, strict=True)):
        number = f"{path}.{index}.{field}"
        yield Input(number, getattr(one, field), (number,), GRID / 100, content)


def _level(path: str, source: Range) -> Input:
    return Input(path, source, (path,), GRID / 100)

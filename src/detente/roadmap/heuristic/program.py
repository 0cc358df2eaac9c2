"""Formulas over blocks and issues as short programs for a stack, so that compiled runs can ask them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = ["ADD", "NEGATE", "PUSH", "SETTLED", "STANDS", "program_of"]

PUSH, STANDS, SETTLED, NEGATE, ADD, REACHES = range(6)


def program_of(problem: Problem, formula: Formula) -> NDArray[np.int64]:
    """Return the steps that tell whether a formula holds: (steps, 3), what to do and with which two numbers.

    A truth value is 0 or 1; parts are added up and compared with how many must hold.
    """
    keys = {block.key: place for place, block in enumerate(problem.blocks)}
    steps: list[tuple[int, int, int]] = []

    def write(one: Formula) -> None:
        match one:
            case Constant(value=value):
                steps.append((PUSH, int(value), 0))
            case Done(block=key):
                # A block that is left out is never done.
                steps.append((STANDS, keys[key], 0) if key in keys else (PUSH, 0, 0))
            case Is(issue=issue, options=options):
                steps.append((PUSH, int(problem.today[issue] in options), 0))
                steps.extend(
                    (SETTLED, place, int(block.sets[issue] in options))
                    for place, block in enumerate(problem.blocks)
                    if issue in block.sets
                )
            case Not(part=part):
                write(part)
                steps.append((NEGATE, 0, 0))
            case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
                steps.append((PUSH, 0, 0))
                for part in parts:
                    write(part)
                    steps.append((ADD, 0, 0))
                least = {And: len(parts), Or: 1}.get(type(one), getattr(one, "count", 1))
                steps.append((REACHES, least, 0))
            case _:
                raise TypeError(f"not a formula: {one!r}")

    write(formula)
    return np.array(steps, dtype=np.int64)

"""A bloc's mandate: what its decision rule lets it sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.package_search.deadline import UndecidedError, deadline_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.cohesion.sizes import Sizes
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.counting.counting import Count

__all__ = ["Mandate", "mandate"]

SECONDS = 10.0
"""Time to find which options are open, where packages are too many to write out."""


@dataclass(frozen=True)
class Mandate:
    """What a bloc could sign.

    ``packages`` is how many; ``options`` gives for each issue on the table the options that are open: those
    that some package has which the bloc could sign; None where that was not found in time. ``coalitions`` are
    the smallest sets of voices whose consent is enough, ``always`` the constraints that hold whoever
    consents.
    """

    packages: Count
    options: Mapping[str, tuple[str, ...]] | None
    coalitions: tuple[tuple[str, ...], ...]
    always: tuple[Constraint, ...]

    def closed(self, offered: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the options that no package has which the bloc could sign, where there are any."""
        open_ = self.options or offered
        found = {
            issue: tuple(one for one in options if one not in open_[issue])
            for issue, options in offered.items()
        }
        return {issue: options for issue, options in found.items() if options}


def mandate(sizes: Sizes) -> Mandate:
    """Return the mandate of a bloc."""
    sides = sizes.sides
    voices = [one.key for one in sides.members]
    return Mandate(
        sizes.of(sides.mandate),
        _listed_options(sizes) if sizes.written_out is not None else _searched_options(sizes),
        tuple(tuple(key for key in voices if key in coalition) for coalition in sides.inside.coalitions),
        tuple(sorted(sides.mandate.common, key=lambda one: one.id)),
    )


def _listed_options(sizes: Sizes) -> dict[str, tuple[str, ...]]:
    written, domain = sizes.written_out, sizes.domain
    assert written is not None
    signed = written.packages[written.within(sizes.sides.mandate)]
    return {
        issue: tuple(options[one] for one in np.unique(signed[:, place]).tolist())
        for place, (issue, options) in enumerate(zip(domain.issues, domain.options, strict=True))
    }


def _searched_options(sizes: Sizes) -> dict[str, tuple[str, ...]] | None:
    from detente.cohesion.searched import Searched

    searched, deadline = Searched(sizes), deadline_in(SECONDS)
    searched.require(sizes.sides.mandate)
    found: list[set[int]] = [set() for _ in sizes.domain.issues]
    try:
        for place, literals in enumerate(searched.packages.chosen):
            for option, literal in enumerate(literals):
                if option in found[place]:
                    continue
                question = searched.packages.model.clone()
                question.add_bool_or([literal])
                package = searched.packages.found(question, deadline)
                for issue, chosen in enumerate(package or ()):
                    found[issue].add(chosen)
    except UndecidedError:
        return None
    return {
        issue: tuple(options[one] for one in sorted(there))
        for issue, options, there in zip(sizes.domain.issues, sizes.domain.options, found, strict=True)
    }

"""What is said of equilibria that hang on unknown comparisons, against an enumeration of completions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings

from detente.stability import GraphModel
from detente.stability.completions import completions_of, completions_say
from detente.stability.concepts import Concept
from detente.stability.preferences.partial import partial_order
from tests.stability.completions.known import Levels, Partly, partly_known

if TYPE_CHECKING:
    from detente.stability.completions.search import Found


def _fits(found: Found, completion: tuple[Levels, ...]) -> bool:
    """Return whether all that was decided holds in a completion."""
    return all(
        completion[maker][upper] > completion[maker][lower]
        or (not strict and completion[maker][upper] == completion[maker][lower])
        for maker, upper, lower, strict in found.comparisons
    )


@given(partly_known())
@settings(max_examples=40)
def test_comparisons_on_which_an_equilibrium_hangs_suffice_however_the_others_turn_out(
    partly: Partly,
) -> None:
    found = partly.found()
    for concept in Concept:
        for state in range(partly.states):
            held = list(zip(partly.completions, partly.stable(str(concept), state), strict=True))
            when = found.under_which(concept, state)
            assert (when is None) == (not any(all(one) for _, one in held))
            if when is not None:
                assert all(all(one) for completion, one in held if _fits(when, completion))
                assert any(np.array_equal(when.ranks, completion) for completion, _ in held)
            for maker in range(len(partly.moves)):
                unless = found.under_which_not(concept, state, maker)
                assert (unless is None) == all(one[maker] for _, one in held)
                if unless is not None:
                    fits = [one[maker] for completion, one in held if _fits(unless, completion)]
                    assert fits
                    assert not any(fits)


def test_what_hangs_on_a_comparison_of_the_others_is_said() -> None:
    """0 gains by going from 0 to 1 unless 1 then goes to 2, which it does if it likes that better than 1."""
    model = GraphModel([([0], [1]), ([1], [2])], [[1, 2, 0], [0, 0, 0]], ["Ava", "Bo"])
    found = completions_of(model, {"Bo": partial_order([], 3)})
    assert completions_say(found, Concept.SEQ, ["peace", "the dispute", "war"]) == [
        "By sequential stability, war is an equilibrium whatever the unknown comparisons turn out to be.",
        (
            "Peace is one in some cases only: if Bo likes war better than the dispute. "
            "It is not if Bo likes the dispute at least as well as war."
        ),
        (
            "The dispute is one in some cases only: if Bo likes the dispute at least as well as war. "
            "It is not if Bo likes war better than the dispute."
        ),
    ]
    assert completions_say(found, Concept.GMR)[0] == (
        "By general metarationality, state 0 and state 2 are equilibria whatever the unknown comparisons "
        "turn out to be."
    )

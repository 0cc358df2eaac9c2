"""Who can gain together, where not everybody can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.bargaining.large_solutions.gain_model import GainModel

__all__ = ["gaining_sets"]


def gaining_sets(model: GainModel) -> list[tuple[int, ...]]:
    """Return the largest sets of columns that some package leaves all above no agreement.

    There is one, of everybody, wherever everybody can gain; there is none where no package leaves everybody
    at no agreement or better; and there is the empty one where nobody can gain.

    Raises ``UndecidedError`` when time runs out.
    """
    everybody = model.question()
    for column in model.columns:
        model.require(everybody, {column: 1}, 1)
    if model.found(everybody) is not None:
        return [model.columns]
    question = model.question()
    gaining = [question.new_bool_var("") for _ in model.columns]
    for column, literal in zip(model.columns, gaining, strict=True):
        model.require(question, {column: 1}, 1, only_if=[literal])
    # Everybody cannot gain, so at most all but one do; the first size with an answer is the largest.
    for size in reversed(range(len(model.columns))):
        found: list[tuple[int, ...]] = []
        of_size = question.clone()
        of_size.add(sum(gaining) == size)
        while (package := model.found(of_size)) is not None:
            gains = model.gains(package)
            together = tuple(column for column in model.columns if gains[column] > 0)
            found.append(together)
            of_size.add(sum(gaining[column] for column in together) <= size - 1)
        if found:
            return found
    return []

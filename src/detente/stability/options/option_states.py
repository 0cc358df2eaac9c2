"""A conflict in option form, with what its states are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.stability.conflict import Conflict, Ordered
from detente.stability.options.option_preferences import Statements

if TYPE_CHECKING:
    from detente.stability.options.conditions import Condition
    from detente.stability.options.option_form import OptionForm

__all__ = ["conflict_of_options"]


@dataclass(frozen=True, eq=False)
class _OptionStates:
    """States in which each option is chosen or not."""

    form: OptionForm

    @property
    def keys(self) -> dict[str, int]:
        """No states: none has a short name."""
        return {}

    def label(self, state: int) -> str:
        """Return the options that are chosen in a state."""
        chosen = [name for name, taken in self.form.options_of(state).items() if taken]
        return "; ".join(chosen) or "Nothing chosen"

    def short(self, state: int) -> str:
        """Return the options that are chosen in a state."""
        return self.label(state)

    def options(self, state: int) -> dict[str, str]:
        """Return for each option ``Y`` where it is chosen, and else ``N``."""
        return {name: "Y" if taken else "N" for name, taken in self.form.options_of(state).items()}

    def says(self, issue: str, option: str) -> str:
        """Return in words that an option is chosen, or that it is not."""
        return issue if option == "Y" else f"not {issue}"


def conflict_of_options(form: OptionForm, notes: tuple[str, ...] = ()) -> Conflict:
    """Return the conflict of an option form, of which no state is known to hold today.

    Raises ``ValueError`` as ``OptionForm.graph_model`` does.

    >>> from detente.stability.options.option_form import DecisionMaker, Option, OptionForm
    >>> form = OptionForm((Option("attack"),), (DecisionMaker("one", (0,)),))
    >>> conflict_of_options(form).states.label(1)
    'attack'
    """
    stated = {
        maker.name: Ordered(
            tuple(_condition_says(form, one) for one in maker.preferences.most_important_first),
            maker.preferences.holds(form.codes),
        )
        for maker in form.decision_makers
        if isinstance(maker.preferences, Statements) and maker.preferences.most_important_first
    }
    return Conflict(form.graph_model(), _OptionStates(form), statements=stated, notes=notes)


def _condition_says(form: OptionForm, condition: Condition) -> str:
    """Return a condition by the names of its options."""
    ways = [
        " and ".join(
            form.options[option].name if chosen else f"not {form.options[option].name}"
            for option, chosen in choices
        )
        for choices in condition.any_of
    ]
    return f"“{' or '.join(ways)}”"

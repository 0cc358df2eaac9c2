"""The answer of ``detente explain``: a formula in words, and where it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.bargaining.zone import Zone
from detente.case.formula import Formula
from detente.case.language import Expression, LanguageError, parse_expression, parse_formula
from detente.case.names import unknown_names
from detente.case.problems import CaseError, Place, Problem
from detente.case.wording import in_words
from detente.claims.evaluate import World, calls, gaps, holds, missing_quantities, misuse
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    import pandas as pd

    from detente.case.case import Case

__all__ = ["Explained", "explained"]


@dataclass(frozen=True)
class Explained:
    """A formula, or a statement about quantities, in words.

    ``feasible`` and ``signable`` are the packages in which a formula holds; ``possible`` and ``signed`` are
    all there are. For a statement they are None, and ``holds`` says whether it holds in the nominal case.
    """

    text: str
    words: str
    feasible: int | None = None
    possible: int | None = None
    signable: int | None = None
    signed: int | None = None
    holds: bool | None = None

    def summary(self) -> list[str]:
        """Return the explanation in sentences."""
        if self.holds is not None:
            return [f"{'Holds' if self.holds else 'Does not hold'} in the nominal case: {self.words}."]
        counted = f"It holds in {self.feasible:,} of the {self.possible:,} packages that can exist"
        return [f"{self.words[0].upper()}{self.words[1:]}.", f"{counted}{self._signed()}."]

    def _signed(self) -> str:
        if not self.signed:
            return "; nothing can be signed"
        return f", and in {self.signable:,} of the {self.signed:,} that can be signed"

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as plain values."""
        return {key: value for key, value in vars(self).items() if value is not None}

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the explanation as a table of one row."""
        import pandas as pd

        return {"explained": pd.DataFrame([self.to_json()])}


def explained(case: Case, text: str) -> Explained:
    """Explain a formula, or a statement about published quantities.

    Raises ``CaseError`` that points into the text where it cannot be read or names what the case lacks.
    """
    try:
        formula = parse_formula(text)
    except LanguageError as error:
        try:
            expression = parse_expression(text)
        except LanguageError as other:
            # The reading that got further is the one that was meant.
            further = max((error, other), key=lambda one: one.offset)
            raise _pointing(text, str(further), further.offset, further.suggestion) from None
        return _statement(case, text, expression)
    return _formula(case, text, formula)


def _formula(case: Case, text: str, formula: Formula) -> Explained:
    unknown = _unknown(case, text, formula)
    if unknown:
        raise CaseError(unknown)
    zone = Zone(negotiation_of(case.nominal))
    return Explained(
        text,
        in_words(formula, case),
        feasible=zone.feasible_where(formula).value,
        possible=zone.feasible.value,
        signable=zone.signable_where(formula).value,
        signed=zone.signable.value,
    )


def _statement(case: Case, text: str, expression: Expression) -> Explained:
    missing = missing_quantities(expression)
    if missing:
        raise _pointing(
            text, f"no analysis publishes {missing[0]!r}; see `detente quantities`", text.find(missing[0])
        )
    problems: list[Problem] = []
    variants: set[str] = set()
    for call in calls(expression):
        sentence = misuse(call, case)
        at = Place(1, text.find(call.name) + 1)
        if sentence:
            problems.append(Problem(sentence, "formula", at, text))
        for argument in call.arguments:
            if isinstance(argument, Formula):
                problems += _unknown(case, text, argument)
        variants |= {value for name, value in call.options if name == "variant"}
    if problems:
        raise CaseError(problems)
    world = World.of(
        {None: case.nominal, **{name: case.with_variant(name).nominal for name in sorted(variants)}}
    )
    shown = "; ".join(world.shown(call, None) for call in calls(expression))
    missing_values = [gap for gap in gaps(expression, world) if gap not in shown]
    return Explained(text, "; ".join([shown, *missing_values]), holds=holds(expression, world))


def _unknown(case: Case, text: str, formula: Formula) -> list[Problem]:
    options = {issue: tuple(one.options) for issue, one in case.issues.items()}
    return [
        Problem(message, "formula", Place(1, (offset or 0) + 1), text, meant)
        for message, offset, meant in unknown_names(formula, options, text)
    ]


def _pointing(text: str, message: str, offset: int, suggestion: str = "") -> CaseError:
    return CaseError([Problem(message, "formula", Place(1, max(offset, 0) + 1), text, suggestion)])

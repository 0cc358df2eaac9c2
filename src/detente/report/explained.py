"""The answer of ``detente explain``: a text of the language in words, and what is so of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.bargaining.zone import Zone
from detente.case.formula import Formula
from detente.case.language import (
    LanguageError,
    MentionKind,
    read_expression,
    read_formula,
    read_ranking,
    read_value,
)
from detente.case.names import unknown_mentions
from detente.case.naming import capitalised, issue_name, joined, option_name
from detente.case.problems import CaseError, Place, Problem, closest, quoted
from detente.case.wording import in_words
from detente.claims.evaluate import World, calls, gaps, number, truth
from detente.claims.misuse import misuses, named_in, unpublished
from detente.outcomes.counting.counting import Count
from detente.outcomes.counts_said import count_says
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from detente.case.case import Case
    from detente.case.language import Expression, Parsed, Ranking

__all__ = ["Explained", "explained"]


@dataclass(frozen=True)
class Explained:
    """A formula, a rank order, a statement about quantities, a quantity, an issue or an option, in words.

    ``feasible`` and ``signable`` are the packages in which a formula holds; ``possible`` and ``signed`` are
    all there are. ``off_table`` says of each issue of a formula that is not on the table that it stays as it
    is today, and in which variants it is negotiated. ``holds`` says whether a statement holds in the nominal
    case, ``value`` what a quantity is there. What does not apply is None.
    """

    text: str
    words: str
    feasible: Count | None = None
    possible: Count | None = None
    signable: Count | None = None
    signed: Count | None = None
    off_table: tuple[str, ...] | None = None
    holds: bool | None = None
    value: Fraction | None = None

    def summary(self) -> list[str]:
        """Return the explanation in sentences."""
        words = f"{capitalised(self.words)}."
        if self.holds is not None:
            return [f"{'Holds' if self.holds else 'Does not hold'} in the nominal case. {words}"]
        if self.value is not None:
            return [f"{_shown(self.value)} in the nominal case. {words}"]
        if self.feasible is None:
            return [words]
        counted = f"It holds in {self.feasible} of {_all(self.possible)} packages that can exist"
        return [words, f"{counted}{self._signed()}.", *(self.off_table or ())]

    def _signed(self) -> str:
        if self.signed == Count(0):
            return "; nothing can be signed"
        return f", and in {self.signable} of {_all(self.signed)} that can be signed"

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as plain values."""
        known: dict[str, Any] = {}
        for key, value in vars(self).items():
            if isinstance(value, Count):
                known |= value.to_json(key)
            elif isinstance(value, tuple):
                known[key] = list(value)
            elif value is not None:
                known[key] = float(value) if isinstance(value, Fraction) else value
        return known

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the explanation as a table of one row."""
        import pandas as pd

        row = self.to_json()
        row |= {} if self.off_table is None else {"off_table": " ".join(self.off_table)}
        return {"explained": pd.DataFrame([row])}


def explained(case: Case, text: str) -> Explained:
    """Explain a formula, a rank order, a statement or number about quantities, or a short name.

    Raises ``CaseError`` with every problem, each pointing into the text: where it cannot be read, and what it
    names that the case lacks.
    """
    refused: list[LanguageError] = []
    for explain in (_formula, _ranking, _statement, _value):
        try:
            found = explain(case, text)
        except LanguageError as error:
            refused.append(error)
        else:
            if found is not None:
                return found
    # The reading that got furthest is the one that was meant.
    further = max(refused, key=lambda one: one.offset)
    raise CaseError([_problem(text, str(further), further.offset, further.suggestion)])


def _formula(case: Case, text: str) -> Explained:
    parsed = read_formula(text)
    _require_none(_unknown(case, text, parsed))
    formula = parsed.meaning
    negotiation = negotiation_of(case.nominal)
    zone = Zone(negotiation)
    off_table = [issue for issue in case.issues if issue in formula.issues and issue in negotiation.fixed]
    return Explained(
        text,
        in_words(formula, case),
        feasible=zone.feasible_where(formula),
        possible=zone.feasible,
        signable=zone.signable_where(formula),
        signed=zone.signable,
        off_table=tuple(_off_table(case, issue, negotiation.fixed[issue]) for issue in off_table) or None,
    )


def _off_table(case: Case, issue: str, today: str) -> str:
    """Say that an issue is not negotiated, and where it is: else a count of 0 reads as impossible."""
    said = f"“{issue_name(case, issue)}” is not on the table and stays as it is today"
    said += f" (“{option_name(case, issue, today)}”)"
    variants = [name for name in case.base.variants if _negotiates(case.base.with_variant(name), issue)]
    if not variants:
        return f"{said}."
    others = f", and so it is in {joined(variants[1:])}" if variants[1:] else ""
    return f"{said}; with --variant {variants[0]} it is on the table{others}."


def _negotiates(case: Case, issue: str) -> bool:
    """Tell whether an issue is on the table; not told where the negotiation is too large to be analysed."""
    try:
        return issue in negotiation_of(case.nominal).issues
    except ValueError:
        return False


def _ranked(case: Case, ranking: Ranking) -> list[str | None]:
    """Return the issues whose options are ranked; None for a ranking of issues."""
    words = set(ranking.names)
    found: list[str | None] = [key for key, issue in case.issues.items() if words <= set(issue.options)]
    return found or ([None] if words <= set(case.issues) else [])


def _ranking(case: Case, text: str) -> Explained | None:
    """Explain a rank order; words joined by > or = are one only if the case has them.

    One word alone is none: it is the short name of an issue or an option.
    """
    ranking = read_ranking(text).meaning
    if len(ranking.names) == 1 and not ranking.beyond:
        said = list(_stands_for(case, ranking.names[0]))
    else:
        said = [_order(case, ranking, of) for of in _ranked(case, ranking)]
    return Explained(text, "; ".join(said)) if said else None


def _stands_for(case: Case, word: str) -> Iterator[str]:
    """Say what a short name stands for, of an issue or an option, and how it is asked about."""
    if word in case.issues:
        issue = case.issues[word]
        listed = joined(
            f"“{option_name(case, word, key)}”{' (today)' if key == issue.today else ''}"
            for key in issue.options
        )
        example = next((key for key in issue.options if key != issue.today), issue.today)
        options = "its only option is" if len(issue.options) == 1 else "its options are"
        said = f"“{issue_name(case, word)}” is an issue, and {options} {listed}"
        yield f"{said}: ask for one of them, as in '{word} is {example}'"
    for key, issue in case.issues.items():
        if word in issue.options:
            name = f"“{option_name(case, key, word)}”"
            yield f"{name} is an option of “{issue_name(case, key)}”: ask for it as '{key} is {word}'"


def _order(case: Case, ranking: Ranking, of: str | None) -> str:
    def named(keys: Iterable[str]) -> str:
        return joined(
            f"“{issue_name(case, key) if of is None else option_name(case, of, key)}”" for key in keys
        )

    ranks = ", then ".join(
        f"{named(group)} alike" if len(group) > 1 else named(group) for group in ranking.classes
    )
    if of is None:
        words = f"a rank order of weights, heaviest first: {ranks}"
    else:
        words = f"a rank order of the options of “{issue_name(case, of)}”, best first: {ranks}"
    beyond = [key for key in ranking.names if key in ranking.beyond]
    if beyond:
        words += f"; {named(beyond)} {'is a red line' if len(beyond) == 1 else 'are red lines'}"
    left_out = [key for key in case.issues[of].options if key not in ranking.names] if of else []
    return f"{words}; a stance must also rank {named(left_out)}" if left_out else words


def _statement(case: Case, text: str) -> Explained:
    parsed = read_expression(text)
    world = _world(case, text, parsed)
    expression = parsed.meaning
    shown = dict.fromkeys(world.shown(call, None) for call in calls(expression))
    said = "; ".join(shown)
    shown |= dict.fromkeys(gap for gap in gaps(expression, world) if gap not in said)
    words = "; ".join(shown) or "it turns on no quantity of the case"
    return Explained(text, words, holds=truth(expression, world) is True)


def _value(case: Case, text: str) -> Explained:
    parsed = read_value(text)
    world = _world(case, text, parsed)
    shown = dict.fromkeys(world.shown(call, None) for call in calls(parsed.meaning))
    try:
        value = number(parsed.meaning, world)
    except UndefinedQuantityError as undefined:
        return Explained(text, f"it has no value: {undefined}")
    return Explained(text, "; ".join(shown) or "it turns on no quantity of the case", value=value)


def _world(case: Case, text: str, parsed: Parsed[Expression]) -> World:
    """Return the nominal case and the variants named; raises ``CaseError`` for what is wrong."""
    expression = parsed.meaning
    wrong = [
        *unpublished(expression, case),
        *misuses(expression, named_in(case)),
    ]
    problems = [_problem(text, one.message, one.offset, one.suggestion) for one in wrong]
    variants = [one for one in parsed.mentions if one.kind is MentionKind.SETTING and one.of == "variant"]
    problems += [
        _problem(text, f"unknown variant {quoted(one.word)}", one.offset, closest(one.word, case.variants))
        for one in variants
        if one.word not in case.variants
    ]
    _require_none([*problems, *_unknown(case, text, parsed)])
    names = sorted({one.word for one in variants})
    return World.of({None: case.nominal, **{name: case.with_variant(name).nominal for name in names}})


def _unknown(case: Case, text: str, parsed: Parsed[Any]) -> Iterator[Problem]:
    options = {issue: tuple(one.options) for issue, one in case.issues.items()}
    blocks = None if isinstance(parsed.meaning, Formula) else case.blocks
    for message, offset, meant in unknown_mentions(parsed.mentions, options, blocks):
        yield _problem(text, message, offset, meant)


def _require_none(problems: Iterator[Problem] | list[Problem]) -> None:
    found = list(problems)
    if found:
        raise CaseError(found)


def _problem(text: str, message: str, offset: int, suggestion: str = "") -> Problem:
    return Problem(message, "formula", Place(1, max(offset, 0) + 1), text, suggestion)


def _all(count: Count | None) -> str:
    """Return the words for all of so many, or of about so many."""
    said = str(count)
    return f"the {said}" if said[0].isdigit() else said


def _shown(value: Fraction) -> str:
    """Return a number as it is read: whole, or with up to four decimal places."""
    exact = Fraction(round(value, 4))
    return count_says(exact.numerator) if exact.denominator == 1 else f"{float(exact):,.4f}".rstrip("0")

"""From a .gmcr file to a case with the same states, moves and preferences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from detente.case.case import Case
from detente.case.document import LARGEST_FILE
from detente.case.naming import joined
from detente.case.problems import CaseError, Problem, Severity, quoted
from detente.case.rendering import WIDTH, in_line
from detente.case.text_files import too_large
from detente.formats.gmcr.converted import Converted, differences
from detente.formats.gmcr.gmcr_file import GmcrFile
from detente.formats.gmcr.preferences import RANKINGS, STATED
from detente.formats.gmcr.short_names import short_names
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.cases.packages import PackageStates
from detente.stability.options.option_form import Direction
from detente.stability.options.option_preferences import Statements, tiers_of
from detente.stability.options.option_states import conflict_of_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.stability.conflict import Conflict
    from detente.stability.options.conditions import Choices, Condition
    from detente.stability.options.option_form import OptionForm

__all__ = ["case_of_gmcr"]

MOST_NAMED = 64
"""States that the case names one by one. Where there are more, they have their numbers alone."""
_ONCE = {
    Direction.FORWARD: ("yes", "can be taken up, and not given up again"),
    Direction.BACK: ("no", "can be given up, and not taken up again"),
}
"""Of an option that changes in one direction: what is irreversible then, and what that means."""


def case_of_gmcr(
    conflict: GmcrFile | OptionForm, today: int | None = None, file: str = "a .gmcr file"
) -> Converted:
    """Return the text of a case with the states, moves and preferences of a .gmcr file.

    Each option is an issue that is settled by ``no`` or by ``yes``, so that states keep their numbers.
    ``today``: the number of the state that holds today, from 1; by default the first one, in which nothing is
    chosen where that is feasible. ``file``: what the case says that it comes from.

    The case is read again before it is returned, and its graph model compared with that of the file.

    Raises ``CaseError`` with all that a case cannot say, and where the case would be another conflict or be
    larger than a case file may be; and ``ValueError`` where there is no such state.
    """
    held = conflict if isinstance(conflict, GmcrFile) else GmcrFile(conflict)
    problems = [*_not_expressible(held.form, file)]
    if problems:
        raise CaseError(problems)
    if today is not None and not 1 <= today <= held.form.states:
        raise ValueError(f"there is no state {today}: they go from 1 to {held.form.states:,}")
    moving = tuple(maker for maker in held.form.decision_makers if maker.options)
    played = replace(held, form=replace(held.form, decision_makers=moving))
    writer = _Writer(played, 1 if today is None else today, today is not None, file)
    text = "\n".join(writer.lines()) + "\n"
    size = len(text.encode())
    if size > LARGEST_FILE:
        raise CaseError.of(f"as a case, {too_large(size, 'a case file', LARGEST_FILE)}", file)
    _require_same(writer, text)
    return Converted(text, tuple(_left_out(held, file)))


def _not_expressible(form: OptionForm, file: str) -> Iterator[Problem]:
    """Yield what a conflict in option form can be and a conflict over issues cannot."""
    for name, makers in form.shared.items():
        yield Problem(
            f"{joined(map(quoted, makers))} can each change {quoted(name)} alone, and in a case one party or"
            " bloc decides on a change, or several together",
            file,
        )
    if not any(maker.options for maker in form.decision_makers):
        yield Problem("nobody controls an option, so there is no move that a case could describe", file)


def _left_out(held: GmcrFile, file: str) -> Iterator[Problem]:
    # Of preferences that others come before, whoever read the file has told where they say something else.
    judged = {STATED, *RANKINGS}
    kept = dict.fromkeys(str(path[-1]) for path in held.besides if path[-1] not in judged)
    if kept:
        words = f"what stands at {joined(map(quoted, kept))} is not part of the case"
        yield Problem(words, file, severity=Severity.WARNING)
    for maker in held.form.decision_makers:
        if not maker.options:
            words = f"{quoted(maker.name)} controls no option and never moves, so it is left out of the case"
            yield Problem(words, file, severity=Severity.WARNING)


def _require_same(writer: _Writer, text: str) -> None:
    """Raise ``CaseError`` unless a text is that of a case with the conflict that is written."""
    form, file = writer.form, writer.file
    try:
        found = conflict_of(Case.from_text(text).nominal)
    except CaseError as error:
        words = f"no case can be made of this: {error.problems[0].message}"
        raise CaseError.of(words, file) from error
    states = found.states
    assert isinstance(states, PackageStates)
    wrong = ["its states would be others"] if not np.array_equal(states.codes, form.codes) else []
    wrong += differences(writer.conflict.model, found.model, np.arange(form.states))
    if found.status_quo != writer.today - 1:
        wrong.append("another state would hold today")
    if wrong:
        raise CaseError([Problem(f"the case would be another conflict: {one}", file) for one in wrong])


@dataclass(frozen=True)
class _Writer:
    """What is written of a conflict in which everybody moves, line by line.

    ``today``: the state that holds today, from 1; ``told``: whether somebody said so.
    """

    held: GmcrFile
    today: int
    told: bool
    file: str

    @property
    def form(self) -> OptionForm:
        return self.held.form

    @cached_property
    def conflict(self) -> Conflict:
        return conflict_of_options(self.form)

    @cached_property
    def issues(self) -> list[str]:
        return short_names([option.name for option in self.form.options], "option")

    @cached_property
    def parties(self) -> list[str]:
        return short_names([maker.name for maker in self.form.decision_makers], "party")

    @property
    def named(self) -> bool:
        """Whether states have names of their own."""
        return self.form.states <= MOST_NAMED

    def lines(self) -> Iterator[str]:
        title = self.held.title if self.held.title.strip() else f"The conflict of {self.file}"
        yield f"# Made from {in_line(self.file)}: each option is an issue here, settled by `no` or by `yes`."
        yield "# States have the numbers that they have there. Issues, options and parties may be renamed."
        yield from ("detente: 1", f"title: {in_line(title)}")
        yield "as_of: undated     # or the day after which nothing is known here, such as 2010-02-01"
        yield from ("", "parties:")
        for short, maker in zip(self.parties, self.form.decision_makers, strict=True):
            yield f"  {in_line({short: {'name': maker.name}})[1:-1]}"
        yield ""
        yield from self._issues()
        if self.form.infeasible:
            yield from ("", "# What cannot be.", "rules:")
            for number, condition in enumerate(self.form.infeasible, 1):
                rule = {"id": f"infeasible_{number}", "require": f"not ({self._formula(condition)})"}
                yield f"  - {in_line(rule)}"
        yield from ("", "conflict:")
        yield from self._conflict()

    def _issues(self) -> Iterator[str]:
        code = int(self.form.codes[self.today - 1])
        state = "nothing is chosen" if code == 0 else self.conflict.states.label(self.today - 1)
        yield f"# Today is state {self.today} ({_in_a_comment(state)})."
        if not self.told:
            none = ", and that in which nothing is chosen cannot be" if code else ""
            yield f"# The file names no state of today{none}."
        yield "issues:"
        deciding = {
            option: self.parties[number]
            for number, maker in enumerate(self.form.decision_makers)
            for option in maker.options
        }
        for number, (short, option) in enumerate(zip(self.issues, self.form.options, strict=True)):
            once, meaning = _ONCE.get(option.direction, ("", ""))
            if number not in deciding:
                once, meaning = "both", "nobody can change it, whoever is named as deciding on it"
            yield f"  {in_line(short)}:"
            yield f"    name: {in_line(option.name)}"
            options = {
                word: {"name": said, "irreversible": True} if once in {word, "both"} else said
                for word, said in (("no", "No"), ("yes", "Yes"))
            }
            yield f"    options: {in_line(options)}{'     # ' + meaning if meaning else ''}"
            yield f"    today: {'yes' if code >> number & 1 else 'no'}"
            yield f"    decided_by: {in_line(deciding.get(number, self.parties))}"

    def _conflict(self) -> Iterator[str]:
        said = [line for line in self.held.description.splitlines() if line.strip()]
        if said:
            yield "  says:"
            yield from (f"    - {in_line(line)}" for line in said)
        if self.form.uncontrolled:
            yield f"  issues: {in_line(self.issues)}     # also those that nobody can change"
        if self.named:
            yield "  # The states by their numbers, each with what is chosen in it."
            yield "  states:"
            for state, code in enumerate(self.form.codes.tolist()):
                whole = [(option, bool(code >> option & 1)) for option in range(len(self.form.options))]
                name = {"name": self.conflict.states.label(state), "when": self._all(tuple(whole))}
                yield f"    s{state + 1}: {in_line(name)}"
        yield f"  preferences:     # {'; '.join(self._kinds())}"
        for number, short in enumerate(self.parties):
            yield from self._preferences(number, short)

    def _kinds(self) -> Iterator[str]:
        """Yield what kinds of preferences there are."""
        stated = {isinstance(maker.preferences, Statements) for maker in self.form.decision_makers}
        if True in stated:
            yield "statements, the most important first"
        if False in stated:
            states = "states" if self.named else "numbers of states"
            yield f"{states}, best first, in brackets those liked equally"

    def _preferences(self, number: int, short: str) -> Iterator[str]:
        preferences = self.form.decision_makers[number].preferences
        if not isinstance(preferences, Statements):
            listed = ", ".join(map(self._tier, tiers_of(self.form.ranks(number))))
            yield from wrap(f"    {in_line(short)}: [{listed}]", WIDTH, subsequent_indent=" " * 6)
            return
        # One that stands there again decides nothing.
        texts = list(dict.fromkeys(map(self._formula, preferences.most_important_first)))
        if not texts:
            yield f"    {in_line(short)}: {{statements: []}}     # all states are alike"
            return
        yield from (f"    {in_line(short)}:", "      statements:")
        yield from (f"        - {in_line(text)}" for text in texts)

    def _tier(self, states: tuple[int, ...]) -> str:
        """Return states that are liked equally well, as they stand in a ranking."""
        words = ", ".join(f"s{state}" if self.named else str(state) for state in states)
        return words if len(states) == 1 else f"[{words}]"

    def _formula(self, condition: Condition) -> str:
        return " or ".join(map(self._all, condition.any_of))

    def _all(self, choices: Choices) -> str:
        return " and ".join(
            dict.fromkeys(
                f"{self.issues[option]} is {'yes' if chosen else 'no'}" for option, chosen in choices
            )
        )


def _in_a_comment(words: str) -> str:
    """Return words without what would end a comment, or could not stand in it."""
    return "".join(letter if letter.isprintable() else " " for letter in words)

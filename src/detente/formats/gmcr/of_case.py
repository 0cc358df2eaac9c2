"""From the conflict of a case to a .gmcr file with the same states, moves and preferences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import issue_name, joined, option_name
from detente.case.problems import CaseError, Problem, Severity, quoted
from detente.formats.gmcr.case_options import NO_AND_YES, CaseOptions
from detente.formats.gmcr.converted import Converted, differences
from detente.formats.gmcr.gmcr_file import GmcrFile
from detente.formats.gmcr.reading import gmcr_of_text
from detente.formats.gmcr.writing import gmcr_text
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.cases.case_preferences import has_stances
from detente.stability.cases.packages import PackageStates

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from detente.case.case import Case
    from detente.stability.conflict import Conflict
    from detente.stability.options.option_form import OptionForm

__all__ = ["gmcr_of_case"]


def gmcr_of_case(case: Case) -> Converted:
    """Return the text of a .gmcr file with the states, moves and preferences of the conflict of a case.

    An issue with two options is an option, which is not chosen where the first of them holds. One with more
    is several, of which at most one is chosen; or exactly one, where only so it can be said which changes
    cannot be undone. Preferences are statements where the case gives statements, and else rankings.

    The text is read again before it is returned, and its graph model compared with that of the case.

    Raises ``CaseError`` with all that a .gmcr file cannot say, where the file would be another conflict or be
    larger than such a file may be, and where the case describes no conflict; and ``ValueError`` where there
    are more options than a file may have.
    """
    conflict = conflict_of(case.nominal)
    problems = [*_unknown_preferences(case, conflict)]
    if not isinstance(conflict.states, PackageStates):
        message = (
            "the moves are written out, and those of a .gmcr file follow from options; give issues instead"
        )
        problems.append(case.document.problem(("conflict", "moves"), message, at_key=True))
        raise CaseError(problems)
    options = CaseOptions(case, conflict, conflict.states)
    problems += [*_merged(options), *_not_as_options(options)]
    if problems:
        raise CaseError(problems)
    form, warnings = options.form()
    places = options.places(form)
    try:
        text = gmcr_text(GmcrFile(form, case.title, "\n".join(_description(options, places))))
    except CaseError as error:
        raise CaseError.of(f"as a .gmcr file, {error.problems[0].message}", case.document.file) from error
    _require_same(options, gmcr_of_text(text).form)
    warnings += [*_joint_left_out(options), *_of_preferences(options), *_of_numbers(options, places)]
    return Converted(text, tuple(replace(one, severity=Severity.WARNING) for one in warnings))


def _unknown_preferences(case: Case, conflict: Conflict) -> Iterator[Problem]:
    for key, order in conflict.known.items():
        if order.unknown.any():
            message = f"what {quoted(key)} prefers is known in part alone, and a .gmcr file orders all states"
            yield case.document.problem(("conflict", "preferences", key), message, at_key=True)


def _merged(options: CaseOptions) -> Iterator[Problem]:
    packages, states = len(options.states.packages), len(options.states)
    if states < packages:
        message = (
            f"this makes {states:,} states of {packages:,} packages, and in a .gmcr file each is a state of"
            " its own"
        )
        yield options.case.document.problem(("conflict", "one_state"), message, at_key=True)


def _not_as_options(options: CaseOptions) -> Iterator[Problem]:
    """Yield the issues that are no options of a .gmcr file, and why."""
    for issue in (issue for issue, found in options.found.items() if found is None):
        alone = [quoted(key) for key in options.alone(issue)]
        lasting = [
            quoted(key)
            for key, option in options.case.issues[issue].options.items()
            if isinstance(option.irreversible, tuple) and option.irreversible
        ]
        joint = any(issue in of for makers, of in options.changes.items() if len(makers) > 1)
        if len(alone) > 1:
            why = f"{joined(alone)} decide on different options of it, or moves"
        elif lasting:
            why = f"{joined(lasting)} can be changed to some options and not to others"
        elif joint:
            why = f"{alone[0]} can make some changes of it alone, and others only with somebody else"
        else:
            why = f"{alone[0]} can make some changes of it, and not others"
        message = f"{quoted(issue)} cannot be written in options of GMCR+: {why}"
        yield options.case.document.problem(("issues", issue), message, at_key=True)


def _require_same(options: CaseOptions, form: OptionForm) -> None:
    """Raise ``CaseError`` unless a conflict in option form is that of the case."""
    model, file = options.conflict.model, options.case.document.file
    wrong = differences(model, form.graph_model(), options.places(form))
    if wrong:
        raise CaseError([Problem(f"the file would be another conflict: {one}", file) for one in wrong])


def _description(options: CaseOptions, places: npt.NDArray[np.intp]) -> Iterator[str]:
    """Yield what a case says and a .gmcr file has no other place for."""
    case = options.case
    yield from () if case.conflict is None else case.conflict.says
    for issue, found in options.issues.items():
        if found.base is not None and list(case.issues[issue].options) != NO_AND_YES:
            base = option_name(case, issue, found.base)
            yield f"Where no option of “{issue_name(case, issue)}” is chosen: {base}."
    status_quo = options.conflict.status_quo
    if status_quo is not None and places[status_quo]:
        yield f"State {places[status_quo] + 1} holds today."


def _joint_left_out(options: CaseOptions) -> Iterator[Problem]:
    for makers, of in options.changes.items():
        if len(makers) > 1:
            changed, by = joined(map(quoted, of)), joined(map(quoted, makers))
            message = (
                f"GMCR+ knows no joint moves: left out is what {by} can only change together, on {changed}"
            )
            yield Problem(message, options.case.document.file)


def _of_preferences(options: CaseOptions) -> Iterator[Problem]:
    makers = options.conflict.model.decision_makers
    for key in options.given:
        if key not in makers:
            message = f"{quoted(key)} never moves in this conflict, and is left out"
            yield options.case.document.problem(("conflict", "preferences", key), message, at_key=True)
    issues = options.states.issues
    judging = [
        quoted(key) for key in makers if key not in options.given and has_stances(options.case, key, issues)
    ]
    if judging:
        message = f"rankings of {joined(judging)} follow from stances, as they are in the nominal case"
        yield Problem(message, options.case.document.file)
    for note in options.conflict.notes:
        yield Problem(note, options.case.document.file)


def _of_numbers(options: CaseOptions, places: npt.NDArray[np.intp]) -> Iterator[Problem]:
    if not np.array_equal(places, np.arange(len(places))):
        yield Problem("states have other numbers in the file than in the case", options.case.document.file)

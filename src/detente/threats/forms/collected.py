"""Forms taken into a case: every answer in the round that is open, and no earlier one ever changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.document import copied
from detente.case.patching import patched
from detente.case.problems import CaseError, closest, quoted
from detente.case.reading import read_text
from detente.case.references.answers import Wrong, out_of_turn
from detente.case.rendering import as_text
from detente.threats.forms.filled import read_forms
from detente.threats.forms.fingerprint import misfit
from detente.threats.progress import progress_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from detente.case.case import Case
    from detente.case.document import Tree
    from detente.case.problems import Problem
    from detente.case.threat_form import Form
    from detente.case.threats import Assessment
    from detente.threats.forms.filled import Filled

__all__ = ["collected"]


def collected(case: Case, files: Iterable[str | Path]) -> str:
    """Return the text of a case with the answers of some forms in the round that is open.

    Everything else stays as it was written, comments as well.

    Raises ``CaseError`` with everything that is wrong with all forms, and where: forms of another case or
    another round, experts who are not in the case or have answered already, the same form twice, and answers
    that are not possible. Then nothing is taken in.
    """
    if case.threats is None:
        raise CaseError.of("the case has no section 'threats', so that nobody is asked anything")
    problems: list[Problem] = []
    taken: dict[str, tuple[Form, str]] = {}
    for file in files:
        try:
            found, others = read_forms(Path(file), case, case.threats)
        except CaseError as error:
            problems += error.problems
            continue
        problems += others
        for filled in found:
            problems += [*filled.problems, *map(filled.placed, _misplaced(case, filled, taken))]
            if not filled.doubtful:
                taken.setdefault(filled.form.expert, (filled.form, str(file)))
    if problems:
        raise CaseError(problems)
    forms = [form for form, _ in taken.values()]
    tree = _with_answers(case.document.tree, case.threats.closed + 1, forms)
    return patched(case.document, tree) or as_text(tree)


def _misplaced(case: Case, filled: Filled, taken: Mapping[str, tuple[Form, str]]) -> list[Wrong]:
    """Return what is wrong with a form as a whole; nothing is said of what is doubtful in its head."""
    assessment, form = case.threats, filled.form
    assert assessment is not None
    found = [wrong for wrong in _of_another(case, form) if wrong.path[0] not in filled.doubtful]
    if form.asked and not any(wrong.path[0] in {"case", "quantiles"} for wrong in found):
        strange = misfit(assessment, form.asked, form.expert, form.round)
        if strange and (strange.path == ("asked",) or not (found or filled.doubtful)):
            found.append(strange)
    if filled.doubtful:
        return found
    found += _twice(form, taken)
    return found if found or filled.problems else list(_empty(assessment, form))


def _of_another(case: Case, form: Form) -> Iterator[Wrong]:
    """Yield what shows that a form does not belong to the open round of the case."""
    assessment = case.threats
    assert assessment is not None
    number = assessment.closed + 1
    if form.case.split() != case.title.split():  # sheets and tables keep no white space at the ends
        yield Wrong(("case",), f"this is a form of another case, {quoted(form.case)}")
    if form.quantiles and form.quantiles != assessment.quantiles:
        yield Wrong(("quantiles",), "the case asks for other quantiles now; write the form anew")
    if form.expert not in assessment.experts and not assessment.is_observer(form.expert):
        meant = closest(form.expert, assessment.experts)
        yield Wrong(("expert",), f"unknown expert {quoted(form.expert)}", meant)
    progress = progress_of(assessment)
    if progress.open is None:
        yield Wrong(("round",), f"round {progress.closed} was the last one: {progress.why}")
    elif form.round != number:
        closed = " is closed, and is not changed any more" if form.round < number else " is not open"
        yield Wrong(("round",), f"round {form.round}{closed}; answers are taken in for round {number}")
    elif said := out_of_turn(assessment, form.expert, number):
        yield Wrong(("expert",), said)
    elif any(one.round == number and form.expert in one.answers for one in assessment.rounds):
        yield Wrong(("expert",), f"{form.expert} has answered in round {number}, which is never written over")


def _empty(assessment: Assessment, form: Form) -> Iterator[Wrong]:
    """Yield that a form is empty, unless its expert may stand by what was answered in a round before."""
    first = assessment.closed == 0 or assessment.is_observer(form.expert)
    if first and not form.answers() and form.round == assessment.closed + 1:
        yield Wrong(("expert",), f"{form.expert} has answered nothing here: leave this form out")


def _twice(form: Form, taken: Mapping[str, tuple[Form, str]]) -> Iterator[Wrong]:
    if form.expert in taken:
        other, file = taken[form.expert]
        same = "the same form as" if other.answers() == form.answers() else "another form of the expert of"
        yield Wrong(("expert",), f"this is {same} {file}; leave one of them out")


def _with_answers(tree: Tree, number: int, forms: Sequence[Form]) -> Tree:
    found = copied(tree)
    rounds = found["threats"].get("rounds") or []
    if len(rounds) < number:
        rounds.append({"round": number})
    found["threats"]["rounds"] = rounds
    answers = rounds[number - 1].get("answers") or {}
    # Written and read again, numbers are the same as they will be in the text.
    given = read_text(as_text({form.expert: form.answers() for form in forms}), "").tree
    rounds[number - 1]["answers"] = {**answers, **given}
    return found

"""Writing .gmcr files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.problems import CaseError
from detente.case.text_files import too_large
from detente.case.writing import write_whole
from detente.formats.gmcr.conditions import written_condition
from detente.formats.gmcr.gmcr_file import DIRECTION, DIRECTIONS, KIND, LARGEST, GmcrFile
from detente.formats.gmcr.preferences import RANKINGS, STATED
from detente.formats.gmcr.rankings import written_ranking
from detente.stability.options.option_preferences import Ranking, Statements, tiers_of

if TYPE_CHECKING:
    from detente.formats.json_file import Json
    from detente.stability.options.option_form import OptionForm

__all__ = ["gmcr_text", "write_gmcr"]

_WORDS = {direction: word for word, direction in DIRECTIONS.items()}


def write_gmcr(conflict: GmcrFile | OptionForm, path: str | Path, *, overwrite: bool = True) -> None:
    """Write a conflict to a .gmcr file, whole or not at all.

    Raises as ``gmcr_text`` does, and ``CaseError`` where the file cannot be written, or exists and is not to
    be overwritten.
    """
    write_whole(Path(path), gmcr_text(conflict), overwrite=overwrite)


def gmcr_text(conflict: GmcrFile | OptionForm) -> str:
    """Return the text of a .gmcr file.

    What ``read_gmcr`` read comes back, read in the same way; but compound conditions have no compound
    members any more, a pattern is written as pairs, and a ``preferenceVector`` that counts as a
    ``preferenceRanking``. Payoffs are written as the ranking that they amount to. Of what a file holds
    besides, what belonged to options or decision makers that are there no more is left out.

    Raises ``ValueError`` where preferences do not fit the states, and ``CaseError`` where the text would be
    larger than a .gmcr file may be.

    >>> from detente.stability.options.option_form import DecisionMaker, Option, OptionForm
    >>> form = OptionForm((Option("Attack"),), (DecisionMaker("Iraq", (0,)),))
    >>> print(gmcr_text(form))
    {
      "title": "",
      "description": "",
      "options": [
        {
          "name": "Attack",
          "permittedDirection": "both"
        }
      ],
      "decisionMakers": [
        {
          "name": "Iraq",
          "options": [
            0
          ],
          "preferences": []
        }
      ],
      "infeasibles": []
    }
    """
    held = conflict if isinstance(conflict, GmcrFile) else GmcrFile(conflict)
    tree = _tree(held)
    text = json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    if len(text.encode()) > LARGEST:
        text = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
    size = len(text.encode())
    if size > LARGEST:
        raise CaseError.of(too_large(size, KIND, LARGEST))
    return text


def _tree(held: GmcrFile) -> dict[str, Json]:
    form = held.form
    tree: dict[str, Json] = {
        "title": held.title,
        "description": held.description,
        "options": [{"name": one.name, DIRECTION: _WORDS[one.direction]} for one in form.options],
        "decisionMakers": [
            {"name": maker.name, "options": list(maker.options), **_preferences(form, number)}
            for number, maker in enumerate(form.decision_makers)
        ],
        "infeasibles": [written_condition(one) for one in form.infeasible],
    }
    for path, value in held.besides.items():
        within: Json = tree
        for step in path[:-1]:
            there = isinstance(step, str) or step < len(within)
            within = within[step] if there else {}
        within[path[-1]] = value
    return tree


def _preferences(form: OptionForm, number: int) -> dict[str, Json]:
    preferences = form.decision_makers[number].preferences
    ranks = form.ranks(number)  # which fails where they do not fit
    if isinstance(preferences, Statements):
        return {STATED: [written_condition(one) for one in preferences.most_important_first]}
    tiers = preferences.best_first if isinstance(preferences, Ranking) else tiers_of(ranks)
    return {STATED: [], RANKINGS[0]: written_ranking(tiers)}

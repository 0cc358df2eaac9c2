"""Reading .gmcr files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.problems import CaseError, closest, quoted
from detente.case.reading import BYTE_ORDER_MARK
from detente.case.text_files import text_of_file, too_large
from detente.formats.gmcr.conditions import as_whole_number, read_conditions
from detente.formats.gmcr.gmcr_file import DIRECTION, DIRECTIONS, KIND, LARGEST, GmcrFile
from detente.formats.gmcr.keys import besides, read_list, read_name, read_text
from detente.formats.gmcr.preferences import RANKINGS, STATED, read_preferences
from detente.formats.gmcr.remarks import remark
from detente.formats.json_reading import json_file_of
from detente.stability.graph.graph_model import MOST_MAKERS
from detente.stability.options.feasible import MOST_OPTIONS
from detente.stability.options.option_form import DecisionMaker, Option, OptionForm
from detente.stability.options.option_preferences import Statements, too_many

if TYPE_CHECKING:
    from detente.formats.json_file import Json, JsonFile
    from detente.formats.json_tokens import Path_

__all__ = ["gmcr_of_text", "read_gmcr"]

_TOP = ("title", "description", "options", "decisionMakers", "infeasibles")


def read_gmcr(path: str | Path, *, rankings_first: bool = False) -> GmcrFile:
    """Return what stands in a .gmcr file.

    ``rankings_first``: where a decision maker has both statements and a ranking, the ranking counts.

    Raises ``CaseError`` with everything that is wrong, and where: for a file that is missing, larger than
    5 MB, not UTF-8 or no JSON, for what is no conflict in option form, and for one that is too large.
    """
    return gmcr_of_text(text_of_file(Path(path), KIND, LARGEST), str(path), rankings_first=rankings_first)


def gmcr_of_text(text: str, file: str = "", *, rankings_first: bool = False) -> GmcrFile:
    """Return what stands in the text of a .gmcr file of that name; as ``read_gmcr`` does.

    >>> found = gmcr_of_text('''{
    ...     "options": [{"name": "Attack", "permittedDirection": "fwd"}],
    ...     "decisionMakers": [{"name": "Iraq", "options": [0], "preferences": [[[0, "N"]]]}],
    ...     "infeasibles": []
    ... }''')
    >>> found.form.graph_model().moves[0].of(0).tolist()
    [1]
    """
    if len(text) > LARGEST:
        raise CaseError.of(too_large(len(text), KIND, LARGEST), file)
    read = json_file_of(text.removeprefix(BYTE_ORDER_MARK), file)
    tree = read.tree
    if not isinstance(tree, dict):
        read.error((), f"{KIND} has keys such as 'options' and 'decisionMakers'; this is {quoted(tree)}")
        read.require_sound()
    kept = besides(read, tree, (), _TOP, ("coalitions", "version"))
    title, description = (read_text(read, tree, key) for key in ("title", "description"))
    form = _form(read, tree, kept)
    judging = []
    for place, maker in enumerate(form.decision_makers):
        preferences, aside = read_preferences(
            read, place, maker.preferences, form.codes, rankings_first=rankings_first
        )
        kept |= aside
        judging.append(replace(maker, preferences=preferences))
    read.require_sound()
    form = replace(form, decision_makers=tuple(judging))
    remark(read, form)
    return GmcrFile(form, title, description, kept, read.warnings())


def _form(read: JsonFile, tree: dict[str, Json], kept: dict[Path_, Json]) -> OptionForm:
    """Return the conflict, as if decision makers had statements alone.

    Raises ``CaseError`` with what is wrong up to here, as no ranking can be read before states are known.
    """
    listed = read_list(read, tree, "options", (), MOST_OPTIONS)
    read.require_sound()  # without options nothing else can be read
    options = _options(read, listed, kept)
    infeasible = read_conditions(read, tree.get("infeasibles"), ("infeasibles",), len(listed))
    makers = read_list(read, tree, "decisionMakers", (), MOST_MAKERS)
    found = _decision_makers(read, makers, len(listed), kept)
    read.require_sound()
    form = OptionForm(tuple(options), tuple(found), tuple(infeasible))
    states = 1
    try:
        states = form.states
    except ValueError as error:  # too many of them, or none
        read.error(("infeasibles" if "infeasibles" in tree else "options",), str(error), at_key=True)
        read.require_sound()
    for place, maker in enumerate(form.decision_makers):
        assert isinstance(maker.preferences, Statements)
        words = too_many(len(maker.preferences.most_important_first), states)
        if words:
            read.error(("decisionMakers", place, STATED), words, at_key=True)
    read.require_sound()
    return form


def _options(read: JsonFile, listed: list[Json], kept: dict[Path_, Json]) -> list[Option]:
    found = []
    taken: dict[str, int] = {}
    for place, entry in enumerate(listed):
        path = ("options", place)
        if not isinstance(entry, dict):
            read.error(path, f"an option has a name and a direction; this is {quoted(entry)}")
            continue
        kept |= besides(read, entry, path, ("name", DIRECTION))
        name = read_name(read, entry, path, taken)
        word = entry.get(DIRECTION, "both")
        if not isinstance(word, str) or word not in DIRECTIONS:
            meant = closest(word, DIRECTIONS) if isinstance(word, str) else ""
            read.error((*path, DIRECTION), f"{quoted(word)} is no direction: both, fwd or back", meant)
            word = "both"
        found.append(Option(name, DIRECTIONS[word]))
    return found


def _decision_makers(
    read: JsonFile, listed: list[Json], options: int, kept: dict[Path_, Json]
) -> list[DecisionMaker]:
    found = []
    taken: dict[str, int] = {}
    for place, entry in enumerate(listed):
        path = ("decisionMakers", place)
        if not isinstance(entry, dict):
            read.error(path, f"a decision maker has a name and options; this is {quoted(entry)}")
            continue
        kept |= besides(read, entry, path, ("name", "options", STATED, *RANKINGS))
        name = read_name(read, entry, path, taken)
        stated = read_conditions(read, entry.get(STATED), (*path, STATED), options)
        own = _controlled(read, entry, path, options)
        found.append(DecisionMaker(name, tuple(own), Statements(tuple(stated))))
    return found


def _controlled(read: JsonFile, entry: dict[str, Json], path: Path_, options: int) -> list[int]:
    """Return the options that a decision maker controls."""
    listed = entry.get("options")
    path = (*path, "options")
    if not isinstance(listed, list):
        read.error(
            path, f"the numbers of the options that it controls stand in a list, and not {quoted(listed)}"
        )
        return []
    found: list[int] = []
    seen: set[int] = set()
    for place, item in enumerate(listed):
        option = as_whole_number(item, 0, options - 1)
        if option is None:
            words = f"{quoted(item)} is no option: they have the numbers 0 to {options - 1}"
            read.error((*path, place), words)
        elif option in seen:
            read.error((*path, place), f"option {option} stands twice in this list")
        else:
            found.append(option)
            seen.add(option)
    return found

"""Declarations, changes and activities of a regime, read from files and put into the case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from detente.case.csv_file import listed
from detente.case.declarations import Activity, Change, Declaration, Holding
from detente.case.file_kinds import is_excel
from detente.case.problems import CaseError, Problem, WordError, quoted
from detente.verification.files.regime_reader import RegimeReader
from detente.verification.files.table_text import table_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.regimes import Regime

__all__ = ["with_files"]

_DECLARED = (("date",), ("party",), ("category",), ("count",))
_DECLARED_BESIDES = ("zone", "site", "unit", "parent", "status", "excluded", "complete")
_CHANGED = (("date",), ("party",), ("category",), ("count",), ("from_zone", "to_zone"))
_CHANGED_BESIDES = ("status", "excluded", "unit", "says")
_PLANNED = (("id",), ("party",), ("begins",))
_PLANNED_BESIDES = ("ends", "alert", "notified", "observers_from", "says")


def with_files(
    case: CaseFile,
    *,
    regime: str | None = None,
    declarations: str | Path | None = None,
    changes: str | Path | None = None,
    activities: str | Path | None = None,
) -> Case:
    """Return the case with what files say of a regime added to what it says itself.

    The first line of each file names its columns, in any order. Declarations: ``date``, ``party``,
    ``category``, ``count``, and as far as known ``zone``, ``site``, ``unit``, ``parent``, ``status``,
    ``excluded``, and ``complete``, which is ``yes`` where what a state does not list for that date is
    nothing. Changes: ``date``, ``party``, ``category``, ``count``, ``from_zone``, ``to_zone``, and
    ``status``, ``excluded``, ``unit``, ``says``. Activities: ``id``, ``party``, ``begins``, a column for each
    category that takes part, and ``ends``, ``alert``, ``notified``, ``observers_from``, ``says``. States,
    categories, zones and exclusions go by their short names in the regime, or by their names; a column of a
    category by its short name. A count is a number, ``200-260``, or ``unknown``. ``regime``: of which regime
    they speak, where the case has several.

    Raises ``CaseError`` with everything that is wrong with all files, and where.
    """
    given = ((_declarations, declarations), (_changes, changes), (_activities, activities))
    files = [(read, Path(path)) for read, path in given if path is not None]
    if not files:
        return cast("Case", case)
    key = _meant(case, regime)
    problems: list[Problem] = []
    added: dict[str, tuple[Any, ...]] = {}
    for read, path in files:
        try:
            field, found, wrong = read(case.regimes[key], path)
        except CaseError as error:
            problems += error.problems
            continue
        problems += listed(wrong)
        added[field] = (*getattr(case.regimes[key], field), *found)
    if problems:
        raise CaseError(problems)
    regimes = {**case.regimes, key: case.regimes[key].model_copy(update=added)}
    return cast("Case", case).model_copy(update={"regimes": regimes})


def _meant(case: CaseFile, regime: str | None) -> str:
    if regime is not None:
        if regime in case.regimes:
            return regime
        raise CaseError.unknown("regime", regime, case.regimes)
    if len(case.regimes) != 1:
        words = "the case has no regime" if not case.regimes else "the case has several regimes"
        listed_ = ", ".join(case.regimes)
        raise CaseError.of(words + (f": say which one the files speak of, {listed_}" if listed_ else ""))
    [key] = case.regimes
    return key


def _reader(regime: Regime, path: Path, kind: str, columns_of: str = "") -> RegimeReader:
    text, sheet = table_text(path, kind), is_excel(path)
    return RegimeReader(text, str(path), sheet, regime=regime, columns_of=columns_of)


_Read = tuple[str, list[Any], list[Problem]]


def _declarations(regime: Regime, path: Path) -> _Read:
    reader = _reader(regime, path, "declarations")
    said = f"date, party, category, count, and as far as known {', '.join(_DECLARED_BESIDES)}"
    held: dict[tuple[str, str], list[Holding]] = {}
    whole: set[tuple[str, str]] = set()
    for record in reader.whole_records(said, _DECLARED, *_DECLARED_BESIDES):
        before = len(reader.problems)
        date, party, category = reader.day(record, "date"), reader.state(record), reader.category(record)
        count, zone = reader.count(record, "count"), reader.zone(record, "zone")
        status, excluded = reader.status(record), reader.exclusion(record, category)
        complete = reader.yes(record, "complete")
        reader.once(record, "unit or site")
        if (
            len(reader.problems) > before
            or date is None
            or party is None
            or category is None
            or count is None
        ):
            continue
        holding = Holding.model_construct(
            category=category,
            count=count[0],
            zone=zone,
            status=status,
            excluded=excluded,
            site=reader.text_if_any(record, "site"),
            unit=reader.text_if_any(record, "unit"),
            parent=reader.text_if_any(record, "parent"),
        )
        held.setdefault((party, date), []).append(holding)
        whole |= {(party, date)} if complete else set()
    _something(reader, held)
    found = [
        Declaration(by=of[0], as_of=of[1], complete=of in whole, holdings=tuple(all_))
        for of, all_ in held.items()
    ]
    return "declarations", found, reader.problems


def _changes(regime: Regime, path: Path) -> _Read:
    reader = _reader(regime, path, "changes")
    besides = ", ".join(_CHANGED_BESIDES)
    said = f"date, party, category, count, from_zone, to_zone, and as far as known {besides}"
    found = []
    for record in reader.whole_records(said, _CHANGED, *_CHANGED_BESIDES):
        before = len(reader.problems)
        date, party, category = reader.day(record, "date"), reader.state(record), reader.category(record)
        count, status = reader.count(record, "count"), reader.status(record)
        excluded = reader.exclusion(record, category)
        zones = [reader.zone(record, column) for column in ("from_zone", "to_zone")]
        reader.once(record, "unit")
        if len(reader.problems) == before and zones == [None, None]:
            column = reader.columns.get("from_zone", reader.columns.get("to_zone", 0))
            reader.note(record, column, "items leave a zone, enter one, or both: name it")
        if (
            len(reader.problems) > before
            or date is None
            or party is None
            or category is None
            or count is None
        ):
            continue
        found.append(
            Change.model_construct(
                by=party,
                on=date,
                category=category,
                count=count[0],
                from_zone=zones[0],
                to_zone=zones[1],
                status=status,
                excluded=excluded,
                unit=reader.text_if_any(record, "unit"),
                says=reader.text_if_any(record, "says"),
            )
        )
    _something(reader, found)
    return "changes", found, reader.problems


def _activities(regime: Regime, path: Path) -> _Read:
    categories = {one.lower(): one for one in regime.categories}
    reader = _reader(regime, path, "activities", columns_of="category")
    said = "id, party, begins, a column for each category, and ends, alert, notified, observers_from, says"
    found: list[Activity] = []
    known = {one.id for one in regime.activities}
    for record in reader.whole_records(said, _PLANNED, *_PLANNED_BESIDES, *categories):
        before = len(reader.problems)
        id_, party = reader.read(record, "id", _id(known)), reader.state(record)
        begins, ends = reader.day(record, "begins"), reader.day_if_any(record, "ends")
        if begins is not None and ends is not None and ends < begins:
            reader.note(record, reader.columns["ends"], f"the activity ends before it begins ({begins})")
        notified, invited = (reader.day_if_any(record, column) for column in ("notified", "observers_from"))
        alert = reader.yes(record, "alert")
        written = {one: column for column, one in categories.items() if reader.written(record, column)}
        of = {one: reader.count(record, column) for one, column in written.items()}
        if len(reader.problems) > before or id_ is None or party is None or begins is None:
            continue
        amounts = {one: count[0] for one, count in of.items() if count is not None}
        says = reader.text_if_any(record, "says")
        known.add(id_)
        found.append(
            Activity.model_construct(
                id=id_,
                by=party,
                begins=begins,
                alert=alert,
                ends=ends,
                of=amounts,
                says=says,
                notified=notified,
                observers_from=invited,
            )
        )
    _something(reader, found)
    return "activities", found, reader.problems


def _id(known: set[str]) -> Callable[[str], str]:
    def read(word: str) -> str:
        if not word:
            raise WordError("the id of the activity is missing")
        if word in known:
            raise WordError(f"the id {quoted(word)} is used twice")
        return word

    return read


def _something(reader: RegimeReader, found: object) -> None:
    if not found and not reader.problems:
        reader.problems.append(Problem("the file has no entries", reader.file))

"""Which sheet holds which part of a case: the tables of a workbook, and the paths at which their rows lie."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

__all__ = [
    "ALONE",
    "CHANGES",
    "ENTRY",
    "LISTS",
    "MEANING",
    "READ_ME",
    "TABLES",
    "VALUE",
    "Choice",
    "Item",
    "Named",
    "Step",
    "Table",
    "by_sheet",
    "has_row_if_empty",
    "keys_of",
    "sections_of_tables",
    "table_below",
]

ALONE = "case"
"""The sheet with what there is but once in a case, an entry on each row."""
ENTRY, VALUE, MEANING = "entry", "value", "meaning"
"""The titles of its columns."""
READ_ME, LISTS = "read me", "lists"
"""The sheets that explain, and that hold what there is to choose from: nothing in them is read."""


@dataclass(frozen=True)
class Named:
    """A step to an entry of a mapping, whose short name stands in a column."""

    column: str


@dataclass(frozen=True)
class Item:
    """A step to an item of a list.

    Rows of a table below refer to it in the column ``column`` by what stands in its fields ``by``.
    """

    column: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A step to one of several keys: named in a column, or found by the short name that follows."""

    keys: tuple[str, ...]
    column: str = ""


Step = str | Named | Item | Choice


@dataclass(frozen=True)
class Table:
    """A sheet whose rows are the entries that lie at a path of the case.

    ``leaf``: the column of the value, where entries are values and no sections. ``core``: whether the sheet
    is shown even where it is empty. ``flat``: fields whose own fields have columns here. ``also``: fields
    that may be a single value in a column here, and else have a table of their own.
    """

    sheet: str
    path: tuple[Step, ...]
    says: str
    leaf: str = ""
    core: bool = False
    flat: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def column_of_entry(self) -> str:
        """What an entry is called: the column that names it."""
        last = self.path[-1]
        return "" if isinstance(last, str) else last.column


_HOLDER = (Choice(("parties", "blocs", "camps")), Named("holder"))
_ISSUE = ("issues", Named("issue"))
_STANCE = (*_ISSUE, "stances", Named("holder"))
_BLOCK = ("blocks", Named("block"))
_PROCEDURE = ("procedures", Named("procedure"))
_REGIME = ("regimes", Named("regime"))
_DECLARATION = (*_REGIME, "declarations", Item("declaration", ("by", "as_of")))
_SHIFTS = ("earns", "loses", "loses_if_breached")

CHANGES = Table(
    "changes_of_variants",
    ("variants", Named("variant")),
    "What the variants change, one path of the case on each row; `null` deletes what is there.",
    core=True,
)
"""The table of what variants change: whatever a case can hold, by its path."""

TABLES = (
    Table("parties", ("parties", Named("party")), "The parties, one on each row.", core=True),
    Table("blocs", ("blocs", Named("bloc")), "Parties that decide together.", core=True),
    Table("camps", ("camps", Named("camp")), "Members who share stances.", core=True),
    Table("bodies", ("bodies", Named("body")), "Bodies that vote, whether or not they sign anything."),
    Table(
        "issues",
        _ISSUE,
        "What is to be settled, one issue on each row; its options and stances stand on the next sheets.",
        core=True,
        also=("kept_by",),
    ),
    Table("options", (*_ISSUE, "options", Named("option")), "The options of each issue.", core=True),
    Table(
        "stances",
        _STANCE,
        "What parties, camps and blocs want on each issue: sort or filter by issue, and fill in its grid.",
        core=True,
        flat=("demands",),
    ),
    Table(
        "points",
        (*_STANCE, "points", Named("option")),
        "Points of each option, where a stance is given in points and not as an order.",
        leaf="points",
        core=True,
    ),
    Table(
        "red_lines", (*_HOLDER, "red_lines", Item()), "What a holder never signs, across issues.", core=True
    ),
    Table(
        "worth",
        (*_HOLDER, "worth", Item()),
        "Points that a holder gains or loses where a formula holds.",
        core=True,
    ),
    Table("moves", (*_ISSUE, "moves", Item()), "Changes between two options that others decide on."),
    Table(
        "commitments",
        (*_ISSUE, "kept_by", Named("party")),
        "Who could breach what was agreed on an issue, and what that would bring and cost.",
    ),
    Table("rules", ("rules", Item()), "What every package must satisfy to exist.", core=True),
    Table("trust", ("trust", Item()), "Who trusts whom how far.", core=True),
    Table("powers", ("powers", Item()), "Powers over the moves of others that clauses of a draft grant."),
    Table("states", ("conflict", "states", Named("state")), "States of the conflict."),
    Table(
        "conflict_moves",
        ("conflict", "moves", Named("by"), Named("from")),
        "Moves of the conflict, written out.",
        leaf="to",
    ),
    Table("joint_moves", ("conflict", "joint_moves", Item()), "Moves that take several decision makers."),
    Table("preferences", ("conflict", "preferences", Named("holder")), "What decision makers prefer."),
    Table(
        "blocks",
        _BLOCK,
        "Building blocks of the roadmap, one on each row.",
        also=("needs", *_SHIFTS),
    ),
    Table(
        "needs",
        (*_BLOCK, "needs", Item()),
        "Least trust at the start of a block, pair by pair; one number for all pairs stands with the block.",
    ),
    Table(
        "shifts",
        (*_BLOCK, Choice(_SHIFTS, "what"), Item()),
        "Trust that a block earns or loses, pair by pair; one number for all pairs stands with the block.",
    ),
    Table(
        "lesser_goals",
        ("roadmap", "lesser_goals", Named("goal")),
        "Goals short of that of the roadmap.",
        leaf="holds",
    ),
    Table("windows", ("roadmap", "windows", Named("window")), "Windows that several blocks share."),
    Table("shocks", ("roadmap", "shocks", Named("shock")), "What may happen from outside."),
    Table("strains", ("roadmap", "strains", Item()), "Trust that moves made outside the road cost."),
    Table("agreements", ("agreements", Named("agreement")), "Who is bound with whom, and by which rule."),
    Table("procedures", _PROCEDURE, "Consultation mechanisms, one on each row."),
    Table(
        "procedure_states",
        (*_PROCEDURE, "states", Named("state")),
        "The states in which a procedure can be.",
    ),
    Table("procedure_moves", (*_PROCEDURE, "moves", Item()), "The moves between them, and the timeouts."),
    Table(
        "regimes",
        _REGIME,
        "Arms control: what is limited, declared and inspected under each stands on the next sheets.",
        flat=("one_inspector", "calendar"),
    ),
    Table("members", (*_REGIME, "states", Named("state")), "The states parties of a regime."),
    Table("groups", (*_REGIME, "groups", Named("group")), "States that are limited together."),
    Table("categories", (*_REGIME, "categories", Named("category")), "What is counted."),
    Table("zones", (*_REGIME, "zones", Named("zone")), "Parts of the area."),
    Table("exclusions", (*_REGIME, "exclusions", Named("exclusion")), "Why items do not count."),
    Table("limits", (*_REGIME, "limits", Item()), "The most that may be held."),
    Table("thresholds", (*_REGIME, "thresholds", Item()), "From what size on activities are announced."),
    Table("quotas", (*_REGIME, "quotas", Item()), "How many inspections a state must accept."),
    Table("suspended", (*_REGIME, "suspended", Item()), "Who does not apply it, and since when."),
    Table(
        "objects", (*_REGIME, "objects", Named("state")), "Objects of verification, by state.", leaf="count"
    ),
    Table("declarations", _DECLARATION, "What states declare to hold; each entry stands under holdings."),
    Table("holdings", (*_DECLARATION, "holdings", Item()), "The entries of the declarations."),
    Table("changes_of_holdings", (*_REGIME, "changes", Item()), "Changes of holdings that were notified."),
    Table("activities", (*_REGIME, "activities", Item()), "Military activities that are planned."),
    Table("inspected", (*_REGIME, "inspected", Named("side")), "What each side lets be inspected."),
    Table("designs", (*_REGIME, "designs", Named("design")), "Other ways to inspect."),
    Table("sites", (*_REGIME, "sites", Named("site")), "Places that can be inspected."),
    Table("inspectors", (*_REGIME, "inspectors", Named("inspector")), "States that inspect."),
    Table("closed", (*_REGIME, "calendar", "closed", Item()), "Days on which nobody is inspected."),
    Table("threats", ("threats", "list", Named("threat")), "The threats that are assessed."),
    Table("experts", ("threats", "experts", Named("expert")), "Who answers, and for which side."),
    Table("questions", ("threats", "questions", Named("question")), "Questions with known answers."),
    Table("rounds", ("threats", "rounds", Item("round", ("round",))), "Rounds of answers."),
    Table(
        "answers",
        (
            "threats", "rounds", Item("round", ("round",)), "answers", Named("expert"),
            Choice(("likelihood", "impact", "questions", "reasons"), "field"), Named("key"),
        ),
        "What experts answered, round by round: quantiles, from low to high; or reasons, in words.",
        leaf="answer",
    ),
    Table("ladder", ("ladder", Item("rung", ("rung",))), "The rungs of the paper's building blocks."),
    Table("steps", ("ladder", Item("rung", ("rung",)), "steps", Item()), "The building blocks on each rung."),
    Table("claims", ("claims", Item()), "Sentences to be tested, one on each row.", core=True),
    Table("variants", ("variants", Named("variant")), "Named patches of the case.", core=True),
    CHANGES,
    Table("sources", ("sources", Named("source")), "Where inputs come from.", core=True),
    Table("evidence", ("evidence", Item()), "Which input comes from where.", core=True),
)  # fmt: skip
"""In the order of the sheets. A table stands after the one whose rows it refers to."""


def by_sheet() -> dict[str, Table]:
    """Return the tables by the names of their sheets."""
    return {table.sheet: table for table in TABLES}


def sections_of_tables() -> tuple[tuple[str, ...], ...]:
    """Return the paths of the sections that hold the entries of tables, such as `conflict.states`."""
    paths = (tuple(takewhile(lambda step: isinstance(step, str), table.path)) for table in TABLES)
    return tuple(dict.fromkeys(tuple(map(str, path)) for path in paths if path))


def table_below(table: Table, key: str) -> Table:
    """Return the table that holds what stands in a field of the entries of a table.

    >>> table_below(by_sheet()["blocks"], "earns").sheet
    'shifts'
    """
    depth = len(table.path)
    longer = (one for one in TABLES if len(one.path) > depth and one.path[:depth] == table.path)
    return next(one for one in longer if key in keys_of(one.path[depth]))


def keys_of(step: Step) -> tuple[str, ...]:
    """Return the keys to which a step may lead; none where short names or numbers stand there."""
    return step.keys if isinstance(step, Choice) else (step,) if isinstance(step, str) else ()


def has_row_if_empty(path: tuple[Step, ...], depth: int) -> bool:
    """Tell whether a mapping that lies so deep on a path has a row where nothing stands in it.

    The sheet of what there is but once says so of sections of the case, and a table of its own of entries.
    """
    above = path[:depth]
    if all(isinstance(step, str) for step in above) or any(table.path == above for table in TABLES):
        return False
    return isinstance(path[depth], Named | Choice)

"""The roadmap at a glance, for a terminal: every block, the chance by period, and what to do first."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from detente.case.naming import block_name, joined
from detente.roadmap.barriers_said import block_says, trust_says
from detente.roadmap.exact.policy_tree import End, Situation
from detente.roadmap.parts import holds_today, is_bound, reached_of
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.roadmap.exact.policy_tree import Outcome
    from detente.roadmap.result import Roadmap

__all__ = ["overview"]

WIDTH = 100
MOST_PERIODS = 12
MOST_OUTCOMES = 4
MORE = "All of this in full, with what to do in later situations: --json, --csv DIR, or `detente report`"


def overview(result: Roadmap) -> list[str]:
    """Return lines that give at a glance what the sentences leave out, and say where the rest is.

    >>> import detente
    >>> from detente.roadmap import analyse
    >>> found = analyse(detente.load("nato-russia-2010").with_variant("confidence_only"))
    >>> overview(found)[1].split()[:4]
    ['Block', 'Today', 'Earliest', 'Peak']
    """
    return ["", *_table(result), _key(result), "", *_by_period(result), *_first_steps(result), _more(result)]


def _more(result: Roadmap) -> str:
    tree = " and shows the policy as a tree" if result.policy_tree else ""
    return f"{MORE}, which draws it{tree}."


def _table(result: Roadmap) -> list[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="", padding=(0, 2, 0, 0))
    table.add_column("Block")
    table.add_column("Today")
    table.add_column("Earliest")
    for name in ("Peak trust", "Needs", "Importance", "Breakeven"):
        table.add_column(name, justify="right", no_wrap=True)
    weights = result.importance
    for block in sorted(range(len(weights)), key=lambda one: -weights[one].difference):
        table.add_row(*map(Text, _row(result, block)))
    text = StringIO()
    Console(file=text, width=WIDTH, color_system=None).print(table)
    return [line.rstrip() for line in text.getvalue().splitlines()]


def _row(result: Roadmap, block: int) -> Iterator[str]:
    """Yield the cells of a block."""
    earliest, peak = result.possible.earliest_starts[block], result.peak(block)
    even = result.breakeven[block]
    yield block_name(result.case, result.problem.blocks[block].key)
    yield "no" if result.barriers[block] else "yes"
    yield "never" if earliest is None else period_at(result.case, earliest)
    yield "-" if peak is None else trust_says(peak.peak)
    yield "-" if peak is None else trust_says(peak.needs)
    yield f"{100 * result.importance[block].difference:.1f}"
    yield "-" if even is None else f"{even:.2f}"


def _key(result: Roadmap) -> str:
    """Say what the columns mean, and which of them are no exact answers."""
    said = (
        "Peak trust: the highest that can occur, for the pair that is shortest of what the block needs."
        " Importance: points of chance between sure and impossible."
    )
    if result.level > 0 and not holds_today(result):
        level = chance_says(result.level)
        said += f" Breakeven: the probability of delivery at which the chance is {level}."
    bounds = " Earliest starts and peaks of trust are bounds." if is_bound(result) else ""
    estimates = "" if result.exactness == "exact" else " Importance and breakeven are estimates."
    return f"{said}{bounds}{estimates}"


def _by_period(result: Roadmap) -> list[str]:
    """Say how likely the goal is reached by some periods, from the first in which it can be to the last."""
    chances = reached_of(result)
    assert chances is not None
    first = next((time for time, chance in enumerate(chances) if chance > 0), 0)
    if not first:
        return []
    last = len(chances) - 1
    said = [chance_says(float(chance)) for chance in chances]
    times = [one for one in range(first, last + 1) if one == first or said[one] != said[one - 1]]
    more = "no" if chances[times[-1]] == chances[last] else "hardly any"
    later = "" if times[-1] == last else f", and {more} more later"
    if len(times) > MOST_PERIODS:
        steps = MOST_PERIODS - 1
        times = [first + round(step * (last - first) / steps) for step in range(MOST_PERIODS)]
        later = ""
    told = [f"{said[one]} by {period_at(result.case, one - 1)}" for one in times]
    told[0] = told[0].replace(" by ", " by the end of ")
    reached = "The goal is reached" if result.exactness == "exact" else "By an estimate, the goal is reached"
    return [f"{reached} with {', '.join(told)}{later}."]


def _first_steps(result: Roadmap) -> list[str]:
    """Say what the policy begins with, and what it does as that ends; nothing where it is not laid out."""
    tree = result.policy_tree
    if tree is None or len(tree.choices) != 1:
        return []
    choice = tree.choices[0]
    outcomes = sorted(choice.outcomes, key=lambda one: -one.share)
    told = [_outcome(result, one) for one in outcomes[:MOST_OUTCOMES]]
    begin = f"To begin with, in {period_at(result.case, tree.time)}: {_started(result, choice.starts)}."
    return [begin, *told]


def _outcome(result: Roadmap, outcome: Outcome) -> str:
    """Say how what runs may end first, and what is done then."""
    names = [
        f"{joined(block_says(result, block) for block in blocks)} {ends}"
        for blocks, ends in ((outcome.delivered, "delivered"), (outcome.failed, "failed"))
        if blocks
    ]
    return f"- {' and '.join(names)} ({chance_says(outcome.share)}): {_then(result, outcome.then)}."


def _then(result: Roadmap, then: Situation | End | None) -> str:
    if not isinstance(then, Situation):
        return "it goes on" if then is None else str(then)
    when = f"in {period_at(result.case, then.time)}"
    started = [_started(result, choice.starts) for choice in then.choices]
    return f"{when} {', or by the state of trust and windows '.join(started)}"


def _started(result: Roadmap, starts: Sequence[int]) -> str:
    return joined(block_says(result, block) for block in starts) if starts else "nothing yet"

"""The best policy as a tree in words: what to start in which period, how that may end, and what then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import block_name, joined, window_name
from detente.roadmap.exact.policy_tree import End, Situation
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import chance_says, pair_says

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.roadmap.exact.policy_tree import Choice, Outcome
    from detente.roadmap.result import Roadmap

__all__ = ["Branch", "tree_said"]


@dataclass(frozen=True)
class Branch:
    """A line of the tree with what follows from it.

    ``share``: that of all runs, in words; ``when``: the period in which one goes on, empty where one does
    not, or where a line above says it; ``rare``: what is left out below.
    """

    says: str
    share: str
    when: str
    then: str
    below: tuple[Branch, ...]
    rare: str


def tree_said(result: Roadmap, tree: Situation) -> tuple[Branch, ...]:
    """Return the first lines of the tree, those that come up most often first."""
    when = _period(result, tree)
    return tuple(_choice(result, tree, choice, when) for choice in tree.choices)


def _choice(result: Roadmap, situation: Situation, choice: Choice, when: str = "") -> Branch:
    """Return a choice as a line of its own."""
    where = _condition(result, situation, choice)
    return Branch(
        f"Where {where}" if where else "To begin with",
        chance_says(choice.share),
        when,
        _starts(result, choice),
        _below(result, choice),
        _rare(choice.rest),
    )


def _below(result: Roadmap, choice: Choice) -> tuple[Branch, ...]:
    return tuple(_outcome(result, outcome) for outcome in choice.outcomes)


def _outcome(result: Roadmap, outcome: Outcome) -> Branch:
    """Return a line for what has happened, with what is done then where that does not depend on more."""
    says, share, then = _happens(result, outcome), chance_says(outcome.share), outcome.then
    if isinstance(then, End):
        return Branch(says, share, "", str(then), (), "")
    if then is None or not then.choices:
        return Branch(says, share, "", "what follows is not shown", (), "")
    when = _period(result, then)
    if len(then.choices) == 1:
        [only] = then.choices
        return Branch(
            says, share, when, _starts(result, only), _below(result, only), _rare(then.rest + only.rest)
        )
    what = "it depends on trust and windows" if result.problem.gates else "it depends on trust"
    below = tuple(_choice(result, then, choice) for choice in then.choices)
    return Branch(says, share, when, what, below, _rare(then.rest))


def _period(result: Roadmap, situation: Situation) -> str:
    """Return the period that begins with a situation."""
    return period_at(result.case, min(situation.time, result.problem.periods - 1))


def _rare(share: float) -> str:
    return f"Less likely branches ({chance_says(share)} in all) are not shown." if share > 0 else ""


def _quoted(result: Roadmap, blocks: Iterable[int]) -> str:
    return joined(f"“{block_name(result.case, result.problem.blocks[block].key)}”" for block in blocks)


def _starts(result: Roadmap, choice: Choice) -> str:
    return f"start {_quoted(result, choice.starts)}" if choice.starts else "start nothing new"


def _happens(result: Roadmap, outcome: Outcome) -> str:
    """Say how what was due has ended."""
    said = []
    if outcome.delivered:
        verb = "is" if len(outcome.delivered) == 1 else "are"
        said.append(f"{_quoted(result, outcome.delivered)} {verb} delivered")
    if outcome.failed:
        verb = "fails" if len(outcome.failed) == 1 else "fail"
        blocks = [result.problem.blocks[block] for block in outcome.failed]
        broken = any(block.breach * block.detection > 0 for block in blocks)
        said.append(f"{_quoted(result, outcome.failed)} {verb}{' or is seen to be broken' if broken else ''}")
    return f"If {' and '.join(said)}" if said else "Then"


def _condition(result: Roadmap, situation: Situation, choice: Choice) -> str:
    """Say at which trust, and with which windows open, a choice is made; nothing where it is the only one."""
    graph = result.following.graph
    environment, said = graph.environment, []
    for place, pair in enumerate(environment.pairs):
        if not _tells_apart([one.levels[place] for one in situation.choices]):
            continue
        low, high = (float(environment.grids[place][level]) for level in choice.levels[place])
        levels = f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
        said.append(f"{pair_says(result, pair)} is {levels}")
    for gate, name in enumerate(_windows(result)):
        if _tells_apart([one.open[gate] for one in situation.choices]) and len(set(choice.open[gate])) == 1:
            window = window_name(result.case, name)
            said.append(f"the window “{window}” is {'open' if choice.open[gate][0] else 'closed'}")
    if said or len(situation.choices) == 1:
        return joined(said)
    return "trust and windows together make it best"


def _tells_apart(ranges: Sequence[tuple[int, int]]) -> bool:
    return len(set(ranges)) > 1


def _windows(result: Roadmap) -> list[str]:
    """Return the windows that chance opens and closes, in the order of the problem."""
    assert result.case.roadmap is not None
    return [key for key, window in result.case.roadmap.windows.items() if window.by_chance]

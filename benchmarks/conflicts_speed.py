"""How long it takes to find what collides, and the solutions of domains too large for a frontier.

Domains are additive, with 5 options on each issue, from the seeds below; the worst seed counts. Constraints
are a floor for each party, at a share of what it could have at best, and red lines and demands over one to
three issues. Seconds are given by the clock on the wall and by the processor: where they differ, the machine
was busy with something else.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.conflicts.conflicts import Concession, Conflict, Conflicts, conflicts, stream
from detente.bargaining.large_solutions.egalitarian import egalitarian_large
from detente.bargaining.large_solutions.gain_model import GainModel
from detente.bargaining.large_solutions.kalai_smorodinsky import kalai_smorodinsky_large
from detente.bargaining.large_solutions.nash import nash_large
from detente.bargaining.large_solutions.utilitarian import utilitarian_large
from detente.case.formula import Formula, Is, conjunction, disjunction, implication, negation
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.domain import NO_FLOOR, Domain
from domains import Kind, Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.bargaining.large_solutions.answer import LargeSolution

SEEDS = range(1, 6)
OPTIONS = 5
PATIENCE = 10.0
"""Seconds for the searches that are not expected to end."""


class Clock:
    """Seconds since it was started, on the wall and on the processor."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Return both."""
        return time.perf_counter() - self._wall, time.process_time() - self._processor


@dataclass(frozen=True)
class Quarrel:
    """A dispute to be made up: ``floor`` in hundredths of the ideal, every ``lines``-th claim a red line."""

    parties: int
    constraints: int
    floor: int
    lines: int | None

    def made(self, seed: int) -> tuple[Domain, list[Constraint]]:
        """Make the domain and the constraints."""
        domain = replace(
            Recipe(Kind.INDEPENDENT, self.parties, (OPTIONS,) * 20, seed, 0).domain(),
            floors=np.full(self.parties, NO_FLOOR),
        )
        random = np.random.default_rng([seed, self.parties, self.constraints])
        ideal = np.sum([points.max(axis=0) for points in domain.points], axis=0)
        made = [
            Constraint(
                f"floor{party}",
                ConstraintKind.FLOOR,
                str(party),
                column=party,
                floor=int(most) * self.floor // 100,
            )
            for party, most in enumerate(ideal.tolist())
        ]
        for number in range(self.constraints - self.parties):
            line = self.lines is not None and number % self.lines == 0
            kind = ConstraintKind.RED_LINE if line else ConstraintKind.DEMAND
            holder = str(random.integers(self.parties))
            cost = Fraction(int(random.integers(1, 10)))
            made.append(Constraint(f"{kind.name}{number}", kind, holder, _claim(domain, random), cost=cost))
        return domain, made

    def __str__(self) -> str:
        """Return the quarrel in words."""
        lines = f", every {self.lines}th claim a red line" if self.lines else ""
        return f"{self.constraints} constraints, {self.parties} parties, floors 0.{self.floor}{lines}"


def _claim(domain: Domain, random: np.random.Generator) -> Formula:
    """Return a claim over one to three issues: an option or two of each, joined or exchanged in some way."""

    def atom(issue: int, most: int) -> Formula:
        named = random.choice(domain.options[issue], random.integers(1, most + 1), replace=False)
        return Is(domain.issues[issue], frozenset(map(str, named)))

    issues = random.choice(len(domain.issues), random.integers(1, 4), replace=False).tolist()
    if len(issues) == 1:
        return atom(issues[0], 2) if random.integers(4) else negation(atom(issues[0], 2))
    form = random.integers(4)
    if form == 0:
        return conjunction(atom(issue, 2) for issue in issues)
    if form == 1:
        return disjunction(atom(issue, 2) for issue in issues)
    if form == 2:  # noqa: PLR2004 - the third of four forms
        return negation(conjunction(atom(issue, 2) for issue in issues))
    return implication(atom(issues[0], 2), conjunction(atom(issue, 2) for issue in issues[1:]))


QUARRELS = (
    [Quarrel(parties, 20, 80, lines) for parties in (3, 4, 5) for lines in (None, 4)],
    [
        Quarrel(3, 60, 80, None),
        Quarrel(3, 60, 80, 12),
        Quarrel(5, 60, 70, None),
        Quarrel(5, 60, 80, None),
    ],
)


def everything(quarrel: Quarrel) -> str:
    """Find all conflicts and concessions; return the line of the slowest seed."""
    rows = []
    for seed in SEEDS:
        domain, constraints = quarrel.made(seed)
        clock = Clock()
        found = conflicts(domain, constraints, seconds=None)
        seconds = clock.read()
        counts = f"{len(found.conflicts)} conflicts, {len(found.concessions)} concessions"
        rows.append((seconds, f"{counts}, {len(found.shortfalls)} shortfalls; seed {seed}"))
    (wall, processor), words = max(rows)
    return f"{quarrel!s:<66}{wall:>8.2f}{processor:>8.2f}{10:>6}  {words}"


def first_of_many(quarrel: Quarrel) -> Iterator[str]:
    """Find the first conflict and the cheapest concession; yield the line of the slowest seed for each."""
    firsts: dict[type, list[tuple[tuple[float, float], int]]] = {Conflict: [], Concession: []}
    ends = []
    for seed in SEEDS:
        domain, constraints = quarrel.made(seed)
        clock = Clock()
        missing = {Conflict, Concession}
        for found in stream(domain, constraints, seconds=PATIENCE):
            if type(found) in missing:
                missing.remove(type(found))
                firsts[type(found)].append((clock.read(), seed))
            if isinstance(found, Conflicts):
                proved = "proved" if found.cheapest_proved else "not proved"
                concession = f"{len(found.concessions)} concessions, the first {proved}"
                complete = "complete" if found.complete else f"stopped after {PATIENCE:g} s"
                ends.append(f"{len(found.conflicts)} conflicts, {concession}, {complete}")
    for kind, bar in ((Conflict, 1), (Concession, 10)):
        name = f"first {kind.__name__.lower()} of {quarrel}"
        if not firsts[kind]:
            yield f"{name:<66}{'':>16}{bar:>6}  there is none"
            continue
        (wall, processor), seed = max(firsts[kind])
        yield f"{name:<66}{wall:>8.2f}{processor:>8.2f}{bar:>6}  {ends[seed - 1]}; seed {seed}"


def solved(
    name: str, solve: Callable[[GainModel], tuple[str, str]], recipe: tuple[Kind, int, int, int]
) -> str:
    """Solve a domain without a frontier; return the line of the slowest seed."""
    kind, parties, issues, rules = recipe
    rows = []
    for seed in SEEDS:
        domain = Recipe(kind, parties, (OPTIONS,) * issues, seed, rules).domain()
        disagreement = [unit * int(floor) for unit, floor in zip(domain.units, domain.floors, strict=True)]
        clock = Clock()
        exactness, words = solve(GainModel(domain, disagreement, PATIENCE))
        rows.append((clock.read(), f"{exactness}{words}; seed {seed}"))
    (wall, processor), words = max(rows)
    tied = f", {rules} rules" if rules else ""
    work = f"{name}: {kind}, {parties} parties × {issues} issues{tied}"
    bar = 5 if name == "Nash" else ""
    return f"{work:<66}{wall:>8.2f}{processor:>8.2f}{bar:>6}  {words}"


def _nash(model: GainModel) -> tuple[str, str]:
    found = nash_large(model)
    gaps = [float(one.bound / one.product) - 1 for one in found.sets if one.product]
    return found.exactness, f", at most {max(gaps, default=0):.1e} below the best"


def _any(solve: Callable[[GainModel], LargeSolution]) -> Callable[[GainModel], tuple[str, str]]:
    def solving(model: GainModel) -> tuple[str, str]:
        found = solve(model)
        return found.exactness, f", {len(found.points)} values" + (
            f", {found.reason}" if found.reason else ""
        )

    return solving


def main() -> None:
    """Measure every workload and print the table."""
    everything(Quarrel(2, 4, 99, None))
    print(f"{'workload':<66}{'wall s':>8}{'cpu s':>8}{'bar s':>6}  answer of the slowest seed")
    for quarrel in QUARRELS[0]:
        print(everything(quarrel), flush=True)
    for quarrel in QUARRELS[1]:
        for line in first_of_many(quarrel):
            print(line, flush=True)
    for kind in (Kind.INDEPENDENT, Kind.OPPOSED, Kind.CORRELATED):
        for rules in (0, 15):
            print(solved("Nash", _nash, (kind, 6, 40, rules)), flush=True)
    others = {
        "Kalai–Smorodinsky": kalai_smorodinsky_large,
        "egalitarian": egalitarian_large,
        "utilitarian": utilitarian_large,
    }
    for name, solve in others.items():
        print(solved(name, _any(solve), (Kind.INDEPENDENT, 4, 20, 0)), flush=True)
        print(solved(name, _any(solve), (Kind.INDEPENDENT, 6, 40, 0)), flush=True)


if __name__ == "__main__":
    main()

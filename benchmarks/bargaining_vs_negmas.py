"""Détente beside NegMAS on the same additive domains, then Détente alone to 10^14 packages.

Work measured: the exact frontier, and the Nash, Kalai–Smorodinsky, egalitarian and utilitarian solutions on
it. Both sides are warm, with compiled code loaded, and get the domain ready-made. NegMAS is asked in every
exact way that it documents, and the quickest counts:

- points: enumerate_or_sample, ufun.eval, pareto_frontier_numpy;
- ufuns: pareto_frontier(ufuns);
- sampler: ufun.make_pareto_sampler(opponent, MOBANOSParetoSampler), for two parties alone, which does not
  enumerate;

each followed by nash_points, kalai_points, ks_points and max_welfare_points. With --statistics the one call
for everything, calc_scenario_stats, is timed too; it calls pareto_frontier itself, so it is never quicker.

The time of a side is the median of five runs; of up to 101 where they are so quick that they fit in half a
second, of one where it takes more than a minute. A ratio is the lower of the two by the clock on the wall and
by processor time, so that other work on the machine flatters neither side. Where NegMAS is not done within
the time-out, the ratio is a lower bound, written with "≥".

    python benchmarks/bargaining_vs_negmas.py --negmas-python build/negmas/bin/python
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from agreement import agreement
from domains import Kind, Recipe, sizes_of
from negmas_process import NegmasProcess
from solving import measured_apart, solve, times_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solving import Times

MOST_ENUMERATED = 6
"""Up to 10 to the power of this many packages, NegMAS is asked in the ways that enumerate."""

BAR = (3, 6, 500.0)
"""With three parties and 10^6 packages Détente must be 500 times faster."""

BAR_SEEDS = 5
"""At the size of the bar so many domains of each kind are measured, lest it rest on a lucky one."""

COLD = ((Kind.INDEPENDENT, 3), (Kind.OPPOSED, 4))
"""Domains on which Détente is started cold: a narrow frontier, and a wide one that needs compiled code."""

LADDER = (9, 11, 14, 17, 20)
"""Issues of five options each on which Détente is measured alone; 20 of them make 9.5 · 10^13 packages."""

RULES = 15
"""How many rules the ruled domains of the ladder have, each tying two issues."""


@dataclass(frozen=True)
class Row:
    """One domain, measured on both sides, in seconds. The fields are the columns of the CSV file."""

    kind: str
    parties: int
    exponent: int
    seed: int
    frontier: int
    way: str
    negmas_runs: int
    negmas_wall: float
    negmas_processor: float
    negmas_parts: str
    detente_runs: int
    detente_wall: float
    detente_processor: float
    ratio: float
    lower_bound: bool
    agreement: str
    explained: bool

    def line(self) -> str:
        """Return the row of the printed table."""
        spent = _seconds(self.negmas_wall, bound=self.lower_bound)
        ratio = _times(self.ratio, bound=self.lower_bound)
        return (
            f"{self.kind:13}{self.parties:>3}  10^{self.exponent:<3}{self.seed:>6}{self.frontier:>9,}  "
            f"{self.way:8}{spent:>10} {_seconds(self.detente_wall):>9} {ratio:>9}  "
            f"{self.negmas_parts:80} {self.agreement}"
        )


HEADING = (
    f"{'points':13}{'n':>3}  {'size':6}{'seed':>6}{'frontier':>9}  {'way':8}{'NegMAS':>10} {'Détente':>9} "
    f"{'ratio':>9}  {'parts of NegMAS':80} answers"
)


def main() -> int:
    """Measure, print the tables, and return 1 where an answer differs without a reason."""
    chosen = _arguments()
    rows: list[Row] = []
    if chosen.negmas_python:
        with NegmasProcess(chosen.negmas_python, chosen.timeout) as negmas:
            print(f"NegMAS {negmas.version}, time-out {chosen.timeout:g} s; load {os.getloadavg()[0]:.1f}\n")
            _warm_up(chosen.seed)
            print(HEADING)
            try:
                for row in _side_by_side(negmas, chosen):
                    rows.append(row)
                    print(row.line(), flush=True)
            finally:  # what was measured is kept, even if it is cut short
                if chosen.csv:
                    _write(rows, chosen.csv)
        if rows:
            _conclude(rows)
        _cold(chosen)
    if not chosen.no_ladder:
        _ladder(chosen)
    return 0 if all(row.explained for row in rows) else 1


def _write(rows: Sequence[Row], path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Row)])
        writer.writeheader()
        writer.writerows(map(asdict, rows))


def _warm_up(seed: int) -> None:
    """Solve a domain that needs the compiled search, so that every line finds it loaded."""
    kind, parties = COLD[-1]
    solve(Recipe(kind, parties, sizes_of(MOST_ENUMERATED), seed).domain())


def _side_by_side(negmas: NegmasProcess, chosen: argparse.Namespace) -> Iterator[Row]:
    for exponent in sorted(chosen.exponents):
        for parties in chosen.parties:
            ways = ["points", "ufuns"] if exponent <= MOST_ENUMERATED else []
            ways += ["sampler"] if parties == 2 else []  # noqa: PLR2004 - the sampler is for two
            for kind in chosen.kinds if ways else ():
                for more in range(BAR_SEEDS if (parties, exponent) == BAR[:2] else 1):
                    recipe = Recipe(kind, parties, sizes_of(exponent), chosen.seed + more)
                    if chosen.statistics and exponent <= MOST_ENUMERATED:
                        _statistics(negmas, recipe)
                    yield _row(negmas, recipe, ways, chosen.repeats)


def _row(negmas: NegmasProcess, recipe: Recipe, ways: Sequence[str], repeats: int) -> Row:
    domain = recipe.domain()
    solved = solve(domain)
    ours = times_of(lambda: solve(domain), repeats)
    tried = [negmas.solve(domain, way, 1) for way in ways]
    quickest = min(tried, key=lambda peer: peer.times.middle[0])
    theirs = quickest if quickest.timed_out else negmas.solve(domain, quickest.way, repeats)
    compared = None if theirs.timed_out else agreement(domain, solved, theirs)
    return Row(
        kind=str(recipe.kind),
        parties=recipe.parties,
        exponent=round(math.log10(domain.packages)),
        seed=recipe.seed,
        frontier=len(solved.frontier),
        way=theirs.way,
        negmas_runs=len(theirs.times.wall),
        negmas_wall=theirs.times.middle[0],
        negmas_processor=theirs.times.middle[1],
        negmas_parts=", ".join(f"{part} {_seconds(spent)}" for part, spent in theirs.parts.items()),
        detente_runs=len(ours.wall),
        detente_wall=ours.middle[0],
        detente_processor=ours.middle[1],
        ratio=_ratio(theirs.times, ours),
        lower_bound=theirs.timed_out,
        agreement=str(compared or "not compared: NegMAS was not done"),
        explained=compared is None or compared.explained,
    )


def _statistics(negmas: NegmasProcess, recipe: Recipe) -> None:
    everything = negmas.solve(recipe.domain(), "statistics", 1)
    spent = _seconds(everything.times.middle[0], bound=everything.timed_out)
    print(f"    on the domain of the next line calc_scenario_stats takes {spent} (one run)")


def _conclude(rows: Sequence[Row]) -> None:
    print()
    worst = min(rows, key=lambda row: row.ratio)
    print(f"worst of {len(rows)}: {_name(worst)} (NegMAS by way of {worst.way})")
    parties, exponent, wanted = BAR
    measured = [row for row in rows if (row.parties, row.exponent) == (parties, exponent)]
    if measured:
        least = min(measured, key=lambda row: row.ratio)
        met = "met" if least.ratio >= wanted else "NOT DECIDED" if least.lower_bound else "NOT MET"
        bar = f"bar of {wanted:g} for {parties} parties and 10^{exponent} packages"
        middle = statistics.median(row.ratio for row in measured)
        print(
            f"{bar}: {met}; median of {len(measured)}: {_times(middle, bound=False)}; worst: {_name(least)}"
        )
    compared = [row for row in rows if not row.agreement.startswith("not compared")]
    unexplained = [row for row in compared if not row.explained]
    print(f"answers compared on {len(compared)} domains; different without a reason on {len(unexplained)}")
    print(*(f"    {_name(row)}: {row.agreement}" for row in unexplained), sep="\n" if unexplained else "")


def _name(row: Row) -> str:
    return (
        f"{_times(row.ratio, bound=row.lower_bound)} on {row.kind} points, {row.parties} parties, "
        f"10^{row.exponent} packages, seed {row.seed}"
    )


def _cold(chosen: argparse.Namespace) -> None:
    """Say what the first run costs: with nothing compiled yet, and in a new process later on."""
    print("\nDétente in a new process; the start: all imports, and the solving of a domain of two packages.")
    print("A narrow frontier does not load the compiled search there, so later runs are slower than above.")
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "NUMBA_CACHE_DIR": compiled}
        for what in ("nothing compiled yet", "compiled before"):
            for kind, parties in COLD:
                recipe = Recipe(kind, parties, sizes_of(MOST_ENUMERATED), chosen.seed)
                found = measured_apart(
                    recipe, repeats=chosen.repeats, timeout=chosen.timeout, environment=environment
                )
                print(f"    {what:21}{kind!s:12}{parties:>3} parties 10^{MOST_ENUMERATED}:", end=" ")
                print(
                    f"start {_seconds(found.start)}, first run {_seconds(found.first)}, "
                    f"then {_seconds(found.warm.middle[0])}"
                    if found
                    else "not done within the time-out"
                )


def _ladder(chosen: argparse.Namespace) -> None:
    print(f"\nDétente alone, five options per issue, a process per line, time-out {chosen.timeout:g} s")
    print(
        f"{'points':13}{'n':>3} {'issues':>6} {'packages':>9} {'rules':>5} {'frontier':>9} {'warm':>9} "
        f"{'first':>9} {'megabytes above imports':>24}  exactness"
    )
    for issues in LADDER:
        for parties in chosen.parties:
            for kind in chosen.kinds if issues == LADDER[-1] else (Kind.INDEPENDENT,):
                for rules in (0, RULES):
                    recipe = Recipe(kind, parties, (5,) * issues, chosen.seed, rules)
                    found = measured_apart(recipe, repeats=chosen.repeats, timeout=chosen.timeout)
                    print(f"{kind!s:13}{parties:>3} {issues:>6} {5**issues:>9.1e} {rules:>5}", end=" ")
                    print(
                        f"{found.points:>9,} {_seconds(found.warm.middle[0]):>9} "
                        f"{_seconds(found.first):>9} {found.megabytes:>24,.0f}  {found.exactness}"
                        if found
                        else "not done within the time-out",
                        flush=True,
                    )


def _ratio(theirs: Times, ours: Times) -> float:
    return min(other / own for other, own in zip(theirs.middle, ours.middle, strict=True))


def _seconds(spent: float, *, bound: bool = False) -> str:
    sign = "≥" if bound else ""
    return f"{sign}{spent:.3g} s" if spent >= 1 else f"{sign}{spent * 1000:.3g} ms"


def _times(ratio: float, *, bound: bool) -> str:
    digits = max(0, 2 - math.floor(math.log10(ratio))) if ratio else 2
    return f"{'≥' if bound else ''}{ratio:,.{digits}f} ×"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--negmas-python", metavar="PATH", help="the Python of an environment with NegMAS; else Détente alone"
    )
    add("--kinds", nargs="+", type=Kind, choices=list(Kind), default=list(Kind))
    add("--parties", nargs="+", type=int, default=[2, 3, 4])
    add(
        "--exponents",
        nargs="+",
        type=int,
        default=[3, 4, 5, 6, 9, 12, 14],
        help="sizes beside NegMAS, as powers of ten; past 6 only where it need not enumerate",
    )
    add("--repeats", type=int, default=5, help="least number of runs, of which the median counts (5)")
    add("--timeout", type=float, default=300.0, help="seconds that one run may take (300)")
    add("--seed", type=int, default=2010)
    add("--statistics", action="store_true", help="time calc_scenario_stats too, once per domain")
    add("--no-ladder", action="store_true", help="leave out Détente alone")
    add("--csv", type=Path, metavar="FILE", help="write the rows beside NegMAS there")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError) as problem:
        sys.exit(f"bargaining_vs_negmas: {problem}")

"""How long quick questions take: samples among a million items, inspection games of thousands of periods.

Each question of sampling asks for the exact probability of detection, the least sample and the fewest
violations that are found, with the numbers that prove them. Numbers are drawn from the seed below: violations
and samples evenly on a logarithmic scale, a chance to see a violation that is looked at from a list.
"""

from __future__ import annotations

import random
import time
from statistics import mean, median
from typing import TYPE_CHECKING

from detente.verification.games.inspection_game import InspectionGame
from detente.verification.sampling import detection_probability, least_sample, least_violations

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 1
QUESTIONS = 400
POPULATIONS = (1_000, 1_000_000)
CHANCES = ("1", "0.95", "0.5", "0.1", "0.001")
GAMES = ((100, 50), (1_000, 500), (5_000, 2_500))


def seconds(run: Callable[..., object], *given: int) -> float:
    """Return what a question takes on the wall."""
    start = time.perf_counter()
    run(*given)
    return time.perf_counter() - start


def questions(population: int) -> list[Callable[[], object]]:
    """Return random questions about so many items."""
    draw = random.Random(SEED)  # noqa: S311 - a benchmark, no secret

    def asked() -> Callable[[], object]:
        violations, sample = (int(population ** draw.random()) for _ in range(2))
        chance = draw.choice(CHANCES)
        return lambda: (
            detection_probability(population, violations, sample, chance),
            least_sample(population, violations, "0.95", chance),
            least_violations(population, sample, "0.95", chance),
        )

    return [asked() for _ in range(QUESTIONS)]


def game(periods: int, inspections: int) -> None:
    """Solve Dresher's game, and show what its command shows."""
    InspectionGame(periods, inspections).to_json()


def main() -> None:
    """Print a line for each size."""
    print(f"sampling, {QUESTIONS} questions (seed {SEED}):    median     mean  longest, in seconds")
    for population in POPULATIONS:
        took = [seconds(question) for question in questions(population)]
        print(
            f"{population:24,} items  {median(took):12.4f}  {mean(took):7.4f}  {max(took):7.3f}", flush=True
        )
    print("inspection games: seconds")
    for periods, inspections in GAMES:
        took_game = seconds(game, periods, inspections)
        print(f"{periods:8,} periods, {inspections:5,} inspections  {took_game:8.3f}", flush=True)


if __name__ == "__main__":
    main()

"""Does the argument hold: every claim of a case, in the nominal case and over draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.case.uncertainty import CertainCase, inputs
from detente.claims.evaluate import World, arguments_of, calls, holds, missing_quantities, misuse
from detente.claims.exceptions import exception_of
from detente.claims.registry import quantity
from detente.claims.result import ClaimResult, Claims
from detente.claims.sufficient import WORLDS, Sufficient, smallest_sufficient
from detente.claims.verdict import Verdict, verdict_of, wilson_interval

if TYPE_CHECKING:
    from detente.case.arguments import Claim
    from detente.case.case import Case
    from detente.case.language import Expression

__all__ = ["analyse"]

Progress = Callable[[int, int], None]


def analyse(
    case: Case,
    *,
    draws: int = 0,
    seed: int = 0,
    sufficient: bool = True,
    progress: Progress | None = None,
) -> Claims:
    """Test every claim of a case.

    The verdict is in words over ``draws`` certain cases; without draws it only says whether the claim holds in
    the nominal case. ``sufficient`` asks for the smallest set of inputs that suffices for each verdict.
    ``progress`` is called with the number of draws done and their total.

    A claim without an expression, or one that uses a quantity that no analysis publishes, is not testable yet.

    Raises ``CaseError`` where a claim's variant does not fit the case.
    """
    study = _Study(case, draws, seed)
    testable = [claim for claim in case.claims if not _why_not(claim, case)]
    nominal = study.nominal()
    held: dict[str, list[bool]] = {claim.id: [] for claim in testable}
    for done, world in enumerate(study.worlds(), start=1):
        for claim in testable:
            held[claim.id].append(holds(_expression(claim), world, claim.variant))
        if progress is not None:
            progress(done, draws)
    results = tuple(
        _untestable(claim, case)
        if claim not in testable
        else _tested(claim, study, nominal, held[claim.id], sufficient)
        for claim in case.claims
    )
    return Claims(case, results, draws, seed)


@dataclass
class _Study:
    """The certain cases of a case and of the variants that its claims name."""

    case: Case
    draws: int
    seed: int

    def __post_init__(self) -> None:
        named = {None, *(claim.variant for claim in self.case.claims)}
        for claim in self.case.claims:
            for call in calls(_expression(claim)) if claim.holds_if is not None else ():
                named.update(value for name, value in call.options if name == "variant")
        self.cases: dict[str | None, Case] = {
            name: self.case if name is None else self.case.with_variant(name)
            for name in sorted(named, key=lambda name: name or "")
        }
        self._free: dict[str | None, list[CertainCase]] | None = None

    def nominal(self) -> World:
        return World.of({name: case.nominal for name, case in self.cases.items()})

    def worlds(self) -> Iterator[World]:
        """Yield one world for each draw; an input that several variants share has one value in all of them."""
        streams = {name: case.draw(self.draws, self.seed) for name, case in self.cases.items()}
        for _ in range(self.draws):
            yield World.of({name: next(stream) for name, stream in streams.items()})

    def free(self, dropped: frozenset[str], held: frozenset[str] | None, draw: int) -> World:
        """Return the nominal world without some inputs, and with the numbers that are not held as in a draw."""
        if self._free is None:
            self._free = {name: list(case.draw(WORLDS, self.seed + 1)) for name, case in self.cases.items()}
            self._numbers_of = {
                name: {input_.path: input_.numbers for input_ in inputs(case)}
                for name, case in self.cases.items()
            }
        certain = {}
        for name, case in self.cases.items():
            numbers = dict(case.nominal.numbers)
            if held is not None:
                drawn = self._free[name][draw].numbers
                loose = (
                    number
                    for path, follow in self._numbers_of[name].items()
                    if path not in held
                    for number in follow
                )
                numbers.update({number: drawn[number] for number in loose})
            certain[name] = replace(case.nominal, numbers=numbers, dropped=dropped)
        return World.of(certain)


def _tested(claim: Claim, study: _Study, nominal: World, held: list[bool], sufficient: bool) -> ClaimResult:
    expression = _expression(claim)
    verdict_now = holds(expression, nominal, claim.variant)
    enough = _sufficient(claim, study) if sufficient else None
    if not held:
        word = Verdict.HOLDS_NOMINALLY if verdict_now else Verdict.FAILS_NOMINALLY
        return ClaimResult(
            claim, verdict_now, word, None, None, _witnesses(expression, nominal, claim), enough
        )
    except_ = exception_of(held, study.cases[claim.variant], len(held), study.seed)
    return ClaimResult(
        claim,
        verdict_now,
        verdict_of(sum(held), len(held)),
        sum(held) / len(held),
        wilson_interval(sum(held), len(held)),
        _witnesses(expression, nominal, claim),
        enough,
        except_,
    )


def _sufficient(claim: Claim, study: _Study) -> Sufficient:
    expression = _expression(claim)
    structural: dict[str, None] = {}
    numerical: dict[str, None] = {}
    for call in calls(expression):
        where = dict(call.options).get("variant", claim.variant)
        published = quantity(call.name)
        case = study.cases[where]
        if published is None:
            continue
        structural.update(dict.fromkeys(published.turns_on(case.nominal, *arguments_of(call))))
        numerical.update({one.path: None for one in inputs(case) if not one.certain})
    return smallest_sufficient(
        tuple(structural),
        tuple(numerical),
        study.free,
        lambda world: holds(expression, world, claim.variant),
        study.seed,
    )


def _witnesses(expression: Expression, world: World, claim: Claim) -> str:
    return "; ".join(dict.fromkeys(world.shown(call, claim.variant) for call in calls(expression)))


def _untestable(claim: Claim, case: Case) -> ClaimResult:
    return ClaimResult(claim, None, Verdict.NOT_TESTABLE, None, None, _why_not(claim, case), None)


def _why_not(claim: Claim, case: Case) -> str:
    """Say why a claim cannot be tested yet; an empty text if it can."""
    if claim.holds_if is None:
        waits = f"waits for {' and '.join(claim.waits_for)}" if claim.waits_for else "has no test (holds_if)"
        return waits
    missing = missing_quantities(claim.holds_if.meaning)
    if missing:
        return f"no analysis publishes {', '.join(map(repr, missing))} yet"
    wrong = [misuse(call, case) for call in calls(claim.holds_if.meaning)]
    return next((sentence for sentence in wrong if sentence), "")


def _expression(claim: Claim) -> Expression:
    assert claim.holds_if is not None
    return claim.holds_if.meaning

"""The report: everything that was found about a case, as one page, as tables, and as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from detente.bargaining import analyse
from detente.bargaining.ensemble import with_draws
from detente.case.naming import capitalised
from detente.case.problems import CaseError
from detente.claims import Begun
from detente.claims import begin as begin_claims
from detente.claims.audit.given import Inputs, inputs_of
from detente.cohesion import analyse as analyse_cohesion
from detente.institutions import analyse as analyse_institutions
from detente.report.across_draws import AcrossDraws, across_draws
from detente.report.collisions import Collision, collision_of
from detente.report.headline import findings, first_line
from detente.report.ladder import Tier, ladder_of
from detente.report.losers import Losers, losers_of
from detente.report.plain import step_plain, variant_plain
from detente.report.splits_over import SplitsOver, splits_over
from detente.report.variants import Varied, chances_in, variants_of
from detente.report.variants_across import Drawn, VariantsAcross, variants_across
from detente.roadmap import analyse as analyse_roadmap
from detente.stability import analyse as analyse_stability
from detente.stability.cases.case_conflict import NO_MOVES, conflict_packages, describes_conflict
from detente.stability.compliance import compliance, could_be_breached
from detente.stability.compliance.alone import Alone
from detente.threats import analyse as analyse_threats
from detente.verification import analyse as analyse_verification

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    import pandas as pd

    from detente.bargaining.ensemble import Ensemble
    from detente.bargaining.result import Bargaining
    from detente.case.case import Case
    from detente.case.uncertainty import CertainCase
    from detente.claims.result import Claims
    from detente.claims.run_folder import RunFolder
    from detente.cohesion.result import Cohesion
    from detente.institutions.result import Institutions
    from detente.report.analyses_said import AnalysesSaid
    from detente.report.honesty_said import HonestySaid
    from detente.roadmap.result import Roadmap
    from detente.stability.compliance import Compliance
    from detente.stability.result import Stability
    from detente.threats.result import Threats
    from detente.verification.result import Verification

__all__ = ["Report", "make_report"]

MOST_DRAWS_ACROSS, FEWEST_DRAWS_ACROSS = 50, 10
"""Draws over which each section is judged again: the most, and the fewest where packages are many."""
PACKAGES_ACROSS = 1_000_000
"""Packages in all of these draws together, past which there are fewer of them."""
MOST_PACKAGES = 20_000
"""Packages over the issues of a conflict up to which a report tells what lasts."""
MOST_LADDER_DRAWS = 200
"""Draws over which the steps of the ladder are judged; the page says how many they were."""


@dataclass(frozen=True, eq=False)
class Report:
    """What was found about one case; what its claims rest on is found when they are first asked for.

    ``begun`` is the test of its claims. ``ensemble`` is None without draws; ``collision`` is None where
    something can be signed; ``ladder_draws`` is the number of draws over which the steps of the ladder were
    judged; ``thorough`` tells whether what verdicts rest on was looked for also where that takes long.
    ``roadmap`` is None where the case has none, and where it is too large, as ``too_large`` then says;
    ``stability`` and ``stability_why_not`` are alike. ``compliance`` is None where nobody is named who could
    breach anything.

    ``cohesion_in`` is what was found in each variant, by name, ``cohesion_over`` what draws say of it and,
    under an empty name, of the case itself; ``institutions_in`` are those of the variants in which clauses or
    agreements differ.
    ``chances``: the greatest chance of the goal in each variant, by name, where it was looked for. ``across``
    and ``variants_across`` say how far each section holds; they are None without draws.
    """

    case: Case
    bargaining: Bargaining
    ensemble: Ensemble | None
    begun: Begun
    collision: Collision | None
    variants: tuple[Varied, ...]
    chances: Mapping[str, float]
    losers: Losers
    across: AcrossDraws | None
    variants_across: VariantsAcross | None
    inputs: Inputs
    draws: int
    seed: int
    ladder_draws: int
    thorough: bool
    cohesion: Cohesion
    cohesion_in: Mapping[str, Cohesion]
    cohesion_over: Mapping[str, SplitsOver]
    institutions: Institutions
    verification: Verification
    threats: Threats | None
    stability: Stability | None = None
    stability_why_not: str = ""
    compliance: Compliance | None = None
    institutions_in: tuple[Institutions, ...] = ()
    roadmap: Roadmap | None = None
    too_large: str = ""

    @cached_property
    def claims(self) -> Claims:
        """The claims with their verdicts."""
        return self.begun.finish()

    @cached_property
    def honesty(self) -> HonestySaid | None:
        """How far the verdicts can be trusted, in words and pictures; None where no claim is tested."""
        from detente.report.honesty_said import honesty_said

        return honesty_said(self.claims)

    @cached_property
    def ladder(self) -> tuple[Tier, ...]:
        """The building blocks, rung by rung, with what stands in their way."""
        drawn = islice(self.case.draw(self.draws, self.seed), self.ladder_draws) if self.ladder_draws else ()
        return ladder_of(self.case, self.claims, list(drawn))

    @cached_property
    def said(self) -> AnalysesSaid:
        """What every analysis found, in words and pictures."""
        from detente.report.analyses_said import analyses_said

        return analyses_said(self)

    @cached_property
    def _page(self) -> str:
        from detente.report.page import page

        return page(self)

    def html(self) -> str:
        """Return the page: one file that loads nothing, and is the same for the same case, draws and seed."""
        return self._page

    def summary(self) -> list[str]:
        """Return what the terminal shows: the verdict on signing, and the claims answered so far.

        Among them are those that are too large to be.
        """
        answered = [one for one in self.claims.claims if one.tested]
        said = [f"{self.case.title}. {first_line(self)}"]
        for one in self.claims.claims:
            if one.tested or one.too_large:
                why = one.too_large and f" ({capitalised(one.why)}.)"
                so_far = f" So far: {one.why}." if one.tested and one.nominal is None else why
                said.append(f"{one.claim.id} {one.verdict}: {one.claim.says}{so_far}")
        if self.claims.claims:
            settled = sum(one.nominal is not None for one in answered)
            said.append(_answered(len(self.claims.claims), settled, len(answered) - settled))
        return said

    def to_json(self) -> dict[str, Any]:
        """Return everything on the page as plain values."""
        shown = self.ensemble or self.bargaining
        return {
            "title": self.case.title,
            "as_of": self.case.as_of,
            "variant": self.case.variant,
            "findings": [f"{one.says} {one.more}".strip() for one in findings(self, self.inputs)],
            "bargaining": shown.to_json(),
            **self.claims.to_json(),
            "stability": None if self.lasting is None else self.lasting.to_json(),
            "cohesion": self.cohesion.to_json(),
            "institutions": self.institutions.to_json(),
            "verification": self.verification.to_json(),
            "threats": None if self.threats is None else self.threats.to_json(),
            "roadmap": None if self.roadmap is None else self.roadmap.to_json(),
            "roadmap_why_not": self.too_large or None,
            "ladder": [step_plain(tier, standing) for tier in self.ladder for standing in tier.blocks],
            "variants": [
                variant_plain(one, self.variants_across, self.chances.get(one.name)) for one in self.variants
            ],
            "inputs": [{"path": one.path, "kind": one.kind, "basis": one.basis} for one in self.inputs.given],
        }

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return everything on the page as named tables."""
        import pandas as pd

        plain = self.to_json()
        shown = self.ensemble or self.bargaining
        return {
            **shown.to_frames(),
            **self.claims.to_frames(),
            **{f"cohesion_{name}": one for name, one in self.cohesion.to_frames().items()},
            **{f"institutions_{name}": one for name, one in self.institutions.to_frames().items()},
            **{f"verification_{name}": one for name, one in self.verification.to_frames().items()},
            **self._stability_frames(),
            **self._threats_frames(),
            **self._road_frames(),
            "ladder": pd.DataFrame(plain["ladder"]),
            "variants": pd.DataFrame(plain["variants"]),
            "inputs": pd.DataFrame(plain["inputs"]),
        }

    @property
    def lasting(self) -> Stability | Alone | None:
        """What lasts, or where that is not told, who would keep what is agreed."""
        if self.stability is not None or self.compliance is None:
            return self.stability
        return Alone(self.compliance, self.stability_why_not or NO_MOVES)

    def _stability_frames(self) -> dict[str, pd.DataFrame]:
        found = {} if self.lasting is None else self.lasting.to_frames()
        return {f"stability_{name}": frame for name, frame in found.items()}

    def _threats_frames(self) -> dict[str, pd.DataFrame]:
        if self.threats is None:
            return {}
        return {f"threats_{name}": frame for name, frame in self.threats.to_frames().items()}

    def _road_frames(self) -> dict[str, pd.DataFrame]:
        if self.roadmap is None:
            return {}
        return {f"roadmap_{name}": frame for name, frame in self.roadmap.to_frames().items()}


def _draws_across(bargaining: Bargaining, draws: int) -> int:
    """Return over how many draws the sections are judged again."""
    room = PACKAGES_ACROSS // max(bargaining.zone.feasible.value, 1)
    return min(draws, MOST_DRAWS_ACROSS, max(room, FEWEST_DRAWS_ACROSS))


def make_report(  # noqa: PLR0913 - what may be asked of a report
    case: Case,
    *,
    draws: int = 0,
    seed: int = 0,
    thorough: bool = False,
    executor: Executor | None = None,
    kept: RunFolder | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Analyse a case for its report.

    ``draws`` certain cases, drawn from ``seed``, say how far results hold; none are drawn by default.
    ``thorough``: look for what verdicts rest on also where that takes long. ``executor`` shares the draws of
    claims and that search among processes where there is much to do, and what is done of them is ``kept`` in
    a folder. ``progress`` is told in words what is being done.

    Raises ``CaseError`` for a variant that does not fit the case, and ``ValueError`` for one that is too
    large to be analysed.

    >>> from detente.case.case import load
    >>> print(make_report(load("harbour")).summary()[0])
    The harbour sport park. Something can be signed: 12 of 720 packages that can exist.
    """
    say = progress or _silent
    say("claims")
    # First, so that what they rest on is searched for while all else is done.
    begun = begin_claims(
        case,
        draws=draws,
        seed=seed,
        thorough=thorough,
        executor=executor,
        kept=kept,
        progress=lambda words: say(f"claims, {words}"),
    )
    bargaining = analyse(case, progress=say)
    ensemble = with_draws(bargaining, draws, seed, say) if draws else None
    say("the roadmap")
    roadmap, too_large = _roadmap(case, draws, seed, progress)
    say("what lasts")
    agreed = next((one.package for one in bargaining.solutions["nash"].points), None)
    stability, stability_why_not = _stability(case, agreed)
    conflicts = bargaining.conflicts
    collision = None if conflicts is None else collision_of(bargaining.negotiation, conflicts)
    losers, variants = losers_of(bargaining), variants_of(case, seed, say)
    chances = chances_in(variants, roadmap, say)
    number = _draws_across(bargaining, draws)

    def drawn(one: Case) -> list[CertainCase]:
        return list(islice(one.draw(draws, seed), number))

    across, over_variants = None, None
    if number:
        across = across_draws(bargaining, losers, drawn(case), say)
        negotiated = [
            Drawn(None, bargaining.negotiation, collision, drawn(case)),
            *(
                Drawn(one.name, one.negotiation, one.collision, drawn(one.case))
                for one in variants
                if one.negotiation is not None
            ),
        ]
        over_variants = variants_across(number, negotiated, say)
    cohesion = analyse_cohesion(case, seed=seed)
    cohesion_in = {one.name: one.column.cohesion for one in variants if one.column.cohesion is not None}
    return Report(
        case=case,
        bargaining=bargaining,
        ensemble=ensemble,
        begun=begun,
        collision=collision,
        variants=variants,
        chances=chances,
        losers=losers,
        across=across,
        variants_across=over_variants,
        inputs=inputs_of(case),
        draws=draws,
        seed=seed,
        ladder_draws=min(draws, MOST_LADDER_DRAWS) if case.ladder else 0,
        thorough=thorough,
        cohesion=cohesion,
        cohesion_in=cohesion_in,
        cohesion_over=splits_over({"": cohesion, **cohesion_in}, number, seed, say),
        institutions=analyse_institutions(case, seed=seed),
        verification=analyse_verification(case, seed=seed),
        threats=None if case.threats is None else analyse_threats(case, draws=draws, seed=seed),
        stability=stability,
        stability_why_not=stability_why_not,
        compliance=_compliance(case, agreed) if stability is None else stability.compliance,
        institutions_in=tuple(
            one.column.institutions
            for one in variants
            if (one.case.powers, one.case.agreements) != (case.powers, case.agreements)
        ),
        roadmap=roadmap,
        too_large=too_large,
    )


def _roadmap(
    case: Case, draws: int, seed: int, progress: Callable[[str], None] | None
) -> tuple[Roadmap | None, str]:
    """Return the roadmap of a case that has one; where it is too large even to be played out, why."""
    if case.roadmap is None:
        return None, ""
    try:
        found = analyse_roadmap(case, draws=draws, seed=seed, progress=progress)
        _ = found.probability
    except CaseError as error:
        return None, "; ".join(problem.message for problem in error.problems)
    return found, ""


def _stability(case: Case, agreed: Mapping[str, str] | None) -> tuple[Stability | None, str]:
    """Return what lasts, of a case in which somebody can change something alone; if it is not told, why."""
    if not describes_conflict(case):
        return None, ""
    packages = conflict_packages(case)
    if packages > MOST_PACKAGES:
        return None, (
            f"the issues of the conflict have {packages:,} packages, and a report goes into"
            f" {MOST_PACKAGES:,} at most: name fewer issues under conflict.issues, or ask `detente stability`"
        )
    try:
        found = analyse_stability(case, package=agreed)
        _ = found.equilibria, found.destinations
    except CaseError as error:
        return None, "; ".join(problem.message for problem in error.problems)
    except ValueError as error:
        return None, str(error)
    return found, ""


def _compliance(case: Case, agreed: Mapping[str, str] | None) -> Compliance | None:
    """Return which commitments of the Nash solution enforce themselves, where the case names any."""
    if not could_be_breached(case):
        return None
    return compliance(case, agreed)


def _silent(_: str) -> None:
    return


def _answered(total: int, settled: int, partly: int) -> str:
    """Say how many claims are answered."""
    if total == 1:
        so_far = "answered in part so far" if partly else "not answered so far"
        return f"The only claim is {'answered' if settled else so_far}."
    part = f", and {partly} in part" if partly else ""
    return f"{settled} of {total} claims {'is' if settled == 1 else 'are'} answered so far{part}."

"""What the threats analysis found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, together
from detente.outcomes.per_cent import per_cent
from detente.threats.rounding import ROUNDING
from detente.threats.said import block_called, first_of, number_says, side_called, threat_called, unit_of
from detente.threats.sheffield_said import sheffield_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.threats.agreed import Agreed
    from detente.threats.agreement import ScaleUse
    from detente.threats.ranking import Kemeny
    from detente.threats.result import Threats

__all__ = ["sentences"]

ILLUSTRATIVE = (
    "Illustrative: the answers rest on judgement alone, not on experts who were asked. What follows is an"
    " example, and no finding."
)
SCALE = 2
"""Threats, at most, whose differences a change of scale alone can always explain."""
SAY = 1e-6
"""A share up to which an expert has no say."""
FEWEST = 5
"""Threats judged by two from which on it is said how far agreement hangs on which they are.

Of fewer, draws of all the same threat decide the ends of an interval.
"""
UNLIKELY = 0.05
"""A calibration below which an expert's quantiles are rejected, at the usual level."""
LITTLE = 0.667
"""Krippendorff's limit: with an alpha below it answers are too far apart to conclude from (2013, ch. 12)."""


def sentences(result: Threats) -> list[str]:
    """Return what was found, the most important first."""
    if not result.answered.answers:
        return ["Nobody has answered yet: write a form for each expert with `detente threats form`."]
    found = [
        *_feared(result),
        *_reversed(result),
        *sheffield_said(result),
        *_agenda(result),
        *_agreement(result),
        *_performance(result),
    ]
    if not result.illustrative:
        return [_who(result), _stands(result), *found]
    return [ILLUSTRATIVE, _who(result), _stands(result), *(f"Illustrative: {said}" for said in found)]


def _who(result: Threats) -> str:
    sides = result.answered.sides
    listed = [
        f"{list(sides.values()).count(side)} for {side_called(result, side)}"
        for side in dict.fromkeys(sides.values())
    ]
    count, rounds = len(sides), result.answered.rounds
    experts = "1 expert has" if count == 1 else f"{count} experts have"
    many = "1 round" if rounds == 1 else f"{rounds} rounds"
    missing = [side_called(result, side) for side in result.assessment.sides if side not in sides.values()]
    alone = ""
    if len(result.assessment.sides) == 1:
        alone = " Experts of one side alone are asked, so that nothing here is joint."
    elif missing:
        alone = f" Nobody has answered for {together(missing)}, so that nothing here is joint yet."
    return f"{experts} answered in {many}: {together(listed)}.{alone}"


def _stands(result: Threats) -> str:
    """Say which round is open and who is waited for, or why no more is to come."""
    found = result.progress
    if found.open is None:
        return f"Rounds can end: {found.why}."
    said = f"Round {found.open} is open"
    if found.waiting and len(found.waiting) < len(result.assessment.experts):
        said += f" and waits for {together(list(found.waiting))}"
    return f"{said}; {found.why}."


def _feared(result: Threats) -> Iterator[str]:
    ranking = result.ranking
    if ranking is None:
        yield "Threats cannot be ranked: nobody has judged two of them on both scales."
    else:
        yield _order(result, ranking.kemeny)
        tops = {side: found.ranking[0] for side, found in ranking.of_side.items()}
        if len(tops) > 1:
            each = [
                f"{side_called(result, side)} {together([threat_called(result, one) for one in top])}"
                for side, top in tops.items()
            ]
            yield f"Most feared (Borda): by {'; by '.join(each)}."
    shared = sorted(result.shared.items(), key=lambda one: -one[1])
    if shared:
        unit = unit_of(result, "impact")
        listed = [f"{threat_called(result, one)} {number_says(value)}" for one, value in shared]
        yield (
            f"What the side that fears it least still expects of each, in {unit} (likelihood times impact):"
            f" {first_of(listed)}."
        )


def _reversed(result: Threats) -> Iterator[str]:
    """Say which threats the bands of the risk matrix put in another order than the harm to be expected."""
    matrix = result.matrix
    if matrix is None or not matrix.reversals:
        return
    pairs = [
        f"{threat_called(result, above)} above {threat_called(result, below)}"
        for above, below in matrix.reversals
    ]
    yield f"The bands of the risk matrix put, against the harm to be expected, {first_of(pairs)}."


def _order(result: Threats, found: Kemeny) -> str:
    """Say the best order, or in how many of those that are equally good each threat comes first."""
    sides = len(set(result.answered.sides.values()))
    said = (
        "What all fear most, every side counting the same (Kemeny):" if sides > 1 else "Feared most (Kemeny):"
    )
    if found.count == 1 or found.exactness != "exact":
        said += f" {first_of([threat_called(result, threat) for threat in found.rankings[0]])}."
        if found.exactness != "exact":
            said += f" This order is {found.exactness}: it is not proved that none is better."
        return said
    number = "several" if found.count is None else f"{found.count:,}"
    if len(found.buckets) > 1:
        groups = [_either([threat_called(result, threat) for threat in group]) for group in found.buckets]
        return f"{said} {first_of(groups)}. So have all of {number} orders that are equally good."
    if not found.complete:
        return (
            f"{said} {number} orders are equally good, too many to tell which threat comes first in how many."
        )
    firsts = [f"{threat_called(result, threat)} first in {count:,}" for threat, count in found.firsts.items()]
    return f"{said} {number} orders are equally good, {first_of(firsts)} of them."


def _either(group: list[str]) -> str:
    """Name threats that stand next to each other in an order, in one order or another."""
    return group[0] if len(group) == 1 else f"{together(group)} in one order or another"


def _agenda(result: Threats) -> Iterator[str]:
    if not any(block.addresses for block in result.case.blocks.values()):
        yield "No building block says which threats it addresses, so that there is no agenda."
        return
    if not result.agenda:
        if len(result.assessment.sides) > 1:
            yield "No building block addresses a threat that every side has judged on both scales."
        return
    listed = []
    for one in result.agenda:
        share = "" if one.first is None else f", first in {per_cent(one.first)} of {result.draws:,} draws"
        listed.append(f"“{block_called(result, one.block)}” ({number_says(one.worth)}{share})")
    yield f"Joint work, by how much of the shared concern it lessens: {first_of(listed)}."


def _agreement(result: Threats) -> Iterator[str]:
    for measure, one in result.agreement.items():
        if measure == "concern":
            continue
        yield _alpha(measure, one)
        yield from _across(measure, one)
        for use in one.use:
            yield from _use(result, measure, use)


def _alpha(measure: str, one: Agreed) -> str:
    if one.alpha.value is None:
        return f"Agreement on {measure} is undefined, as {one.alpha.reason}."
    value, interval = float(one.alpha.value), one.alpha_within
    ends = ""
    if interval.low is not None and interval.high is not None and one.alpha.items >= FEWEST:
        ends = f" ({interval.low:.2f} to {interval.high:.2f} if other threats like these were asked about)"
    far = "" if value >= LITTLE else ", too little to conclude from a joint number"
    split = None if one.by_side is None else one.by_side.split
    if split is not None and split.between.disagreement is None:
        far += ", of experts of the same side alone: no two of different sides judged the same threat"
    return f"Agreement on {measure}: Krippendorff's alpha {value:.2f}{ends}{far}."


def _across(measure: str, one: Agreed) -> Iterator[str]:
    split = None if one.by_side is None else one.by_side.split
    if split is None or split.further_across is None:
        return
    more = "further apart than" if split.further_across else "no further apart than"
    said = f"On {measure} experts of different sides are {more} experts of the same side"
    chance = one.across_chance if split.further_across else None
    if chance is not None:
        share = per_cent(float(chance.value))
        said += f"; put into sides at random, they would be as far apart in {share} of cases"
        if chance.value == chance.least:
            said += ", which is the least there can be with so few experts"
        elif chance.drawn:
            said += f" ({chance.drawn:,} drawn)"
    yield f"{said}."


def _use(result: Threats, measure: str, use: ScaleUse) -> Iterator[str]:
    if use.reason is not None or len(use.items) <= SCALE:
        return
    one, other = (side_called(result, side) for side in use.blocs)
    scale = sum(abs(float(item.location + (item.spread or 0))) for item in use.items)
    substance = sum(abs(float(item.substance or 0)) for item in use.items)
    if not scale + substance:
        yield f"On {measure} {one} and {other} answer alike."
        return
    if substance <= ROUNDING * (scale + substance):
        yield f"What {one} and {other} differ in on {measure} is only how each uses the scale."
        return
    greatest = max(use.items, key=lambda item: abs(float(item.substance or 0)))
    threat = threat_called(result, list(result.assessment.listed)[greatest.item])
    share = substance / (scale + substance)
    yield (
        f"Of the differences in {measure} between {one} and {other}, {per_cent(share)} are of substance, most"
        f" for {threat}; the rest is how each uses the scale."
    )


def _performance(result: Threats) -> Iterator[str]:
    if not result.assessment.questions:
        yield "No question has a known answer, so that nobody is weighed by how well they judge."
        return
    model, rests = result.model, result.rests_on
    if model is None or rests is None:
        yield (
            "Nobody can be weighed by how well they judge: fewer than two answered questions with known"
            " answers, their answers share no quantile, or none of them has any weight."
        )
        return
    for key in result.answered.surprises:
        yield (
            f"The known answer to “{result.assessment.questions[key].says}” lies beyond everything that"
            " anybody gave: look whether the answer and its unit are right, or take it as a surprise to all."
        )
    seeds = len(result.answered.seeds)
    count = sum(share > SAY for share in model.shares.values())
    effective = model.scored.effective
    fewer = f"; {effective} count, as somebody answered no more" if effective < seeds else ""
    known = "1 known answer" if seeds == 1 else f"{seeds} known answers"
    yield (
        f"Weighed by {known} (Cooke's classical model{fewer}), {count} of {len(model.shares)} experts"
        f" {'has' if count == 1 else 'have'} a say."
    )
    best = max(score.calibration or 0.0 for score in model.scored.scores.values())
    if best < UNLIKELY:
        yield (
            f"Nobody judges well: even of the best, answers like these would come by chance in"
            f" {per_cent(best)} of cases if the quantiles were right. Weights among them mean little."
        )
    if rests.on_one_expert:
        side = side_called(result, result.answered.sides[rests.experts[0]])
        yield f"These weights rest on one expert alone, of {side}: that is one opinion, not a pool."
    elif rests.on_one_bloc:
        side = side_called(result, rests.blocs[0])
        yield f"These weights rest on one side alone, {side}: that is not a joint assessment."
    else:
        sides = together([side_called(result, side) for side in rests.blocs])
        have = "has" if len(rests.blocs) == 1 else "each have"
        yield capitalised(f"{sides} {have} {per_cent(rests.bloc_share)} of the weight.")

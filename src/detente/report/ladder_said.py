"""The ladder in words: what each building block would change, who decides, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import option_name, together, within
from detente.case.numbers import Range
from detente.case.places import line_of
from detente.claims.verdict import Verdict
from detente.outcomes.holders import members
from detente.outcomes.naming import name_of
from detente.report.claims_said import WORDS, tone_of
from detente.report.constraints_said import Said, constraint_said, rule_said
from detente.report.draws_said import in_draws
from detente.report.ladder import Change, Status, often
from detente.report.ladder_road import RoadSaid, off_road_says, roads_said, soonest
from detente.report.naming import deciders_say, grouped, percent

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.report.ladder import Standing, Tier
    from detente.report.report import Report

__all__ = ["BlockSaid", "ChangeSaid", "RungSaid", "ladder_said"]

_LOOKS = {
    Status.OPEN: ("open", "✓", "Can be signed today"),
    Status.STOPPED: ("stopped", "✕", "Stopped today"),
    Status.EXCLUDED: ("stopped", "✕", "Ruled out as things stand"),
    Status.HOLDS: ("holding", "=", "Nothing to sign today"),
    Status.ROAD: ("remark", "–", "A step of the roadmap"),
    Status.REMARK: ("remark", "–", "A remark"),
}
_STARTS = {True: ("open", "✓", "Can start today"), False: ("stopped", "✕", "Cannot start today")}
"""The looks of a step that only a block of the roadmap takes, by whether the block can start."""


@dataclass(frozen=True)
class ChangeSaid:
    """One way to bring a building block about.

    ``issue`` is empty where the block has its name already; ``verdict`` is a whole sentence; ``stops`` are
    the red lines, demands and rules in the way; ``below`` names those who decide and would be left worse
    off, each time after what that is compared with; ``outside`` those who lose without deciding.
    """

    issue: str
    today: str
    option: str
    deciders: str
    verdict: str
    stops: tuple[Said, ...]
    below: tuple[tuple[str, str], ...]
    outside: str
    often: str
    line: int | None


@dataclass(frozen=True)
class BlockSaid:
    """A building block.

    ``look`` is ``unsure`` where draws do not bear out the nominal case; ``claims`` are the id, tone and
    verdict of each claim it carries; ``roads`` are the blocks of the roadmap that bring it about, and
    ``soon`` says in a few words when the first of them can start; ``off_road`` says that there is none.
    """

    id: str
    name: str
    says: str
    look: str
    sign: str
    status: str
    holds: str
    changes: tuple[ChangeSaid, ...]
    claims: tuple[tuple[str, str, str], ...]
    roads: tuple[RoadSaid, ...]
    soon: str
    off_road: str


@dataclass(frozen=True)
class RungSaid:
    """A rung with its building blocks."""

    number: int
    name: str
    blocks: tuple[BlockSaid, ...]


def ladder_said(report: Report) -> tuple[RungSaid, ...]:
    """Return the ladder in words, from the ground up."""
    return tuple(_rung(report, tier) for tier in report.ladder)


def _rung(report: Report, tier: Tier) -> RungSaid:
    return RungSaid(
        tier.rung.rung, tier.rung.name, tuple(_block(report, standing) for standing in tier.blocks)
    )


def _block(report: Report, standing: Standing) -> BlockSaid:
    case, block = report.case, standing.block
    look, sign, status = _LOOKS[standing.status]
    doubt = standing.doubt(report.ladder_draws)
    if doubt is not None:
        words = f"{doubt}" if doubt is Verdict.UNDECIDED else f"{doubt} signed"
        look, status = "unsure", f"{status.removesuffix(' today')} in the nominal case, {words} over draws"
    holds = ""
    if standing.holds and block.issue and block.option:
        option = option_name(case, block.issue, block.option)
        issue = name_of(case, block.issue)
        holds = f"The case takes this as “{issue}”: “{option}”, and that holds today already."
    roads = roads_said(report.roadmap, standing)
    begun = any(road.free for road in roads)
    if standing.status is Status.ROAD and roads:
        look, sign, status = _STARTS[begun]
    elif look == "open" and roads and not begun:
        look, sign, status = "later", "…", "Can be signed, but not begun today"
    return BlockSaid(
        id=block.id,
        name=block.name,
        says=block.says or "",
        look=look,
        sign=sign,
        status=status,
        holds=holds,
        changes=tuple(_change(report, one, block.name) for one in standing.changes),
        claims=tuple((one.claim.id, tone_of(one.verdict), WORDS[one.verdict]) for one in standing.claims),
        roads=roads,
        soon=soonest(roads),
        off_road=off_road_says(report.roadmap, standing),
    )


def _change(report: Report, one: Change, name: str) -> ChangeSaid:
    case, move = report.case, one.move
    deciding = {party for key in move.deciders for party in members(case, key)}
    outside = together(grouped(case, [key for key in one.judged.losers if key not in deciding]))
    stops = [constraint_said(case, line) for line in one.lines]
    if one.status is Status.EXCLUDED:
        stops = [*(rule_said(case, index) for index in one.excluded_by), *stops]
    return ChangeSaid(
        issue="" if name_of(case, move.issue) == name else name_of(case, move.issue),
        today=option_name(case, move.issue, move.before),
        option=option_name(case, move.issue, move.after),
        deciders=deciders_say(case, move.deciders),
        verdict=_verdict(case, one, outside, report.ladder_draws),
        stops=tuple(stops),
        below=_below(case, one),
        outside=outside,
        often=_often(one, report.ladder_draws),
        line=line_of(case, f"issues.{move.issue}"),
    )


def _verdict(case: Case, one: Change, outside: str, draws: int) -> str:
    """Say that nothing stops a change, and who does so in draws in which somebody does."""
    if one.status is not Status.OPEN:
        return ""
    among = ", among those who decide" if outside else ", and nobody loses by it"
    refused = 0 if one.share is None else draws - round(one.share * draws)
    lost = (
        "" if outside or not one.losing else f" Somebody without a say loses {in_draws(one.losing, draws)}."
    )
    if not refused and not lost:
        return f"Nothing{among}."
    where = "" if outside else " there"
    why = f" {_refused(case, one, refused, draws)}" if refused else ""
    return f"Nothing in the nominal case{among}{where}.{why}{lost}"


def _refused(case: Case, one: Change, refused: int, draws: int) -> str:
    said = f"It is not signed {in_draws(refused, draws)}"
    if not one.refusing:
        return f"{said}."
    holder, count = one.refusing[0]
    name = within(name_of(case, holder))
    if len(one.refusing) == 1:
        return f"{said}, on account of {name}."
    return f"{said}, most often on account of {name} ({count} of these)."


def _below(case: Case, one: Change) -> tuple[tuple[str, str], ...]:
    """Name those whose floor is in the way, by what they compare the step with."""
    holders: dict[str, list[str]] = {}
    for floor in one.worse_off:
        section, key, *_ = floor.path.split(".")
        declared = isinstance(getattr(case, section)[key].walk_away, Range)
        holders.setdefault("no agreement" if declared else "today", []).append(
            within(name_of(case, floor.holder))
        )
    return tuple((than, together(names)) for than, names in holders.items())


def _often(one: Change, draws: int) -> str:
    if one.share is None:
        return ""
    return f"{often(one.share, draws)} ({percent(one.share)} of {draws} draws)"

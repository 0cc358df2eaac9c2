"""The page: what was found, laid out by templates that only place it."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from detente.case.naming import capitalised, joined, option_name, spaced, together, within
from detente.case.places import line_of
from detente.case.written import UNDATED
from detente.outcomes.counts_said import count_says, counted
from detente.outcomes.dates_said import day_says
from detente.outcomes.holders import blocs_behind
from detente.outcomes.inputs_said import input_says
from detente.outcomes.naming import name_of
from detente.outcomes.rules_said import decision_rule
from detente.report.agenda import agenda_of
from detente.report.claims_said import claim_said, flipping
from detente.report.collisions_said import collision_said, varied_said
from detente.report.draws_said import across_says, in_draws
from detente.report.grid import grid_of, grid_says
from detente.report.headline import findings, first_line, in_short, over_draws, tally, verdict
from detente.report.ladder_said import ladder_said
from detente.report.method import file_name, notes_of, saved_as
from detente.report.naming import changes, grouped, percent, plainly
from detente.report.obstacles_said import obstacles_said
from detente.report.page_scripts import policy, script
from detente.report.pictures import COLOURS_ON_WHITE
from detente.report.sections import TITLES, contents
from detente.report.shares import shares_of
from detente.report.shown_file import shown_file
from detente.report.solutions import solutions_of, valued_by, winner_says
from detente.report.what_if.road_table import road_table
from detente.report.what_if.zone_table import zone_table
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import BytecodeCache, Environment

    from detente.case.case import Case
    from detente.report.claims_said import ClaimSaid
    from detente.report.collisions_said import CollisionSaid
    from detente.report.report import Report

__all__ = ["page"]


def page(report: Report) -> str:
    """Return the whole page as HTML that loads nothing."""
    case, across, over = report.case, report.across, report.variants_across
    said = report.said
    # Pictures, tables and templates need no claims, so they are made while others may still search for what
    # these rest on.
    for pictures in said.pictures.values():
        for picture in pictures:
            picture.draw()
    templates = _environment()
    for name in templates.list_templates(extensions=["jinja"]):
        templates.get_template(name)
    zone = report.bargaining.zone
    moved_zone = zone_table(case, report.bargaining.negotiation, zone.feasible.value)
    moved_road = road_table(report.roadmap)
    read = {one.name: one.case for one in report.variants}
    claims = [claim_said(case, one, report.draws, read) for one in report.claims.claims]
    honesty = report.honesty
    grid = grid_of(case, report.bargaining.negotiation)
    ladder = ladder_said(report)
    losers, sources, lines = _losers(report), _sources(report), shown_file(case, report.threats)
    solutions = solutions_of(report.bargaining, report.ensemble)
    # Where nothing is on the table and nobody has a stance, the sections on signing would all say that
    # there is nothing to say.
    about_signing = (
        bool(report.bargaining.negotiation.issues)
        or any(issue.stances for issue in case.issues.values())
        or not (
            said.stability
            or said.institutions.there
            or said.verification.there
            or said.threats
            or said.roadmap
            or claims
        )
    )
    shown_if = {
        "claims": bool(claims),
        "ladder": bool(ladder),
        "zone": about_signing,
        "frontier": bool(solutions.columns),
        "collisions": about_signing or bool(report.variants),
        "obstacles": about_signing,
        "agenda": about_signing,
        "losers": about_signing,
        "stability": said.stability is not None,
        "cohesion": said.cohesion is not None,
        "institutions": said.institutions.there,
        "verification": said.verification.there,
        "threats": said.threats is not None,
        "roadmap": said.roadmap is not None or bool(report.too_large),
        "honesty": honesty is not None,
        "stances": bool(grid.issues),
        "ground": True,
        "method": True,
        "sources": bool(sources),
        "file": bool(lines),
    }
    scripts = (
        script("save"),
        *((script("what_if_zone"),) if moved_zone is not None and moved_zone.values else ()),
        *((script("what_if_roadmap"),) if moved_road is not None and moved_road.delivery else ()),
    )
    there = frozenset(id_ for id_, shows in shown_if.items() if shows)
    shown: dict[str, Any] = {
        "report": report,
        "case": case,
        "as_of": "" if case.as_of == UNDATED else day_says(case.as_of),
        "first_line": first_line(report),
        "verdict": verdict(report),
        "there": there,
        "groups": contents(there, variants=bool(report.variants)),
        "titles": TITLES,
        "claims_on": _claims_on(claims),
        "about_signing": about_signing,
        "on_table": bool(report.bargaining.negotiation.issues),
        "only_package": zone.feasible.exact and zone.feasible.value == 1,
        "nothing_signable": zone.signable.exact and not zone.signable.value,
        "too_many": zone.signable.value and zone.written_out is None,
        "movable": any(len(issue.options) > 1 for issue in case.issues.values()),
        "over_draws": over_draws(report.ensemble),
        "findings": findings(report, report.inputs),
        "tally": tally(report),
        "holding": _holding(report),
        "ladder": ladder,
        "unsure": any(block.look == "unsure" for rung in ladder for block in rung.blocks),
        "later": any(block.look == "later" for rung in ladder for block in rung.blocks),
        "answered": [one for one in claims if one.answered],
        "flipping": flipping(claims),
        "waiting": _waiting(claims),
        "claim_of": {one.id: one for one in claims},
        "grid": grid,
        "grid_says": grid_says(case, grid),
        "figures": said.figures,
        "honesty": honesty,
        "roadmap": said.roadmap,
        "stability": said.stability,
        "cohesion": said.cohesion,
        "institutions": said.institutions,
        "verification": said.verification,
        "threats": said.threats,
        "shares": shares_of(report.bargaining),
        "solutions": solutions,
        "valued_by": valued_by(report.bargaining),
        "winner": winner_says(report.bargaining),
        "varies": str(case.variants[case.variant].get("says") or "") if case.variant else "",
        "collision": _collision(report),
        "varied": [
            varied_said(
                one,
                report.bargaining.negotiation,
                report.variants_across,
                _nash_changes(report),
                report.chances.get(one.name),
            )
            for one in report.variants
        ],
        "obstacles": obstacles_said(report.bargaining, across),
        "agenda": agenda_of(report.bargaining, across, report.threats),
        "in_short": in_short(report.ensemble),
        "across": "" if across is None else across_says(across.draws, report.draws),
        "chance_itself": chance_says(report.roadmap.probability) if report.roadmap is not None else "",
        "itself_across": "" if over is None else in_draws(over.signable[None], over.draws),
        "losers": losers,
        "without_evidence": _without_evidence(report),
        "sources": sources,
        "notes": notes_of(report),
        "file": file_name(report),
        "saved_as": saved_as(report),
        "scripts": scripts,
        "policy": policy(scripts),
        "moved_zone": moved_zone,
        "moved_road": moved_road,
        "colours": COLOURS_ON_WHITE,
        "lines": lines,
        "signatories": together(
            within(name_of(case, key)) for key in report.bargaining.negotiation.signatories
        ),
        "deciding": _deciding(report),
    }
    return templates.get_template("page.html.jinja").render(shown)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Path(str(files("detente.report") / "templates"))
    environment = Environment(
        loader=FileSystemLoader(templates),
        bytecode_cache=_compiled_before(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": percent,
        "counted": counted,
        "count_says": count_says,
        "capitalised": capitalised,
        "spaced": spaced,
        "joined": joined,
    }
    return environment


def _compiled_before(templates: Path) -> BytecodeCache | None:
    """Return where compiled templates are kept, beside them as Python keeps its modules; None if nowhere."""
    from jinja2 import FileSystemBytecodeCache

    folder = templates / "__pycache__"
    if sys.dont_write_bytecode:
        return None
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _nash_changes(report: Report) -> list[tuple[str, str]] | None:
    """Return what the Nash solution of the case changes from today; None without one."""
    points = report.bargaining.solutions["nash"].points
    if not report.variants or not points:
        return None
    return changes(report.case, points[0].package, report.bargaining.negotiation.today)


def _holding(report: Report) -> str:
    """Say what the case holds."""
    case = report.case
    counts = [
        (len(case.parties), "party", "parties"),
        (len(case.blocs), "bloc", ""),
        (len(case.issues), "issue", ""),
        (len(case.claims), "claim", ""),
        (len(case.variants), "variant", ""),
    ]
    return joined(counted(number, one, many) for number, one, many in counts if number)


def _deciding(report: Report) -> str:
    """Say how each bloc behind a signature decides."""
    case = report.case
    blocs = blocs_behind(case, report.bargaining.negotiation.signatories)
    said = (f"{capitalised(name_of(case, key))} decides by {decision_rule(case, key)}." for key in blocs)
    return " ".join(said)


def _waiting(claims: Sequence[ClaimSaid]) -> list[tuple[str, list[ClaimSaid]]]:
    """Group the claims that cannot be tested yet by what they wait for."""
    found: dict[str, list[ClaimSaid]] = {}
    for one in claims:
        if not one.answered:
            found.setdefault(joined(one.waits_for), []).append(one)
    return sorted(found.items(), key=lambda item: -len(item[1]))


def _claims_on(claims: Sequence[ClaimSaid]) -> dict[str, list[ClaimSaid]]:
    """Return for each section the claims that are tested by what it speaks of."""
    found: dict[str, list[ClaimSaid]] = {}
    for one in claims:
        for section in one.tests if one.answered else ():
            found.setdefault(section, []).append(one)
    return found


def _collision(report: Report) -> CollisionSaid | None:
    if report.collision is None:
        return None
    return collision_said(report.collision, report.case, report.variants_across)


def _changing(case: Case, package: Mapping[str, str] | None) -> str:
    """Name a package by what it changes of today."""
    changed = [
        f"{name_of(case, issue)}: {option_name(case, issue, option)}"
        for issue, option in (package or {}).items()
        if option != case.issues[issue].today
    ]
    return "; ".join(changed) or "everything as it is today"


def _losers(report: Report) -> dict[str, Any]:
    case, losers, across = report.case, report.losers, report.across
    named = {one.party for one in (*losers.packages, *losers.spared)}
    losing = {} if across is None else across.losers
    steps = {} if across is None else across.losing_steps

    def often(number: int) -> str:
        return "" if across is None else in_draws(number, across.draws)

    return {
        "of": losers.of,
        "packages": [
            (name_of(case, one.party), one.values, joined(one.letters), often(losing.get(one.party, 0)))
            for one in losers.packages
        ],
        "spared": [
            (name_of(case, one.party), one.avoidable, _changing(case, one.spared_by)) for one in losers.spared
        ],
        "all_packages": losers.all_packages,
        "others": [
            (name_of(case, party), often(losing[party]))
            for party in case.parties
            if party not in named and losing.get(party)
        ],
        "steps": [
            (
                f"{name_of(case, step.move.issue)}: {option_name(case, step.move.issue, step.move.after)}",
                plainly(case, step.move.deciders),
                together(grouped(case, outside)),
                often(steps.get(step.move, 0)),
            )
            for step, outside in losers.steps
        ],
    }


def _without_evidence(report: Report) -> list[tuple[str, int | None]]:
    case = report.case
    return [
        (capitalised(input_says(case, one.path)), line_of(case, one.path))
        for one in report.inputs.without_evidence
    ]


def _sources(report: Report) -> list[tuple[str, str, str]]:
    """Return the sources with their address, where that is one a browser may open."""
    found = ((key, source.cite, source.url or "") for key, source in report.case.sources.items())
    return [(key, cite, url if urlsplit(url).scheme in {"http", "https"} else "") for key, cite, url in found]

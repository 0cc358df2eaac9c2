"""What ``--json`` prints is documented key by key, and nothing is documented that is never printed."""

from __future__ import annotations

import json
import re
import shlex
from collections import defaultdict
from typing import TYPE_CHECKING, NoReturn

import pytest
from typer.testing import CliRunner

from detente.bargaining import zone
from detente.cli import app
from detente.institutions.power import counts
from detente.outcomes.counting import counting
from tests.channel.shown import channels
from tools.documentation import ROOT
from tools.make_reference import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
SECTION = re.compile(
    r"^## `detente ([a-z]+(?: [a-z]+)?)[^`]*--json`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\| `([^`]+)` \| (.*) \|$", re.MULTILINE)
REFERS = re.compile(r"as (?:`([^`]+)` of )?`(detente )?([^`]+)`")
"""The beginning of a meaning that refers to a key, to a command, or to a key of a command."""
ROWS = {command: dict(ROW.findall(part)) for command, part in SECTION.findall(PAGE)}
COMMANDS = [name for name, given in commands().items() if any("--json" in one.opts for one in given.params)]


def _documented(command: str) -> set[str]:
    """Return the keys of a command; where a row refers to others, those that stand in its place."""
    found = set()
    for key, meaning in ROWS[command].items():
        refers = REFERS.match(meaning)
        if refers is None:
            found.add(key)
            continue
        start, of_command, word = refers.groups()
        known = _documented(word) if of_command else ROWS[command]
        start = start or ("" if of_command else word)
        below = {one.removeprefix(start) for one in known if one.startswith(start)}
        assert below, f"{key!r} refers to what does not exist"
        found |= {key + one if start else f"{key}.{one}" for one in below}
    return found


DOCUMENTED = {command: _documented(command) for command in ROWS}

NOTHING_SIGNABLE = """\
detente: 1
title: Nobody gets what it needs
as_of: 2020-01-01
parties: {north: {walk_away: 80}, south: {walk_away: 80}}
issues:
  border:
    options: [closed, open]
    today: closed
    decided_by: [north, south]
    stances: {north: closed > open, south: {order: open > closed, demands: open}}
claims:
  - {id: K1, says: Not there yet., holds_if: signable_trust() > 0}
  - {id: K2, says: It waits., waits_for: roadmap}
variants: {eased: {parties: {north: {walk_away: 0}, south: {walk_away: 0}}}}
"""

SOMEBODY_ELSE_LOSES = """\
detente: 1
title: At the cost of the third
as_of: 2020-01-01
parties: {north: {}, south: {}, east: {}, west: {}}
issues:
  river:
    options: [flows, diverted]
    today: flows
    decided_by: [north, south]
    stances: {north: diverted > flows, south: diverted > flows, east: flows > diverted}
  gauge:
    options: [none, shared]
    today: none
    decided_by: [north, south]
    stances: {west: none > shared}
claims:
  - {id: K1, says: There are four packages., holds_if: feasible() = 4}
  - {id: K2, says: It has no value., holds_if: 1 / (feasible() - 4) > 0}
"""

LADDER = """\
detente: 1
title: Step by step
as_of: 2020-01-01
parties: {north: {}, south: {walk_away: 0}}
issues:
  river:
    options: [flows, diverted]
    today: flows
    decided_by: [north, south]
    stances: {north: diverted > flows, south: {order: flows > diverted, demands: flows}}
  gauge:
    options: [none, shared]
    today: none
    decided_by: [north, south]
rules: [{require: not (river is flows and gauge is shared)}]
ladder:
  - rung: 1
    name: The first
    steps:
      - {id: water, name: Water, issue: river, option: diverted}
      - {id: gauge, name: A gauge, issue: gauge}
      - {id: word, name: A word}
claims:
  - {id: K1, says: It can be signed., about: water, holds_if: signable() > 0}
variants:
  both_insist: {says: North insists., issues: {river: {stances: {north: {demands: diverted}}}}}
  nobody_does: {issues: {river: {stances: {south: {demands: null}}}}}
evidence: [{for: issues.river.stances, basis: judgement}]
"""

EITHER = """\
detente: 1
title: Ruled out twice
as_of: 2020-01-01
parties: {north: {}, south: {}}
issues: {river: {options: [flows, diverted], today: flows, decided_by: [north, south]}}
rules: [{id: one, require: river is flows}, {id: other, require: river is not diverted}]
claims: [{id: K1, says: One package is left., holds_if: feasible() = 1}]
"""

HINT = """\
detente: 1
title: A hint
as_of: 2020-01-01
parties: {north: {}, south: {}}
conflict:
  states: [calm, tension, war]
  moves: {north: {calm: tension, tension: calm}, south: {tension: war}}
  today: calm
  preferences:
    north: {known: [[calm, war]]}
    south: [tension, calm, war]
"""

CHAIN = """\
detente: 1
title: The sanction takes one of them twice
as_of: 2020-01-01
parties: {a: {}, b: {}, c: {}}
conflict:
  states: [first, second, third, fourth, fifth]
  moves: {a: {first: second}, b: {second: third, fourth: fifth}, c: {third: fourth}}
  today: first
  preferences: {a: [second, third, fourth, first, fifth], b: [fifth, fourth, third, second, first]}
"""

TURNS = """\
detente: 1
title: It is all the same to the second
as_of: 2020-01-01
parties: {one: {}, two: {}}
conflict:
  states: [here, there, good, bad]
  moves: {one: {here: there}, two: {there: [good, bad]}}
  today: here
  preferences: {one: [good, here, there, bad], two: [[good, bad], here, there]}
"""

PLEDGE = """\
detente: 1
title: A pledge
as_of: 2020-01-01
parties: {north: {}, south: {}}
issues:
  guns: {options: [few, many], today: few, decided_by: north}
  visits:
    options: [none, yearly]
    today: none
    decided_by: [north, south]
    kept_by: {north: {gain: 1}, south: {gain: 2, penalty: 1, detection: 0.5}}
"""

VOW = PLEDGE.replace("decided_by: north}", "decided_by: [north, south]}")
"""The same where nobody can change anything alone."""

PACT = """\
detente: 1
title: A pact by chance
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2022}
trust: [{from: north, to: south, level: [0.2, 0.6]}]
blocks: {pact: {decided_by: [north, south], needs: [0.2, 0.4]}}
roadmap: {goal: pact done}
claims: [{id: K1, says: There may be a pact., holds_if: p_goal() > 0}]
"""

FERRY = """\
detente: 1
title: A ferry, while the ice is away
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2021}
blocks: {ferry: {delivers: 0.9, window: ice}, sledge: {delivers: 0.3}}
roadmap: {goal: ferry done or sledge done, windows: {ice: {open: true, opens: 0.5, closes: 0.5}}}
"""

HOUSES = """\
bodies:
  house: {members: [a, b, c, d], rule: {at_least: 2, of: [a, b, c]}}
  empty: {members: [a], rule: {unless: {quota: 0, weights: {a: 1}}}}
"""

CROWD = """\
bodies:
  crowd:
    members: [a, b, c]
    rule: {all_of: [majority, {quota: 2, weights: {a: 1.5, b: 1, c: 1}}]}
"""

DRAFT = """\
detente: 1
title: A draft
as_of: 2020-01-01
parties: {north: , south: , east: }
blocs: {shore: {members: [south, east]}}
issues: {river: {options: [flows, diverted], today: flows, decided_by: north}}
powers:
  - {id: article, to: south, grants: initiate, over: river}
  - {id: second, to: shore, grants: block, over: river}
procedures:
  talks:
    parties: [north, south]
    start: open
    states: {open: , asked: , meeting: {is: meeting}}
    moves:
      - {id: ask, from: open, to: asked, by: any}
      - {id: meet, from: asked, to: meeting, after: 5}
      - {id: end, from: meeting, to: open, after: 2}
      - {id: act, from: open, by: any, own_step: true}
"""

CAPABLE = """\
detente: 1
title: The capable and the others
as_of: 2020-01-01
parties: {a: {capability: 2}, b: {capability: 1}, c: , r: {capability: 3}}
blocs: {pact: {members: [a, b, c]}, league: {members: [r]}, twins: {members: [c]}}
issues:
  river:
    options: {flows: {place: 0}, diverted: {place: 1}}
    today: flows
    decided_by: [pact, league]
    stances:
      a: flows > diverted
      b: diverted > flows
      c: flows > diverted
      r: {order: diverted > flows, demands: diverted}
"""

FORMAL = "time,party,move\n2010-01-04,russia,ask\n2010-01-19,russia,attend\n2010-02-19,russia,ask\n"

LOG = """\
time,party,move
2010-01-04,russia,ask
2010-01-25,nato,agree
2010-01-26,nato,act
2010-02-01,russia,ask
2010-02-02,russia,agree
2010-03-01,nato,suspend
"""

EVENTS = "date,source,target,goldstein\n2009-01-05,russia,nato,7\n2009-02-05,russia,nato,-3\n"

STRATA = "stratum,population,cost,violations\ntanks,20,2,1\nguns,30,1,2\n"
TREATY = """\
regimes:
  treaty:
    states: {a: , b: }
    categories: {tank: }
    zones: {centre: , flank: }
    exclusions: {export: {article: III, confidence: confirmed}}
    limits:
      - {id: centre, article: IV, on: [a, b], zone: centre, at_most: {tank: 5}, confidence: confirmed}
      - {id: all, article: V, on: [a], at_most: {tank: 5}, confidence: recalled}
    thresholds:
      - {id: notify, article: VI, asks: notify, from: {tank: 250}, days_before: 42, confidence: recalled}
      - {id: once, article: V, asks: constrain, from: {tank: 250}, at_most: 1, years: 1, confidence: recalled}
    quotas: [{id: sites, article: VIII, share: 0.2, confidence: recalled}]
    objects: {a: 10, b: [20, 40]}
    declarations:
      - {by: a, as_of: 1999-10-01, holdings: [{zone: centre, category: tank, count: 7}]}
      - {by: a, as_of: 1999-11-01, holdings: [{zone: centre, category: tank, count: 7}]}
      - {by: a, as_of: 1999-12-01, holdings: [{zone: centre, category: tank, count: 7}]}
      - {by: a, as_of: 1999-12-01, holdings: [{zone: centre, category: tank, count: 8}]}
      - by: a
        as_of: 2000-01-01
        complete: true
        holdings:
          - {zone: centre, category: tank, count: 7}
          - {zone: flank, category: tank, count: [2, 3]}
          - {zone: centre, category: tank, count: 1, excluded: export}
          - {zone: centre, category: tank, count: [1, 2], excluded: export}
    changes:
      - {by: a, on: 1999-12-05, category: tank, count: [1, 2], from_zone: centre, to_zone: flank}
    activities:
      - {id: x, by: a, begins: 2000-06-01, of: {tank: 300}, notified: 2000-01-05}
      - {id: y, by: a, begins: 2000-07-01, of: {tank: 300}}
    inspected:
      a: {objects: 10, quota: sites, breach: [1, 3], gain: 1, penalty: 2}
      b: {objects: 10, inspections: 3, breach: 2}
    designs: {more: {inspections: 5}}
    sites:
      near: {of: a, harm: 5, gain: 5, penalty: 1, cost: 2}
      far: {of: a, harm: 4, gain: 4, penalty: 1}
      off: {of: b, harm: 4, gain: 4, penalty: 1, cost: 3}
    inspectors: {a: {inspections: 2}, b: {inspections: 3}}
"""

HURRIED = TREATY + "    calendar: {from: 2000-01-01, to: 2000-01-01, lasts: 2}\n"

FEARED = """\
detente: 1
title: What they fear
as_of: 2010-02-01
parties: {a: {}, b: {}}
blocks: {patrol: {addresses: {piracy: [0.2, 0.4]}, decided_by: [a, b]}}
threats:
  likelihood: {bands: [0.65]}
  impact: {most: 100, bands: [15]}
  list: {piracy: , drugs: , terror: }
  experts: {a1: {of: a}, a2: {of: a}, b1: {of: b}, b2: {of: b}}
  questions: {first: {says: One?, answer: 10}, second: {says: Two?, answer: 20}}
  rounds:
    - round: 1
      answers:
        a1:
          likelihood: {piracy: [0.7, 0.8, 0.9], drugs: [0.3, 0.5, 0.8], terror: [0.5, 0.7, 0.9]}
          impact: {piracy: [10, 20, 40], drugs: [20, 30, 60], terror: [50, 70, 90]}
          questions: {first: [5, 11, 20], second: [10, 21, 30]}
        a2:
          likelihood: {piracy: [0.7, 0.8, 0.9], drugs: [0.2, 0.4, 0.8]}
          impact: {piracy: [10, 15, 40], drugs: [20, 40, 60]}
          questions: {first: [1, 2, 3], second: [10, 12, 13]}
        b1:
          likelihood: {piracy: [0.7, 0.8, 0.9], drugs: [0.3, 0.5, 0.95], terror: [0.3, 0.5, 0.8]}
          impact: {piracy: [5, 15, 50], drugs: [40, 60, 90], terror: [40, 60, 80]}
"""
SILENT = FEARED.partition("  rounds:")[0]
OBSERVED = (
    FEARED.replace("threats:\n", "threats:\n  protocol: shelf\n").replace(
        "round: 1", "round: 1\n      held: 2010-02-01"
    )
    + """\
    - round: 2
      answers: {observer: {likelihood: {piracy: [0.2, 0.3, 0.4]}, impact: {piracy: [10, 20, 40]}}}
"""
)

WRITTEN = {
    "feared": FEARED,
    "silent": SILENT,
    "observed": OBSERVED,
    "strata": STRATA,
    "either": EITHER,
    "pact": PACT,
    "hopeless": NOTHING_SIGNABLE,
    "unfair": SOMEBODY_ELSE_LOSES,
    "ladder": LADDER,
    "events": EVENTS,
    "ferry": FERRY,
    "houses": HOUSES,
    "crowd": CROWD,
    "log": LOG,
    "formal": FORMAL,
    "capable": CAPABLE,
    "draft": DRAFT,
    "treaty": TREATY,
    "hurried": HURRIED,
    "hint": HINT,
    "chain": CHAIN,
    "turns": TURNS,
    "pledge": PLEDGE,
    "vow": VOW,
}
"""Files by the names under which commands read them."""

RUNS = (
    "check hopeless",
    "cases",
    "quantities",
    "explain panama-canal 'duration is usa'",
    "explain nato-russia-2010 'veto is full'",
    "explain panama-canal 'signable() > 0'",
    "explain panama-canal 'signable()'",
    "bargaining nato-russia-2010",
    "bargaining nato-russia-2010 --variant order_talks",
    "bargaining panama-canal --draws 3",
    "bargaining hopeless",
    "bargaining unfair",
    "claims unfair",
    "cohesion nato-russia-2010 --draws 3",
    "cohesion nato-russia-2010 --variant reduced_demands --draws 3",
    "cohesion capable",
    "institutions nato-russia-2010",
    "institutions nato-russia-2010 --variant draft_treaty",
    "institutions nato-russia-2010 --variant csto_replaces",
    "institutions houses",
    "institutions crowd",
    "institutions draft",
    "institutions nato-russia-2010 --replay log --procedure council_2010",
    "institutions nato-russia-2010 --replay formal --procedure council_formal",
    "roadmap crossing",
    "roadmap crossing --variant two",
    "roadmap pact --draws 3",
    "roadmap crossing --variants no_window,survey_now",
    "roadmap ferry",
    "claims hopeless --draws 0",
    "claims either --draws 0",
    "claims river --draws 200",
    "claims pact",
    "compare shores --variants modest,watched,contradictory --draws 25",
    "compare hopeless --variants eased --why",
    "compare ladder",
    "relations events --from russia --to nato --as-of 2010-02-01",
    "relations events --from russia --to nato --as-of 2010-02-01 --half-life inf",
    "inspect --periods 6 --inspections 2 --gain 2 --caught 1/2 --announced",
    "inspect --periods 6 --inspections 2 --timely",
    "inspect --periods 5 --inspections 1 --timely --seen",
    "sample --population 1000 --violations 10 --cost 2",
    "sample --population 80 --violations 1 --detection 0.8",
    "sample --strata strata",
    "sample --strata strata --level 1 --detection 0.5",
    "verification treaty --as-of 2000-02-01",
    "verification border-inspections",
    "verification hurried",
    "verification treaty --as-of 2000-02-01 --draws 3",
    "threats feared --draws 5",
    "threats silent",
    "threats observed",
    "stability elmira --today 9",
    "stability nato-russia-2010 --draws 2",
    "stability chain",
    "stability turns --horizon 2",
    "stability hint",
    "stability pledge --package all",
    "stability vow",
    "stability elmira --why 1",
    "stability euphrates --why 1",
    "stability elmira --wanted 4 --by nash",
    "stability euphrates --wanted 1 --change statements",
    "report ladder --draws 5",
    "report crossing",
    "report crossing --variant two",
    "channel state talking",
    "channel state talking --time 2010-03-16",
    "channel state talking --time 2010-04-05",
    "channel record talking",
    "channel record talking --last 1",
    "channel verify talking --workers 1",
    "channel verify forked --workers 1",
)
"""Commands that between them show every part of every answer."""
ESTIMATED = (
    "bargaining panama-canal",
    "explain panama-canal 'duration is usa'",
    "report ladder",
    "institutions crowd",
)
"""Commands that are run as if packages, or coalitions, were too many to be written out or counted."""

ENDS = {"channel verify": {0, 1}}
"""How a command may end that tells by it what it has found."""

Keys = set[tuple[str, bool]]
"""Ways to values, and whether nothing stands there: null, an empty list or an empty mapping."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Keys]:
    """Return what each command prints, whatever it is run on."""
    folder = tmp_path_factory.mktemp("cases")
    files = {
        "river": ROOT / "docs" / "river.yaml",
        "crossing": ROOT / "tests" / "roadmap" / "crossing.yaml",
        "shores": ROOT / "tests" / "comparison" / "ferry.yaml",
        "euphrates": ROOT / "tests" / "formats" / "gmcr" / "euphrates.gmcr",
    }
    files |= channels(folder)
    for name, text in WRITTEN.items():
        files[name] = folder / name
        files[name].write_text(text, encoding="utf-8")
    found: dict[str, Keys] = defaultdict(set)

    def run(line: str) -> None:
        words = [str(files.get(word, word)) for word in shlex.split(line)]
        done = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
        command = _command(line)
        assert done.exit_code in ENDS.get(command, {0}), done.output
        found[command] |= set(_keys(json.loads(done.stdout, parse_constant=_no_json)))

    for line in RUNS:
        run(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zone, "listed", lambda *_: None)
        patch.setattr(counting, "MOST_STEPS", 0)
        patch.setattr(counts, "MOST_STEPS", 0)
        for line in ESTIMATED:
            run(line)
    return found


def _command(line: str) -> str:
    """Return the command with which a line begins, of one word or two."""
    words = line.split()
    return next(name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS)


def _no_json(word: str) -> NoReturn:
    raise AssertionError(f"{word} is no JSON")


def _keys(value: object, path: str = "") -> Iterator[tuple[str, bool]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _keys(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for item in value:
            yield from _keys(item, f"{path}[]")
    else:
        yield path, value is None or value in ([], {})


def _is(documented: str, path: str) -> bool:
    """Tell whether a documented key is this one; any word may stand for one in braces."""
    words = (re.escape(part) for part in re.split(r"\{\w+\}", documented))
    return re.fullmatch(r"[^.\[\]]+".join(words), path) is not None


def _is_above(documented: str, path: str) -> bool:
    """Tell whether a documented key would stand in what is null or empty here."""
    parts = re.split(r"(?=\.|\[\])", documented)
    return any(_is("".join(parts[:count]), path) for count in range(1, len(parts)))


def test_every_command_that_prints_json_has_a_part_and_is_run() -> None:
    assert sorted(ROWS) == sorted(COMMANDS) == sorted(set(map(_command, RUNS)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_that_is_printed_is_documented(command: str, printed: dict[str, Keys]) -> None:
    assert {
        path
        for path, empty in printed[command]
        if not any(_is(key, path) or (empty and _is_above(key, path)) for key in DOCUMENTED[command])
    } == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_that_is_documented_is_printed(command: str, printed: dict[str, Keys]) -> None:
    """What a row refers to is printed where it stands itself; a row may also introduce those below it."""
    rows = {key for key, meaning in ROWS[command].items() if not REFERS.match(meaning)}
    shown = {path for path, _ in printed[command]}
    assert {
        key for key in rows if not any(_is(key, path) or path.startswith(f"{key}.") for path in shown)
    } == set()


def test_an_undocumented_key_is_found_wherever_it_stands() -> None:
    """A row covers its own key alone, and not whatever may come to stand below it."""
    assert _is("frontier[].value.{party}", "frontier[].value.usa")
    assert not _is("regret", "regret.order[]")
    assert not _is("variants[].variant", "variants[].share_signable")
    assert _is_above("regret.order[]", "regret")
    assert _is_above("walk_away.{party}", "walk_away")
    assert not _is_above("regret.order[]", "regrets")

"""Mistakes in blocks and in the roadmap are said, each with its place and what may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.case.problems import CaseError

TEXT = Path(__file__).with_name("crossing.yaml").read_text(encoding="utf-8")

MISTAKES = {
    "blocks in a circle": (
        "decided_by: east\n    lifts",
        "decided_by: east\n    after: bridge done\n    lifts",
        "37:12: blocks wait for each other: 'waiver' waits for 'bridge' waits for 'ferry'",
    ),
    "unknown block": (
        "after: waiver done",
        "after: waver done",
        "unknown block 'waver'; did you mean 'waiver'?",
    ),
    "a block taken for an issue": (
        "after: waiver done",
        "after: waiver is done",
        "'waiver' is a building block: write 'waiver done'",
    ),
    "a block without a word": (
        "after: waiver done",
        "after: waiver",
        "'in' or 'is' could follow, or 'done' where it is a building block",
    ),
    "unknown option": (
        "sets: {ferry: runs}",
        "sets: {ferry: run}",
        "unknown option of 'ferry': 'run'; did you",
    ),
    "unknown issue": ("sets: {toll: high}", "sets: {tol: high}", "unknown issue 'tol'; did you mean 'toll'?"),
    "window outside the horizon": (
        "to: 2026-Q1",
        "to: 2027-Q1",
        "2027-Q1 lies outside the horizon, which runs",
    ),
    "window of another clock": ("to: 2026-Q1", "to: 2026-01", "2026-01 is no period of the case's clock"),
    "window upside down": ("from: 2024-Q3", "from: 2026-Q3", "the window ends (2026-Q1) before it begins"),
    "unknown window": (
        "window: {from: 2024-Q3, to: 2026-Q1}",
        "window: summer",
        "unknown window of the roadmap: 'summer'",
    ),
    "trust off the scale": ("level: 0.35", "level: 1.35", "trust goes from 0 (none) to 1 (full)"),
    "probability past one": (
        "breach: 0.2",
        "breach: 1.2",
        "a probability goes from 0 (never) to 1 (certain)",
    ),
    "a need without trust": (
        "decided_by: east\n",
        "decided_by: east\n    needs: 0.3\n",
        "list the pairs, as in [{from: a, to: b, level: 0.1}]",
    ),
    "earnings without trust": (
        "decided_by: east\n",
        "decided_by: east\n    earns: 0.3\n",
        "list the pairs, as in [{from: a, to: b, by: 0.1}]",
    ),
    "no such pair": (
        "{from: east, to: west, level: 0.35}",
        "{from: east, to: east, level: 0.35}",
        "no level is given of",
    ),
    "unknown party": (
        "{from: west, to: east, by: 0.1}",
        "{from: wset, to: east, by: 0.1}",
        "unknown party 'wset'",
    ),
    "no whole period": ("lasts: 2", "lasts: 1.5", "periods are counted: write whole numbers"),
    "no period at all": ("lasts: 2", "lasts: 0", "it takes at least one period"),
    "too much room": (
        "lasts: 2",
        "lasts: 2\n    takes: 3",
        "it takes 3 at a time, and the roadmap has room for 1",
    ),
    "nothing to lift": (
        "stances.east.demands",
        "stances.wset.demands",
        "there is no red line and no demand at",
    ),
    "unknown block left out": (
        "goal: bridge done",
        "goal: bridge done\n  without: brigde",
        "unknown block 'brigde'",
    ),
    "goal of an unknown block": (
        "goal: bridge done",
        "goal: brdge done",
        "unknown block 'brdge'; did you mean 'bridge'?",
    ),
    "a step that does not fit": (
        "goal: bridge done",
        "goal: bridge done\n  grid: 0.3",
        "goes into 1 without rest",
    ),
    "no horizon": ("horizon: {from: 2024-Q1, to: 2026-Q4}\n", "", "a roadmap needs a horizon"),
    "both only and without": (
        "goal: bridge done",
        "goal: bridge done\n  only: ferry\n  without: toll",
        "not both",
    ),
    "a start outside": (
        "goal: bridge done",
        "goal: bridge done\n  starts: 2027-Q4",
        "2027-Q4 lies outside the horizon",
    ),
    "two sources of deciders": (
        "sets: {toll: high}",
        "sets: {toll: high}\n    decided_by: east",
        "who decides follows from",
    ),
    "a block in a rule": (
        "require: bridge is wide implies ferry is runs",
        "require: bridge done",
        "speaks of a building block",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said(right: str, wrong: str, said: str) -> None:
    assert right in TEXT
    with pytest.raises(CaseError) as caught:
        detente.Case.from_text(TEXT.replace(right, wrong, 1))
    assert any(said in str(problem) for problem in caught.value.problems), [
        str(one) for one in caught.value.problems
    ]


def test_mistakes_in_several_blocks_are_said_at_once() -> None:
    text = TEXT
    for right, wrong in (
        ("after: waiver done", "after: waver done"),
        ("lasts: 2", "lasts: 0"),
        ("level: 0.35", "level: 2"),
    ):
        text = text.replace(right, wrong, 1)
    with pytest.raises(CaseError) as caught:
        detente.Case.from_text(text)
    assert len({problem.message for problem in caught.value.problems}) == 3


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("sets: {ferry: runs}", "sets: {ferry: run}"), ("decided_by: east\n", "decided_by: eats\n")],
)
def test_one_mistake_in_what_a_block_settles_is_said_once(right: str, wrong: str) -> None:
    """Who decides is then not known, so nothing is said of the trust between them."""
    text = TEXT.replace("decided_by: east\n", "decided_by: east\n    needs: 0\n", 1).replace(right, wrong, 1)
    with pytest.raises(CaseError) as caught:
        detente.Case.from_text(text)
    assert {problem.message.split()[0] for problem in caught.value.problems} == {"unknown"}

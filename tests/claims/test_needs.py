"""The smallest set that meets all needs, against brute force, and without an effect on Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims.needs import Needs

INPUTS = "abcdefgh"
NEEDS = st.lists(st.frozensets(st.sampled_from(INPUTS), min_size=1, max_size=4), max_size=12)


@settings(max_examples=200)
@given(NEEDS)
def test_no_smaller_set_meets_all(needs: list[frozenset[str]]) -> None:
    known = Needs(INPUTS)
    known.add(needs)
    found = known.smallest_meeting()
    assert found is not None
    assert all(need & found for need in needs)
    assert known.met_by(found)
    assert len(known) == len(set(needs))
    for fewer in combinations(INPUTS, max(len(found) - 1, 0)):
        assert not needs or any(need.isdisjoint(fewer) for need in needs)


@given(NEEDS, st.frozensets(st.sampled_from(INPUTS)))
def test_inputs_meet_needs_if_each_has_one_of_them(needs: list[frozenset[str]], held: frozenset[str]) -> None:
    known = Needs(INPUTS)
    known.add(needs)
    assert known.met_by(held) == all(need & held for need in needs)


def test_of_smallest_sets_it_is_one_whose_inputs_are_needed_most_often() -> None:
    """By hand: a and c, b and c, and b and d meet all three; b and c are in two needs each."""
    needs = Needs("abcde")
    needs.add(["ab", "cd", "bce"])
    assert needs.smallest_meeting() == frozenset("bc")
    assert [needs.times(one) for one in "abcde"] == [1, 2, 2, 1, 1]


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_the_solver_leaves_ctrl_c_to_python() -> None:
    program = """
import os, signal
from detente.claims.needs import Needs
needs = Needs("ab")
needs.add(["ab"])
needs.smallest_meeting()
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("stopped")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "stopped\n"

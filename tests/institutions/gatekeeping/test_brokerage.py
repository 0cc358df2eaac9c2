"""Brokerage between groups, on graphs that can be counted by hand."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.institutions.gatekeeping.brokerage import Brokerage, brokerage


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("AAA", "coordinator"),
        ("ABA", "itinerant"),
        ("BAA", "gatekeeper"),
        ("AAB", "representative"),
        ("ABC", "liaison"),
    ],
)
def test_each_two_path_of_the_paper_is_its_role(groups: str, role: str) -> None:
    """Gould and Fernandez (1989): the groups of source, broker and target of the five roles."""
    graph = nx.DiGraph([("s", "b"), ("b", "t")])
    found = brokerage(graph, dict(zip("sbt", groups, strict=True)))
    assert found["b"] == Brokerage(**{role: 1})
    assert found["s"] == found["t"] == Brokerage()


def test_a_pair_that_is_tied_needs_no_broker() -> None:
    graph = nx.DiGraph([("s", "b"), ("b", "t"), ("s", "t")])
    assert brokerage(graph, dict.fromkeys("sbt", "A"))["b"].total == 0
    # The tie back does not help from s to t.
    back = nx.DiGraph([("s", "b"), ("b", "t"), ("t", "s")])
    assert brokerage(back, dict.fromkeys("sbt", "A"))["b"].coordinator == 1


def test_ties_without_direction_count_once_from_either_end() -> None:
    """A hub of group A tied to two of its own and two of B: ordered pairs, counted by hand.

    Within A 2; from A to B 4 and back 4; within B 2.
    """
    graph = nx.star_graph(["hub", "a1", "a2", "b1", "b2"])
    groups = {"hub": "A", "a1": "A", "a2": "A", "b1": "B", "b2": "B"}
    assert brokerage(graph, groups)["hub"] == Brokerage(
        coordinator=2, itinerant=2, gatekeeper=4, representative=4, liaison=0
    )


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1])),
    st.lists(st.sampled_from("ABC"), min_size=6, max_size=6),
)
def test_all_triples_one_by_one_give_the_same(ties: set[tuple[int, int]], group: list[str]) -> None:
    counts = [
        dict.fromkeys(("coordinator", "itinerant", "gatekeeper", "representative", "liaison"), 0)
        for _ in group
    ]
    for source, broker, target in permutations(range(6), 3):
        if (source, broker) in ties and (broker, target) in ties and (source, target) not in ties:
            own = (
                group[source] == group[broker],
                group[broker] == group[target],
                group[source] == group[target],
            )
            role = {
                (True, True, True): "coordinator",
                (False, False, True): "itinerant",
                (False, True, False): "gatekeeper",
                (True, False, False): "representative",
                (False, False, False): "liaison",
            }[own]
            counts[broker][role] += 1
    graph = nx.DiGraph()
    graph.add_nodes_from("012345")
    graph.add_edges_from((str(one), str(other)) for one, other in ties)
    found = brokerage(graph, {str(number): one for number, one in enumerate(group)})
    assert [found[str(number)] for number in range(6)] == [Brokerage(**one) for one in counts]

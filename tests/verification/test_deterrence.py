"""What deters under a regime, in how many draws, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.verification.analysis import analyse
from detente.verification.ensemble import Ensemble, with_draws
from tests.small_regimes import limit, regime_case

if TYPE_CHECKING:
    from detente.case.case import Case

SIDES: dict[str, dict[str, Any]] = {
    "a": {
        "objects": 20,
        "breach": [1, 8],
        "inspections": 5,
        "seen": [0.4, 1],
        "gain": [1, 3],
        "penalty": [1, 3],
    },
    "b": {"objects": [5, 10], "breach": 2, "inspections": 3, "gain": 1, "penalty": 2, "keeps_gain": True},
}


def case(order: str = "ab") -> Case:
    return regime_case(inspected={side: SIDES[side] for side in order})


def shares(found: Ensemble) -> dict[str, float | None]:
    return {one.nominal.side: one.share_deterred for one in found.sides}


def test_the_share_of_draws_is_that_counted_draw_by_draw() -> None:
    of = case()
    found = with_draws(analyse(of), 100, 7)
    counted = dict.fromkeys("ab", 0)
    for certain in of.draw(100, 7):
        for side in "ab":
            path = f"regimes.treaty.inspected.{side}"
            inspected = of.regimes["treaty"].inspected[side]
            gain, penalty = (
                certain.number(f"{path}.{one}")
                if not getattr(inspected, one).certain
                else getattr(inspected, one).low
                for one in ("gain", "penalty")
            )
            [one] = [one for one in analyse(of)["treaty"].sides if one.side == side]
            chance = one.of.looked(side, certain.number).detection
            worth = (1 if inspected.keeps_gain else 1 - chance) * gain - chance * penalty
            counted[side] += worth <= 0
    assert shares(found) == {side: count / 100 for side, count in counted.items()}
    assert 0 < counted["a"] < 100


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    first, again, other = (with_draws(analyse(case()), 60, seed) for seed in (1, 1, 2))
    assert first.to_json() == again.to_json()
    assert first.to_json()["ensemble"]["sides"] != other.to_json()["ensemble"]["sides"]


def test_a_certain_side_is_the_same_in_every_draw_whatever_stands_before_it() -> None:
    certain = {"objects": 20, "breach": 2, "inspections": 5, "gain": 1, "penalty": 2}
    for sides in ({"a": certain, "b": SIDES["b"]}, {"b": SIDES["b"], "a": certain}):
        found = with_draws(analyse(regime_case(inspected=sides)), 30, 4)
        [one] = [one for one in found.sides if one.nominal.side == "a"]
        assert len(set(one.detections)) == 1
        assert one.share_deterred in {0, 1}


def test_shares_do_not_depend_on_the_order_in_which_sides_stand() -> None:
    """Draws are named by their inputs, so that each side keeps its own."""
    assert shares(with_draws(analyse(case("ab")), 50, 9)) == shares(with_draws(analyse(case("ba")), 50, 9))


def test_fewer_than_one_draw_is_told() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        with_draws(analyse(case()), 0, 1)


@pytest.mark.parametrize(
    ("seen", "gain", "penalty", "said"),
    [
        # One object, always inspected: the chance is `seen`, and what deters is gain / (gain + penalty).
        (0.6, 1, 1, "That deters a:"),
        ([0.5, 0.7], 1, 1, "That deters a:"),
        ([0.4, 0.8], 1, 1, "it does not deter."),
        ([0.4, 0.5], 1, 1, "it does deter."),
        (0.6, [1, 1.5], 1, "That deters a:"),
        (0.6, [1, 1.6], 1, "it does not deter."),
        (0.6, 1, [0.6, 1.4], "it does not deter."),
        ([0.1, 0.4], 1, 1, "does not pay."),
    ],
)
def test_it_is_told_whether_what_deters_at_the_midpoints_deters_over_all_of_the_ranges(
    seen: object, gain: object, penalty: object, said: str
) -> None:
    side = {"objects": 1, "inspections": 1, "breach": 1, "seen": seen, "gain": gain, "penalty": penalty}
    [sentence] = [one for one in analyse(regime_case(inspected={"a": side})).summary() if "deter" in one]
    assert said in sentence
    assert ("Over some of the ranges given" in sentence) == said.startswith("it does")


def test_a_notebook_shows_the_verdicts_of_an_ensemble() -> None:
    bound = regime_case(inspected=SIDES, limits=[limit("tanks", 5)])
    shown = with_draws(analyse(bound), 10, 1)._repr_html_()
    assert shown.startswith("<ul><li>")
    assert "<td>tanks</td>" in shown


@pytest.mark.parametrize(
    ("gain", "deters", "in_all"),
    [(1, True, True), (9, False, False), ([1, 9], False, None), ([1, 4], True, None)],
)
def test_it_is_told_where_deterrence_hangs_on_the_ranges(
    gain: object, deters: bool, in_all: bool | None
) -> None:
    """Half of the objects are looked at, and a breach shows at one: it may bring what it costs, 3."""
    side = {"objects": 10, "inspections": 5, "breach": 1, "gain": gain, "penalty": 3}
    found = analyse(regime_case(inspected={"a": side}))
    entry = found.to_json()["deterrence"]["treaty"]["a"]
    assert (entry["deters"], entry["deters_in_all"]) == (deters, in_all)
    [row] = found.to_frames()["detection"].to_dict("records")
    assert (row["deters"], row["deters_in_all"]) == (deters, in_all)
    assert ("Over some of the ranges given it" in " ".join(found.summary())) == (in_all is None)

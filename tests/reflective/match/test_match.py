"""What the agents of superrationality reach: the table of outcomes, at two precisions each."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from fractions import Fraction

import pytest

from oraclegames import Game, InputError, UnsupportedError
from oraclegames.reflective.agents.agents import Constant
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import (
    DILEMMAS,
    LARGE,
    SMALL,
    UNEVEN,
    distance,
    farthest,
    pareto,
    payoffs,
    plays,
)

EPSILON = Fraction(1, 5)
PRECISIONS = [Fraction(1, 100), Fraction(1, 200)]
everywhere = pytest.mark.parametrize("game", DILEMMAS, ids=["3210", "4310", "uneven"])
twice = pytest.mark.parametrize("delta", PRECISIONS, ids=["1/100", "1/200"])
ORIGIN = [(Fraction(0), Fraction(0))]


def blur(delta, epsilon=EPSILON):
    return float(delta / epsilon)


# -- the table -------------------------------------------------------------------------------------


@everywhere
@twice
def test_lp_against_lp_reaches_the_whole_pareto_set(game, delta):
    result = match(game, "lp", "lp", delta, EPSILON)
    assert distance(plays(result), pareto(game, lambda u, v: True)) <= 2 * blur(delta)
    assert result.verify()


@everywhere
@twice
def test_lp_against_cooperatebot_may_defect_with_any_probability(game, delta):
    result = match(game, "lp", "cooperate", delta, EPSILON)
    line = [(Fraction(k, 100), Fraction(1)) for k in range(101)]
    assert distance(plays(result), line) <= 2 * blur(delta)


@everywhere
@twice
def test_lp_against_defectbot_cooperates(game, delta):
    result = match(game, "lp", "defect", delta, EPSILON)
    assert farthest(plays(result), [(Fraction(1), Fraction(0))]) <= 2 * blur(delta)


@everywhere
@twice
def test_nelp_against_defectbot_is_one_point_that_needs_a_randomised_answer(game, delta):
    result = match(game, "nelp", "defect", delta, EPSILON)
    (point,) = result.fixed_points
    assert point.randomised
    assert point.play[1] == (0, 1)
    assert point.play[0][0] <= 6 * delta


def test_nelp_against_defectbot_cooperates_with_the_probability_measured_before():
    (point,) = match(LARGE, "nelp", "defect", Fraction(1, 200), EPSILON).fixed_points
    assert point.play[0][0] == Fraction(1, 50)


@pytest.mark.parametrize(("game", "zones"), [(SMALL, 3), (LARGE, 4), (UNEVEN, 5)])
@pytest.mark.parametrize("delta", [Fraction(1, 100), Fraction(1, 200), Fraction(1, 400)])
@pytest.mark.parametrize("epsilon", [Fraction(1, 5), Fraction(1, 10), Fraction(1, 20)])
def test_nelp_cooperates_with_defectbot_by_order_delta_and_steps_by_order_delta_over_epsilon(
    game, zones, delta, epsilon
):
    # It plays on the threshold where punishment begins: the sucker's loss x (P − S) there outweighs
    # the whole zone δ (T − P) of the other's possible cooperation. Below, it steps up by about ε.
    (point,) = match(game, "nelp", "defect", delta, epsilon).fixed_points
    assert point.play[0][0] == zones * delta
    (answer,) = point.answers[0]
    steps = 1 - answer[0]
    assert Fraction(1, 2) * zones < steps / (delta / epsilon) < zones


@everywhere
@twice
def test_nelp_against_nelp_reaches_the_pareto_points_above_the_minmax_values(game, delta):
    result = match(game, "nelp", "nelp", delta, EPSILON)
    limit = pareto(game, lambda u, v: u >= 1 and v >= 1)
    assert distance(plays(result), limit) <= 2 * blur(delta)


@everywhere
@twice
def test_a_minimum_raised_to_2_reaches_good_points_mutual_defection_and_the_corner(game, delta):
    result = match(game, "nelp:2", "nelp:2", delta, EPSILON)
    good = pareto(game, lambda u, v: u >= 2 and v >= 2)
    # The corner (2, 2) of what both allow is reached from inside, by random answers.
    grid = [(Fraction(k, 60), Fraction(m, 60)) for k in range(61) for m in range(61)]
    corner = min(grid, key=lambda play: sum(abs(u - 2) for u in payoffs(game, *play)))
    assert distance(plays(result), [*good, *ORIGIN, corner]) <= 2 * blur(delta)
    assert (0, 0) in plays(result)
    inner = [p for p in result.fixed_points if max(p.play[0][0], p.play[1][0]) < Fraction(9, 10)]
    assert all(p.randomised for p in inner if p.play[0][0] > 0)


@everywhere
@twice
def test_demand_one_half_against_itself_reaches_the_top_of_the_kite(game, delta):
    result = match(game, "demand:1/2", "demand:1/2", delta, EPSILON)
    limit = pareto(game, lambda u, v: 2 * (u - 1) >= v - 1 and 2 * (v - 1) >= u - 1)
    assert distance(plays(result), limit) <= 2 * blur(delta)


@everywhere
@twice
def test_demand_one_half_against_demand_two_meets_in_one_point(game, delta):
    result = match(game, "demand:1/2", "demand:2", delta, EPSILON)
    limit = pareto(game, lambda u, v: abs((v - 1) - 2 * (u - 1)) <= Fraction(1, 100))
    assert distance(plays(result), limit) <= 2 * blur(delta)


@everywhere
@twice
def test_demand_two_against_itself_defects(game, delta):
    result = match(game, "demand:2", "demand:2", delta, EPSILON)
    assert farthest(plays(result), ORIGIN) <= 6 * blur(delta) / 3


@everywhere
@twice
def test_nicerbots_cooperate_with_each_other(game, delta):
    result = match(game, "nicer", "nicer", delta, EPSILON)
    assert farthest(plays(result), [(Fraction(1), Fraction(1))]) <= blur(delta)


@everywhere
@twice
def test_nicerbot_cooperates_with_defectbot_with_probability_epsilon(game, delta):
    (point,) = match(game, "nicer", "defect", delta, EPSILON).fixed_points
    assert EPSILON <= point.play[0][0] <= EPSILON + delta
    assert not point.randomised


def test_the_greedy_pair_measured_before_still_cooperates_with_a_quarter_and_more():
    result = match(LARGE, "demand:4/5", "demand:7/5", Fraction(1, 150), EPSILON)
    xs = [x for pair in plays(result) for x in pair]
    assert min(xs) > Fraction(1, 10) and max(xs) < Fraction(1, 2)


SHARES = ["0", "1/4", "1/2", "3/4", "1", "4/3", "2", "3"]


@pytest.mark.parametrize("alpha", SHARES)
@pytest.mark.parametrize("beta", SHARES)
def test_demands_meet_on_the_frontier_unless_their_product_exceeds_one(alpha, beta):
    a, b = Fraction(alpha), Fraction(beta)
    delta = Fraction(1, 200)
    for game in (SMALL, UNEVEN):
        result = match(game, Demand(a), Demand(b), delta, EPSILON)
        if a * b > 1:
            bound = 6 * blur(delta) / float(a * b - 1) + float(3 * (a + b) * delta)
            assert farthest(plays(result), ORIGIN) <= bound
            continue
        near = Fraction(1, 50) if a * b == 1 else 0
        limit = pareto(
            game,
            lambda u, v: u - 1 >= a * (v - 1) - near and v - 1 >= b * (u - 1) - near,  # noqa: B023
        )
        limit = [play for play in limit if min(payoffs(game, *play)) >= 1]
        assert distance(plays(result), limit) <= 3 * blur(delta)


@pytest.mark.parametrize("game", [SMALL, LARGE], ids=["3210", "4310"])
@pytest.mark.parametrize(
    "other",
    ["lp", "nelp", "demand:1/2", "demand:1", "nicer", "cooperate", "defect", "constant:1/3"],
)
@pytest.mark.parametrize(("delta", "epsilon"), [("1/100", "1/10"), ("1/400", "1/20")])
def test_nicerbot_reaches_that_outcome_of_demand_one_which_is_best_for_the_other(
    game, other, delta, epsilon
):
    nicer = match(game, "nicer", other, delta, epsilon)
    fair = match(game, "demand:1", other, delta, epsilon)
    error = Fraction(delta) / Fraction(epsilon) + Fraction(epsilon)
    assert farthest(plays(nicer), plays(fair)) <= 2 * error
    best = max(v for _, v in fair.payoffs)
    assert max(abs(v - best) for _, v in nicer.payoffs) <= 5 * error


@pytest.mark.parametrize("other", ["nicer", "demand:1", "defect", "constant:1/3"])
def test_nicerbot_equals_demand_one_against_agents_that_nobody_can_exploit(other):
    for delta, epsilon in (("1/100", "1/10"), ("1/400", "1/20")):
        error = float(Fraction(delta) / Fraction(epsilon) + Fraction(epsilon))
        nicer = match(SMALL, "nicer", other, delta, epsilon)
        fair = match(SMALL, "demand:1", other, delta, epsilon)
        assert distance(plays(nicer), plays(fair)) <= 2 * error


# -- the result ------------------------------------------------------------------------------------


def test_swapping_the_players_swaps_the_fixed_points():
    one = match(UNEVEN, "nelp", "demand:1/2", "1/60")
    other = match(UNEVEN.permute_players((1, 0)), "demand:1/2", "nelp", "1/60")
    assert sorted(plays(one)) == sorted((x, y) for y, x in plays(other))


def test_pareto_points_are_those_that_no_other_point_dominates():
    result = match(SMALL, "nelp:2", "nelp:2", "1/50")
    brute = [
        point
        for point, (u, v) in zip(result.fixed_points, result.payoffs)
        if not any(s >= u and t >= v and (s, t) != (u, v) for s, t in result.payoffs)
    ]
    assert list(result.pareto()) == brute
    assert 0 < len(brute) < len(result.fixed_points)


@pytest.mark.parametrize("swap", [1, -1])
def test_a_point_that_is_worse_for_one_and_no_better_for_the_other_is_not_pareto_optimal(swap):
    result = match(SMALL, "cooperate", "cooperate", "1/50")
    pairs = [(3, 5), (2, 5), (3, 4), (4, 4), (3, 5), (4, 3), (0, 0)]
    points = [
        replace(result.fixed_points[0], payoffs=tuple(map(Fraction, pair[::swap])))
        for pair in pairs
    ]
    assert replace(result, fixed_points=points).pareto_rows() == [0, 3, 4]


def test_arcs_split_the_fixed_points_into_distant_pieces():
    result = match(LARGE, "nelp:2", "nelp:2", "1/200")
    assert sorted(k for arc in result.arcs for k in arc.points) == list(
        range(len(result.fixed_points))
    )
    assert [len(arc.points) for arc in result.arcs] == [282, 1, 1]
    long = result.arcs[0]
    ends = sorted([end.play[0][0] for end in long.ends])
    assert ends[0] < Fraction(7, 10) and ends[1] > Fraction(49, 50)
    assert (long.path[0], long.path[-1]) == long.ends and len(long.payoffs) == len(long.path)


def test_json_has_the_agreed_keys():
    result = match(SMALL, "nicer", "defect", "1/10")
    data = json.loads(json.dumps(result.to_dict()))
    assert data["schema"] == "oraclegames/match-1"
    assert data["verified"] is True
    assert data["parameters"] == {"delta": "1/10", "epsilon": "1/5"}
    (point,) = data["fixed_points"]
    assert point["play"] == [[0.24, 0.76], [0.0, 1.0]]
    assert point["exact"] == [["6/25", "19/25"], ["0", "1"]]
    assert point["payoffs"] == [0.76, 1.48]
    assert point["randomised"] is False
    assert data["arcs"][0]["size"] == 1


def test_columns_have_one_row_for_each_fixed_point():
    result = match(SMALL, "nelp", "nelp", "1/20")
    columns = result.columns()
    assert {len(column) for column in columns.values()} == {len(result.fixed_points)}
    assert columns["1: C"][0] == result.fixed_points[0].play[0][0]


def test_a_csv_file_has_the_same_rows(tmp_path):
    result = match(SMALL, "nelp", "nelp", "1/20")
    result.write(tmp_path / "match.csv")
    with (tmp_path / "match.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [Fraction(row["2: payoff (exact)"]) for row in rows] == [v for _, v in result.payoffs]
    result.write(tmp_path / "match.json")
    assert json.loads((tmp_path / "match.json").read_text()) == result.to_dict()


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delta", "epsilon", "says"),
    [
        ("1/5", "1/5", "between 0 and epsilon"),
        ("1/2", "1/5", "between 0 and epsilon"),
        ("0", "1/5", "between 0 and epsilon"),
        ("1/100", "0", "between 0 and 1"),
        ("1/100", "1", "between 0 and 1"),
        (0.01, "1/5", "not exact"),
    ],
)
def test_bad_precisions_are_one_line(delta, epsilon, says):
    with pytest.raises(InputError, match=says) as caught:
        match(SMALL, "lp", "lp", delta, epsilon)
    assert "\n" not in str(caught.value)


def test_a_misspelt_agent_is_corrected():
    with pytest.raises(InputError, match="did you mean 'demand'"):
        match(SMALL, "demnd:1/2", "lp")


def test_three_players_are_refused():
    game = Game.from_arrays(*([[[0, 0], [0, 0]], [[0, 0], [0, 0]]] for _ in range(3)))
    with pytest.raises(UnsupportedError, match="two-player games; this one has 3 players"):
        match(game, "lp", "lp")


def test_a_hopelessly_fine_precision_is_refused_at_once():
    with pytest.raises(UnsupportedError, match="at most 200000"):
        match(SMALL, "lp", "lp", "1/1000000")


@pytest.mark.parametrize("scale", [1, 10**30])
def test_a_region_that_never_leaves_its_agent_where_it_is_is_refused_with_more_moves_too(scale):
    """By arrays, and of huge payoffs by the programs one by one."""
    table = [[3 * scale, 2 * scale], [2 * scale, scale], [scale, 0]]
    game = Game.from_arrays(table, table)
    least, most = (1, 0, 2 * scale), (-1, 0, -scale)
    with pytest.raises(InputError, match=r"holds no Pareto outcome: .* for both"):
        match(game, Region([most], label="low"), "nelp", "1/5", "2/5")
    assert match(game, Region([least], label="high"), "nelp", "1/5", "2/5").status == "complete"


def test_a_region_without_a_pareto_outcome_is_refused():
    low = Region.polygon([(0, 0), (1, 0), (1, 1), (0, 1)])
    with pytest.raises(InputError, match="holds no Pareto outcome") as caught:
        match(LARGE, low, LP())
    assert "\n" not in str(caught.value)


def test_an_empty_region_is_refused():
    with pytest.raises(InputError, match="is empty"):
        Region(((Fraction(1), Fraction(0), Fraction(2)), (Fraction(-1), Fraction(0), Fraction(-1))))


def test_a_strategy_of_another_length_is_refused():
    with pytest.raises(InputError, match="mixes 3 moves"):
        match(SMALL, Constant((Fraction(1, 3),) * 3), NonExploitableLP())

"""Matches of any number of agents: against two-player matches, the checker, and numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, product
from random import Random

import numpy as np
import pytest
from scipy.optimize import nnls

from oraclegames import (
    Agent,
    Game,
    InputError,
    UnsupportedError,
    catalog,
    match,
    read_result,
    verify,
)
from oraclegames.agents import Constant, Demand, NicerBot, Region, tit_for_tat
from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.group_agents import GroupAgent, Worth
from oraclegames.certificates.group_cover import reading
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.group import group_match as module
from oraclegames.reflective.group import search as group_search
from oraclegames.reflective.group.group_match import group_match
from oraclegames.reflective.group.payoff_grid import PayoffGrid
from oraclegames.reflective.oracles.polynomial_systems import UnresolvedError

AGENTS = ["lp", "nelp", "nelp:1", "demand:1/2", "demand:2", "nicer", "cooperate", "constant:1/3"]
GOODS, VOLUNTEER = catalog.public_goods(3), catalog.volunteers_dilemma(3)


def random_game(draw, players, most=3, shape=None):
    shape = shape or (2,) * players
    tables = [
        np.array([draw.randint(-most, most) for _ in range(math.prod(shape))]).reshape(shape)
        for _ in range(players)
    ]
    return Game.from_arrays(*tables)


def programs(found):
    """The agents as the checker runs them."""
    document = Part(found.document(verify=False))
    scene = Scene(found.game, found.delta, found.epsilon)
    worth = Worth(scene)
    return [
        GroupAgent(part, name, i, scene, worth, None)
        for i, (part, name) in enumerate(zip(document["programs"], document["agents"]))
    ]


def same_as_two(seed):
    draw = Random(seed)
    game = random_game(draw, 2)
    pair = [draw.choice(AGENTS) for _ in range(2)]
    delta = Fraction(1, draw.randint(4, 15)) if draw.random() < 0.7 else Fraction(2, 15)
    epsilon = draw.choice(["1/3", "2/5", "1/2"])
    two = match(game, *pair, delta, epsilon)
    many = group_match(game, pair, delta, epsilon)
    told = {tuple(mixed[0] for mixed in point.play): point for point in two.fixed_points}
    found = {tuple(mixed[0] for mixed in point.play): point for point in many.fixed_points}
    assert many.status == two.status == "complete"
    assert set(told) == set(found), (game, pair, delta, epsilon)
    for play, point in found.items():
        assert point.payoffs == told[play].payoffs
        assert point.randomised == told[play].randomised
        assert point.zones == told[play].zones
    ends = {
        frozenset(tuple(mixed[0] for mixed in many.fixed_points[row].play) for row in rows)
        for rows in many.continua
    }
    assert ends == {frozenset(segment) for segment in two.segments}


@pytest.mark.parametrize("seed", range(40))
def test_two_agents_are_as_in_a_match_of_two(seed):
    same_as_two(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40, 240))
def test_two_agents_are_as_in_a_match_of_two_again(seed):
    same_as_two(seed)


def same_as_two_of_many_moves(seed, finest=5):
    draw = Random(seed)
    shape = draw.choice([(3, 3), (2, 3), (3, 2), (1, 3), (4, 2)])
    game = random_game(draw, 2, shape=shape)
    names = ["lp", "nelp", "demand:2"] if 1 in shape else AGENTS[:-1]
    pair = [draw.choice(names) for _ in range(2)]
    delta = Fraction(1, draw.randint(3, finest)) if draw.random() < 0.7 else Fraction(2, 7)
    epsilon = draw.choice(["2/5", "1/2"])
    two, many = match(game, *pair, delta, epsilon), group_match(game, pair, delta, epsilon)
    told, found = ({point.play: point for point in one.fixed_points} for one in (two, many))
    # a match of two leaves continua undecided; some cells neither can settle
    settled = many.status == "complete" and not many.continua
    assert (two.status, many.status) in (("complete", "complete"), ("undetermined", many.status))
    assert settled == (two.status == "complete")
    assert set(told) == set(found), (game, pair, delta, epsilon)
    for play, point in found.items():
        assert point.payoffs == told[play].payoffs
        assert point.randomised == told[play].randomised
        assert point.zones == told[play].zones


@pytest.mark.parametrize("seed", [1, 4, 5, 6, 8, 10, 13, 15, 16, 17])
def test_two_agents_of_more_moves_are_as_in_a_match_of_two(seed):
    same_as_two_of_many_moves(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 300))
def test_two_agents_of_more_moves_are_as_in_a_match_of_two_again(seed):
    same_as_two_of_many_moves(seed, 7)


TRIPLES = [
    (GOODS, ("nelp", "nelp", "nelp"), "1/8"),
    (VOLUNTEER, ("defect", "nelp", "nelp"), "1/8"),
    (GOODS, ("nicer:worst", "defect", "nelp:3/2"), "1/8"),
    (VOLUNTEER, ("nicer", "nelp", "defect"), "1/8"),
]
LEVELS = Game.from_arrays(
    *(
        np.fromfunction(
            lambda *a, w=w: 2 * sum(2 - k for k in a) - 3 * (2 - a[w]), (3, 3, 3)
        ).astype(int)
        for w in range(3)
    ),
    moves=[["All", "Half", "None"]] * 3,
)
"""Everybody gives 2, 1 or 0; each gift costs 3 and brings 2 to everybody."""
WIDE = [
    (random_game(Random(1), 3, shape=(3, 2, 2)), ("nelp", "lp", "demand:1/2")),
    (random_game(Random(2), 3, shape=(2, 3, 2)), ("nicer", "nelp:1", "nelp")),
]


@pytest.mark.parametrize("triple", TRIPLES[1:3])
def test_the_checker_finds_no_others(triple):
    game, agents, _ = triple
    found = match(game, *agents, delta="1/4", epsilon="1/3")
    assert found.status == "complete" and found.verify()
    checked = verify(found.document(verify=False), complete=True)
    assert checked and "no others" in checked.proved[-1]
    short = found.document(verify=False)
    short["fixed_points"] = short["fixed_points"][1:]
    assert not found.fixed_points or not verify(short)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_checker_finds_no_others_in_random_games(seed):
    draw = Random(seed)
    game = random_game(draw, 3)
    found = match(game, *(draw.choice(AGENTS) for _ in range(3)), delta="1/5", epsilon="1/3")
    assert found.verify()
    try:
        assert verify(found.document(verify=False), complete=True)
    except InputError as error:  # beyond this check, which says so
        assert "to show that nothing is lacking" in str(error) or "'complete'" in str(error)


def numeric_points(found, starts):
    """Newton's method in every cell, from several answers, with floats."""
    # Long: the cells, what is played in each, and the zeros from all starts.
    agents = programs(found)
    shape = found.game.shape
    zones = -(-found.delta.denominator // found.delta.numerator)
    edges = [min(float(found.delta) * k, 1.0) for k in range(zones + 1)]
    halves = range(1, 2 * zones)
    lines = [combinations_with_replacement(halves, moves - 1) for moves in shape]
    for choice in product(*map(list, lines)):
        place = [half for line in choice for half in line]
        there = [i for i, half in enumerate(place) if half % 2 == 0]
        table = {}
        for up in product((0, 1), repeat=len(there)):
            read = [half // 2 for half in place]
            for i, more in zip(there, up):
                read[i] += more - 1
            outputs = (x for a in agents for x in a.output(reading(read, shape)))
            table[up] = np.array(list(map(float, outputs)))

        def played(q, table=table):
            total = 0.0
            for choice, values in table.items():
                total = total + values * np.prod([p if up else 1 - p for p, up in zip(q, choice)])
            return total

        marks = np.array([edges[place[i] // 2] for i in there])
        spans = np.array(list(table.values()))
        if any(
            not spans[:, i].min() - 1e-9 <= mark <= spans[:, i].max() + 1e-9
            for i, mark in zip(there, marks)
        ):
            continue
        for start in product(starts, repeat=len(there)):
            q = np.array(start)
            for _ in range(30):
                if not len(q):
                    break
                value = played(q)[there] - marks
                slopes = np.stack(
                    [
                        played(np.where(np.arange(len(q)) == k, 1.0, q))[there]
                        - played(np.where(np.arange(len(q)) == k, 0.0, q))[there]
                        for k in range(len(q))
                    ],
                    axis=1,
                )
                if abs(np.linalg.det(slopes)) < 1e-12:
                    break
                q = q - np.linalg.solve(slopes, value)
            x = played(q)
            fine = not len(q) or (
                np.abs(x[there] - marks).max() < 1e-9 and q.min() > -1e-9 and q.max() < 1 + 1e-9
            )
            inside = all(
                half % 2 == 0
                or edges[half // 2] < x[i] < edges[half // 2 + 1]
                or (x[i], half) in ((0, 1), (1, 2 * zones - 1))
                for i, half in enumerate(place)
            )
            if fine and inside:
                yield tuple(x)


def no_point_is_missing(game, agents, delta, starts=(0.1, 0.5, 0.9)):
    found = match(game, *agents, delta=delta, epsilon="1/2")
    assert found.status == "complete"
    plays = np.array(
        [
            [x for m in p.play for x in np.cumsum(list(map(float, m)))[:-1]]
            for p in found.fixed_points
        ]
    )
    seen = 0
    for x in numeric_points(found, starts):
        listed = np.abs(plays - np.array(x)).max(axis=1).min() < 1e-7
        assert listed or any(is_mixture(x, plays[list(rows)]) for rows in found.continua), x
        seen += 1
    assert seen


def is_mixture(x, corners):
    """Whether a point lies in the hull of others, up to rounding."""
    rows = np.vstack([corners.T, np.ones(len(corners))])
    return nnls(rows, np.array([*x, 1.0]))[1] < 1e-7


def test_a_dense_numeric_search_finds_no_other():
    no_point_is_missing(VOLUNTEER, ("defect", "nelp", "nelp"), "1/4")


def test_a_dense_numeric_search_finds_no_other_of_more_moves():
    no_point_is_missing(*WIDE[1], "2/5", starts=(0.4,))


@pytest.mark.slow
@pytest.mark.parametrize("case", [*WIDE, (LEVELS, ("nelp", "nicer", "nelp"))])
def test_dense_numeric_searches_find_no_other_of_more_moves(case):
    no_point_is_missing(*case, "1/3")


@pytest.mark.slow
@pytest.mark.parametrize("delta", ["1/8", "1/10"])
@pytest.mark.parametrize("triple", TRIPLES[1:])
def test_dense_numeric_searches_find_no_other(triple, delta):
    no_point_is_missing(*triple[:2], delta)


def simulated(found):
    """Three programs run against the oracle play what it says, up to chance."""
    ran, draw, runs = programs(found), np.random.default_rng(1), 4000
    shape = found.game.shape
    points = [point for point in found.fixed_points if point.randomised][:3] or found.fixed_points
    for point in points[:3]:
        zones = [read for line in point.zones for read in line]
        answers = [answer for line in point.answers for answer in line]
        counts = [np.zeros(moves) for moves in shape]
        for _ in range(runs):
            for one, count in zip(ran, counts):
                read = [
                    pair[0] if answer is None else pair[int(draw.random() < float(answer))]
                    for pair, answer in zip(zones, answers)
                ]
                cumulative = list(map(float, one.output(reading(read, shape))))
                count[int(np.searchsorted(cumulative, draw.random()))] += 1
        for count, mixed in zip(counts, point.play):
            assert np.abs(count / runs - np.array(list(map(float, mixed)))).max() < 0.045


@pytest.mark.parametrize("triple", TRIPLES[1:3])
def test_simulated_programs_play_what_the_oracle_says(triple):
    game, agents, delta = triple
    simulated(match(game, *agents, delta=delta, epsilon="1/4"))


@pytest.mark.parametrize("case", WIDE)
def test_simulated_programs_of_more_moves_play_what_the_oracle_says(case):
    simulated(match(case[0], *case[1], delta="1/3", epsilon="1/2"))


def test_three_nelps_give_and_nobody_is_left_below_what_is_secure():
    found = match(GOODS, "nelp", "nelp", "nelp", delta="1/20")
    assert found.status == "complete"
    slack = Fraction(1, 20) / Fraction(1, 5)
    for point in found.pareto():
        assert min(point.payoffs) >= 1 - slack
    # somebody gives nearly all: the frontier is reached, up to delta/epsilon
    assert all(sum(p.payoffs) >= 3 * Fraction(3, 2) - 3 * slack for p in found.pareto())


def test_one_rock_among_two_nelps():
    found = match(GOODS, "defect", "nelp", "nelp", delta="1/20")
    # two givers of three at multiplier 2 gain 4/3 > 1 each: they give in spite of the rock
    assert all(point.play[0] == (0, 1) for point in found.fixed_points)
    best = max(found.fixed_points, key=lambda point: point.payoffs[1] + point.payoffs[2])
    assert best.payoffs[1] > 1 and best.payoffs[0] > best.payoffs[1]
    for n in (20, 40):
        poor = match(catalog.public_goods(3, "5/4"), "defect", "nelp", "nelp", delta=Fraction(1, n))
        # here two givers gain 5/6 < 1: nobody gives more than the precision hides
        (point,) = poor.fixed_points
        assert point.randomised and point.play[1] == point.play[2]
        assert point.play[1][0] == Fraction(6, n)


def test_nicerbots_copy_a_random_other_or_the_worst():
    slack = Fraction(1, 10)
    both = match(GOODS, "nicer", "nicer:worst", "nicer", delta="1/50")
    assert all(mixed[0] > 1 - slack for point in both.fixed_points for mixed in point.play)
    kind = match(GOODS, "nicer", "cooperate", "defect", delta="1/50")
    strict = match(GOODS, "nicer:worst", "cooperate", "defect", delta="1/50")
    assert abs(kind.fixed_points[0].play[0][0] - Fraction(3, 5)) < slack
    assert abs(strict.fixed_points[0].play[0][0] - Fraction(1, 5)) < slack


def test_four_players():
    found = match(catalog.public_goods(4), "nelp", "nicer", "nelp", "defect", delta="1/6")
    assert found.status == "complete" and found.verify()


class Mean(Agent):
    name = "mean"

    def output(self, seat, own, others):
        worst = min(reading.value[0] for reading in others)
        assert len(seat.values(own.value, [o.value for o in others])) == 3
        return (worst, 1 - worst)


def test_agents_of_ones_own():
    def stingy(seat, own, others):
        return (0, 1) if others[0].value[0] < Fraction(1, 2) else (1, 0)

    found = match(GOODS, Mean(), stingy, "nicer", delta="1/6", epsilon="1/4")
    assert found.verify() and found.fixed_points
    assert "author's own" in verify(found.to_json()).assumed[0]
    with pytest.raises(InputError, match=r"'<lambda>' played .* of the others"):
        match(GOODS, lambda seat, own, others: (1, 1), "lp", "lp", delta="1/4", epsilon="1/2")


def test_regions_and_punishments():
    planes = ((1, 0, 0, 1), (0, 1, 1, 2))
    region = Region(planes, (Fraction(0), Fraction(1)), "fair to both")
    found = match(GOODS, region, "lp", "nelp", delta="1/6", epsilon="1/4")
    assert found.verify()
    assert read_result(found.to_json()).document(verify=False) == found.document(verify=False)
    greedy = Region(((1, 0, 0, 10),), label="greedy")
    with pytest.raises(InputError, match="holds no Pareto outcome"):
        match(GOODS, greedy, "lp", "lp", delta="1/6", epsilon="1/4")


def test_threats_and_constants():
    one = Demand(Fraction(1, 2), (1, 1, 1))
    found = match(GOODS, one, Constant((Fraction(1, 3), Fraction(2, 3))), "lp", "1/6", "1/4")
    assert found.verify()
    assert read_result(found.to_json()).document(verify=False) == found.document(verify=False)


def test_huge_payoffs():
    big = 10**40
    game = Game.from_arrays(*(big * np.array(GOODS.numerators[w], dtype=object) for w in range(3)))
    found = match(game, "nelp", "defect", "nicer", delta="1/6", epsilon="1/4")
    assert found.verify()


def test_huge_payoffs_that_are_secured_by_mixing():
    """Also punishments then have denominators beyond machine integers."""
    big = 10**40
    rng = np.random.default_rng(11)
    tables = rng.integers(-3, 4, (3, 2, 2, 2)).astype(object) * big + rng.integers(
        0, 4, (3, 2, 2, 2)
    )
    found = match(Game.from_arrays(*tables), "nelp", "lp", "nelp", delta="1/4", epsilon="1/3")
    assert any(p.denominator > 2**62 for seat in found.seats for p in seat.security.strategy)
    assert found.status == "complete" and found.verify()


def test_the_grid_asks_its_clock():
    with pytest.raises(OutOfTime):
        PayoffGrid(GOODS, Zones(Fraction(1, 9)), Clock(0)).steps  # noqa: B018


def test_a_stopped_search_is_partial():
    found = match(GOODS, "nelp", "nelp", "nelp", delta="1/40", budget=0)
    assert found.status == "partial" and not found.fixed_points and found.verify()
    steps = []
    match(GOODS, "nicer", "nicer", "nicer", delta="1/10", progress=steps.append)
    assert len(steps) == 8
    assert verify(found.document()) and "partial" in found.to_json()


def test_payoffs_are_formed_within_the_budget(monkeypatch):
    known = match(GOODS, "nelp", "nelp", "nelp", delta="1/8")
    formed, mean = [], module._mean

    def until_time_is_up(*args):
        if len(formed) == 5:
            raise OutOfTime
        formed.append(mean(*args))
        return formed[-1]

    monkeypatch.setattr(module, "_mean", until_time_is_up)
    found = match(GOODS, "nelp", "nelp", "nelp", delta="1/8")
    assert found.status == "partial" and sorted(found.payoffs) == sorted(formed)
    assert len(formed) == 5 and {*found.fixed_points} < {*known.fixed_points} and found.verify()


@pytest.mark.parametrize(
    ("ask", "error", "why"),
    [
        (lambda: match(GOODS, "lp", "lp"), InputError, "2 agents were named, .* 3 players"),
        (lambda: match(GOODS, *["lp"] * 4), InputError, "4 agents were named, .* 3 players"),
        (lambda: match("chicken", *["lp"] * 3), InputError, "3 agents were named, .* 2 players"),
        (lambda: match(GOODS, *["lp"] * 3, "1/3"), InputError, "between 0 and epsilon"),
        (lambda: match(GOODS, *["lp"] * 3, "1/6", "1/4", 7), InputError, "7, which is too much"),
        (lambda: match(GOODS, *["lp"] * 2, "1/6", "lp"), InputError, "all agents come first"),
        (lambda: match(GOODS, *["lp"] * 3, "1/6", delta="1/6"), InputError, "each number once"),
        (lambda: match(GOODS, *["lp"] * 3, delta="1/500"), UnsupportedError, "delta = 1/125"),
        (lambda: match(GOODS, "demand:1,2,3", "lp", "lp"), InputError, "demands 3 shares, but"),
        (lambda: match("chicken", "demand:1,2", "lp"), InputError, "demands 2 shares, but"),
        (lambda: match(GOODS, Region(((1, 0, 0),)), "lp", "lp"), InputError, "2 payoffs, but"),
        (lambda: match("chicken", Region(((1, 0, 0, 0),)), "lp"), InputError, "3 payoffs, but"),
        (lambda: match(GOODS, tit_for_tat(), "lp", "lp"), UnsupportedError, "one other player"),
        (lambda: match(GOODS, "nicer:best", "lp", "lp"), InputError, "nicer or nicer:worst"),
        (lambda: match(GOODS, "constant:1/2,1/4,1/4", "lp", "lp"), InputError, "mixes 3 moves"),
        (lambda: NicerBot("best"), InputError, "'random' or the 'worst'"),
        (lambda: Demand((), None), InputError, "at least 0, not nothing"),
        (lambda: match(GOODS, Demand(1, (1, 1)), "lp", "lp"), InputError, "has 2 payoffs, but"),
        (lambda: Region(((1, 0, 0), (1, 0, 0, 0))), InputError, "different lengths"),
        (lambda: match(GOODS, *["lp"] * 3, max_points=3), UnsupportedError, "more than 3 fixed"),
    ],
)
def test_what_cannot_be_is_one_line(ask, error, why):
    with pytest.raises(error, match=why) as caught:
        ask()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("case", WIDE)
def test_the_checker_finds_no_others_of_more_moves(case):
    found = match(case[0], *case[1], delta="1/3", epsilon="1/2")
    assert found.status == "complete" and found.verify()
    document = found.document(verify=False)
    assert read_result(found.to_json()).document(verify=False) == document
    checked = verify(document, complete=True)
    assert checked and "blocks hold none" in checked.proved[-1]


def test_a_point_that_is_left_out_is_found():
    found = match(LEVELS, "nelp", "nicer", "defect", delta="1/3", epsilon="2/5")
    assert found.status == "complete" and verify(found.document(verify=False), complete=True)
    for row in range(0, len(found.fixed_points), 3):
        short = replace(
            found, fixed_points=(*found.fixed_points[:row], *found.fixed_points[row + 1 :])
        )
        assert short.verify() and not short.verify(complete=True)


def test_three_levels_of_giving():
    # with two givers of three a gift costs 3 and brings 4 to both: they give in spite of the rock
    found = match(LEVELS, "nelp", "nelp", "constant:0,0,1", delta="1/5", epsilon="2/5", budget=30)
    assert found.status == "complete"
    assert all(point.play[2] == (0, 0, 1) for point in found.fixed_points)
    best = max(found.fixed_points, key=lambda point: point.payoffs[0] + point.payoffs[1])
    assert best.payoffs[0] > 0 and best.payoffs[2] > best.payoffs[0]
    for point in found.fixed_points:  # nobody is left below what is secure, up to delta/epsilon
        assert min(point.payoffs) >= -3


def test_a_player_with_one_move():
    game = random_game(Random(3), 3, shape=(3, 1, 2))
    found = match(game, "nelp", "lp", "nelp", delta="1/4", epsilon="1/2")
    assert found.status == "complete" and found.verify()
    assert {point.play[1] for point in found.fixed_points} == {(1,)}
    # the others meet as in the game of two that is left
    pair = [[[game.payoff(w, (a, 0, c)) for c in (0, 1)] for a in range(3)] for w in (0, 2)]
    two = match(Game.from_arrays(*pair), "lp", "lp", "1/4", "1/2")
    three = match(game, "lp", "lp", "lp", delta="1/4", epsilon="1/2")
    indifferent = Game.from_arrays(
        *(np.array(table)[:, None, :] for table in (pair[0], pair[0], pair[1]))
    )
    idle = match(indifferent, "lp", "lp", "lp", delta="1/4", epsilon="1/2")
    assert {(p.play[0], p.play[2]) for p in idle.fixed_points} == {p.play for p in two.fixed_points}
    assert len(three.fixed_points) >= len(two.fixed_points)


def test_a_precision_is_chosen_by_the_size_of_a_group():
    for shape, expected in (((2, 2, 2), "1/20"), ((3, 3, 3), "1/6"), ((2, 2, 3), "1/11")):
        game = Game.from_arrays(*(np.zeros(shape, dtype=int) for _ in range(3)))
        rocks = [Constant((1,) + (0,) * (moves - 1)) for moves in shape]
        assert str(match(game, *rocks).delta) == expected
    rocks = [Constant((1, 0))] * 3  # and below a step that is given
    for step, expected in (("1/10", "1/20"), ("1/20", "1/24"), ("1/50", "1/60")):
        assert str(match(GOODS, *rocks, epsilon=step).delta) == expected


def test_tables_are_written(tmp_path):
    found = match(GOODS, "nicer", "defect", "nelp", delta="1/6", epsilon="1/4")
    found.write(tmp_path / "points.csv")
    lines = (tmp_path / "points.csv").read_text().splitlines()
    assert len(lines) == len(found.fixed_points) + 1 and "1: Give" in lines[0]


def test_the_words_say_what_those_play_who_have_a_choice():
    table = np.arange(4).reshape(2, 1, 2)
    game = Game.from_arrays(table, table, table)
    agents = ("constant:1/3", "cooperate", "cooperate")
    lines = str(match(game, *agents, delta="1/4", epsilon="1/2")).splitlines()
    assert lines[0] == f"{', '.join(agents)}, δ = 1/4, ε = 1/2: 1 fixed point"
    assert lines[2] == "  (1 0.3333; 1 1) paying 1.333, 1.333, 1.333"
    assert lines[4:] == [f"player {k} gets 1.333" for k in (1, 2, 3)]


@pytest.mark.parametrize(("game", "agents"), [TRIPLES[1][:2], *WIDE])
def test_cells_that_are_left_open_hold_the_points_that_were_not_found(game, agents, monkeypatch):
    found = group_match(game, agents, "1/4", "1/2")
    assert found.fixed_points and not found.undetermined

    def refuse(cell, clock):
        raise UnresolvedError("for a test")

    monkeypatch.setattr(group_search, "solve", refuse)
    stuck = group_match(game, agents, "1/4", "1/2")
    assert stuck.status == "undetermined" and not stuck.fixed_points
    for point in found.fixed_points:
        assert any(
            all(
                low <= x <= high
                for mixed, row in zip(point.play, cell.bounds)
                for x, (low, high) in zip(mixed, row)
            )
            for cell in stuck.undetermined
        )
    for cell in stuck.undetermined:
        for row in cell.bounds:
            assert all(0 <= low <= high <= 1 and high - low <= Fraction(1, 2) for low, high in row)
            assert sum(low for low, _ in row) <= 1 <= sum(high for _, high in row)

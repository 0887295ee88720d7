"""The agents as oracle machines: the general solver finds the same fixed points."""

from __future__ import annotations

import dataclasses
import random
import time
from fractions import Fraction

import pytest

from oraclegames import Game, UnsupportedError
from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic
from oraclegames.reflective.agents.names import agent
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.agent_machines import agent_machines
from oraclegames.reflective.match.match import match
from oraclegames.reflective.oracles.solve_oracles import solve_oracles
from tests.depth import some
from tests.reflective.match.machine_points import machine_fixed_points
from tests.reflective.prisoners import SMALL, UNEVEN, plays

PAIRS = [
    ("lp", "lp"),
    ("lp", "cooperate"),
    ("nelp", "defect"),
    ("nelp", "nelp"),
    ("nelp:2", "nelp:2"),
    ("demand:1/2", "demand:2"),
    ("demand:2", "demand:2"),
    ("nicer", "nelp"),
    ("nicer", "nicer"),
    ("constant:2/7", "nelp"),
]


def agree(game, first, second, delta, epsilon):
    fast = match(game, first, second, delta, epsilon)
    slow = machine_fixed_points(game, fast.agents, fast.seats, fast.delta, Clock(None)).points
    assert [point.play for point in slow] == sorted(point.play for point in fast.fixed_points)
    flags = {point.play: point.randomised for point in fast.fixed_points}
    assert {point.play: point.randomised for point in slow} == flags


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_both_paths_find_the_same_fixed_points(first, second):
    agree(SMALL, first, second, "1/10", "1/5")


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("delta", ["1/20", "1/30"])
def test_both_paths_agree_at_higher_precision(first, second, delta):
    agree(SMALL, first, second, delta, "1/5")


@pytest.mark.parametrize(("first", "second"), PAIRS[3:8])
def test_both_paths_agree_where_the_last_zone_is_cut(first, second):
    agree(UNEVEN, first, second, "2/15", "1/3")


def test_a_segment_is_the_solvers_continuum():
    fast = match(SMALL, "constant:1/2", "demand:1/2", "1/10", "1/5")
    found = solve_oracles(agent_machines(SMALL, fast.agents, fast.seats, fast.delta))
    continua = {
        tuple(sorted((corner.distributions[0][0], corner.distributions[1][0]) for corner in one))
        for one in (entry.vertices for entry in found if len(entry.vertices) > 1)
    }
    assert found.complete and len(fast.segments) > 0
    assert continua == {tuple(sorted(ends)) for ends in fast.segments}
    points = machine_fixed_points(SMALL, fast.agents, fast.seats, fast.delta, Clock(None))
    assert points.status == "undetermined"
    listed = {(point.play[0][0], point.play[1][0]) for point in points.points}
    assert {end for ends in fast.segments for end in ends} <= listed


def test_every_oracle_of_the_machines_is_truthful():
    one, two = agent("nelp"), agent("demand:1/2")
    found = solve_oracles(
        agent_machines(SMALL, (one, two), seats(SMALL, Fraction(1, 5)), Fraction(1, 8))
    )
    assert found.complete and found.verify()


def test_a_third_move_of_the_opponent_changes_nothing_if_it_is_never_played():
    wide = Game.from_arrays(
        [[2, 0, 0], [3, 1, 0]], [[2, 3, 0], [0, 1, 0]], moves=[["C", "D"], ["C", "D", "X"]]
    )
    result = match(wide, "nicer", "defect", "1/8", "1/5")
    assert [point.play[0] for point in result.fixed_points] == [
        point.play[0] for point in match(SMALL, "nicer", "defect", "1/8", "1/5").fixed_points
    ]
    assert result.verify()
    assert result.to_dict()["verified"] is True


def test_three_moves_each_are_solved_and_verify():
    table = [[3, 0, 1], [4, 1, 0], [1, 0, 0]]
    game = Game.from_arrays(table, list(zip(*table)), moves=[["C", "D", "X"]] * 2)
    result = match(game, "nelp", "defect", "1/4", "1/2")
    assert len(result.fixed_points) > 0 and result.verify()
    assert len(result.arcs) >= 1


def test_a_match_with_many_moves_stops_when_its_time_is_over():
    table = [[3, 0, 1], [4, 1, 0], [1, 0, 0]]
    game = Game.from_arrays(table, list(zip(*table)), moves=[["C", "D", "X"]] * 2)
    began = time.process_time()  # other programs may have the machine meanwhile
    result = match(game, "lp", "lp", "1/50", "1/5", budget=0.5)
    assert time.process_time() - began < 1.5
    assert result.status == result.to_dict()["status"] == "partial"
    assert result.verify()
    assert "stopped" in str(result)


CURVED = Game.from_arrays([[0, 8, 5], [9, 1, 4]], [[4, 9, 0], [1, 4, 8]])


def test_irrational_fixed_points_are_algebraic_numbers():
    result = match(CURVED, "demand:1/2", "lp", "1/4", "1/2")
    assert result.verify()
    irrational = [
        point
        for point in result.fixed_points
        if any(isinstance(p, Algebraic) for p in point.play[1])
    ]
    assert irrational
    for point in irrational:
        first, second = point.play
        assert sum(second) == 1 and min(second) >= 0
        for payoff, table in zip(point.payoffs, (0, 1)):
            total = Fraction(0)
            for a, p in enumerate(first):
                for b, q in enumerate(second):
                    total = total + p * q * CURVED.payoff(table, (a, b))
            assert payoff == total
    wrong = list(irrational[0].play[1])
    wrong[0], wrong[1] = wrong[0] + Fraction(1, 10**30), wrong[1] - Fraction(1, 10**30)
    bad = dataclasses.replace(irrational[0], play=(irrational[0].play[0], tuple(wrong)))
    assert not dataclasses.replace(result, fixed_points=[bad]).verify()
    # everything that shows a match does with them
    assert len(list(result.rows())) == len(result.fixed_points)
    assert result.to_dict()["verified"]
    assert result.arcs and result.pareto()


def test_equations_of_degree_two_in_two_unknowns_are_decided():
    result = match(CURVED, "demand:1/2", "lp", "1/4", "1/2")
    assert result.status == "complete" and result.undetermined == ()
    assert len(result.fixed_points) > 100
    assert result.verify(complete=True)


def test_of_a_continuum_some_points_are_listed_and_it_is_marked():
    game = Game.from_arrays([[2, 9, 1], [4, 1, 7]], [[7, 7, 6], [3, 1, 7]])
    result = match(game, "constant:1/4", "nelp", "1/4", "1/2")
    assert result.status == "undetermined"
    assert any("continuum" in cell.reason for cell in result.undetermined)
    ends = {point.play[1] for point in result.fixed_points}
    assert ends == {(Fraction(1, 16), 0, Fraction(15, 16)), (Fraction(1, 8), 0, Fraction(7, 8))}
    assert "2 points close to (" in str(result)
    assert result.verify()


def test_too_fine_a_precision_for_many_moves_names_one_that_works():
    game = Game.from_arrays([[0] * 3] * 3, [[0] * 3] * 3)
    with pytest.raises(UnsupportedError, match="take delta = 1/79 or more, not 1/200") as caught:
        match(game, "lp", "lp", "1/200")
    assert "\n" not in str(caught.value)
    assert "404,010,000 pairs of readings, more than 10,000,000" in str(caught.value)
    assert "they grow like delta^-4/4" in str(caught.value)
    match(game, "lp", "lp", "1/79", budget=0)
    with pytest.raises(UnsupportedError):
        match(game, "lp", "lp", "1/80", budget=0)


def test_where_only_a_large_precision_works_epsilon_must_grow_too():
    game = Game.from_arrays([[0] * 12] * 12, [[0] * 12] * 12)
    with pytest.raises(UnsupportedError, match="1/5 or more, and an epsilon above that"):
        match(game, "lp", "lp", "1/20")


class Coins:
    """An oracle's handle that tosses coins and answers truthfully about given probabilities."""

    def __init__(self, probabilities, answers, seed):
        self.probabilities = probabilities
        self.answers = answers
        self.random = random.Random(seed)

    def flip(self, probability):
        return self.random.random() < float(probability)

    def exceeds(self, machine, outcome, threshold):
        assert outcome == "C"
        x = self.probabilities[machine]
        return x > threshold or (x == threshold and self.flip(self.answers[machine]))


@pytest.mark.parametrize(
    ("first", "second"),
    [("nelp", "defect"), ("nelp", "nelp"), ("demand:2", "demand:2"), ("nicer", "nelp")],
)
def test_running_the_programs_against_a_found_oracle_reproduces_its_probabilities(first, second):
    result = match(SMALL, first, second, "1/20", "1/5")
    count = some(800, 4000)
    randomised = [point for point in result.fixed_points if point.randomised]
    for point in [*randomised[:2], result.fixed_points[0]]:
        machines = agent_machines(SMALL, result.agents, result.seats, result.delta)
        truth = {str(i + 1): point.play[i][0] for i in (0, 1)}
        answers = {str(i + 1): (point.answers[i][0] or (Fraction(0),) * 2)[0] for i in (0, 1)}
        oracle = Coins(truth, answers, seed=7)
        for i, machine in enumerate(machines):
            cooperations = sum(machine.function(oracle) == "C" for _ in range(count))
            x = float(point.play[i][0])
            assert abs(cooperations / count - x) <= 4 * (x * (1 - x) / count) ** 0.5
    assert plays(result)

"""Times of the search for reflective oracles; all but one limit are ratios of the same run."""

from fractions import Fraction
from math import log
from random import Random
from time import perf_counter

import numpy as np
import pytest

from oraclegames import Game, nash_machines
from oraclegames import solve_oracles as solve

EPSILON = Fraction(1, 5)


def generous(me, other, zones):
    """Reads both; defects against one who does much less; else drifts towards cooperation."""

    def play(oracle):
        mine = oracle.reading(me, Fraction(1, zones))["C"]
        theirs = oracle.reading(other, Fraction(1, zones))["C"]
        if theirs < mine / 2:
            return "D"
        return "C" if oracle.flip(EPSILON + (1 - EPSILON) * mine) else "D"

    return ("C", "D"), play


def demand_half(me, other, zones):
    """In the Prisoner's Dilemma 3, 2, 1, 0: refuses what surely gives it less than half as much."""
    half = Fraction(1, 2 * zones)

    def play(oracle):
        mine = oracle.reading(me, Fraction(1, zones))["C"]
        theirs = oracle.reading(other, Fraction(1, zones))["C"]
        own_gain, their_gain = 2 * theirs - mine, 2 * mine - theirs
        if own_gain + 3 * half < 0 or own_gain - their_gain / 2 + 5 * half < 0:
            return "D"
        if mine < 1 - 2 * half and oracle.flip(EPSILON):
            return "C"
        return "C" if oracle.flip(mine) else "D"

    return ("C", "D"), play


def imitating(me, other, zones):
    """Mixes its own reading with the other's: every cell of the diagonal is a fixed point."""

    def play(oracle):
        mine = oracle.reading(me, Fraction(1, zones))["C"]
        theirs = oracle.reading(other, Fraction(1, zones))["C"]
        return "C" if oracle.flip(Fraction(9, 10) * mine + Fraction(1, 10) * theirs) else "D"

    return ("C", "D"), play


def pair(agent, zones):
    return {"A": agent("A", "B", zones), "B": agent("B", "A", zones)}


def seconds(agent, zones):
    start = perf_counter()
    assert solve(pair(agent, zones)).complete
    return perf_counter() - start


@pytest.mark.parametrize("agent", [generous, demand_half])
def test_two_readers_at_a_thousandth_take_less_than_a_second(benchmark, agent):
    oracles = benchmark(lambda: solve(pair(agent, 1000)))
    assert oracles.complete
    assert benchmark.stats.stats.median < 1


@pytest.mark.parametrize(
    ("agent", "coarse", "fine"),
    [(generous, 250, 4000), (demand_half, 250, 4000), (imitating, 40, 160)],
)
def test_the_time_grows_at_most_like_the_precision_to_the_power_of_1_2(
    benchmark, agent, coarse, fine
):
    base = min(seconds(agent, coarse) for _ in range(3))
    benchmark.pedantic(lambda: solve(pair(agent, fine)), rounds=3)
    assert log(benchmark.stats.stats.min / base) / log(fine / coarse) <= 1.2


def random_games(count):
    source = Random(3)
    table = lambda: np.array([[source.randint(-500, 500) for _ in range(3)] for _ in range(3)])  # noqa: E731
    return [Game.from_arrays(table(), table()) for _ in range(count)]


def test_three_by_three_equilibria_take_at_most_fifty_times_as_long_as_gambit(benchmark):
    gambit = pytest.importorskip("pygambit")
    games = random_games(20)
    theirs = [
        gambit.Game.from_arrays(*(np.array(game.payoff_array(k)) for k in range(2)))
        for game in games
    ]
    start = perf_counter()
    for _ in range(3):
        for game in theirs:
            gambit.nash.enummixed_solve(game)
    reference = (perf_counter() - start) / 3
    benchmark.pedantic(lambda: [solve(nash_machines(game)) for game in games], rounds=3)
    assert benchmark.stats.stats.min <= 50 * reference


def test_equilibria_of_three_players(benchmark):
    source = Random(4)
    games = []
    for _ in range(10):
        tables = [
            np.array([source.randint(-500, 500) for _ in range(8)]).reshape(2, 2, 2)
            for _ in range(3)
        ]
        games.append(Game.from_arrays(*tables))
    benchmark(lambda: [solve(nash_machines(game)) for game in games])

"""Matches and tournaments; the targets are 0.1 s at 1/500, 1 s at 1/10,000, 20 s for ten agents."""

from __future__ import annotations

import tracemalloc

import pytest

from oraclegames import Game
from oraclegames.reflective.match.match import match
from oraclegames.reflective.programs.tournament import tournament

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
PAIRS = [("lp", "lp"), ("nelp", "nelp"), ("demand:1/2", "demand:2"), ("nicer", "nelp")]
TEN = [
    "lp",
    "nelp",
    "nelp:2",
    "demand:1/2",
    "demand:1",
    "demand:2",
    "nicer",
    "cooperate",
    "defect",
    "constant:1/3",
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_match_at_one_in_500(benchmark, first, second):
    result = benchmark(match, PD, first, second, "1/500")
    assert len(result.fixed_points) > 0


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_match_at_one_in_10000(benchmark, first, second):
    result = benchmark.pedantic(match, (PD, first, second, "1/10000"), rounds=2)
    assert len(result.fixed_points) > 0


def test_arcs_and_pareto_points_at_one_in_500(benchmark):
    def derive():
        result = match(PD, "lp", "lp", "1/500")
        return result.arcs, result.pareto()

    arcs, best = benchmark(derive)
    assert len(arcs) == 1 and len(best) > 0


def test_tournament_of_ten_on_two_processes(benchmark):
    result = benchmark.pedantic(tournament, (PD, TEN, "1/200"), {"processes": 2}, rounds=1)
    assert len(result.pairings) == 100


def test_reading_the_fixed_points_keeps_none_of_them(benchmark):
    points = match(PD, "lp", "lp", "1/1000").fixed_points

    def read():
        tracemalloc.start()
        for _ in points:
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert benchmark.pedantic(read, rounds=1) < 1 << 20

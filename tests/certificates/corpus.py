"""Results of every kind that is kept as a document, small ones, with ties and without."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

import oraclegames as og
from oraclegames import catalog
from oraclegames.agents import (
    Automaton,
    Constant,
    Demand,
    Grounded,
    Region,
    contrite_tit_for_tat,
    memory_one,
)
from oraclegames.budget import Clock
from oraclegames.conditional.best.best import find_best
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.result import Best
from oraclegames.reflective.agents.agents import Agent
from tests.reflective.random_machines import reading_system

PD = "prisoners_dilemma"
TIED = og.Game.from_arrays([[2, 0, 0], [2, 2, 0]], [[1, 3, 3], [2, 1, 1]])
EDGES = og.Game.from_arrays([[1, 1], [0, 1]], [[2, 1], [1, 1]])
MIXED = og.Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
ZERO_SUM = og.Game.from_arrays([[2, -1, 1], [-2, 3, 0]], [[-2, 1, -1], [2, -3, 0]])
TABLE = np.random.default_rng(9).integers(-2, 3, size=(2, 2, 2))
COMMON = og.Game.from_arrays(TABLE, 2 * TABLE + 1, 3 * TABLE)
NOTHING = og.Game.from_arrays([[3, 2], [1, 0]], [[0, 1], [0, 1]])
FACE = og.Game.from_arrays([[2, 3], [2, 0]], [[1, 2], [3, 0]])
COPIES = og.Game.from_arrays([[1, 1, 0], [1, 1, 0], [0, 5, 2]], [[1, 1, 0], [1, 1, 5], [0, 0, 2]])
THREE = catalog.coordination(3)
SKEWED = og.Game.from_arrays([[1, -3], [-7, -1]], [[-6, 2], [2, -3]])
DILEMMA = [[2, 0], [3, 1]], [[2, 3], [0, 1]]
CHAIN = og.GraphicalGame.polymatrix((2, 2, 2), {(0, 1): DILEMMA, (1, 2): DILEMMA})
VOLUNTEER = og.SymmetricGame.of(8, lambda s, k: np.where(k[1] > 0, 10 - 3 * s, 0), ("wait", "go"))
COUNTS = og.SymmetricGame.of(4, lambda s, k: k[s] * (s + 1) - 2 * k[(s + 1) % 3], ("a", "b", "c"))
GIVERS = og.FormulaGame.of(10**6, {"Give": "2*Give/n", "Keep": "where(Give > 9, 2*Give/n + 1, 0)"})
TERNARY = og.FormulaGame.of(9, {"A": "A/9", "B": "min(B/4, 1)", "C": "1 - C/9"}, title="Three")
EMPTY = og.Game.from_arrays([[3, 2, 4], [1, 0, 1]], [[0, 1, 0], [0, 1, 1]])
FLAT = og.Game.from_arrays([[1, 1, 1], [1, 1, 1]], [[0, 3, 1], [2, -1, 1]])
MIXED_UP = og.Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
HALF = Fraction(1, 2)
SHIFTS = og.Game.from_arrays([[2, 0, 1], [1, 1, 0]], [[1, 0, 1], [1, 1, 0]])
SHIFTED = og.Game.from_arrays([[0, 2, 1], [2, 1, 0], [1, 1, 2]], [[0, 0, 0], [1, 0, 1], [2, 2, 1]])
PRODUCTS = og.Game.from_arrays([[0, 1, 1], [0, 0, 1], [0, 0, 1]], [[1, 1, 1], [0, 0, 0], [1, 1, 1]])
CURVED = og.Game.from_arrays([[2, 1, 2], [0, 2, 0], [2, 0, 1]], [[0, 1, 0], [0, 1, 1], [1, 0, 0]])
CUT = og.Game.from_arrays(*np.random.default_rng(2).integers(-5, 6, (3, 2, 2, 2)))
BOUND = og.Game.from_arrays([[0, 3, 3], [5, -5, -2]], [[5, -1, -1], [-3, -5, -5]])
WIDE = og.Game.from_arrays(*np.random.default_rng(1).integers(-9, 10, (3, 9, 2, 2)))
FOUR = og.Game.from_arrays(*np.random.default_rng(3).integers(-9, 10, (2, 3, 3)))
HALVES = og.Game.from_arrays([[4, 5], [8, 0]], [[7, 3], [0, 2]])


LINE = "2,1 0,0 1,2; 0,0 1,2 3,1"
TURNS = "0,0 3,2 0,3; 2,3 2,2 0,0; 3,0 0,0 1,1"


def _piece(game: str, number: int) -> Any:
    """A piece of all equilibria of a game of two players."""
    return og.solve(game).whole.pieces[number]


def searched(game: og.Game, what: str, tolerance: Fraction) -> Best:
    """The answer of branch and bound for totally mixed play."""
    return find_best(game, objective(what, game), tolerance, Clock(None), compare=True)


class Own(Agent):
    """An agent of one's own, which no document describes."""

    name = "my own"

    def output(self, seat, own, other):
        return other.value and (other.value[0], 1 - other.value[0])

    def check(self, seat):
        """Fits everywhere."""


TRUSTING = {"m": lambda oracle: "1" if oracle.exceeds("m", "1", HALF) else "0"}
TWICE = {"m": lambda o: "1" if all(o.exceeds("m", "1", "1/3") for _ in "ab") else "0"}
MIRRORS = {"a": lambda oracle: oracle.sample("b"), "b": lambda oracle: oracle.sample("a")}
TOSSED = {"m": lambda o: o.sample("k") if o.flip("1/3") else "0", "k": lambda o: o.sample("m")}
IDLE = {"m": lambda o: "1" if o.reading("m", "1/4")["1"] > 0 and o.exceeds("m", "0", HALF) else "0"}
REGION = Region.polygon([(1, 1), (3, 1), (1, 3), (2, 2)], label="near the middle")
SPACE = Region(((1, 0, 0, 1), (0, 1, 1, 2)), (HALF, HALF), "fair to both")
BOT = Grounded((1, 0), (((1, 0), (0, 1)), ((HALF, HALF), (0, 1))), "mixed bot")
TIT = Grounded((1, 0), ((1, 0), (0, 1)), "tit for tat")
TILT = Grounded((HALF, HALF), ((1, 0), (0, 1), (HALF, HALF)), "tilt")
TURN = Grounded((1, 0, 0), ((0, HALF, HALF), (0, 0, 1)), "turn")
BENT = og.ParametricGame.from_arrays([["t^2", "t"], [1, 2]], [[2, "t"], [0, 1]])
BENDING = og.ParametricGame.from_arrays(
    [["t", "2*t + 1"], ["t + 1", 0]], [[-1, -2], ["-2*t - 1", 0]]
)
JUMPING = og.ParametricGame.from_arrays([["-t^2", 0], [0, 0]], [[10, 0], [0, 0]])
COPIERS = (
    Automaton(((1, 0), (0, 1)), (((0, 1, 1), (0, 0, 1)), ((0, 1, 0), (1, 1, 0))), "two"),
    Automaton(
        ((HALF, HALF, 0), (0, 0, 1)), (((0, 1), (0, 1), (0, 0)), ((1, 0), (0, 0), (1, 0))), "three"
    ),
)

REMEMBERING = (
    Automaton(((1, 0, 0), (0, HALF, HALF)), (((0, 1, 1), (0, 0, 1), (1, 0, 1)),) * 2, "remembers"),
    Automaton(
        ((0, 1, 0), (HALF, 0, HALF)), (((1, 0, 0), (0, 1, 0), (1, 1, 0)),) * 2, "remembers, too"
    ),
)

CORPUS: dict[str, Callable[[], Any]] = {
    "solve": lambda: og.solve("chicken"),
    "solve, crossing": lambda: og.solve(PD),
    "solve, edges": lambda: og.solve(EDGES),
    "solve, face": lambda: og.solve(FACE),
    "solve, surface": lambda: og.solve("matching_pennies"),
    "solve, nothing mixed": lambda: og.solve(NOTHING),
    "solve, larger": lambda: og.solve(TIED, budget=0),
    "solve, in outline": lambda: og.solve(BOUND, outline=True, budget=60),
    "solve, nothing mixed in outline": lambda: og.solve(EMPTY, outline=True, budget=60),
    "solve, stopped": lambda: og.solve(THREE, outline=True, budget=0.01),
    "solve, in pieces": lambda: og.solve(TIED, budget=60),
    "solve, in pieces of 3×3": lambda: og.solve(EMPTY, budget=60),
    "check": lambda: og.check(PD, "3/8, 1/8, 1/8, 3/8"),
    "check, unequal": lambda: og.check("chicken", "4/9,4/9,1/9,0"),
    "check, tempted": lambda: og.check(PD, "0,1,0,0"),
    "check, corner": lambda: og.check("chicken", "1,0,0,0"),
    "check, obstacle": lambda: og.check(catalog.anti_coordination(), "1,0,0,0"),
    "check, limit": lambda: og.check("battle_of_the_sexes", "0,3/5,2/5,0"),
    "check, face": lambda: og.check("chicken", "0,4/9,4/9,1/9"),
    "check, edge": lambda: og.check(EDGES, "1/2,0,1/2,0"),
    "check, strict levels": lambda: og.check(THREE, "1,0,0,0,0,0,0,0,0"),
    "check, orders": lambda: og.check(TIED, "1,0,0,0,0,0"),
    "check, no orders": lambda: og.check(THREE, "0,1,0,0,0,0,0,0,0"),
    "check, no shifts": lambda: og.check(SHIFTS, "0,0,0,1/2,1/2,0"),
    "check, orders of shifts": lambda: og.check(SHIFTED, "0,0,1/2,0,1/2,0,0,0,0"),
    "check, products": lambda: og.check(PRODUCTS, "0,0,0,0,0,1,0,0,0"),
    "check, trembles of shifts": lambda: og.check(CURVED, "1/2,0,1/2,0,0,0,0,0,0"),
    "check, one player": lambda: og.check(og.Game.from_arrays([1, 1, 0]), "1/2,1/2,0"),
    "check, out of time": lambda: og.check(TIED, "1,0,0,0,0,0", budget=0),
    "pure": lambda: og.pure_equilibria(TIED),
    "pure, 2×2": lambda: og.pure_equilibria(PD),
    "pure, three players": lambda: og.pure_equilibria(catalog.public_goods(3)),
    "pure, out of time": lambda: og.pure_equilibria(TIED, budget=0),
    "pure, one outcome": lambda: og.pure_equilibria(og.Game.from_arrays([[7]], [[7]])),
    "pure equilibrium": lambda: og.pure_equilibria(TIED)[0],
    "pure equilibrium of solve": lambda: og.solve(catalog.anti_coordination()).pure[0],
    "achieve": lambda: og.achieve("chicken", "4,4"),
    "achieve, no": lambda: og.achieve("chicken", "4,3"),
    "achieve, larger": lambda: og.achieve(THREE, "1/2,1/2"),
    "achieve, a limit": lambda: og.achieve(PD, "2,2", closure=True),
    "achieve, mixed limit": lambda: og.achieve(PD, "3/2,3/2", closure=True),
    "achieve, no limit": lambda: og.achieve("chicken", "5,5", closure=True),
    "achieve, box": lambda: og.achieve("chicken", "4,3", closure=True),
    "achieve, closed form": lambda: og.achieve(EDGES, "1,1", closure=True),
    "achieve, out of time": lambda: og.achieve(THREE, "1/2,1/2", closure=True, budget=0),
    "achieve on": lambda: og.achieve("chicken", "4,5", supports=[[0], [1]]),
    "achieve on, no": lambda: og.achieve("chicken", "4,4", supports=[[0], [1]]),
    "achieve on, tempted": lambda: og.achieve(PD, "0,3", supports=[[0], [1]]),
    "achieve, a chain": lambda: og.achieve(CHAIN, "3/2,3,3/2"),
    "achieve, a chain, no": lambda: og.achieve(CHAIN, "2,4,2"),
    "achieve, symmetric": lambda: og.achieve(VOLUNTEER, 7),
    "achieve, symmetric, no": lambda: og.achieve(VOLUNTEER, 8),
    "achieve, by formulas": lambda: og.achieve(GIVERS, "3/2"),
    "achieve, by formulas, no": lambda: og.achieve(GIVERS, 2),
    "achieve, by formulas, three": lambda: og.achieve(TERNARY, "1/2", largest=False),
    "achieve, symmetric, any": lambda: og.achieve(COUNTS, 1, largest=False),
    "region": lambda: og.region(MIXED, tolerance="1/10"),
    "region, a curve": lambda: og.region(PD, tolerance="1/4"),
    "region, three players": lambda: og.region(catalog.public_goods(3), tolerance="1/2"),
    "region, a plane": lambda: og.region(COMMON, tolerance="1/8"),
    "region, a line": lambda: og.region(ZERO_SUM, tolerance="1/16"),
    "region, nothing": lambda: og.region(NOTHING, tolerance="1/4"),
    "region, stopped": lambda: og.region(MIXED, tolerance="1/4", budget=0),
    "exact region": lambda: og.region(MIXED, totally_mixed=True),
    "exact region, curves": lambda: og.region(PD, totally_mixed=True),
    "exact region, a point": lambda: og.region("chicken", totally_mixed=True),
    "exact region, nothing": lambda: og.region(NOTHING, totally_mixed=True),
    "exact region, stopped": lambda: og.region(MIXED, totally_mixed=True, budget=0),
    "region of all": lambda: og.region(MIXED),
    "region of all, curves": lambda: og.region(PD),
    "region of all, points": lambda: og.region("chicken"),
    "region of all, stopped": lambda: og.region(MIXED, budget=0),
    "projection": lambda: _piece(LINE, -1).project((0, 0), (1, 2), tolerance="1/4"),
    "projection, values of points": lambda: _piece(TURNS, -12).project((0, 0), [(1, 1), (1, 2)]),
    "projection, a curve": lambda: _piece(TURNS, -7).project((1, 0), (2, 2), tolerance="1/4"),
    "projection, stopped": lambda: _piece(LINE, -1).project((0, 0), (1, 2), budget=0),
    "sample": lambda: og.sample(PD, 3),
    "sample, more moves": lambda: og.sample(MIXED, 2, seed=5),
    "sample, nothing": lambda: og.sample(NOTHING, 2),
    "best": lambda: og.best(PD),
    "best, a supremum": lambda: og.best("chicken", totally_mixed=True),
    "best, irrational": lambda: og.best(
        og.Game.from_arrays([[-2, 1], [0, 1]], [[2, 0], [-1, 1]]), "egalitarian", totally_mixed=True
    ),
    "best, algebraic": lambda: og.best(SKEWED, "nash", totally_mixed=True),
    "best, reflective": lambda: og.best("chicken", "player:Row", notion="reflective"),
    "best, reflective beyond 2×2": lambda: og.best(
        og.catalog.random_game(3, 3, seed=2), notion="reflective", compare=False
    ),
    "best, a supremum beyond 2×2": lambda: og.best(MIXED_UP, totally_mixed=True, compare=False),
    "best, totally mixed": lambda: og.best(FLAT, "egalitarian", totally_mixed=True, compare=False),
    "best, none": lambda: og.best(NOTHING, totally_mixed=True),
    "best, larger": lambda: og.best(TIED, "linear:1,2"),
    "best, square root": lambda: og.best(FOUR, "linear:1,-1", compare=False),
    "best, of two players": lambda: og.best(FOUR, "linear:-1,-1", compare=False),
    "best, cut": lambda: og.best(CUT, "egalitarian", tolerance="1/10"),
    "best, bounded": lambda: searched(BOUND, "egalitarian", Fraction(1, 20)),
    "best, nash product": lambda: searched(THREE, "nash", Fraction(1, 10)),
    "best, together": lambda: og.best(WIDE, tolerance="1/5", compare=False),
    "best, stopped": lambda: og.best(TIED, "egalitarian", budget=0),
    "check, nash": lambda: og.check(PD, "0,0,0,1", notion="nash"),
    "check, dependent": lambda: og.check(PD, "1/2,0,0,1/2", notion="nash"),
    "check, coarse": lambda: og.check(PD, "1/2,0,0,1/2", notion="coarse"),
    "check, correlated": lambda: og.check(PD, "1/2,0,0,1/2", notion="correlated"),
    "check, subjective": lambda: og.check(PD, "1,0,0,0", notion="subjective"),
    "check, not subjective": lambda: og.check(PD, "0,1,0,0", notion="subjective"),
    "check, embedded": lambda: og.check(PD, "1,0,0,0", notion="embedded"),
    "check, not embedded": lambda: og.check("matching_pennies", "1,0,0,0", notion="embedded"),
    "check, a belief": lambda: og.check(PD, "1,0,0,0", notion="EE", q="1/4,1/4,1/4,1/4"),
    "check, no time": lambda: og.check(PD, "1,0,0,0", notion="embedded", budget=0),
    "nash": lambda: og.nash("chicken"),
    "nash, components": lambda: og.nash("2,1 2,1 0,0; 0,0 3,1 3,1"),
    "nash, three players": lambda: og.nash(catalog.random_game(2, 2, 2, seed=1)),
    "nash, irrational": lambda: og.nash(catalog.random_game(2, 3, 2, seed=3)),
    "nash, one chooses": lambda: og.nash(og.Game.from_arrays([[[1, 2]]], [[[0, 0]]], [[[1, 1]]])),
    "nash, stopped": lambda: og.nash(THREE, budget=0),
    "correlated equilibria": lambda: og.correlated("chicken", "egalitarian"),
    "correlated, a vertex": lambda: og.correlated(PD),
    "correlated, larger": lambda: og.correlated(THREE, "nash", vertices=False),
    "correlated, coarse": lambda: og.correlated(TIED, "linear:1,2", coarse=True),
    "correlated, stopped": lambda: og.correlated(THREE, budget=0),
    "supremum": lambda: og.supremum("chicken"),
    "supremum, attained": lambda: og.supremum("matching_pennies", "egalitarian"),
    "supremum, larger": lambda: og.supremum(MIXED_UP, "linear:1,-1"),
    "supremum, irrational": lambda: og.supremum(MIXED_UP),
    "compare": lambda: og.compare(PD),
    "compare, irrational": lambda: og.compare("volunteers_dilemma(3)", "1/3"),
    "compare, larger": lambda: og.compare(THREE),
    "compare, stopped": lambda: og.compare(THREE, budget=0),
    "item": lambda: list(og.items(2, seed=3))[1],
    "least similarity": lambda: og.least_similarity(PD),
    "least similarity, a limit": lambda: og.least_similarity("prisoners_dilemma(5,3,1,0)"),
    "least similarity, values": lambda: og.least_similarity(PD, "3/2,3/2"),
    "least similarity, none": lambda: og.least_similarity("stag_hunt"),
    "least similarity, irrational": lambda: og.least_similarity(
        og.Game.from_arrays([[4, -2], [7, 1]], [[3, 8], [-1, 0]])
    ),
    "phases": lambda: og.phases("prisoners_dilemma(t,2,1,0)", low=2, high=6),
    "phases, arcs": lambda: og.phases(BENT, "arcs", low=-3, high=3),
    "phases, notions": lambda: og.phases(BENT, "notions", low=-3, high=3),
    "phases, similar": lambda: og.phases("prisoners_dilemma(t,2,1,0)", "similar", low=2, high=6),
    "phases, welfare": lambda: og.phases(BENDING, "welfare", low=-3, high=3),
    "phases, welfare at one place": lambda: og.phases(JUMPING, "welfare", low=-3, high=3),
    "phases, stopped": lambda: og.phases(BENT, low=-3, high=3, budget=0),
    "similarity": lambda: og.similarity(PD, "1/2,0,1/4,1/4"),
    "similarity, larger": lambda: og.similarity(THREE, "1/2,0,1/4,0,1/4,0,0,0,0"),
    "similar": lambda: og.similar("prisoners_dilemma(5,3,1,0)"),
    "similar, one b": lambda: og.similar(PD, "1/2"),
    "similar, a polytope": lambda: og.similar(COPIES),
    "similar, a curve": lambda: og.similar("volunteers_dilemma(3)"),
    "similar, irrational": lambda: og.similar("volunteers_dilemma(4)", "1/3"),
    "similar, stopped": lambda: og.similar(THREE, budget=0),
    "match": lambda: og.match(PD, "demand:1/2", "nelp", "1/20"),
    "match, constants": lambda: og.match(PD, "cooperate", Constant((HALF, HALF)), "1/20"),
    "match, a constant by name": lambda: og.match(PD, "constant:1/3", "nelp:3/2", "1/20"),
    "match, bots": lambda: og.match(PD, "nicer", BOT, "1/20"),
    "match, threat": lambda: og.match(PD, Demand(HALF, (Fraction(1), Fraction(1))), "lp", "1/20"),
    "match, a region": lambda: og.match(PD, REGION, "lp", "1/20"),
    "match, my own": lambda: og.match(PD, Own(), "nicer", "1/20"),
    "match, irrational": lambda: og.match(
        og.Game.from_arrays([[1, 2], [4, 1]], [[3, 0], [0, 1]]), "demand:1/2", "lp", "1/4", "1/2"
    ),
    "match, more moves": lambda: og.match("rock_paper_scissors", "nicer", "lp", "1/2", "2/3"),
    "match, stopped": lambda: og.match(PD, "lp", "lp", "1/20", budget=0),
    "match, blocks": lambda: og.match(PD, "demand:1/2", "nelp", "1/4", "1/2", keep_blocks=True),
    "limit": lambda: og.match(PD, "demand:1/2", "nelp:6/5", 0),
    "limit, replies": lambda: og.match(PD, "nicer", BOT, 0, "1/3"),
    "limit, regions": lambda: og.match(HALVES, "demand:1", "lp", 0),
    "limit, not all proved": lambda: og.match(
        "5,3 3,5; 0,0 4,5", "nelp:2", "constant:1/3", 0, "1/2"
    ),
    "limit, the zones at the ends": lambda: og.match("4,5 2,3; 0,1 3,4", "nelp:1", "demand:3/4", 0),
    "limit, stopped": lambda: og.match(PD, "lp", "lp", 0, budget=0),
    "match of three": lambda: og.match(
        "volunteers_dilemma(3)", "nicer:worst", "constant:1/3", "nelp", delta="1/4", epsilon="1/2"
    ),
    "match of three, blocks": lambda: og.match(
        "volunteers_dilemma(3)",
        "nicer",
        "constant:1/3",
        "lp",
        delta="1/2",
        epsilon="2/3",
        keep_blocks=True,
    ),
    "match of three, demands": lambda: og.match(
        "public_goods(3)", "demand:1/2,1", "nelp:2", "defect", delta="1/4", epsilon="1/2"
    ),
    "match of three, a region": lambda: og.match(
        "public_goods(3)", SPACE, "nicer", "lp", delta="1/4", epsilon="1/2"
    ),
    "tournament": lambda: og.tournament(PD, ["nicer", "demand:1/2", REGION], "1/10"),
    "tournament, more moves": lambda: og.tournament(
        "rock_paper_scissors", ["nicer", "lp"], "1/2", "2/3"
    ),
    "tournament, stopped": lambda: og.tournament(PD, ["lp", "nicer"], "1/10", budget=0),
    "common coins": lambda: og.common_coins(
        PD, memory_one([1, HALF, 0, 1]), contrite_tit_for_tat(), "1/3"
    ),
    "common coins, an equilibrium": lambda: og.common_coins(PD, memory_one(10), memory_one(10)),
    "common coins of three": lambda: og.common_coins(
        "public_goods(3)", "grim", "generous:1/3", "turns", "1/3"
    ),
    "independent coins": lambda: og.independent_coins(
        PD, memory_one([1, HALF, 0, 1]), contrite_tit_for_tat(), "1/3"
    ),
    "independent coins, an equilibrium": lambda: og.independent_coins(PD, "grim", "contrite"),
    "independent coins, more moves": lambda: og.independent_coins(
        og.Game.from_arrays([[3, 0, 1], [1, 2, 4]], [[2, 1, 0], [0, 3, 1]]), *COPIERS, "1/3"
    ),
    "fresh coins": lambda: og.independent_coins(
        PD, memory_one([HALF, 0, 1, 1]), memory_one([0, HALF, 1, 0]), "2/3", fresh=True
    ),
    "fresh coins, more moves": lambda: og.independent_coins(
        og.Game.from_arrays([[3, 0, 1], [1, 2, 4]], [[2, 1, 0], [0, 3, 1]]),
        *COPIERS,
        "2/3",
        fresh=True,
    ),
    "fresh coins, play enclosed": lambda: og.independent_coins(
        "rock_paper_scissors", *REMEMBERING, "2/3", fresh=True
    ),
    "independent coins of three": lambda: og.independent_coins(
        "volunteers_dilemma(3)", "grim", "turns", "S9", "1/3"
    ),
    "grounded": lambda: og.grounded_equilibrium(PD, og.agent("nicer"), og.agent("nicer"), "1/3"),
    "grounded, more moves": lambda: og.grounded_equilibrium(SHIFTS, TILT, TURN, "1/3"),
    "grounded, no equilibrium": lambda: og.grounded_equilibrium(PD, TIT, og.agent("nicer"), "2/3"),
    "grounded, stopped": lambda: og.grounded_equilibrium(PD, TIT, TIT, "1/3", budget=0),
    "match limit": lambda: og.match_limit(PD, "nicer", "demand:1/2", "1/10", steps=3),
    "match limit, constants": lambda: og.match_limit(PD, "nicer", "defect", "1/6", steps=3),
    "match limit, still": lambda: og.match_limit(PD, "cooperate", "defect", "1/6", steps=3),
    "match limit, stopped": lambda: og.match_limit(PD, "lp", "lp", "1/10", budget=0),
    "program equilibrium": lambda: og.program_equilibrium(
        PD, "defect", "nicer", "1/6", programs=["cooperate"]
    ),
    "program equilibrium, one move": lambda: og.program_equilibrium(
        og.Game.from_arrays([[1], [2]], [[0], [3]]), "lp", "lp", "1/6"
    ),
    "program equilibrium, stopped": lambda: og.program_equilibrium(
        PD, "defect", "lp", "1/6", budget=0
    ),
    "modal match": lambda: og.modal_match("prisoners_dilemma(5,3,1,0)", "WaitBot", "PrudentBot"),
    "modal match, itself": lambda: og.modal_match(PD, "[]them(me)", "[]them(me)"),
    "modal tournament": lambda: og.modal_tournament(PD, ["TrollBot", "mimic:FairBot"]),
    "oracles": lambda: og.solve_oracles(TRUSTING),
    "oracles, irrational": lambda: og.solve_oracles(TWICE),
    "oracles, a continuum": lambda: og.solve_oracles(MIRRORS),
    "oracles, readings": lambda: og.solve_oracles(reading_system(1, 2)),
    "oracles, a game's": lambda: og.solve_oracles(og.nash_machines("chicken")),
    "oracles, blocks": lambda: og.solve_oracles(og.nash_machines("chicken"), keep_blocks=True),
    "oracles, stopped": lambda: og.solve_oracles(TRUSTING, budget=0),
    "explore": lambda: og.explore(TRUSTING, "m"),
    "explore, asked twice": lambda: og.explore(TWICE, "m"),
    "explore, coins and samples": lambda: og.explore(TOSSED, "m"),
    "explore, idle queries": lambda: og.explore(IDLE, "m"),
}
"""Each a question; asked once a test session."""


@cache
def result(name: str) -> Any:
    """The answer to a question of the corpus."""
    return CORPUS[name]()

"""The scene of a match: payoffs, zones and corners by their definitions; how much a search of all
cells looks at, read off once."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import isqrt
from random import Random

import pytest

from oraclegames import Game, InputError, catalog, match
from oraclegames.certificates.match import check
from oraclegames.certificates.match_cover import PairCover
from oraclegames.certificates.match_scene import (
    Scene,
    custom,
    mixed_of,
    pure,
    scene_of,
    shares_of,
)
from oraclegames.certificates.part import Part, Refuted
from oraclegames.exact.surd import quadratic_roots
from oraclegames.reflective.agents.reading import Zones
from tests.certificates.test_agents_twice import mixed

HALF = Fraction(1, 2)
DELTAS = [HALF, Fraction(1, 3), Fraction(2, 5), Fraction(3, 7), Fraction(1, 10)]


def test_payoffs_of_mixed_strategies():
    draw = Random(1)
    for _ in range(40):
        rows, columns = draw.randint(1, 3), draw.randint(1, 3)
        tables = [
            [
                [Fraction(draw.randint(-4, 4), draw.randint(1, 3)) for _ in range(columns)]
                for _ in range(rows)
            ]
            for _ in "ab"
        ]
        scene = Scene(Game.from_arrays(*tables), Fraction(1, 3), HALF)
        first, second = mixed(draw, rows), mixed(draw, columns)
        for whose in (0, 1):
            worth = sum(
                p * q * tables[whose][k][m]
                for (k, p), (m, q) in product(enumerate(first), enumerate(second))
            )
            paid = scene.pay(whose, first, second)
            assert paid == worth and type(paid) is Fraction
        root = max(quadratic_roots(Fraction(2), Fraction(0), Fraction(-1)))  # 1/√2
        if rows == 2:
            paid = scene.pay(0, (root, 1 - root), second)
            ends = [scene.pay(0, pure(k, 2), second) for k in (0, 1)]
            assert paid == root * (ends[0] - ends[1]) + ends[1]


@pytest.mark.parametrize("delta", DELTAS)
def test_zones_of_a_number(delta):
    scene = Scene(catalog.chicken(), delta, Fraction(3, 4))
    zones = Zones(delta)
    edges = [k * delta for k in range(100) if 0 < k * delta < 1]
    assert scene.zones == len(edges) + 1
    for x in {*(Fraction(k, 84) for k in range(85)), *edges}:
        inside = sum(edge < x for edge in edges)
        expected = (inside, inside + 1) if x in edges else (inside,)
        assert scene.place(x) == expected == zones.place(x)
    for n in range(2, 30):
        if isqrt(n) ** 2 != n:
            root = max(quadratic_roots(Fraction(31), Fraction(0), Fraction(-n)))
            assert scene.place(root) == (sum(edge * edge * 31 < n for edge in edges),)
    low, high = (scene.ends(k) for k in (0, scene.zones - 1))
    assert low == (0, delta) and high == ((edges or [0])[-1], 1)


@pytest.mark.parametrize("delta", DELTAS[:4])
@pytest.mark.parametrize("moves", [1, 2, 3])
def test_corners_and_the_middle_of_a_reading(delta, moves):
    scene, zones = Scene(catalog.chicken(), delta, Fraction(3, 4)), Zones(delta)
    for read in product(range(zones.count), repeat=moves - 1):
        corners, middle = scene.read(read)
        seen = zones.read(read, moves)
        exact = {tuple(Fraction(p, scene.unit) for p in corner) for corner in corners}
        assert exact == set(seen.corners) and len(corners) == len(exact)
        assert tuple(Fraction(int(p.p), int(p.q)) for p in middle) == seen.value


@pytest.mark.parametrize(
    ("texts", "fine"),
    [
        (["1/2", "1/2"], True),
        (["0", "1"], True),
        (["1/2", "1/3"], False),
        (["3/2", "-1/2"], False),
        (["1/2"], False),
        (["1/2", "1/4", "1/4"], False),
        (["1", "1"], False),
    ],
)
def test_a_mixed_strategy_has_probabilities_with_sum_1(texts, fine):
    if fine:
        assert mixed_of(Part(texts), 2) == tuple(map(Fraction, texts))
        return
    with pytest.raises((Refuted, InputError)):
        mixed_of(Part(texts), 2)


def test_what_custom_calls_the_moves():
    game = Game.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]], moves=[["D", "C"], ["a", "b"]])
    words = [(player, word) for player in (0, 1) for word in ("cooperate", "defect", "C", "D", "b")]
    called = [custom(game, player, word) for player, word in words[:4]]
    assert called == [1, 0, 1, 0]
    assert [custom(game, 1, word) for word in ("cooperate", "defect", "b")] == [0, 1, 1]
    named = Game.from_arrays([[0, 0]], [[0, 0]], moves=[["x"], ["defect", "Cooperate"]])
    assert (custom(named, 1, "cooperate"), custom(named, 1, "defect")) == (1, 0)
    assert shares_of((HALF, Fraction(1, 3))) == ((3, 2), 6) and shares_of((HALF, 1)) is None


PD = catalog.prisoners_dilemma()
SEARCHED = {
    ("nelp", "nelp", "1/10"): (67, 30),
    ("lp", "demand:1/2", "1/12"): (61, 34),
    ("demand:1", "nicer", "2/15"): (11, 5),
    ("lp", "lp", "1/9"): (45, 34),
}


@pytest.mark.parametrize("key", SEARCHED)
def test_how_much_is_looked_at(key):
    first, second, delta = key
    found = match(PD, first, second, delta, HALF)
    proved = check(Part(found.to_dict(verify=False)), complete=True).proved
    blocks, cells = SEARCHED[key]
    assert proved[-1].endswith(f": {blocks} blocks without any, {cells} cells solved again")


@pytest.mark.parametrize(
    ("delta", "epsilon", "fine"),
    [
        ("1/4", "1/2", True),
        ("1/4", "1/4", False),
        ("1/2", "1/4", False),
        ("0", "1/2", False),
        ("-1/4", "1/2", False),
        ("1/4", "1", False),
        ("1/4", "3/2", False),
    ],
)
def test_precisions_are_in_order(delta, epsilon, fine):
    game = catalog.prisoners_dilemma()
    said = {"game": game.to_dict(), "parameters": {"delta": delta, "epsilon": epsilon}}
    if not fine:
        with pytest.raises(Refuted, match="0 < delta < epsilon < 1"):
            scene_of(Part(said))
        return
    assert scene_of(Part(said)) == Scene(game, Fraction(delta), Fraction(epsilon))
    said["parameters"]["more"] = "1"
    with pytest.raises(Refuted, match="no such key"):
        scene_of(Part(said))


@pytest.mark.parametrize("player", [0, 1])
@pytest.mark.parametrize(
    ("low", "high", "fine"),
    [
        ("0", "1/2", True),
        ("1/2", "0", True),
        ("1/4", "1", True),  # the answer is 0
        ("0", "1/4", True),  # 1
        ("0", "1/5", False),
        ("0", "1/8", False),  # it would be 2
        ("1/2", "1", False),
        ("1/5", "0", False),
    ],
)
def test_on_a_threshold_an_answer_is_a_probability(player, low, high, fine):
    """The one is on 1/4, the other plays 3/5 after both readings."""
    cover = PairCover(Scene(catalog.prisoners_dilemma(), Fraction(1, 4), HALF), [])
    tables = [[[Fraction(low)], [Fraction(high)]], [[Fraction(3, 5)], [Fraction(3, 5)]]]
    way = -1 if player else 1
    cover._edge((2, 5)[::way], player, tables[::way])
    assert cover.points == [(Fraction(1, 4), Fraction(3, 5))[::way]] * fine

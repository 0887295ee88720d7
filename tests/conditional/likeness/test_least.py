"""The least similarity: known games, and random ones against a dense search in floats."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from itertools import pairwise
from math import inf

import pytest

from oraclegames import (
    Game,
    InputError,
    UnsupportedError,
    least_similarity,
    read_result,
    solve,
    verify,
)
from oraclegames.conditional.likeness.least import _best_nash
from oraclegames.conditional.similarity.cells import compare
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.exact.real import rational_below
from tests.depth import some
from tests.strategies import renamed

GRID = 60


def odds_grid(pays, value):
    """The odds of the other's second move for one move to be worth a value: fixed, or many."""
    first, second = pays
    if first == second:
        return [2.0**k for k in range(-12, 13)] if abs(first - value) < 1e-12 else []
    if not min(first, second) < value < max(first, second):
        return []
    return [(first - value) / (value - second)]


def levels(game):
    """(max |S|, sum of values) of very many totally mixed equilibria, in floats, by definition."""
    tables = [[float(game.payoff(i, o)) for o in game.outcomes()] for i in (0, 1)]
    (a11, a12, a21, a22), (b11, b12, b21, b22) = tables
    values = {a11, a12, a21, a22}
    low, high = max(min(a11, a12), min(a21, a22)), min(max(a11, a12), max(a21, a22))
    values |= {low + (high - low) * (k + 0.5) / GRID for k in range(GRID)}
    for x in sorted(values):
        for first in odds_grid((a11, a12), x):
            for second in odds_grid((a21, a22), x):
                yield from over_weights(first, second, (b11, b12, b21, b22), x)


def over_weights(first, second, pays, x):
    """The column player's indifference, by the weight of the first row."""
    b11, b12, b21, b22 = pays

    def play(weight):
        p11, p21 = weight / (1 + first), (1 - weight) / (1 + second)
        return p11, p11 * first, p21, p21 * second

    def gap(weight):
        p11, p12, p21, p22 = play(weight)
        left = (p11 * b11 + p21 * b21) / (p11 + p21)
        return left - (p12 * b12 + p22 * b22) / (p12 + p22), left

    weights = [1e-6, 1e-4, *(k / 40 for k in range(1, 40)), 1 - 1e-4, 1 - 1e-6]
    for low, high in pairwise(weights):
        one, other = gap(low)[0], gap(high)[0]
        if abs(one) < 1e-12 and abs(other) < 1e-12:
            yield level_of(play((low + high) / 2), x, gap((low + high) / 2)[1])
        elif one * other < 0:
            for _ in range(50):
                middle = (low + high) / 2
                low, high = (middle, high) if gap(middle)[0] * one > 0 else (low, middle)
            yield level_of(play(low), x, gap(low)[1])


def level_of(cells, x, y):
    p11, p12, p21, p22 = cells
    first = p11 / (p11 + p12) - p21 / (p21 + p22)
    second = p11 / (p11 + p21) - p12 / (p12 + p22)
    return max(abs(first), abs(second)), x + y


def random_game(draw, size):
    a, b = ([draw.randint(-size, size) for _ in range(4)] for _ in "AB")
    return Game.from_arrays([a[:2], a[2:]], [b[:2], b[2:]])


@pytest.mark.parametrize("size", [1, 2, 4, 9])
def test_as_a_dense_search_finds_it(size):
    draw = random.Random(size)
    for k in range(25):
        game = random_game(draw, size)
        bound = _best_nash(game) - Fraction(k % 3, 2)
        found = least_similarity(game, better_than=bound)
        sampled = min((s for s, total in levels(game) if total > bound + 1e-9), default=inf)
        if found.level is None:
            assert sampled == inf
        else:
            assert sampled >= float(found.level) - 1e-7
            if sampled < inf:
                assert sampled - float(found.level) < 0.2
        checked = verify(found.to_json())
        assert checked, (game, bound, checked)


def test_finer_search_comes_near():
    game = Game.from_arrays([[4, -2], [7, 1]], [[3, 8], [-1, 0]])
    found = least_similarity(game)
    near = min(s for s, total in levels(game) if total > found.better_than)
    assert abs(near - float(found.level)) < 0.02


def test_another_level_is_refused():
    draw = random.Random(100)
    refused = 0
    for k in range(60):
        game = random_game(draw, (2, 5)[k % 2])
        found = least_similarity(game, better_than=_best_nash(game) - k % 3)
        document = found.to_dict()
        if found.level is None or "needs less" in str(verify(document)) or found.level == 0:
            continue
        better = [
            (point, max(map(abs, alike)))
            for group in solve(game).sample_groups(12)
            for point in group
            for alike in [similarities(point.distribution)]
            if sum(point.values, Fraction(0)) > found.better_than
        ]
        for point, level in better:
            if compare(level, found.level) > 0:
                alike = similarities(point.distribution)
                document |= {
                    "level": str(level),
                    "similarity": [str(s) for s in alike],
                    "distribution": [str(p) for p in point.distribution],
                    "reached": [str(v) for v in point.values],
                    "attained": True,
                }
                assert "needs less" in verify(document).false
                refused += 1
    assert refused > 9


def similarities(cells):
    p11, p12, p21, p22 = cells
    return p11 / (p11 + p12) - p21 / (p21 + p22), p11 / (p11 + p21) - p12 / (p12 + p22)


def test_known_games():
    assert least_similarity("prisoners_dilemma").level == Fraction(1, 2)
    chicken = least_similarity("chicken_textbook")
    assert (chicken.level, chicken.attained) == (Fraction(1, 8), False)
    newcomb = least_similarity("newcomb")
    assert newcomb.level == Fraction(1, 1000) and newcomb.attained
    for name in ("stag_hunt", "matching_pennies", "coordination"):
        found = least_similarity(name)
        assert found.level is None and not found.distribution and found.verify()


SURFACES = [
    # both players' moves pay the same against every move of the other: play is independent
    *(([[a, b], [a, b]], [[c, c], [d, d]]) for a, b, c, d in [(0, 1, -3, 1), (2, -4, 1, 0)]),
    # the row player is indifferent everywhere, and a column pays the other a constant
    ([[1, 1], [1, 1]], [[1, 0], [1, 3]]),
    ([[0, 0], [0, 0]], [[5, 2], [-1, 2]]),
    # nobody cares
    ([[1, 1], [1, 1]], [[2, 2], [2, 2]]),
]


@pytest.mark.parametrize(("first", "second"), SURFACES)
def test_where_equilibria_are_a_surface_independent_play_is_enough(first, second):
    for rows, columns in ((first, second), tuple(list(zip(*t)) for t in (second, first))):
        game = Game.from_arrays(rows, columns)
        values = [sum(point.values) for group in solve(game).sample_groups(9) for point in group]
        top = max(values)
        for bound in (top - Fraction(1, 50), top - 1, top - 9):
            found = least_similarity(game, better_than=bound)
            assert found.level == 0 and found.attained and sum(found.reached) > bound
            assert found.verify() and least_similarity(game, found.reached).level == 0
        assert least_similarity(game, better_than=99).level is None
        aside = least_similarity(game, [found.reached[0], found.reached[1] + 99])
        assert aside.level is None and aside.verify()


def test_given_values():
    found = least_similarity("prisoners_dilemma", ["3/2", "3/2"])
    assert found.level == Fraction(1, 2) and found.attained
    assert found.distribution == tuple(Fraction(k, 8) for k in (3, 1, 1, 3))
    for values in ("2,2", "3/2,1", "9,9"):
        assert least_similarity("prisoners_dilemma", values).level is None
        assert least_similarity("prisoners_dilemma", values).verify()


@pytest.mark.parametrize("size", [1, 2])
def test_the_values_of_every_sampled_equilibrium_are_found(size):
    draw = random.Random(size)
    for _ in range(60):
        game = random_game(draw, size)
        for group in solve(game).sample_groups(4):
            for point in group:
                if all(isinstance(v, Fraction) for v in point.values):
                    found = least_similarity(game, point.values)
                    assert found.reached == point.values and found.attained
                    here = max(map(abs, similarities(point.distribution)))
                    assert compare(found.level, here) <= 0
                    assert found.verify()


def rational(values):
    return all(isinstance(value, Fraction) for value in values)


def with_constant_moves(draw, count):
    """Tables of games in which many moves pay a constant, and that have equilibria inside."""
    while count:
        tables = []
        for _ in "AB":
            rows = [(draw.randint(-3, 3), draw.randint(-3, 3)) for _ in "12"]
            tables.append([[a, a if draw.random() < 0.5 else b] for a, b in rows])
        rows, columns = tables[0], [list(c) for c in zip(*tables[1])]
        groups = solve(Game.from_arrays(rows, columns)).sample_groups(3)
        values = [point.values for group in groups for point in group]
        if values:
            yield rows, columns, draw.choice(values)
            count -= 1


def levels_of_all_names(rows, columns, bound):
    """One result, after all that differ in names alone have said the same."""
    results = [least_similarity(game, better_than=bound) for game in renamed(rows, columns)]
    for found in results:
        assert found.verify(), (rows, columns, bound)
        assert found.attained == results[0].attained
        if found.level is not None:
            assert compare(found.level, results[0].level) == 0, (rows, columns, bound)
    return results[0]


@pytest.mark.parametrize("seed", range(some(8, 60)))
def test_names_of_players_and_moves_do_not_matter(seed):
    draw = random.Random(seed)
    for rows, columns, (x, y) in with_constant_moves(draw, 8):
        bound = rational_below(x + y, 20) - draw.choice((0, Fraction(1, 7), Fraction(1, 2), 2, 9))
        least = levels_of_all_names(rows, columns, bound).level
        for k, game in enumerate(renamed(rows, columns)) if rational((x, y)) else ():
            at = least_similarity(game, (x, y) if k < 4 else (y, x))
            assert at.attained and at.verify()
            assert read_result(at.to_json()).to_dict() == at.to_dict()
            assert x + y <= bound or compare(at.level, least) >= 0


def test_a_sum_that_a_surface_reaches_beyond_a_line_alone():
    found = levels_of_all_names([[3, -2], [0, 2]], [[2, 2], [2, 2]], 3)
    assert not found.attained
    assert found.similarity == similarities(found.distribution) and found.level == Fraction(1, 10)


def test_both_similarities_are_0_at_one_point_of_a_line_on_which_they_are_the_same():
    found = levels_of_all_names([[0, 3], [3, 0]], [[0, -1], [-1, 0]], -1)
    assert (
        found.level == 0 and found.attained and found.reached == (Fraction(3, 2), Fraction(-1, 2))
    )


@pytest.mark.parametrize("seed", range(6))
def test_other_values_than_those_of_equilibria_are_of_none(seed):
    """Where the equilibria are a curve, values beside it have none."""
    for rows, columns, (x, y) in with_constant_moves(random.Random(100 + seed), 4):
        game = Game.from_arrays(rows, columns)
        if not rational((x, y)) or interior_2x2(*odds_maps(game)).dimension != 1:
            continue
        assert least_similarity(game, (x, y)).level is not None
        for dx, dy in ((7, 0), (0, 7), (7, -7), (-7, -7)):
            aside = least_similarity(game, (x + dx, y + dy))
            assert aside.level is None and aside.verify()


def test_wrong_arguments():
    with pytest.raises(UnsupportedError, match="2×2"):
        least_similarity("rock_paper_scissors")
    with pytest.raises(InputError, match="not both"):
        least_similarity("chicken", "1,1", better_than=2)
    with pytest.raises(InputError, match="one number for each player"):
        least_similarity("chicken", "1")
    with pytest.raises(InputError, match="rational"):
        least_similarity("chicken", better_than="x")


def test_play_at_the_boundary_that_no_equilibria_come_near_is_refused():
    game = Game.from_arrays([[-1, 0], [1, -1]], [[0, -1], [-1, 0]])
    document = json.loads(least_similarity(game).to_json())
    assert verify(document)
    document |= {"distribution": ["1/2", "0", "0", "1/2"], "reached": ["-1", "0"]}
    document["attained"] = False
    assert "no equilibria come near" in str(verify(document))


def test_values_at_the_border_of_a_surface_are_those_of_no_equilibrium():
    ruled = Game.from_arrays([[3, -2], [0, 2]], [[2, 2], [2, 2]])
    assert least_similarity(ruled, (1, 2)).level == Fraction(1, 10)
    product = Game.from_arrays([[0, 1], [0, 1]], [[-3, -3], [1, 1]])
    assert least_similarity(product, ("1/2", 0)).level == 0
    for game, values in [(ruled, [(0, 2), (2, 2)]), (product, [(0, 0), (1, 0), ("1/2", 1)])]:
        for pair in values:
            at, turned = (
                least_similarity(g, v) for g, v in ((game, pair), (flip(game), pair[::-1]))
            )
            assert at.level is None is turned.level and at.verify() and turned.verify()


def flip(game):
    return game.permute_players((1, 0))


def test_the_words():
    told = "by so much is the other likelier to make the first move given that one does."
    ruled = Game.from_arrays([[3, -2], [0, 2]], [[2, 2], [2, 2]])
    assert str(least_similarity(ruled, better_than=3)) == (
        "For an equilibrium worth more than 3 in sum the players must think they are more than "
        f"1/10 alike\n(1/10 for player 1, 30/391 for player 2): {told}"
    )
    assert str(least_similarity("prisoners_dilemma", "3/2,3/2")) == (
        "For an equilibrium worth 3/2 to Row and 3/2 to Column the players must think they are 1/2 "
        f"alike\n(1/2 for Row, 1/2 for Column): {told}"
    )
    none = least_similarity("stag_hunt", better_than=9)
    assert str(none) == "No totally mixed equilibrium is worth more than 9 in sum."

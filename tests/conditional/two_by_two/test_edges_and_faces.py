"""Edges and faces of 2×2 games: complete and right, by the definition and by brute force."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, check, solve
from oraclegames.conditional.two_by_two.reflective import Obstacle, decide_2x2
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from tests.depth import some
from tests.strategies import games

few = st.integers(-1, 2).map(Fraction)
tied = games(shape=(2, 2), payoffs=few)


@st.composite
def on_sides(draw, payoffs=few):
    """A game and a distribution on an edge or a face, often an equilibrium."""
    game = draw(games(shape=(2, 2), payoffs=payoffs))
    cells = draw(st.sampled_from([c for size in (2, 3) for c in combinations(range(4), size)]))
    weights = [draw(st.integers(1, 4)) if cell in cells else 0 for cell in range(4)]
    return game, Distribution(game, tuple(Fraction(w, sum(weights)) for w in weights))


def in_part(part, point):
    """Whether a point lies in a relatively open point, segment or triangle."""
    corners = [corner.distribution for corner in part.corners]
    if point in corners:
        return part.includes[corners.index(point)]
    if len(corners) == 1:
        return False
    if len(corners) == 2:
        start, stop = corners
        moving = next(k for k in range(4) if start[k] != stop[k])
        z = (point[moving] - start[moving]) / (stop[moving] - start[moving])
        return 0 < z < 1 and all(p == a + z * (b - a) for p, a, b in zip(point, start, stop))
    return True  # a triangle is a whole face, which the support has settled


def sides_with(solution, distribution):
    support = tuple(k for k, p in enumerate(distribution.probabilities) if p)
    return [side for side in solution.sides if side.support == support]


@settings(max_examples=some(120, 300))
@given(on_sides())
def test_the_listed_sides_are_exactly_the_equilibria(pair):
    game, distribution = pair
    solution, verdict = solve(game), check(game, distribution)
    sides = sides_with(solution, distribution)
    assert len(sides) <= 1
    point = distribution.probabilities
    listed = any(in_part(side.part, point) for side in sides)
    assert listed == bool(verdict)
    reflective = any(in_part(part, point) for side in sides for part in side.reflective)
    assert reflective == (verdict.reflective == "yes")
    assert verdict.reflective != "undetermined"
    assert verdict.verify()


@settings(max_examples=some(80, 200))
@given(tied, st.integers(1, 6), st.sampled_from([0, 1]), st.booleans())
def test_edges_that_are_not_reflective_have_no_trembles(game, weight, kept, exchange):
    """Near the point, all totally mixed play that keeps the mixer indifferent fails the keeper."""
    if exchange:
        game = game.permute_players((1, 0))
    base = game.payoff(1, (kept, 0))
    table = game.payoff_array(1)
    table[kept, 1] = base  # the column player is indifferent while the row player keeps her row
    game = Game.from_arrays(game.payoff_array(0), table)
    q = Fraction(weight, 7)
    cells = [Fraction(0)] * 4
    cells[2 * kept], cells[2 * kept + 1] = q, 1 - q
    distribution = Distribution(game, tuple(cells))
    if not check(game, distribution):
        return
    decision = decide_2x2(distribution)
    works = any(
        _keeper_content(game, kept, q + drift, rise, fall)
        for drift in (Fraction(0), Fraction(1, 10**4), Fraction(-1, 10**4))
        for rise, fall in _trembles(game, kept)
    )
    if isinstance(decision, Obstacle):
        assert not works
    else:
        assert decision.verify()


def _trembles(game, kept):
    """Chances of the other row given each column, that leave the column player indifferent."""
    base = game.payoff(1, (kept, 0))
    first, second = (game.payoff(1, (1 - kept, column)) - base for column in (0, 1))
    sizes = [Fraction(1, 10**k) for k in (6, 9, 12)]
    if first == second == 0:
        return [(a, b) for a in sizes for b in sizes]
    if first * second <= 0:
        return []
    return [(size * second / first, size) for size in sizes]


def _keeper_content(game, kept, q, rise, fall):
    weights = {
        (kept, 0): q * (1 - rise),
        (1 - kept, 0): q * rise,
        (kept, 1): (1 - q) * (1 - fall),
        (1 - kept, 1): (1 - q) * fall,
    }
    play = Distribution(game, tuple(weights[o] for o in game.outcomes()))
    assert play.conditional_value(1, 0) == play.conditional_value(1, 1)
    return play.conditional_value(0, kept) >= play.conditional_value(0, 1 - kept)


@settings(max_examples=some(60, 150))
@given(on_sides(st.integers(-3, 3).map(Fraction)))
def test_what_is_no_limit_of_mixed_equilibria_keeps_its_distance(pair):
    game, distribution = pair
    verdict = check(game, distribution)
    played = [[bool(p) for p in distribution.move_probabilities(i)] for i in (0, 1)]
    if not verdict or not all(all(moves) for moves in played):
        return
    samples = solve(game).sample(300)
    gaps = [dist(point.as_floats, distribution.as_floats().ravel()) for point in samples]
    if verdict.reflective == "no":
        assert not gaps or min(gaps) > 1e-3
    else:
        assert min(gaps) < 0.25


def test_an_edge_with_an_irrational_border_between_reflective_and_not():
    """H0 is a quadratic: its roots cut the edge at surds."""
    game = Game.from_arrays([[0, 4], [3, 1]], [[0, 0], [1, 3]])
    (edge,) = [side for side in solve(game).sides if side.support == (0, 1)]
    row, column = odds_maps(game)
    assert row.kind == "generic"
    assert column.kind == "generic"
    for part in edge.reflective:
        for corner in part.corners:
            assert corner.values[1] == 0
    grid = [Fraction(k, 40) for k in range(1, 40)]
    for q in grid:
        verdict = check(game, [q, 1 - q, 0, 0])
        inside = any(in_part(part, (q, 1 - q, 0, 0)) for part in edge.reflective)
        assert inside == (verdict.reflective == "yes")

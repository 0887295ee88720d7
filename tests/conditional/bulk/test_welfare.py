"""Best and worst welfare against a search along the exact arcs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from oraclegames import Game, solve
from oraclegames.conditional.bulk.classify import classify_batch
from oraclegames.conditional.bulk.odds_maps import GENERIC, odds_maps_batch, own_payoffs
from oraclegames.conditional.bulk.welfare import _roots, _Search
from tests.conditional.bulk.crossing_lines import welfare_errors
from tests.conditional.bulk.games import batches, degenerate_batch
from tests.depth import some


def welfare_along(game: Game, arc, z: float) -> float:
    low, high = (float(end) for end in arc.span)
    cells = arc.near(low + z * (high - low))
    sums = [float(sum(game.payoffs(outcome))) for outcome in game.outcomes()]
    return sum(p * s for p, s in zip(cells, sums))


def golden(function, low: float, high: float) -> float:
    ratio = (5**0.5 - 1) / 2
    for _ in range(45):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if function(left) < function(right):
            low = left
        else:
            high = right
    return function((low + high) / 2)


def searched(game: Game, sign: int) -> float:
    """The greatest sign·welfare by a grid and a golden section, all in plain floats."""
    best = -np.inf
    interior = solve(game).interior
    for arc in interior.arcs:

        def height(z, arc=arc):
            return sign * welfare_along(game, arc, z)

        grid = np.linspace(0, 1, 202)[1:-1]
        heights = [height(z) for z in grid]
        top = int(np.argmax(heights))
        low, high = grid[max(top - 1, 0)], grid[min(top + 1, len(grid) - 1)]
        ends = [sign * float(sum(float(v) for v in end.values)) for end in arc.ends]
        best = max(best, golden(height, low, high), *ends)
    return sign * best


@pytest.mark.parametrize("seed", [1, 2])
def test_best_and_worst_welfare_agree_with_a_search_along_the_arcs(seed):
    payoffs = np.random.default_rng(seed).integers(-20, 21, size=(300, 2, 2, 2))
    found = classify_batch(payoffs)
    curves = np.flatnonzero(found.dimension == 1)[: some(10, 60)]
    for k in curves:
        game = Game.from_arrays(*payoffs[k])
        assert found.best_welfare[k] == pytest.approx(searched(game, 1), abs=1e-7)
        assert found.worst_welfare[k] == pytest.approx(searched(game, -1), abs=1e-7)


def test_every_equilibrium_lies_within_the_ranges():
    payoffs = degenerate_batch(600, 9)
    payoffs = payoffs[np.abs(payoffs).max(axis=(1, 2, 3)) <= 1000]
    found = classify_batch(payoffs)
    for k in range(len(payoffs)):
        points = [point.values for point in solve(Game.from_arrays(*payoffs[k])).sample(24)]
        assert bool(points) == (found.dimension[k] >= 0) == (not np.isnan(found.best_welfare[k]))
        for x, y in points:
            value = np.array([float(x), float(y)])
            assert (value >= found.value_low[k] - 1e-6).all()
            assert (value <= found.value_high[k] + 1e-6).all()
            assert found.worst_welfare[k] - 1e-6 <= value.sum() <= found.best_welfare[k] + 1e-6


def test_an_interior_optimum_is_found_to_nine_digits():
    # Opposed interests with a bend: the optimum lies inside the arc.
    game = Game.from_arrays([[0, 7], [9, 3]], [[8, 1], [2, 6]])
    found = classify_batch([game.numerators])
    ends = found.end_values[0, 0].sum(axis=1)
    best, worst = found.best_welfare[0], found.worst_welfare[0]
    assert best > ends.max() + 1e-3 or worst < ends.min() - 1e-3
    assert best == pytest.approx(searched(game, 1), abs=1e-9)
    assert worst == pytest.approx(searched(game, -1), abs=1e-9)


def assert_exact_range(payoffs, tolerance: float) -> int:
    """No row's range of welfare is off by more than the tolerance; how many were compared."""
    found = classify_batch(payoffs)
    generic = (odds_maps_batch(own_payoffs(payoffs)).kind == GENERIC).all(axis=0)
    games = np.flatnonzero(generic & (found.dimension == 1))
    for k in games:
        wrong = welfare_errors(payoffs[k], found, k, tolerance)
        assert not wrong, (payoffs[k].tolist(), wrong)
    return len(games)


@pytest.mark.parametrize(
    ("row", "column", "best"),
    [
        # The best welfare lies between the ends, close to one of them, or beside another one.
        ([[-66, 50], [64, -72]], [[-94, -80], [-4, -10]], -29.66909255),
        ([[5, 0], [4, 2]], [[6, 3], [1, 9]], 8.00130382),
        ([[0, 7], [6, 7]], [[1, 7], [8, -5]], 13),
        # The second player's value is her first payoff, or next to it.
        ([[100_000, 0], [1, -1]], [[0, 1], [100_001, 100_001]], 2),
    ],
)
def test_the_best_welfare_of_games_that_were_wrong_once(row, column, best):
    payoffs = np.array([[row, column]])
    assert classify_batch(payoffs).best_welfare[0] == pytest.approx(best, abs=1e-7)
    assert assert_exact_range(payoffs, 1e-12) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_the_range_of_welfare_is_exact_to_twelve_digits(seed):
    size = some(100, 400)
    compared = sum(assert_exact_range(payoffs, 1e-12) for payoffs in batches(size, seed))
    assert compared > 7 * size / 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_the_range_of_welfare_of_a_hundred_thousand_games_is_exact(seed):
    for payoffs in batches(2000, 100 + seed):
        assert_exact_range(payoffs, 1e-12)


def test_three_stationary_points_of_one_stretch_are_all_found():
    # The best welfare, the worst one, and a third stationary point lie within one stretch.
    rng = np.random.default_rng(11)
    payoffs = rng.integers(-9, 10, size=(60_000, 2, 2, 2))
    found = classify_batch(payoffs)
    with np.errstate(invalid="ignore"):
        ends = found.end_values[:, 0].sum(axis=2)
        inside = (found.best_welfare > ends.max(axis=1) + 1e-6) & (
            found.worst_welfare < ends.min(axis=1) - 1e-6
        )
    games = np.flatnonzero(inside & (found.arcs == 1))
    assert len(games) > 20
    for k in games[: some(8, len(games))]:
        assert not welfare_errors(payoffs[k], found, k, 1e-12)


def test_roots_of_quadratics_are_numpys_in_order():
    rng = np.random.default_rng(8)
    a, h, c = rng.integers(-4, 5, size=(3, 400)).astype(float)
    found = _roots(a, h, c)
    for k in np.flatnonzero(a):
        inside = h[k] ** 2 - a[k] * c[k]
        if inside < 0:
            assert np.isnan(found[:, k]).all()
        elif inside > 0 or h[k]:
            expected = sorted(np.roots([a[k], 2 * h[k], c[k]]).real)
            assert found[:, k] == pytest.approx(expected, abs=1e-6)


def test_between_its_cuts_the_slope_goes_one_way(monkeypatch):
    """2(1 − u)² times the slope, on a grid; a cut too few or beside its place is seen."""
    cut = []

    def cuts(search):
        cut.append((search, asked(search)))
        return cut[-1][1]

    asked = _Search.cuts
    monkeypatch.setattr(_Search, "cuts", cuts)
    classify_batch(np.random.default_rng(0).integers(-20, 21, size=(3000, 2, 2, 2)))
    ((search, (near, far)),) = cut
    assert (near[0] <= near[1]).all() and (far[0] >= far[1]).all()  # from the beginning on
    number = np.linspace(0.02, 0.5**0.5, 400)
    inner = 0
    for side, ends in ((False, near), (True, far)):
        share = np.broadcast_to(number[:, None, None] ** 2, (400, 1, search.odds.span.size))
        place = search.odds.place(share, np.array([[[side]]]))
        above, below = search.odds.speed(place, search.sign)
        rates = search.sizes * above / below * place.w**2
        slopes = rates[:, 0] - rates[:, 1]
        steps = np.where(np.abs(np.diff(slopes, axis=0)) > 1e-9 * np.abs(slopes).max(axis=0), 1, 0)
        steps = steps * np.sign(np.diff(slopes, axis=0))
        for k, marks in enumerate(np.sort(ends.T)):
            inner += ((number[0] < marks) & (marks < number[-1])).any()
            for low, high in pairwise([0.0, *marks, 1.0]):
                between = (number[:-1] >= low) & (number[1:] <= high)
                assert len(set(steps[between, k]) - {0}) < 2
    assert inner > 200

"""The region of values: every cell against an independent exact program, and known regions."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq, fmpq_mat
from hypothesis import given, settings

from oraclegames import Game, InputError, UnsupportedError
from oraclegames.budget import OutOfTime
from oraclegames.conditional.best.extent import bounding_box, support
from oraclegames.conditional.values import cutting
from oraclegames.conditional.values.achieve import achieve
from oraclegames.conditional.values.region import region
from oraclegames.conditional.values.value_space import Space
from tests.depth import some
from tests.exact_reference import largest_smallest_probability
from tests.here import Here
from tests.strategies import games

DILEMMA = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
CHICKEN = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
TABLE = np.zeros((2, 2, 2), dtype=int)
TABLE[0, 0, 0] = TABLE[1, 1, 1] = 1
ALL_MATCH = Game.from_arrays(TABLE, TABLE, TABLE)


def random_game(seed: int, *shape: int) -> Game:
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-9, 10, size=(len(shape), *shape)))


def grid(result, steps: int):
    """Value vectors on a grid of the box's coordinates, off the cells' borders."""
    axes = [
        [low + (high - low) * Fraction(2 * k + 1, 2 * steps + 1) for k in range(steps)]
        for low, high in zip(result.box.low, result.box.high)
    ]
    return [result.space.point(point) for point in itertools.product(*axes)]


@pytest.mark.parametrize(
    "game", [MIXED, DILEMMA, ALL_MATCH, random_game(2, 2, 3), random_game(5, 3, 3)]
)
def test_every_grid_point_is_classified_as_the_program_in_plain_fractions_says(game):
    result = region(game, tolerance="1/16")
    assert result.verify() and result.status == "complete"
    decided = 0
    for v in grid(result, some(4, 7)):
        kind = result.classify(v)
        if kind != "edge":
            decided += 1
            assert (largest_smallest_probability(game, v) > 0) == (kind == "in")
    assert decided


def test_a_three_dimensional_body_agrees_with_single_answers():
    game = random_game(2, 2, 2, 2)
    result = region(game, tolerance="1/4")
    assert result.dimension == 3 and result.verify()
    for v in grid(result, 4):
        kind = result.classify(v)
        assert kind == "edge" or achieve(game, v).achievable == (kind == "in")


@given(games(max_players=3, max_moves=3, max_outcomes=9))
@settings(max_examples=some(16, 40))
def test_degenerate_games_are_cut_and_verified(game):
    result = region(game, tolerance="1/4")
    assert result.verify() and str(result)
    if result.box is None:
        return
    for v in grid(result, 3):
        kind = result.classify(v)
        assert kind == "edge" or achieve(game, v).achievable == (kind == "in")


@given(games(max_players=3, max_moves=3, max_outcomes=9))
@settings(max_examples=some(16, 40))
def test_achievable_values_lie_in_the_space(game):
    space = Space.of(game)
    for outcome, other in itertools.islice(itertools.combinations(game.outcomes(), 2), 12):
        v = tuple((a + 2 * b) / 3 for a, b in zip(game.payoffs(outcome), game.payoffs(other)))
        if achieve(game, v).achievable:
            assert space.holds(v)
            assert space.point([v[i] for i in space.axes]) == v


def test_a_two_by_two_region_is_the_closed_forms_curve():
    result = region(DILEMMA, tolerance="1/32")
    assert not any(cell.kind == "in" for cell in result.cells)
    for arc in result.interior.arcs:
        low, high = arc.span
        for k in range(1, 60, some(6, 1)):
            values = arc.at(Fraction(low) + (Fraction(high) - Fraction(low)) * k / 60).values
            if all(isinstance(v, Fraction) for v in values):
                assert result.classify(values) == "edge"
    assert result.classify((1, Fraction(9, 5))) == "out"
    low, high = result.volume
    assert low == 0 and high < Fraction(2, 5)


def test_chicken_has_one_value_vector():
    result = region(CHICKEN, tolerance="1/32")
    assert result.dimension == 0 and [cell.kind for cell in result.cells] == ["in"]
    assert result.classify("4,4") == "in" and result.classify("4,5") == "out"


def test_all_match_reaches_a_segment():
    result = region(ALL_MATCH)
    assert result.dimension == 1
    assert result.classify("1/2,1/2,1/2") == "in" and result.classify("1/2,1/2,1/3") == "out"
    assert float(result.volume[0]) > 0.7 and result.volume[1] == 1


def test_a_certificates_polygon_holds_its_cell_and_no_achievable_value():
    result = region(MIXED, tolerance="1/8")
    cells = [cell for cell in result.cells if cell.kind == "out"]
    for cell in cells[:12]:
        polygon = result.outside(cell)
        assert len(polygon) >= 3
        middle = tuple(sum(p[i] for p in polygon) / len(polygon) for i in (0, 1))
        assert not achieve(MIXED, middle).achievable


@pytest.mark.parametrize("shape", [(2, 3), (3, 3), (2, 2, 2), (3, 2, 2), (3, 3, 3)])
def test_the_dimension_of_the_equilibrium_set_is_the_generic_one(shape):
    """Rank of the Jacobian of (P, v) -> (K(v) P, ΣP) at an equilibrium of a random game."""
    for seed in range(20):
        game = random_game(seed, *shape)
        middle = [
            sum(map(Fraction, map(int, table.flat))) / table.size for table in game.numerators
        ]
        result = achieve(game, middle)
        if result.achievable:
            break
    outcomes = list(game.outcomes())
    n, players = len(outcomes), len(shape)
    jacobian = fmpq_mat(sum(shape) + 1, n + players)
    r = 0
    for i, count in enumerate(shape):
        for s in range(count):
            for j, o in enumerate(outcomes):
                if o[i] == s:
                    entry = game.payoff(i, o) - result.values[i]
                    jacobian[r, j] = fmpq(entry.numerator, entry.denominator)
            mass = -result.distribution.move_probabilities(i)[s]
            jacobian[r, n + i] = fmpq(mass.numerator, mass.denominator)
            r += 1
    for j in range(n):
        jacobian[r, j] = 1
    dimension = n + players - jacobian.rank()
    assert dimension == n - 1 - sum(m - 1 for m in shape)


def test_the_bounding_box_holds_the_region_and_is_tight():
    extents = bounding_box(MIXED)
    cells = [cell for cell in region(MIXED, tolerance="1/16").cells if cell.kind == "in"]
    for i, extent in enumerate(extents):
        assert extent.verify()
        assert extent.proved[0] <= min(cell.box.low[i] for cell in cells)
        assert extent.proved[1] >= max(cell.box.high[i] for cell in cells)
        assert abs(float(extent.reached[0] - extent.proved[0])) < 0.01
        assert abs(float(extent.reached[1] - extent.proved[1])) < 0.01


def test_the_bounding_box_of_the_dilemma_is_known():
    for extent in bounding_box(DILEMMA):
        assert extent.proved == (1, 2)
        assert float(extent.reached[0]) < 1.01 and float(extent.reached[1]) > 1.99


def test_the_support_function_bounds_every_achievable_value():
    result = support(MIXED, (1, -2))
    for v in itertools.product([Fraction(k, 4) for k in range(-8, 21)], repeat=2):
        if achieve(MIXED, v).achievable:
            assert v[0] - 2 * v[1] <= result.bound


def test_a_shadow_holds_every_achievable_pair_of_values():
    game = random_game(2, 2, 2, 2)
    result = region(game, tolerance="1/4")
    inside, edge = result.shadow((0, 2))
    for v in grid(result, 5):
        if achieve(game, v).achievable:
            assert any(box.holds((v[0], v[2])) for box in (*inside, *edge))
    with pytest.raises(UnsupportedError, match="a shadow needs two of the players"):
        region(ALL_MATCH, tolerance="1/2").shadow((0, 1))


def test_a_forged_region_does_not_verify():
    result = region(MIXED, tolerance="1/8")
    assert not dataclasses.replace(result, cells=result.cells[1:]).verify()
    position = next(k for k, cell in enumerate(result.cells) if cell.kind == "edge")
    proof = next(cell.proof for cell in result.cells if cell.kind == "out")
    forged = dataclasses.replace(result.cells[position], kind="out", proof=proof)
    cells = (*result.cells[:position], forged, *result.cells[position + 1 :])
    assert not dataclasses.replace(result, cells=cells).verify()


def test_wrong_requests_are_refused_in_one_line():
    with pytest.raises(InputError, match="should be positive"):
        region(MIXED, tolerance=0)
    with pytest.raises(UnsupportedError, match=r"4 free coordinates.*bounding_box"):
        region(random_game(1, 2, 2, 2, 2))
    with pytest.raises(InputError, match="3 weights for 2 players"):
        support(MIXED, (1, 2, 3))


def test_a_budget_leaves_open_cells_as_edges():
    result = region(MIXED, tolerance="1/32", budget=0)
    assert result.status == "partial" and result.verify()
    assert [cell.kind for cell in result.cells] == ["edge"]


def test_a_region_that_is_stopped_is_coarse_everywhere_alike():
    """No open cell is more than twice as wide as another, on any axis."""
    game = random_game(1, 2, 2, 2)
    found = region(game, tolerance="1/64", budget=1.5)
    assert found.status == "partial" and found.verify()
    open_cells = [cell.box.widths for cell in found.cells if cell.kind == "edge"]
    for widths in zip(*open_cells):
        assert max(widths) <= 2 * min(widths)


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr(cutting, "Workers", Here)


def test_cells_are_the_same_whoever_classifies_them(here):
    for game, tolerance in ((random_game(1, 2, 2, 2), "1/2"), (MIXED, "1/6"), (ALL_MATCH, "1/4")):
        steps = []
        alone = region(game, tolerance=tolerance)
        assert region(game, tolerance=tolerance, workers=3, progress=steps.append) == alone
        assert steps and all("boxes open" in step.what for step in steps)


def test_two_processes_find_the_same_cells():
    assert region(MIXED, tolerance="1/3", workers=2) == region(MIXED, tolerance="1/3")


@pytest.mark.parametrize("end", ["Ctrl-C", "budget"])
@pytest.mark.parametrize("boxes", [0, 1, 10])
def test_cells_that_others_classified_are_kept_at_the_end_of_time(here, monkeypatch, end, boxes):
    done = []

    def classify(one, job):
        done.append(job)
        if len(done) > boxes:
            raise KeyboardInterrupt if end == "Ctrl-C" else OutOfTime
        return plain(one, job)

    plain = cutting.Classifier.__call__
    monkeypatch.setattr(cutting.Classifier, "__call__", classify)
    found = region(MIXED, tolerance="1/8", workers=2)
    assert found.status == "partial" and found.verify()
    assert len(found.cells) > boxes // 2
    assert len(done) == boxes + 1


def test_workers_of_a_region_are_a_whole_number():
    with pytest.raises(InputError, match="whole number of workers, at least 1"):
        region(MIXED, workers=0)

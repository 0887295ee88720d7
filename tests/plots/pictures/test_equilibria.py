"""The equilibrium set as layers: surfaces on both quadrics, boundary parts, extreme payoffs."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, plots, solve
from oraclegames.plots.pictures.equilibria import equilibrium_patch, simplex_mesh
from tests.depth import some
from tests.plots.pictures.test_patch import quadric
from tests.strategies import small_payoffs

BIG = 10**40

EXTREME = [
    # Payoffs of very different sizes: floats cannot tell the ends of these arcs apart.
    ([["1/3", BIG + 1], [2, 0]], [[1, 7], [Fraction(1, 10**30), -BIG]]),
    ([[-BIG, 1], [2, -BIG]], [[BIG, 2], [0, -BIG]]),
    ([[BIG, 2], [7, 0]], [[BIG + 1, Fraction(1, 10**30)], ["1/3", BIG]]),
    ([[2, 7], [7, Fraction(1, 10**30)]], [[-BIG, "1/3"], [7, Fraction(1, 10**30)]]),
    ([["1/3", 0], [-1, 2]], [[7, BIG + 1], [7, 2]]),
    ([[0, 7], [BIG, 0]], [[BIG + 1, 0], [-1, -1]]),
    ([[BIG, 2], [BIG + 1, -BIG]], [[-1, -1], [BIG, 7]]),
]


@pytest.mark.parametrize(("row", "column"), EXTREME)
def test_arcs_of_extreme_games_are_drawn(row: list, column: list) -> None:
    game = Game.from_arrays(row, column)
    solution = solve(game)
    assert solution.interior is not None and solution.interior.arcs
    layer = plots.tetrahedron_info(solution, best=True, nash=True).layer("equilibria")
    assert layer is not None
    assert len(layer.lines) == len(solution.interior.arcs)
    for line in layer.lines:
        assert len(line) > 4
        assert all(abs(sum(mark.cells) - 1) < 1e-12 for mark in line)
    for point in solution.sample(20):  # and the points are exact equilibria
        if all(isinstance(p, Fraction) for p in point.distribution):
            assert quadric(game, 0, point.distribution) == 0
            assert quadric(game, 1, point.distribution) == 0


@settings(max_examples=some(24, 60))
@given(st.lists(small_payoffs, min_size=4, max_size=4), small_payoffs, st.booleans())
def test_surfaces_satisfy_both_conditions(table: list, value: Fraction, swap: bool) -> None:
    """One player is indifferent everywhere: the set is where the other one is."""
    steady = [[value] * 2] * 2
    other = [table[:2], table[2:]]
    game = Game.from_arrays(other, steady) if swap else Game.from_arrays(steady, other)
    solution = solve(game)
    patch = equilibrium_patch(solution)
    interior = solution.interior
    assert interior is not None
    assert (patch is not None) == (interior.dimension == 2)
    if patch is None:
        return
    for cells in patch.mesh().vertices:
        assert abs(quadric(game, 0, cells)) < 1e-12
        assert abs(quadric(game, 1, cells)) < 1e-12
    assert interior.surface is not None
    for corner in patch.corners:
        assert interior.surface.closure_holds(corner)


def test_equal_moves_twice_give_the_product_surface() -> None:
    solution = solve(Game.from_arrays([[1, 0], [1, 0]], [[1, 1], [0, 0]]))
    patch = equilibrium_patch(solution)
    assert patch is not None
    assert all(abs(p[0] * p[3] - p[1] * p[2]) < 1e-12 for p in patch.mesh().vertices)


def test_faces_of_dependency_equilibria_are_triangles() -> None:
    solution = solve(Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]]))
    layer = plots.tetrahedron_info(solution).layer("reflective")
    assert layer is not None and layer.mesh is not None
    assert len(layer.mesh.triangles) == 4
    assert len(layer.lines) == 6
    assert len(layer.points) == 4
    assert len(simplex_mesh().triangles) == 4


def test_a_reflective_point_is_not_drawn_hollow_as_well() -> None:
    for row, column in ([[0, 1], [1, 0]], [[0, 1], [1, 0]]), ([[0, -1], [0, 0]], [[0, 0], [0, 0]]):
        found = plots.tetrahedron_info(solve(Game.from_arrays(row, column)))
        filled, hollow = found.layer("reflective"), found.layer("dependency only")
        assert filled is not None
        if hollow is not None:
            assert not {m.cells for m in filled.points} & {m.cells for m in hollow.points}

"""Indifference surfaces: on the quadric, inside the simplex, without holes, to the rim."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, catalog
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.games.ordinal import ordinal_games
from oraclegames.plots.pictures.patch import PRODUCTS, Patch, indifference_patch
from oraclegames.plots.pictures.scene import Mesh
from tests.depth import some
from tests.strategies import games, small_payoffs

moderate = st.fractions(-10, 10, max_denominator=12)


def patches(game: Game) -> list[Patch | None]:
    return [
        indifference_patch(odds, exchange=player == 1)
        for player, odds in enumerate(odds_maps(game))
    ]


def quadric(game: Game, player: int, cells) -> float:
    """The player's condition, cross-multiplied: conditional values of both moves are equal."""
    payoffs = [game.payoff(player, outcome) for outcome in game.outcomes()]
    if not isinstance(cells[0], Fraction):
        payoffs = [float(payoff) for payoff in payoffs]
    first, second = ((0, 1), (2, 3)) if player == 0 else ((0, 2), (1, 3))
    mass = [sum(cells[k] for k in move) for move in (first, second)]
    gain = [sum(cells[k] * payoffs[k] for k in move) for move in (first, second)]
    return gain[0] * mass[1] - gain[1] * mass[0]


@settings(max_examples=some(60, 150))
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, moderate)))
def test_every_vertex_lies_on_the_quadric_and_in_the_simplex(game: Game) -> None:
    for player, patch in enumerate(patches(game)):
        if patch is None:
            continue
        for corner in patch.corners:
            assert quadric(game, player, corner) == 0
        scale = max(1.0, *(abs(float(game.payoff(player, o))) for o in game.outcomes()))
        for cells in patch.mesh().vertices:
            assert min(cells) >= 0
            assert abs(sum(cells) - 1) < 1e-12
            assert abs(quadric(game, player, cells)) < 1e-12 * scale


@settings(max_examples=some(40, 100))
@given(
    games(shape=(2, 2), payoffs=st.one_of(small_payoffs, moderate)),
    st.integers(1, 30),
)
def test_every_indifferent_distribution_lies_on_the_patch(game: Game, weight: int) -> None:
    """No holes: distributions on the quadric, found without the patch, are bilinear in it."""
    q = Fraction(weight, 31)
    payoffs = [game.payoff(0, outcome) for outcome in game.outcomes()]
    a11, a12, a21, a22 = payoffs
    if a21 == a22 or (a11 == a12 and a21 == a22):
        return
    value = (1 - q) * a11 + q * a12
    other = (a21 - value) / (a21 - a22)  # the chance of column 2 in row 2 that gives the value
    if not 0 <= other <= 1:
        return
    patch = patches(game)[0]
    assert patch is not None
    # Positions along both edges must run linearly with each other.
    (a, b), (c, d) = (
        [corner[k] for corner in pair] for k, pair in ((1, patch.first), (3, patch.second))
    )
    assert min(a, b) <= q <= max(a, b)
    assert min(c, d) <= other <= max(c, d)
    if a != b:
        z = (q - a) / (b - a)
        assert c + z * (d - c) == other


@pytest.mark.parametrize("game", [*ordinal_games()[::7], catalog.chicken(), catalog.stag_hunt()])
def test_the_mesh_is_one_sheet(game: Game) -> None:
    """Inner edges have two triangles, rim edges one, and the rim is one closed line."""
    for patch in patches(game):
        if patch is not None:
            assert_sheet(patch.mesh())
    assert_sheet(PRODUCTS.mesh())


def assert_sheet(mesh: Mesh) -> None:
    assert len(set(mesh.vertices)) == len(mesh.vertices)
    edges = Counter(
        frozenset(edge)
        for triangle in mesh.triangles
        for edge in pairwise((*triangle, triangle[0]))
    )
    assert set(edges.values()) <= {1, 2}
    rim = Counter(k for edge, count in edges.items() if count == 1 for k in edge)
    assert set(rim.values()) == {2}
    # Euler: a disc has V − E + F = 1.
    assert len(mesh.vertices) - len(edges) + len(mesh.triangles) == 1
    space = np.array(mesh.vertices)
    first, second, third = (space[[t[k] for t in mesh.triangles]] for k in range(3))
    u, v = second - first, third - first
    squares = (u * u).sum(1) * (v * v).sum(1) - (u * v).sum(1) ** 2
    assert np.all(squares > 0)  # no triangle without area


def test_a_constant_move_gives_a_flat_triangle() -> None:
    patch = patches(catalog.chicken())[0]
    assert patch is not None
    assert set(patch.corners) == {
        (1, 0, 0, 0),
        (0, 1, 0, 0),
        (0, 0, Fraction(4, 5), Fraction(1, 5)),
    }


def test_equal_moves_give_the_product_distributions() -> None:
    patch = patches(Game.from_arrays([[1, 0], [1, 0]], [[0, 0], [0, 0]]))[0]
    assert patch is not None
    assert set(patch.corners) == set(PRODUCTS.corners)
    assert all(p[0] * p[3] == pytest.approx(p[1] * p[2]) for p in patch.mesh().vertices)


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 1], [1, 1]],  # indifferent everywhere: a solid
        [[3, 4], [0, 1]],  # every payoff of row 1 beats row 2
        [[1, 2], [0, 1]],  # they touch at a value: an edge only
        [[2, 2], [1, 1]],  # two different constants
    ],
)
def test_no_surface_where_there_is_none(rows: list) -> None:
    assert patches(Game.from_arrays(rows, [[0, 1], [1, 0]]))[0] is None


def test_a_constant_at_the_end_of_the_other_row_gives_a_face() -> None:
    patch = patches(Game.from_arrays([[1, 1], [1, 3]], [[0, 1], [1, 0]]))[0]
    assert patch is not None
    assert all(corner[3] == 0 for corner in patch.corners)

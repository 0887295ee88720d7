"""Neighbourhoods of achievable values: their corners are achieved, and forgeries are found."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction

import numpy as np
import pytest
import sympy

from oraclegames import Distribution, Game
from oraclegames.conditional.values.achieve import achieve
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.conditional.values.neighbourhood import neighbourhood
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.conditional.values.value_space import Space

SMALL = Fraction(1, 120)
MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])


def large(*shape: int) -> Game:
    rng = np.random.default_rng(5)
    return Game.from_arrays(*rng.integers(0, 100, size=(len(shape), *shape)))


CYCLE = [[0, 2, -1], [-1, 0, 2], [2, -1, 0]]
SQUARE = Game.from_arrays(CYCLE, [[1, 2, 0], [0, 1, 2], [2, 0, 1]])


def around_the_centre(game: Game, share: Fraction):
    """A neighbourhood of the middle of the possible values, or of what uniform play is worth."""
    box, space = box_bound(game), Space.of(game)
    half = tuple(box.widths[i] * share for i in space.axes)
    uniform = Distribution(game, (Fraction(1, game.n_outcomes),) * game.n_outcomes)
    for v in (box.centre, uniform.values):
        excluded, weights = Relaxation.whole(game).mix(Box(v, v))
        if excluded is None:
            break
    assert excluded is None
    return neighbourhood(game, v, half, space.directions, list(weights)), v, half, space


@pytest.mark.parametrize(
    ("game", "share"),
    [(MIXED, SMALL), (SQUARE, SMALL), (large(6, 6), SMALL)],
)
def test_all_corners_of_a_neighbourhood_are_achieved(game, share):
    piece, v, half, space = around_the_centre(game, share)
    assert piece is not None and piece.verify(game)
    for signs in itertools.product((-1, 0, 1), repeat=len(half)):
        corner = list(v)
        for sign, h, d in zip(signs, half, space.directions):
            corner = [a + sign * h * b for a, b in zip(corner, d)]
        assert achieve(game, corner).achievable


def test_too_large_a_neighbourhood_is_not_claimed():
    piece, *_ = around_the_centre(MIXED, Fraction(1, 2))
    assert piece is None


def test_a_forged_neighbourhood_does_not_verify():
    piece, *_ = around_the_centre(MIXED, SMALL)
    wider = tuple(100 * h for h in piece.half)
    assert not dataclasses.replace(piece, half=wider).verify(MIXED)
    still = tuple(tuple(0 * x for x in row) for row in piece.gradients)
    assert not dataclasses.replace(piece, gradients=still).verify(MIXED)
    assert not dataclasses.replace(piece, rows=piece.rows[1:]).verify(MIXED)
    moved = (piece.values[0] + 1, *piece.values[1:])
    assert not dataclasses.replace(piece, values=moved).verify(MIXED)


@pytest.mark.parametrize("game", [MIXED, SQUARE])
def test_the_inequality_is_exactly_that_of_the_text(game):
    """Recomputed with sympy at scales on both sides of where it fails."""
    piece, *_ = around_the_centre(game, SMALL)
    seen = set()
    for k in range(32):
        scale = Fraction(round(64 * 1.15**k), 64)
        half = tuple(h * scale for h in piece.half)
        scaled = dataclasses.replace(piece, half=half)
        holds = inequality(game, scaled)
        assert scaled.verify(game) == holds
        seen.add(holds)
    assert seen == {True, False}


def inequality(game: Game, piece) -> bool:
    outcomes = list(game.outcomes())
    sizes = [
        sum(h * abs(r[o]) for h, r in zip(piece.half, piece.gradients))
        for o in range(len(outcomes))
    ]
    m = [p - s for p, s in zip(piece.probabilities, sizes)]
    pairs = [(i, s) for i, count in enumerate(game.shape) for s in range(count)]
    chosen = [pairs[r] for r in piece.rows]
    matrix = sympy.Matrix(
        [
            [
                sympy.Rational(str(game.payoff(i, outcomes[j]) - piece.values[i]))
                if outcomes[j][i] == s
                else 0
                for j in piece.columns
            ]
            for i, s in chosen
        ]
    )
    inverse = matrix.inv()
    reach = [
        sum(h * abs(d[i]) for h, d in zip(piece.half, piece.directions))
        for i in range(game.n_players)
    ]
    for b, j in enumerate(piece.columns):
        total = Fraction(0)
        for k, (i, s) in enumerate(chosen):
            own = [o for o, outcome in enumerate(outcomes) if outcome[i] == s]
            force = sum(m[o] for o in own if o in piece.columns) + sum(
                h * abs(sum(r[o] for o in own)) for h, r in zip(piece.half, piece.gradients)
            )
            entry = inverse[b, k]
            total += abs(Fraction(int(entry.p), int(entry.q))) * reach[i] * force
        if not total < m[j]:
            return False
    return min(m) > 0

"""The space that value vectors live in: the affine hull of the payoff vectors.

Expected payoffs are mixtures of the payoff vectors U(o), so v lies in their affine hull. In a
zero-sum game of two players that is a line, and the region of values has one free coordinate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import fmpq, fmpq_mat

from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.exact.arrays import largest, widened
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game
from oraclegames.later import np

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Space:
    """The affine space of possible values, with coordinates: v = origin + Σ τ_k · direction_k.

    The coordinates are the values of the players ``axes``.

    Attributes:
        origin: the point with coordinates 0; () if no value vector is possible.
        directions: one vector for each coordinate, 1 at its own player.
        axes: the players whose values are the coordinates.
    """

    origin: Vector
    directions: tuple[Vector, ...]
    axes: tuple[int, ...]

    @classmethod
    def of(
        cls, game: Game, supports: Sequence[Sequence[int]] | None = None, box: Box | None = None
    ) -> Space:
        """The affine hull of the payoff vectors, cut with values that a constant move fixes.

        With ``supports`` only these moves of each player count; ``box`` holds all possible values,
        if these are not those that every such move can have.
        """
        box, n = box or box_bound(game, supports), game.n_players
        # Fixed values first, so that the free ones depend on them and not the other way.
        order = sorted(range(n), key=lambda i: box.low[i] != box.high[i])
        first, basis = _hull(game, supports, order)
        origin, axes, directions = list(first), [], []
        for direction in basis:
            pivot = next(i for i in order if direction[i])
            fixed = box.low[pivot] == box.high[pivot]
            step = (box.low[pivot] if fixed else 0) - first[pivot]
            origin = [a + step * d for a, d in zip(origin, direction)]
            if not fixed:
                axes.append(pivot)
                directions.append(direction)
        if any(a == b != x for a, b, x in zip(box.low, box.high, origin)):
            return cls((), (), ())
        return cls(tuple(origin), tuple(directions), tuple(axes))

    def point(self, coordinates: Sequence[Fraction]) -> Vector:
        """The value vector with these coordinates."""
        v, directions = self._flint
        for x, direction in zip(map(to_fmpq, coordinates), directions):
            v = [a + x * d for a, d in zip(v, direction)]
        return tuple(map(to_fraction, v))

    @cached_property
    def _flint(self) -> tuple[list[fmpq], list[list[fmpq]]]:
        return [to_fmpq(x) for x in self.origin], [[to_fmpq(d) for d in v] for v in self.directions]

    def holds(self, v: Sequence[Fraction]) -> bool:
        """Whether v lies in the space."""
        return bool(self.origin) and self.point([v[i] for i in self.axes]) == tuple(v)


class Grid:
    """Simple rational points of the space of values, for given moves of each player."""

    def __init__(self, game: Game, supports: Sequence[Sequence[int]], box: Box):
        self.box = box
        self.space = Space.of(game, supports, box)

    def snap(self, point: Vector, size: Vector) -> Vector:
        """A point of the space near the given one, with denominators as ``size`` needs them."""
        low, high = self.box.low, self.box.high
        axes = self.space.axes
        return self.space.point([_simple(point[i], size[i], low[i], high[i]) for i in axes])


def _simple(x: Fraction, size: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """A multiple of a power of 1/2 within size/64 of x, kept between low and high."""
    if size == 0:
        return x
    # The largest 2^k that is at most size/64, and how often it goes into x, in whole numbers.
    above, below = size.numerator, size.denominator << 6
    k = above.bit_length() - below.bit_length()
    if below << max(k, 0) > above << max(-k, 0):
        k -= 1
    times, under = x.numerator << max(-k, 0), x.denominator << max(k, 0)
    whole, rest = divmod(times, under)
    whole += 2 * rest > under or (2 * rest == under and whole % 2 == 1)
    near = Fraction(whole << k) if k >= 0 else Fraction(whole, 1 << -k)
    return min(max(near, low), high)


def _hull(
    game: Game, supports: Sequence[Sequence[int]] | None, order: Sequence[int]
) -> tuple[Vector, list[Vector]]:
    """A payoff vector, and a basis of the differences of all, reduced in this order of players."""
    grid = np.ix_(*(supports or [range(m) for m in game.shape]))
    payoffs = np.stack([table[grid].ravel() for table in game.numerators])
    steps = widened(payoffs, 4 * payoffs.shape[1] * (1 + largest(payoffs)) ** 2)
    steps = steps - steps[:, :1]
    # Differences span what their Gram matrix spans, which is small.
    gram, scale = steps @ steps.T, game.denominators
    echelon, rank = fmpq_mat(
        [[fmpq(int(row[i]), d * scale[i]) for i in order] for row, d in zip(gram, scale)]
    ).rref()
    rows = [[to_fraction(echelon[r, k]) for k in range(len(order))] for r in range(rank)]
    basis = [tuple(x for _, x in sorted(zip(order, row))) for row in rows]
    return tuple(Fraction(int(u), d) for u, d in zip(payoffs[:, 0], scale)), basis

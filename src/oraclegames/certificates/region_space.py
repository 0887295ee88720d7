"""Where value vectors can lie: the affine hull of the payoffs, and what single moves allow.

The values of an equilibrium are a mean of payoff vectors, so they lie in the affine hull of those.
A player's value lies between the least and the largest payoff of each of her moves, which may leave
one value only: that of a move that pays a constant, for example. The space of all v with both is
described by an origin and one direction for each free coordinate, which is some player's value.

An origin there always is. Let n·v = c hold on the hull with n_i = 0 but for players with one value
v_i: one move never pays them less than that, one never more. Where all with n_i > 0 make the former
and all with n_i < 0 the latter, c = n·U ≥ n·v; where they make the others, c ≤ n·v.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.certificates.cover import Box, Vector, possible
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game


@dataclass(frozen=True)
class Space:
    """v = origin + Σ τ_k d_k, where τ_k is the value of the player ``axes[k]``.

    Attributes:
        origin: the values at τ = 0.
        directions: d_k.
        axes: whose values are the coordinates.
        box: the possible τ; None if there are none.
    """

    origin: Vector
    directions: tuple[Vector, ...]
    axes: tuple[int, ...]
    box: Box | None

    def point(self, coordinates: Sequence[Fraction]) -> Vector:
        """The values with these coordinates."""
        v = list(self.origin)
        for x, direction in zip(coordinates, self.directions):
            v = [a + x * d for a, d in zip(v, direction)]
        return tuple(v)


def read_space(document: Part, game: Game) -> Space:
    """The space that a document describes, if it is that of all possible values."""
    # Long: one statement for each key of the space.
    n = game.n_players
    axes = tuple(game.players.index(p.word(*game.players)) for p in document["coordinates"])
    document["coordinates"].require(len(set(axes)) == len(axes), "a player stands here twice")
    directions = tuple(d.rationals(n) for d in document["directions"].items(len(axes)))
    for k, (part, direction) in enumerate(zip(document["directions"], directions)):
        own = [direction[i] for i in axes] == [Fraction(int(j == k)) for j in range(len(axes))]
        part.require(own, "it does not change its own coordinate alone, by 1")
    low, high = possible(game, tuple(tuple(range(m)) for m in game.shape))
    rows, sides = _equations(game, low, high)
    whole = any(a > b for a, b in zip(low, high))
    origin = document["origin"].rationals(n)
    here = all(_dot(row, origin) == b for row, b in zip(rows, sides))
    here = here and all(origin[i] == 0 for i in axes)
    document["origin"].require(here, "no such values are possible")
    along = all(_dot(row, d) == 0 for row in rows for d in directions)
    document["directions"].require(along, "they leave the possible values")
    document["directions"].require(_rank(rows) == n - len(axes), "some are missing")
    if whole:
        document["box"].require(document["box"].missing, "no values are possible")
        return Space(origin, directions, axes, None)
    part = document["box"]
    part.only("low", "high")
    box: Any = tuple(part[end].rationals(len(axes)) for end in ("low", "high"))
    expected = tuple(tuple(end[i] for i in axes) for end in (low, high))
    part.require(box == expected, "single moves allow other values")
    return Space(origin, directions, axes, box)


def _equations(game: Game, low: Vector, high: Vector) -> tuple[list[list[fmpq]], list[fmpq]]:
    """Row·v = side for all values: the hull of the payoffs, and where moves allow one value."""
    payoffs = [[to_fmpq(u) for u in game.payoffs(o)] for o in game.outcomes()]
    steps = [[a - b for a, b in zip(u, payoffs[0])] for u in payoffs]
    rows, sides = [], []
    for normal in _normals(steps, game.n_players):
        rows.append(normal)
        sides.append(_dot(normal, payoffs[0]))
    for i, (least, most) in enumerate(zip(low, high)):
        if least == most:
            rows.append([fmpq(int(j == i)) for j in range(game.n_players)])
            sides.append(to_fmpq(least))
    return rows, sides


def _normals(steps: list[list[fmpq]], n: int) -> list[list[fmpq]]:
    """A basis of what is orthogonal to all steps."""
    echelon, rank = fmpq_mat(steps).rref()
    leading = [next(k for k in range(n) if echelon[r, k] != 0) for r in range(rank)]
    found = []
    for free in (k for k in range(n) if k not in leading):
        normal = [fmpq(int(k == free)) for k in range(n)]
        for r, k in enumerate(leading):
            normal[k] = -echelon[r, free]
        found.append(normal)
    return found


def _dot(row: Sequence[Any], other: Sequence[Any]) -> fmpq:
    total = fmpq(0)
    for a, b in zip(row, other):
        total += to_fmpq(a) * to_fmpq(b)
    return total


def _rank(rows: Sequence[Sequence[fmpq]]) -> int:
    return int(fmpq_mat([list(row) for row in rows]).rank()) if rows else 0

"""Spread-out points of the set of totally mixed dependency equilibria, each exact.

Two random walks take turns. Over the value region: from v in a random direction to a random point
of the chord of achievable values that contains v (found by exact decisions). Inside the polytope
of equilibria with these values: hit-and-run (Smith 1984), from P in a random direction of the
kernel of K(v) to a random point of the chord P ≥ 0. Floats choose directions and lengths; points
are rational combinations of exact equilibria, so K(v) P = 0 holds exactly. In 2×2 games whose
equilibria are curves the points are taken along the closed form's arcs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from flint import fmpz_mat

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.certificates.verify import holds
from oraclegames.conditional.best.best import find_best
from oraclegames.conditional.best.exactly import exact_values
from oraclegames.conditional.best.objective import Objective, objective, plain_number
from oraclegames.conditional.best.result import Best
from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.two_by_two.spread_points import point_at
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.conditional.values.value_space import Space
from oraclegames.errors import InputError
from oraclegames.exact.arrays import object_array
from oraclegames.exact.show import rounded
from oraclegames.exact.surd import Exact
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.names import counted
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct, play_columns
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]
Drawn = tuple[tuple[Exact, ...], tuple[Exact, ...]]
"""Probabilities and values of one equilibrium."""

_LISTED, _WIDEST = 20, 16
"""So many equilibria are listed in words, of games with so many outcomes at most."""

_MANY = "totally mixed dependency equilibria"

_FINE_BITS = 20
_FINE = 1 << _FINE_BITS


@dataclass(frozen=True, repr=False)
class Sample(Shown, Document, Tabular):
    """Totally mixed dependency equilibria of a game.

    Attributes:
        game: the game.
        points: probabilities in row-major order, one exact vector for each equilibrium.
        values: everybody's value at each.
        seed: of the random numbers.
        status: "complete"; "partial" if it was stopped, or there is no more to give; "empty" if
            there is provably no equilibrium; "undetermined" if none was found.
    """

    game: Game
    points: tuple[tuple[Exact, ...], ...]
    values: tuple[tuple[Exact, ...], ...]
    seed: int
    status: Status | Literal["empty"]

    def verify(self) -> bool:
        """Re-check every point by the definition, from the document alone."""
        return len(self.points) == len(self.values) and holds(self.to_dict())

    def as_floats(self) -> NDArray[np.float64]:
        """The points as an array of shape (number of points, number of outcomes)."""
        return np.array([[float(x) for x in p] for p in self.points]).reshape(
            len(self.points), self.game.n_outcomes
        )

    def columns(self) -> Columns:
        """A row for each equilibrium."""
        return distinct(play_columns(self.game, self.points, self.values))

    def to_dict(self) -> dict[str, Any]:
        """The points as plain data, ready for JSON; exact rationals are texts."""
        return {
            **heading("oraclegames/sample-1", self.game),
            "seed": self.seed,
            "status": self.status,
            "points": [
                {"distribution": list(map(plain_number, p)), "values": list(map(plain_number, v))}
                for p, v in zip(self.points, self.values)
            ],
        }

    def __str__(self) -> str:
        count = counted(len(self.points), "totally mixed dependency equilibrium", _MANY)
        lines = [f"{count} ({self.status})"]
        if self.game.n_outcomes <= _WIDEST:
            rows = [
                (*(rounded(p, 4) for p in point), ", ".join(rounded(v, 4) for v in values))
                for point, values in list(zip(self.points, self.values))[:_LISTED]
            ]
            widths = [max(map(len, column)) for column in zip(*rows)]
            for *play, paid in rows:
                cells = " ".join(f"{cell:{width}}" for cell, width in zip(play, widths))
                lines.append(f"  {cells}  pays {paid}")
            if len(self.points) > _LISTED:
                lines.append(f"  … and {len(self.points) - _LISTED} more (points and values)")
        return "\n".join(lines)


def _kernel(game: Game, v: Vector) -> NDArray[np.int64] | NDArray[Any]:
    """A basis, as columns of whole numbers, of {x : K(v) x = 0, Σ x = 0}."""
    matrix = Excess(game, v).matrix()
    rows = [[int(a) for a in row] for row in matrix] + [[1] * matrix.shape[1]]
    basis, rank = fmpz_mat(rows).nullspace()
    columns = np.array([[int(x) for x in row] for row in basis.tolist()], dtype=object)
    return columns[:, : int(rank)]


class _Walk:
    """A pair (v, P) that moves."""

    def __init__(
        self, game: Game, v: Vector, p: NDArray[Any], rng: np.random.Generator, clock: Clock
    ):
        self.game, self.v, self.p, self.rng, self.clock = game, v, p, rng, clock
        self.relaxation = Relaxation.whole(game)
        self.space = Space.of(game)

    def over_values(self) -> None:
        """Move v along a random chord of achievable values; P becomes the most mixed one there."""
        k = len(self.space.axes)
        if not k:
            return
        widths = box_bound(self.game).widths
        direction = self.rng.normal(size=k)
        steps = [
            Fraction(round(float(d) * _FINE), _FINE) * widths[i]
            for d, i in zip(direction, self.space.axes)
        ]
        # Shrink towards v until an achievable point is met (stepping out is not needed: the first
        # step is as long as the box).
        low, high = -1.0, 1.0
        for _ in range(24):
            share = Fraction(round(self.rng.uniform(low, high) * _FINE), _FINE)
            coordinates = [self.v[i] + share * d for i, d in zip(self.space.axes, steps)]
            v = self.space.point(coordinates)
            excluded, weights = self.relaxation.mix(Box(v, v), self.clock)
            if excluded is None:
                self.v, self.p = v, weights
                return
            if share < 0:
                low = float(share)
            else:
                high = float(share)

    def inside(self, rounds: int) -> None:
        """Hit and run inside the polytope of equilibria with values v."""
        basis = _kernel(self.game, self.v)
        if not basis.shape[1]:
            return
        sizes = abs(basis).max(axis=0)
        rounded = (basis / sizes).astype(np.float64)  # the whole numbers may be beyond all floats
        q, _ = np.linalg.qr(rounded)
        point = self.p.astype(np.float64)
        for _ in range(rounds):
            d = q @ self.rng.normal(size=q.shape[1])
            with np.errstate(divide="ignore"):
                reach = np.where(abs(d) > 1e-15, -point / d, np.nan)
            up = np.nanmin(np.where(d < 0, reach, np.inf))
            down = np.nanmax(np.where(d > 0, reach, -np.inf))
            point = point + self.rng.uniform(down, up) * d
        shares, *_ = np.linalg.lstsq(rounded, point - self.p.astype(np.float64), rcond=None)
        self.p = self._moved(basis, shares, sizes)

    def _moved(
        self, basis: NDArray[Any], shares: NDArray[np.float64], sizes: NDArray[Any]
    ) -> NDArray[Any]:
        """An exact equilibrium at about these shares of the kernel's columns; halfway, if it must.

        The shares become multiples of one small unit, so that there is one sum of whole numbers.
        """
        bits = _FINE_BITS + max(int(size).bit_length() for size in sizes)
        counts = [
            (round(float(share) * _FINE) << (bits - _FINE_BITS)) // int(size)
            for share, size in zip(shares, sizes)
        ]
        step = basis @ np.array(counts, dtype=object) * Fraction(1, 1 << bits)
        for halvings in range(30):
            moved: NDArray[Any] = self.p + step / (1 << halvings)
            if min(moved) > 0:
                return moved
        return self.p


def _along_arcs(game: Game, rng: np.random.Generator) -> Iterator[Drawn]:
    """Exact points of the closed form's arcs at random parameters; nothing if there is no arc."""
    interior = interior_2x2(*odds_maps(game))
    for arc in itertools.cycle(interior.arcs):
        point = point_at(arc, int(rng.integers(1, _FINE)) / _FINE)
        yield point.distribution, point.values


def _walked(walk: _Walk) -> Iterator[Drawn]:
    """Points of a walk, after a warm-up."""
    for k in itertools.count():
        for _ in range(4 if k else 16):
            walk.over_values()
        walk.inside(12)
        yield tuple(walk.p), walk.v


def sample(
    game: GameLike,
    n: int,
    seed: int = 0,
    *,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Sample:
    """Draw n totally mixed dependency equilibria, spread over their set, each exact.

    Args:
        game: a game of at most 4096 outcomes.
        n: how many points.
        seed: the same seed gives the same points.
        budget: seconds after which drawing stops; None for no limit. Ctrl-C stops it too.
        progress: called after each point.

    The walk reaches every part of a set whose value region is connected, but with what density is
    not claimed. Cost: a first equilibrium, then some linear programs and one kernel for each point.

    Raises:
        InputError: if n is negative.
        UnsupportedError: for too large a game.

    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> sample(chicken, 5).verify()
    True
    """
    game = as_game(game)
    if n < 0:
        raise InputError(f"the number of points should be at least 0, not {n}")
    check_searchable(game, "sample()")
    rng, clock = np.random.default_rng(seed), Clock(budget)
    if game.shape == (2, 2):
        drawn, status = _drawn(_along_arcs(game, rng), n, clock, progress)
        if drawn or status == "partial":
            return _sample(game, drawn, seed, status)
    goal = objective("welfare", game)
    first = find_best(game, goal, Fraction(1, 20), clock)
    if first.value is None:
        stopped: Status = "partial" if first.status == "partial" else "undetermined"
        return _sample(game, [], seed, "empty" if _is_empty(first, goal, clock) else stopped)
    v = tuple(x for x in first.values if isinstance(x, Fraction))
    if len(v) < game.n_players:
        # A curve without rational points at hand: the one that was found is all there is to give.
        return _sample(game, [(first.probabilities, first.values)], seed, "partial")
    walk = _Walk(game, v, object_array(first.probabilities), rng, clock)
    drawn, status = _drawn(_walked(walk), n, clock, progress)
    return _sample(game, drawn, seed, status)


def _drawn(
    points: Iterator[Drawn], n: int, clock: Clock, tell: Tell | None
) -> tuple[list[Drawn], Status]:
    """The first n points, or those that came in time."""
    drawn: list[Drawn] = []
    try:
        if n:
            clock.check()
        for point in itertools.islice(points, n):
            drawn.append(point)
            if tell is not None:
                tell(Progress(len(drawn), n, "points"))
            if len(drawn) < n:
                clock.check()
    except (OutOfTime, KeyboardInterrupt):
        return drawn, "partial"
    return drawn, "complete"


def _is_empty(first: Best, goal: Objective, clock: Clock) -> bool:
    """Whether a search that found nothing, or the exact one of two players, excludes everything."""
    if first.bound is None or first.game.n_players != 2:
        return first.bound is None
    return exact_values(first.game, goal, "totally mixed", clock).bound is None


def _sample(game: Game, drawn: list[Drawn], seed: int, status: Status | Literal["empty"]) -> Sample:
    return Sample(game, tuple(p for p, _ in drawn), tuple(v for _, v in drawn), seed, status)

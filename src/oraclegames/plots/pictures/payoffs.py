"""The payoff picture of a match: what two agents can reach, in the plane of both payoffs.

``payoff_info`` gathers the numbers; ``payoff_space_info`` has those of a game without agents. Shown
are the feasible set of independent play, its Pareto frontier, the pure outcomes, the threat point,
the agents' allowable regions (those that demand more than they grant set apart), all fixed points,
and the arcs that they trace. After the figures of Armstrong, "Reflexive oracles and
superrationality", 2017.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from oraclegames.errors import UnsupportedError
from oraclegames.exact.plane import Point as Pair
from oraclegames.exact.plane import clip, convex_hull
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.plots.pictures.scene import Info, refuse_beyond_drawing
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.match import Match

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True)
class RegionInfo:
    """One agent's allowable region within the convex hull of the payoffs.

    Attributes:
        agent: the agent's name.
        player: 0 or 1.
        corners: the polygon, (first player's payoff, second player's payoff).
        greedy: whether it demands more than it grants (a demand above 1).
    """

    agent: str
    player: int
    corners: Line
    greedy: bool


@dataclass(frozen=True, repr=False)
class PayoffInfo(Info):
    """The numbers behind the payoff picture; every point is (first, second player's payoff).

    Attributes:
        title: what is shown.
        players: the players' labels.
        moves: their moves' labels.
        patches: quadrilaterals, counter-clockwise, whose union is what independent play reaches:
            all of it for two moves each; for more, what mixtures of two moves each reach.
        frontier: pieces of the Pareto frontier of the patches.
        outcomes: the pure outcomes with their labels, row-major.
        hull: the corners of the pure outcomes' convex hull, counter-clockwise.
        threat: the minmax values.
        regions: the agents' allowable regions.
        points: the fixed points.
        randomised: for each fixed point whether the oracle must answer at random.
        arcs: the arcs' paths.
    """

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    patches: tuple[Line, ...]
    frontier: tuple[Line, ...]
    outcomes: tuple[tuple[str, Point], ...]
    hull: Line
    threat: Point
    regions: tuple[RegionInfo, ...] = ()
    points: Line = ()
    randomised: tuple[bool, ...] = ()
    arcs: tuple[Line, ...] = ()


def payoff_info(match: Match, *, steps: int = 24) -> PayoffInfo:
    """Gather the payoff picture of a match; ``steps`` patches a side for each pair of moves."""
    game = match.game
    return replace(
        payoff_space_info(game, steps=steps),
        title=match_title(match),
        regions=tuple(_regions(match)),
        points=tuple(_points(match.payoff_array())),
        randomised=match.randomised,
        arcs=tuple(tuple((float(u), float(v)) for u, v in arc.payoffs) for arc in match.arcs),
    )


def match_title(match: Match) -> str:
    """The game and who plays it."""
    title = f"{match.game.title}: " if match.game.title else ""
    return title + " against ".join(one.name for one in match.agents)


def payoff_space_info(game: Game, *, steps: int = 24) -> PayoffInfo:
    """Gather what independent play can reach in a two-player game, without any agents.

    Raises:
        UnsupportedError: unless the game has two players, and no payoff beyond 10^150.
    """
    if game.n_players != 2:
        raise UnsupportedError(f"the payoff picture needs two players, not {game.n_players}")
    refuse_beyond_drawing(game)
    tables = np.array([game.payoff_array(i).astype(float) for i in (0, 1)])
    pieces = list(_squares(tables))
    places = [(float(u), float(v)) for u, v in zip(*(table.ravel() for table in tables))]
    threat = seats(game, Fraction(1, 2))[0].threat
    return PayoffInfo(
        title=game.title,
        players=game.players,
        moves=game.moves,
        patches=tuple(patch for square in pieces for patch in _patches(square, steps)),
        frontier=_frontier(
            [_points(curve) for square in pieces for curve in _curves(square, 8 * steps)]
        ),
        outcomes=tuple(
            (", ".join(game.outcome_labels(outcome)), place)
            for outcome, place in zip(game.outcomes(), places)
        ),
        hull=tuple((float(u), float(v)) for u, v in _hull(game)),
        threat=(float(threat[0]), float(threat[1])),
    )


def _squares(tables: Floats) -> Iterator[Floats]:
    """The payoffs, shape (2, 2, 2), of all choices of two moves for each; one move counts twice."""
    _, rows, columns = tables.shape
    for a in combinations(range(rows), 2) if rows > 1 else [(0, 0)]:
        for b in combinations(range(columns), 2) if columns > 1 else [(0, 0)]:
            yield tables[:, a, :][:, :, b]


def _image(square: Floats, x: Floats, y: Floats) -> Floats:
    """The payoffs, the last axis, where the players mix their first move with weight x and y."""
    weights = np.stack([x * y, x * (1 - y), (1 - x) * y, (1 - x) * (1 - y)], axis=-1)
    values: Floats = weights @ square.reshape(2, 4).T
    return values


def _points(values: Floats) -> list[Point]:
    return [(u, v) for u, v in values.tolist()]


def _patches(square: Floats, steps: int) -> list[Line]:
    line = np.linspace(0, 1, steps + 1)
    grid = _image(square, *np.meshgrid(line, line, indexing="ij"))
    corners = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2)
    first, second = (corners[:, :, k + 2] - corners[:, :, k] for k in (0, 1))
    turned = first[..., 0] * second[..., 1] < first[..., 1] * second[..., 0]
    # One orientation for all: overlapping patches then add up instead of cancelling.
    corners[turned] = corners[turned][:, ::-1]
    points = _points(corners.reshape(-1, 2))
    return [tuple(points[k : k + 4]) for k in range(0, len(points), 4)]


def _curves(square: Floats, steps: int) -> Iterator[Floats]:
    """What can bound the image: the sides, and the line where both players pull the same way.

    With u = a + b x + c y + d x y the Jacobian is b×c + (b×d) x + (d×c) y, linear in (x, y).
    """
    line = np.linspace(0, 1, steps + 1)
    for end in (0.0, 1.0):
        yield _image(square, np.full_like(line, end), line)
        yield _image(square, line, np.full_like(line, end))
    base = square[:, 1, 1]
    b, c = square[:, 0, 1] - base, square[:, 1, 0] - base
    d = square[:, 0, 0] - square[:, 0, 1] - square[:, 1, 0] + base
    constant, by_x, by_y = (float(p[0] * q[1] - p[1] * q[0]) for p, q in ((b, c), (b, d), (d, c)))
    if by_x == 0 == by_y:
        return
    if abs(by_y) >= abs(by_x):
        x, y = line, -(constant + by_x * line) / by_y
    else:
        x, y = -(constant + by_y * line) / by_x, line
    inside = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    if inside.any():
        yield _image(square, x[inside], y[inside])


def _frontier(curves: list[list[Point]]) -> tuple[Line, ...]:
    """The parts of the curves that no point of any curve dominates, in pieces."""
    best = _undominated({point for curve in curves for point in curve})
    pieces: list[Line] = []
    for curve in curves:
        pieces += [tuple(run) for kept, run in groupby(curve, best.__contains__) if kept]
    long = {point for piece in pieces if len(piece) > 1 for point in piece}
    return tuple(piece for piece in dict.fromkeys(pieces) if len(piece) > 1 or piece[0] not in long)


def _undominated(points: set[Point]) -> set[Point]:
    """From the right to the left, those that are higher than all before, but for rounding."""
    scale = max([max(abs(u), abs(v)) for u, v in points], default=0.0) or 1.0
    best, high = set(), float("-inf")
    for point in sorted(points, reverse=True):
        if point[1] > high + 1e-12 * scale:
            best.add(point)
            high = point[1]
    return best


def _hull(game: Game) -> list[Pair]:
    return convex_hull((game.payoff(0, one), game.payoff(1, one)) for one in game.outcomes())


def _regions(match: Match) -> Iterator[RegionInfo]:
    hull = _hull(match.game)
    for player, (one, seat) in enumerate(zip(match.agents, match.seats)):
        planes = one.half_planes(seat) if isinstance(one, Climber) else ()
        polygon = hull
        for a, b, c in planes:
            polygon = clip(polygon, (a, b, c) if player == 0 else (b, a, c))
        if planes and polygon:
            line = tuple((float(u), float(v)) for u, v in polygon)
            greedy = isinstance(one, Demand) and one.alpha > 1
            yield RegionInfo(one.name, player, line, greedy)

"""The payoff picture of a match: what two agents can reach, in the plane of both payoffs.

``payoff_info`` gathers the numbers; ``payoff_space_info`` has those of a game without agents. Shown
are the payoffs of the folk theorem (all mixtures of outcomes, as shared coins reach them, that give
nobody less than alone), the feasible set of independent play, its Pareto frontier, the pure
outcomes, the threat point,
the agents' allowable regions (those that demand more than they grant set apart), all fixed points,
and the arcs that they trace. After the figures of Armstrong, "Reflexive oracles and
superrationality", 2017.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, groupby, pairwise

from oraclegames.errors import UnsupportedError
from oraclegames.exact.plane import Point as Pair
from oraclegames.exact.plane import clip, convex_hull
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.plots.pictures.scene import Info, refuse_beyond_drawing
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.limit.limit_set import LimitSet
from oraclegames.reflective.match.match import Match
from oraclegames.reflective.programs.common_coins import CommonCoins
from oraclegames.reflective.programs.independent_play import IndependentCoins

Point = tuple[float, float]
Line = tuple[Point, ...]

Square = tuple[tuple[Point, Point], tuple[Point, Point]]
"""Both payoffs where each player has two moves."""


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
        rational: the part of the hull in which nobody gets less than that, a convex polygon, maybe
            a segment or a point: what programs that share their coins can get in equilibrium.
        regions: the agents' allowable regions.
        points: the fixed points.
        randomised: for each fixed point whether the oracle must answer at random.
        arcs: the arcs' paths.
        plays: what programs with coins get, named by their coins.
    """

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    patches: tuple[Line, ...]
    frontier: tuple[Line, ...]
    outcomes: tuple[tuple[str, Point], ...]
    hull: Line
    threat: Point
    rational: Line
    regions: tuple[RegionInfo, ...] = ()
    points: Line = ()
    randomised: tuple[bool, ...] = ()
    arcs: tuple[Line, ...] = ()
    plays: tuple[tuple[str, Point], ...] = ()


def payoff_info(
    match: Match | LimitSet | CommonCoins | IndependentCoins, *, steps: int = 24
) -> PayoffInfo:
    """Gather the payoff picture of a match; ``steps`` patches a side for each pair of moves."""
    if isinstance(match, CommonCoins | IndependentCoins):
        return coins_info(match, steps=steps)
    if isinstance(match, LimitSet):
        return _limit_info(match, steps)
    game = match.game
    return replace(
        payoff_space_info(game, steps=steps),
        title=match_title(match),
        regions=tuple(_regions(match)),
        points=tuple((float(u), float(v)) for u, v in match.payoffs),
        randomised=match.randomised,
        arcs=tuple(tuple((float(u), float(v)) for u, v in arc.payoffs) for arc in match.arcs),
    )


def coins_info(*plays: CommonCoins | IndependentCoins, steps: int = 24) -> PayoffInfo:
    """Gather the picture of grounded programs of one game, with one point for each result."""
    game = plays[0].game
    pairs = list(dict.fromkeys(" against ".join(one.name for one in p.programs) for p in plays))
    named = []
    for one, pair in zip(plays, (" against ".join(p.name for p in one.programs) for one in plays)):
        if isinstance(one, CommonCoins):
            coins = "common coins"
        else:
            coins = "fresh coins" if one.fresh else "coins of their own"
        name = coins if len(pairs) == 1 else f"{pair}, {coins}"
        named.append((name, (float(one.payoffs[0]), float(one.payoffs[1]))))
    title = f"{game.title}: " if game.title else ""
    title += ", ".join(pairs)
    return replace(payoff_space_info(game, steps=steps), title=title, plays=tuple(named))


def _limit_info(limit: LimitSet, steps: int) -> PayoffInfo:
    """The pieces of a limit: points, arcs, and the borders of regions."""

    def place(x: float, y: float) -> Point:
        first, second = limit.payoffs((Fraction(x), Fraction(y)))
        return float(first), float(second)

    lines = [piece.outline(8 * steps) for piece in limit.pieces]
    points = tuple(place(*line[0]) for line in lines if len(line) == 1)
    return replace(
        payoff_space_info(limit.game, steps=steps),
        title=f"{match_title(limit)}, δ → 0",
        regions=tuple(_regions(limit)),
        points=points,
        randomised=(False,) * len(points),
        arcs=tuple(tuple(place(*end) for end in line) for line in lines if len(line) > 1),
    )


def match_title(match: Match | LimitSet) -> str:
    """The game and who plays it."""
    title = f"{match.game.title}: " if match.game.title else ""
    return title + " against ".join(one.name for one in match.agents)


def payoff_space_info(game: GameLike, *, steps: int = 24) -> PayoffInfo:
    """Gather what independent play can reach in a two-player game, without any agents.

    Raises:
        UnsupportedError: unless the game has two players, and no payoff beyond 10^150.
    """
    game = as_game(game)
    if game.n_players != 2:
        raise UnsupportedError(f"the payoff picture needs two players, not {game.n_players}")
    refuse_beyond_drawing(game)
    places = [(float(u), float(v)) for u, v in map(game.payoffs, game.outcomes())]
    pieces = list(_squares(places, *game.shape))
    threat = seats(game, Fraction(1, 2))[0].threat
    none, one = Fraction(0), Fraction(1)
    rational = clip(clip(_hull(game), (one, none, threat[0])), (none, one, threat[1]))
    return PayoffInfo(
        title=game.title,
        players=game.players,
        moves=game.moves,
        patches=tuple(patch for square in pieces for patch in _patches(square, steps)),
        frontier=_frontier([curve for square in pieces for curve in _curves(square, 8 * steps)]),
        outcomes=tuple(
            (", ".join(game.outcome_labels(outcome)), place)
            for outcome, place in zip(game.outcomes(), places)
        ),
        hull=tuple((float(u), float(v)) for u, v in _hull(game)),
        threat=(float(threat[0]), float(threat[1])),
        rational=tuple((float(u), float(v)) for u, v in rational),
    )


def _squares(places: Sequence[Point], rows: int, columns: int) -> Iterator[Square]:
    """The payoffs of all choices of two moves for each; one move alone counts twice."""
    for i, k in combinations(range(rows), 2) if rows > 1 else [(0, 0)]:
        for j, m in combinations(range(columns), 2) if columns > 1 else [(0, 0)]:
            first, second = ((places[r * columns + j], places[r * columns + m]) for r in (i, k))
            yield first, second


def _image(square: Square, x: float, y: float) -> Point:
    """The payoffs where the players mix their first move with weight x and y."""
    (p11, p12), (p21, p22) = square
    a, b, c, d = x * y, x * (1 - y), (1 - x) * y, (1 - x) * (1 - y)
    # Not by sum(), which rounds in another way since Python 3.12.
    u = a * p11[0] + b * p12[0] + c * p21[0] + d * p22[0]
    v = a * p11[1] + b * p12[1] + c * p21[1] + d * p22[1]
    return u, v


def _evenly(steps: int) -> list[float]:
    return [k / steps for k in range(steps + 1)]


def _patches(square: Square, steps: int) -> list[Line]:
    grid = [[_image(square, x, y) for y in _evenly(steps)] for x in _evenly(steps)]
    patches: list[Line] = []
    for before, after in pairwise(grid):
        for (a, b), (d, c) in zip(pairwise(before), pairwise(after)):
            # One orientation for all: overlapping patches then add up instead of cancelling.
            turned = (c[0] - a[0]) * (d[1] - b[1]) < (c[1] - a[1]) * (d[0] - b[0])
            patches.append((d, c, b, a) if turned else (a, b, c, d))
    return patches


def _curves(square: Square, steps: int) -> Iterator[list[Point]]:
    """What can bound the image: the sides, and the line where both players pull the same way.

    With u = a + b x + c y + d x y the Jacobian is b×c + (b×d) x + (d×c) y, linear in (x, y).
    """
    line = _evenly(steps)
    for end in (0.0, 1.0):
        yield [_image(square, end, y) for y in line]
        yield [_image(square, x, end) for x in line]
    (p11, p12), (p21, base) = square
    b, c = _minus(p12, base), _minus(p21, base)
    d = _minus(_minus(p11, p12), c)
    constant, by_x, by_y = (p[0] * q[1] - p[1] * q[0] for p, q in ((b, c), (b, d), (d, c)))
    if by_x == 0 == by_y:
        return
    if abs(by_y) >= abs(by_x):
        pairs = [(x, -(constant + by_x * x) / by_y) for x in line]
    else:
        pairs = [(-(constant + by_y * y) / by_x, y) for y in line]
    inside = [_image(square, x, y) for x, y in pairs if 0 <= x <= 1 and 0 <= y <= 1]
    if inside:
        yield inside


def _minus(p: Point, q: Point) -> Point:
    return p[0] - q[0], p[1] - q[1]


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


def _regions(match: Match | LimitSet) -> Iterator[RegionInfo]:
    hull = _hull(match.game)
    for player, (one, seat) in enumerate(zip(match.agents, match.seats)):
        planes = one.half_planes(seat) if isinstance(one, Climber) else ()
        polygon = hull
        for a, b, c in planes:
            polygon = clip(polygon, (a, b, c) if player == 0 else (b, a, c))
        if planes and polygon:
            line = tuple((float(u), float(v)) for u, v in polygon)
            greedy = isinstance(one, Demand) and one.alphas[0] > 1
            yield RegionInfo(one.name, player, line, greedy)

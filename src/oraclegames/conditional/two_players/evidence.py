"""Evidence at single points: an equilibrium where values are reached; else, of totally mixed play,
multipliers. (That no choice of played moves reaches them, a checker sees from the game alone.)

Beside an arc two rational points are taken, on either side of it and so near that its curve passes
between them and nothing else matters there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.columns.listed_game import mix_all
from oraclegames.conditional.two_players.arcs import Arc
from oraclegames.conditional.two_players.equilibrium_at import Equilibrium, equilibrium_at
from oraclegames.conditional.two_players.graph import Line, Point
from oraclegames.conditional.two_players.locate import locate, product
from oraclegames.conditional.two_players.questions import AllEquilibria, TotallyMixed
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import enclosure
from oraclegames.games.game import Game

Values = tuple[Fraction, Fraction]
Asked = AllEquilibria | TotallyMixed


NO_LIMIT = Clock(None)


def decided(asked: Asked, values: Values, clock: Clock = NO_LIMIT) -> dict[str, Any]:
    """Whether values are reached, with its evidence, as plain data.

    Raises:
        OutOfTime: the clock is spent.
    """
    found = equilibrium_with(asked, values, clock)
    document: dict[str, Any] = {
        "values": [format_rational(v) for v in values],
        "achievable": found is not None,
        "distribution": found and [format_rational(p) for p in found.rationals],
    }
    if isinstance(asked, AllEquilibria):
        return document | {"levels": found and found.levels and found.levels.to_dict()}
    y = locate(asked.game, values, clock).multipliers
    return document | {"certificate": y and [[format_rational(v) for v in row] for row in y]}


def equilibrium_with(asked: Asked, values: Values, clock: Clock = NO_LIMIT) -> Equilibrium | None:
    """An equilibrium with these values; if all are asked for, one that plays the fewest moves."""
    if isinstance(asked, AllEquilibria):
        return equilibrium_at(asked.game, asked.played, values, clock)
    clock.check()
    if not reached(asked, values, clock):
        return None
    mixture = mix_all(Excess(asked.game, values))
    masses = [mixture.weight / asked.game.n_outcomes] * asked.game.n_outcomes
    for outcome, mass in mixture.atoms:
        masses[outcome[0] * asked.game.shape[1] + outcome[1]] += mass
    m, n = asked.game.shape
    return Equilibrium((tuple(range(m)), tuple(range(n))), tuple(masses), None)


def reached(asked: Asked, values: Values, clock: Clock = NO_LIMIT) -> bool:
    """Whether rational values are reached."""
    return asked.reaches(*values, clock)


def beside(asked: Asked, arc: Arc, clock: Clock = NO_LIMIT) -> tuple[Values, Values]:
    """Rational points just below and above an arc's sample, left and right if it is vertical."""
    for pair in _pairs(arc):
        inside = tuple(reached(asked, point, clock) for point in pair)
        if inside == arc.sides and _between(asked.game, arc, pair):
            return pair
    raise AssertionError("the sides of an arc are as they were found")


def _pairs(arc: Arc) -> Iterator[tuple[Values, Values]]:
    vertical = arc.is_vertical
    for bits in (10 << k for k in range(12)):
        step = Fraction(1, 1 << bits)
        low, high = enclosure(arc.sample[0 if vertical else 1], bits + 8)
        low, high = low - step, high + step
        # short numbers: whole multiples of the step
        low, high = step * (low // step), step * -(-high // step)
        other = arc.sample[1 if vertical else 0]
        yield ((low, other), (high, other)) if vertical else ((other, low), (other, high))


def _between(game: Game, arc: Arc, pair: tuple[Values, Values]) -> bool:
    """Whether the arc's curve passes between two points of its cell."""
    if isinstance(arc.curve, Line):
        return True
    signs = []
    for point in pair:
        if any(game.payoff(i, link.edge) == point[i] for link in arc.curve.cycle for i in range(2)):
            return False
        around = product(arc.curve.cycle, game, point)
        signs.append((around > 1) - (around < 1))
    return 0 not in signs


def rational_point(at: Point) -> Values | None:
    """The point, if both of its coordinates are rational."""
    x, y = at
    return (x, y) if isinstance(x, Fraction) and isinstance(y, Fraction) else None


def same(asked: Asked, arc: Arc) -> bool:
    """Whether single answers say the same of an arc's sample and of its two sides."""
    at = rational_point(arc.sample)
    if at is not None and reached(asked, at) != arc.included:
        return False
    return any(tuple(reached(asked, point) for point in pair) == arc.sides for pair in _pairs(arc))

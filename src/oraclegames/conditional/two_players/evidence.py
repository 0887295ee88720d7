"""Evidence at single points: a distribution where values are reached, else multipliers.

Beside an arc two rational points are taken, on either side of it and so near that its curve passes
between them and nothing else matters there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.columns.listed_game import mix_all
from oraclegames.conditional.two_players.arcs import Arc
from oraclegames.conditional.two_players.graph import Line
from oraclegames.conditional.two_players.locate import locate, product
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import enclosure
from oraclegames.games.game import Game

Values = tuple[Fraction, Fraction]


def decided(game: Game, values: Values) -> dict[str, Any]:
    """Whether values are reached, with a distribution or multipliers, as plain data."""
    location = locate(game, values)
    document: dict[str, Any] = {
        "values": [format_rational(v) for v in values],
        "achievable": location.inside,
        "distribution": None,
        "certificate": None,
    }
    if location.multipliers is not None:
        document["certificate"] = [
            [format_rational(v) for v in row] for row in location.multipliers
        ]
        return document
    mixture = mix_all(Excess(game, values))
    masses = [mixture.weight / game.n_outcomes] * game.n_outcomes
    for outcome, mass in mixture.atoms:
        masses[outcome[0] * game.shape[1] + outcome[1]] += mass
    document["distribution"] = [format_rational(p) for p in masses]
    return document


def beside(game: Game, arc: Arc) -> tuple[Values, Values]:
    """Rational points just below and above an arc's sample, left and right if it is vertical."""
    for pair in _pairs(arc):
        inside = tuple(locate(game, point).inside for point in pair)
        if inside == arc.sides and _between(game, arc, pair):
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


def same(game: Game, arc: Arc) -> bool:
    """Whether single answers say the same of an arc's sample and of its two sides."""
    x, y = arc.sample
    rational = isinstance(x, Fraction) and isinstance(y, Fraction)
    if rational and locate(game, (x, y)).inside != arc.included:
        return False
    return any(
        tuple(locate(game, point).inside for point in pair) == arc.sides for pair in _pairs(arc)
    )

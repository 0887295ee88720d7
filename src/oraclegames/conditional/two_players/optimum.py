"""The largest value of an objective, and where curves of cycles can have it, without a tolerance.

An objective that grows somewhere everywhere has its supremum on the boundary of what is reached. On
a line's arc it is at an end. On an arc of a cycle's curve it is at an end or where the arc touches
a level line of the objective,

    λ₁·p_y = λ₂·p_x   (linear),     (y − e)·p_y = (x − d)·p_x   (the product (x − d)(y − e)),

and, of the least value, where x or y is extreme or both are equal: common zeros of two polynomials,
found exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Protocol

from flint import fmpq_mpoly

from oraclegames.certificates.verify import holds
from oraclegames.conditional.two_players.conditions import Place
from oraclegames.conditional.two_players.graph import CycleCurve, Edge, Graph, Point
from oraclegames.conditional.two_players.locate import locate
from oraclegames.conditional.two_players.numbers import compare, enclosed
from oraclegames.conditional.two_players.on_edge import stretches_to
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.bivariate import X, Y, common_zeros
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.exact.real import Real
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown


class Goal(Protocol):
    """An objective (:class:`oraclegames.conditional.best.objective.Objective`)."""

    @property
    def name(self) -> str:
        """As it is written."""

    @property
    def kind(self) -> Literal["linear", "egalitarian", "nash"]:
        """Its form."""

    @property
    def weights(self) -> tuple[Fraction, ...]:
        """λ of a linear one; all 1 else."""

    @property
    def disagreement(self) -> tuple[Fraction, ...]:
        """d of the Nash product."""

    def value(self, v: Sequence[Real]) -> Real:
        """The objective at values."""

    def corner(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        """The largest value over a box."""


@dataclass(frozen=True, repr=False)
class Optimum(Document, Shown):
    """The supremum of an objective over the values of totally mixed equilibria.

    Attributes:
        game: the game.
        objective: what is to be large.
        value: the supremum, exact.
        values: (x, y) where the objective has it, exact: in the region, or a limit of values that
            are.
        attained: whether an equilibrium has the value.
        distribution: one that has, row-major; None if none has.
    """

    game: Game
    objective: Goal
    value: Real
    values: Point
    attained: bool
    distribution: tuple[Real, ...] | None = None

    def verify(self) -> bool:
        """Re-check the document, and, of rational values, whether they are reached."""
        x, y = self.values
        if not holds(self.to_dict()):
            return False
        if compare(self.objective.value(self.values), self.value) != 0:
            return False
        if not (isinstance(x, Fraction) and isinstance(y, Fraction)):
            return True
        return self.attained or not locate(self.game, (x, y)).inside

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON document "oraclegames/supremum-1"."""
        play = self.distribution
        return {
            **heading("oraclegames/supremum-1", self.game),
            "objective": self.objective.name,
            "value": number_document(self.value),
            "values": [number_document(v) for v in self.values],
            "attained": self.attained,
            "distribution": None if play is None else [number_document(p) for p in play],
        }

    def __str__(self) -> str:
        how = "attained" if self.attained else "a supremum, not attained"
        where = ", ".join(map(_number, self.values))
        return f"largest {self.objective.name}: {_number(self.value)} ({how}), at ({where})"


def _number(value: Real) -> str:
    return format_rational(value) if isinstance(value, Fraction) else f"≈{rounded(value)}"


def ceiling_of(goal: Goal, game: Game) -> Fraction | None:
    """What a linear objective is at most: values are averages of payoffs; None for others.

    Where all payoffs lie on a level line of the objective, as those of zero-sum games do for
    welfare, boxes of values alone would only approach it.
    """
    if goal.kind != "linear":
        return None
    every = (goal.value([game.payoff(i, o) for i in (0, 1)]) for o in game.outcomes())
    return max(Fraction(found) for found in every)


def touching(goal: Goal, curve: CycleCurve, graph: Graph, edges: Sequence[Edge]) -> Iterator[Point]:
    """Points of some edges of a curve at which a level line of the objective touches it."""
    place = around(edges)
    for other in _level(goal, curve.polynomial):
        if other.is_zero() or other.is_constant() or not _apart(curve.polynomial, other):
            continue
        for point in common_zeros(curve.polynomial, other, *place):
            if any(stretches_to(graph, edge, point, closed=True) for edge in edges):
                yield point


def _level(goal: Goal, curve: fmpq_mpoly) -> list[fmpq_mpoly]:
    """Polynomials of which one is 0 where the objective has a local maximum along the curve."""
    along_x, along_y = curve.derivative("x"), curve.derivative("y")
    if goal.kind == "linear":
        first, second = map(to_fmpq, goal.weights)
        return [first * along_y - second * along_x]
    if goal.kind == "egalitarian":
        return [along_x, along_y, X - Y]
    d, e = map(to_fmpq, goal.disagreement)
    return [(Y - e) * along_y - (X - d) * along_x]


def _apart(curve: fmpq_mpoly, other: fmpq_mpoly) -> bool:
    """Whether an irreducible polynomial does not divide another: else the objective is constant
    along the curve, and its sample tells all.
    """
    return bool(curve.gcd(other).is_constant())


def around(edges: Sequence[Edge]) -> tuple[Place, Place]:
    """A rectangle with some edges of a cycle's curve in its inside."""
    xs: list[Real] = []
    ys: list[Real] = []
    for edge in edges:
        if edge.track is None:
            xs.append(edge.sample[0])
            ys.append(edge.sample[1])
            continue
        curve, piece = edge.track
        xs += curve.cuts_x[piece.i : piece.i + 2]
        ys += curve.cuts_y[piece.j : piece.j + 2]
    bounds = [[enclosed(number) for number in numbers] for numbers in (xs, ys)]
    (a, b), (c, d) = (
        (min(low for low, _ in ends), max(high for _, high in ends)) for ends in bounds
    )
    wide, high = (b - a) / 8 or Fraction(1), (d - c) / 8 or Fraction(1)
    return (a - wide, b + wide), (c - high, d + high)

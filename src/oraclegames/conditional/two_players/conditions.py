"""When are values reached, on one face of the arrangement of the lines x = A_sc and y = B_sc?

A *place* on the axis of x is one of the payoffs A_sc or an open interval between two that follow
each other; a *face* is a pair of places: a point, an open segment, or an open cell. On a face the
signs of all gains are constant, hence the minimal sides of the gain graph and their cycles, and
the product around a cycle is

    F(x) · G(y) = N(x)·M(y) / (D(x)·E(y)),

four products of distances of the values to payoffs, all positive on the face; common factors
cancel. Values are reached iff every side has a cycle with N·M < D·E, or is balanced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import fmpq, fmpq_mpoly, fmpq_poly

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.two_players.gain_graph import Link, directed_cycles, sides
from oraclegames.exact.bivariate import X, Y
from oraclegames.exact.rational import to_fmpq

Place = tuple[Fraction, Fraction]
"""The ends of an open interval; equal for a point."""

MAX_PRODUCTS = 1000
"""A face with more different products is left out."""

Table = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Product:
    """The product around one or more cycles: N(x)·M(y) over D(x)·E(y), positive on the face.

    Attributes:
        above_x, below_x: N and D, without a common factor.
        above_y, below_y: M and E, likewise.
        cycle: one of the cycles with this product.
        payoffs: those in N, D, M and E.
    """

    above_x: fmpq_poly
    below_x: fmpq_poly
    above_y: fmpq_poly
    below_y: fmpq_poly
    cycle: tuple[Link, ...]
    payoffs: tuple[tuple[Fraction, ...], ...]

    @cached_property
    def excess(self) -> fmpq_mpoly:
        """N(x)·M(y) − D(x)·E(y): negative where the product is below 1."""
        return _plane(self.above_x, X) * _plane(self.above_y, Y) - _plane(self.below_x, X) * _plane(
            self.below_y, Y
        )

    @property
    def constant_in_x(self) -> bool:
        """Whether x does not matter."""
        return bool(self.above_x.degree() == 0 == self.below_x.degree())

    @property
    def constant_in_y(self) -> bool:
        """Whether y does not matter."""
        return bool(self.above_y.degree() == 0 == self.below_y.degree())

    def at_x(self, x: fmpq) -> fmpq_poly:
        """The excess as a polynomial in y."""
        return self.above_x(x) * self.above_y - self.below_x(x) * self.below_y

    def at_y(self, y: fmpq) -> fmpq_poly:
        """The excess as a polynomial in x."""
        return self.above_y(y) * self.above_x - self.below_y(y) * self.below_x

    def sign(self, x: fmpq, y: fmpq) -> int:
        """The sign of the excess at a rational point."""
        value = self.above_x(x) * self.above_y(y) - self.below_x(x) * self.below_y(y)
        return int(value > 0) - int(value < 0)


@dataclass(frozen=True)
class Conditions:
    """What must hold on a face: every side has a product below 1, or is balanced.

    Attributes:
        x, y: the face.
        products: the different products around the cycles of all sides.
        sides: for each minimal side the positions of its products, and whether it can be balanced.
    """

    x: Place
    y: Place
    products: tuple[Product, ...]
    sides: tuple[tuple[tuple[int, ...], bool], ...]

    def met(self, signs: Sequence[int]) -> bool:
        """Whether values are reached at which the products less 1 have these signs."""
        return all(
            any(signs[k] < 0 for k in products) or (closed and all(signs[k] == 0 for k in products))
            for products, closed in self.sides
        )

    def met_at(self, x: Fraction, y: Fraction) -> bool:
        """Whether values of the face are reached; x and y are rational."""
        at = to_fmpq(x), to_fmpq(y)
        return self.met([product.sign(*at) for product in self.products])

    @property
    def blocked(self) -> bool:
        """Whether some side has no cycle and none of the face's values is reached."""
        return any(not products and not closed for products, closed in self.sides)


def conditions(a: Table, b: Table, x: Place, y: Place, clock: Clock) -> Conditions:
    """The conditions on a face.

    Args:
        a, b: the payoffs of the row player and the column player.
        x, y: places on the axes.

    Cost: proportional to the number of directed cycles of the minimal sides.

    Raises:
        OutOfTime: the clock is spent, or the products are more than can be handled.
    """
    middle_x, middle_y = (x[0] + x[1]) / 2, (y[0] + y[1]) / 2
    signs_a = [[(v > middle_x) - (v < middle_x) for v in row] for row in a]
    signs_b = [[(v > middle_y) - (v < middle_y) for v in row] for row in b]
    products: dict[tuple[tuple[Fraction, ...], ...], int] = {}
    listed: list[Product] = []
    found = []
    for side in sides(signs_a, signs_b):
        positions = []
        for cycle in directed_cycles(side, clock):
            product = _product(a, b, cycle, middle_x, middle_y)
            if product.payoffs not in products:
                products[product.payoffs] = len(listed)
                listed.append(product)
                if len(listed) > MAX_PRODUCTS:
                    raise OutOfTime
            positions.append(products[product.payoffs])
        found.append((tuple(dict.fromkeys(positions)), side.closed))
    return Conditions(x, y, tuple(listed), tuple(found))


def _product(a: Table, b: Table, cycle: tuple[Link, ...], x: Fraction, y: Fraction) -> Product:
    """|b/a| for the links into rows, |a/b| for the others, without common factors."""
    into_row = [link.edge for link in cycle if link.to_row]
    into_column = [link.edge for link in cycle if not link.to_row]
    above_x, below_x = _cancelled([a[s][c] for s, c in into_column], [a[s][c] for s, c in into_row])
    above_y, below_y = _cancelled([b[s][c] for s, c in into_row], [b[s][c] for s, c in into_column])
    return Product(
        _distances(above_x, x),
        _distances(below_x, x),
        _distances(above_y, y),
        _distances(below_y, y),
        cycle,
        tuple(tuple(sorted(part)) for part in (above_x, below_x, above_y, below_y)),
    )


def _cancelled(
    above: list[Fraction], below: list[Fraction]
) -> tuple[list[Fraction], list[Fraction]]:
    left = list(above)
    rest = []
    for payoff in below:
        if payoff in left:
            left.remove(payoff)
        else:
            rest.append(payoff)
    return left, rest


def _distances(payoffs: list[Fraction], value: Fraction) -> fmpq_poly:
    """Π |payoff − v| as a polynomial in v near the value."""
    total = fmpq_poly([1])
    for payoff in payoffs:
        root = to_fmpq(payoff)
        total *= fmpq_poly([root, -1]) if payoff > value else fmpq_poly([-root, 1])
    return total


def _plane(polynomial: fmpq_poly, variable: fmpq_mpoly) -> fmpq_mpoly:
    total = 0 * variable
    for coefficient in reversed(polynomial.coeffs()):
        total = total * variable + coefficient
    return total

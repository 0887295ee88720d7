"""When are values reached, on one face of the arrangement of the lines x = A_sc and y = B_sc?

A *place* on the axis of x is one of the payoffs A_sc or an open interval between two that follow
each other; a *face* is a pair of places: a point, an open segment, or an open cell. On a face the
signs of all gains are constant, hence the minimal sides of the gain graph and their cycles, and
the product around a cycle is

    F(x) · G(y) = N(x)·M(y) / (D(x)·E(y)),

four products of distances of the values to payoffs, all positive on the face; common factors
cancel. Values are reached by a choice of played moves iff every clause of it holds: some product is
below 1, or one of those is 1 for which that is enough, or all of a closed side are 1 (balanced).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import fmpq, fmpq_mpoly, fmpq_poly

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.two_players.gain_graph import Link, directed_cycles, sides
from oraclegames.conditional.two_players.played_moves import Block, Moves, blocks
from oraclegames.exact.bivariate import X, Y
from oraclegames.exact.rational import to_fmpq

Place = tuple[Fraction, Fraction]
"""The ends of an open interval; equal for a point."""

MAX_PRODUCTS = 1000
"""A face with more different products is left out."""

Table = Sequence[Sequence[Fraction]]

Cycle = tuple[Link, ...]

Factors = tuple[tuple[Fraction, ...], ...]
"""The payoffs in N, D, M and E, each with its multiplicity, ascending."""


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
    cycle: Cycle
    payoffs: Factors

    @cached_property
    def excess(self) -> fmpq_mpoly:
        """N(x)·M(y) − D(x)·E(y): negative where the product is below 1."""
        return _plane(self.above_x, X) * _plane(self.above_y, Y) - _plane(self.below_x, X) * _plane(
            self.below_y, Y
        )

    @cached_property
    def curve(self) -> frozenset[Factors]:
        """Equal for products that are 1 at the same points; empty for one that is 1 everywhere."""
        above_x, below_x, above_y, below_y = self.payoffs
        one, other = (above_x, above_y, below_x, below_y), (below_x, below_y, above_x, above_y)
        return frozenset((one, other) if any(self.payoffs) else ())

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
class Clause:
    """What one set of demands asks: some product below 1, or as much as is enough.

    Attributes:
        products: the positions of the products around its cycles.
        enough: those of them that may also be 1.
        closed: whether it holds too if all products are 1.
    """

    products: tuple[int, ...]
    enough: frozenset[int]
    closed: bool

    def met(self, signs: Sequence[int]) -> bool:
        """Whether it holds where the products less 1 have these signs."""
        return any(signs[k] < 0 or (signs[k] == 0 and k in self.enough) for k in self.products) or (
            self.closed and all(signs[k] == 0 for k in self.products)
        )


@dataclass(frozen=True)
class Conditions:
    """What must hold on a face: every clause of one of the choices.

    Attributes:
        x, y: the face.
        products: the different products around the cycles of all sides.
        choices: for each choice of played moves its clauses, one for each side; choices that
            cannot reach anything here are left out.
    """

    x: Place
    y: Place
    products: tuple[Product, ...]
    choices: tuple[tuple[Clause, ...], ...]

    def met(self, signs: Sequence[int]) -> bool:
        """Whether values are reached at which the products less 1 have these signs."""
        return any(all(clause.met(signs) for clause in clauses) for clauses in self.choices)

    def met_at(self, x: Fraction, y: Fraction) -> bool:
        """Whether values of the face are reached; x and y are rational."""
        at = to_fmpq(x), to_fmpq(y)
        return self.met([product.sign(*at) for product in self.products])

    @property
    def blocked(self) -> bool:
        """Whether every choice has a side without a cycle: none of the face's values is reached."""
        return not self.choices


def conditions(
    a: Table,
    b: Table,
    x: Place,
    y: Place,
    clock: Clock,
    choices: Iterable[Moves] | None = None,
) -> Conditions:
    """The conditions on a face: of totally mixed play, or of playing just some moves.

    Args:
        a, b: the payoffs of the row player and the column player.
        x, y: places on the axes.
        choices: the moves that are played, with or without zeros among their outcomes: one of these
            choices; None for totally mixed play.

    Cost: proportional to the number of directed cycles of the sides.

    Raises:
        OutOfTime: the clock is spent, or the products are more than can be handled.
    """
    middle_x, middle_y = (x[0] + x[1]) / 2, (y[0] + y[1]) / 2
    signs_a = [[(v > middle_x) - (v < middle_x) for v in row] for row in a]
    signs_b = [[(v > middle_y) - (v < middle_y) for v in row] for row in b]
    found = _Found(a, b, middle_x, middle_y, clock)
    if choices is None:
        found.add(Block(side, frozenset()) for side in sides(signs_a, signs_b))
    else:
        for moves in choices:
            found.add(blocks(signs_a, signs_b, moves))
            if () in found.choices:
                return Conditions(x, y, (), ((),))
    return Conditions(x, y, tuple(found.products), found.weakest())


class _Found:
    """The different products so far, and the clauses about them, choice by choice."""

    def __init__(self, a: Table, b: Table, x: Fraction, y: Fraction, clock: Clock):
        self.tables, self.at, self.clock = (a, b), (x, y), clock
        self.products: list[Product] = []
        self.choices: dict[tuple[Clause, ...], None] = {}
        self._positions: dict[Factors, int] = {}

    def add(self, blocks: Iterable[Block]) -> None:
        """A choice, by what can block it; nothing is added if something does on the whole face."""
        asked = []
        for block in blocks:
            cycles = self._cycles(block)
            if cycles is not None:
                if not cycles:
                    return
                asked.append((cycles, block.side.closed))
        clauses = []
        for cycles, closed in asked:
            positions = {self._position(k, cycle): k for k, (cycle, _) in cycles.items()}
            enough = frozenset(at for at, k in positions.items() if cycles[k][1])
            clauses.append(Clause(tuple(positions), enough, closed))
        self.choices[tuple(dict.fromkeys(clauses))] = None

    def _cycles(self, block: Block) -> dict[Factors, tuple[Cycle, bool]] | None:
        """A cycle for every product, and whether it is enough that the product is 1.

        None if a product that is 1 everywhere is enough.
        """
        found: dict[Factors, tuple[Cycle, bool]] = {}
        for cycle in directed_cycles(block.side, self.clock):
            factors = _factors(*self.tables, cycle)
            enough = any(link.tail in block.enough for link in cycle)
            if any(factors):
                known = found.get(factors, (cycle, False))
                found[factors] = known[0], known[1] or enough
            elif enough:
                return None
            if len(found) > MAX_PRODUCTS:
                raise OutOfTime
        return None if block.side.closed and not found else found

    def _position(self, factors: Factors, cycle: Cycle) -> int:
        """Of a product."""
        if factors not in self._positions:
            if len(self.products) == MAX_PRODUCTS:
                raise OutOfTime
            self._positions[factors] = len(self.products)
            self.products.append(_product(factors, cycle, *self.at))
        return self._positions[factors]

    def weakest(self) -> tuple[tuple[Clause, ...], ...]:
        """The choices without those that ask all that another one asks, and more."""
        asked = [(clauses, frozenset(clauses)) for clauses in self.choices]
        return tuple(
            clauses for clauses, own in asked if not any(other < own for _, other in asked)
        )


def _factors(a: Table, b: Table, cycle: Cycle) -> Factors:
    """|b/a| for the links into rows, |a/b| for the others, without common factors."""
    into_row = [link.edge for link in cycle if link.to_row]
    into_column = [link.edge for link in cycle if not link.to_row]
    above_x, below_x = _cancelled([a[s][c] for s, c in into_column], [a[s][c] for s, c in into_row])
    above_y, below_y = _cancelled([b[s][c] for s, c in into_row], [b[s][c] for s, c in into_column])
    return tuple(tuple(sorted(part)) for part in (above_x, below_x, above_y, below_y))


def _product(factors: Factors, cycle: Cycle, x: Fraction, y: Fraction) -> Product:
    above_x, below_x, above_y, below_y = (
        _distances(part, value) for part, value in zip(factors, (x, x, y, y))
    )
    return Product(above_x, below_x, above_y, below_y, cycle, factors)


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


def _distances(payoffs: Sequence[Fraction], value: Fraction) -> fmpq_poly:
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

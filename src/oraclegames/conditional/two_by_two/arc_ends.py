"""Where an arc of totally mixed equilibria ends: the exact limit of its distribution.

Towards an end every cell is a power of a small distance times a number, its leading term. Cells are
built from the odds of both players, so their terms are products and quotients of the odds' terms;
after normalising only the cells of the lowest power remain.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from flint import fmpq

from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.exact.rational import ONE, ZERO, to_fmpq, to_fraction
from oraclegames.exact.surd import Exact, Surd, exact_sqrt


class Term(NamedTuple):
    """A leading term size · s^own · r^other, for the distances s, r of two values to their ends.

    Sizes are FLINT rationals where the end is rational, else surds.
    """

    own: int
    other: int
    size: Any

    def times(self, right: Term) -> Term:
        """The product."""
        return Term(self.own + right.own, self.other + right.other, _kernel(self.size * right.size))

    def over(self, right: Term) -> Term:
        """The quotient."""
        return Term(self.own - right.own, self.other - right.other, _kernel(self.size / right.size))


UNIT = Term(0, 0, fmpq(1))


def odds_term(odds: OddsMap, move: int, value: Exact, *, second: bool = False) -> Term:
    """The leading term of ρ_s at an end, in s (or in r if ``second``)."""
    known = odds.known_terms.get((move, id(value)))
    if known is None:
        order, size = _odds_term(odds, move, value)
        known = Term(order, 0, size), Term(0, order, size), value
        odds.known_terms[move, id(value)] = known
    return known[1] if second else known[0]


def _odds_term(odds: OddsMap, move: int, value: Exact) -> tuple[int, Any]:
    """The order and the size of the leading term."""
    payoffs: Sequence[Any] = odds.own[move]
    here: Any = value
    if not isinstance(value, Surd):
        payoffs, here = odds.payoffs[2 * move : 2 * move + 2], to_fmpq(value)
    order, size = 0, fmpq(1)
    for payoff, sign in zip(payoffs, (1, -1)):
        if payoff == here:
            order += sign
        else:
            distance = payoff - here if payoff > here else here - payoff
            size = _kernel(distance * size if sign > 0 else size / distance)
    return order, size


def limit_of_curve(maps: tuple[OddsMap, OddsMap], x: Exact, y: Exact) -> tuple[Exact, ...]:
    """The limit of the distribution along the curve towards the values x and y.

    With α·s^k ~ f_A = f_B ~ β·r^m the distances satisfy r ~ (α/β)^(1/m)·s^(k/m). Where k = m = 0
    both are of one order (ties at simple ends), and the coefficient never matters: the dominant
    cell is then alone or connected to the others by odds with finite limits.
    """
    row, column = maps
    down = odds_term(column, 0, y, second=True)
    cells = [UNIT, odds_term(row, 0, x), down, down.times(odds_term(row, 1, x))]
    (k, alpha), (m, beta) = row.order_at(x), column.order_at(y)
    if not k or not m:
        return dominant([Term(own + other, 0, size) for own, other, size in cells])
    # In units of s^(1/|m|): s is |m| of them, r is |k|.
    k, m, ratio = abs(k), abs(m), alpha / beta if m > 0 else beta / alpha
    orders = [m * own + k * other for own, other, _ in cells]
    lowest = min(orders)
    scaled = []
    for order, (_, other, size) in zip(orders, cells):
        if order == lowest and other:
            factor = ratio if m == 1 else _kernel(exact_sqrt(to_fraction(ratio)))
            size = _kernel(size * factor if other > 0 else size / factor)
        scaled.append(Term(order, 0, size))
    return dominant(scaled)


def dominant(cells: Sequence[Term]) -> tuple[Exact, ...]:
    """The normalised limit of cells that are powers of one distance: the lowest powers remain."""
    lowest = min(cell.own for cell in cells)
    remaining = [cell.size for cell in cells if cell.own == lowest]
    if len(remaining) == 1:
        return tuple(ONE if cell.own == lowest else ZERO for cell in cells)
    total = _kernel(sum(remaining[1:], remaining[0]))
    return tuple(_surface(cell.size / total) if cell.own == lowest else ZERO for cell in cells)


def _kernel(number: Any) -> Any:
    """Surds that became rational come back as fractions; here rational is FLINT's."""
    # by its type alone: isinstance would ask the abstract classes of Fraction
    return to_fmpq(number) if type(number) is Fraction else number


def _surface(number: Any) -> Exact:
    return to_fraction(number) if isinstance(number, fmpq) else number

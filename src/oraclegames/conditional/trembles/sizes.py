"""Sizes of trembles at a pure outcome where their orders of magnitude tie: e_o = a_o t^{x_o}.

Each demand is a sum of monomials that has to be positive for small t. Choose a positive monomial of
each, and exponents x that put it at the least order, as far below the negative ones as all choices
together allow. Where negative ones stay level with it, the sizes a decide: with α = log a,

    log Σ c_m exp(α·m) over the negative monomials m  <  the same over the positive ones.

The left side is convex. The right side is replaced by its tangent from below (a weighted geometric
mean), the left side is cut into shares of its terms, and what is left is a linear program in α,
solved in floats; the same again at its solution, a few times (condensation; Avriel and Williams
1970). The sizes found are rational numbers near by, and the caller re-checks them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import Demand, Monomial
from oraclegames.conditional.trembles.order_search import Search
from oraclegames.exact.highs import float_optimum
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.game import Outcome
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

Sized = dict[Outcome, tuple[Fraction, int]]
"""For each outcome its size a and its exponent x."""

_ROUNDS = 8
_REACH = 6.0
"""Sizes are sought between exp(−6) and exp(6)."""


def sized_trembles(
    polynomials: Sequence[Mapping[Monomial, int | Fraction]],
    demands: Sequence[Demand],
    outcomes: Sequence[Outcome],
    clock: Clock,
    steps: int,
) -> Iterator[Sized]:
    """Trembles of these outcomes to try: one for each choice of monomials for which any are met.

    ``polynomials`` are the demands' whole sums.

    Raises:
        TooManyStepsError: so many choices were tried.
        OutOfTime: the clock's budget is spent.
    """
    for chosen in Search(demands, 0, clock, steps).choices():
        x = _exponents(chosen, demands, outcomes, clock)
        ties = _level(chosen, polynomials, demands, x)
        # Where both sides have to be equal the next order decides: small sizes, and large ones.
        for taste in (-1, 1):
            sizes = _sizes(ties, outcomes, taste, clock)
            if sizes is not None:
                yield {o: (size, x[o]) for o, size in zip(outcomes, sizes)}


def _exponents(
    chosen: Mapping[int, Monomial],
    demands: Sequence[Demand],
    outcomes: Sequence[Outcome],
    clock: Clock,
) -> dict[Outcome, int]:
    """Whole numbers with as many negative monomials above the chosen ones as there can be.

    Maximise Σ s subject to s ≤ 1, s ≤ x·(negative − chosen), x ≥ 1.
    """
    place = {o: j for j, o in enumerate(outcomes)}
    pairs = [(k, negative) for k in chosen for negative in demands[k].negative]
    rows = []
    for j, (k, negative) in enumerate(pairs):
        row = {len(outcomes) + j: 1}
        for o in negative:
            row[place[o]] = row.get(place[o], 0) - 1
        for o in chosen[k]:
            row[place[o]] = row.get(place[o], 0) + 1
        # x = 1 + u
        rows.append((row, sum(-a for column, a in row.items() if column < len(outcomes))))
        rows.append(({len(outcomes) + j: 1}, 1))
    objective = {len(outcomes) + j: 1 for j in range(len(pairs))}
    program = LinearProgram.of(objective, at_most=rows, n=len(outcomes) + len(pairs))
    result = maximise(program, clock=clock)
    found = dict(result.x) if isinstance(result, Optimal) else {}
    exact = [1 + found.get(j, Fraction(0)) for j in range(len(outcomes))]
    scale = math.lcm(*(power.denominator for power in exact))
    return {o: int(power * scale) for o, power in zip(outcomes, exact)}


@dataclass(frozen=True)
class _Tie:
    """Monomials of the least order with the logarithms of their coefficients, by sign."""

    positive: list[tuple[Monomial, float]]
    negative: list[tuple[Monomial, float]]
    first: Monomial


def _level(
    chosen: Mapping[int, Monomial],
    polynomials: Sequence[Mapping[Monomial, int | Fraction]],
    demands: Sequence[Demand],
    x: Mapping[Outcome, int],
) -> list[_Tie]:
    def order(monomial: Monomial) -> int:
        return sum(x[o] for o in monomial)

    found = []
    for k, first in chosen.items():
        low = order(first)
        sides = [
            [(m, _log(polynomials[k][m])) for m in side if order(m) <= low]
            for side in (demands[k].positive, demands[k].negative)
        ]
        if sides[1]:
            found.append(_Tie(sides[0], sides[1], first))
    return found


def _log(number: int | Fraction) -> float:
    return math.log(abs(number.numerator)) - math.log(number.denominator)


def _sizes(
    ties: Sequence[_Tie], outcomes: Sequence[Outcome], taste: int, clock: Clock
) -> list[Fraction] | None:
    """Sizes with which the positive monomials of every tie outweigh the negative ones, if any.

    ``taste`` is 1 if they should be large, −1 if small.
    """
    place = {o: j for j, o in enumerate(outcomes)}

    def exponents(monomial: Monomial) -> Row:
        row = np.zeros(len(outcomes))
        for o in monomial:
            row[place[o]] += 1
        return row

    sides = [
        [
            (np.array([exponents(m) for m, _ in side]), np.array([log for _, log in side]))
            for side in (tie.positive, tie.negative)
        ]
        for tie in ties
    ]
    alpha = np.zeros(len(outcomes))
    for turn in range(_ROUNDS):
        if all(
            _log_sum(matrix @ alpha + logs) + 1e-6 < _log_sum(more @ alpha + more_logs)
            for (more, more_logs), (matrix, logs) in sides
        ):
            break
        rows, bounds = [], []
        for tie, ((more, more_logs), (matrix, logs)) in zip(ties, sides):
            if turn == 0:
                weights = np.array([float(m == tie.first) for m, _ in tie.positive])
                shares = np.full(len(logs), 1 / len(logs))
            else:
                weights = _shares(more @ alpha + more_logs)
                shares = np.maximum(_shares(matrix @ alpha + logs), 1e-3)
            used = weights > 0
            constant = float(weights[used] @ (more_logs[used] - np.log(weights[used])))
            for row, log, share in zip(matrix, logs, shares):
                rows.append(row - weights @ more)
                bounds.append(math.log(share) + constant - float(log))
        moved = _step(rows, bounds, taste, clock)
        if moved is None:
            return None
        alpha = moved
    return [_rounded(math.exp(a)) for a in alpha]


def _rounded(size: float) -> Fraction:
    """A short number near by, to a thousandth of it."""
    mantissa, exponent = math.frexp(size)
    return Fraction(round(mantissa * 1024), 1024) * Fraction(2) ** exponent


def _step(rows: Sequence[Row], bounds: Sequence[float], taste: int, clock: Clock) -> Row | None:
    """α within its reach, rows·α as far below the bounds as possible, at most by 1."""
    count = len(rows[0])
    # Columns: α + reach, then by how much all bounds are kept, plus the reach.
    table: list[dict[int, float]] = []
    upper = []
    for row, bound in zip(rows, bounds):
        entries = {int(j): float(row[j]) for j in np.flatnonzero(row)}
        table.append(entries | {count: 1.0})
        upper.append(bound + _REACH * float(row.sum()) + _REACH)
    for j in range(count):
        table.append({j: 1.0})
        upper.append(2 * _REACH)
    table.append({count: 1.0})
    upper.append(_REACH + 1)
    costs = [taste * 1e-3] * count + [1.0]
    found = float_optimum(costs, table, upper, clock=clock)
    return None if found is None else np.array(found[:count]) - _REACH


def _log_sum(logs: Row) -> float:
    top = float(logs.max())
    return top + math.log(float(np.exp(logs - top).sum()))


def _shares(logs: Row) -> Row:
    terms = np.exp(logs - logs.max())
    return np.asarray(terms / terms.sum(), dtype=np.float64)

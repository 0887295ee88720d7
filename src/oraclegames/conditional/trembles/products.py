"""Products of conditions: what refutes trembles whose sizes, not only their orders, decide.

Small quantities z_1, z_2, … > 0 tend to 0: weights of outcomes that P does not play, and sizes of
shifts. Every condition on them has the form Σ_m L_m m ≤ 0 (or = 0), m running over monomials in z,
where L_m is a combination of the weights p_o of what P plays, p_o → P(o), and of 1.

Multiply conditions by polynomials in z, positive for small z where the condition is no equation,
and add up: Σ_m S_m m ≤ 0. Let S_m(P) be the limit of S_m. **If some S_m(P) > 0, and every other m
has S_m ≡ 0 or a proper divisor d with S_d(P) > 0, then no such z exist:** m / d → 0, so the
positive terms outweigh all others, and the sum is positive for small z. By the same argument a
polynomial is positive if each of its negative monomials has a positive one as a proper divisor.

Which products do is asked of a linear program: n_m ≥ 0 with S_m(P) ≥ n_m − K Σ n_d over the proper
divisors d of m, K being large; maximise Σ n_m. It is solved in floats; the products with a positive
weight are weighed exactly. The conditions of orders of magnitude
(:mod:`oraclegames.conditional.trembles.order_proofs`) compare single terms, products add them up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations, combinations_with_replacement

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import Monomial, product_of
from oraclegames.exact.highs import float_optimum
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.game import Outcome

ONE: Outcome = ()
"""Stands for 1 among what is played."""

Terms = dict[Monomial, dict[Outcome, Fraction]]
"""For each monomial its factor L: a coefficient for each weight of what is played, and for ONE."""

Product = tuple[int, Monomial, Fraction]
"""A condition by its position, the monomial that multiplies it, and a number."""

_LARGE = (10, 1000)
"""K: floats may miss what larger ones would allow, and smaller ones may not allow enough."""

_MAX_PRODUCTS = 800

_STEPS = 6_000
"""Of the simplex method: programs that refute took 3,000 at the most, others do not end."""


@dataclass(frozen=True)
class Condition:
    """Σ_m L_m m ≤ 0, or = 0."""

    terms: Terms
    equation: bool = False


def refute_by(
    products: Sequence[Product],
    conditions: Sequence[Condition],
    played: Mapping[Outcome, Fraction],
) -> bool:
    """Whether products of conditions add up to what cannot be."""
    if not _keep_their_signs(products, conditions):
        return False
    sums: Terms = defaultdict(lambda: defaultdict(Fraction))
    for k, times, number in products:
        for monomial, factor in conditions[k].terms.items():
            for outcome, a in factor.items():
                sums[product_of(*monomial, *times)][outcome] += number * a
    gains = {monomial for monomial, factor in sums.items() if _limit(factor, played) > 0}
    return bool(gains) and all(
        monomial in gains or not any(factor.values()) or not gains.isdisjoint(_divisors(monomial))
        for monomial, factor in sums.items()
    )


def _keep_their_signs(products: Sequence[Product], conditions: Sequence[Condition]) -> bool:
    """Whether conditions that are no equations are multiplied by positive polynomials alone."""
    positive = {(k, times) for k, times, number in products if number > 0}
    return all(
        0 <= k < len(conditions)
        and (
            number > 0
            or conditions[k].equation
            or any((k, divisor) in positive for divisor in _divisors(times))
        )
        for k, times, number in products
    )


def _limit(factor: Mapping[Outcome, Fraction], played: Mapping[Outcome, Fraction]) -> Fraction:
    return sum((a * played.get(o, 1) for o, a in factor.items()), Fraction(0))


@cache
def _divisors(monomial: Monomial) -> frozenset[Monomial]:
    """The proper divisors, 1 among them."""
    return frozenset(part for size in range(len(monomial)) for part in combinations(monomial, size))


def find_products(
    conditions: Sequence[Condition],
    played: Mapping[Outcome, Fraction],
    clock: Clock,
    degree: int = 1,
) -> tuple[Product, ...] | None:
    """Products that refute the conditions, or None if none were found.

    ``degree`` is 0 to weigh the conditions as they are, 1 to multiply them by single quantities as
    well, 2 by products of two.

    Raises:
        OutOfTime: the clock's budget is spent.

    Cost: a linear program in floats with a column for each product and a row for each monomial, or
    two of them.
    """
    columns = _columns(conditions, degree)
    if not columns or len(columns) > _MAX_PRODUCTS:
        return None
    for large in _LARGE:
        found = _weighed(columns, conditions, played, large, clock)
        if found is not None:
            return found
    return None


def _weighed(
    columns: Sequence[tuple[int, Monomial, int]],
    conditions: Sequence[Condition],
    played: Mapping[Outcome, Fraction],
    large: int,
    clock: Clock,
) -> tuple[Product, ...] | None:
    """What refutes, of some products; None if it is not met with this K."""
    program = _Program(conditions, played, columns, large)
    clock.check()
    guess = float_optimum(*program.in_floats(), clock=clock, steps=_STEPS) or []
    useful = [column for column, x in zip(columns, guess) if x > 1e-7]
    if not useful:
        return None
    result = maximise(_Program(conditions, played, useful, large).exactly(), clock=clock)
    if not isinstance(result, Optimal) or not result.value:
        return None
    numbers = [(useful[j], x) for j, x in result.x if j < len(useful)]
    found = tuple((k, times, sign * x) for (k, times, sign), x in numbers)
    return found if refute_by(found, conditions, played) else None


def _columns(conditions: Sequence[Condition], degree: int) -> list[tuple[int, Monomial, int]]:
    """A condition, what multiplies it, and a sign: what may be of use."""
    quantities = sorted({z for condition in conditions for m in condition.terms for z in m})
    factors = [
        product_of(*factor)
        for size in range(degree + 1)
        for factor in combinations_with_replacement(quantities, size)
    ]
    return [
        (k, times, sign)
        for k, condition in enumerate(conditions)
        for times in factors
        for sign in (1, -1)
        if sign > 0 or condition.equation or times
    ]


class _Program:
    """The linear program for given products: their numbers, then n_m for each monomial."""

    def __init__(
        self,
        conditions: Sequence[Condition],
        played: Mapping[Outcome, Fraction],
        columns: Sequence[tuple[int, Monomial, int]],
        large: int,
    ) -> None:
        self.count, self.large = len(columns), large
        first = {k: j for j, (k, times, _) in enumerate(columns) if not times}
        self.outweighed = [
            {j: Fraction(1)} | ({first[k]: Fraction(-large)} if k in first else {})
            for j, (k, _, sign) in enumerate(columns)
            if sign < 0 and not conditions[k].equation
        ]
        self.rows: dict[Monomial, int] = {}
        sums: list[dict[int, Fraction]] = []
        parts: dict[tuple[int, Outcome], dict[int, Fraction]] = {}
        for j, (k, times, sign) in enumerate(columns):
            for monomial, factor in conditions[k].terms.items():
                row = self.rows.setdefault(product_of(*monomial, *times), len(self.rows))
                if row == len(sums):
                    sums.append({})
                sums[row][j] = sums[row].get(j, Fraction(0)) + sign * _limit(factor, played)
                for outcome, a in factor.items():
                    if outcome != ONE:
                        part = parts.setdefault((row, outcome), {})
                        part[j] = part.get(j, Fraction(0)) + sign * a
        self.sums, self.parts = sums, parts

    def _at_most(self) -> Iterator[tuple[dict[int, Fraction], int]]:
        """Rows Σ a_j x_j ≤ b over the products' numbers and n."""
        lower: list[dict[int, Fraction]] = []
        for monomial in self.rows:
            divisors = (self.rows[d] for d in _divisors(monomial) if d in self.rows)
            lower.append({self.count + row: Fraction(-self.large) for row in divisors})
        for row, (total, below) in enumerate(zip(self.sums, lower)):
            own = {self.count + row: Fraction(1)}
            yield {j: -a for j, a in total.items() if a} | below | own, 0
        # What P plays is moved a little: where no limit is positive, no weight of it may be left.
        for (row, _), part in self.parts.items():
            for sign in (1, -1):
                own = {self.count + row: Fraction(-self.large)}
                yield {j: sign * a for j, a in part.items() if a} | lower[row] | own, 0
        yield from ((row, 0) for row in self.outweighed)
        yield dict.fromkeys(range(self.count), Fraction(1)), 1

    def exactly(self) -> LinearProgram:
        """The program for the exact solver."""
        objective = {self.count + row: 1 for row in range(len(self.rows))}
        return LinearProgram.of(objective, at_most=self._at_most(), n=self.count + len(self.rows))

    def in_floats(self) -> tuple[list[float], list[dict[int, float]], list[float]]:
        """Costs, rows and their upper bounds."""
        costs = [0.0] * self.count + [1.0] * len(self.rows)
        table = list(self._at_most())
        rows = [{j: float(a) for j, a in row.items()} for row, _ in table]
        return costs, rows, [float(bound) for _, bound in table]

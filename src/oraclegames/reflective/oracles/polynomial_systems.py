"""Small polynomial systems over ℚ, solved exactly by elimination with case distinctions.

Factor an equation and follow each factor; solve an equation that is linear in some unknown for it,
once with a non-zero leading coefficient and once with a zero one; and at last isolate the real
roots of polynomials in one unknown. The multilinear systems of equilibria (indifference of several
players) end here in one polynomial, whose roots are algebraic numbers. What does not (an equation
of degree two or more in each of several unknowns) raises
:class:`UnresolvedError`: it is never guessed.

A long file: one elimination, case after case.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.bivariate import PLANE, common_zeros
from oraclegames.exact.polynomial import Polynomial, substitute
from oraclegames.exact.rational import to_fmpq

LARGEST_FIELD = 64
"""The largest degree of a field of several algebraic numbers in which there is computed."""


class UnresolvedError(Exception):
    """The system is beyond this solver; the message says why."""


@dataclass(frozen=True)
class Branch:
    """A part of the solutions: unknowns in ``free`` are free, the others follow.

    ``steps`` are (unknown, numerator, denominator) in the order in which they are evaluated, after
    ``fixed`` and ``free``; ``nonzero`` are polynomials that must not vanish.
    """

    fixed: dict[int, Any]
    free: tuple[int, ...]
    steps: tuple[tuple[int, Polynomial, Polynomial], ...]
    nonzero: tuple[Polynomial, ...]


def solve_linear(equations: Sequence[Polynomial]) -> dict[int, Polynomial] | None:
    """Solve linear equations: the image of each pivot unknown; None if they contradict."""
    unknowns = sorted({number for e in equations for monomial in e for number in monomial})
    if not unknowns:
        return None if any(equations) else {}
    width = len(unknowns) + 1
    monomials: list[tuple[int, ...]] = [*((number,) for number in unknowns), ()]
    entries = [equation.get(monomial, fmpq(0)) for equation in equations for monomial in monomials]
    reduced, rank = fmpq_mat(len(equations), width, entries).rref()
    images: dict[int, Polynomial] = {}
    pivot = 0
    for row in range(rank):
        while reduced[row, pivot] == 0:
            pivot += 1
        if pivot == width - 1:
            return None
        image: Polynomial = {(unknowns[k],): -reduced[row, k] for k in range(pivot + 1, width - 1)}
        image[()] = -reduced[row, width - 1]
        images[unknowns[pivot]] = {m: c for m, c in image.items() if c != 0}
    return images


@dataclass(frozen=True)
class Stuck:
    """A case that could not be solved.

    Attributes:
        reason: why.
        groups: equations that share no unknowns; the solutions of the case are zeros of all.
    """

    reason: str
    groups: tuple[tuple[Polynomial, ...], ...]


@dataclass(frozen=True)
class Solved:
    """Real solutions of polynomial equations.

    Attributes:
        branches: hold all of them together, but for cases that could not be solved.
        stuck: these cases.
    """

    branches: tuple[Branch, ...]
    stuck: tuple[Stuck, ...]


def solve_system(equations: Sequence[Polynomial], unknowns: Sequence[int], clock: Clock) -> Solved:
    """All real solutions of polynomial equations, as far as elimination goes.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    ring = fmpq_mpoly_ctx.get([f"v{number}" for number in unknowns], Ordering.lex)
    search = _Elimination(ring, list(unknowns), clock)
    search.solve(equations)
    return Solved(tuple(search.found), tuple(search.stuck))


class _Elimination:
    def __init__(self, ring: Any, unknowns: list[int], clock: Clock):
        self.ring = ring
        self.clock = clock
        self.unknowns = unknowns
        self.found: list[Branch] = []
        self.stuck: list[Stuck] = []

    def solve(self, equations: Sequence[Polynomial]) -> None:
        """Follow all cases."""
        self._branch([self._into(e) for e in equations], [], [])

    def _into(self, polynomial: Polynomial) -> fmpq_mpoly:
        exponents: dict[tuple[int, ...], fmpq] = {}
        for monomial, coefficient in polynomial.items():
            exponents[tuple(monomial.count(number) for number in self.unknowns)] = coefficient
        return self.ring.from_dict(exponents)

    def _out(self, polynomial: fmpq_mpoly) -> Polynomial:
        return {
            tuple(n for n, e in zip(self.unknowns, powers) for _ in range(int(e))): coefficient
            for powers, coefficient in polynomial.to_dict().items()
        }

    def _branch(self, equations: list[Any], nonzero: list[Any], steps: list[Any]) -> None:
        # Long: one case for each way in which elimination goes on.
        self.clock.check()
        reduced: list[Any] = []
        for equation in equations:
            if equation == 0:
                continue
            factors = [f for f, _ in equation.factor()[1] if not any(_same(f, n) for n in nonzero)]
            if not factors:
                return
            if len(factors) > 1:
                rest = [e for e in equations if e is not equation]
                for k, factor in enumerate(factors):
                    self._branch([factor, *rest], [*nonzero, *factors[:k]], steps)
                return
            if not any(_same(factors[0], other) for other in reduced):
                reduced.append(factors[0])
        choice = self._linear(reduced)
        if choice is None:
            try:
                self._finish(reduced, nonzero, steps)
            except UnresolvedError as reason:
                groups = [tuple(map(self._out, group)) for _, group in _groups(reduced)]
                self.stuck.append(Stuck(str(reason), tuple(groups)))
            return
        equation, position, leading, rest_of = choice
        others = [e for e in reduced if e is not equation]
        if not leading.is_constant():
            self._branch([leading, rest_of, *others], nonzero, steps)
            nonzero = [*nonzero, leading]
        step = (position, -rest_of, leading)
        replaced = [_replace(e, position, step) for e in others]
        kept = [_replace(n, position, step) for n in nonzero]
        if all(n != 0 for n in kept):
            split = [f for n in kept for f, _ in n.factor()[1]]
            self._branch(replaced, split, [*steps, step])

    def _linear(self, equations: list[Any]) -> Any:
        """The simplest (equation, unknown in which it is linear, coefficient, rest)."""
        best, cost = None, 0
        for equation in equations:
            degrees = equation.degrees()
            for position, degree in enumerate(degrees):
                if degree != 1:
                    continue
                leading = equation.derivative(position)
                terms = 0 if leading.is_constant() else len(leading)
                if best is None or terms < cost:
                    gen = self.ring.gens()[position]
                    best, cost = (equation, position, leading, equation - leading * gen), terms
        return best

    def _finish(self, equations: list[Any], nonzero: list[Any], steps: list[Any]) -> None:
        """Every unknown is a root, or together with another a common zero; all combinations."""
        # Long: the zeros of each group, whether their fields are small, and the branches.
        groups = _groups(equations)
        zeros = [self._zeros(used, group, nonzero) for used, group in groups]
        if not all(zeros):
            return
        degrees = [max(map(_degree, rows[0])) for rows in zeros]
        if len(degrees) > 1 and math.prod(degrees) > LARGEST_FIELD:
            raise UnresolvedError(
                f"{len(degrees)} unknowns are algebraic, of degrees {', '.join(map(str, degrees))}"
            )
        roots = {position for used, _ in groups for position in used}
        solved = {position for position, _, _ in steps} | roots
        free = tuple(n for k, n in enumerate(self.unknowns) if k not in solved)
        combinations: list[dict[int, Any]] = [{}]
        for (used, _), rows in zip(groups, zeros):
            numbers = [self.unknowns[k] for k in used]
            combinations = [{**c, **dict(zip(numbers, row))} for c in combinations for row in rows]
        chain = tuple(
            (self.unknowns[k], self._out(top), self._out(bottom)) for k, top, bottom in steps[::-1]
        )
        outside = tuple(self._out(n) for n in nonzero if not n.is_constant())
        self.found += [Branch(fixed, free, chain, outside) for fixed in combinations]

    def _zeros(
        self, used: tuple[int, ...], equations: list[Any], nonzero: list[Any]
    ) -> list[tuple[Any, ...]]:
        """The common zeros of different irreducible polynomials in one or two unknowns.

        Of more unknowns only that there are none, as two of them alone show.
        """
        if len(used) == 1:
            if len(equations) > 1:
                return []
            (x,) = used
            powers = {int(e[x]): c for e, c in equations[0].to_dict().items()}
            coefficients = [powers.get(k, fmpq(0)) for k in range(max(powers) + 1)]
            return [(root,) for root in real_roots(fmpq_poly(coefficients))]
        if len(used) > 2 and any(
            not self._plane_zeros(pair, inside, nonzero)
            for pair in combinations(used, 2)
            if len(inside := [e for e in equations if _within(e, pair)]) > 1
        ):
            return []
        if len(used) > 2 or len(equations) == 1:
            degree = max(int(d) for e in equations for d in e.degrees())
            raise UnresolvedError(f"an equation of degree {degree} in {len(used)} unknowns is left")
        return self._plane_zeros(used, equations, nonzero)

    def _plane_zeros(
        self, used: tuple[int, ...], equations: list[Any], nonzero: list[Any]
    ) -> list[tuple[Any, ...]]:
        """The common zeros of polynomials in two unknowns, where others do not vanish."""
        self.clock.check()
        flat = sorted((_in_plane(e, used) for e in equations), key=lambda e: e.total_degree())
        others = [_in_plane(n, used) for n in nonzero if _within(n, used)]
        found = []
        for x, y in common_zeros(flat[0], flat[1], check=self.clock.check):
            self.clock.check()
            pair = _in_field(x), _in_field(y)
            if all(_value(e, pair) == 0 for e in flat[2:]) and all(
                _value(n, pair) != 0 for n in others
            ):
                found.append(pair)
        return found


def _within(polynomial: fmpq_mpoly, used: tuple[int, ...]) -> bool:
    """Whether a polynomial has no unknowns but these."""
    return all(k in used for k, degree in enumerate(polynomial.degrees()) if degree)


def _groups(equations: list[Any]) -> list[tuple[tuple[int, ...], list[Any]]]:
    """Equations that share unknowns, with all of their unknowns."""
    groups: list[tuple[set[int], list[Any]]] = []
    for equation in equations:
        used = {k for k, degree in enumerate(equation.degrees()) if degree}
        joined = [equation]
        for group in [group for group in groups if group[0] & used]:
            groups.remove(group)
            used |= group[0]
            joined += group[1]
        groups.append((used, joined))
    return [(tuple(sorted(used)), joined) for used, joined in groups]


def _degree(number: Any) -> int:
    return len(number.root.coefficients) - 1 if isinstance(number, Algebraic) else 1


def _in_plane(equation: fmpq_mpoly, used: tuple[int, ...]) -> fmpq_mpoly:
    """The same polynomial in x and y."""
    terms = {tuple(int(e[k]) for k in used): c for e, c in equation.to_dict().items()}
    return PLANE.from_dict(terms)


def _in_field(number: Any) -> Any:
    """A real number of any kind as a rational or an algebraic one."""
    if isinstance(number, Fraction):
        return to_fmpq(number)
    return number if isinstance(number, Algebraic) else number.algebraic()


def _value(polynomial: fmpq_mpoly, pair: tuple[Any, Any]) -> Any:
    total: Any = fmpq(0)
    for powers, c in polynomial.to_dict().items():
        term: Any = c
        for number, power in zip(pair, powers):
            for _ in range(int(power)):
                term = number * term
        total = term + total
    return total


def _same(left: Any, right: Any) -> bool:
    """Whether two non-zero polynomials are multiples of each other."""
    return bool(left * right.leading_coefficient() == right * left.leading_coefficient())


def _replace(polynomial: Any, position: int, step: Any) -> Any:
    """The numerator of the polynomial with top/bottom in the place of an unknown."""
    _, top, bottom = step
    degree = int(polynomial.degrees()[position])
    if degree == 0:
        return polynomial
    ring = polynomial.context()
    total = ring.from_dict({})
    for powers, coefficient in polynomial.to_dict().items():
        power = int(powers[position])
        rest = tuple(0 if k == position else int(e) for k, e in enumerate(powers))
        total += ring.from_dict({rest: coefficient}) * top**power * bottom ** (degree - power)
    return total


def substitute_all(
    images: dict[int, Polynomial], polynomials: Sequence[Polynomial]
) -> list[Polynomial]:
    """Put the images in the place of their unknowns."""
    return [
        substitute(p, images.get) if any(n in images for m in p for n in m) else p
        for p in polynomials
    ]

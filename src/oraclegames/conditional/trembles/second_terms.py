"""Ties at pure outcomes that the next term of a weight settles: e_r = c e_p e_q ± f.

Two demands (*) of a pure outcome (:mod:`oraclegames.conditional.trembles.orders`) may ask that a
weight e_r is at least, and that it is at most, c times another one or times a product. Then no
weights a t^x meet both with room to spare, and what is left of e_r beyond that decides. So put
c e_p e_q + f or c e_p e_q − f in the place of e_r, with a new quantity f > 0: the demands become
polynomials in the other weights and f, of which orders of magnitude and sizes are sought as before
(:mod:`oraclegames.conditional.trembles.sizes`). Where these tie for f in the same way, the step is
taken once more, as in the expansions of Newton and Puiseux. What is found is a family of
polynomials in t, and is checked like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from flint import fmpq_poly

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import Demand, Monomial, comparison, product_of
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.order_search import TooManyStepsError
from oraclegames.conditional.trembles.sizes import Sized, sized_trembles
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

MAX_OUTCOMES = 32
"""In larger games nothing is tried."""

MAX_TERMS = 3
"""So many terms are put in the place of weights, one after another."""

MAX_CASES = 60
"""So many ways of doing so are tried."""

MAX_STEPS = 500
"""The search for orders gives up after so many steps in each of them."""

MAX_TRIES = 20
"""So many families are tried in each."""

Polynomial = Mapping[Monomial, Fraction]


@dataclass(frozen=True)
class _Tie:
    """weight = size · product + sign · rest, quantities by their names in a monomial."""

    weight: Outcome
    product: Monomial
    size: Fraction
    sign: int
    rest: Outcome


_Case = tuple[list[Polynomial], tuple[_Tie, ...]]
"""Polynomials that are to be positive, and what is put into them, the last of it next."""


def second_terms(distribution: Distribution, clock: Clock) -> TrembleFamily | None:
    """Trembles of a pure outcome, some of whose weights have more terms; None if none are met.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    game = distribution.game
    if len(distribution.support) != 1 or game.n_outcomes > MAX_OUTCOMES:
        return None
    (base,) = distribution.support
    face = Face.at(game, base)
    asked: list[Polynomial] = [
        {m: Fraction(a) for m, a in comparison(face, i, (base[i],), (s,)).items()}
        for i, s in face.unsupported
    ]
    waiting: list[_Case] = [(asked, (tie,)) for tie in _ties(asked, 0)]
    for polynomials, terms in islice(_in_turn(waiting), MAX_CASES):
        clock.check()
        left = _without(polynomials, terms[-1])
        if left is None:
            continue
        if len(terms) < MAX_TERMS:
            waiting += [(left, (*terms, more)) for more in _ties(left, len(terms))]
        try:
            for sized in islice(_trembles(left, clock), MAX_TRIES):
                family = _family(distribution, terms, sized)
                if family.verify():
                    return family
        except TooManyStepsError:
            continue
    return None


def _in_turn(waiting: list[_Case]) -> Iterator[_Case]:
    """Cases in the order in which they come; the list grows meanwhile."""
    while waiting:
        yield waiting.pop(0)


def _ties(asked: Sequence[Polynomial], depth: int) -> Iterator[_Tie]:
    """What two demands ask for from both sides; of what was put in last where there is some."""
    bounds: dict[tuple[Outcome, Monomial], dict[int, set[Fraction]]] = {}
    for polynomial in asked:
        alone = [(m[0], a) for m, a in polynomial.items() if len(m) == 1]
        for weight, a in alone:
            if depth and weight != _rest(depth - 1):
                continue
            for product, b in polynomial.items():
                if a * b < 0 and weight not in product:
                    sides = bounds.setdefault((weight, product), {-1: set(), 1: set()})
                    sides[1 if a > 0 else -1].add(-b / a)
    for (weight, product), sides in bounds.items():
        for size in sorted(sides[1] & sides[-1]):
            yield from (_Tie(weight, product, size, sign, _rest(depth)) for sign in (1, -1))


def _rest(depth: int) -> Outcome:
    return (-2, depth)


def _without(polynomials: Sequence[Polynomial], tie: _Tie) -> list[Polynomial] | None:
    """The polynomials with the terms in the place of the weight; None if one cannot be positive."""
    found = [_replaced(polynomial, tie) for polynomial in polynomials]
    if tie.sign < 0:
        found.append({tie.product: tie.size, (tie.rest,): Fraction(-1)})
    fine = all(not p or max(p.values()) > 0 for p in found)
    return found if fine else None


def _replaced(polynomial: Polynomial, tie: _Tie) -> Polynomial:
    """One of them; the weight is in no square."""
    terms: dict[Monomial, Fraction] = defaultdict(Fraction)
    for monomial, a in polynomial.items():
        if tie.weight not in monomial:
            terms[monomial] += a
            continue
        others = list(monomial)
        others.remove(tie.weight)
        terms[product_of(*others, *tie.product)] += a * tie.size
        terms[product_of(*others, tie.rest)] += a * tie.sign
    return {m: a for m, a in terms.items() if a}


def _trembles(polynomials: Sequence[Polynomial], clock: Clock) -> Iterator[Sized]:
    demands = [
        Demand(
            tuple(m for m, a in polynomial.items() if a > 0),
            tuple(m for m, a in polynomial.items() if a < 0),
        )
        for polynomial in polynomials
    ]
    weights = sorted({o for polynomial in polynomials for m in polynomial for o in m})
    return sized_trembles(polynomials, demands, weights, clock, MAX_STEPS)


def _family(distribution: Distribution, terms: Sequence[_Tie], sized: Sized) -> TrembleFamily:
    """The polynomials in t; a weight that no demand speaks of is rarer than all others."""
    rare = 1 + 4 * max(x for _, x in sized.values())
    known = {o: fmpq_poly([0] * x + [to_fmpq(a)]) for o, (a, x) in sized.items()}
    unasked = fmpq_poly([0] * rare + [1])
    for tie in reversed(terms):
        value = fmpq_poly([to_fmpq(tie.size)])
        for factor in tie.product:
            value *= known.get(factor, unasked)
        known[tie.weight] = value + tie.sign * known.get(tie.rest, unasked)
    weights = [
        fmpq_poly([1]) if o in distribution.support else known.get(o, unasked)
        for o in distribution.game.outcomes()
    ]
    return TrembleFamily(
        distribution, tuple(tuple(map(to_fraction, weight.coeffs())) for weight in weights)
    )

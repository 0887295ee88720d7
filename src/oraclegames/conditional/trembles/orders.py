"""Ties at pure outcomes: is play optimal all along? Orders of magnitude of the trembles decide.

Let everybody play the outcome o* and let e_o > 0 be the weight of every other outcome, relative to
o*. With D_i(o) = U_i(o) − U_i(o*), *main*_i = {o ≠ o* : o_i = o*_i} and T_{i,s} = {o : o_i = s},
the condition c_i(o*_i) ≥ c_i(s), cleared of denominators, is

    Σ_{p ∈ main_i, q ∈ T_{i,s}} e_p e_q (D_i(p) − D_i(q))  −  Σ_{q ∈ T_{i,s}} e_q D_i(q)  ≥ 0.   (*)

o* is a reflective equilibrium iff (*) has solutions e → 0 for all i and s ≠ o*_i together. By the
curve selection lemma (Milnor 1968) there is then a curve of solutions, e_o ~ a_o t^{x_o} with
a_o, x_o > 0 as t → 0. In each (*) some monomial with a positive coefficient must then have the
least exponent: x_q for e_q, x_p + x_q for e_p e_q. Conversely, exponents for which the least
exponent in each (*) belongs to positive monomials alone solve it for all small t.

So: search exponents x for which a positive monomial of each (*) lies below all negative ones.
Solvable with "<": **yes**, and e_o = t^{x_o} is the sequence. Unsolvable with "≤": **no**, proved
by a case distinction over the monomial that is least, each case closed by a sum of inequalities
which would make a negative combination of exponents ≥ 0. In between: undecided here.

Two monomials need not be listed. If D_i(q) < 0, the positive e_q lies below every e_p e_q. If
D_i(q) > 0, the negative e_q lies below them. Only q with D_i(q) = 0 enter through e_p e_q.

**The search** looks at a demand only when the exponents found so far break it, at the one with the
fewest positive monomials first. A choice is held against each earlier one (pairs of demands) before
a linear program is asked. A refutation that does not use the last choice closes the whole case, and
one that holds for a divisor of the chosen monomial closes all its multiples.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.order_proofs import (
    Case,
    Contradiction,
    Demand,
    Monomial,
    NoOrders,
    Orders,
    closes,
    demands,
    divisors,
    product_of,
    size_of,
)
from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import whole_array
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_STEPS = 20_000
"""The search gives up, undecided, when it has tried so many monomials."""

MAX_MONOMIALS = 200_000
"""Nor does the search begin when (*) may have so many monomials in all."""

Exponents = dict[Outcome, int]
"""The exponents of some outcomes, whole numbers; all others have exponent 1."""


@dataclass(frozen=True)
class Undecided:
    """Why orders of magnitude decided nothing.

    Attributes:
        why: "coefficients" if exponents tie whatever they are, so that coefficients decide; "steps"
            if the search gave up; "size" if it did not begin.
    """

    why: Literal["coefficients", "steps", "size"]

    @property
    def reason(self) -> str:
        """The same in words, as a clause."""
        if self.why == "steps":
            return f"the search for orders of magnitude was stopped after {MAX_STEPS} steps"
        if self.why == "size":
            return f"more than {MAX_MONOMIALS} pairs of trembles would have to be compared"
        return "all orders of magnitude leave ties, and whether the sizes settle them is not known"


class TooManyStepsError(Exception):
    """The search used up its steps."""


class Search:
    """Depth-first search over the least monomials.

    ``gap`` is 1 to ask for "<" (exponents can be scaled) and 0 for "≤".
    """

    def __init__(
        self, demands: Sequence[Demand], gap: int, clock: Clock, steps: int | None = None
    ) -> None:
        self.demands = demands
        self.gap = gap
        self.clock = clock
        self.steps = MAX_STEPS if steps is None else steps
        met = (o for demand in demands for monomial in demand.signs for o in monomial)
        self.position = {outcome: k for k, outcome in enumerate(dict.fromkeys(met))}
        self.rare = Counter(
            o for demand in demands for o in {o for monomial in demand.negative for o in monomial}
        )
        # Each monomial as two positions; one past the end stands for 1.
        self.tables = [
            (self._positions(demand.positive), self._positions(demand.negative))
            for demand in demands
        ]

    def _positions(self, monomials: Sequence[Monomial]) -> NDArray[np.int64]:
        one = len(self.position)
        pairs = [([self.position[o] for o in monomial] + [one])[:2] for monomial in monomials]
        return np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)

    def run(
        self, chosen: dict[int, Monomial] | None = None, x: Exponents | None = None
    ) -> Exponents | Case | Contradiction:
        """Exponents that fit the choices and all demands, or the proof that there are none.

        ``x`` fits the choices made so far.
        """
        chosen, x = chosen or {}, x or {}
        broken = self._broken(x)
        if not broken:
            return x
        k = min(broken, key=lambda k: len(self.demands[k].positive))
        closed: dict[Monomial, Case | Contradiction] = {}
        for monomial in sorted(
            self.demands[k].positive, key=lambda m: (_exponent(m, x), self._unwelcome(m))
        ):
            if any(divisor in closed for divisor in divisors(monomial)):
                continue
            choices = {**chosen, k: monomial}
            found: Exponents | Case | Contradiction = self._try(k, choices)
            if isinstance(found, dict):
                found = self.run(choices, found)
                if isinstance(found, dict):
                    return found
            if k not in found.uses:
                return found
            closed[self._widest(k, choices, found)] = found
        return Case(k, tuple(closed.items()))

    def _unwelcome(self, monomial: Monomial) -> int:
        """How many demands want its weights to be rare."""
        return sum(self.rare[outcome] for outcome in monomial)

    def _broken(self, x: Exponents) -> list[int]:
        """The demands that exponents do not meet."""
        powers = whole_array([x.get(o, 1) for o in self.position] + [0])
        found = []
        for k, (positive, negative) in enumerate(self.tables):
            if len(negative):
                least = powers[negative].sum(axis=1).min() - self.gap
                if not (powers[positive].sum(axis=1) <= least).any():
                    found.append(k)
        return found

    def _widest(self, k: int, chosen: dict[int, Monomial], proof: Case | Contradiction) -> Monomial:
        """The divisor of a demand's choice for which the proof holds as well."""
        for divisor in divisors(chosen[k])[:0:-1]:
            if closes(proof, self.demands, {**chosen, k: divisor}, strict=self.gap > 0):
                return divisor
        return chosen[k]

    def _try(self, k: int, chosen: dict[int, Monomial]) -> Exponents | Contradiction:
        self.clock.check()
        self.steps -= 1
        if self.steps < 0:
            raise TooManyStepsError
        for other in chosen:
            found = self._pair(k, other, chosen)
            if found is not None:
                return found
        return self._exponents(chosen)

    def _pair(self, k: int, other: int, chosen: dict[int, Monomial]) -> Contradiction | None:
        """The sum of one inequality of each of two demands, if it is a contradiction."""
        if other == k:
            return None
        whole = Counter((*chosen[k], *chosen[other]))
        for first in _parts(whole):
            if not self.demands[k].signs.get(first, True):
                for second in _parts(whole - Counter(first)):
                    if not self.demands[other].signs.get(second, True):
                        one = Fraction(1)
                        sum_ = Contradiction(((k, first, one), (other, second, one)))
                        if closes(sum_, self.demands, chosen, strict=self.gap > 0):
                            return sum_
        return None

    def _exponents(self, chosen: dict[int, Monomial]) -> Exponents | Contradiction:
        """Exponents that put each chosen monomial ``gap`` below the negative ones, or a proof.

        A negative monomial with a weight that no choice uses is lifted by that weight alone. For
        the others solve x ≥ 1, x·a ≥ gap, a = (negative monomial) − (chosen monomial). By duality:
        maximise Σ y_a (gap − Σ a) subject to Σ y_a a ≤ 0, Σ y ≤ 1, y ≥ 0. If the optimum is 0, the
        dual solution is x − 1; else y is the contradiction.
        """
        rows = {
            o: row for row, o in enumerate(dict.fromkeys(o for m in chosen.values() for o in m))
        }
        pairs, free = [], dict[Outcome, None]()
        for k in chosen:
            for negative in self.demands[k].negative:
                lifted = [o for o in negative if o not in rows]
                free |= dict.fromkeys(lifted)
                if not lifted:
                    pairs.append((k, negative))
        x = dict.fromkeys(rows, 1)
        if pairs:
            found = self._solve(pairs, chosen, rows)
            if isinstance(found, Contradiction):
                return found
            x = found
        high = max(_exponent(monomial, x) for monomial in chosen.values()) + 1
        return x | dict.fromkeys(free, high)

    def _solve(
        self,
        pairs: list[tuple[int, Monomial]],
        chosen: dict[int, Monomial],
        rows: dict[Outcome, int],
    ) -> Exponents | Contradiction:
        count = len(rows)
        matrix = np.zeros((count + 1, len(pairs) + count + 1), dtype=np.int64)
        matrix[:, len(pairs) :] = np.eye(count + 1, dtype=np.int64)
        for j, (k, negative) in enumerate(pairs):
            for outcome in negative:
                matrix[rows[outcome], j] += 1
            for outcome in chosen[k]:
                matrix[rows[outcome], j] -= 1
        costs = np.zeros(matrix.shape[1], dtype=np.int64)
        costs[: len(pairs)] = self.gap - matrix[:count, : len(pairs)].sum(axis=0)
        matrix[count, : len(pairs)] = 1
        result = maximise(
            LinearProgram.from_matrix(matrix, [0] * count + [1], costs), clock=self.clock
        )
        if not isinstance(result, Optimal):
            raise CertificateError("the program of the exponents is feasible and bounded")
        if result.value:
            return Contradiction(tuple((*pairs[j], y) for j, y in result.x if j < len(pairs)))
        scale = math.lcm(*(result.y[row].denominator for row in rows.values()))
        return {o: int(scale * (1 + result.y[row])) for o, row in rows.items()}


def _exponent(monomial: Monomial, x: Exponents) -> int:
    return sum(x.get(outcome, 1) for outcome in monomial)


def _parts(whole: Counter[Outcome]) -> Iterator[Monomial]:
    """The monomials of one or two weights that divide a product."""
    cells = sorted(whole.elements())
    yield from ((o,) for o in dict.fromkeys(cells))
    yield from dict.fromkeys(combinations(cells, 2))


def decide_orders(
    distribution: Distribution, clock: Clock | None = None
) -> Orders | NoOrders | Undecided:
    """Decide by orders of magnitude whether a pure outcome is a reflective equilibrium.

    Args:
        distribution: all mass on one outcome.
        clock: when to give up; None for never.

    Returns:
        Exponents of a sequence, the proof that there is none, or why neither was found: the
        coefficients of tied monomials matter, or the search exceeds :data:`MAX_STEPS` or
        :data:`MAX_MONOMIALS`.

    Raises:
        OutOfTime: the clock's budget is spent.

    Cost: exponential in the number of moves at worst, in practice a few linear programs with a row
    for each outcome that they speak of.

    >>> from oraclegames import Game
    >>> pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> found = decide_orders(Distribution.point(pennies, (0, 0)))
    >>> type(found).__name__, found.verify()
    ('Orders', True)
    """
    game = distribution.game
    (base,) = distribution.support
    clock = clock or Clock(None)
    if size_of(Face.at(game, base)) > MAX_MONOMIALS:
        return _in_short(distribution, clock) or Undecided("size")
    asked = demands(game, base, clock)
    outcomes = [outcome for outcome in game.outcomes() if outcome != base]
    try:
        for gap in (1, 0):
            found = Search(asked, gap, clock).run()
            if isinstance(found, dict):
                # Tied exponents may still do, with equal weights.
                certificate = Orders(
                    distribution, tuple((o, Fraction(found.get(o, 1))) for o in outcomes)
                )
                if certificate.holds(clock):
                    return certificate
            elif gap == 0:
                return NoOrders(distribution, found)
    except TooManyStepsError:
        return Undecided("steps")
    return Undecided("coefficients")


def _in_short(distribution: Distribution, clock: Clock) -> Orders | None:
    """Exponents for demands that list few products: more is asked than has to be.

    A name for each player stands for the least exponent of what pays her less with the move that
    she plays; each product with such an outcome lies above its product with the name. Of what pays
    her more there only the outcome that pleases all together the least is used.
    """
    game = distribution.game
    (base,) = distribution.support
    face = Face.at(game, base)

    def pleased(outcome: Outcome) -> Fraction:
        return sum((face.gain(i, outcome) for i in range(game.n_players)), Fraction(0))

    asked = []
    for i, s in face.unsupported:
        clock.check()
        least = (-1, i)
        made, tried = face.by_move[i][base[i]], face.by_move[i][s]
        worse: list[Monomial] = [(p,) for p, gain in made if gain < 0]
        better = sorted((p for p, gain in made if gain > 0), key=pleased)[:1]
        ties = [q for q, gain in tried if not gain]
        positive = [(q,) for q, gain in tried if gain < 0]
        negative = [(q,) for q, gain in tried if gain > 0]
        asked += [
            Demand(((least,),), tuple(worse)),
            Demand(
                (*positive, *(product_of(p, q) for p in better for q in ties)),
                (*negative, *((least, q) for q in ties if worse)),
            ),
        ]
    try:
        found = Search(asked, 1, clock).run()
    except TooManyStepsError:
        return None
    if not isinstance(found, dict):
        return None
    outcomes = (outcome for outcome in game.outcomes() if outcome != base)
    certificate = Orders(distribution, tuple((o, Fraction(found.get(o, 1))) for o in outcomes))
    return certificate if certificate.holds(clock) else None

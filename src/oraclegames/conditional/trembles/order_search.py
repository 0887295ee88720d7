"""The search for orders of magnitude: exponents that fit demands, or the case distinction against.

What exponents prove is derived in :mod:`oraclegames.conditional.trembles.orders`.
The search looks at a demand only when the exponents found so far break it, at the one with the
fewest positive monomials first. A choice is held against each earlier one (pairs of demands) before
a linear program is asked. A refutation that does not use the last choice closes the whole case, and
one that holds for a divisor of the chosen monomial closes all its multiples.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import Demand, Monomial, divisors
from oraclegames.conditional.trembles.order_proofs import Case, Contradiction, closes
from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import whole_array
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.game import Outcome
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Exponents = dict[Outcome, int]
"""The exponents of some outcomes, whole numbers; all others have exponent 1."""


class TooManyStepsError(Exception):
    """The search used up its steps."""


class Search:
    """Depth-first search over the least monomials.

    ``gap`` is 1 to ask for "<" (exponents can be scaled) and 0 for "≤". After so many ``steps`` it
    gives up.
    """

    def __init__(self, demands: Sequence[Demand], gap: int, clock: Clock, steps: int) -> None:
        self.demands = demands
        self.gap = gap
        self.clock = clock
        self.steps = steps
        met = (o for demand in demands for monomial in demand.signs for o in monomial)
        self.position = {outcome: k for k, outcome in enumerate(dict.fromkeys(met))}
        self.rare = Counter(
            o for demand in demands for o in {o for monomial in demand.negative for o in monomial}
        )
        # Each monomial as positions; one past the end stands for 1.
        self.tables = [
            (self._positions(demand.positive), self._positions(demand.negative))
            for demand in demands
        ]

    def _positions(self, monomials: Sequence[Monomial]) -> NDArray[np.int64]:
        one = len(self.position)
        width = max(map(len, monomials), default=1)
        rows = [[self.position[o] for o in m] + [one] * (width - len(m)) for m in monomials]
        return np.array(rows, dtype=np.int64).reshape(len(rows), width)

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

    def choices(self, chosen: dict[int, Monomial] | None = None) -> Iterator[dict[int, Monomial]]:
        """Choices for all demands that some exponents fit.

        Raises:
            TooManyStepsError: the steps are used up.
        """
        chosen = chosen or {}
        open_ = [k for k, d in enumerate(self.demands) if d.negative and k not in chosen]
        if not open_:
            yield chosen
            return
        k = min(open_, key=lambda k: len(self.demands[k].positive))
        for monomial in self.demands[k].positive:
            more = {**chosen, k: monomial}
            if isinstance(self._try(k, more), dict):
                yield from self.choices(more)

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

"""The columns of a symmetric game by formulas: counts are never listed, only searched for.

As for a table (:mod:`oraclegames.conditional.columns.symmetric_game`): a totally mixed equilibrium
in which everybody has the value v is a distribution over counts, and the column of k has the entry
k_s (u_s(k) − v) for each move s. Their mean over all counts is a sum of polynomials over ranges or
strips of counts, and the least price is the least of polynomials on the pieces.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from oraclegames.budget import Clock
from oraclegames.conditional.columns.least_on_counts import Search, candidates
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.whole_ranges import power_sum, total
from oraclegames.games.by_formula.pieces import RINGS, Region
from oraclegames.games.by_formula.polygons import Strip
from oraclegames.games.by_formula.ranges import Range, in_one
from oraclegames.games.formula_game import FormulaGame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Counts = tuple[int, ...]

_PROPOSED = 6
"""How many counts are proposed at once."""

_SHORT = 300
"""After so many triangles a search ends that has found something."""

_X, _ = RINGS[2].gens()


@dataclass(frozen=True)
class FormulaColumns:
    """The columns at one value; outcomes are counts of all moves.

    Attributes:
        game: the game.
        value: v.
        clock: when searches end.
    """

    game: FormulaGame
    value: Fraction
    clock: Clock = field(default_factory=lambda: Clock(None), compare=False)

    def within(self, clock: Clock) -> FormulaColumns:
        """The same columns, whose searches end with the clock."""
        return replace(self, clock=clock)

    @cached_property
    def scale(self) -> int:
        """What makes every entry whole."""
        terms = (p for piece in self.game.pieces for p in piece.payoffs)
        numbers = [int(c.q) for p in terms for c in p.to_dict().values()]
        return math.lcm(self.value.denominator, *numbers)

    def base(self) -> list[Fraction]:
        """The mean of all columns."""
        paid, players = _sums(self.game)
        return [
            self.scale * (u - self.value * k) / self.game.n_counts for u, k in zip(paid, players)
        ]

    def column(self, outcome: Counts) -> dict[int, int]:
        """One entry for each move."""
        pays = (self.game.payoff(s, outcome) for s in range(len(outcome)))
        return {
            s: int(self.scale * k * (u - self.value)) for s, (k, u) in enumerate(zip(outcome, pays))
        }

    def propose(self, y: NDArray[np.float64]) -> list[Counts]:
        """The cheapest of the ends of stretches, and with three moves of a short search."""
        rational = [Fraction(float(v)) for v in y]
        prices = list(self._prices(rational))
        found = [one for region, p in prices for one in candidates(p, region)]
        if len(rational) == 3:
            search = Search(self.clock, most=_SHORT)
            for region, p in prices:
                search.on(p, region)
            assert search.best is not None  # there are counts
            found.append(search.best)
        return list(dict.fromkeys(self._all(k) for _, k in sorted(found)[:_PROPOSED]))

    def least(self, y: Sequence[int]) -> tuple[int, Counts]:
        """The least price and counts that have it, exactly."""
        search = Search(self.clock)
        for region, p in self._prices([Fraction(v) for v in y]):
            search.on(p, region)
        assert search.best is not None  # there are counts
        value, counts = search.best
        return int(value.p), self._all(counts)

    def below(self, y: Sequence[int], bound: int) -> Counts | None:
        """Counts of a price less than the bound, exactly: of a small one among them."""
        search = Search(self.clock, (fmpq(bound), ()), _SHORT)
        for region, p in self._prices([Fraction(v) for v in y]):
            search.on(p, region)
        assert search.best is not None
        return self._all(search.best[1]) if search.improved else None

    def _prices(self, y: Sequence[Fraction]) -> Iterator[tuple[Region, fmpq_mpoly]]:
        """Σ_s y_s k_s (u_s(k) − v), times the scale, on each piece."""
        counts, v = _counts(self.game), to_fmpq(self.value)
        shares = [to_fmpq(share) * self.scale for share in y]
        for piece in self.game.pieces:
            terms = zip(shares, counts, piece.payoffs)
            yield piece.region, sum((a * k * (u - v) for a, k, u in terms), 0 * counts[0])

    def _all(self, counts: Counts) -> Counts:
        return (*counts, self.game.n_players - sum(counts))


def _counts(game: FormulaGame) -> list[fmpq_mpoly]:
    """The counts of all moves as polynomials in those of all but the last."""
    unknowns = list(RINGS[len(game.moves) - 1].gens())
    return [*unknowns, game.n_players - sum(unknowns, 0 * unknowns[0])]


@cache
def _sums(game: FormulaGame) -> tuple[list[Fraction], list[Fraction]]:
    """For each move Σ_k k_s u_s(k) and Σ_k k_s over all counts."""
    counts = _counts(game)
    paid = [fmpq(0)] * len(counts)
    for piece in game.pieces:
        for s, (k, u) in enumerate(zip(counts, piece.payoffs)):
            paid[s] += sum_on(k * u, piece.region)
    each = Fraction(game.n_counts * game.n_players, len(counts))
    return [to_fraction(u) for u in paid], [each] * len(counts)


def sum_on(p: fmpq_mpoly, region: Region) -> fmpq:
    """The sum of a polynomial over a set of counts.

    Of pairs each strip is summed along y first, which leaves a polynomial in x if its lines meet
    whole numbers; else one for each remainder of x.
    """
    if isinstance(region, Range):
        return total(in_one(p), region.low, region.high)
    along: dict[tuple[int, int], fmpq] = {}
    for (a, b), c in p.to_dict().items():
        for k, share in enumerate(power_sum(b).coeffs()):
            along[a, k] = along.get((a, k), fmpq(0)) + c * share
    below = RINGS[2].from_dict(along)
    return sum((_strip_sum(below, strip) for strip in region.strips), fmpq(0))


def _strip_sum(below: fmpq_mpoly, strip: Strip) -> fmpq:
    """From the sum over all whole numbers below y, as a polynomial in x and y."""
    period = math.lcm(strip.bottom.below, strip.top.below)
    width, result = strip.last - strip.first + 1, fmpq(0)
    for remainder in range(min(period, width)):
        start = strip.first + remainder
        low, high = strip.column(start)
        # At x = start + period · q the lines are higher by a whole multiple of q.
        x = start + period * _X
        rises = [line.slope * (period // line.below) for line in (strip.bottom, strip.top)]
        above = below.compose(x, high + 1 + rises[1] * _X)
        row = above - below.compose(x, low + rises[0] * _X)
        result += total(in_one(row), 0, (width - remainder - 1) // period)
    return result

"""Edges of 2×2 games: the *keeper* makes one move, the *mixer* both, the first with 0 < q < 1.

The mixer's moves pay the same, v, at the edge, else nothing there is an equilibrium. The keeper
gets V(q), and her other move is worth an average of its payoffs l1, l2, any one of them: the point
is a *dependency* equilibrium iff V(q) ≥ min(l1, l2).

*Reflective.* Near by, let λ, μ > 0 be the probabilities of the keeper's other move given the
mixer's first and second. The mixer stays indifferent iff λ·D1 = μ·D2, where Dj is what her move j
gains if the keeper deviates.

- D1 = D2 = 0: any λ, μ. The other move is worth an average strictly between l1 and l2 (their value
  if equal), as near to the lower one as one likes; the keeper's move V(q'), q' near q. So: yes if
  V(q) > min; no if less; if equal, yes iff l1 = l2, or q can go uphill (k1 ≠ k2).
- D1·D2 ≤ 0 otherwise: no λ, μ.
- Else λ = κμ, κ = D2/D1, and the keeper is content iff H0(q') + μ·H1(q') ≥ 0, cleared of
  denominators, with H0(q) = V(q)·(qκ + 1 − q) − (qκ·l1 + (1 − q)·l2) and H1(q) = −(qκ + 1 − q)·
  (q·H0(1) + (1 − q)·H0(0)). So: yes if H0(q) > 0; no if less. If 0, yes as well: H0 is positive
  somewhere as near to q as one likes, or it is nowhere, and then H1(q) ≥ 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oraclegames.certificates.seats import Seat, seats
from oraclegames.exact.surd import Exact, exact_sign, quadratic_roots, rational_between
from oraclegames.games.game import Game

Quadratic = tuple[Fraction, Fraction, Fraction]
"""Coefficients, highest power first."""


@dataclass(frozen=True)
class Edge:
    """An edge of a 2×2 game.

    Attributes:
        cells: where the mixer makes her first and her second move, numbered 0..3 row-major.
        keeper: the seat of the player who keeps a move.
        mixer: the seat of the other.
        kept: the keeper's move.
    """

    cells: tuple[int, int]
    keeper: Seat
    mixer: Seat
    kept: int

    @property
    def indifferent(self) -> bool:
        """Whether the mixer gets the same at both ends."""
        return self.mixer.pay[0][self.kept] == self.mixer.pay[1][self.kept]

    def values(self, q: Exact) -> tuple[Exact, Exact]:
        """What the row and the column player get; the mixer's payoffs are equal."""
        pair = self._value(q), self.mixer.pay[0][self.kept]
        return pair if self.cells[1] == self.cells[0] + 1 else pair[::-1]

    def is_dependency(self, q: Exact) -> bool:
        """Whether the point is a dependency equilibrium."""
        if not self.indifferent:
            return False
        return exact_sign(self._value(q) - min(self.keeper.pay[1 - self.kept])) >= 0

    def is_reflective(self, q: Exact) -> bool:
        """Whether it is a reflective one."""
        if not self.indifferent:
            return False
        (k1, k2), (l1, l2) = self.keeper.pay[self.kept], self.keeper.pay[1 - self.kept]
        d1, d2 = self._gains
        if d1 == d2 == 0:
            surplus = exact_sign(self._value(q) - min(l1, l2))
            return surplus > 0 or (surplus == 0 and (l1 == l2 or k1 != k2))
        if d1 * d2 <= 0:
            return False
        a, b, c = self._condition
        return exact_sign((a * q + b) * q + c) >= 0

    def samples(self) -> list[Exact]:
        """Points so that both answers are constant in between: every cut, and the gaps."""
        l1, l2 = self.keeper.pay[1 - self.kept]
        k1, k2 = self.keeper.pay[self.kept]
        cuts = {*quadratic_roots(Fraction(0), k1 - k2, k2 - min(l1, l2))}
        d1, d2 = self._gains
        if d1 * d2 > 0:
            cuts |= {*quadratic_roots(*self._condition)}
        return [cut for cut in cuts if 0 < cut < 1]

    def touches(self, end: int) -> bool:
        """Whether dependency equilibria of the edge come near its first (0) or second (1) end."""
        if not self.indifferent:
            return False
        cuts = sorted([Fraction(0), *self.samples(), Fraction(1)])
        near = rational_between(*(cuts[-2:] if end == 0 else cuts[:2]))
        return self.is_dependency(near)

    @cached_property
    def _gains(self) -> tuple[Fraction, Fraction]:
        first, second = (self.mixer.pay[j][1 - self.kept] for j in (0, 1))
        return first - self.mixer.pay[0][self.kept], second - self.mixer.pay[1][self.kept]

    def _value(self, q: Exact) -> Exact:
        k1, k2 = self.keeper.pay[self.kept]
        return q * k1 + (1 - q) * k2

    @cached_property
    def _condition(self) -> Quadratic:
        """The coefficients of H0."""
        (k1, k2), (l1, l2) = self.keeper.pay[self.kept], self.keeper.pay[1 - self.kept]
        kappa = self._gains[1] / self._gains[0]
        # (k2 + (k1 − k2) q) · (1 + (κ − 1) q) − (l2 + (κ l1 − l2) q)
        return (
            (k1 - k2) * (kappa - 1),
            (k1 - k2) + k2 * (kappa - 1) - (kappa * l1 - l2),
            k2 - l2,
        )


def edges(game: Game) -> list[Edge]:
    """The four edges along rows and columns."""
    row, column = seats(game)
    along_rows = [Edge((2 * kept, 2 * kept + 1), row, column, kept) for kept in (0, 1)]
    return along_rows + [Edge((kept, kept + 2), column, row, kept) for kept in (0, 1)]

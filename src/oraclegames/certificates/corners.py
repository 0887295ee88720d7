"""Pure outcomes of 2×2 games: both notions, decided here by an argument of its own.

At the outcome o* let D1, D2, D3 be what a player gains if the other deviates, if she does, if both
do; c, u, w > 0 are the small weights of these three cells relative to o*. Her other move is worth

- in the limit an average of D2 and D3, any one of them: so o* is a *dependency* equilibrium iff for
  each player min(D2, D3) ≤ 0 (weights for both at once: give each the cell that she wants, or w to
  both);
- no more than o* all along iff u·A(c) + w·B(c) ≥ 0, with A = c·(D1 − D2) − D2, B = c·(D1 − D3) −
  D3.

For small c the signs of A and B are those of their first coefficients. Both ≥ 0: she is content.
Both ≤ 0 and not both 0: never. Else she sets a *roof* w ≤ u·R(c) (B < 0) or a *floor* w ≥ u·R(c)
(A < 0), with R = |A|/|B| ~ r·c^m and m one of −1, 0, 1. The other player's condition is the same
with c and u exchanged. So o* is *reflective* iff neither is "never" and

- two roofs: always (w is as small as one likes);
- a floor and no other demand, or two floors: unless both have m = −1, for then u/c and c/u should
  both tend to 0 with w (with one m = −1 take u = c² or c = u²);
- a floor w ≥ k·R(l), a roof w ≤ l·S(k): R(l)/l ≤ S(k)/k is asked of some l, k → 0. The right side
  tends to ∞ if S has m < 1: yes. Else it tends to its s, so the left side must not tend to ∞ (m =
  1), and its r must not exceed s. If r = s: with m = 1 the roof is S(k)/k = D1/(D3 − k(D1 − D3)),
  the floor R(l)/l = |E1|/(|E3| + l(|E3| − |E1|)), and r = D1/D3 = |E1|/|E3|: above 1 the roof lies
  above its limit, below 1 the floor lies below its own, at 1 both are constant. So yes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from oraclegames.certificates.seats import Payoffs, Seat, seats
from oraclegames.games.game import Outcome


class Demand(NamedTuple):
    """A roof or a floor w ≶ u·R(c), R ~ size·c^order."""

    floor: bool
    order: int
    size: Fraction


def is_dependency(game: Payoffs, outcome: Outcome) -> bool:
    """Whether a pure outcome of a 2×2 game is a dependency equilibrium."""
    return all(min(row[1:]) <= 0 for row in gains(game, outcome))


def is_reflective(game: Payoffs, outcome: Outcome) -> bool:
    """Whether it is a reflective one."""
    demands = [_demand(*row) for row in gains(game, outcome)]
    if "never" in demands:
        return False
    asked = [demand for demand in demands if isinstance(demand, Demand)]
    floors = [demand for demand in asked if demand.floor]
    roofs = [demand for demand in asked if not demand.floor]
    if len(floors) == 2:
        return not floors[0].order == floors[1].order == -1
    if not floors or not roofs:
        return True
    (floor,), (roof,) = floors, roofs
    return roof.order < 1 or (floor.order == 1 and floor.size <= roof.size)


def gains(game: Payoffs, outcome: Outcome) -> list[tuple[Fraction, Fraction, Fraction]]:
    """D1, D2, D3 of both players."""
    return [_of(seat, own, other) for seat, own, other in zip(seats(game), outcome, outcome[::-1])]


def _of(seat: Seat, own: int, other: int) -> tuple[Fraction, Fraction, Fraction]:
    here = seat.pay[own][other]
    cells = (own, 1 - other), (1 - own, other), (1 - own, 1 - other)
    first, second, third = (seat.pay[s][k] - here for s, k in cells)
    return first, second, third


def _demand(d1: Fraction, d2: Fraction, d3: Fraction) -> Demand | str:
    """What a player asks of c, u, w; "content" or "never" if nothing, or too much."""
    (size_a, order_a), (size_b, order_b) = _first(-d2, d1), _first(-d3, d1)
    if size_a >= 0 and size_b >= 0:
        return "content"
    if size_a <= 0 and size_b <= 0:
        return "never"
    return Demand(size_a < 0, order_a - order_b, abs(size_a / size_b))


def _first(constant: Fraction, linear: Fraction) -> tuple[Fraction, int]:
    """The first coefficient that is not 0, and its power."""
    return (constant, 0) if constant != 0 else (linear, 1)

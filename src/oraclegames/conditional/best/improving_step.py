"""From an equilibrium to a better one nearby, and from an approximate one to an exact one.

Let P be a distribution and v values. To first order the conditions K(v + dv) (P + dP) = 0 are

    Σ_{o_i = s} dP(o) (U_i(o) − v_i) − P(s_i = s) dv_i  =  −(K(v) P)_{i,s},      Σ dP = 0,

so a linear program finds the step that improves the objective most while no probability loses more
than nine tenths: along the equilibrium set if P is an equilibrium, towards it (Newton) if not.
Steps only propose values; whether these are achieved is decided exactly by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.later import np

Vector = tuple[Fraction, ...]
_KEPT = Fraction(1, 10)


def direction(
    relaxation: Relaxation,
    v: Vector,
    weights: Sequence[Fraction],
    objective: Objective,
    box: Box,
    clock: Clock | None = None,
) -> tuple[Vector, list[Fraction]] | None:
    """The best first-order step dv, and P + dP; None if no step improves or leads to the set.

    ``weights`` is P over Π M_i in row-major order; v + dv stays in the box.
    Cost: one linear program with Σ |M_i| + 2n + 1 rows.
    """
    mass = [_rounded(p) for p in weights]
    outcomes, players = len(mass), len(v)
    # Columns: dP + (1 − kept) P ≥ 0, then steps up, steps down, and the least value's gain.
    up, down, gain = outcomes, outcomes + players, outcomes + 2 * players
    rows = _conditions(relaxation, v, mass)
    limits: list[tuple[dict[int, Any], Any]] = []
    for i in range(players):
        limits.append(({up + i: 1}, max(box.high[i] - v[i], Fraction(0))))
        limits.append(({down + i: 1}, max(v[i] - box.low[i], Fraction(0))))
    costs: dict[int, Any] = {}
    if objective.kind == "egalitarian":
        least = min(v)
        limits += [({gain: 1, up + i: -1, down + i: 1}, v[i] - least) for i in range(players)]
        costs[gain] = 1
    else:
        for i, weight in enumerate(objective.slope(v)):
            costs[up + i], costs[down + i] = weight, -weight
    solved = maximise(LinearProgram.of(costs, equal=rows, at_most=limits, n=gain + 1), clock=clock)
    if not isinstance(solved, Optimal):
        return None
    x = dict(solved.x)
    zero = Fraction(0)
    step = tuple(x.get(up + i, zero) - x.get(down + i, zero) for i in range(players))
    return step, [x.get(j, zero) + _KEPT * p for j, p in enumerate(mass)]


def _conditions(
    relaxation: Relaxation, v: Vector, mass: list[Fraction]
) -> list[tuple[dict[int, Any], Any]]:
    """The conditions to first order, and that dP sums to 0."""
    excess = Excess(relaxation.game, v)
    outcomes, players = len(mass), len(v)
    moves = np.indices(relaxation.shape).reshape(players, -1)
    pairs = [(i, s) for i, count in enumerate(relaxation.shape) for s in range(count)]
    rows: list[tuple[dict[int, Any], Any]] = []
    for (i, s), numbers in zip(pairs, excess.matrix(relaxation.supports)):
        entries: dict[int, Any] = {j: int(a) for j, a in enumerate(numbers) if a}
        residual = sum((a * mass[j] for j, a in entries.items()), Fraction(0))
        own = sum((mass[j] for j in np.flatnonzero(moves[i] == s)), Fraction(0)) * excess.scales[i]
        entries[outcomes + i], entries[outcomes + players + i] = -own, own
        rows.append((entries, -_KEPT * residual))
    ones: dict[int, Any] = dict.fromkeys(range(outcomes), 1)
    return [*rows, (ones, (1 - _KEPT) * sum(mass))]


def _rounded(p: Fraction) -> Fraction:
    return Fraction(float(p)).limit_denominator(1 << 60) if p else Fraction(0)

"""Where arcs end: limits of distributions as the values run to their ends, for many games at once.

The four cells of the one distribution with values (x, y) are in the proportion

    1 : ρ_1(x) : σ_1(y) : σ_1(y)·ρ_2(x),

with ρ_s the row player's and σ_t the column player's odds. Near an end of the interval of values
each factor is a size times a power of the distance to it, and the distances s of x and r of y are
linked by f_A = f_B: α·s^k ≈ β·r^m. So every cell is a size times a power of one distance, and in
the limit those of the lowest power remain. Distributions are rows (p11, p12, p21, p22).
"""

from __future__ import annotations

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers


def leading_odds(distance: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Size and power of both odds near a value: (size 1, power 1, size 2, power 2).

    ``distance`` is (4, k), of the payoffs from the value; where it is zero, a power is made.
    """
    zero = distance == 0
    distance = np.where(zero, 1.0, distance)
    power = zero.view(np.int8)
    return (
        distance[0] / distance[1],
        power[0] - power[1],
        distance[2] / distance[3],
        power[2] - power[3],
    )


def limit_distributions(row: Numbers, column: Numbers) -> Numbers:
    """Limits along payoff curves towards a pair of values: (4, k).

    ``row`` and ``column`` are (4, k), the distances of the players' payoffs from their values. A
    value inside its interval is allowed: then the limit is the distribution itself.
    """
    size_1, power_1, size_2, power_2 = leading_odds(row)
    down_1, step_1, down_2, step_2 = leading_odds(column)
    k, m = np.abs(power_1 - power_2), np.abs(step_1 - step_2)
    linked = (k != 0) & (m != 0)
    unit_x, unit_y = np.where(linked, m, 1), np.where(linked, k, 1)
    ratio = size_1 / size_2 * down_2 / down_1
    ratio = np.where(step_1 - step_2 > 0, ratio, 1 / ratio)
    factor = np.where(linked, np.where(m == 2, np.sqrt(ratio), ratio), 1.0)
    down = down_1 * np.where(step_1 > 0, factor, np.where(step_1 < 0, 1 / factor, 1.0))
    zero = np.zeros_like(unit_x)
    powers = np.stack([zero, power_1 * unit_x, step_1 * unit_y, step_1 * unit_y + power_2 * unit_x])
    sizes = np.stack([np.ones_like(down), size_1, down, down * size_2])
    return normalised_limit(sizes, powers)


def normalised_limit(sizes: Numbers, powers: Numbers) -> Numbers:
    """The limit of cells sizes·distance^powers, both (4, k), as distributions."""
    cells = np.where(powers == powers.min(axis=0), sizes, 0.0)
    limit: Numbers = cells / cells.sum(axis=0)
    return limit

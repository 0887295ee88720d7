"""The reduced costs of a linear program's columns, with exact signs.

Pricing is the only step that looks at all columns, so it works on 64-bit integers: the multipliers
are cut into limbs that cannot overflow, and carries give the exact signs. It serves the solver and
``verify()`` alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq

from oraclegames.exact.arrays import largest, object_array
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from oraclegames.exact.linear_program import LinearProgram


@dataclass(frozen=True)
class Pricing:
    """What pricing needs of a program: the non-empty columns and the safe size of a limb."""

    filled: NDArray[np.int64]
    first: NDArray[np.int64]
    bits: int

    @classmethod
    def of(cls, lp: LinearProgram) -> Pricing:
        """Look at all columns once."""
        counts = np.diff(lp.starts)
        filled = np.flatnonzero(counts)
        # Largest sum of one limb: (entries of a column + the cost) · largest number · 2^bits.
        size = max(largest(lp.values), largest(lp.objective))
        longest = int(counts.max()) if counts.size else 0
        bits = 61 - size.bit_length() - (longest + 1).bit_length()
        return cls(filled, lp.starts[filled], bits)


def reduced_costs(
    lp: LinearProgram, y: Sequence[fmpq], objective: bool
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """The reduced costs c − y·A (or −y·A): their exact signs, and magnitudes only to choose by.

    ``y`` refers to the whole-number rows. Returns two arrays of shape (n,): the signs −1, 0, 1 and
    the reduced costs rounded to floats, up to a common positive factor.
    """
    whole, cost = _whole(y, objective)
    pricing = lp.pricing
    if pricing.bits < 8 or lp.values.dtype == object or lp.objective.dtype == object:
        return _rounded(_by_python(lp, whole, cost))
    longest = max([cost, *(abs(v) for v in whole)]).bit_length() + 1
    mask = (1 << pricing.bits) - 1
    carry = np.zeros(lp.n_columns, dtype=np.int64)
    nonzero = np.zeros(lp.n_columns, dtype=bool)
    sizes = np.zeros(lp.n_columns)
    for shift in range(0, longest, pricing.bits):
        last = shift + pricing.bits >= longest
        limbs = [v >> shift if last else (v >> shift) & mask for v in [*whole, cost]]
        part = limbs[-1] * lp.objective + carry
        if pricing.filled.size:
            products = np.array(limbs[:-1], dtype=np.int64)[lp.rows] * lp.values
            part[pricing.filled] -= np.add.reduceat(products, pricing.first)
        carry, low = part >> pricing.bits, part & mask
        nonzero |= low != 0
        # Lower limbs fade: only the two highest matter to a choice.
        sizes = np.ldexp(sizes + low, -pricing.bits)
    sizes += carry
    return np.where(carry < 0, -1, (nonzero | (carry > 0)).astype(np.int64)), sizes


def whole_costs(lp: LinearProgram, y: Sequence[fmpq], objective: bool) -> NDArray[Any]:
    """The reduced costs of :func:`reduced_costs` themselves, up to a common positive factor.

    Python's integers: for numbers too large for limbs.
    """
    whole, cost = _whole(y, objective)
    return _by_python(lp, whole, cost)


def _whole(y: Sequence[fmpq], objective: bool) -> tuple[list[int], int]:
    """The multipliers over their common denominator, and it, which is the objective's factor."""
    scale = math.lcm(*(int(v.denom()) for v in y))
    return [int(v.numer()) * (scale // int(v.denom())) for v in y], scale if objective else 0


def _by_python(lp: LinearProgram, whole: list[int], cost: int) -> NDArray[Any]:
    total = cost * lp.objective.astype(object)
    if lp.pricing.filled.size:
        products = object_array(whole)[lp.rows] * lp.values.astype(object)
        total[lp.pricing.filled] -= np.add.reduceat(products, lp.pricing.first)
    return total


def _rounded(total: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """Signs and sizes of whole numbers."""
    signs = np.array([(t > 0) - (t < 0) for t in total], dtype=np.int64)
    shift = max((int(abs(t)).bit_length() for t in total), default=0)
    sizes = np.array([float(Fraction(int(t), 1 << shift)) for t in total], dtype=np.float64)
    return signs, sizes

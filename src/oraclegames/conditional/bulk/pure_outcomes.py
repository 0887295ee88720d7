"""Pure outcomes of many 2×2 games: dependency, reflective and Nash equilibria as bit masks.

Bit k stands for outcome k in row-major order. At an outcome each player has three gains: D1 if the
other deviates, D2 if she does, D3 if both do. Whether the outcome is a dependency equilibrium, and
whether it is a reflective one, depends on the signs of the six gains alone, so it is read from a
table of 27 × 27 entries, which :func:`~oraclegames.conditional.two_by_two.pure_outcomes.corner_2x2`
fills once. In one pair of sign patterns constants matter too: one player needs a ratio of the
trembles of at least |D1|/|D3|, the other of at most D1/D3, and they agree iff the first quotient is
no larger.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers
from oraclegames.conditional.two_by_two.pure_outcomes import corner_2x2
from oraclegames.games.game import Game

_DEPENDENCY, _REFLECTIVE = 1, 2
_FLOOR, _ROOF = (-1, 0, -1), (1, 0, 1)
"""The two sign patterns whose constants matter."""


@cache
def _table() -> Numbers:
    """Entry [row pattern, column pattern] of flags; a pattern is D1, D2, D3 in base 3."""
    table = np.zeros((27, 27), dtype=np.int8)
    patterns = list(product((-1, 0, 1), repeat=3))
    for i, (beside_row, below_row, across_row) in enumerate(patterns):
        for j, (below_column, beside_column, across_column) in enumerate(patterns):
            game = Game.from_arrays(
                [[0, beside_row], [below_row, across_row]],
                [[0, beside_column], [below_column, across_column]],
            )
            corner = corner_2x2(game, (0, 0))
            table[i, j] = _DEPENDENCY * corner.dependency + _REFLECTIVE * bool(corner.family)
    return table


def _code(pattern: tuple[int, int, int]) -> int:
    first, second, third = pattern
    return 9 * (first + 1) + 3 * (second + 1) + third + 1


def corner_masks(own: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Masks of the dependency, the reflective and the pure Nash equilibria; exact for integers.

    ``own`` is (4, 2, n) as in :func:`~oraclegames.conditional.bulk.odds_maps.own_payoffs`;
    differences of payoffs must fit in 31 bits, so that their products fit in 62.
    """
    masks = np.zeros((3, own.shape[2]), dtype=np.int8)
    table = _table()
    for bit, (i, j) in enumerate(product((0, 1), repeat=2)):
        codes, gains = [], []
        for player, (mine, others) in enumerate(((i, j), (j, i))):
            base = own[2 * mine + others, player]
            d1 = own[2 * mine + 1 - others, player] - base
            d2 = own[2 * (1 - mine) + others, player] - base
            d3 = own[2 * (1 - mine) + 1 - others, player] - base
            codes.append(9 * _sign(d1) + 3 * _sign(d2) + _sign(d3) + np.int8(13))
            gains.append((d1, d2, d3))
        flags = table[codes[0], codes[1]]
        reflective = flags & _REFLECTIVE != 0
        for floor, roof in ((0, 1), (1, 0)):
            window = (codes[floor] == _code(_FLOOR)) & (codes[roof] == _code(_ROOF))
            if window.any():
                (f1, _, f3), (r1, _, r3) = gains[floor], gains[roof]
                reflective &= ~window | (-f1 * r3 <= -f3 * r1)
        masks[0] |= (flags & _DEPENDENCY != 0).view(np.int8) << np.int8(bit)
        masks[1] |= reflective.view(np.int8) << np.int8(bit)
        nash = (gains[0][1] <= 0) & (gains[1][1] <= 0)
        masks[2] |= nash.view(np.int8) << np.int8(bit)
    return masks[0], masks[1], masks[2]


def _sign(numbers: Numbers) -> Numbers:
    positive, negative = numbers > 0, numbers < 0
    sign: Numbers = positive.view(np.int8) - negative.view(np.int8)
    return sign

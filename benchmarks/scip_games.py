"""The exact best of 200 two-player games up to 5×5 beside SCIP, and beside branch and bound.

``python -m benchmarks.scip_games [FIRST [LAST]]`` prints a line for each game, and the processor
time of all. SCIP plays every outcome with 10⁻⁶ at least and stops at a thousandth of the payoffs'
range; branch and bound, which searches where there is no exact way, stops at a hundredth.
"""

from __future__ import annotations

import sys
import time
from fractions import Fraction
from typing import Any

import numpy as np

from benchmarks.scip import scip_best
from oraclegames import Game, best
from oraclegames.budget import Clock
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.searched import searched
from oraclegames.conditional.two_players.numbers import compare

SHAPES = [(m, n) for m in range(2, 6) for n in range(2, 6)]
ALMOST = 1e-5
"""What SCIP's own tolerances may be wrong by, as a share of the payoffs' range."""


def drawn(seed: int) -> Game:
    """Random: with a move that is a copy, with a ring (many values are possible), or just so."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    size = int(rng.choice([2, 9, 100]))
    a, b = rng.integers(-size, size + 1, size=(2, *shape))
    kind = seed // len(SHAPES) % 3
    if kind == 0:
        a[-1], b[-1] = a[0], b[0]
    if kind == 1:
        a, b = (t + size * (np.add.outer(*map(np.arange, shape)) % max(shape)) for t in (a, b))
    return Game.from_arrays(a, b)


def compared(seed: int) -> tuple[str, float, float]:
    """A game in words, and the processor time of both.

    Raises:
        AssertionError: the exact answer is worse than what SCIP found, or not between what branch
            and bound finds and proves. (The bound of SCIP may be lower: suprema that are come near
            with probabilities below 10⁻⁶ are none to it.)
    """
    game = drawn(seed)
    pays = [game.payoff(i, o) for i in (0, 1) for o in game.outcomes()]
    span = float(max(pays) - min(pays)) or 1.0
    start = time.process_time()
    ours = best(game, compare=False, totally_mixed=True)
    middle = time.process_time()
    theirs = scip_best(game, span / 1000)
    end = time.process_time()
    found = theirs.getObjVal() if theirs.getNSols() else None
    assert ours.status == "complete" and ours.bound == ours.value, seed
    if ours.value is None:
        assert found is None, (seed, "SCIP found one", found)
    else:
        exact = float(ours.value)
        assert found is None or exact >= found - ALMOST * span, (seed, "worse", exact, found)
    _check_search(game, ours.value)
    shape = "×".join(map(str, game.shape))
    told = "none" if ours.value is None else f"{float(ours.value):.9g}"
    words = f"{seed} {shape}: {told}, SCIP {found} ({theirs.getStatus()})"
    return words, middle - start, end - middle


def _check_search(game: Game, exact: Any) -> None:
    """The exact value lies between what branch and bound finds and what it proves."""
    goal = objective("welfare", game)
    bounds = searched(game, goal, Fraction(1, 100), Clock(5), None, "totally mixed", False)
    if exact is None:
        assert bounds.value is None
        return
    assert bounds.value is None or compare(bounds.value, exact) <= 0
    assert bounds.bound is not None and compare(exact, bounds.bound) <= 0


def main(first: int = 0, last: int = 200) -> None:
    """Compare games with these numbers, the last excluded."""
    ours = theirs = 0.0
    for seed in range(first, last):
        words, one, other = compared(seed)
        ours, theirs = ours + one, theirs + other
        print(f"{words}, {one:.3f} s beside {other:.3f} s", flush=True)
    print(f"{last - first} games: {ours:.2f} s beside {theirs:.2f} s: {ours / theirs:.2f} × SCIP")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

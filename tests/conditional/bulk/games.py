"""What the tests of sweeps share: batches of games, and one game's classification by solve."""

from __future__ import annotations

import random

import numpy as np

from oraclegames import Game, solve
from oraclegames.conditional.bulk.classification import CURVES, Classification


def numerators(games: list[Game]) -> np.ndarray:
    return np.array([game.numerators for game in games], dtype=np.int64)


def degenerate_batch(count: int, seed: int) -> np.ndarray:
    """Random whole payoffs from ranges of every size, a part of them symmetric or with ties."""
    rng = random.Random(seed)
    rows = []
    for _ in range(count):
        size = rng.choice([1, 2, 3, 5, 9, 100, 10**5, 2**29])
        table = [rng.randint(-size, size) for _ in range(8)]
        kind = rng.randrange(6)
        if kind == 0:  # symmetric
            table[4:] = [table[0], table[2], table[1], table[3]]
        elif kind == 1:  # the same payoffs for the other player, moves exchanged
            table[4:] = [table[3], table[1], table[2], table[0]]
        elif kind == 2:  # a tie
            table[rng.randrange(4)] = table[rng.randrange(4)]
        elif kind == 3:  # zero-sum
            table[4:] = [-number for number in table[:4]]
        rows.append(table)
    return np.array(rows, dtype=np.int64).reshape(-1, 2, 2, 2)


def batches(count: int, seed: int) -> list[np.ndarray]:
    """Batches of ``count`` random whole games each, every one hard in another way."""
    rng = np.random.default_rng(seed)
    shape = (count, 2, 2, 2)
    size = 1 << int(rng.integers(5, 27))
    logarithmic = 2 ** rng.uniform(0, 29, size=shape)
    alike = rng.integers(-(1 << 28), 1 << 28, size=shape)
    alike[:, 0, 1] = alike[:, 0, 0]
    alike[:, 1, :, 1] = alike[:, 1, :, 0]
    return [
        degenerate_batch(count, seed),
        rng.integers(-9, 10, size=shape),
        rng.integers(-100, 101, size=shape),
        (np.sign(rng.normal(size=shape)) * logarithmic).astype(np.int64),
        # Payoffs that nearly tie, beside the differences of the others.
        rng.integers(-2, 3, size=shape) * size + rng.integers(-2, 3, size=shape),
        # Moves that are nearly equal, beside the payoffs' range.
        alike + rng.integers(-3, 4, size=shape) * 2 ** rng.integers(0, 8, size=shape),
    ]


def differences(game: Game, found: Classification, k: int) -> list[str]:
    """Everything in which row k of a classification disagrees with solve."""
    solution = solve(game)
    interior = solution.interior
    assert interior is not None

    def mask(outcomes):
        return sum(1 << (2 * row + column) for row, column in outcomes)

    expected = {
        "dimension": interior.dimension,
        "arcs": len(interior.arcs),
        "crossing": interior.crossing is not None,
        "curve": CURVES.index(solution.curve.kind if solution.curve else "none"),
        "pure": mask(one.outcome for one in solution.pure),
        "reflective": mask(one.outcome for one in solution.pure if one.reflective == "yes"),
        "dominated": -1 if solution.nash is None else int(solution.nash.dominated),
    }
    wrong = [
        f"{name}: {getattr(found, name)[k]} instead of {value}"
        for name, value in expected.items()
        if getattr(found, name)[k] != value
    ]
    if wrong:
        return wrong
    payoffs = [[float(x) for x in game.payoffs(outcome)] for outcome in game.outcomes()]
    scale = float(np.ptp(payoffs, axis=0).max()) or 1.0
    # What is promised; ten digits more are there unless two reaches nearly agree.
    atol = 1e-6 if found.near_tie[k] else 1e-12
    for number, arc in enumerate(interior.arcs):
        for side, end in enumerate(arc.ends):
            if not np.allclose(end.as_floats, found.ends[k, number, side], rtol=0, atol=atol):
                wrong.append(f"end {number}, {side}: {found.ends[k, number, side]}")
            values = [float(value) for value in end.values]
            if not np.allclose(
                values, found.end_values[k, number, side], rtol=0, atol=atol * scale
            ):
                wrong.append(f"values {number}, {side}: {found.end_values[k, number, side]}")
    for player in (0, 1):
        if solution.nash is not None:
            value = float(solution.nash.point.values[player])
            if abs(value - found.nash_values[k, player]) > atol * scale:
                wrong.append(f"Nash value {player}: {found.nash_values[k, player]}")
    return wrong

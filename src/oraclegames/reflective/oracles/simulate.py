"""Running machines against a reflective oracle, with coins and answers drawn at random."""

from __future__ import annotations

from collections import Counter
from random import Random

from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Number
from oraclegames.reflective.oracles.oracles import ReflectiveOracle
from oraclegames.reflective.oracles.verify import Player


def simulate(oracle: ReflectiveOracle, machine: str, runs: int, seed: int) -> dict[str, int]:
    """How often each outcome came out in independent runs of a machine.

    Coins, samples and the oracle's answers are drawn independently at each call, with the
    probabilities that the oracle gives; the same seed gives the same counts.

    Raises:
        InputError: if the machine is unknown or ``runs`` is negative.

    >>> from oraclegames.reflective.oracles.solve_oracles import solve_oracles
    >>> liar = lambda oracle: "0" if oracle.exceeds("liar", "1", "1/2") else "1"
    >>> counts = simulate(solve_oracles({"liar": liar}).only(), "liar", 1000, seed=1)
    >>> sum(counts.values()), 450 < counts["1"] < 550
    (1000, True)
    """
    if runs < 0:
        raise InputError(f"the number of runs should not be negative, but is {runs}")
    known = oracle.system.machines[oracle.system.machine_index(machine)]
    source = Random(seed)

    def draw(weights: list[Number]) -> int:
        return source.choices(range(len(weights)), [float(weight) for weight in weights])[0]

    player = Player(oracle, draw)
    counts = Counter(known.function(player) for _ in range(runs))
    return {outcome: counts[outcome] for outcome in known.outcomes}

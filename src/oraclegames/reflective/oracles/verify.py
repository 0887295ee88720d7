"""The check of a reflective oracle, apart from the solver: run the machines and compare.

Each machine is run over every path of coins, samples and random answers that has positive
probability under the oracle; the probabilities of the paths, added up, are its output
distribution. Nothing is shared with the solver but the machines.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from flint import fmpq

from oraclegames.exact.rational import to_fraction
from oraclegames.reflective.machines.calls import Calls
from oraclegames.reflective.machines.explore_tree import MAX_PATHS
from oraclegames.reflective.machines.machine import MachineError, Query

if TYPE_CHECKING:
    from oraclegames.exact.algebraic import Number
    from oraclegames.reflective.oracles.oracles import ReflectiveOracle

Answering: TypeAlias = "Callable[[Query], Number]"
"""Gives the probability of a yes to each query."""


class Player(Calls):
    """Runs a machine against an oracle; ``draw`` decides every random choice by its weights.

    ``answer`` gives the oracle's answers; by default those that the oracle lists, else the truth.
    """

    def __init__(
        self,
        oracle: ReflectiveOracle,
        draw: Callable[[list[Number]], int],
        answer: Answering | None = None,
    ):
        super().__init__(oracle.system)
        self.oracle = oracle
        self.draw = draw
        self.answer = answer or oracle.answer
        self.asked: dict[Query, Number] = {}

    def _coin(self, probability: fmpq) -> bool:
        heads = to_fraction(probability)
        return bool(self.draw([1 - heads, heads]))

    def _ask(self, machine: int, outcome: int, threshold: fmpq) -> bool:
        known = self.system.machines[machine]
        query = Query(known.name, known.outcomes[outcome], to_fraction(threshold))
        answer = self.asked.get(query)
        if answer is None:
            answer = self.asked[query] = self.answer(query)
        return bool(self.draw([1 - answer, answer]))

    def _sample(self, machine: int) -> int:
        return self.draw(list(self.oracle.distributions[machine]))


def output_distribution(
    oracle: ReflectiveOracle, machine: int, answer: Answering | None = None
) -> tuple[list[Number], dict[Query, Number]]:
    """What a machine does under an oracle, and every query that it asked with its answer.

    ``answer`` is asked in the place of the oracle if it is given.

    Raises:
        MachineError: if it has more than ``MAX_PATHS`` paths.
    """
    known = oracle.system.machines[machine]
    totals: list[Number] = [Fraction(0) for _ in known.outcomes]
    script: list[tuple[int, list[Number]]] = []
    place = 0

    def draw(weights: list[Number]) -> int:
        nonlocal place
        if place == len(script):
            script.append((_next(weights, 0), weights))
        place += 1
        return script[place - 1][0]

    player = Player(oracle, draw, answer)
    for _ in range(MAX_PATHS):
        place = 0
        outcome = known.outcomes.index(known.function(player))
        weight: Any = Fraction(1)
        for choice, weights in script:
            weight = weight * weights[choice]
        totals[outcome] = totals[outcome] + weight
        while script:
            choice, weights = script.pop()
            following = _next(weights, choice + 1)
            if following < len(weights):
                script.append((following, weights))
                break
        if not script:
            return totals, player.asked
    raise MachineError(f"machine {known.name!r} has more than {MAX_PATHS} paths")


def _next(weights: list[Number], start: int) -> int:
    """The first choice from ``start`` on that has positive probability."""
    while start < len(weights) and weights[start] == 0:
        start += 1
    return start


def is_truthful(oracle: ReflectiveOracle, answer: Answering | None = None) -> bool:
    """Whether the machines do what the oracle says, and it answers what they ask truthfully."""
    asked = dict(oracle.answers)
    for machine, row in enumerate(oracle.distributions):
        outputs, queries = output_distribution(oracle, machine, answer)
        if any(output != share for output, share in zip(outputs, row)):
            return False
        asked.update(queries)
    return all(
        _clamp(answer + oracle.probability(query.machine, query.outcome) - query.threshold)
        == answer
        for query, answer in asked.items()
    )


def _clamp(value: Any) -> Any:
    return 0 if value <= 0 else 1 if value >= 1 else value

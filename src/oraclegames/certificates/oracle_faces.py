"""A continuum of oracles: whether every mixture of its corners is one.

Mix the corners with weights λ: the distributions, and in every tree the probabilities of getting
from node to node, are the mixtures of theirs. That is play of the machines if

- each query that is met is answered alike: by the truth on one side of the threshold, where the
  corners lie on that side or on the threshold and say the same; on the threshold by one answer for
  all places, or by the ratio of the mixed probabilities if there is one place only;
- each product of a sample, (getting there) × (share), is linear in λ: for each two corners one of
  the two factors is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from oraclegames.certificates.machines import ASK, SAMPLE, Machine, Query, truth


class Corner:
    """One oracle with what is met in every tree under it."""

    def __init__(self, shares: Any, answers: dict[Query, Any], met: list[list[Any]]):
        self.shares = shares
        self.answers = answers
        self.met = met

    def truth(self, query: Query) -> int | None:
        """What the answer to a query is, None on its threshold."""
        return truth(self.shares, query)


def mixtures_hold(machines: Sequence[Machine], corners: Sequence[Corner]) -> bool:
    """Whether every mixture of the corners is a reflective oracle."""
    # Long: one case for each kind of node.
    free: dict[Query, list[list[Any]]] = {}
    for number, machine in enumerate(machines):
        if machine.nodes is None:
            return False
        for place, node in enumerate(machine.nodes):
            weights = [corner.met[number][place] for corner in corners]
            if all(weight == 0 for weight in weights):
                continue
            if node.kind == ASK:
                there = [c for c, weight in zip(corners, weights) if weight != 0]
                if any(c.truth(node.data) is None and node.data not in c.answers for c in there):
                    return False  # free where it is asked
                if all(corner.truth(node.data) is None for corner in corners):
                    free.setdefault(node.data, []).append([c.answers[node.data] for c in there])
                elif not _decided(node.data, corners, there):
                    return False
            elif node.kind == SAMPLE and not _linear(
                weights, [c.shares[node.data] for c in corners]
            ):
                return False
    return all(
        len(places) == 1 or len({answer for answers in places for answer in answers}) == 1
        for places in free.values()
    )


def _decided(query: Query, corners: Sequence[Corner], there: Sequence[Corner]) -> bool:
    """All on one side, and those on the threshold who ask are answered as that side is."""
    (answer, *others) = {corner.truth(query) for corner in corners} - {None}
    return not others and all(c.answers[query] == answer for c in there if c.truth(query) is None)


def _linear(weights: Sequence[Any], rows: Sequence[Sequence[Any]]) -> bool:
    return all(
        a == b or list(x) == list(y) for (a, x), (b, y) in combinations(list(zip(weights, rows)), 2)
    )

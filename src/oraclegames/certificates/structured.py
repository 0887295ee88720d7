"""Documents of ``achieve`` for games whose outcomes are never listed.

P = t·Q + Σ λ_o·δ_o, with Q uniform over all outcomes (or over all counts of a symmetric game).

- *Yes*: t > 0, and in P every move is worth v_i.
- *No*: multipliers y with g(o) = Σ_i y_{i,o_i}·(U_i(o) − v_i) ≥ 0 everywhere and E_Q[g] > 0.
- *No larger t*: g ≥ −t everywhere, E_Q[g] ≥ 1 − t.

The least g of a game on a graph comes from :mod:`oraclegames.certificates.graph`. Of a symmetric
game, ``{"kind": "symmetric", "players": n, "moves": […], "payoffs": [for each move one number for
each count (k_1, …, k_m) with sum n, lexicographic]}``, all counts are gone through; everybody has
one value v, and g(k) = Σ_s y_s·k_s·(u_s(k) − v). Of one by formulas the same is shown on whole
ranges of counts (:mod:`oraclegames.certificates.by_formula`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from flint import fmpq

from oraclegames.certificates.by_formula import ByFormula
from oraclegames.certificates.graph import Graph
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq

KEYS = (
    *("schema", "version", "game", "values", "achievable", "kind", "distribution", "certificate"),
    *("method", "weight", "largest", "multipliers", "atoms"),
)


class Conditions(Protocol):
    """A game at fixed values: its conditions, one for each label and move."""

    moves: list[int]
    base: list[list[fmpq]]

    def atom(self, part: Part) -> list[tuple[int, int, fmpq]]:
        """(label, move, entry) of the conditions that an outcome touches."""

    def reaches(self, y: Sequence[Sequence[Fraction]], bound: Fraction) -> bool | None:
        """Whether g is at least the bound everywhere; None if that is not found."""


def check_structured(document: Part) -> Proof:
    """Every claim about a game on a graph, or a symmetric one."""
    document.only(*KEYS)
    game = _conditions(document)
    document["method"].word(*METHODS)
    document["distribution"].require(document["distribution"].missing, "it is too large to list")
    yes = document["achievable"].flag()
    kind = "distribution" if yes else "certificate"
    document["kind"].require(document["kind"].value == kind, f"it should be {kind!r}")
    weight, largest = document["weight"].rational(), document["largest"].flag()
    document["weight"].require((weight > 0) is yes and weight >= 0, "it contradicts the answer")
    assumed: list[str] = []
    if yes:
        document["certificate"].require(document["certificate"].missing, "there is none")
        _check_mixture(document, game, weight)
    else:
        proof = document["certificate"]
        _check_gains(proof, game, Fraction(0), None, assumed)
    if largest or not yes:
        _check_gains(document["multipliers"], game, weight, weight, assumed)
    else:
        _multipliers(document["multipliers"], game)
    answer = "a" if yes else "no"
    proved = [f"{answer} totally mixed equilibrium has these values"]
    if yes and largest:
        proved.append("none holds a larger share of uniform play")
    if assumed:
        return Proof(tuple(proved[:1] if yes else ()), tuple(dict.fromkeys(assumed)))
    return Proof(tuple(proved))


METHODS = ("column generation, exact", "one program over cliques, exact")


def _conditions(document: Part) -> Conditions:
    game = document["game"]
    kind = game["kind"].word("graphical", "symmetric", "symmetric-formula")
    if kind == "graphical":
        graph = Graph.read(game)
        values = document["values"].rationals(len(graph.shape))
        return _OnGraph(graph, values)
    value = document["values"].rationals(1)[0]
    return _Symmetric(game, value) if kind == "symmetric" else ByFormula(game, value)


def _check_mixture(document: Part, game: Conditions, weight: Fraction) -> None:
    totals = [[to_fmpq(weight) * r for r in row] for row in game.base]
    share = weight
    for atom in document["atoms"]:
        mass = atom.items(2)[1].rational()
        atom.require(mass > 0, "it has no weight")
        share += mass
        for label, move, entry in game.atom(atom[0]):
            totals[label][move] += to_fmpq(mass) * entry
    document["atoms"].require(share == 1, "the weights do not sum to 1")
    even = not any(total for row in totals for total in row)
    document["atoms"].require(even, "a move has another value")


def _multipliers(part: Part, game: Conditions) -> list[tuple[Fraction, ...]]:
    return [row.rationals(m) for row, m in zip(part.items(len(game.moves)), game.moves)]


def _check_gains(
    part: Part, game: Conditions, weight: Fraction, share: Fraction | None, assumed: list[str]
) -> None:
    """g ≥ −weight everywhere; its mean is ≥ 1 − share, or only > 0."""
    y = _multipliers(part, game)
    mean = fmpq(0)
    for own, row in zip(y, game.base):
        mean += sum((to_fmpq(x) * r for x, r in zip(own, row)), fmpq(0))
    enough = mean > 0 if share is None else mean >= to_fmpq(1 - share)
    part.require(enough, "they prove too little")
    reached = game.reaches(y, -weight)
    if reached is None:
        assumed.append("that the multipliers add up to nothing negative: the graph is too dense")
        return
    part.require(reached, "at some outcome they add up to less")


@dataclass
class _OnGraph:
    """A game on a graph at fixed values."""

    graph: Graph
    values: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        self.moves = list(self.graph.shape)
        self.base = self.graph.base(self.values)

    def atom(self, part: Part) -> list[tuple[int, int, fmpq]]:
        """An outcome: one move number for each player."""
        outcome = [item.integer() for item in part.items(len(self.moves))]
        if not all(0 <= s < m for s, m in zip(outcome, self.moves)):
            part.unreadable("a move number for each player")
        gains = zip(outcome, self.graph.payoffs(outcome), self.values)
        return [(i, s, u - to_fmpq(v)) for i, (s, u, v) in enumerate(gains)]

    def reaches(self, y: Sequence[Sequence[Fraction]], bound: Fraction) -> bool | None:
        """By elimination."""
        least = self.graph.least(y, self.values)
        return None if least is None else least >= to_fmpq(bound)


class _Symmetric:
    """A symmetric game at one value."""

    def __init__(self, part: Part, value: Fraction):
        part.only("kind", "players", "moves", "payoffs")
        labels, n = [item.text() for item in part["moves"]], part["players"].integer()
        if n < 1 or not labels:
            part.unreadable("a game with a player and a move")
        self.moves = [len(labels)]
        total = math.comb(n + len(labels) - 1, len(labels) - 1)
        payoffs = [row.rationals(total) for row in part["payoffs"].items(len(labels))]
        self.entries = [
            [k * to_fmpq(row[c] - value) for k, row in zip(counts, payoffs)]
            for c, counts in enumerate(compositions(n, len(labels)))
        ]
        self.base = [[sum(column, fmpq(0)) / total for column in zip(*self.entries)]]

    def atom(self, part: Part) -> list[tuple[int, int, fmpq]]:
        """The position of a count."""
        if not 0 <= part.integer() < len(self.entries):
            part.unreadable("the position of a count")
        return [(0, s, entry) for s, entry in enumerate(self.entries[part.integer()])]

    def reaches(self, y: Sequence[Sequence[Fraction]], bound: Fraction) -> bool | None:
        """Over all counts."""
        row = [to_fmpq(x) for x in y[0]]
        sums = (sum((a * x for a, x in zip(entries, row)), fmpq(0)) for entries in self.entries)
        return bool(min(sums) >= to_fmpq(bound))


def compositions(n: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All (k_1, …, k_m) with k ≥ 0 and sum n, lexicographic."""
    if parts == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in compositions(n - first, parts - 1):
            yield (first, *rest)

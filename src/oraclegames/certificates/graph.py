"""Games on graphs in documents: payoffs are sums of local terms, and outcomes are never listed.

Written as ``{"kind": "graphical", "players": [{"name", "moves": count}, …], "terms": [{"player",
"scope": [players], "payoffs": [one for each choice of the scope's moves, row-major]}, …]}``: a
player's payoff is the sum of her terms. The least value of Σ_i y_{i,o_i}·(U_i(o) − v_i) over all
outcomes is found by eliminating one player after another: her best move is put down for every
choice of her neighbours, which is exact, and takes no more than the largest such table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import product

from flint import fmpq

from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq

MOST = 1 << 17
"""The largest table that is written down."""

Table = dict[tuple[int, ...], fmpq]
Factor = tuple[tuple[int, ...], Table]
Multipliers = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Term:
    """A part of a player's payoff that depends on the moves of the players in its scope."""

    player: int
    scope: tuple[int, ...]
    table: Table


@dataclass(frozen=True)
class Graph:
    """A game on a graph.

    Attributes:
        names: of the players.
        shape: how many moves each has.
        terms: the parts of all payoffs.
    """

    names: tuple[str, ...]
    shape: tuple[int, ...]
    terms: tuple[Term, ...]

    @classmethod
    def read(cls, part: Part) -> Graph:
        """From a document's game."""
        part.only("kind", "players", "terms")
        names, shape = [], []
        for player in part["players"]:
            player.only("name", "moves")
            names.append(player["name"].text())
            shape.append(player["moves"].integer())
        if not names or min(shape) < 1 or len(set(names)) < len(names):
            part["players"].unreadable("players with different names and a move each")
        places = {name: k for k, name in enumerate(names)}

        def place(one: Part) -> int:
            if one.text() not in places:
                one.word(*names)  # which refuses it
            return places[one.text()]

        terms = []
        for term in part["terms"]:
            term.only("player", "scope", "payoffs")
            scope = tuple(place(p) for p in term["scope"])
            if len(set(scope)) < len(scope):
                term["scope"].unreadable("different players")
            choices = list(product(*(range(shape[k]) for k in scope)))
            numbers = map(to_fmpq, term["payoffs"].rationals(len(choices)))
            terms.append(Term(place(term["player"]), scope, dict(zip(choices, numbers))))
        return cls(tuple(names), tuple(shape), tuple(terms))

    def payoffs(self, outcome: Sequence[int]) -> list[fmpq]:
        """Everybody's payoff at one outcome."""
        totals = [fmpq(0)] * len(self.shape)
        for term in self.terms:
            totals[term.player] += term.table[tuple(outcome[k] for k in term.scope)]
        return totals

    def base(self, values: Sequence[Fraction]) -> list[list[fmpq]]:
        """E[U_i − v_i; o_i = s] for each player and move where all play uniformly."""
        found = [[-to_fmpq(v)] * m for v, m in zip(values, self.shape)]
        for term in self.terms:
            count = fmpq(1, len(term.table))
            if term.player not in term.scope:
                mean = sum(term.table.values(), fmpq(0)) * count
                found[term.player] = [x + mean for x in found[term.player]]
                continue
            place = term.scope.index(term.player)
            for choice, payoff in term.table.items():
                found[term.player][choice[place]] += payoff * count * self.shape[term.player]
        return [[x / m for x in row] for row, m in zip(found, self.shape)]

    def least(self, y: Multipliers, values: Sequence[Fraction]) -> fmpq | None:
        """The least Σ_i y_{i,o_i}·(U_i(o) − v_i); None if the tables would be too large."""
        factors: list[Factor] = []
        for i, row in enumerate(y):
            factors.append(((i,), {(s,): -to_fmpq(x * values[i]) for s, x in enumerate(row)}))
        factors += [self._priced(term, y[term.player]) for term in self.terms]
        touching: list[dict[int, Factor]] = [{} for _ in self.shape]
        near = [{i} for i in range(len(self.shape))]
        for number, factor in enumerate(factors):
            for k in factor[0]:
                touching[k][number] = factor
                near[k].update(factor[0])
        queue = [(self._size(group), i) for i, group in enumerate(near)]
        heapify(queue)
        constant = fmpq(0)
        while queue:
            size, i = heappop(queue)
            if i not in near[i] or size != self._size(near[i]):
                continue
            if size > MOST:
                return None
            scope = tuple(sorted(near[i]))
            rest = tuple(k for k in scope if k != i)
            table = self._eliminated(scope, rest, list(touching[i].values()))
            for number, (own, _) in touching[i].items():
                for k in own:
                    if k != i:
                        del touching[k][number]
            near[i].clear()
            factors.append((rest, table))
            for k in rest:
                touching[k][len(factors)] = factors[-1]
                near[k].update(rest)
                near[k].remove(i)
                heappush(queue, (self._size(near[k]), k))
            if not rest:
                constant += table[()]
        return constant

    def _priced(self, term: Term, row: Sequence[Fraction]) -> Factor:
        """A term times the multiplier of its player's move."""
        numbers = [to_fmpq(x) for x in row]
        if term.player in term.scope:
            place = term.scope.index(term.player)
            return term.scope, {c: numbers[c[place]] * p for c, p in term.table.items()}
        table = {(*c, s): x * p for c, p in term.table.items() for s, x in enumerate(numbers)}
        return (*term.scope, term.player), table

    def _size(self, scope: set[int]) -> int:
        return math.prod(self.shape[k] for k in scope)

    def _eliminated(
        self,
        scope: tuple[int, ...],
        rest: tuple[int, ...],
        factors: Sequence[Factor],
    ) -> Table:
        """For every choice of the rest the least sum over the moves of the one who leaves."""
        places = [tuple(scope.index(k) for k in own) for own, _ in factors]
        kept = [scope.index(k) for k in rest]
        best: Table = {}
        for choice in product(*(range(self.shape[k]) for k in scope)):
            total = fmpq(0)
            for where, (_, table) in zip(places, factors):
                total += table[tuple(choice[k] for k in where)]
            key = tuple(choice[k] for k in kept)
            if key not in best or total < best[key]:
                best[key] = total
        return best

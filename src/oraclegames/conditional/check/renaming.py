"""Evidence about one outcome, made over into evidence about another by renaming players and moves.

Both outcomes have a :class:`Form`: names of their own, under which the gains around them are the
same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from oraclegames.conditional.check.verdict import Certificate
from oraclegames.conditional.trembles.face import Face, MoveOf
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import Levels, Stuck
from oraclegames.conditional.trembles.order_proofs import Case, Contradiction, NoOrders, Orders
from oraclegames.conditional.trembles.regularity import SameValues, StrictTremble
from oraclegames.exact.arrays import object_array
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.later import np


@dataclass(frozen=True)
class Form:
    """The gains around an outcome under names of their own.

    Attributes:
        players: the player in each place.
        moves: for each place the moves of its player, in their new order.
        tables: the outcome and the gains under the new names, as a value to compare.
    """

    players: tuple[int, ...]
    moves: tuple[tuple[int, ...], ...]
    tables: tuple[Any, ...]

    @cached_property
    def _places(self) -> dict[MoveOf, MoveOf]:
        return {
            (i, s): (place, k)
            for place, (i, moves) in enumerate(zip(self.players, self.moves))
            for k, s in enumerate(moves)
        }

    def place(self, move: MoveOf) -> MoveOf:
        """The new name of a move."""
        return self._places[move]

    def move(self, place: MoveOf) -> MoveOf:
        """The move with a new name."""
        position, k = place
        return self.players[position], self.moves[position][k]


@dataclass(frozen=True)
class Renaming:
    """From an outcome to one that is alike: ``start`` and ``end`` have the same tables."""

    game: Game
    outcome: Outcome
    start: Form
    end: Form

    def move(self, move: MoveOf) -> MoveOf:
        """What a move is called there."""
        return self.end.move(self.start.place(move))

    @cached_property
    def origin(self) -> Outcome:
        """What the outcome is called here."""
        found = [0] * len(self.outcome)
        for i, move in enumerate(self.outcome):
            player, own = self.start.move(self.end.place((i, move)))
            found[player] = own
        return tuple(found)

    @cached_property
    def _from(self) -> list[tuple[int, list[int]]]:
        """For each player there who it is here, and what this one's moves are called."""
        found: list[tuple[int, list[int]]] = [(0, [])] * len(self.start.players)
        for i, moves in zip(self.start.players, self.start.moves):
            there = [self.move((i, s)) for s in range(len(moves))]
            found[there[0][0]] = i, [s for _, s in there]
        return found

    def cell(self, outcome: Outcome) -> Outcome:
        """What an outcome is called there."""
        return tuple([names[outcome[i]] for i, names in self._from])

    def weighted(self, pairs: Any) -> Any:
        """Pairs (outcome, number), in the outcomes' order there."""
        if 4 * len(pairs) < self.game.n_outcomes:
            return tuple(sorted((self.cell(outcome), number) for outcome, number in pairs))
        numbers, shape = dict(pairs), [0] * len(self.outcome)
        for i, moves in zip(self.start.players, self.start.moves):
            shape[i] = len(moves)
        listed = [numbers.get(o) for o in product(*map(range, shape))]
        here = object_array(listed).reshape(shape)
        there = np.empty(self.game.shape, dtype=object)
        there[np.ix_(*(names for _, names in self._from))] = here.transpose(
            [i for i, _ in self._from]
        )
        found = zip(self.game.outcomes(), there.ravel().tolist())
        return tuple((outcome, number) for outcome, number in found if number is not None)

    def evidence(self, known: Certificate | None, point: Distribution) -> Certificate | None:
        """Evidence about a pure outcome, made over to ``point``; None if this kind cannot be."""
        if isinstance(known, Orders):
            return Orders(point, self.weighted(known.exponents))
        if isinstance(known, SameValues):
            return SameValues(point, self.weighted(known.direction))
        if isinstance(known, StrictTremble):
            return replace(known, distribution=point, levels=self.levels(known.levels))
        if isinstance(known, TrembleFamily):
            weights = dict(zip(known.distribution.game.outcomes(), known.weights))
            return TrembleFamily(point, tuple(w for _, w in self.weighted(weights.items())))
        if isinstance(known, NoOrders):
            return NoOrders(point, self._proof(known.proof, known.distribution))
        return None

    def levels(self, levels: Levels) -> Levels:
        """Levels at a pure outcome, made over."""
        face = Face.at(self.game, self.outcome)
        return replace(levels, face=face, levels=tuple(map(self.weighted, levels.levels)))

    def stuck(self, stuck: Stuck) -> Stuck:
        """A proof that a pure outcome has no levels, made over."""
        pairs = zip(map(self.move, stuck.moves), stuck.multipliers)
        moves, multipliers = zip(*sorted(pairs))
        return Stuck(Face.at(self.game, self.outcome), moves, multipliers)

    def _proof(self, node: Case | Contradiction, point: Distribution) -> Case | Contradiction:
        before = Face.at(point.game, point.support[0]).unsupported
        after = Face.at(self.game, self.outcome).unsupported
        place = [after.index(self.move(move)) for move in before]

        def carried(node: Case | Contradiction) -> Case | Contradiction:
            if isinstance(node, Case):
                choices = ((named(divisor), carried(then)) for divisor, then in node.choices)
                return Case(place[node.demand], tuple(choices))
            return Contradiction(tuple((place[k], named(n), w) for k, n, w in node.terms))

        def named(monomial: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
            return tuple(sorted(map(self.cell, monomial)))

        return carried(node)

"""COEDT agents: players of a game who ask a conditional oracle which of their moves is worth more.

For every player i the utility machine u_i returns 1 with probability U_i, rescaled to [0, 1], at
the outcome that is played; and for every set A of her moves the machine "i plays A" returns 1 iff
her move is in A. Her questions are O(u_i, "i plays A", u_i, "i plays B"): is c_i(A; P) > c_i(B; P)?
Here P is the distribution of play and c_i(A; P) = E_P[U_i | o_i ∈ A].

* **Chain** (Diffractor 2018): the moves stand in an order; link j asks "take move j" against "the
  moves after j". The answer 1 takes it, 0 defers to the next link; the last link defers to the last
  move.
* **Pairwise**: every question compares two moves; a running champion meets the next move, and the
  answer says who goes on. So a move that is played beats or ties every other.

With two moves both are the same: the answer to one question. All questions compare conditional
values of P, so that a COD enters only through the play that it induces, and through its answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any, Literal

from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.machines import Machine, Oracle, Query, System
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.names import player_name

MAX_ORACLES = 1 << 14
"""The most oracles that a fully mixed COD is written out for."""


@dataclass(frozen=True)
class Named:
    """The machine "the player makes one of these moves", or u_i (no moves), by how it prints."""

    player: int
    moves: tuple[int, ...]
    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Question:
    """Whether a player expects more from ``first`` than from ``second``, two sets of her moves."""

    player: int
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass(frozen=True)
class Agents:
    """COEDT agents for all players of a game. Build them with :meth:`chain` or :meth:`pairwise`.

    Attributes:
        game: the game.
        reading: "chain" or "pairwise".
        orders: for each player her moves in the order in which she considers them.
    """

    game: Game
    reading: Literal["chain", "pairwise"]
    orders: tuple[tuple[int, ...], ...]

    @classmethod
    def chain(cls, game: GameLike, orders: Sequence[Sequence[int | str]] | None = None) -> Agents:
        """Agents that choose by a chain, with each player's moves in an order (labels or indices).

        Raises:
            InputError: an order is no order of the player's moves.
        """
        game = as_game(game)
        if orders is None:
            orders = [range(count) for count in game.shape]
        if len(orders) != game.n_players:
            raise InputError(f"{game.n_players} players need as many orders, not {len(orders)}")
        indexed = tuple(
            tuple(game.move_index(i, move) if isinstance(move, str) else move for move in order)
            for i, order in enumerate(orders)
        )
        for i, order in enumerate(indexed):
            if sorted(order) != list(range(game.shape[i])):
                raise InputError(
                    f"{tuple(orders[i])} is no order of the moves of player {game.players[i]!r}"
                )
        return cls(game, "chain", indexed)

    @classmethod
    def pairwise(cls, game: GameLike) -> Agents:
        """Agents that compare their moves in pairs, each against a running champion."""
        game = as_game(game)
        return cls(game, "pairwise", tuple(tuple(range(count)) for count in game.shape))

    # -- questions and answers ------------------------------------------------------------------

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions that the agents may ask, player by player."""
        found = []
        for i, order in enumerate(self.orders):
            if self.reading == "chain":
                found += [Question(i, (move,), order[j + 1 :]) for j, move in enumerate(order[:-1])]
            else:
                found += [Question(i, (r,), (s,)) for r, s in combinations(order, 2)]
        return tuple(found)

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """The questions as queries to the oracle, in the same order."""
        return tuple(map(self.query, self.questions))

    def query(self, question: Question) -> Query:
        """A question as a query to the oracle."""
        utility = self._utility(question.player)
        first, second = (
            self._event(question.player, side) for side in (question.first, question.second)
        )
        return Query(utility, first, utility, second)

    def play(self, answers: Sequence[int]) -> Outcome:
        """The outcome that is played if the questions get these answers."""
        given = dict(zip(self.questions, answers))
        outcome = []
        for i, order in enumerate(self.orders):
            champion = order[0]
            for j, move in enumerate(order[1:], 1):
                if self.reading == "pairwise":
                    champion = champion if given[Question(i, (champion,), (move,))] else move
                elif given[Question(i, (champion,), order[j:])]:
                    break
                else:
                    champion = move
            outcome.append(champion)
        return tuple(outcome)

    def answers(self, outcome: Outcome, rest: Mapping[Question, int]) -> tuple[int, ...]:
        """Answers that play an outcome: every question about it decided for it, others by ``rest``.

        In a chain: defer before the move, take it. Pairwise: the move beats every other.
        """

        def answer(question: Question) -> int:
            move = outcome[question.player]
            if move in question.first:
                return 1
            return 0 if move in question.second else int(rest[question] > 0)

        return tuple(map(answer, self.questions))

    # -- machines -------------------------------------------------------------------------------

    @cached_property
    def system(self) -> System:
        """The machines that the queries name."""
        machines: dict[Hashable, Machine] = {}
        for i in range(self.game.n_players):
            machines[self._utility(i)] = self._pay(i)
        for query in self.queries:
            machines |= {event: self._makes(event) for event in (query.n1, query.n2)}
        return System(machines, self.queries, owner=self)

    def _utility(self, player: int) -> Named:
        return Named(player, (), f"u({player_name(self.game, player)})")

    def _event(self, player: int, moves: tuple[int, ...]) -> Named:
        labels = " or ".join(self.game.moves[player][move] for move in moves)
        return Named(player, moves, f"{player_name(self.game, player)} plays {labels}")

    def _pay(self, player: int) -> Machine:
        game = self.game
        table = [game.payoff(player, outcome) for outcome in game.outcomes()]
        low, high = min(table), max(table)
        scaled = {
            outcome: (payoff - low) / (high - low) if high > low else Fraction(0)
            for outcome, payoff in zip(game.outcomes(), table)
        }
        return lambda oracle: scaled[self.play(oracle.answers)]

    def _makes(self, event: Any) -> Machine:
        return lambda oracle: int(self.play(oracle.answers)[event.player] in event.moves)

    # -- play and distributions over oracles ----------------------------------------------------

    def cod(self, weights: Mapping[Sequence[int], Any]) -> COD:
        """A COD from a mapping of answers, in the order of the questions, to probabilities."""
        return COD.of(self.system, weights)

    def outcome_distribution(self, cod: COD) -> Distribution:
        """The distribution of play that a COD induces.

        Raises:
            InputError: the COD belongs to other agents.
        """
        if cod.system.owner != self:
            raise InputError(
                "the distribution is over the oracles of other agents: build it with the cod "
                "method of these"
            )
        totals = dict.fromkeys(self.game.outcomes(), Fraction(0))
        for oracle, weight in cod.weights:
            totals[self.play(oracle.answers)] += weight
        return Distribution(self.game, tuple(totals.values()))

    def fully_mixed_cod(self, distribution: Distribution) -> COD:
        """The fully mixed COD that plays a totally mixed distribution.

        The probability of an outcome is spread evenly over the oracles that play it.

        Raises:
            InputError: some outcome has probability 0.
            UnsupportedError: there are more than :data:`MAX_ORACLES` oracles.
        """
        if not distribution.totally_mixed:
            raise InputError("a fully mixed oracle distribution plays every outcome; some have 0")
        system = self.system
        if system.n_oracles > MAX_ORACLES:
            raise UnsupportedError(
                f"{len(self.questions)} questions have 2^{len(self.questions)} oracles, too many "
                "to list; the chain asks fewer questions than pairs"
            )
        playing: dict[Outcome, list[Oracle]] = {o: [] for o in self.game.outcomes()}
        for oracle in system.oracles():
            playing[self.play(oracle.answers)].append(oracle)
        return COD(
            system,
            tuple(
                (oracle, probability / len(oracles))
                for oracles, probability in zip(playing.values(), distribution.probabilities)
                for oracle in oracles
            ),
        )

    def conditional_value(
        self, distribution: Distribution, player: int, moves: Sequence[int]
    ) -> Fraction | None:
        """c_i(A; P) = E_P[U_i | o_i ∈ A], in payoffs as given; None if A has probability 0."""
        return distribution.conditional_value(player, *moves)

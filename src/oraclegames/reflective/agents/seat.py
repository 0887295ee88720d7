"""A game as one of its players sees it: of two players, own moves first; of more, by outcomes.

With p the own and q the other's mixed strategy, w ∈ {me, other} and U_w the payoff tables,

    u_w(p, q) = Σ_{a,b} p(a) q(b) U_w[a][b],

and likewise for more players, who mix independently. The *threat point* d holds what each player
can secure alone, in mixed strategies, whatever the others do (also together): the minmax value
against all others as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import fmpq_mat

from oraclegames.errors import UnsupportedError
from oraclegames.exact.minmax import Security, minmax
from oraclegames.games.game import Game
from oraclegames.reflective.agents.reading import Mixed, fraction_matrix

Table = tuple[tuple[Fraction, ...], ...]
"""Payoffs by own move and the other's move."""


@dataclass(frozen=True)
class AnySeat:
    """One player's place in a game.

    Attributes:
        game: the game.
        player: which player, from 0.
        epsilon: the step ε that the agents take.
    """

    game: Game
    player: int
    epsilon: Fraction

    @cached_property
    def moves(self) -> tuple[str, ...]:
        """The labels of the own moves."""
        return self.game.moves[self.player]

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The positions of the other players, in order."""
        return tuple(j for j in range(self.game.n_players) if j != self.player)

    @cached_property
    def security(self) -> Security:
        """What can be secured alone, with a mixed strategy that does."""
        return minmax(against_all(self.game, self.player))

    @cached_property
    def threat(self) -> tuple[Fraction, ...]:
        """The threat point d: what oneself and what the others, in order, can secure alone."""
        values = [minmax(against_all(self.game, j)).value for j in self.others]
        return self.security.value, *values


@dataclass(frozen=True)
class GroupSeat(AnySeat):
    """One player's place in a game of any number of players."""

    def values(self, own: Mixed, others: Sequence[Mixed]) -> tuple[Fraction, ...]:
        """The own and the others' expected payoffs, in order, under independent strategies."""
        mixes = list(others)
        mixes.insert(self.player, own)
        totals = [Fraction(0)] * self.game.n_players
        for outcome in self.game.outcomes():
            weight = Fraction(1)
            for mixed, move in zip(mixes, outcome):
                weight *= mixed[move]
            if weight:
                for j, payoff in enumerate(self.game.payoffs(outcome)):
                    totals[j] += weight * payoff
        return tuple(totals[j] for j in (self.player, *self.others))


@dataclass(frozen=True)
class Seat(AnySeat):
    """One player's place in a two-player game."""

    @cached_property
    def other_moves(self) -> tuple[str, ...]:
        """The labels of the other's moves."""
        return self.game.moves[1 - self.player]

    @cached_property
    def mine(self) -> Table:
        """The own payoffs."""
        return _own_first(self.game, self.player, self.player)

    @cached_property
    def theirs(self) -> Table:
        """The other's payoffs, still with the own moves first."""
        return _own_first(self.game, 1 - self.player, self.player)

    @cached_property
    def tables(self) -> tuple[fmpq_mat, fmpq_mat]:
        """The own and the other's payoffs as matrices, own moves first."""
        return fraction_matrix(self.mine), fraction_matrix(self.theirs)

    def values(self, own: Mixed, other: Mixed) -> tuple[Fraction, Fraction]:
        """The own and the other's expected payoff under two independent mixed strategies."""
        return expected(self.mine, own, other), expected(self.theirs, own, other)


def against_all(game: Game, player: int) -> Table:
    """A player's payoffs, with a column for each profile of the others' moves."""
    rows: list[list[Fraction]] = [[] for _ in game.moves[player]]
    for outcome in game.outcomes():
        rows[outcome[player]].append(game.payoff(player, outcome))
    return tuple(map(tuple, rows))


def expected(table: Table, own: Mixed, other: Mixed) -> Fraction:
    """Σ own(a) other(b) table[a][b], for any vectors of weights."""
    total = Fraction(0)
    for p, row in zip(own, table):
        if p:
            total += p * sum((q * payoff for q, payoff in zip(other, row) if q), Fraction(0))
    return total


def seats(game: Game, epsilon: Fraction) -> tuple[Seat, Seat]:
    """Both seats of a game.

    Raises:
        UnsupportedError: if the game has not two players.
    """
    if game.n_players != 2:
        raise UnsupportedError(
            f"agents that read each other meet in two-player games; this one has "
            f"{game.n_players} player{'s' if game.n_players > 1 else ''}"
        )
    return Seat(game, 0, epsilon), Seat(game, 1, epsilon)


def _own_first(game: Game, whose: int, player: int) -> Table:
    rows = tuple(
        tuple(game.payoff(whose, (a, b)) for b in range(game.shape[1]))
        for a in range(game.shape[0])
    )
    return rows if player == 0 else tuple(zip(*rows))

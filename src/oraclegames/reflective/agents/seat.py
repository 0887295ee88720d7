"""A two-player game as one of its players sees it, own moves first.

With p the own and q the other's mixed strategy, w ∈ {me, other} and U_w the payoff tables,

    u_w(p, q) = Σ_{a,b} p(a) q(b) U_w[a][b].

The *threat point* d holds the two minmax values: what each player can secure alone, in mixed
strategies.
"""

from __future__ import annotations

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
class Seat:
    """One player's place in a two-player game.

    Attributes:
        game: the game.
        player: 0 or 1.
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

    @cached_property
    def security(self) -> Security:
        """The own minmax value, with a mixed strategy that secures it."""
        return minmax(self.mine)

    @cached_property
    def threat(self) -> tuple[Fraction, Fraction]:
        """The threat point d: the own and the other's minmax value."""
        transposed = tuple(zip(*self.theirs))
        return self.security.value, minmax(transposed).value

    def values(self, own: Mixed, other: Mixed) -> tuple[Fraction, Fraction]:
        """The own and the other's expected payoff under two independent mixed strategies."""
        return expected(self.mine, own, other), expected(self.theirs, own, other)


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

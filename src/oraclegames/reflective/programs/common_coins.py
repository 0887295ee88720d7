"""Grounded programs of any finite memory that share their coins: exact play, and all deviations.

Two ε-grounded programs of strategies π and ρ for the repeated game, with a common source of coins:
with probability ε both play their first moves; else both look at what the programs do with the rest
of the coins, and go on from there. So they play the last period of a repeated game that ends after
each period with probability ε, and the probability of an outcome is

    D(a, b) = Σ_t ε (1 − ε)^t P(the moves of period t are a and b),

the weights of a repeated game discounted by 1 − ε. With automata this is one linear system over
pairs of states. Unlike programs with coins of their own, these reach correlated play.

**All deviations.** Against an automaton the most that any strategy, of whatever memory, gets is the
value of a Markov decision process over its states, found by policy iteration (Howard 1960) in exact
arithmetic and proved by Bellman's inequality. So the pair is an equilibrium against all constants,
all listed programs and all others of this kind iff nobody gets less than this value.

Source: the summary of Cooper, Oesterheld and Conitzer, "Characterising simulation-based program
equilibria", arXiv 2412.14570, for common coins; the rest is the theory of discounted games.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.certificates.verify import holds
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational, rational, to_fmpq, to_fraction
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.reflective.agents.automata import (
    Automaton,
    as_automaton,
    automaton_document,
    check_fit,
)
from oraclegames.reflective.programs.best_policy import best_policy

MAX_STATES = 400
"""How many pairs of states are done."""


@dataclass(frozen=True, repr=False)
class CommonCoins(Shown, Document):
    """Two grounded programs that share their coins.

    Attributes:
        game: the game.
        programs: both players' automata.
        epsilon: the probability ε of the first move.
        states: the weight of each pair of states, the second player's state changing fastest.
        values: for each player, the most that she can get from each state of the other's automaton.
    """

    game: Game
    programs: tuple[Automaton, Automaton]
    epsilon: Fraction
    states: tuple[Fraction, ...]
    values: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]

    @property
    def play(self) -> tuple[Fraction, ...]:
        """The probability of each outcome, row-major."""
        one, two = self.programs
        pairs = list(product(one.play, two.play))
        return tuple(
            sum((w * p[a] * q[b] for w, (p, q) in zip(self.states, pairs)), Fraction(0))
            for a, b in self.game.outcomes()
        )

    @property
    def payoffs(self) -> tuple[Fraction, Fraction]:
        """What both get."""
        first, second = (
            sum(
                (p * self.game.payoff(i, o) for p, o in zip(self.play, self.game.outcomes())),
                Fraction(0),
            )
            for i in (0, 1)
        )
        return first, second

    @property
    def best(self) -> tuple[Fraction, Fraction]:
        """The most that each could get by any strategy against the other's program."""
        return self.values[0][0], self.values[1][0]

    @property
    def holds(self) -> bool:
        """Whether nobody gains by another program, of whatever memory."""
        return self.payoffs == self.best

    def __str__(self) -> str:
        first, second = (one.name for one in self.programs)
        said = "an equilibrium" if self.holds else "no equilibrium"
        shown = format_rational(self.epsilon)
        lines = [f"{first} against {second}, common coins, ε = {shown}: {said}"]
        for name, payoff, most in zip(self.game.players, self.payoffs, self.best):
            lines.append(f"{name} gets {format_rational(payoff)}, {format_rational(most)} at best")
        return "\n".join(lines)

    def verify(self) -> bool:
        """Re-check every claim, from the document alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/common-coins-1``."""

        def texts(row: tuple[Fraction, ...]) -> list[str]:
            return list(map(format_rational, row))

        return {
            **heading("oraclegames/common-coins-1", self.game),
            "epsilon": format_rational(self.epsilon),
            "programs": list(map(automaton_document, self.programs)),
            "states": texts(self.states),
            "play": texts(self.play),
            "payoffs": texts(self.payoffs),
            "values": list(map(texts, self.values)),
            "holds": self.holds,
        }


def common_coins(
    game: GameLike,
    first: Automaton | str,
    second: Automaton | str,
    epsilon: Any = Fraction(1, 5),
) -> CommonCoins:
    """Play two grounded programs that share their coins, and find the best deviations, exactly.

    Args:
        game: a two-player game.
        first, second: the players' strategies for the repeated game, see
            :class:`oraclegames.agents.Automaton`; or their names, such as "tit-for-tat", "S9",
            "generous:1/3", "contrite".
        epsilon: the probability ε of the first move, in (0, 1).

    Raises:
        InputError: wrong ε, or an automaton that does not fit the game.
        UnsupportedError: not two players, or more than 400 pairs of states.

    Cost: a linear system in the pairs of states, and some in the states of each.

    >>> [common_coins("prisoners_dilemma", "tit-for-tat", "S10", e).holds
    ...  for e in ("1/2", "51/100")]
    [True, False]
    """
    game = as_game(game)
    first, second = as_automaton(first), as_automaton(second)
    step = rational(epsilon, what="the step epsilon")
    if not 0 < step < 1:
        raise InputError(
            f"the step epsilon should lie strictly between 0 and 1, not {format_rational(step)}"
        )
    if game.n_players != 2:
        raise UnsupportedError(f"common coins are worked out for 2 players, not {game.n_players}")
    for player, one in enumerate((first, second)):
        check_fit(one, game, player)
    if len(first.play) * len(second.play) > MAX_STATES:
        raise UnsupportedError(f"the automata have more than {MAX_STATES} pairs of states")
    states = pair_weights(first, second, to_fmpq(step))
    values = (
        _best(game, 0, second, to_fmpq(step)),
        _best(game, 1, first, to_fmpq(step)),
    )
    return CommonCoins(game, (first, second), step, states, values)


def pair_weights(first: Automaton, second: Automaton, step: fmpq) -> tuple[Fraction, ...]:
    """The weights w = ε e + (1 − ε) Mᵀ w of the pairs of states, e the first pair."""
    pairs = list(product(range(len(first.play)), range(len(second.play))))
    place = {pair: k for k, pair in enumerate(pairs)}
    size = len(pairs)
    matrix = fmpq_mat(size, size)
    for k, (s, t) in enumerate(pairs):
        matrix[k, k] += 1
        for a, p in enumerate(first.play[s]):
            for b, q in enumerate(second.play[t]):
                if p and q:
                    after = place[first.after[s][a][b], second.after[t][b][a]]
                    matrix[after, k] -= (1 - step) * to_fmpq(p * q)
    start = fmpq_mat(size, 1)
    start[0, 0] = step
    return tuple(map(to_fraction, matrix.solve(start).entries()))


def _best(game: Game, player: int, rival: Automaton, step: fmpq) -> tuple[Fraction, ...]:
    """The value of each of the rival's states for a player."""
    rewards = [
        [
            sum(
                (
                    to_fmpq(q * game.payoff(player, (a, b) if player == 0 else (b, a)))
                    for b, q in enumerate(mix)
                ),
                start=fmpq(0),
            )
            for a in range(game.shape[player])
        ]
        for mix in rival.play
    ]
    _, values = best_policy(rival, rewards, step)
    return tuple(map(to_fraction, values))

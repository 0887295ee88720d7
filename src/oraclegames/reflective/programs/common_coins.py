"""Grounded programs of any finite memory that share their coins: exact play, and all deviations.

ε-grounded programs of strategies for the repeated game, one for each player, with a common source
of coins: with probability ε all play their first moves; else all look at what the programs do with
the rest of the coins, and go on from there. So they play the last period of a repeated game that
ends after each period with probability ε, and the probability of an outcome is

    D(a) = Σ_t ε (1 − ε)^t P(the moves of period t are a),

the weights of a repeated game discounted by 1 − ε. With automata this is one linear system over
their states together. Unlike programs with coins of their own, these reach correlated play.

**All deviations.** The others of a player are one automaton. Against an automaton the most that any
strategy, of whatever memory, gets is the value of a Markov decision process over its states, found
by policy iteration (Howard 1960) in exact arithmetic and proved by Bellman's inequality. So
programs are an equilibrium against all constants, all listed programs and all others of this kind
iff nobody gets less than this value.

Source: the summary of Cooper, Oesterheld and Conitzer, "Characterising simulation-based program
equilibria", arXiv 2412.14570, for common coins; the rest is the theory of discounted games.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.certificates.verify import holds
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.reflective.agents.automata import Automaton, automaton_document
from oraclegames.reflective.agents.several import meeting_of, others_of
from oraclegames.reflective.agents.smallest import smallest
from oraclegames.reflective.programs.best_policy import best_policy

MAX_STATES = 400
"""How many tuples of states are done."""


@dataclass(frozen=True, repr=False)
class CommonCoins(Shown, Document):
    """Grounded programs that share their coins.

    Attributes:
        game: the game.
        programs: the players' automata, the smallest that play the same.
        epsilon: the probability ε of the first move.
        states: the weight of each tuple of states, the last player's state changing fastest.
        values: for each player, the most that she can get from each tuple of the others' states.
    """

    game: Game
    programs: tuple[Automaton, ...]
    epsilon: Fraction
    states: tuple[Fraction, ...]
    values: tuple[tuple[Fraction, ...], ...]

    @property
    def play(self) -> tuple[Fraction, ...]:
        """The probability of each outcome, row-major."""
        found = [Fraction(0)] * self.game.n_outcomes
        for weight, mixes in zip(self.states, product(*(one.play for one in self.programs))):
            if weight:
                for k, chances in enumerate(product(*mixes)):
                    found[k] += weight * prod(chances)
        return tuple(found)

    @property
    def payoffs(self) -> tuple[Fraction, ...]:
        """What all get."""
        play = list(zip(self.play, self.game.outcomes()))
        return tuple(
            sum((p * self.game.payoff(i, o) for p, o in play if p), Fraction(0))
            for i in range(self.game.n_players)
        )

    @property
    def best(self) -> tuple[Fraction, ...]:
        """The most that each could get by any strategy against the others' programs."""
        return tuple(row[0] for row in self.values)

    @property
    def holds(self) -> bool:
        """Whether nobody gains by another program, of whatever memory."""
        return self.payoffs == self.best

    def __str__(self) -> str:
        said = "an equilibrium" if self.holds else "no equilibrium"
        names = " against ".join(one.name for one in self.programs)
        lines = [f"{names}, common coins, ε = {format_rational(self.epsilon)}: {said}"]
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
    *more: Any,
    epsilon: Any = None,
) -> CommonCoins:
    """Play grounded programs that share their coins, and find the best deviations, exactly.

    Args:
        game: the game.
        first, second, more: the players' strategies for the repeated game, see
            :class:`oraclegames.agents.Automaton`; or their names, such as "tit-for-tat", "S9",
            "generous:1/3", "contrite", "turns". With more players than two named strategies take
            the others for one who cooperates if all do. ε may follow.
        epsilon: the probability ε of the first move, in (0, 1); 1/5 without it.

    Raises:
        InputError: wrong ε, another number of strategies than of players, or an automaton that does
            not fit the game.
        UnsupportedError: more than 400 tuples of states, or "contrite" among three and more.

    Cost: a linear system in the tuples of states, and some in those of each player's others.

    >>> [common_coins("prisoners_dilemma", "tit-for-tat", "S10", e).holds
    ...  for e in ("1/2", "51/100")]
    [True, False]
    >>> [common_coins("public_goods(3)", *["grim"] * 3, e).holds for e in ("3/4", "4/5")]
    [True, False]
    """
    game = as_game(game)
    named, step = meeting_of(game, (first, second, *more), epsilon)
    programs = tuple(map(smallest, named))
    if prod(len(one.play) for one in programs) > MAX_STATES:
        what = "pairs" if len(programs) == 2 else "tuples"
        raise UnsupportedError(f"the automata have more than {MAX_STATES} {what} of states")
    exact = to_fmpq(step)
    rivals = [others_of(programs, player) for player in range(game.n_players)]
    states = pair_weights(programs[0], rivals[0], exact)
    values = tuple(_best(game, player, rival, exact) for player, rival in enumerate(rivals))
    return CommonCoins(game, programs, step, states, values)


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
    """The value of each state of a player's others for her."""
    table = payoffs_by_move(game, player)
    rewards = [
        [sum((to_fmpq(q * u) for q, u in zip(mix, row) if q), start=fmpq(0)) for row in table]
        for mix in rival.play
    ]
    _, values = best_policy(rival, rewards, step)
    return tuple(map(to_fraction, values))


def payoffs_by_move(game: Game, player: int) -> list[list[Fraction]]:
    """A player's payoffs by her own and by the others' joint move."""
    rows: list[list[Fraction]] = [[] for _ in range(game.shape[player])]
    for outcome in game.outcomes():  # the others' joint moves come in order
        rows[outcome[player]].append(game.payoff(player, outcome))
    return rows

"""Grounded programs of any finite memory with coins of their own: exact play, and all deviations.

Two ε-grounded programs simulate each other, and each draws its own coins. What a simulation draws
is a choice:

- it uses the coins that its caller *hands on*. Then each player's head holds one repeated game that
  ends after each period with probability ε, as with common coins, and the programs always halt.
  What is played is what both do at the end of two such games, each in its own head: independent;
- it draws *fresh* ones. Then a program that needs to know its own last state and the other's last
  move starts two runs at a time, which branch; the play is the least solution of a quadratic
  system, and the only one of probabilities where all runs end. All that a deviation can choose is
  how often it makes each move.

Theorems with proofs: docs/theory/superrationality.md. Source: Oesterheld, "Robust program
equilibrium", 2019; Cooper, Oesterheld and Conitzer, "Characterising simulation-based program
equilibria", arXiv 2412.14570, for coins handed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.verify import holds
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.algebraic import Number, format_number, number_document
from oraclegames.exact.rational import format_rational, rational, to_fmpq
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
from oraclegames.reflective.agents.smallest import smallest
from oraclegames.reflective.programs.best_plan import Plan, best_plan, strategies
from oraclegames.reflective.programs.common_coins import MAX_STATES, pair_weights
from oraclegames.reflective.programs.fresh import best_constant, halts, meeting, response, simplest
from oraclegames.reflective.programs.handed_on import Corner, best_place, corners

MAX_FRESH = 64
"""How many pairs of states are done with fresh coins, where play is algebraic of such a degree."""

Pair = tuple[Number, Number]
Mixes = tuple[tuple[Number, ...], tuple[Number, ...]]
"""Both players' mixed strategies."""


@dataclass(frozen=True, repr=False)
class IndependentCoins(Shown, Document):
    """Two grounded programs with coins of their own.

    Attributes:
        game: the game, of two players.
        programs: both players' automata, the smallest that play the same.
        epsilon: the probability ε of the first move.
        fresh: whether each simulation draws fresh coins; else it uses those of its caller.
        weights: of the pairs of states at the end of the game in one's head, the second player's
            changing fastest; of fresh coins the weights of each player's states.
        reach: for each player the border of what her strategies reach, with two moves each; () of
            fresh coins, where that is the curve of all constants.
        deviations: for each player the best that she can do: her probabilities of all moves but the
            last, and the other's then.
        plans: with more moves, for each player how that is reached.
    """

    game: Game
    programs: tuple[Automaton, Automaton]
    epsilon: Fraction
    fresh: bool
    weights: tuple[tuple[Number, ...], ...]
    reach: tuple[tuple[Corner, ...], ...]
    deviations: tuple[tuple[Number, ...], tuple[Number, ...]]
    plans: tuple[Plan, ...] = ()

    @property
    def firsts(self) -> Pair:
        """Both players' probabilities of their first moves."""
        one, two = self.play
        return one[0], two[0]

    @property
    def play(self) -> Mixes:
        """Both players' mixed strategies."""
        found: list[tuple[Number, ...]] = []
        pairs = list(product(*(one.play for one in self.programs)))
        for player, one in enumerate(self.programs):
            if self.fresh:
                mixes, weights = list(one.play), self.weights[player]
            else:
                mixes, weights = [pair[player] for pair in pairs], self.weights[0]
            line: list[Any] = []
            for move in range(self.game.shape[player] - 1):
                total: Any = Fraction(0)
                for weight, mix in zip(weights, mixes):
                    total = weight * mix[move] + total
                line.append(simplest(total))
            found.append(_whole(line))
        return found[0], found[1]

    @property
    def payoffs(self) -> Pair:
        """What both get."""
        return _mean(self.game, 0, self.play), _mean(self.game, 1, self.play)

    @property
    def best(self) -> Pair:
        """The most that each could get by any program against the other's."""
        found = []
        for player, row in enumerate(self.deviations):
            count = self.game.shape[player] - 1
            own, other = _whole(row[:count]), _whole(row[count:])
            found.append(_mean(self.game, player, (own, other) if player == 0 else (other, own)))
        return found[0], found[1]

    @property
    def holds(self) -> bool:
        """Whether nobody gains by another program."""
        return all(payoff == most for payoff, most in zip(self.payoffs, self.best))

    def __str__(self) -> str:
        first, second = (one.name for one in self.programs)
        said = "an equilibrium" if self.holds else "no equilibrium"
        coins = "fresh coins" if self.fresh else "coins of their own"
        lines = [f"{first} against {second}, {coins}, ε = {format_rational(self.epsilon)}: {said}"]
        rows = zip(self.game.players, self.game.moves, self.play, self.payoffs, self.best)
        for name, moves, mix, payoff, most in rows:
            gets = f"gets {format_number(payoff)}, {format_number(most)} at best"
            # with two moves the second says nothing new
            shown = list(zip(moves, map(format_number, mix)))[: max(1, len(mix) - 1)]
            does = " and ".join(f"{move} with probability {x}" for move, x in shown)
            lines.append(f"{name} plays {does} and {gets}")
        return "\n".join(lines)

    def verify(self) -> bool:
        """Re-check every claim, from the document alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/independent-coins-1``."""

        def texts(row: tuple[Any, ...]) -> list[Any]:
            return list(map(number_document, row))

        return {
            **heading("oraclegames/independent-coins-1", self.game),
            "epsilon": format_rational(self.epsilon),
            "fresh": self.fresh,
            "programs": list(map(automaton_document, self.programs)),
            "weights": list(map(texts, self.weights)),
            "play": list(map(texts, self.play)),
            "payoffs": texts(self.payoffs),
            "reach": [
                [
                    {
                        "policy": list(corner.policy),
                        "weights": texts(corner.weights),
                        "place": texts(corner.place),
                        "values": texts(corner.values),
                    }
                    for corner in border
                ]
                for border in self.reach
            ],
            "deviations": list(map(texts, self.deviations)),
            **({"plans": [list(map(texts, plan)) for plan in self.plans]} if self.plans else {}),
            "best": texts(self.best),
            "holds": self.holds,
        }


def independent_coins(
    game: GameLike,
    first: Automaton | str,
    second: Automaton | str,
    epsilon: Any = Fraction(1, 5),
    *,
    fresh: bool = False,
) -> IndependentCoins:
    """Play two grounded programs with coins of their own, and find the best deviations, exactly.

    Args:
        game: a game of two players; of two moves each if coins are fresh.
        first, second: the players' strategies for the repeated game, or their names, as for
            :func:`oraclegames.common_coins`.
        epsilon: the probability ε of the first move, in (0, 1).
        fresh: each simulation draws fresh coins, instead of those that its caller hands on.

    Raises:
        InputError: wrong ε, or an automaton that does not fit the game.
        UnsupportedError: another game, too many states, or programs that with fresh coins may run
            for ever.

    Complete: the best deviation is the best of all programs, whatever they remember.

    Cost: coins handed on take one linear system for each corner of what a player reaches; with more
    moves than two for each of its faces of few dimensions, of which up to 20,000 are looked at
    (seconds; with three moves each that is automata of six states). Fresh ones take the roots of a
    polynomial whose degree is the number of pairs of states: seconds for 64 of them.

    >>> [independent_coins("prisoners_dilemma", "tit-for-tat", "S10", e).holds
    ...  for e in ("1/2", "51/100")]
    [True, False]
    """
    game = as_game(game)
    step = rational(epsilon, what="the step epsilon")
    if not 0 < step < 1:
        raise InputError(
            f"the step epsilon should lie strictly between 0 and 1, not {format_rational(step)}"
        )
    if game.n_players != 2 or (fresh and game.shape != (2, 2)):
        shape, more = " × ".join(map(str, game.shape)), " with 2 moves each" if fresh else ""
        raise UnsupportedError(
            f"{'fresh' if fresh else 'independent'} coins are worked out for 2 players{more}, not "
            f"{shape} moves"
        )
    named = as_automaton(first), as_automaton(second)
    for player, one in enumerate(named):
        check_fit(one, game, player)
    programs = smallest(named[0]), smallest(named[1])
    most = MAX_FRESH if fresh else MAX_STATES
    if len(programs[0].play) * len(programs[1].play) > most:
        raise UnsupportedError(f"the automata have more than {most} pairs of states")
    return _fresh(game, programs, step) if fresh else _handed_on(game, programs, step)


def _handed_on(
    game: Game, programs: tuple[Automaton, Automaton], step: Fraction
) -> IndependentCoins:
    one, two = programs
    weights = pair_weights(one, two, to_fmpq(step))
    if game.shape != (2, 2):
        plans = best_plan(two, _rows(game, 0), step), best_plan(one, _rows(game, 1), step)
        found = [strategies(rival, plan) for rival, plan in zip((two, one), plans)]
        rows = tuple((*own[:-1], *other[:-1]) for own, other in found)
        return IndependentCoins(
            game, programs, step, False, (weights,), (), (rows[0], rows[1]), plans
        )
    borders = corners(two, step), corners(one, step)
    deviations = (
        best_place(borders[0], lambda place: _pay(game, 0, place)),
        best_place(borders[1], lambda place: _pay(game, 1, place[::-1])),
    )
    return IndependentCoins(game, programs, step, False, (weights,), borders, deviations)


def _fresh(game: Game, programs: tuple[Automaton, Automaton], step: Fraction) -> IndependentCoins:
    if not halts(*programs, step):
        raise UnsupportedError(
            f"with fresh coins at ε = {format_rational(step)} these programs start runs faster "
            "than runs end, and may go on for ever: from ε = 1/2 on all end"
        )
    one, two = (response(program, step) for program in programs)
    x, y = meeting(one, two)
    chosen = best_constant(two, _rows(game, 0)), best_constant(one, _rows(game, 1))
    deviations = (chosen[0], two.at(chosen[0])), (chosen[1], one.at(chosen[1]))
    weights = one.weights(y), two.weights(x)
    return IndependentCoins(game, programs, step, True, weights, (), deviations)


def _rows(game: Game, player: int) -> list[list[Fraction]]:
    """A player's payoffs by her own and by the other's move."""
    own, other = game.shape[player], game.shape[1 - player]
    return [
        [game.payoff(player, (a, b) if player == 0 else (b, a)) for b in range(other)]
        for a in range(own)
    ]


def _pay(game: Game, player: int, firsts: tuple[Any, ...]) -> Any:
    """A payoff where the players make their first of two moves with these probabilities."""
    x, y = firsts
    return _mean(game, player, ((x, 1 - x), (y, 1 - y)))


def _mean(game: Game, player: int, play: Mixes) -> Any:
    """A payoff of mixed strategies."""
    total: Any = Fraction(0)
    for (a, p), (b, q) in product(enumerate(play[0]), enumerate(play[1])):
        total = p * q * game.payoff(player, (a, b)) + total
    return simplest(total)


def _whole(line: Sequence[Any]) -> tuple[Any, ...]:
    """A mixed strategy from the probabilities of all moves but the last."""
    last: Any = Fraction(1)
    for x in line:
        last = last - x
    return (*line, simplest(last))

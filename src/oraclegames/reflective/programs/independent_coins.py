"""Grounded programs of any finite memory with coins of their own: exact play, and all deviations.

ε-grounded programs simulate each other, and each draws its own coins. What a simulation draws
is a choice:

- it uses the coins that its caller *hands on*. Then each player's head holds one repeated game that
  ends after each period with probability ε, as with common coins, and the programs always halt.
  What is played is what both do at the end of two such games, each in its own head: independent;
- it draws *fresh* ones. Then a program that needs to know its own last state and the other's last
  move starts two runs at a time, which branch; the play is the least solution of a quadratic
  system, and the only one of probabilities where all runs end. All that a deviation can choose is
  how often it makes each move.

Among more players, with coins handed on, a payoff is a polynomial of higher degree, whose largest
value is proved or bounded (:mod:`.best_mixture`).

Theorems with proofs: docs/theory/superrationality.md. Source: Oesterheld, "Robust program
equilibrium", 2019; Cooper, Oesterheld and Conitzer, "Characterising simulation-based program
equilibria", arXiv 2412.14570, for coins handed on.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import Any

from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import Number
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.agents.several import meeting_of, others_of
from oraclegames.reflective.agents.smallest import smallest
from oraclegames.reflective.programs.best_mix import best_mix
from oraclegames.reflective.programs.best_mixture import best_mixture
from oraclegames.reflective.programs.best_plan import best_plan, strategies
from oraclegames.reflective.programs.common_coins import MAX_STATES, pair_weights, payoffs_by_move
from oraclegames.reflective.programs.fresh import best_constant, halts, response
from oraclegames.reflective.programs.fresh_play import meeting
from oraclegames.reflective.programs.handed_on import best_place, corners
from oraclegames.reflective.programs.independent_play import IndependentCoins, mean_payoff

MAX_FRESH = 64
"""How many pairs of states are done with fresh coins, where play is algebraic of such a degree."""


def independent_coins(
    game: GameLike,
    first: Automaton | str,
    second: Automaton | str,
    *more: Any,
    epsilon: Any = None,
    fresh: bool = False,
) -> IndependentCoins:
    """Play grounded programs with coins of their own, and find the best deviations, exactly.

    Args:
        game: the game; of two players if coins are fresh.
        first, second, more: the players' strategies for the repeated game, or their names, as for
            :func:`oraclegames.common_coins`; ε may follow.
        epsilon: the probability ε of the first move, in (0, 1); 1/5 without it.
        fresh: each simulation draws fresh coins, instead of those that its caller hands on.

    Raises:
        InputError: wrong ε, another number of strategies than of players, or an automaton that does
            not fit the game.
        UnsupportedError: too many states, or programs that with fresh coins may run for ever.

    Complete: the best deviation is the best of all programs, whatever they remember. With fresh
    coins and three moves or more for both, what is played may be known to within an error only;
    there, and among three players and more, the most that a deviation gets may lie between bounds.
    ``holds`` is None if they do not decide.

    Cost: coins handed on take one linear system for each corner of what a player reaches; with more
    moves than two for each of its faces of few dimensions, of which up to 20,000 are looked at
    (seconds; with three moves each that is automata of six states). Fresh ones take the roots of a
    polynomial whose degree is the number of pairs of states: seconds for 64 of them; with more
    moves polynomials of as many unknowns as there are, whose degree is the number of states. Among
    more players all policies against the others are gone through, up to 1,024, and their corners
    are the unknowns of a polynomial whose degree is the number of players.

    >>> [independent_coins("prisoners_dilemma", "tit-for-tat", "S10", e).holds
    ...  for e in ("1/2", "51/100")]
    [True, False]
    """
    game = as_game(game)
    named, step = meeting_of(game, (first, second, *more), epsilon)
    programs = tuple(map(smallest, named))
    most = MAX_FRESH if fresh else MAX_STATES
    if prod(len(one.play) for one in programs) > most:
        what = "pairs" if len(programs) == 2 else "tuples"
        raise UnsupportedError(f"the automata have more than {most} {what} of states")
    if fresh and len(programs) > 2:
        raise UnsupportedError(
            f"fresh coins are worked out for 2 players, not {game.n_players}: what the others play "
            "against a constant is then no quotient of polynomials"
        )
    if len(programs) > 2:
        return _among_more(game, programs, step)
    return (_fresh if fresh else _handed_on)(game, (programs[0], programs[1]), step)


def _among_more(game: Game, programs: tuple[Automaton, ...], step: Fraction) -> IndependentCoins:
    rivals = [others_of(programs, player) for player in range(game.n_players)]
    weights = pair_weights(programs[0], rivals[0], to_fmpq(step))
    found = IndependentCoins(game, programs, step, False, (weights,), (), ())
    play: Any = found.play
    rows = [best_mixture(game, k, rival, play, step) for k, rival in enumerate(rivals)]
    reach, mixtures, deviations, bounds = map(tuple, zip(*rows))
    return replace(found, reach=reach, mixtures=mixtures, deviations=deviations, bounds=bounds)


def _handed_on(
    game: Game, programs: tuple[Automaton, Automaton], step: Fraction
) -> IndependentCoins:
    one, two = programs
    weights = pair_weights(one, two, to_fmpq(step))
    if game.shape != (2, 2):
        plans = (
            best_plan(two, payoffs_by_move(game, 0), step),
            best_plan(one, payoffs_by_move(game, 1), step),
        )
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
    weights, errors = meeting(*programs, step)
    found = IndependentCoins(game, programs, step, True, weights, (), ((), ()), (), errors)
    rows: list[tuple[Number, ...]] = []
    bounds = []
    for player, rival in enumerate(reversed(programs)):
        pays = payoffs_by_move(game, player)
        if game.shape == (2, 2):
            answer = response(rival, step)
            p = best_constant(answer, pays)
            rows.append((p, answer.at(p)[0]))
        else:
            own, other, bound = best_mix(rival, pays, step, found.play[player])
            rows.append((*own[:-1], *other[:-1]))
            bounds.append(bound)
    return replace(found, deviations=(rows[0], rows[1]), bounds=tuple(bounds))


def _pay(game: Game, player: int, firsts: tuple[Any, ...]) -> Any:
    """A payoff where the players make their first of two moves with these probabilities."""
    x, y = firsts
    return mean_payoff(game, player, ((x, 1 - x), (y, 1 - y)))

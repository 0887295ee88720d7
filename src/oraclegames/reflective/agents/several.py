"""Automata among several players: what their names mean there, and all others of a player as one.

An automaton among more players sees the joint move of the others, in the players' order and with
the last one's move changing fastest. The strategies with a name take the others for one player who
cooperates if all do. All others of a player are one automaton, too: its states are theirs together,
its moves their joint moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational, parse_rational, rational
from oraclegames.games.game import Game
from oraclegames.games.names import counted
from oraclegames.reflective.agents.automata import Automaton, as_automaton, check_fit


def meeting_of(
    game: Game, named: Sequence[Any], epsilon: Any
) -> tuple[tuple[Automaton, ...], Fraction]:
    """The players' automata and ε, which may follow them.

    Raises:
        InputError: wrong ε, another number of automata than of players, or one that does not fit.
        UnsupportedError: a strategy that is one for two players.
    """
    programs, rest = list(named), list[Any]()
    while programs and _is_number(programs[-1]):
        rest.insert(0, programs.pop())
    if any(map(_is_number, programs)) or len(rest) > (epsilon is None):
        raise InputError("all strategies come first, then epsilon, named once")
    rest.append(Fraction(1, 5) if epsilon is None else epsilon)
    step = rational(rest[0], what="the step epsilon")
    if not 0 < step < 1:
        raise InputError(
            f"the step epsilon should lie strictly between 0 and 1, not {format_rational(step)}"
        )
    if len(programs) != game.n_players:
        raise InputError(
            f"{counted(len(programs), 'strategy', 'strategies')} were named, but the game has "
            f"{counted(game.n_players, 'player')}: name one for each"
        )
    found = tuple(_named(one, game.n_players, k) for k, one in enumerate(programs))
    for player, one in enumerate(found):
        check_fit(one, game, player)
    return found, step


def _is_number(one: Any) -> bool:
    return not isinstance(one, (Automaton, str)) or (
        isinstance(one, str) and parse_rational(one) is not None
    )


def _named(one: Automaton | str, players: int, player: int) -> Automaton:
    """What a strategy is for one of so many players."""
    if one == "turns":
        return turn_taker(players, player)
    found = as_automaton(one)
    if players == 2 or isinstance(one, Automaton):
        return found
    if one == "contrite":
        raise UnsupportedError(
            "contrite tit for tat keeps the standing of one other; among more it is not defined"
        )
    others = 2 ** (players - 1)
    after = tuple(
        tuple((alike, *[else_] * (others - 1)) for alike, else_ in table) for table in found.after
    )
    return Automaton(found.play, after, found.label)


def turn_taker(players: int, player: int) -> Automaton:
    """Cooperates in every n-th period, one player after the other, whatever they do."""
    others = 2 ** (players - 1)
    play: Any = tuple(((1, 0) if period == player else (0, 1)) for period in range(players))
    after = tuple((((period + 1) % players,) * others,) * 2 for period in range(players))
    return Automaton(play, after, "turns")


def others_of(programs: Sequence[Automaton], player: int) -> Automaton:
    """All other players' automata as one, which sees the player's move.

    >>> from oraclegames.reflective.agents.automata import grim
    >>> others_of([grim(), grim()], 0) == grim()
    True
    """
    rivals = [(k, one) for k, one in enumerate(programs) if k != player]
    if len(rivals) == 1:
        return rivals[0][1]
    moves = [len(one.play[0]) for one in programs]
    states = list(product(*(range(len(one.play)) for _, one in rivals)))
    number = {state: k for k, state in enumerate(states)}
    joint = list(product(*(range(moves[k]) for k, _ in rivals)))
    play = tuple(
        tuple(
            prod((one.play[s][a] for (_, one), s, a in zip(rivals, state, made)), start=Fraction(1))
            for made in joint
        )
        for state in states
    )

    def after(state: tuple[int, ...], made: tuple[int, ...], own: int) -> int:
        outcome = [*made[:player], own, *made[player:]]
        return number[
            tuple(
                one.after[s][outcome[k]][others_move(outcome, moves, k)]
                for (k, one), s in zip(rivals, state)
            )
        ]

    tables = tuple(
        tuple(tuple(after(state, made, own) for own in range(moves[player])) for made in joint)
        for state in states
    )
    return Automaton(play, tables, ", ".join(one.name for _, one in rivals))


def others_move(outcome: Sequence[int], moves: Sequence[int], player: int) -> int:
    """The number of the others' joint move in an outcome."""
    number = 0
    for k, (move, count) in enumerate(zip(outcome, moves)):
        if k != player:
            number = number * count + move
    return number

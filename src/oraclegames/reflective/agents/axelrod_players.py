"""Players of the Axelrod library as ε-grounded programs: their answers are asked for, one by one.

A player of memory depth 0 or 1 is a mixed move for the first round and one after each pair of last
moves. Both are found by playing: a clone plays a history, and what it does next is its answer. Its
draws are ours (``random_choice`` of the library's generators), so every way that they can fall is
tried, and the probabilities are exact. Whether older rounds matter is tried on longer histories.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, product
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import rational
from oraclegames.reflective.agents.grounded import Grounded

Rounds = tuple[tuple[str, str], ...]
"""What was played so far: own move and the other's, "C" or "D"."""

_PAIRS = tuple((own, other) for own in "CD" for other in "CD")


def from_axelrod(player: Any) -> Grounded:
    """The ε-grounded program of a memory-one player of the Axelrod library (4.11 or newer).

    Each probability is read by the shortest decimal text of its float. Moves are cooperate, defect,
    in this order.

    Raises:
        InputError: if it is no such player, replies to more than the last round, or draws numbers
            in a way that cannot be followed.
    """
    depth = getattr(player, "classifier", {}).get("memory_depth")
    if depth is None:
        raise InputError(f"{player!r:.60} is no memory-one player of the Axelrod library")
    if depth > 1:
        raise InputError(f"{player!s} is no memory-one player: its memory depth is {depth}")
    opening = _cooperates(player, ())
    after = {pair: _cooperates(player, (pair,)) for pair in _PAIRS}
    for earlier in chain(product(_PAIRS, repeat=1), product(_PAIRS, repeat=2)):
        for pair in _PAIRS:
            if _cooperates(player, (*earlier, pair)) != after[pair]:
                rounds = ", ".join(map("".join, (*earlier, pair)))
                raise InputError(
                    f"{player!s} is no memory-one player, though it says so: after the rounds "
                    f"{rounds} it plays otherwise than after {''.join(pair)} alone"
                )
    table = tuple(tuple((after[a, b], 1 - after[a, b]) for b in "CD") for a in "CD")
    return Grounded((opening, 1 - opening), table, str(player))


def _cooperates(player: Any, rounds: Rounds) -> Fraction:
    """The probability that the player cooperates after these rounds: all draws, depth first."""
    total = Fraction(0)
    open_ways: list[tuple[tuple[bool, ...], Fraction]] = [((), Fraction(1))]
    while open_ways:
        way, weight = open_ways.pop()
        draws = _Draws(player, way)
        move = _reply(player, rounds, draws)
        if len(draws.asked) > len(way):  # go on from the first draw that has no answer yet
            chance = draws.asked[len(way)]
            open_ways += [((*way, True), weight * chance), ((*way, False), weight * (1 - chance))]
        else:
            total += weight * (str(move) == "C")
    return total


class _Draws:
    """A generator of random moves that gives the answers of a list and keeps what it was asked."""

    def __init__(self, player: Any, way: Sequence[bool]) -> None:
        self.player, self.way = player, way
        self.asked: list[Fraction] = []

    def random_choice(self, p: float = 0.5) -> Any:
        """Cooperate with probability p."""
        chance = rational(p, approximate=True, what="a probability")
        if chance in (0, 1):
            return _action(bool(chance))
        self.asked.append(chance)
        number = len(self.asked) - 1
        return _action(number >= len(self.way) or self.way[number])

    def __getattr__(self, name: str) -> Any:
        raise InputError(
            f"{self.player!s} draws numbers by {name}: only its random_choice can be followed"
        )


def _reply(player: Any, rounds: Rounds, draws: _Draws) -> Any:
    """What a clone does after these rounds, in which it was asked too, as in a match."""
    own, other = player.clone(), player.clone()
    own._random = _Draws(player, ())
    for mine, theirs in rounds:
        own.strategy(other)
        moves = _action(mine == "C"), _action(theirs == "C")
        own.update_history(*moves)
        other.update_history(*reversed(moves))
    own._random = draws
    return own.strategy(other)


def _action(cooperate: bool) -> Any:
    from axelrod import Action

    return Action.C if cooperate else Action.D

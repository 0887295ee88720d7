"""Players who can be exchanged: of outcomes that differ by such exchanges the first is decided.

Two players can be exchanged if the game stays the same when they change places, with their moves in
the same order. That is an equivalence; the outcomes that exchanges turn into each other are an
*orbit*, and its first outcome has the players of each class in the order of their moves.
"""

from __future__ import annotations

from functools import cached_property

from oraclegames.conditional.check.renaming import Form, Renaming
from oraclegames.games.game import Game, Outcome
from oraclegames.later import np


class Orbits:
    """The orbits of the pure outcomes of a game."""

    def __init__(self, game: Game) -> None:
        self.game = game

    @cached_property
    def classes(self) -> tuple[tuple[int, ...], ...]:
        """Players who can be exchanged with each other, ascending; classes of one are left out.

        Cost: for each pair of players at most one pass over players × outcomes.
        """
        found: list[list[int]] = []
        for i in range(self.game.n_players):
            for own in found:
                if _exchangeable(self.game, own[0], i):
                    own.append(i)
                    break
            else:
                found.append([i])
        return tuple(tuple(own) for own in found if len(own) > 1)

    @cached_property
    def _plain(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(range(count)) for count in self.game.shape)

    def of(self, outcome: Outcome) -> Renaming | None:
        """From the first outcome of the orbit to this one; None if it is the first."""
        players = list(range(len(outcome)))
        for own in self.classes:
            for place, i in zip(own, sorted(own, key=outcome.__getitem__)):
                players[place] = i
        if players == list(range(len(outcome))):
            return None
        start = Form(tuple(range(len(outcome))), self._plain, ())
        return Renaming(self.game, outcome, start, Form(tuple(players), self._plain, ()))


def _exchangeable(game: Game, i: int, k: int) -> bool:
    """Whether the game is the same with two players in each other's place."""
    if game.shape[i] != game.shape[k]:
        return False
    place = list(range(game.n_players))
    place[i], place[k] = k, i
    return all(
        game.denominators[own] == game.denominators[other]
        and np.array_equal(game.numerators[own].swapaxes(i, k), game.numerators[other])
        for own, other in enumerate(place)
    )

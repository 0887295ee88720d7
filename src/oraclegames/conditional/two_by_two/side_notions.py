"""Of which notions are all equilibria on an edge or a face of a 2×2 game? By signs of payoffs.

- *Correlated, coarse*: with two moves they are one notion, and its conditions are linear in the
  distribution, so they hold all through a segment or a triangle iff they hold at its corners.
- *Nash*: on an edge play is independent, and the same conditions say that nobody gains; on
  diagonals and faces play is never independent.
- *Embedded*: where every move is played there is nothing more to ask. On an edge the keeper's other
  move may be worth no more under some belief q > 0: it pays less than her value somewhere, or
  exactly that everywhere. Her value is linear and at least the least of these payments, so the
  middle decides for all points inside.
- *Dependency* and *subjective*: all of them; *reflective* as the side says.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from oraclegames.conditional.two_by_two.edges_and_faces import Side
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game

ORDER = ("nash", "correlated", "coarse", "embedded", "reflective", "dependency", "subjective")


def side_notions(game: Game, side: Side) -> tuple[str, ...]:
    """The names of the notions of which every point inside of the side is an equilibrium.

    Args:
        game: a 2×2 game.
        side: one of its solution's ``sides``. Corners that do not belong to it are not asked about.
    """
    held = {"dependency", "subjective"}
    played = [{divmod(cell, 2)[i] for cell in side.support} for i in (0, 1)]
    idle = [(i, 1 - min(moves)) for i, moves in enumerate(played) if len(moves) == 1]
    if all(_is_correlated(game, corner.distribution) for corner in side.part.corners):
        held |= {"correlated", "coarse"} | ({"nash"} if idle else set())
    if all(_may_be_worth_less(game, side, player, move) for player, move in idle):
        held.add("embedded")
    if side.all_reflective:
        held.add("reflective")
    return tuple(name for name in ORDER if name in held)


def _is_correlated(game: Game, cells: Sequence[Exact]) -> bool:
    """Whether nobody gains by making the other move instead of one that is recommended."""
    for player, move in product((0, 1), repeat=2):
        gain: Exact = Fraction(0)
        for other in (0, 1):
            here, there = (move, other), (1 - move, other)
            if player == 1:
                here, there = here[::-1], there[::-1]
            weight = cells[2 * here[0] + here[1]]
            gain = gain + weight * (game.payoff(player, there) - game.payoff(player, here))
        if gain > 0:
            return False
    return True


def _may_be_worth_less(game: Game, side: Side, player: int, move: int) -> bool:
    pays = [game.payoff(player, o) for o in game.outcomes() if o[player] == move]
    values = [corner.values[player] for corner in side.part.corners]
    middle = sum(values[1:], values[0]) / len(values)
    return bool(min(pays) < middle or (min(pays) == max(pays) == middle))

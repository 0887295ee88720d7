"""What one asks of the outcomes of a match, whatever the number of players.

The outcomes are finitely many, each with one payoff for each player: how far they range, which of
them no other beats (stratum by stratum too), and which one a bargaining rule chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product
from typing import Any, Generic, TypeVar

from oraclegames.errors import InputError, told
from oraclegames.exact.algebraic import Number
from oraclegames.games.game import Game
from oraclegames.reflective.match.bargaining import chosen
from oraclegames.reflective.match.pareto import quick, stratified, unbeaten

Point = TypeVar("Point")


class Outcomes(Generic[Point]):
    """Fixed points, and the exact payoffs of all players at each of them."""

    game: Game
    fixed_points: Sequence[Point]

    @property
    def payoffs(self) -> Sequence[tuple[Number, ...]]:
        """All players' exact payoffs at every fixed point."""
        raise NotImplementedError

    @property
    def seats(self) -> Sequence[Any]:
        """All players' views of the game."""
        raise NotImplementedError

    def ranges(self) -> tuple[tuple[Number, Number], ...]:
        """For each player the least and the largest payoff that an oracle can give.

        Raises:
            InputError: if no fixed point was found before the search was stopped.
        """
        if not self.payoffs:
            raise InputError("no fixed point was found before the search was stopped")
        found = []
        for column in zip(*self.payoffs):
            fast = quick(column)
            found.append((column[fast.index(min(fast))], column[fast.index(max(fast))]))
        return tuple(found)

    def pareto_rows(self) -> list[int]:
        """Where the fixed points stand that no other one beats."""
        return unbeaten(self.payoffs)

    def pareto(self) -> tuple[Point, ...]:
        """The fixed points at which no other is better for somebody and worse for nobody."""
        return tuple(self.fixed_points[row] for row in self.pareto_rows())

    def stratified(self, depends: Sequence[Collection[int | str]]) -> tuple[Point, ...]:
        """The fixed points that are stratified Pareto optima, see :mod:`~.match.pareto`.

        Args:
            depends: for each player those on whom she depends directly, by position or by name: a
                player whose move matters to her payoff must be among them, and one whose reading
                matters to her program should be.

        Raises:
            InputError: it names no player, or leaves out one who matters to a payoff.
        """
        direct = _direct(self.game, depends)
        plays = [point.play for point in self.fixed_points]  # type: ignore[attr-defined]
        return tuple(self.fixed_points[row] for row in stratified(plays, self.payoffs, direct))

    def select(self, rule: str) -> tuple[Point, ...]:
        """The fixed points that a bargaining rule chooses.

        Args:
            rule: "welfare", "egalitarian", "nash" or "kalai-smorodinsky", see
                :mod:`oraclegames.reflective.match.bargaining`; gains are over what each player can
                secure alone. None is chosen if at every fixed point somebody gets less.

        Raises:
            InputError: there is no such rule.
        """
        rows = chosen(self.payoffs, self.seats[0].threat, rule)
        return tuple(self.fixed_points[row] for row in rows)


def _direct(game: Game, depends: Sequence[Collection[int | str]]) -> list[set[int]]:
    """The players' positions; an error if somebody is unknown, or left out who matters."""
    whole = not isinstance(depends, str) and isinstance(depends, Collection)
    if not whole or any(isinstance(one, str) or not isinstance(one, Collection) for one in depends):
        raise InputError(f"depends holds a list of players for each player, not {told(depends)}")
    if len(depends) != game.n_players:
        raise InputError(f"depends has {len(depends)} entries for {game.n_players} players")
    known: dict[int | str, int] = {name: k for k, name in enumerate(game.players)}
    known |= {k: k for k in range(game.n_players)}
    unknown = [name for names in depends for name in names if name not in known]
    if unknown:
        raise InputError(f"depends names no player by {unknown[0]!r:.40}")
    direct = [{known[name] for name in names} for names in depends]
    for i, j in product(range(game.n_players), repeat=2):
        if j not in {i, *direct[i]} and _matters(game, j, i):
            whose, whom = game.players[i], game.players[j]
            raise InputError(
                f"the payoff of {whose} depends on the move of {whom}: name {whom} too"
            )
    return direct


def _matters(game: Game, mover: int, player: int) -> bool:
    """Whether a player's move matters to another's payoff."""
    return any(
        game.payoff(player, outcome)
        != game.payoff(player, (*outcome[:mover], 0, *outcome[mover + 1 :]))
        for outcome in game.outcomes()
    )

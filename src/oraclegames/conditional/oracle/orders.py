"""Does the order of a chain matter? The smallest games where it does.

On the boundary it can, for what "defer to the later moves" is worth depends on which of these moves
tremble more, and on whether the played move is among them. Three moves are needed; a single player
is enough (derived):

* payoffs 5, 3, 10 on the chain A, B, C: trembles that make "defer" mean B keep A, although C pays
  10. Where A meets C alone, or C is asked about first, A is not played; nor is it in pairs.
* payoffs 1, 1, 0 on the chain A, B, C: B is not played although nothing pays more. The first link
  asks A against "B or C", which is worth less than 1 as soon as C trembles. In pairs B is played.

Source of the chain: Diffractor (2018), "COEDT equilibria in games".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import permutations, product
from math import prod
from typing import Any

from oraclegames.budget import Clock, in_time
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.play import Play, play_within
from oraclegames.conditional.oracle.result import Evident
from oraclegames.errors import InputError
from oraclegames.exact.arrays import object_array
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class OrderMatters(Evident, Shown):
    """A pure outcome that some orders of the chains bring about and others do not, with proofs.

    Attributes:
        game: the game.
        outcome: the outcome.
        plays: for each tuple of orders what was decided.
        pairwise: what the reading of pairs says.
    """

    kind = "order-matters"

    game: Game
    outcome: Outcome
    plays: tuple[Play, ...]
    pairwise: Play

    def orders(self, verdict: str) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The orders with this verdict: "yes", "no" or "undetermined"."""
        return tuple(play.agents.orders for play in self.plays if play.verdict == verdict)

    def verify(self) -> bool:
        """Re-check every verdict, and that they differ."""
        point = Distribution.point(self.game, self.outcome)
        plays = (*self.plays, self.pairwise)
        return (
            {"yes", "no"} <= {play.verdict for play in self.plays}
            and all(play.agents.game == self.game and play.verify() for play in plays)
            and all(play.distribution == point for play in plays)
        )

    def __str__(self) -> str:
        game = self.game
        names = " and ".join(game.outcome_labels(self.outcome))
        lines = [f"{names}: {self.pairwise.verdict} in pairs"]
        for play in self.plays:
            chains = "; ".join(
                " ".join(game.moves[i][move] for move in order)
                for i, order in enumerate(play.agents.orders)
            )
            lines.append(f"  chain {chains}: {play.verdict}")
        return "\n".join(lines)


class Findings(tuple[OrderMatters, ...]):
    """What was found, and the outcomes that time did not decide.

    Attributes:
        undecided: these outcomes.
    """

    undecided: tuple[Outcome, ...]

    def __new__(
        cls, found: Iterable[OrderMatters] = (), undecided: Iterable[Outcome] = ()
    ) -> Findings:
        """A tuple with one attribute."""
        made = super().__new__(cls, found)
        made.undecided = tuple(undecided)
        return made


def chain_order_matters(game: GameLike, *, budget: float | None = None) -> Findings:
    """The pure outcomes of a game for which the order of the chains decides, proved both ways.

    Complete for a single player. With several, an order whose verdict is "undetermined" is reported
    but proves nothing. Cost: a decision for each outcome and each of the Π m_i! orders.

    Args:
        game: the game.
        budget: seconds after which the outcomes that are left stand under ``undecided``, as on
            Ctrl-C; None for no limit.

    >>> (found,) = chain_order_matters(Game.from_arrays([5, 3, 10], moves=[["A", "B", "C"]]))
    >>> print(found)
    A: no in pairs
      chain A B C: yes
      chain A C B: yes
      chain B A C: no
      chain B C A: no
      chain C A B: no
      chain C B A: no
    """
    return _matters(as_game(game), Clock(budget))


def _matters(game: Game, clock: Clock) -> Findings:
    if max(game.shape) <= 2:
        return Findings()
    found, undecided = [], []
    for outcome in game.outcomes():
        matters = in_time(clock, partial(_orders_at, game, outcome, clock))
        if clock.spent:
            undecided.append(outcome)
        elif matters is not None:
            found.append(matters)
    return Findings(found, undecided)


def _orders_at(game: Game, outcome: Outcome, clock: Clock) -> OrderMatters | None:
    """Whether the order decides about one outcome; None too when the clock is spent."""
    point = Distribution.point(game, outcome)
    plays = []
    for orders in product(*(permutations(range(count)) for count in game.shape)):
        if clock.spent:
            return None
        plays.append(play_within(Agents.chain(game, orders), point, clock))
    if {"yes", "no"} <= {play.verdict for play in plays}:
        pairs = play_within(Agents.pairwise(game), point, clock)
        return OrderMatters(game, outcome, tuple(plays), pairs)
    return None


class Survey(tuple[OrderMatters, ...]):
    """What was found in many games, and how far the search came.

    Attributes:
        games: how many games there are.
        tried: how many of them, from the first on, were decided at every outcome.
    """

    games: int
    tried: int

    def __new__(cls, found: Iterable[OrderMatters] = (), games: int = 0, tried: int = 0) -> Survey:
        """A tuple with two attributes."""
        made = super().__new__(cls, found)
        made.games, made.tried = games, tried
        return made

    @property
    def complete(self) -> bool:
        """Whether every game was decided."""
        return self.tried == self.games


def find_order_dependence(
    shape: Sequence[int] = (3,),
    payoffs: Sequence[Any] = (0, 1),
    *,
    limit: int | None = None,
    budget: float | None = None,
) -> Survey:
    """The games of a shape, with payoffs from a list, in which the order of the chains matters.

    Payoff tables are tried in the lists' order, the last entry changing fastest.

    Args:
        shape: the number of moves of each player.
        payoffs: the payoffs that occur.
        limit: stop after so many findings.
        budget: seconds after which the search stops, as it does on Ctrl-C; None for no limit.

    Returns:
        The findings, a tuple; ``tried`` of ``games`` say how far the search came.

    Raises:
        InputError: there are more than a million games.

    >>> first = find_order_dependence(limit=1)[0]
    >>> first.game.title, first.outcome
    ('0, 1, 1', (1,))
    """
    values = [rational(payoff, what="a payoff") for payoff in payoffs]
    cells = len(shape) * prod(shape)
    if len(values) ** cells > 10**6:
        raise InputError(f"{len(values)} payoffs in {cells} cells make too many games to try")
    clock, found, tried = Clock(budget), list[OrderMatters](), 0
    for table in product(values, repeat=cells):
        if clock.spent or (limit is not None and len(found) >= limit):
            break
        here = in_time(clock, partial(_matters_in, shape, table, clock))
        if here is None:
            break
        found += here
        tried += not here.undecided
    return Survey(found[:limit], len(values) ** cells, tried)


def _matters_in(shape: Sequence[int], table: tuple[Fraction, ...], clock: Clock) -> Findings:
    """The same in a game of all payoffs in a row: player by player, outcomes in row-major order."""
    title = ", ".join(map(format_rational, table))
    tables = object_array(table).reshape((len(shape), *shape))
    return _matters(Game.from_arrays(*tables, title=title), clock)

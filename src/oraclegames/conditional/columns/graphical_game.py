"""Games on graphs: payoffs are sums of local terms, and outcomes are priced term by term.

U_i(o) = Σ_f T_f(o_scope(f)) over local terms f of player i. Pairs as scopes give polymatrix games,
one term on i and her neighbours a graphical game (Kearns, Littman and Singh 2001). The price of an
outcome is a sum of local terms too; eliminating the players one by one finds its least value
exactly (Bertelè and Brioschi 1972), in time exponential only in the width of the graph (1 for
trees); wider graphs are searched, just as exactly but without a promise of time.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.conditional.columns.graphical_columns import GraphicalColumns
from oraclegames.conditional.columns.konstanz import Multipliers, rescaled
from oraclegames.conditional.columns.listed_game import listed
from oraclegames.errors import InputError
from oraclegames.exact.arrays import object_array
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.game import Game
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Term:
    """A part of one player's payoff that depends on the moves of the players in ``scope``.

    ``numerators`` are whole numbers, one axis for each player of the scope, in its order.
    """

    player: int
    scope: tuple[int, ...]
    numerators: NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class GraphicalGame:
    """A game whose payoffs are sums of local terms.

    Attributes:
        players: labels.
        shape: the number of moves of each player.
        terms: the parts of all payoffs.
        denominators: for each player what her terms' numbers are divided by.

    Build one with :meth:`of` or :meth:`polymatrix`.
    """

    players: tuple[str, ...]
    shape: tuple[int, ...]
    terms: tuple[Term, ...]
    denominators: tuple[int, ...]

    @classmethod
    def of(
        cls,
        shape: Sequence[int],
        terms: Sequence[tuple[int, Sequence[int], Any]],
        *,
        players: Sequence[str] | None = None,
    ) -> GraphicalGame:
        """Build a game from terms (player, scope, table of exact numbers).

        Raises:
            InputError: if a table does not fit its scope.
        """
        n = len(shape)
        names = tuple(players) if players is not None else tuple(str(k) for k in range(1, n + 1))
        if len(names) != n or len(set(names)) != n or min(shape, default=0) < 1:
            raise InputError("a graphical game needs a move and a label of her own for each player")
        read = [_read_term(tuple(shape), names, *term) for term in terms]
        scales = [1] * n
        for player, _, table in read:
            scales[player] = math.lcm(scales[player], *(x.denominator for x in table.flat))
        whole = []
        for player, scope, table in read:
            numbers = object_array([int(x * scales[player]) for x in table.flat])
            whole.append(Term(player, scope, numbers.reshape(table.shape)))
        return cls(names, tuple(shape), tuple(whole), tuple(scales))

    @classmethod
    def polymatrix(
        cls,
        shape: Sequence[int],
        edges: Mapping[tuple[int, int], tuple[Any, Any]],
        *,
        players: Sequence[str] | None = None,
    ) -> GraphicalGame:
        """Build a polymatrix game: on each edge (i, j) two players play a two-player game.

        The tables are i's and j's payoffs, both with i's moves as rows.

        >>> chain = {(k, k + 1): ([[2, 0], [3, 1]], [[2, 3], [0, 1]]) for k in range(2)}
        >>> GraphicalGame.polymatrix((2, 2, 2), chain).payoffs((0, 0, 0))
        (Fraction(2, 1), Fraction(4, 1), Fraction(2, 1))
        """
        terms = []
        for (i, j), (first, second) in edges.items():
            terms += [(i, (i, j), first), (j, (i, j), second)]
        return cls.of(shape, terms, players=players)

    def __repr__(self) -> str:
        return f"<GraphicalGame: {len(self.players)} players, {len(self.terms)} local terms>"

    def payoffs(self, outcome: Sequence[int]) -> tuple[Fraction, ...]:
        """Everybody's payoffs at one outcome."""
        totals = self.whole(outcome)
        return tuple(Fraction(u, d) for u, d in zip(totals, self.denominators))

    def whole(self, outcome: Sequence[int]) -> list[int]:
        """The payoffs times ``denominators``."""
        totals = [0] * len(self.shape)
        for term in self.terms:
            totals[term.player] += int(term.numerators[tuple(outcome[k] for k in term.scope)])
        return totals

    def to_dict(self) -> dict[str, Any]:
        """The terms with exact numbers, ready for JSON."""
        names, scales = self.players, self.denominators
        return {
            "kind": "graphical",
            "players": [{"name": name, "moves": m} for name, m in zip(names, self.shape)],
            "terms": [
                {
                    "player": names[term.player],
                    "scope": [names[k] for k in term.scope],
                    "payoffs": [
                        format_rational(Fraction(int(x), scales[term.player]))
                        for x in term.numerators.flat
                    ],
                }
                for term in self.terms
            ],
        }

    def to_game(self) -> Game:
        """The same game with its outcomes listed; for few players."""
        return listed(self.payoffs, self.shape).relabel(players=self.players)

    def columns(self, values: tuple[Fraction, ...]) -> GraphicalColumns:
        """The columns of K(v), one row for each player and move."""
        return GraphicalColumns(self, values)

    def multipliers(self, values: tuple[Fraction, ...], y: Sequence[Fraction]) -> Multipliers:
        """The rows' multipliers as y_{i,s}."""
        return rescaled(y, self.shape, self.scales(values))

    def scales(self, values: tuple[Fraction, ...]) -> list[int]:
        """For each player what makes her row of K(v) whole."""
        return [math.lcm(d, v.denominator) for d, v in zip(self.denominators, values)]

    @property
    def order(self) -> tuple[int, ...]:
        """An elimination order: always a player whose table is the smallest."""
        return tuple(i for i, _ in self.cliques)

    @property
    def width(self) -> int:
        """The largest table of the elimination."""
        return max(self._size((i, *others)) for i, others in self.cliques)

    @cached_property
    def cliques(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The players in order of elimination, each with those whom she then still meets."""
        near: dict[int, set[int]] = {i: {i} for i in range(len(self.shape))}
        for term in self.terms:
            group = {term.player, *term.scope}
            for i in group:
                near[i] |= group
        queue = [(self._size(group), i) for i, group in near.items()]
        heapq.heapify(queue)
        cliques = []
        while queue:
            size, i = heapq.heappop(queue)
            if i not in near or size != self._size(near[i]):
                continue
            group = near.pop(i) - {i}
            for j in group:
                near[j] = (near[j] | group) - {i}
                heapq.heappush(queue, (self._size(near[j]), j))
            cliques.append((i, tuple(sorted(group))))
        return tuple(cliques)

    def _size(self, group: Iterable[int]) -> int:
        return math.prod(self.shape[k] for k in group)


def _read_term(
    shape: tuple[int, ...], names: Sequence[str], player: int, scope: Sequence[int], table: Any
) -> tuple[int, tuple[int, ...], NDArray[Any]]:
    """A term with a table of fractions that fits its scope."""
    n, axes = len(shape), tuple(int(k) for k in scope)
    entries = np.asarray(table, dtype=object)
    expected = tuple(shape[k] for k in axes if 0 <= k < n)
    if not 0 <= player < n or len(set(axes)) != len(axes) or entries.shape != expected:
        raise InputError(
            f"a term of player {player} on {axes} has a table of shape {entries.shape}: it "
            "should have one axis for each player of the scope, as long as her moves"
        )
    exact = [rational(x, what=f"a payoff of player {names[player]!r}") for x in entries.flat]
    return player, axes, object_array(exact).reshape(entries.shape)

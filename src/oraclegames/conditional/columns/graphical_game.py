"""Games on graphs: payoffs are sums of local terms, and outcomes are priced term by term.

U_i(o) = Σ_f T_f(o_scope(f)) over local terms f of player i. Pairs as scopes give polymatrix games,
one term on i and her neighbours a graphical game (Kearns, Littman and Singh 2001). The price of an
outcome, Σ_i y_{i,o_i} (U_i(o) − v_i), is a sum of local terms too; eliminating the players one by
one finds its least value exactly (Bertelè and Brioschi 1972), in time exponential only in the width
of the graph (1 for trees). Wider graphs are searched by branch and bound, just as exactly but
without a promise of time (:mod:`oraclegames.conditional.columns.least_sum`). Outcomes are never
listed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.conditional.columns.least_sum import Found, bound_below, search
from oraclegames.conditional.columns.least_sum_guess import guess
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.arrays import object_array
from oraclegames.exact.rational import rational
from oraclegames.games.game import Game, Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["WIDTH_LIMIT", "GraphicalGame", "Term"]

WIDTH_LIMIT = 1 << 18
"""The largest table that elimination may build; beyond, outcomes are searched."""

SEARCH_LIMIT = 1 << 14
"""The largest table of the bounds of a search."""

SEARCH_NODES = 2_000_000
"""How many partial outcomes a search may extend."""

PROPOSAL_LIMIT, PROPOSAL_NODES = 1 << 10, 2_000
"""The same for proposals, which need no proof."""

GUESS_NODES, GUESS_SECONDS = 20_000, 5.0
"""After how many partial outcomes HiGHS is asked for an outcome, and how long it may take."""


@dataclass(frozen=True, eq=False)
class Term:
    """A part of one player's payoff that depends on few players' moves.

    Attributes:
        player: who is paid.
        scope: the players whose moves matter, each once.
        numerators: whole numbers, one axis for each player of the scope, in its order.
    """

    player: int
    scope: tuple[int, ...]
    numerators: NDArray[Any]


@dataclass(frozen=True, eq=False)
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
        read = []
        for player, scope, table in terms:
            axes = tuple(int(k) for k in scope)
            entries = np.asarray(table, dtype=object)
            expected = tuple(shape[k] for k in axes if 0 <= k < n)
            if not 0 <= player < n or len(set(axes)) != len(axes) or entries.shape != expected:
                raise InputError(
                    f"a term of player {player} on {axes} has a table of shape {entries.shape}: it "
                    "should have one axis for each player of the scope, as long as her moves"
                )
            exact = [
                rational(x, what=f"a payoff of player {names[player]!r}") for x in entries.flat
            ]
            read.append((player, axes, entries.shape, exact))
        scales = [1] * n
        for player, _, _, exact in read:
            scales[player] = math.lcm(scales[player], *(x.denominator for x in exact))
        whole = []
        for player, axes, size, exact in read:
            numbers = object_array([int(x * scales[player]) for x in exact])
            whole.append(Term(player, axes, numbers.reshape(size)))
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

    def payoffs(self, outcome: Sequence[int]) -> tuple[Fraction, ...]:
        """Everybody's payoffs at one outcome."""
        totals = self._whole(outcome)
        return tuple(Fraction(u, d) for u, d in zip(totals, self.denominators))

    def _whole(self, outcome: Sequence[int]) -> list[int]:
        totals = [0] * len(self.shape)
        for term in self.terms:
            totals[term.player] += int(term.numerators[tuple(outcome[k] for k in term.scope)])
        return totals

    def to_game(self) -> Game:
        """The same game with its outcomes listed; for few players."""
        if math.prod(self.shape) > 1 << 16:
            raise UnsupportedError(f"{math.prod(self.shape)} outcomes are too many to list")
        tables = np.empty((len(self.shape), *self.shape), dtype=object)
        for outcome in np.ndindex(*self.shape):
            for i, u in enumerate(self.payoffs(outcome)):
                tables[(i, *outcome)] = u
        return Game.from_arrays(*tables, players=self.players)

    def columns(self, values: tuple[Fraction, ...]) -> _Local:
        """The columns of K(v), one row for each player and move."""
        return _Local(self, values)

    def multipliers(self, values: tuple[Fraction, ...], y: Sequence[Fraction]) -> Multipliers:
        """The rows' multipliers as y_{i,s}."""
        rows, start = [], 0
        for m, scale in zip(self.shape, _scales(self, values)):
            rows.append(tuple(v * scale for v in y[start : start + m]))
            start += m
        return tuple(rows)

    @property
    def order(self) -> tuple[int, ...]:
        """An elimination order: always a player whose table is the smallest."""
        return self._elimination[0]

    @property
    def width(self) -> int:
        """The largest table of the elimination; beyond ``WIDTH_LIMIT`` outcomes are searched."""
        return self._elimination[1]

    @cached_property
    def _elimination(self) -> tuple[tuple[int, ...], int]:
        near: dict[int, set[int]] = {i: {i} for i in range(len(self.shape))}
        for term in self.terms:
            group = {term.player, *term.scope}
            for i in group:
                near[i] |= group
        order, largest = [], 1
        while near:
            i = min(near, key=lambda k: (math.prod(self.shape[j] for j in near[k]), k))
            largest = max(largest, math.prod(self.shape[j] for j in near[i]))
            group = near.pop(i) - {i}
            for j in group:
                near[j] = (near[j] | group) - {i}
            order.append(i)
        return tuple(order), largest

    @cached_property
    def rank(self) -> dict[int, int]:
        """Each player's position in the elimination order."""
        return {i: k for k, i in enumerate(self.order)}


def _scales(game: GraphicalGame, values: tuple[Fraction, ...]) -> list[int]:
    return [math.lcm(d, v.denominator) for d, v in zip(game.denominators, values)]


@dataclass(frozen=True, eq=False)
class _Local:
    """The columns of a graphical game at fixed values; outcomes are tuples of moves."""

    game: GraphicalGame
    values: tuple[Fraction, ...]

    @cached_property
    def _scaled(self) -> tuple[list[int], list[int]]:
        """For each player the factor of her payoffs' whole numbers, and v_i, in the row's scale."""
        scales = _scales(self.game, self.values)
        factors = [s // d for s, d in zip(scales, self.game.denominators)]
        return factors, [int(v * s) for v, s in zip(self.values, scales)]

    @cached_property
    def _starts(self) -> list[int]:
        return [sum(self.game.shape[:i]) for i in range(len(self.game.shape))]

    @property
    def n_rows(self) -> int:
        return sum(self.game.shape)

    def base(self) -> list[Fraction]:
        """The residual of the uniform product."""
        game = self.game
        factors, offsets = self._scaled
        means = [[Fraction(-offset)] * m for offset, m in zip(offsets, game.shape)]
        for term in game.terms:
            i, table = term.player, term.numerators
            if i in term.scope:
                rows = np.moveaxis(table, term.scope.index(i), 0).reshape(game.shape[i], -1)
            else:
                rows = np.stack([table.ravel()] * game.shape[i])
            for s, row in enumerate(rows):
                means[i][s] += Fraction(factors[i] * int(row.sum()), len(row))
        return [mean / game.shape[i] for i, row in enumerate(means) for mean in row]

    def column(self, outcome: Outcome) -> dict[int, int]:
        factors, offsets = self._scaled
        totals = self.game._whole(outcome)
        return {
            start + s: f * u - v
            for start, s, f, u, v in zip(self._starts, outcome, factors, totals, offsets)
        }

    def propose(self, y: NDArray[np.float64]) -> list[Outcome]:
        best = self._minimiser(self._prices(list(y), np.float64))
        found = {best(None)}
        # Different outcomes: some moves are forced in turn, those that the others do not play.
        for i, m in enumerate(self.game.shape):
            for s in range(m):
                if len(found) < 24 and all(outcome[i] != s for outcome in found):
                    found.add(best((i, s)))
        return sorted(found)

    def _minimiser(self, tables: _Tables) -> Callable[[tuple[int, int] | None], Outcome]:
        """An outcome of small price, with or without a forced move."""
        game = self.game
        if game.width <= WIDTH_LIMIT:
            return lambda forced: _eliminate(game, tables, forced)[1]
        bounds = bound_below(tables, game.shape, game.order, PROPOSAL_LIMIT)
        return lambda forced: search(bounds, 0 if forced else PROPOSAL_NODES, forced).outcome

    def least(self, y: Sequence[int]) -> tuple[int, Outcome]:
        game, tables = self.game, self._prices(list(y), object)
        if game.width <= WIDTH_LIMIT:
            value, outcome = _eliminate(game, tables)
            return int(value), outcome
        found = self._search(tables, None)
        return int(found.value), found.outcome

    def below(self, y: Sequence[int], bound: int) -> Outcome | None:
        if self.game.width <= WIDTH_LIMIT:
            value, outcome = self.least(y)
            return outcome if value < bound else None
        return self._search(self._prices(list(y), object), bound).outcome or None

    def _search(self, tables: _Tables, below: int | None) -> Found:
        """The outcome of the least price, or any below a number, or the proof of none."""
        game = self.game
        bounds = bound_below(tables, game.shape, game.order, SEARCH_LIMIT)
        found = search(bounds, min(GUESS_NODES, SEARCH_NODES), below=below)
        if found.proved or (below is not None and found.outcome):
            return found
        # Deep in the search a float solver often knows a refuting outcome sooner; it proves none.
        if below is not None:
            size = max(1, *(max(-t.min(), t.max()) for t in tables.values()))
            floats = {scope: (t / size).astype(np.float64) for scope, t in tables.items()}
            guessed = guess(floats, game.shape, GUESS_SECONDS)
            if guessed is not None and (value := int(_sum(tables, guessed))) < below:
                return Found(value, guessed, False, found.nodes)
        found = search(bounds, SEARCH_NODES, below=below)
        if not found.proved and (below is None or not found.outcome):
            raise UnsupportedError(
                f"the least price of an outcome was not proved within {SEARCH_NODES} steps: take "
                "fewer players or edges, or pass largest=False if any equilibrium will do"
            )
        return found

    def _prices(self, y: list[Any], dtype: Any) -> _Tables:
        """The local terms of Σ_i y_{i,o_i} (U_i(o) − v_i), in the rows' scale, one per scope."""
        game = self.game
        factors, offsets = self._scaled
        tables: _Tables = {}
        own = []
        for i, (start, m, offset) in enumerate(zip(self._starts, game.shape, offsets)):
            row = np.empty(m, dtype=dtype)
            row[:] = y[start : start + m]
            own.append(row)
            tables[(i,)] = -offset * row
        for i, axis, scope, table in self._terms(dtype):
            weights = own[i] * factors[i]
            shaped = weights.reshape([-1 if k == axis else 1 for k in range(table.ndim)])
            tables[scope] = tables[scope] + shaped * table if scope in tables else shaped * table
        return tables

    def _terms(self, dtype: Any) -> list[tuple[int, int, tuple[int, ...], NDArray[Any]]]:
        """The terms as (player, her axis, scope, table), scopes in reverse order of elimination."""
        if dtype not in self._cache:
            rank = self.game.rank
            found = []
            for term in self.game.terms:
                scope, table = term.scope, term.numerators.astype(dtype)
                if term.player not in scope:
                    scope = (*scope, term.player)
                    table = np.repeat(table[..., None], self.game.shape[term.player], axis=-1)
                order = sorted(range(len(scope)), key=lambda a: -rank[scope[a]])
                sorted_scope = tuple(scope[a] for a in order)
                axis = sorted_scope.index(term.player)
                found.append((term.player, axis, sorted_scope, table.transpose(order)))
            self._cache[dtype] = found
        return self._cache[dtype]

    @cached_property
    def _cache(self) -> dict[Any, list[tuple[int, int, tuple[int, ...], NDArray[Any]]]]:
        return {}


_Tables = dict[tuple[int, ...], "NDArray[Any]"]
"""Local terms by scope; a scope lists its players in reverse order of elimination."""


def _sum(tables: _Tables, outcome: Outcome) -> Any:
    return sum(table[tuple(outcome[k] for k in scope)] for scope, table in tables.items())


def _eliminate(
    game: GraphicalGame, tables: _Tables, forced: tuple[int, int] | None = None
) -> tuple[Any, Outcome]:
    """The least value of a sum of local terms, and an outcome that has it.

    ``forced`` is a player and the move that she has to play.
    """
    rank, shape = game.rank, game.shape
    buckets: list[list[tuple[tuple[int, ...], NDArray[Any]]]] = [[] for _ in shape]
    for scope, table in tables.items():
        buckets[scope[-1]].append((scope, table))
    constant: Any = 0
    choices: list[tuple[int, tuple[int, ...], NDArray[Any]]] = []
    for i in game.order:
        group = buckets[i]
        if len(group) == 1:
            scope, total = group[0]
        else:
            together = {k for scope, _ in group for k in scope}
            scope = tuple(sorted(together, key=rank.__getitem__, reverse=True))
            total = group[0][1].reshape([shape[k] if k in group[0][0] else 1 for k in scope])
            for part, table in group[1:]:
                total = total + table.reshape([shape[k] if k in part else 1 for k in scope])
        others = scope[:-1]
        if forced is not None and forced[0] == i:
            best: NDArray[Any] = np.full(total.shape[:-1], forced[1])
            rest = total[..., forced[1]]
        else:
            best = total.argmin(axis=-1)
            rest = total.min(axis=-1)
        choices.append((i, others, best))
        if others:
            buckets[others[-1]].append((others, rest))
        else:
            constant = constant + rest
    outcome = [0] * len(shape)
    for i, others, table in reversed(choices):
        outcome[i] = int(table[tuple(outcome[k] for k in others)])
    return constant, tuple(outcome)

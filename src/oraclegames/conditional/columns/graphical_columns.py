"""The columns of a game on a graph: outcomes are priced term by term, and never listed.

The price of an outcome, Σ_i y_{i,o_i} (U_i(o) − v_i), is a sum of local terms as the payoffs are.
Its least value comes from :mod:`oraclegames.conditional.columns.least_sum`: by plain elimination
where the graph is narrow enough for its tables; where it is not, from all outcomes if they are few
(:mod:`oraclegames.conditional.columns.two_halves`), else by branch and bound with smaller tables.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.conditional.columns.konstanz import row_starts
from oraclegames.conditional.columns.least_sum import Bounds, Found, bound_below, guess, search
from oraclegames.conditional.columns.two_halves import MOST_OUTCOMES, cheapest, least_sum
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import object_array
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Tables = dict[tuple[int, ...], NDArray[Any]]
    """Local terms by scope; a scope lists its players in reverse order of elimination."""

    from oraclegames.conditional.columns.graphical_game import GraphicalGame
    from oraclegames.games.game import Outcome

WIDTH_LIMIT = 1 << 18
"""The largest table that elimination may build; beyond, outcomes are searched."""

LISTED_WIDTH = 1 << 10
"""With larger tables of an elimination few enough outcomes are gone through, all of them."""

SEARCH_LIMIT = 1 << 14
"""The largest table of the bounds of a search."""

SEARCH_NODES = 2_000_000
"""How many partial outcomes a search may extend."""

PROPOSAL_LIMIT, PROPOSAL_NODES, FORCED_NODES = 1 << 10, 2_000, 150
"""The same for proposals, which need no proof; there are many with a forced move."""

GUESS_NODES, GUESS_SECONDS = 20_000, 5.0
"""After how many partial outcomes HiGHS is asked for an outcome, and how long it may take."""


@dataclass(frozen=True, eq=False)
class GraphicalColumns:
    """The columns of a graphical game at fixed values; outcomes are tuples of moves.

    Searches for an outcome end with the clock (``OutOfTime``).
    """

    game: GraphicalGame
    values: tuple[Fraction, ...]
    clock: Clock = field(default_factory=lambda: Clock(None))

    def within(self, clock: Clock) -> GraphicalColumns:
        """The same columns with another clock."""
        return replace(self, clock=clock)

    @cached_property
    def _scaled(self) -> tuple[list[int], list[int]]:
        """For each player the factor of her payoffs' whole numbers, and v_i, in the row's scale."""
        scales = self.game.scales(self.values)
        factors = [s // d for s, d in zip(scales, self.game.denominators)]
        return factors, [int(v * s) for v, s in zip(self.values, scales)]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The row of each player's first move."""
        return row_starts(self.game.shape)

    def local_terms(self) -> Iterator[tuple[int, tuple[int, ...], NDArray[Any]]]:
        """U_i(o) − v_i in whole numbers as (player, scope, table), the rows' scales included."""
        factors, offsets = self._scaled
        for i, offset in enumerate(offsets):
            yield i, (), object_array([-offset]).reshape(())
        for term in self.game.terms:
            table = np.asarray(term.numerators * factors[term.player], dtype=object)
            yield term.player, term.scope, table

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
        """One entry for each player, in the row of her move."""
        factors, offsets = self._scaled
        totals = self.game.whole(outcome)
        return {
            start + s: f * u - v
            for start, s, f, u, v in zip(self.starts, outcome, factors, totals, offsets)
        }

    def propose(self, y: NDArray[np.float64]) -> list[Outcome]:
        """An outcome of small price, and different ones: moves that it lacks are forced in turn."""
        tables = self._prices(list(y), np.float64)
        if self._listable:
            return cheapest(tables, self.game.shape, self.clock)
        bounds = self._bounds(tables, PROPOSAL_LIMIT)
        found = {search(bounds, PROPOSAL_NODES, clock=self.clock).outcome}
        for i, m in enumerate(self.game.shape):
            for s in range(m):
                if len(found) < 24 and all(outcome[i] != s for outcome in found):
                    found.add(search(bounds, FORCED_NODES, forced=(i, s), clock=self.clock).outcome)
        return sorted(found)

    def least(self, y: Sequence[int]) -> tuple[int, Outcome]:
        """The least price and an outcome that has it, exactly."""
        found = self._search(y, None)
        return int(found.value), found.outcome

    def below(self, y: Sequence[int], bound: int) -> Outcome | None:
        """Any outcome of a price below the bound; None if there is none, exactly."""
        return self._search(y, bound).outcome or None

    def _bounds(self, tables: _Tables, limit: int) -> Bounds:
        """Exact ones if the graph is narrow, else from tables up to a limit."""
        game = self.game
        limit = WIDTH_LIMIT if game.width <= WIDTH_LIMIT else limit
        return bound_below(tables, game.shape, game.order, limit, self.clock)

    @property
    def _listable(self) -> bool:
        """Whether all outcomes are gone through: few, and the graph is too wide for elimination."""
        few = math.prod(self.game.shape) <= MOST_OUTCOMES
        return few and self.game.width > LISTED_WIDTH

    def _search(self, y: Sequence[int], below: int | None) -> Found:
        """The outcome of the least price, or any below a number, or the proof of none."""
        tables = self._prices(list(y), object)
        if self._listable:
            listed = least_sum(tables, self.game.shape, self.clock)
            if listed is not None:
                value, outcome = listed
                return Found(value, outcome if below is None or value < below else (), True, 0)
        bounds = self._bounds(tables, SEARCH_LIMIT)
        found = search(bounds, min(GUESS_NODES, SEARCH_NODES), below=below, clock=self.clock)
        if found.proved or (below is not None and found.outcome):
            return found
        # Deep in the search a float solver often knows a refuting outcome sooner; it proves none.
        if below is not None:
            size = max(1, *(max(-t.min(), t.max()) for t in tables.values()))
            floats = {scope: (t / size).astype(np.float64) for scope, t in tables.items()}
            guessed = guess(floats, self.game.shape, min(GUESS_SECONDS, self.clock.left))
            if guessed is not None:
                price = sum(t[tuple(guessed[k] for k in scope)] for scope, t in tables.items())
                if price < below:
                    return Found(int(price), guessed, False, found.nodes)
        found = search(bounds, SEARCH_NODES, below=below, clock=self.clock)
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
        for i, (start, m, offset) in enumerate(zip(self.starts, game.shape, offsets)):
            row = np.empty(m, dtype=dtype)
            row[:] = y[start : start + m]
            own.append(row)
            tables[(i,)] = -offset * row
        terms = self._whole_terms if dtype is object else self._float_terms
        for i, axis, scope, table in terms:
            weights = own[i] * factors[i]
            shaped = weights.reshape([-1 if k == axis else 1 for k in range(table.ndim)])
            tables[scope] = tables[scope] + shaped * table if scope in tables else shaped * table
        return tables

    @cached_property
    def _whole_terms(self) -> list[tuple[int, int, tuple[int, ...], NDArray[Any]]]:
        """The terms as (player, her axis, scope, table), scopes in reverse order of elimination."""
        rank = {i: k for k, i in enumerate(self.game.order)}
        found = []
        for term in self.game.terms:
            scope, table = term.scope, term.numerators.astype(object)
            if term.player not in scope:
                scope = (*scope, term.player)
                table = np.repeat(table[..., None], self.game.shape[term.player], axis=-1)
            order = sorted(range(len(scope)), key=lambda a: -rank[scope[a]])
            sorted_scope = tuple(scope[a] for a in order)
            axis = sorted_scope.index(term.player)
            found.append((term.player, axis, sorted_scope, table.transpose(order)))
        return found

    @cached_property
    def _float_terms(self) -> list[tuple[int, int, tuple[int, ...], NDArray[Any]]]:
        return [(i, a, scope, t.astype(np.float64)) for i, a, scope, t in self._whole_terms]

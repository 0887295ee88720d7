"""All Nash equilibria of two players, as the union of products of polytopes.

Two mixtures fit if they are an equilibrium. Take the graph whose nodes are the vertices of both
polytopes of :mod:`oraclegames.conditional.bimatrix.extreme` and whose edges are the extreme
equilibria. Where all of X fit all of Y, so do their mixtures; and every equilibrium is a mixture of
vertices that all fit, for the points that fit a given one are a face. So the maximal X, Y with all
edges between them, the *maximal Nash subsets* conv(X) × conv(Y), make up everything. Two of them
meet iff they have a vertex of each side in common (both are faces); what hangs together is a
*component*.

Sources: Millham (1974), "On Nash subsets of bimatrix games"; Winkels (1979); Avis, Rosenberg,
Savani and von Stengel (2010), "Enumeration of Nash equilibria for two-player games", section 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from oraclegames.budget import Clock
from oraclegames.conditional.bimatrix.extreme import Mix, Vertices, extreme_equilibria
from oraclegames.conditional.bimatrix.hull import dimension
from oraclegames.games.game import Game


class Product(NamedTuple):
    """conv(rows) × conv(columns), by the extreme mixtures of both, largest first."""

    rows: tuple[Mix, ...]
    columns: tuple[Mix, ...]

    @property
    def dimension(self) -> int:
        """0 for a point."""
        return dimension(self.rows) + dimension(self.columns)

    @property
    def distributions(self) -> tuple[tuple[Fraction, ...], ...]:
        """The extreme equilibria as joint distributions, row-major."""
        pairs = product(self.rows, self.columns)
        return tuple(tuple(a * b for a, b in product(x, y)) for x, y in pairs)


def nash_products(game: Game) -> list[Product]:
    """The maximal Nash subsets of all components; points before larger ones."""
    return [block for part in nash_sets(game, Clock(None)) for block in part]


def nash_sets(game: Game, clock: Clock) -> list[list[Product]]:
    """The components, each the list of its maximal Nash subsets; points before larger ones."""
    tables = []
    for player in (0, 1):
        row, width = game.integers(player), game.shape[1]
        tables.append([row[k : k + width] for k in range(0, len(row), width)])
    found = extreme_equilibria(tables[0], tables[1], clock)
    blocks = _maximal(found, clock)
    components = _hang_together(blocks)
    products = [[_product(found, *blocks[k]) for k in part] for part in components]
    for part in products:
        part.sort(key=_order)
    return sorted(products, key=lambda part: (len(part), _order(part[0])))


Block = tuple[frozenset[int], frozenset[int]]


def _maximal(found: Vertices, clock: Clock) -> list[Block]:
    """The maximal X, Y of positions with all edges between; Y are the meets of neighbourhoods."""
    near = {fits for fits in found.fits if fits}
    meets = set(near)
    fresh = set(near)
    while fresh:
        clock.check()
        fresh = {one & other for one in fresh for other in near} - meets - {frozenset()}
        meets |= fresh
    blocks = []
    for columns in meets:
        rows = [k for k, fits in enumerate(found.fits) if fits >= columns]
        blocks.append((frozenset(rows), frozenset.intersection(*(found.fits[k] for k in rows))))
    return list(dict.fromkeys(blocks))


def _hang_together(blocks: Sequence[Block]) -> list[list[int]]:
    """The positions of blocks, in groups that are connected by common pairs."""
    group = list(range(len(blocks)))
    for i, j in combinations(range(len(blocks)), 2):
        if blocks[i][0] & blocks[j][0] and blocks[i][1] & blocks[j][1] and group[i] != group[j]:
            old, new = group[j], group[i]
            group = [new if g == old else g for g in group]
    return [[k for k, g in enumerate(group) if g == name] for name in dict.fromkeys(group)]


def _product(found: Vertices, rows: frozenset[int], columns: frozenset[int]) -> Product:
    return Product(
        tuple(sorted((found.rows[k] for k in rows), reverse=True)),
        tuple(sorted((found.columns[k] for k in columns), reverse=True)),
    )


def _order(block: Product) -> tuple[int, list[Mix]]:
    mixes = [tuple(-x for x in mix) for mix in (*block.rows, *block.columns)]
    return len(block.rows) * len(block.columns), mixes

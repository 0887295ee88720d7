"""The atlas of the strict ordinal 2×2 games: each of the 144 classified, and compared with Nash.

The games are laid out as in the periodic table of Robinson and Goforth: rows are the row player's
patterns, columns the column player's, neighbours differ by the swap of two adjacent ranks, and the
symmetric games lie on the diagonal. Payoffs are the ranks 1 … 4; sums of values ("welfare") compare
ranks, so they illustrate and do not measure.

Sources: D. Robinson and D. Goforth, *The Topology of the 2×2 Games* (2005); B. Bruns (2015), "Names
for Games", for the names of the patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from oraclegames.conditional.bulk.classification import Classification
from oraclegames.conditional.bulk.classify import classify_batch
from oraclegames.conditional.solve import solve
from oraclegames.games.game import Game
from oraclegames.games.ordinal import PATTERNS, ordinal_game
from oraclegames.games.shown import Shown

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, repr=False)
class AtlasEntry(Shown):
    """One game of the atlas.

    Attributes:
        row, column: the patterns of the players.
        game: the game with payoffs 1 … 4.
        set: the totally mixed dependency equilibria in words.
        curve: smooth, nodal, reducible or none.
        pure, reflective, nash: the pure equilibria, as tuples of outcomes.
        dominated: whether totally mixed equilibria near the totally mixed Nash equilibrium pay both
            players more; None if there is none.
        nash_values: the values at the totally mixed Nash equilibrium, None if there is none.
        best_nash: the greatest sum of values at a Nash equilibrium.
        best_dependency: the greatest sum at a dependency equilibrium, limits included.
        best_mixed: the same for totally mixed ones and their limits; None if there are none.
        improves: whether some dependency equilibrium pays both players more than every Nash
            equilibrium pays them; see :func:`atlas`.
        arcs: lines of (row value, column value) along each arc.
    """

    row: str
    column: str
    game: Game
    set: str
    curve: str
    pure: tuple[tuple[int, int], ...]
    reflective: tuple[tuple[int, int], ...]
    nash: tuple[tuple[int, int], ...]
    dominated: bool | None
    nash_values: tuple[float, float] | None
    best_nash: float
    best_dependency: float
    best_mixed: float | None
    improves: bool
    arcs: tuple[Line, ...]

    @property
    def gain(self) -> float:
        """How much the best dependency equilibrium adds to the best Nash equilibrium's welfare."""
        return self.best_dependency - self.best_nash

    def to_dict(self) -> dict[str, Any]:
        """The entry ready for JSON, without the lines."""
        entry: dict[str, Any] = {"row": self.row, "column": self.column}
        entry["payoffs"] = [[int(x) for x in table.flat] for table in self.game.numerators]
        return entry | {name: _listed(getattr(self, name)) for name in _TOLD}

    def verify(self) -> bool:
        """Whether solve finds the same sets and pure equilibria, one game at a time."""
        found = solve(self.game)
        assert found.interior is not None
        return (
            found.verify()
            and len(found.interior.arcs) == len(self.arcs)
            and (found.interior.crossing is not None) is (self.set == "two crossing arcs")
            and (found.curve.kind if found.curve else "none") == self.curve
            and tuple(one.outcome for one in found.pure) == self.pure
            and (found.nash and found.nash.dominated) is self.dominated
        )

    def __str__(self) -> str:
        corners = ", ".join("".join(str(move + 1) for move in outcome) for outcome in self.pure)
        return (
            f"{self.row:18} {self.column:18} {self.set:17} {self.curve:9}  pure {corners:14}  "
            f"welfare {self.best_dependency:.4g} (Nash {self.best_nash:.4g})"
        )


@cache
def atlas() -> tuple[AtlasEntry, ...]:
    """The 144 games, row pattern by row pattern.

    A game *improves* on Nash if some dependency equilibrium, pure or a totally mixed one or a limit
    of those, pays both players more than each of them gets in any Nash equilibrium of the game.
    Strict ordinal games have finitely many Nash equilibria: pure ones, and at most one totally
    mixed.

    Cost: about a second.

    >>> entries = atlas()
    >>> len(entries), sum(entry.set == "two crossing arcs" for entry in entries)
    (144, 2)
    """
    names = [(row, column) for row in PATTERNS for column in PATTERNS]
    games = [ordinal_game(row, column) for row, column in names]
    found = classify_batch(np.stack([game.numerators for game in games]))
    return tuple(_entry(*name, game, found, k) for k, (name, game) in enumerate(zip(names, games)))


def _entry(row: str, column: str, game: Game, found: Classification, k: int) -> AtlasEntry:
    """The game of row k of a classification."""
    pure, reflective, nash = (
        _outcomes(int(mask[k])) for mask in (found.pure, found.reflective, found.nash)
    )
    arcs, mixed = _lines(game), None
    if found.dominated[k] >= 0:
        mixed = tuple(found.nash_values[k].tolist())
    nash_points = [*(_values(game, outcome) for outcome in nash), *([mixed] if mixed else [])]
    points = [_values(game, outcome) for outcome in pure]
    points += [point for line in arcs for point in line] + nash_points
    tops = [max(values) for values in zip(*nash_points)]
    best_mixed = float(found.best_welfare[k]) if found.arcs[k] else None
    best_pure = max(sum(_values(game, outcome)) for outcome in pure)
    return AtlasEntry(
        row=row,
        column=column,
        game=game,
        set=found.sets[k],
        curve=found.curves[k],
        pure=pure,
        reflective=reflective,
        nash=nash,
        dominated=None if found.dominated[k] < 0 else bool(found.dominated[k]),
        nash_values=mixed,
        best_nash=max(map(sum, nash_points)),
        best_dependency=max(best_pure, best_mixed or -np.inf),
        best_mixed=best_mixed,
        improves=any(all(v > top + 1e-9 for v, top in zip(point, tops)) for point in points),
        arcs=arcs,
    )


_TOLD = (
    *("set", "curve", "pure", "reflective", "nash", "dominated", "nash_values"),
    *("best_nash", "best_dependency", "best_mixed", "improves"),
)


def _listed(value: Any) -> Any:
    return [_listed(part) for part in value] if isinstance(value, tuple) else value


def _outcomes(mask: int) -> tuple[tuple[int, int], ...]:
    return tuple((bit // 2, bit % 2) for bit in range(4) if mask >> bit & 1)


def _values(game: Game, outcome: tuple[int, int]) -> tuple[float, float]:
    x, y = game.payoffs(outcome)
    return float(x), float(y)


def _lines(game: Game) -> tuple[Line, ...]:
    """The arcs in the plane of values, with their ends."""
    solution = solve(game)
    assert solution.interior is not None
    lines = []
    for arc, group in zip(solution.interior.arcs, solution.sample_groups(48)):
        start, stop = (end.values for end in arc.ends)
        values = [start, *(point.values for point in group), stop]
        lines.append(tuple((float(x), float(y)) for x, y in values))
    return tuple(lines)

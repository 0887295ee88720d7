"""The answers of the classification of many 2×2 games: arrays with one row for each game."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular

Numbers = NDArray[Any]
"""An array; the names and docstrings say of what."""

SETS = ("none", "one arc", "two arcs", "two crossing arcs", "surface", "all distributions")
"""What the totally mixed equilibria can be, in words: see :attr:`Classification.sets`."""

CURVES = ("none", "smooth", "nodal", "reducible")
"""The names of the codes in :attr:`Classification.curve`."""


_FLAGS = ("dimension", "arcs", "curve", "pure", "reflective", "nash", "dominated")


def some(array: Numbers, which: Numbers) -> Numbers:
    """The given games of an array whose last axis are games; an index takes five times as long."""
    return array.take(which, axis=-1)


@dataclass(frozen=True, repr=False)
class Classification(Shown, Tabular):
    """Arrays with one row for each of n games.

    Attributes:
        dimension: of the totally mixed dependency equilibria: −1 (none), 1, 2 or 3.
        arcs: how many arcs they form (dimension 1), else 0.
        crossing: whether two arcs cross inside the tetrahedron.
        curve: 0 no curve, 1 smooth, 2 nodal, 3 reducible (:data:`CURVES`); for dimension 1.
        pure: mask of the pure dependency equilibria; bit k is outcome k in row-major order.
        reflective: mask of the pure reflective (COEDT) equilibria.
        nash: mask of the pure Nash equilibria.
        dominated: 1 if totally mixed equilibria near the totally mixed Nash equilibrium pay both
            players more, 0 if not, −1 if there is no such Nash equilibrium on a generic curve.
        near_tie: the row keeps less than is promised. Float payoffs: within the tolerance of a
            tie, so the flags may differ from those of nearby payoffs. Whole payoffs: two odds maps
            reach equally far to twelve digits, but not exactly; the flags are right, and ends,
            values and welfare to 1e-6 of the payoffs' range.
        ends: (n, 2, 2, 4), the distributions at both ends of up to two arcs; nan where none.
        end_values: (n, 2, 2, 2), the players' values there.
        value_low, value_high: (n, 2), the range of each player's value on the totally mixed
            equilibria and their limits; nan where there are none.
        worst_welfare, best_welfare: (n,), the range of the sum of the values.
        nash_values: (n, 2), the values at the totally mixed Nash equilibrium, nan where none.
    """

    dimension: Numbers
    arcs: Numbers
    crossing: Numbers
    curve: Numbers
    pure: Numbers
    reflective: Numbers
    nash: Numbers
    dominated: Numbers
    near_tie: Numbers
    ends: Numbers
    end_values: Numbers
    value_low: Numbers
    value_high: Numbers
    worst_welfare: Numbers
    best_welfare: Numbers
    nash_values: Numbers

    def __len__(self) -> int:
        return len(self.dimension)

    @property
    def sets(self) -> Numbers:
        """The totally mixed equilibria of each game, in the words of :data:`SETS`."""
        code = np.where(self.dimension >= 2, self.dimension + 2, self.arcs)
        code = np.where(self.crossing, 3, np.where(self.dimension < 0, 0, code))
        names: Numbers = np.array(SETS, dtype=object)[code]
        return names

    @property
    def curves(self) -> Numbers:
        """The curve of each game, in the words of :data:`CURVES`."""
        names: Numbers = np.array(CURVES, dtype=object)[self.curve]
        return names

    def __str__(self) -> str:
        lines = [f"Classification of {len(self)} games"]
        for what, names in (("totally mixed equilibria", self.sets), ("curve", self.curves)):
            counts = Counter(names.tolist()).most_common()
            lines.append(f"{what}: " + ", ".join(f"{name} {count}" for name, count in counts))
        return "\n".join(lines)

    def columns(self) -> Columns:
        """A row for each game; of arrays with more axes a column for each entry, "ends 0 1 3"."""
        table: Columns = {"set": self.sets.tolist()}
        for part in fields(self):
            array = getattr(self, part.name)
            for place in np.ndindex(array.shape[1:]):
                name = " ".join([part.name, *map(str, place)])
                table[name] = _listed(array[(slice(None), *place)])
        return table

    def to_dict(self) -> dict[str, Any]:
        """All arrays as lists, with None for what a game does not have."""
        lists = {part.name: _listed(getattr(self, part.name)) for part in fields(self)}
        return {"games": len(self), "set": self.sets.tolist(), **lists}

    def block(self, rows: slice) -> Classification:
        """The same arrays, seen through a slice of the games: what is written there is here."""
        return Classification(
            **{part.name: getattr(self, part.name)[rows] for part in fields(self)}
        )

    @classmethod
    def empty(cls, n: int) -> Classification:
        """Arrays for n games, with nothing written yet."""
        small = {name: np.zeros(n, dtype=np.int8) for name in _FLAGS}
        marks = {name: np.zeros(n, dtype=bool) for name in ("crossing", "near_tie")}
        shapes = {
            "ends": (n, 2, 2, 4),
            "end_values": (n, 2, 2, 2),
            "value_low": (n, 2),
            "value_high": (n, 2),
            "worst_welfare": (n,),
            "best_welfare": (n,),
            "nash_values": (n, 2),
        }
        return cls(
            **small, **marks, **{name: np.full(shape, np.nan) for name, shape in shapes.items()}
        )


def _listed(array: Numbers) -> Any:
    plain = array.astype(object)
    plain[array != array] = None  # nan
    return plain.tolist()

"""The question *classify*: the complete classification of 2×2 games as columns of a dataset.

The answers are those of :mod:`oraclegames.conditional.bulk.classify`:

=============================  ====================================================================
set                            the totally mixed equilibria in words: none, one arc, two arcs, …
dimension, arcs, crossing      the same in numbers
curve                          smooth, nodal, reducible or none
pure, reflective, nash         masks of pure outcomes: bit k is outcome k, row-major
dominated                      whether equilibria near the totally mixed Nash equilibrium pay both
                               players more; null if there is none
near_tie                       less is certain: floats within 1e-9 of a tie, see classify_batch
row_low … column_high          ranges of the values on the totally mixed equilibria
worst_welfare, best_welfare    the range of their sum
nash_row, nash_column          the values at the totally mixed Nash equilibrium
=============================  ====================================================================

Before them stand the number of the game, the parameters and the payoffs a11 … b22; after them, with
``ends = true``, the end points of the arcs; and last the error of a game that has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from oraclegames.conditional.bulk.classification import Classification, Numbers
from oraclegames.conditional.bulk.classify import BOUND, classify_batch
from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.sweep.families import Family, Games, Parametric
from oraclegames.sweep.reading import yes

if TYPE_CHECKING:
    import pyarrow as pa

_PAYOFFS = [f"{table}{row}{column}" for table in "ab" for row in "12" for column in "12"]


@dataclass(frozen=True)
class Classify:
    """The classification of 2×2 games; ``ends`` adds the end points of arcs."""

    ends: bool = False

    keys: ClassVar[tuple[str, ...]] = ("ends",)

    @classmethod
    def read(cls, table: Mapping[str, Any], family: Family) -> Classify:
        """The question of a spec."""
        if family.shape not in ((2, 2), None):
            raise InputError(f"classify needs 2×2 games; the family has the shape {family.shape}")
        if isinstance(family, Parametric) and family.largest > BOUND:
            raise InputError(
                f"classify needs whole payoffs up to 2^29 = {BOUND} over a common denominator; "
                f"this grid needs {family.largest}: choose a coarser or rounder one"
            )
        return cls(yes(table, "ends"))

    def answer(self, games: Games) -> dict[str, pa.Array]:
        """See the module."""
        import pyarrow as pa

        payoffs, denominators, errors = _arrays(games)
        fine = np.array([error is None for error in errors], dtype=bool)
        whole = payoffs.dtype.kind != "f"
        found = classify_batch(payoffs, denominators=denominators if whole else None)
        real = payoffs / denominators[:, :, None, None]
        columns = dict(zip(_PAYOFFS, real.reshape(-1, 8).T)) | _columns(found)
        if self.ends:
            columns |= _end_columns(found)
        table = {name: _array(column, fine) for name, column in columns.items()}
        table["error"] = pa.array(errors, type=pa.string())
        return table

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        return {"name": "classify", "ends": self.ends}


def _arrays(games: Games) -> tuple[Numbers, Numbers, list[str | None]]:
    """Payoffs (n, 2, 2, 2), denominators (n, 2) and errors; games with an error have payoffs 0."""
    n = len(games)
    if games.payoffs is not None:
        return games.payoffs, np.broadcast_to(games.denominators, (n, 2)), [None] * n
    payoffs, denominators = np.zeros((n, 2, 2, 2), dtype=np.int64), np.ones((n, 2), dtype=np.int64)
    errors: list[str | None] = []
    for number, game in enumerate(games.listed):
        error = game if isinstance(game, str) else _misfit(game)
        errors.append(error)
        if error is None and isinstance(game, Game):
            payoffs[number], denominators[number] = game.numerators, game.denominators
    return payoffs, denominators, errors


def _misfit(game: Game) -> str | None:
    if game.shape != (2, 2):
        return f"only 2×2 games are classified; this one has the shape {game.shape}"
    if int(abs(game.numerators).max()) > BOUND or max(game.denominators) > 2**53:
        return "the payoffs need whole numbers beyond 2^29 over a common denominator: use solve"
    return None


def _columns(found: Classification) -> dict[str, Any]:
    return {
        "set": found.sets,
        **{name: getattr(found, name) for name in ("dimension", "arcs", "crossing")},
        "curve": found.curves,
        **{name: getattr(found, name) for name in ("pure", "reflective", "nash")},
        "dominated": np.ma.array(found.dominated == 1, mask=found.dominated < 0),
        "near_tie": found.near_tie,
        "row_low": found.value_low[:, 0],
        "row_high": found.value_high[:, 0],
        "column_low": found.value_low[:, 1],
        "column_high": found.value_high[:, 1],
        "worst_welfare": found.worst_welfare,
        "best_welfare": found.best_welfare,
        "nash_row": found.nash_values[:, 0],
        "nash_column": found.nash_values[:, 1],
    }


def _end_columns(found: Classification) -> dict[str, Any]:
    columns = {}
    for arc in (0, 1):
        for side, name in enumerate(("start", "stop")):
            for cell, label in enumerate(("p11", "p12", "p21", "p22")):
                columns[f"arc{arc + 1}_{name}_{label}"] = found.ends[:, arc, side, cell]
    return columns


def _array(column: Any, fine: Numbers) -> pa.Array:
    """A column; nan, masked entries and games with an error become null."""
    import pyarrow as pa

    missing = ~fine | np.ma.getmaskarray(column)
    values = np.ma.getdata(column)
    if values.dtype == object:
        return pa.array(values, mask=missing, type=pa.string()).dictionary_encode()
    if values.dtype.kind == "f":
        values = values.astype(np.float64) + 0.0  # no negative zeros
        missing |= np.isnan(values)
    return pa.array(np.ascontiguousarray(values), mask=missing)

"""The question *classify*: the complete classification of 2×2 games as columns of a dataset.

The answers are those of :mod:`oraclegames.conditional.bulk.classify`; the page on sweeps lists
their columns. Before them stand the number of the game, the parameters and the payoffs a11 … b22;
after them, with ``ends = true``, the end points of the arcs; and last the error of a game that has
none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames.conditional.bulk.classification import Classification, Numbers
from oraclegames.conditional.bulk.classify import BOUND, classify_batch
from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.sweep.families import Family, Games, Parametric
from oraclegames.sweep.reading import switch

if TYPE_CHECKING:
    import pyarrow as pa

_PAYOFFS = [f"{table}{row}{column}" for table in "ab" for row in "12" for column in "12"]


@dataclass(frozen=True)
class Classify:
    """The classification of 2×2 games; ``ends`` adds the end points of arcs."""

    ends: bool = False

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


def classify(family: Family, *, ends: Any = False) -> Classify:
    """The question of a spec."""
    if family.shape not in ((2, 2), None):
        raise InputError(f"classify needs 2×2 games; the family has the shape {family.shape}")
    if isinstance(family, Parametric) and family.largest > BOUND:
        raise InputError(
            f"classify needs whole payoffs up to 2^29 = {BOUND} over a common denominator; "
            f"this grid needs {family.largest}: choose a coarser or rounder one"
        )
    return Classify(switch(ends, "ends"))


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
    cells = ("p11", "p12", "p21", "p22")
    names = [f"arc{arc}_{end}_{p}" for arc in (1, 2) for end in ("start", "stop") for p in cells]
    return dict(zip(names, found.ends.reshape(-1, len(names)).T))


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

"""Questions that are asked game by game: values, best, match, tournament.

===========  ======================================================================================
values       achievable: whether a totally mixed dependency equilibrium has the given values
best         value: the objective of the best dependency equilibrium found; value_exact: the same as
             a text; bound: none is better; status; v1, v2, …: what it is worth to each player
match        fixed_points: how many a reflective oracle allows; row_low … column_high: ranges of the
             payoffs over them; worst_welfare, best_welfare: the range of their sum
tournament   the columns of match for every ordered pair of agents, named "first vs second: …"
===========  ======================================================================================

A game to which the question does not apply, or for which the answer fails, is a row of nulls with
its error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Protocol

from oraclegames.errors import OracleGamesError
from oraclegames.exact.rational import format_rational
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game
from oraclegames.sweep.families import Games

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Best", "EachGame", "Matches", "Values"]


class _Ask(Protocol):
    """One question of one game."""

    def ask(self, game: Game) -> dict[str, Any]:
        """The answer as a row."""

    def columns(self, shape: tuple[int, ...] | None) -> dict[str, str]:
        """The names and types of the answer's columns, for games of a shape (None: any)."""

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""


@dataclass(frozen=True)
class EachGame:
    """A question that is asked of one game after the other.

    Attributes:
        question: the question.
        shape: of the games, None where they differ.
    """

    question: _Ask
    shape: tuple[int, ...] | None

    def answer(self, games: Games) -> dict[str, pa.Array]:
        """The columns of the answer."""
        import pyarrow as pa

        types = {"whole": pa.int64(), "real": pa.float64(), "text": pa.string(), "yes": pa.bool_()}
        columns = self.question.columns(self.shape)
        rows: list[dict[str, Any]] = []
        errors: list[str | None] = []
        for number in range(len(games)):
            row, error = self._row(games.game(number))
            rows.append(row)
            errors.append(error)
        table = {
            name: pa.array([row.get(name) for row in rows], type=types[kind])
            for name, kind in columns.items()
        }
        return {**table, "error": pa.array(errors, type=pa.string())}

    def _row(self, game: Game | str) -> tuple[dict[str, Any], str | None]:
        if isinstance(game, str):
            return {}, game
        try:
            return self.question.ask(game), None
        except OracleGamesError as error:
            return {}, str(error)
        except Exception as error:  # a defect met by one game should not end a sweep of millions
            return {}, f"defect of oraclegames, please report: {type(error).__name__}: {error}"

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        return self.question.to_dict()


@dataclass(frozen=True)
class Values:
    """Whether a totally mixed dependency equilibrium has these values (exact texts)."""

    at: tuple[str, ...]

    def ask(self, game: Game) -> dict[str, Any]:
        """See :func:`oraclegames.conditional.values.achieve.achieve`."""
        from oraclegames.conditional.values.achieve import achieve

        return {"achievable": achieve(game, self.at, largest=False).achievable}

    def columns(self, shape: tuple[int, ...] | None) -> dict[str, str]:
        """One column."""
        return {"achievable": "yes"}

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        return {"name": "values", "at": list(self.at)}


@dataclass(frozen=True)
class Best:
    """The best dependency equilibrium under an objective, with the bound that is proved."""

    objective: str
    boundary: bool
    tolerance: str

    def ask(self, game: Game) -> dict[str, Any]:
        """See :func:`oraclegames.conditional.best.best.best`."""
        from oraclegames.conditional.best.best import best

        found = best(
            game, self.objective, boundary=self.boundary, tolerance=self.tolerance, compare=False
        )
        bound = None if found.bound is None else float(found.bound)
        row: dict[str, Any] = {"status": found.status, "bound": bound}
        if found.value is not None:
            row |= {"value": float(found.value), "value_exact": _text(found.value)}
            row |= {f"v{i}": float(value) for i, value in enumerate(found.values, 1)}
        return row

    def columns(self, shape: tuple[int, ...] | None) -> dict[str, str]:
        """Values of the players only where their number is known; two where it is not."""
        players = {f"v{i + 1}": "real" for i in range(len(shape or (2, 2)))}
        fixed = {"status": "text", "value": "real", "value_exact": "text", "bound": "real"}
        return fixed | players

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        return {
            "name": "best",
            "objective": self.objective,
            "boundary": self.boundary,
            "tolerance": self.tolerance,
        }


@dataclass(frozen=True)
class Matches:
    """What two agents can reach, for one pair or for all ordered pairs of a list."""

    agents: tuple[str, ...]
    delta: str
    epsilon: str
    all_pairs: bool

    @property
    def _pairs(self) -> Sequence[tuple[str, str, str]]:
        """Both agents, and what their columns' names begin with."""
        if not self.all_pairs:
            return [(self.agents[0], self.agents[1], "")]
        return [(a, b, f"{a} vs {b}: ") for a, b in product(self.agents, repeat=2)]

    def ask(self, game: Game) -> dict[str, Any]:
        """See :func:`oraclegames.reflective.match.match.match`."""
        from oraclegames.reflective.match.match import match

        row: dict[str, Any] = {}
        for first, second, prefix in self._pairs:
            found = match(game, first, second, self.delta, self.epsilon)
            (row_low, row_high), (column_low, column_high) = found.ranges()
            sums = [sum(pair) for pair in found.payoffs]
            numbers = (row_low, row_high, column_low, column_high, min(sums), max(sums))
            row[f"{prefix}fixed_points"] = len(found.fixed_points)
            row |= {f"{prefix}{name}": float(x) for name, x in zip(_RANGES, numbers)}
        return row

    def columns(self, shape: tuple[int, ...] | None) -> dict[str, str]:
        """The columns of each pair."""
        names = {"fixed_points": "whole"} | dict.fromkeys(_RANGES, "real")
        return {prefix + name: kind for _, _, prefix in self._pairs for name, kind in names.items()}

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        return {
            "name": "tournament" if self.all_pairs else "match",
            "agents": list(self.agents),
            "delta": self.delta,
            "epsilon": self.epsilon,
        }


_RANGES = ("row_low", "row_high", "column_low", "column_high", "worst_welfare", "best_welfare")


def _text(number: Any) -> str:
    return str(number) if isinstance(number, Surd) else format_rational(number)

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

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

from oraclegames.errors import InputError, OracleGamesError
from oraclegames.exact.rational import format_rational
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game
from oraclegames.sweep.families import Family, Games
from oraclegames.sweep.reading import exact, yes

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class GameByGame(ABC):
    """A question that is asked of one game after the other.

    Attributes:
        shape: of the games, None where they differ.
    """

    name: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]
    """The question's settings: keys of a spec, and attributes."""

    shape: tuple[int, ...] | None

    @abstractmethod
    def ask(self, game: Game) -> dict[str, Any]:
        """The answer for one game as a row."""

    @abstractmethod
    def columns(self) -> dict[str, str]:
        """The names and types of the answer's columns."""

    def answer(self, games: Games) -> dict[str, pa.Array]:
        """The columns of the answer."""
        import pyarrow as pa

        types = {"whole": pa.int64(), "real": pa.float64(), "text": pa.string(), "yes": pa.bool_()}
        found = [self._row(games.game(number)) for number in range(len(games))]
        table = {
            name: pa.array([row.get(name) for row, _ in found], type=types[kind])
            for name, kind in self.columns().items()
        }
        return {**table, "error": pa.array([error for _, error in found], type=pa.string())}

    def _row(self, game: Game | str) -> tuple[dict[str, Any], str | None]:
        if isinstance(game, str):
            return {}, game
        try:
            return self.ask(game), None
        except OracleGamesError as error:
            return {}, str(error)
        except Exception as error:  # a defect met by one game should not end a sweep of millions
            return {}, f"defect of oraclegames, please report: {type(error).__name__}: {error}"

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        settings = {key: getattr(self, key) for key in self.keys}
        listed = {k: list(v) if isinstance(v, tuple) else v for k, v in settings.items()}
        return {"name": self.name, **listed}


@dataclass(frozen=True)
class Values(GameByGame):
    """Whether a totally mixed dependency equilibrium has these values (exact texts)."""

    name = "values"
    keys = ("at",)

    at: tuple[str, ...]

    @classmethod
    def read(cls, table: Mapping[str, Any], family: Family) -> Values:
        """The question of a spec."""
        at = table.get("at")
        if not isinstance(at, list) or len(at) != len(family.shape or at):
            raise InputError('values needs at = one value for each player, such as ["4", "4"]')
        return cls(family.shape, tuple(exact(value, "a value of at") for value in at))

    def ask(self, game: Game) -> dict[str, Any]:
        """See :func:`oraclegames.conditional.values.achieve.achieve`."""
        from oraclegames.conditional.values.achieve import achieve

        return {"achievable": achieve(game, self.at, largest=False).achievable}

    def columns(self) -> dict[str, str]:
        """One column."""
        return {"achievable": "yes"}


@dataclass(frozen=True)
class Best(GameByGame):
    """The best dependency equilibrium under an objective, with the bound that is proved."""

    name = "best"
    keys = ("objective", "boundary", "tolerance")

    objective: str
    boundary: bool
    tolerance: str

    @classmethod
    def read(cls, table: Mapping[str, Any], family: Family) -> Best:
        """The question of a spec."""
        goal = table.get("objective", "welfare")
        if not isinstance(goal, str):
            raise InputError(f"objective should be a text such as welfare, not {goal!r:.60}")
        first = None if family.shape is None else family.games(0, 1).game(0)
        if isinstance(first, Game):
            from oraclegames.conditional.best.objective import objective

            objective(goal, first)
        tolerance = exact(table.get("tolerance", "1/1000"), "tolerance")
        return cls(family.shape, goal, yes(table, "boundary"), tolerance)

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

    def columns(self) -> dict[str, str]:
        """Values of the players only where their number is known; two where it is not."""
        players = {f"v{i + 1}": "real" for i in range(len(self.shape or (2, 2)))}
        fixed = {"status": "text", "value": "real", "value_exact": "text", "bound": "real"}
        return fixed | players


@dataclass(frozen=True)
class Match(GameByGame):
    """What two agents can reach."""

    name = "match"
    keys = ("agents", "delta", "epsilon")

    agents: tuple[str, ...]
    delta: str
    epsilon: str

    @classmethod
    def read(cls, table: Mapping[str, Any], family: Family) -> Match:
        """The question of a spec."""
        from oraclegames.reflective.agents.names import agent
        from oraclegames.reflective.agents.reading import precisions

        if family.shape is not None and len(family.shape) != 2:
            raise InputError(f"agents meet in games of two players, not of shape {family.shape}")
        agents = table.get("agents")
        if not isinstance(agents, list) or not all(isinstance(name, str) for name in agents):
            raise InputError('agents should be a list of names, such as ["nelp", "defect"]')
        cls._fit(agents)
        for name in agents:
            agent(name)
        delta = exact(table.get("delta", "1/200"), "delta")
        epsilon = exact(table.get("epsilon", "1/5"), "epsilon")
        precisions(delta, epsilon)
        return cls(family.shape, tuple(agents), delta, epsilon)

    @classmethod
    def _fit(cls, agents: list[str]) -> None:
        if len(agents) != 2:
            raise InputError(f"a match needs two agents, not {len(agents)}")

    def _pairs(self) -> Sequence[tuple[str, str, str]]:
        """Both agents, and what their columns' names begin with."""
        return [(self.agents[0], self.agents[1], "")]

    def ask(self, game: Game) -> dict[str, Any]:
        """See :func:`oraclegames.reflective.match.match.match`."""
        from oraclegames.reflective.match.match import match

        row: dict[str, Any] = {}
        for first, second, prefix in self._pairs():
            found = match(game, first, second, self.delta, self.epsilon)
            (row_low, row_high), (column_low, column_high) = found.ranges()
            sums = [sum(pair) for pair in found.payoffs]
            numbers = (row_low, row_high, column_low, column_high, min(sums), max(sums))
            row[f"{prefix}fixed_points"] = len(found.fixed_points)
            row |= {f"{prefix}{name}": float(x) for name, x in zip(_RANGES, numbers)}
        return row

    def columns(self) -> dict[str, str]:
        """The columns of each pair."""
        names = {"fixed_points": "whole"} | dict.fromkeys(_RANGES, "real")
        return {
            prefix + name: kind for _, _, prefix in self._pairs() for name, kind in names.items()
        }


@dataclass(frozen=True)
class Tournament(Match):
    """What every ordered pair of some agents can reach."""

    name = "tournament"

    @classmethod
    def _fit(cls, agents: list[str]) -> None:
        if not agents or len(set(agents)) < len(agents):
            raise InputError("a tournament needs agents, each of them once")

    def _pairs(self) -> Sequence[tuple[str, str, str]]:
        return [(a, b, f"{a} vs {b}: ") for a, b in product(self.agents, repeat=2)]


_RANGES = ("row_low", "row_high", "column_low", "column_high", "worst_welfare", "best_welfare")


def _text(number: Any) -> str:
    return str(number) if isinstance(number, Surd) else format_rational(number)

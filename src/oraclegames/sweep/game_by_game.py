"""Questions that are asked game by game: values, best, match, tournament.

The page on sweeps lists their settings and columns. A game to which the question does not apply, or
for which the answer fails, is a row of nulls with its error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError, OracleGamesError
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.show import float_or_none
from oraclegames.games.game import Game
from oraclegames.sweep.families import Family, Games
from oraclegames.sweep.reading import exact, switch

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class GameByGame:
    """A question that is asked of one game after the other.

    Attributes:
        name: which.
        settings: what :data:`ASK` of this name wants to know besides the game; ready for JSON.
        columns: the names of the answer's columns, and their types: whole, real, text or yes.
    """

    name: str
    settings: Mapping[str, Any]
    columns: Mapping[str, str]

    def answer(self, games: Games) -> dict[str, pa.Array]:
        """The columns of the answer, one entry for each game; the column "error" is last."""
        import pyarrow as pa

        types = {"whole": pa.int64(), "real": pa.float64(), "text": pa.string(), "yes": pa.bool_()}
        found = [self._row(games.game(number)) for number in range(len(games))]
        table = {
            name: pa.array([row.get(name) for row, _ in found], type=types[kind])
            for name, kind in self.columns.items()
        }
        return {**table, "error": pa.array([error for _, error in found], type=pa.string())}

    def _row(self, game: Game | str) -> tuple[dict[str, Any], str | None]:
        if isinstance(game, str):
            return {}, game
        try:
            return ASK[self.name](game, **self.settings), None
        except OracleGamesError as error:
            return {}, str(error)
        except Exception as error:  # a defect met by one game should not end a sweep of millions
            return {}, f"defect of oraclegames, please report: {type(error).__name__}: {error}"

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""
        return {"name": self.name, **self.settings}


def values(family: Family, *, at: Any = None) -> GameByGame:
    """Whether a totally mixed dependency equilibrium has these values."""
    if not isinstance(at, list) or len(at) != len(family.shape or at):
        raise InputError('values needs at = one value for each player, such as ["4", "4"]')
    texts = [exact(value, "a value of at") for value in at]
    return GameByGame("values", {"at": texts}, {"achievable": "yes"})


def _ask_values(game: Game, at: list[str]) -> dict[str, Any]:
    from oraclegames.conditional.values.achieve import achieve

    return {"achievable": achieve(game, at, largest=False).achievable}


def best(
    family: Family,
    *,
    objective: Any = "welfare",
    totally_mixed: Any = False,
    tolerance: Any = "1/1000",
) -> GameByGame:
    """The best dependency equilibrium under an objective, with the bound that is proved.

    There are columns for the players' values where their number is known; two where it is not.
    """
    if not isinstance(objective, str):
        raise InputError(f"objective should be a text such as welfare, not {objective!r:.60}")
    first = None if family.shape is None else family.games(0, 1).game(0)
    if isinstance(first, Game):
        from oraclegames.conditional.best.objective import objective as read_objective

        read_objective(objective, first)
    settings = {
        "objective": objective,
        "totally_mixed": switch(totally_mixed, "totally_mixed"),
        "tolerance": exact(tolerance, "tolerance"),
    }
    columns = {"status": "text", "value": "real", "value_exact": "text", "bound": "real"}
    players = {f"v{i + 1}": "real" for i in range(len(family.shape or (2, 2)))}
    return GameByGame("best", settings, columns | players)


def _ask_best(game: Game, objective: str, totally_mixed: bool, tolerance: str) -> dict[str, Any]:
    from oraclegames.conditional.best.best import best

    found = best(game, objective, totally_mixed=totally_mixed, tolerance=tolerance, compare=False)
    bound = None if found.bound is None else float_or_none(found.bound)
    row: dict[str, Any] = {"status": found.status, "bound": bound}
    if found.value is not None:
        exact_value = number_document(found.value)
        text = exact_value if isinstance(exact_value, str) else json.dumps(exact_value)
        row |= {"value": float_or_none(found.value), "value_exact": text}
        row |= {f"v{i}": float_or_none(value) for i, value in enumerate(found.values, 1)}
    return row


def match(
    family: Family, *, agents: Any = None, delta: Any = "1/200", epsilon: Any = "1/5"
) -> GameByGame:
    """What two agents can reach."""
    settings = _meeting(family, agents, delta, epsilon)
    if len(agents) != 2:
        raise InputError(f"a match needs two agents, not {len(agents)}")
    return GameByGame("match", settings, {"fixed_points": "whole"} | dict.fromkeys(_RANGES, "real"))


def tournament(
    family: Family, *, agents: Any = None, delta: Any = "1/200", epsilon: Any = "1/5"
) -> GameByGame:
    """What every ordered pair of some agents can reach."""
    settings = _meeting(family, agents, delta, epsilon)
    if not agents or len(set(agents)) < len(agents):
        raise InputError("a tournament needs agents, each of them once")
    names = {"fixed_points": "whole"} | dict.fromkeys(_RANGES, "real")
    pairs = product(agents, repeat=2)
    columns = {f"{a} vs {b}: {name}": kind for a, b in pairs for name, kind in names.items()}
    return GameByGame("tournament", settings, columns)


_RANGES = ("row_low", "row_high", "column_low", "column_high", "worst_welfare", "best_welfare")


def _meeting(family: Family, agents: Any, delta: Any, epsilon: Any) -> dict[str, Any]:
    from oraclegames.reflective.agents.names import agent
    from oraclegames.reflective.agents.reading import precisions

    if family.shape is not None and len(family.shape) != 2:
        raise InputError(f"agents meet in games of two players, not of shape {family.shape}")
    if not isinstance(agents, list) or not all(isinstance(name, str) for name in agents):
        raise InputError('agents should be a list of names, such as ["nelp", "defect"]')
    for name in agents:
        agent(name)
    settings = {"delta": exact(delta, "delta"), "epsilon": exact(epsilon, "epsilon")}
    precisions(*settings.values())
    return {"agents": agents, **settings}


def _ask_match(game: Game, agents: list[str], delta: str, epsilon: str) -> dict[str, Any]:
    from oraclegames.reflective.match.match import match

    found = match(game, agents[0], agents[1], delta, epsilon)
    sums = [sum(pair) for pair in found.payoffs]
    numbers = [end for ends in found.ranges() for end in ends] + [min(sums), max(sums)]
    row = {name: float_or_none(number) for name, number in zip(_RANGES, numbers)}
    return {"fixed_points": len(found.fixed_points), **row}


def _ask_tournament(game: Game, agents: list[str], delta: str, epsilon: str) -> dict[str, Any]:
    return {
        f"{a} vs {b}: {name}": number
        for a, b in product(agents, repeat=2)
        for name, number in _ask_match(game, [a, b], delta, epsilon).items()
    }


ASK: dict[str, Callable[..., dict[str, Any]]] = {
    "values": _ask_values,
    "best": _ask_best,
    "match": _ask_match,
    "tournament": _ask_tournament,
}
"""For each question the function that answers it for one game, as a row."""

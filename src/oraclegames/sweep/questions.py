"""What a sweep can ask of each game, and how a spec says so.

::

    question = "classify"            # the default; ends = true adds the end points of the arcs
    question = "values"              # at = ["4", "4"]
    question = "best"                # objective = "welfare", boundary = false, tolerance = "1/1000"
    question = "match"               # agents = ["nelp", "defect"], delta = "1/200", epsilon = "1/5"
    question = "tournament"          # agents = ["nelp", "nicer", "defect"], delta, epsilon

The columns of the answers are in :mod:`oraclegames.sweep.in_bulk` and
:mod:`oraclegames.sweep.game_by_game`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from oraclegames.conditional.bulk.classify import BOUND
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.game import Game
from oraclegames.sweep.families import Family, Games, Parametric
from oraclegames.sweep.game_by_game import Best, EachGame, Matches, Values
from oraclegames.sweep.in_bulk import Classify
from oraclegames.sweep.reading import known_keys, yes

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Question", "read_question"]


class Question(Protocol):
    """What every question can do."""

    def answer(self, games: Games) -> dict[str, pa.Array]:
        """The columns of the answer, one entry for each game; the column "error" is last."""

    def to_dict(self) -> dict[str, Any]:
        """Name and settings."""


def read_question(table: Mapping[str, Any], family: Family) -> tuple[Question, tuple[str, ...]]:
    """The question of a spec, and the keys of the spec that belong to it.

    Raises:
        InputError: an unknown question, wrong settings, or one that does not fit the family.
    """
    name = table.get("question", "classify")
    known_keys([str(name)], tuple(_READERS), "the spec", kind="question")
    keys, reader = _READERS[str(name)]
    return reader(table, family), keys


def _classify(table: Mapping[str, Any], family: Family) -> Question:
    if family.shape not in ((2, 2), None):
        raise InputError(f"classify needs 2×2 games; the family has the shape {family.shape}")
    if isinstance(family, Parametric) and family.largest > BOUND:
        raise InputError(
            f"classify needs whole payoffs up to 2^29 = {BOUND} over a common denominator; this "
            f"grid needs {family.largest}: choose a coarser or rounder one"
        )
    return Classify(yes(table, "ends"))


def _values(table: Mapping[str, Any], family: Family) -> Question:
    at = table.get("at")
    if not isinstance(at, list) or len(at) != len(family.shape or at):
        raise InputError('values needs at = one value for each player, such as ["4", "4"]')
    return EachGame(Values(tuple(_number(value, "a value of at") for value in at)), family.shape)


def _best(table: Mapping[str, Any], family: Family) -> Question:
    goal = table.get("objective", "welfare")
    if not isinstance(goal, str):
        raise InputError(f"objective should be a text such as welfare, not {goal!r:.60}")
    first = None if family.shape is None else family.games(0, 1).game(0)
    if isinstance(first, Game):
        from oraclegames.conditional.best.objective import objective

        objective(goal, first)
    tolerance = _number(table.get("tolerance", "1/1000"), "tolerance")
    return EachGame(Best(goal, yes(table, "boundary"), tolerance), family.shape)


def _match(table: Mapping[str, Any], family: Family) -> Question:
    return _matches(table, family, all_pairs=False)


def _tournament(table: Mapping[str, Any], family: Family) -> Question:
    return _matches(table, family, all_pairs=True)


def _matches(table: Mapping[str, Any], family: Family, *, all_pairs: bool) -> Question:
    from oraclegames.reflective.agents.names import agent
    from oraclegames.reflective.agents.zones import precisions

    if family.shape is not None and len(family.shape) != 2:
        raise InputError(f"agents meet in games of two players, not of shape {family.shape}")
    agents = table.get("agents")
    if not isinstance(agents, list) or not all(isinstance(name, str) for name in agents):
        raise InputError('agents should be a list of names, such as ["nelp", "defect"]')
    if all_pairs and (not agents or len(set(agents)) < len(agents)):
        raise InputError("a tournament needs agents, each of them once")
    if not all_pairs and len(agents) != 2:
        raise InputError(f"a match needs two agents, not {len(agents)}")
    for name in agents:
        agent(name)
    delta = _number(table.get("delta", "1/200"), "delta")
    epsilon = _number(table.get("epsilon", "1/5"), "epsilon")
    precisions(delta, epsilon)
    return EachGame(Matches(tuple(agents), delta, epsilon, all_pairs), family.shape)


_READERS: dict[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any], Family], Question]]] = {
    "classify": (("ends",), _classify),
    "values": (("at",), _values),
    "best": (("objective", "boundary", "tolerance"), _best),
    "match": (("agents", "delta", "epsilon"), _match),
    "tournament": (("agents", "delta", "epsilon"), _tournament),
}


def _number(value: Any, what: str) -> str:
    return format_rational(rational(value, approximate=True, what=what))

"""What a sweep can ask of each game, and how a spec says so.

::

    question = "classify"            # the default; ends = true adds the end points of the arcs
    question = "values"              # at = ["4", "4"]
    question = "best"                # objective = "welfare", totally_mixed = false, tolerance
    question = "match"               # agents = ["nelp", "defect"], delta = "1/200", epsilon = "1/5"
    question = "tournament"          # agents = ["nelp", "nicer", "defect"], delta, epsilon

The columns of the answers are in :mod:`oraclegames.sweep.in_bulk` and
:mod:`oraclegames.sweep.game_by_game`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from oraclegames.sweep.families import Family, Games
from oraclegames.sweep.game_by_game import Best, Match, Tournament, Values
from oraclegames.sweep.in_bulk import Classify
from oraclegames.sweep.reading import known_keys

if TYPE_CHECKING:
    import pyarrow as pa


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
    name = str(table.get("question", "classify"))
    known_keys([name], tuple(_KINDS), "the spec", kind="question")
    kind = _KINDS[name]
    return kind.read(table, family), kind.keys


_KINDS: dict[str, type[Classify | Values | Best | Match]] = {
    "classify": Classify,
    "values": Values,
    "best": Best,
    "match": Match,
    "tournament": Tournament,
}

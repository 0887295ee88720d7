"""The one place that touches Gambit's Python package, pygambit (16.4 to 16.7).

Games pass as .nfg texts, which both sides read exactly, in both directions. So a game that Gambit
holds as a tree comes as its reduced strategic form, and a null outcome as payoffs 0.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from typing import Any

from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.games.game import Game
from oraclegames.games.nfg import parse_nfg, repair_labels, write_nfg

__all__ = ["from_gambit", "to_gambit"]


def to_gambit(game: Game) -> Any:
    """The game as a ``pygambit.Game`` with exact payoffs.

    Gambit 16.7 knows only printable ASCII in labels, without spaces at the ends or side by side.
    Labels that keep these rules pass unchanged; in the others accents fall away, a backslash
    becomes a slash, any other character a question mark, and labels that then repeat are numbered.

    Raises:
        MissingDependencyError: pygambit is not installed.
    """
    pygambit = _pygambit()
    plain = game.relabel(
        title=_ascii(game.title),
        players=_gambit_labels(game.players),
        moves=[_gambit_labels(labels) for labels in game.moves],
    )
    return pygambit.read_nfg(io.BytesIO(write_nfg(plain).encode("ascii")))


def from_gambit(game: Any) -> Game:
    """The game of a ``pygambit.Game``, with its labels; a tree is read by its strategic form.

    Raises:
        MissingDependencyError: pygambit is not installed.
        InputError: ``game`` is no ``pygambit.Game``.
    """
    pygambit = _pygambit()
    if not isinstance(game, pygambit.Game):
        raise InputError(f"a pygambit.Game is needed, not {type(game).__name__}")
    return parse_nfg(game.to_nfg(), "<pygambit>").relabel(
        title=game.title,
        players=repair_labels([player.label for player in game.players]),
        moves=[
            repair_labels([strategy.label for strategy in player.strategies])
            for player in game.players
        ],
    )


def _pygambit() -> Any:
    try:
        import pygambit
    except ImportError:
        raise MissingDependencyError(
            "Gambit's games need pygambit: pip install oraclegames[gambit]"
        ) from None
    return pygambit


def _gambit_labels(labels: Sequence[str]) -> list[str]:
    return repair_labels([" ".join(_ascii(label).split()) for label in labels])


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return "".join(
        "/" if c == "\\" else c if c in "\n\r\t" or " " <= c <= "~" else "?" for c in kept
    )

"""Evidence on its way between processes: all but the game, which each of them has.

A certificate names its game several times, and faces keep what was worked out about them; written
down as they are, they would be as large as the game each.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from oraclegames.conditional.trembles.face import Face
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome


def packed(game: Game, value: Any) -> bytes:
    """A value that speaks of the game, without it."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.dispatch_table = {
        Game: lambda own: (_the_game, ()) if own is game else own.__reduce_ex__(5),
        Face: lambda face: (Face, (face.game, face.supported, face.values)),
        Distribution: _reduced,
    }
    pickler.dump(value)
    return written.getvalue()


def unpacked(game: Game, parcel: bytes) -> Any:
    """The value again, of this game. For parcels of our own processes alone."""
    return _Unpickler(game, parcel).load()


def _the_game() -> Game:
    raise AssertionError("it stands for the game of the one who unpacks")


def _point(game: Game, outcome: Outcome) -> Distribution:
    return Distribution.point(game, outcome)


def _reduced(played: Distribution) -> tuple[Any, ...]:
    """A pure outcome by its name."""
    if len(played.support) == 1:
        return _point, (played.game, played.support[0])
    return Distribution, (played.game, played.probabilities)


class _Unpickler(pickle.Unpickler):
    def __init__(self, game: Game, parcel: bytes) -> None:
        super().__init__(io.BytesIO(parcel))
        self._game = game

    def find_class(self, module: str, name: str) -> Any:
        """The one game where it was left out."""
        if (module, name) == (__name__, _the_game.__name__):
            return lambda: self._game
        return super().find_class(module, name)

"""``to_text``: a game in the words of another program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from oraclegames.conditional.spohn_text import SYSTEMS, spohn_text
from oraclegames.errors import no_such
from oraclegames.games.files.gam import write_gam
from oraclegames.games.files.json import write_json
from oraclegames.games.files.nfg import write_nfg
from oraclegames.games.files.written_tables import write_csv, write_latex, write_markdown
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game

FORMATS: dict[str, Callable[[Game], str]] = {
    "nfg": write_nfg,
    "json": write_json,
    "gam": write_gam,
    "csv": write_csv,
    "markdown": write_markdown,
    "latex": write_latex,
    **{system: partial(spohn_text, system=system) for system in SYSTEMS},
}
"""What writes each format."""


def to_text(game: GameLike, format: str) -> str:
    """Write a game as a text.

    Args:
        game: a game, or its name, path or typed table.
        format: "nfg" (Gambit's normal form), "json" (our own), "gam" (GameTracer, QuantEcon),
            "csv", "markdown", "latex" (the style ``sgame``), which write the game; "macaulay2",
            "singular", "sage", "oscar", which write its Spohn ideal, Konstanz matrix and equations
            over ℚ.

    ``load_game`` reads the first five back, with equal payoffs; title and labels stay in "nfg" and
    "json", labels without spaces around them in "csv" and "markdown".

    Raises:
        InputError: there is no such format, or it cannot hold the game ("gam" knows no 1/3).

    >>> print(to_text("2,2 0,3; 3,0 1,1", "csv"))
    "1 \\ 2","1","2"
    "1","2,2","0,3"
    "2","3,0","1,1"
    <BLANKLINE>
    """
    if format not in FORMATS:
        raise no_such("format", format, FORMATS)
    return FORMATS[format](as_game(game))

"""The files that can be taken from the page: the game, the result, and the pictures."""

from __future__ import annotations

import json
import re

from oraclegames.conditional.solve import solve
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.explorer.pictures import shown
from oraclegames.explorer.view import View

KINDS = {
    "game.nfg": "text/plain",
    "game.json": "application/json",
    "equilibria.json": "application/json",
    "equilibria.png": "image/png",
    "equilibria.svg": "image/svg+xml",
    "equilibria.html": "text/html",
    "match.json": "application/json",
    "match.png": "image/png",
    "match.svg": "image/svg+xml",
    "match.html": "text/html",
}
"""The kinds of files and their media types."""


def make_file(view: View, kind: str) -> tuple[bytes, str]:
    """The content of a file and the name to save it under.

    Raises:
        InputError: there is no such kind.
        UnsupportedError: the game has no such picture.
    """
    if kind not in KINDS:
        raise InputError(f"there is no file {kind!r:.40}; there are {', '.join(KINDS)}")
    what, ending = kind.split(".")
    title = re.sub(r"\W+", "-", view.game.title, flags=re.ASCII).strip("-").lower() or "game"
    name = f"{title[:60]}{'' if what == 'game' else '-' + what}.{ending}"
    if kind == "game.nfg":
        return view.game.to_nfg().encode(), name
    if kind == "game.json":
        return view.game.to_json().encode(), name
    if kind == "equilibria.json":
        return _document(solve(view.game).to_dict()), name
    # The rest plays or draws: slow to import, and what draws is not everywhere installed.
    from oraclegames.explorer.programs import play

    if kind == "match.json":
        return _document(play(view).to_dict(verify=False)), name
    from oraclegames.plots.files import picture_bytes
    from oraclegames.plots.pictures.payoffs import payoff_info

    if what == "match":
        return picture_bytes(payoff_info(play(view)), ending, theme=view.theme), name
    if view.game.shape != (2, 2):
        raise UnsupportedError("pictures of equilibria are for games with two moves each")
    info = shown(view, solve(view.game))
    return picture_bytes(info, ending, theme=view.theme), name


def _document(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False).encode()

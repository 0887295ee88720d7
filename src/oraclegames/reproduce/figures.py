"""Figures of the report, as bitmaps inside an HTML page; they need Matplotlib.

``python -m oraclegames.reproduce.figures DIRECTORY`` writes those of the matches as files, for the
documentation.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Sequence
from pathlib import Path

from oraclegames.atomic_write import write_whole
from oraclegames.conditional.solve import solve
from oraclegames.games.game import Game
from oraclegames.plots.files import static_bytes
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.values_picture import both_info
from oraclegames.reflective.match.match import Match, match
from oraclegames.reproduce.claim import Claim

Figure = tuple[str, str]
"""A picture as a data address, and what it shows."""


def figure_of(claim: Claim, quick: bool = False) -> Figure | None:
    """The claim's picture, drawn from its own inputs; None if it has none.

    Raises:
        MissingDependencyError: Matplotlib is not installed.
    """
    inputs = {**claim.defaults, **(claim.quick if quick else {})}
    if claim.picture == "solution":
        return solution_figure(inputs["game"])
    if claim.picture == "match":
        game = inputs["games"][-1]
        played = match(game, inputs["first"], inputs["second"], inputs["deltas"][-1], "1/5")
        return match_figure(played)
    return None


def main(arguments: Sequence[str]) -> None:
    """Write the figures of all matches into the directory that is the only argument."""
    from oraclegames.reproduce.registry import claims

    (directory,) = map(Path, arguments)
    directory.mkdir(parents=True, exist_ok=True)
    for one in claims():
        drawn = figure_of(one) if one.picture == "match" else None
        if drawn is not None:
            data = base64.b64decode(drawn[0].partition(",")[2])
            write_whole(directory / f"{one.id.replace('/', '_')}.png", data)


def solution_figure(game: Game) -> Figure:
    """The tetrahedron and the value plane of a 2×2 game."""
    return _address(static_bytes(both_info(solve(game), nash=True), "png")), (
        f"{game.title}: left the joint distributions with the surfaces on which each player is "
        "indifferent, right what the equilibria are worth. Filled points are reflective, hollow "
        "ones dependency equilibria only, diamonds Nash equilibria."
    )


def match_figure(played: Match) -> Figure:
    """The payoffs that two agents can reach, in the set that independent play can reach."""
    info = payoff_info(played)
    return _address(static_bytes(info, "png")), (
        f"{info.title}, δ = {played.delta}, ε = {played.epsilon}: "
        f"{len(info.points)} outcomes that some reflective oracle brings about. Grey: what "
        "independent play can reach, with its Pareto frontier. Green and yellow: what the agents "
        "allow. The cross marks the minmax values."
    )


def _address(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


if __name__ == "__main__":
    main(sys.argv[1:])

"""Figures of the report, as bitmaps inside an HTML page; they need Matplotlib.

``python -m oraclegames.reproduce.figures DIRECTORY`` writes those of the matches as files, for the
documentation.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from oraclegames.conditional.solve import solve
from oraclegames.games.game import Game
from oraclegames.reflective.match.match import Match, match
from oraclegames.reproduce.claim import Claim

__all__ = ["Figure", "figure_of", "main", "match_figure", "solution_figure"]

Figure = tuple[str, str]
"""A picture as a data address, and what it shows."""

_COLOURS = ("#2e8b57", "#d9a400")


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
            (directory / f"{one.id.replace('/', '_')}.png").write_bytes(data)


def solution_figure(game: Game) -> Figure:
    """The tetrahedron and the value plane of a 2×2 game."""
    from oraclegames.plots import save_solution_plot

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "figure.png"
        save_solution_plot(solve(game), path, overlays=("nash",))
        data = path.read_bytes()
    return _address("png", data), (
        f"{game.title}: left the joint distributions with the surfaces on which each player is "
        "indifferent, right what the equilibria are worth. Filled points are reflective, hollow "
        "ones dependency equilibria only, diamonds Nash equilibria."
    )


def match_figure(played: Match) -> Figure:
    """The payoffs that two agents can reach, in the set that independent play can reach."""
    from oraclegames.plots.pictures.payoffs import payoff_info

    info = payoff_info(played)
    figure, axes = _empty()
    from matplotlib.collections import PolyCollection

    axes.add_collection(PolyCollection(info.patches, facecolors="#e8ecf1", edgecolors="#e8ecf1"))
    for region in info.regions:
        if region.corners:
            us, vs = zip(*(*region.corners, region.corners[0]))
            colour = _COLOURS[region.greedy]
            axes.fill(us, vs, color=colour, alpha=0.18, linewidth=0)
            axes.plot(us, vs, color=colour, linewidth=1)
    for line in info.frontier:
        axes.plot(*zip(*line), color="#7a8799", linewidth=1)
    for label, (u, v) in info.outcomes:
        axes.annotate(label, (u, v), textcoords="offset points", xytext=(5, 5), fontsize=9)
    settled = [p for p, random in zip(info.points, info.randomised) if not random]
    random = [p for p, random in zip(info.points, info.randomised) if random]
    for points, colour, name in (
        (settled, "#c8102e", "definite answers"),
        (random, "#1f5ab4", "random answers"),
    ):
        if points:
            axes.scatter(*zip(*points), s=5, color=colour, label=name, zorder=3)
    axes.plot(*info.threat, marker="+", color="black", markersize=9, zorder=2)
    axes.set_xlabel(f"payoff of {played.agents[0].name} (player {info.players[0]})")
    axes.set_ylabel(f"payoff of {played.agents[1].name} (player {info.players[1]})")
    axes.legend(loc="lower left", fontsize=8, frameon=False)
    axes.autoscale_view()
    axes.margins(0.08)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110, bbox_inches="tight")
    return _address("png", buffer.getvalue()), (
        f"{info.title}, δ = {played.delta}, ε = {played.epsilon}: "
        f"{len(info.points)} outcomes that some reflective oracle brings about. Grey: what "
        "independent play can reach, with its Pareto frontier. Green and yellow: what the agents "
        "allow. The cross marks the minmax values."
    )


def _empty() -> tuple[Any, Any]:
    from oraclegames.errors import MissingDependencyError

    try:
        from matplotlib.figure import Figure as Canvas
    except ImportError:
        raise MissingDependencyError(
            "the figures of the report need matplotlib: pip install 'oraclegames[plot]'"
        ) from None
    figure = Canvas(figsize=(5.2, 4.6))
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


if __name__ == "__main__":
    main(sys.argv[1:])

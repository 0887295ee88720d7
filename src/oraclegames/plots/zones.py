"""The zone picture of a match: what each agent does after every pair of readings.

The square has the probability of the first player's first move to the right and the second's
upwards; one panel for each agent, coloured by behaviour, with the fixed points on top. A fixed
point on the border of two colours is one that needs random answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from oraclegames.errors import UnsupportedError
from oraclegames.reflective.behaviour import LABELS, codes_on_grid
from oraclegames.reflective.match import Match

__all__ = ["ZoneInfo", "zone_figure", "zone_info"]

_COLOURS = ("#e8e8e8", "#8fd19e", "#f2a0a0", "#f7d794", "#6c5b7b", "#9ec9f0")


@dataclass(frozen=True)
class ZoneInfo:
    """The numbers behind the zone picture.

    Attributes:
        agents: the agents' names.
        axes: what the axes measure.
        centres: for each player the midpoints of the zones shown.
        codes: for each agent a row for each zone of the second player, an entry for each of the
            first's; see :data:`oraclegames.reflective.behaviour.LABELS`.
        labels: what the codes mean.
        points: the fixed points, (first, second player's probability of the first move).
        randomised: for each fixed point whether the oracle must answer at random.
    """

    agents: tuple[str, str]
    axes: tuple[str, str]
    centres: tuple[tuple[float, ...], tuple[float, ...]]
    codes: tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]
    labels: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    randomised: tuple[bool, ...]


def zone_info(match: Match, *, most: int = 400) -> ZoneInfo:
    """Gather the zone picture; of more than ``most`` zones every second, third, … is shown.

    Raises:
        UnsupportedError: unless both players have two moves.
    """
    if match.game.shape != (2, 2):
        raise UnsupportedError(
            f"the zone picture needs two moves for each player; the shape is {match.game.shape}"
        )
    grids = codes_on_grid(match.seats, match.agents, match.delta)
    count = grids[0].shape[0]
    shown = np.arange(0, count, -(-count // most))
    delta = float(match.delta)
    centres = tuple((k * delta + min((k + 1) * delta, 1.0)) / 2 for k in shown.tolist())
    first, second = (
        tuple(tuple(row) for row in grid[np.ix_(shown, shown)].T.tolist()) for grid in grids
    )
    names = match.game.players
    return ZoneInfo(
        agents=(match.agents[0].name, match.agents[1].name),
        axes=(
            f"{names[0]} plays {match.game.moves[0][0]}",
            f"{names[1]} plays {match.game.moves[1][0]}",
        ),
        centres=(centres, centres),
        codes=(first, second),
        labels=LABELS,
        points=tuple((float(x), float(y)) for x, y in match.play_array()),
        randomised=tuple(point.randomised for point in match.fixed_points),
    )


def zone_figure(info: ZoneInfo) -> Any:
    """Draw the zone picture as a ``plotly.graph_objects.Figure``; needs Plotly."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    titles = [f"{agent} as player {k + 1}" for k, agent in enumerate(info.agents)]
    figure = make_subplots(rows=1, cols=2, subplot_titles=titles, shared_yaxes=True)
    last = len(info.labels) - 1
    scale = [
        (edge, colour)
        for k, colour in enumerate(_COLOURS)
        for edge in (k / (last + 1), (k + 1) / (last + 1))
    ]
    for panel, codes in enumerate(info.codes, start=1):
        figure.add_trace(
            go.Heatmap(
                x=info.centres[0],
                y=info.centres[1],
                z=codes,
                zmin=-0.5,
                zmax=last + 0.5,
                colorscale=scale,
                showscale=panel == 2,
                colorbar={"tickvals": list(range(last + 1)), "ticktext": list(info.labels)},
                hovertemplate="%{x:.3f}, %{y:.3f}<extra></extra>",
            ),
            row=1,
            col=panel,
        )
        for random, symbol, name in (
            (False, "circle", "fixed points"),
            (True, "circle-open", "fixed points, random answers"),
        ):
            chosen = [point for point, flag in zip(info.points, info.randomised) if flag is random]
            figure.add_trace(
                go.Scatter(
                    x=[x for x, _ in chosen],
                    y=[y for _, y in chosen],
                    mode="markers",
                    marker={
                        "symbol": symbol,
                        "color": "black",
                        "size": 6,
                        "line": {"color": "white" if symbol == "circle" else "black", "width": 1},
                    },
                    cliponaxis=False,
                    name=name,
                    showlegend=panel == 1,
                ),
                row=1,
                col=panel,
            )
    figure.update_xaxes(title=info.axes[0], range=[0, 1], constrain="domain")
    figure.update_yaxes(title=info.axes[1], range=[0, 1], col=1)
    figure.update_layout(template="plotly_white", legend={"orientation": "h"})
    return figure

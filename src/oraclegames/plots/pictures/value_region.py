"""The picture of achievable values: the region of two players, the body of three.

``info = value_region_info(region)`` is plain data, ``figure = draw_value_region(info)`` a Plotly
figure; :func:`value_region` does both. Shown are the certified cells (achievable; undecided at the
edge, with those whose centre is achievable set apart), the curve of a 2×2 game, the values of the
pure outcomes (those that are dependency equilibria filled), the Nash equilibria where Gambit is
installed, and the polygon or body of the values of correlated equilibria (Aumann 1974).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.rival_equilibria import best_correlated, list_nash
from oraclegames.conditional.check.pure import pure_equilibria
from oraclegames.conditional.values.achieve import decide
from oraclegames.conditional.values.region import ValueRegion
from oraclegames.errors import MissingDependencyError, UnsupportedError
from oraclegames.plots.look.style import look
from oraclegames.plots.plotly.plane import translucent
from oraclegames.plots.plotly.space import frame, legend

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["ValueRegionInfo", "draw_value_region", "value_region", "value_region_info"]

Point = tuple[float, ...]

_COLOURS = {
    "in": "#CC79A7",
    "half": "#DDA9C6",
    "edge": "#F3E3EC",
    "curve": "#14161A",
    "correlated": "#009E73",
    "nash": "#D55E00",
    "outcomes": "#8A8F98",
}


@dataclass(frozen=True)
class ValueRegionInfo:
    """What the picture shows; all points have one coordinate for each player.

    Attributes:
        title: the game's.
        players: the labels of the axes, two or three.
        inside: the corners of every achievable cell, in the order of :attr:`Box.corners`.
        half: the corners of every undecided cell whose centre is achievable.
        edge: the corners of every other undecided cell.
        curves: points along each arc of a 2×2 game.
        correlated: extreme values of the correlated equilibria, found in many directions; for two
            players in the order of the polygon.
        nash: the values of the Nash equilibria; None if they are not known.
        outcomes: (label, values, whether it is a dependency equilibrium) of each pure outcome.
    """

    title: str
    players: tuple[str, ...]
    inside: tuple[tuple[Point, ...], ...]
    half: tuple[tuple[Point, ...], ...]
    edge: tuple[tuple[Point, ...], ...]
    curves: tuple[tuple[Point, ...], ...]
    correlated: tuple[Point, ...]
    nash: tuple[Point, ...] | None
    outcomes: tuple[tuple[str, Point, bool], ...]


def value_region_info(region: ValueRegion) -> ValueRegionInfo:
    """What the picture of a region shows.

    Cost: 24 (two players) or 26 (three) linear programs for the correlated equilibria, and the
    pure equilibria.

    Raises:
        UnsupportedError: if the game has neither two nor three players.
    """
    game = region.game
    if game.n_players not in (2, 3):
        raise UnsupportedError(
            f"a picture of values needs two or three players, not {game.n_players}: use "
            "bounding_box()"
        )
    shown: dict[str, list[tuple[Point, ...]]] = {"in": [], "half": [], "edge": [], "out": []}
    curve = region.interior is not None and bool(region.interior.arcs)
    for cell in region.cells:
        kind: str = cell.kind
        if kind == "edge":
            if curve:
                continue
            centre = region.space.point(cell.box.centre)
            kind = "half" if decide(game, centre).achievable else "edge"
        shown[kind].append(tuple(_floats(corner) for corner in region.corners(cell)))
    nash = list_nash(game)
    equilibria = {pure.outcome for pure in pure_equilibria(game)}
    return ValueRegionInfo(
        game.title,
        game.players,
        tuple(shown["in"]),
        tuple(shown["half"]),
        tuple(shown["edge"]),
        _curves(region),
        _correlated(region),
        None if nash is None else tuple(sorted({_floats(play.values) for play in nash})),
        tuple(
            (", ".join(game.outcome_labels(o)), _floats(game.payoffs(o)), o in equilibria)
            for o in game.outcomes()
        ),
    )


def _floats(v: Any) -> Point:
    return tuple(float(x) for x in v)


def _curves(region: ValueRegion) -> tuple[tuple[Point, ...], ...]:
    if region.interior is None:
        return ()
    game = region.game
    tables = [[float(u) for u in game.payoff_array(i).flat] for i in (0, 1)]
    curves = []
    for arc in region.interior.arcs:
        low, high = (float(end) for end in arc.span)
        points = [_floats(arc.ends[0].values)]
        for k in range(1, 200):
            play = arc.near(low + (high - low) * k / 200)
            points.append(tuple(sum(p * u for p, u in zip(play, row)) for row in tables))
        curves.append((*points, _floats(arc.ends[1].values)))
    return tuple(curves)


def _correlated(region: ValueRegion) -> tuple[Point, ...]:
    """Extreme values in many directions; the polygon's corners in order for two players."""
    game = region.game
    zeros = (Fraction(0),) * game.n_players
    if game.n_players == 2:
        quarter: list[tuple[int, ...]] = [(4, 0), (4, 1), (4, 2), (4, 4), (2, 4), (1, 4)]
        directions: list[tuple[int, ...]] = []
        for _ in range(4):
            directions += quarter
            quarter = [(-b, a) for a, b in quarter]
    else:
        directions = [d for d in itertools.product((-1, 0, 1), repeat=3) if any(d)]
    found: list[Point] = []
    for direction in directions:
        weights = tuple(Fraction(x) for x in direction)
        goal = Objective("linear", "linear", weights, zeros)
        point = _floats(best_correlated(game, goal).values)
        if point not in found:
            found.append(point)
    return tuple(found)


def draw_value_region(
    info: ValueRegionInfo, *, theme: str = "light", size: str = "screen"
) -> Figure:
    """The Plotly figure of an info: flat for two players, turnable for three.

    Raises:
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    chosen = look(theme, size)
    try:
        import plotly.graph_objects as go
    except ImportError as error:
        raise MissingDependencyError(
            "pictures need plotly: pip install 'oraclegames[plot]'"
        ) from error
    flat = len(info.players) == 2
    traces = (_flat_traces if flat else _solid_traces)(info)
    figure = go.Figure()
    for trace in traces:
        if trace["name"] == "totally mixed equilibria":
            trace["line"]["color"] = chosen.theme.ink
        figure.add_trace(getattr(go, trace.pop("kind"))(**trace))
    width, height = chosen.size.pixels
    figure.update_layout(
        {**frame(info.title, chosen), "legend": legend(chosen), "width": width, "height": height}
    )
    names = [f"value of {player}" for player in info.players]
    if flat:
        figure.update_layout(xaxis_title=names[0], yaxis_title=names[1], legend_y=-0.14)
        figure.update_layout(margin={"l": 4.5 * chosen.size.font, "b": 3 * chosen.size.font})
        grid = translucent(chosen.theme.faint, 0.22)
        for axes in (figure.update_xaxes, figure.update_yaxes):
            axes(gridcolor=grid, zeroline=False, linecolor=chosen.theme.faint, showline=True)
        figure.update_yaxes(scaleanchor="x", scaleratio=1)
    else:
        axes = ("xaxis", "yaxis", "zaxis")
        figure.update_layout(scene={a: {"title": {"text": n}} for a, n in zip(axes, names)})
    return figure


def value_region(region: ValueRegion) -> Figure:
    """The picture of the achievable values of a game with two or three players."""
    return draw_value_region(value_region_info(region))


def _spread(points: Any, names: str = "xyz") -> dict[str, list[Any]]:
    """Points as coordinate lists."""
    rows = list(points)
    return {name: [p[k] for p in rows] for k, name in enumerate(names[: len(rows[0])])}


def _flat_traces(info: ValueRegionInfo) -> list[dict[str, Any]]:
    traces: list[dict[str, Any]] = []
    if len(info.correlated) > 1:
        loop = [*info.correlated, info.correlated[0]]
        traces.append(
            {
                "kind": "Scatter",
                **_spread(loop),
                "mode": "lines",
                "fill": "toself",
                "opacity": 0.35,
                "line": {"color": _COLOURS["correlated"], "width": 1},
                "name": "correlated equilibria",
            }
        )
    for kind, cells, name in (
        ("edge", info.edge, "undecided"),
        ("half", info.half, "undecided, centre achievable"),
        ("in", info.inside, "achievable, totally mixed"),
    ):
        if cells:
            traces.append(_outlines(cells, _COLOURS[kind], name))
    traces += [
        {
            "kind": "Scatter",
            **_spread(curve),
            "mode": "lines",
            "line": {"color": _COLOURS["curve"], "width": 3},
            "name": "totally mixed equilibria",
            "showlegend": number == 0,
        }
        for number, curve in enumerate(info.curves)
    ]
    return traces + _markers(info, "Scatter")


def _outlines(cells: tuple[tuple[Point, ...], ...], colour: str, name: str) -> dict[str, Any]:
    """All cells as one filled trace; None separates them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for cell in cells:
        # Corners come as (low, low), (low, high), (high, low), (high, high).
        loop = [cell[k] for k in (0, 1, 3, 2, 0)] if len(cell) == 4 else list(cell)
        xs += [*(p[0] for p in loop), None]
        ys += [*(p[1] for p in loop), None]
    return {
        "kind": "Scatter",
        "x": xs,
        "y": ys,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": colour, "width": 1 if len(cells[0]) == 4 else 4},
        "name": name,
        "hoverinfo": "skip",
    }


def _solid_traces(info: ValueRegionInfo) -> list[dict[str, Any]]:
    traces: list[dict[str, Any]] = []
    if len(info.correlated) > 3:
        traces.append(
            {
                "kind": "Mesh3d",
                **_spread(info.correlated),
                "alphahull": 0,
                "opacity": 0.15,
                "color": _COLOURS["correlated"],
                "name": "correlated equilibria",
                "showlegend": True,
            }
        )
    for kind, cells, name in (
        ("in", info.inside, "achievable, totally mixed"),
        ("half", info.half, "undecided, centre achievable"),
    ):
        solid = [cell for cell in cells if len(cell) == 8]
        if solid:
            traces.append(_cubes(solid, _COLOURS[kind], name))
        thin = [cell for cell in cells if len(cell) < 8]
        if thin:
            middles = [tuple(sum(c) / len(c) for c in zip(*cell)) for cell in thin]
            traces.append(
                {
                    "kind": "Scatter3d",
                    **_spread(middles),
                    "mode": "markers",
                    "marker": {"size": 3, "color": _COLOURS[kind]},
                    "name": name,
                }
            )
    return traces + _markers(info, "Scatter3d")


FACES = ((0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5))


def _cubes(cells: Sequence[tuple[Point, ...]], colour: str, name: str) -> dict[str, Any]:
    """Boxes with corners in binary order as one mesh of triangles."""
    corners = [corner for cell in cells for corner in cell]
    triangles = [
        (8 * n + a, 8 * n + b, 8 * n + c)
        for n in range(len(cells))
        for p, q, r, s in FACES
        for a, b, c in ((p, q, r), (p, r, s))
    ]
    return {
        "kind": "Mesh3d",
        **_spread(corners),
        **_spread(triangles, "ijk"),
        "color": colour,
        "opacity": 0.6,
        "flatshading": True,
        "name": name,
        "showlegend": True,
    }


def _markers(info: ValueRegionInfo, kind: str) -> list[dict[str, Any]]:
    traces = []
    for chosen, name, symbol in (
        (True, "pure equilibria", "square"),
        (False, "other pure outcomes", "square-open"),
    ):
        rows = [(label, v) for label, v, yes in info.outcomes if yes == chosen]
        if rows:
            traces.append(
                {
                    "kind": kind,
                    **_spread([v for _, v in rows]),
                    "text": [label for label, _ in rows],
                    "mode": "markers",
                    "marker": {"symbol": symbol, "size": 7, "color": _COLOURS["outcomes"]},
                    "name": name,
                }
            )
    if info.nash:
        traces.append(
            {
                "kind": kind,
                **_spread(info.nash),
                "mode": "markers",
                "marker": {"symbol": "diamond-open", "size": 10, "color": _COLOURS["nash"]},
                "name": "Nash equilibria",
            }
        )
    return traces

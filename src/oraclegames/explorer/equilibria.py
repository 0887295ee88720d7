"""What the page of equilibria shows: both pictures, the words, and the points that are looked at.

The pictures are those of :mod:`oraclegames.plots`; here they lose the legend of Plotly (the page
has switches of its own), fill whatever room the page gives them, and gain the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.conditional.solution import Solution
from oraclegames.conditional.solve import solve
from oraclegames.explorer.choices import game_fields
from oraclegames.explorer.details import judged, own_distribution, picked_equilibrium
from oraclegames.explorer.python_lines import equilibria_lines
from oraclegames.explorer.view import View, WrongFieldsError
from oraclegames.plots.look.style import look
from oraclegames.plots.pictures.layers import ROLES
from oraclegames.plots.pictures.layout import places_of
from oraclegames.plots.pictures.values_picture import BothInfo, both_info, values_plane
from oraclegames.plots.plotly.frame import frame
from oraclegames.plots.plotly.hover import escape, teller
from oraclegames.plots.plotly.plane import plane_layout, plane_traces
from oraclegames.plots.plotly.space import space_layout, space_traces

BUDGET = 2.0
"""Seconds for what is known in outline of games beyond 2×2."""

ZOOM = 1.22
CENTRE = {"x": 0.1, "y": 0.0, "z": 0.0}
"""The whole tetrahedron with its labels fits into a square picture."""

PICKED, OWN = "#CC79A7", "#56B4E9"


def equilibria_page(view: View) -> dict[str, Any]:
    """Everything that the page of equilibria shows, ready for JSON."""
    game = view.game
    solution = solve(game, budget=BUDGET)
    picked = own = None
    wrong: list[tuple[str, str]] = []
    two_by_two = game.shape == (2, 2)
    if view.pick is not None and two_by_two:
        cells = picked_equilibrium(solution, view.pick)
        picked = judged(game, cells) if cells is not None else None
    if view.own is not None:
        try:
            own = judged(game, own_distribution(game, view.own).probabilities)
        except WrongFieldsError as error:
            wrong += error.cells
    return {
        "game": game_fields(game),
        "pictures": _pictures(view, solution, picked, own) if two_by_two else None,
        "words": solution.describe(),
        "picked": picked,
        "own": own,
        "wrong": wrong,
        "python": equilibria_lines(view),
    }


def shown(view: View, solution: Solution) -> BothInfo:
    """Both pictures with the layers that are switched on."""
    return both_info(solution, **view.layers.switches)


def _pictures(
    view: View,
    solution: Solution,
    picked: dict[str, Any] | None,
    own: dict[str, Any] | None,
) -> dict[str, Any]:
    info = shown(view, solution)
    chosen = look(view.theme, "screen")
    space = space_traces(info.tetrahedron, chosen, talking_meshes=False)
    flat = values_plane(info.values)
    plane = plane_traces(flat, chosen, teller(info.values))
    for traces in (space, plane):
        for trace in traces:
            trace["meta"] = {"layer": _switch(trace.get("legendgroup"))}
    for detail, name, colour in ((picked, "picked", PICKED), (own, "own", OWN)):
        if detail is not None:
            space.append(_spot(view, detail, name, colour, flat=False))
            plane.append(_spot(view, detail, name, colour, flat=True))
    common = {
        **frame("", chosen),
        "margin": {"l": 0, "r": 0, "b": 0, "t": 0},
        "autosize": True,
        "showlegend": False,
        "uirevision": "keep",  # the camera stays as it was turned
    }
    del common["width"], common["height"]  # the page gives it its room
    scene = {**space_layout(info.tetrahedron, chosen), "aspectratio": dict.fromkeys("xyz", ZOOM)}
    scene["camera"] = {**scene["camera"], "center": CENTRE}
    return {
        "space": {"data": _rounded(space), "layout": {**common, "scene": scene}},
        "plane": {
            "data": plane,
            "layout": {
                **common,
                **plane_layout(flat, chosen),
                "margin": {"l": 56, "r": 14, "b": 48, "t": 14},
                "uirevision": None,
            },
        },
        "legend": [
            {
                "layer": _switch(layer.role),
                "role": layer.role,
                "name": layer.name,
                "colour": chosen.theme.styles[layer.role].colour,
            }
            for layer in info.tetrahedron.layers
        ],
    }


def _switch(role: str | None) -> str:
    return next((name for name, roles in ROLES.items() if role in roles), role or "frame")


def _spot(
    view: View, detail: dict[str, Any], name: str, colour: str, *, flat: bool
) -> dict[str, Any]:
    """The point that is looked at, in one of the pictures."""
    if flat:
        place: Sequence[float] = [value["float"] for value in detail["values"]]
    else:
        (place,) = places_of([[cell["float"] for cell in detail["cells"]]])
    text = "the point picked" if name == "picked" else "your distribution"
    return {
        "type": "scatter" if flat else "scatter3d",
        "mode": "markers",
        **{axis: [coordinate] for axis, coordinate in zip("xyz", place)},
        "marker": {
            "color": colour,
            "size": 13 if flat else 8,
            "symbol": "circle" if name == "picked" else "square",
            "line": {"color": look(view.theme, "screen").theme.ink, "width": 1.5},
        },
        "hovertext": escape(text),
        "hoverinfo": "text",
        "name": name,
        "meta": {"layer": name},
    }


def _rounded(traces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Places in the tetrahedron to six digits, less than a hundredth of a pixel."""
    for trace in traces:
        for axis in "xyz":
            trace[axis] = [None if x is None else round(x, 6) for x in trace[axis]]
    return traces

"""Drawing a plane with Plotly: two axes with a unit of their own each, and layers on them.

Payoffs of different players do not compare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from oraclegames.plots.look.style import Look
from oraclegames.plots.pictures.scene import Mark, Place, Plane
from oraclegames.plots.plotly.frame import Drawn, axis, frame, label_annotations, legend
from oraclegames.plots.plotly.traces import Stage, Trace, layer_traces

Tell = Callable[[Sequence[Mark]], list[str]] | None


def draw_plane(plane: Plane, chosen: Look, tell: Tell = None) -> Drawn:
    """The figure; ``tell`` is what the pointer says at marks."""
    layout = {
        **frame(plane.title, chosen),
        "legend": legend(chosen, -0.14),
        **plane_layout(plane, chosen),
    }
    layout["margin"]["l"] = 4.5 * chosen.size.font
    return {"data": plane_traces(plane, chosen, tell), "layout": layout}


def plane_layout(plane: Plane, chosen: Look) -> dict[str, Any]:
    """The axes, and the names beside the points."""
    axes = zip(("xaxis", "yaxis"), plane.axes, plane.ranges)
    return {
        "annotations": label_annotations(plane.labels, chosen),
        **{key: axis(title, span, chosen) for key, title, span in axes},
    }


def plane_traces(plane: Plane, chosen: Look, tell: Tell = None) -> list[Trace]:
    """The layers from the back to the front."""
    stage = Stage(chosen, 2, flat, tell)
    return [trace for layer in plane.layers for trace in layer_traces(layer, stage)]


def flat(points: Sequence[Any]) -> list[Place]:
    """Where points of one kind stand: marks at their values."""
    if points and isinstance(points[0], Mark):
        return [point.values for point in points]
    return list(points)

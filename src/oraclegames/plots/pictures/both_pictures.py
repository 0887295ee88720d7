"""The tetrahedron and the plane of values side by side, with one legend for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oraclegames.conditional.solution import Solution
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo, tetrahedron_info
from oraclegames.plots.pictures.values_picture import ValuesInfo, values_info

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["BothInfo", "both", "both_info", "draw_both"]


@dataclass(frozen=True)
class BothInfo:
    """The infos of the two pictures."""

    tetrahedron: TetrahedronInfo
    values: ValuesInfo


def both_info(
    solution: Solution,
    *,
    surfaces: bool = True,
    product: bool = False,
    nash: bool = False,
    correlated: bool = False,
    best: bool = False,
) -> BothInfo:
    """What both pictures show; the arguments are those of the tetrahedron.

    Raises:
        UnsupportedError: the game is not 2×2, or its payoffs exceed 10^150.
    """
    space = tetrahedron_info(
        solution, surfaces=surfaces, product=product, nash=nash, correlated=correlated, best=best
    )
    return BothInfo(space, values_info(solution, nash=nash, best=best, tetrahedron=space))


def both(
    solution: Solution,
    *,
    surfaces: bool = True,
    product: bool = False,
    nash: bool = False,
    correlated: bool = False,
    best: bool = False,
    theme: str = "light",
    size: str = "screen",
) -> Figure:
    """A Plotly figure of the tetrahedron and of the values of a solved 2×2 game.

    Layers of the same role have one colour and one entry of the legend, which switches both.

    Raises:
        UnsupportedError: the game is not 2×2.
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    info = both_info(
        solution, surfaces=surfaces, product=product, nash=nash, correlated=correlated, best=best
    )
    return draw_both(info, theme=theme, size=size)


def draw_both(info: BothInfo, *, theme: str = "light", size: str = "screen") -> Figure:
    """The Plotly figure of an info.

    Raises:
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    from oraclegames.plots.look.style import look
    from oraclegames.plots.plotly.plane import plane_layout, plane_traces
    from oraclegames.plots.plotly.space import figure_of, frame, legend, space_layout, space_traces

    chosen = look(theme, size)
    width, height = chosen.size.pixels
    left = space_traces(info.tetrahedron, chosen)
    right = plane_traces(info.values, chosen)
    listed = {trace["legendgroup"] for trace in left if trace["showlegend"]}
    for trace in right:
        if trace.get("legendgroup") in listed:
            trace["showlegend"] = False
    axes = plane_layout(info.values, chosen)
    axes["xaxis"]["domain"] = [0.6, 1.0]
    axes["yaxis"]["domain"] = [0.08, 0.94]
    scene = {
        **space_layout(info.tetrahedron, chosen),
        "domain": {"x": [0.0, 0.52], "y": [0.0, 1.0]},
    }
    layout = {
        **frame(info.tetrahedron.title, chosen),
        **axes,
        "scene": scene,
        "legend": {**legend(chosen), "y": -0.06},
        "width": round(1.6 * width),
        "height": height,
    }
    return figure_of([*left, *right], layout)

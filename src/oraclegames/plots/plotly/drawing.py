"""Drawing any info with Plotly, as plain JSON: nothing here needs Plotly itself."""

from __future__ import annotations

from oraclegames.plots.look.style import Look
from oraclegames.plots.pictures.match_layers import payoff_plane
from oraclegames.plots.pictures.payoffs import PayoffInfo
from oraclegames.plots.pictures.phase import PhaseInfo
from oraclegames.plots.pictures.scene import Info
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.pictures.value_region import ValueRegionInfo, region_plane
from oraclegames.plots.pictures.values_picture import BothInfo, ValuesInfo, values_plane
from oraclegames.plots.pictures.zones import ZoneInfo
from oraclegames.plots.plotly.frame import Drawn, frame, legend
from oraclegames.plots.plotly.heatmaps import draw_phase, draw_zones
from oraclegames.plots.plotly.hover import teller
from oraclegames.plots.plotly.plane import draw_plane, plane_layout, plane_traces
from oraclegames.plots.plotly.space import draw_body, draw_tetrahedron, space_layout, space_traces


def draw_plotly(info: Info, chosen: Look) -> Drawn:
    """The traces and the layout of an info."""
    match info:
        case TetrahedronInfo():
            return draw_tetrahedron(info, chosen)
        case ValuesInfo():
            return draw_plane(values_plane(info), chosen, teller(info))
        case BothInfo():
            return _both(info, chosen)
        case ValueRegionInfo():
            if len(info.players) == 3:
                return draw_body(info, chosen)
            return draw_plane(region_plane(info), chosen)
        case PayoffInfo():
            return draw_plane(payoff_plane(info), chosen)
        case ZoneInfo():
            return draw_zones(info, chosen)
        case PhaseInfo():
            return draw_phase(info, chosen)
    raise TypeError(f"there is no picture of {type(info).__name__}")


def _both(info: BothInfo, chosen: Look) -> Drawn:
    """Side by side; layers of the same role have one entry of the legend, which switches both."""
    left = space_traces(info.tetrahedron, chosen)
    plane = values_plane(info.values)
    right = plane_traces(plane, chosen, teller(info.values))
    listed = {trace["legendgroup"] for trace in left if trace["showlegend"]}
    for trace in right:
        if trace["legendgroup"] in listed:
            trace["showlegend"] = False
    axes = plane_layout(plane, chosen)
    axes["xaxis"]["domain"] = [0.6, 1.0]
    axes["yaxis"]["domain"] = [0.08, 0.94]
    scene = space_layout(info.tetrahedron, chosen)
    scene["domain"] = {"x": [0.0, 0.52], "y": [0.0, 1.0]}
    layout = {**frame(info.title, chosen), **axes, "scene": scene, "legend": legend(chosen, -0.06)}
    layout["width"] = round(1.6 * layout["width"])
    return {"data": [*left, *right], "layout": layout}

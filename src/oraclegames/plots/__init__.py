"""Pictures: of solved 2×2 games, of value regions, and of matches between agents.

Each picture is made in two steps: ``info = f(result)`` is plain data, from closed forms and to be
compared with ==; ``figure = g(info)`` draws it. The drawing libraries are loaded only when needed.
"""

from oraclegames.plots.files import save, save_match_plot, save_solution_plot
from oraclegames.plots.pictures.both_pictures import BothInfo, both, both_info, draw_both
from oraclegames.plots.pictures.payoffs import (
    PayoffInfo,
    payoff_figure,
    payoff_info,
    payoff_space_info,
)
from oraclegames.plots.pictures.tetrahedron_picture import (
    TetrahedronInfo,
    tetrahedron,
    tetrahedron_info,
)
from oraclegames.plots.pictures.value_region import (
    ValueRegionInfo,
    draw_value_region,
    value_region,
    value_region_info,
)
from oraclegames.plots.pictures.values_picture import ValuesInfo, values, values_info
from oraclegames.plots.pictures.zones import ZoneInfo, zone_figure, zone_info
from oraclegames.plots.plotly.plane import draw_values
from oraclegames.plots.plotly.space import draw_tetrahedron

__all__ = [
    "BothInfo",
    "PayoffInfo",
    "TetrahedronInfo",
    "ValueRegionInfo",
    "ValuesInfo",
    "ZoneInfo",
    "both",
    "both_info",
    "draw_both",
    "draw_tetrahedron",
    "draw_value_region",
    "draw_values",
    "payoff_figure",
    "payoff_info",
    "payoff_space_info",
    "save",
    "save_match_plot",
    "save_solution_plot",
    "tetrahedron",
    "tetrahedron_info",
    "value_region",
    "value_region_info",
    "values",
    "values_info",
    "zone_figure",
    "zone_info",
]

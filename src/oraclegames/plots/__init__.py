"""Pictures of solved 2×2 games: the tetrahedron of distributions and the plane of values.

Each picture is made in two steps: ``info = f(solution)`` is plain data, from closed forms and to be
compared with ==; ``figure = g(info)`` draws it. The drawing libraries are loaded only when needed.
"""

from oraclegames.plots.both_pictures import BothInfo, both, both_info, draw_both
from oraclegames.plots.files import save, save_solution_plot
from oraclegames.plots.plane import draw_values
from oraclegames.plots.space import draw_tetrahedron
from oraclegames.plots.tetrahedron_picture import TetrahedronInfo, tetrahedron, tetrahedron_info
from oraclegames.plots.values_picture import ValuesInfo, values, values_info

__all__ = [
    "BothInfo",
    "TetrahedronInfo",
    "ValuesInfo",
    "both",
    "both_info",
    "draw_both",
    "draw_tetrahedron",
    "draw_values",
    "save",
    "save_solution_plot",
    "tetrahedron",
    "tetrahedron_info",
    "values",
    "values_info",
]

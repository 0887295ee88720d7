"""How are results shown? Pictures of equilibria, of achievable values, of matches and of sweeps.

Each picture is made in two steps: ``info = f(result)`` is plain data, from closed forms and to be
compared with ==; ``draw(info)`` makes a Plotly figure of it, ``save(info, path)`` a file. Functions
such as :func:`both` do the two steps at once. The drawing libraries are loaded only when needed.
Importing this package gives results the method ``plot``.

Gives: infos, figures, files, and pictures in notebooks.
May import: conditional, reflective, games, exact, and its own packages.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from oraclegames.plots.notebook import attach

if TYPE_CHECKING:
    from oraclegames.plots.figures import (
        both,
        comparison,
        draw,
        group,
        payoffs,
        similar_phases,
        strips,
        tetrahedron,
        value_region,
        values,
        zones,
    )
    from oraclegames.plots.files import save, save_match_plot, save_solution_plot
    from oraclegames.plots.pictures.comparison import comparison_info
    from oraclegames.plots.pictures.group import group_info
    from oraclegames.plots.pictures.layers import Layers
    from oraclegames.plots.pictures.payoffs import (
        PayoffInfo,
        coins_info,
        payoff_info,
        payoff_space_info,
    )
    from oraclegames.plots.pictures.phase import PhaseInfo, phase_info
    from oraclegames.plots.pictures.similarity import SimilarInfo, similar_info
    from oraclegames.plots.pictures.strip import StripInfo, strip_info
    from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo, tetrahedron_info
    from oraclegames.plots.pictures.value_region import ValueRegionInfo, value_region_info
    from oraclegames.plots.pictures.values_picture import (
        BothInfo,
        ValuesInfo,
        both_info,
        values_info,
    )
    from oraclegames.plots.pictures.zones import ZoneInfo, zone_info

__all__ = [
    "BothInfo",
    "Layers",
    "PayoffInfo",
    "PhaseInfo",
    "SimilarInfo",
    "StripInfo",
    "TetrahedronInfo",
    "ValueRegionInfo",
    "ValuesInfo",
    "ZoneInfo",
    "both",
    "both_info",
    "coins_info",
    "comparison",
    "comparison_info",
    "draw",
    "group",
    "group_info",
    "payoff_info",
    "payoff_space_info",
    "payoffs",
    "phase_info",
    "save",
    "save_match_plot",
    "save_solution_plot",
    "similar_info",
    "similar_phases",
    "strip_info",
    "strips",
    "tetrahedron",
    "tetrahedron_info",
    "value_region",
    "value_region_info",
    "values",
    "values_info",
    "zone_info",
    "zones",
]

_LATER = {
    "BothInfo": "pictures.values_picture",
    "Layers": "pictures.layers",
    "PayoffInfo": "pictures.payoffs",
    "PhaseInfo": "pictures.phase",
    "SimilarInfo": "pictures.similarity",
    "StripInfo": "pictures.strip",
    "TetrahedronInfo": "pictures.tetrahedron_picture",
    "ValueRegionInfo": "pictures.value_region",
    "ValuesInfo": "pictures.values_picture",
    "ZoneInfo": "pictures.zones",
    "both": "figures",
    "both_info": "pictures.values_picture",
    "comparison": "figures",
    "comparison_info": "pictures.comparison",
    "draw": "figures",
    "group": "figures",
    "group_info": "pictures.group",
    "payoff_info": "pictures.payoffs",
    "payoff_space_info": "pictures.payoffs",
    "coins_info": "pictures.payoffs",
    "payoffs": "figures",
    "phase_info": "pictures.phase",
    "save": "files",
    "save_match_plot": "files",
    "save_solution_plot": "files",
    "similar_info": "pictures.similarity",
    "similar_phases": "figures",
    "strip_info": "pictures.strip",
    "strips": "figures",
    "tetrahedron": "figures",
    "tetrahedron_info": "pictures.tetrahedron_picture",
    "value_region": "figures",
    "value_region_info": "pictures.value_region",
    "values": "figures",
    "values_info": "pictures.values_picture",
    "zone_info": "pictures.zones",
    "zones": "figures",
}
"""Where a name lives; it is loaded when it is first used."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'oraclegames.plots' has no attribute {name!r}")
    value = getattr(import_module(f"oraclegames.plots.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


attach()

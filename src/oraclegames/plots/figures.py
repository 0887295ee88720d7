"""Interactive figures by Plotly, from a result in one call or from an info that is there already.

Each function does two steps, which its first line names; the errors are those of both.

>>> from oraclegames import catalog, solve
>>> from oraclegames.plots import both
>>> figure = both(solve(catalog.chicken()), nash=True)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oraclegames.conditional.compare.compare import Comparison
from oraclegames.conditional.phases.phases import Phases
from oraclegames.conditional.similarity.similar import SimilarEquilibria
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.values.region import ValueRegion
from oraclegames.errors import MissingDependencyError
from oraclegames.plots.look.style import look
from oraclegames.plots.pictures.comparison import comparison_info
from oraclegames.plots.pictures.group import group_info
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.scene import Info
from oraclegames.plots.pictures.similarity import similar_info
from oraclegames.plots.pictures.strip import strip_info
from oraclegames.plots.pictures.tetrahedron_picture import tetrahedron_info
from oraclegames.plots.pictures.value_region import value_region_info
from oraclegames.plots.pictures.values_picture import both_info, values_info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.plots.plotly.drawing import draw_plotly
from oraclegames.reflective.group.group_match import GroupMatch
from oraclegames.reflective.limit.limit_set import LimitSet
from oraclegames.reflective.match.match import Match
from oraclegames.reflective.programs.common_coins import CommonCoins
from oraclegames.reflective.programs.independent_play import IndependentCoins

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def draw(info: Info, *, theme: str = "light", size: str = "screen") -> Figure:
    """The Plotly figure of an info.

    Args:
        info: what any function named ``…_info`` of :mod:`oraclegames.plots` returned.
        theme: "light" or "dark".
        size: "screen", "slides" or "paper".

    Raises:
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    chosen = look(theme, size)
    try:
        from plotly.graph_objects import Figure
    except ImportError:
        raise MissingDependencyError(
            'pictures need plotly: pip install "oraclegames[plot]"'
        ) from None
    return Figure(draw_plotly(info, chosen))


def tetrahedron(
    solution: Solution, *, theme: str = "light", size: str = "screen", **switches: bool
) -> Figure:
    """The tetrahedron of a solved 2×2 game; see :func:`tetrahedron_info` and :func:`draw`."""
    return draw(tetrahedron_info(solution, **switches), theme=theme, size=size)


def values(
    solution: Solution, *, theme: str = "light", size: str = "screen", **switches: bool
) -> Figure:
    """The values of a solved 2×2 game; see :func:`values_info` and :func:`draw`."""
    return draw(values_info(solution, **switches), theme=theme, size=size)


def both(
    solution: Solution, *, theme: str = "light", size: str = "screen", **switches: bool
) -> Figure:
    """The tetrahedron and the values of a solved 2×2 game; see :func:`both_info`, :func:`draw`.

    Layers of the same role have one colour and one entry of the legend, which switches both.
    """
    return draw(both_info(solution, **switches), theme=theme, size=size)


def value_region(
    region: ValueRegion | PlanarRegion, *, theme: str = "light", size: str = "screen"
) -> Figure:
    """The values that equilibria of two or three players can have; see :func:`value_region_info`,
    :func:`draw`.
    """
    return draw(value_region_info(region), theme=theme, size=size)


def similar_phases(
    found: SimilarEquilibria, *, theme: str = "light", size: str = "screen"
) -> Figure:
    """How often each move is made over b, and what it pays; see :func:`similar_info`,
    :func:`draw`.
    """
    return draw(similar_info(found), theme=theme, size=size)


def strips(found: Phases, *, theme: str = "light", size: str = "screen") -> Figure:
    """Where each answer holds along one parameter; see :func:`strip_info`, :func:`draw`."""
    return draw(strip_info(found), theme=theme, size=size)


def comparison(found: Comparison, *, theme: str = "light", size: str = "screen") -> Figure:
    """What the best and worst plays of each notion are worth; see :func:`comparison_info`,
    :func:`draw`.
    """
    return draw(comparison_info(found), theme=theme, size=size)


def payoffs(
    match: Match | LimitSet | CommonCoins | IndependentCoins,
    *,
    theme: str = "light",
    size: str = "screen",
) -> Figure:
    """What two agents can reach, in the plane of payoffs; see :func:`payoff_info`, :func:`draw`."""
    return draw(payoff_info(match), theme=theme, size=size)


def group(
    match: GroupMatch,
    pair: tuple[int, int] | None = None,
    *,
    theme: str = "light",
    size: str = "screen",
) -> Figure:
    """What three and more agents can reach, in the space of payoffs, or for a pair; see
    :func:`group_info`, :func:`draw`.
    """
    return draw(group_info(match, pair), theme=theme, size=size)


def zones(match: Match, *, theme: str = "light", size: str = "screen") -> Figure:
    """What both agents do after every pair of readings; see :func:`zone_info`, :func:`draw`."""
    return draw(zone_info(match), theme=theme, size=size)

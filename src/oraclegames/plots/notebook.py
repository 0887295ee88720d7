"""How results show themselves in a notebook, and their method ``plot``.

The packages that compute know nothing of pictures: their results show words. Importing
:mod:`oraclegames.plots` gives them the method ``plot``; :func:`register` has IPython show pictures
too, interactive where Plotly is installed, else as a bitmap, else words alone.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from importlib import import_module
from typing import Any

from oraclegames.errors import MissingDependencyError, UnsupportedError
from oraclegames.games.shown import Shown

_REGION = ("value_region", "value_region_info")

PLOTS = {
    ("oraclegames.conditional.solution", "Solution"): ("both", "both_info"),
    ("oraclegames.conditional.two_players.planar_region", "PlanarRegion"): _REGION,
    ("oraclegames.conditional.values.region", "ValueRegion"): _REGION,
    ("oraclegames.reflective.group.group_match", "GroupMatch"): ("group", "group_info"),
    ("oraclegames.reflective.limit.limit_set", "LimitSet"): ("payoffs", "payoff_info"),
    ("oraclegames.reflective.match.match", "Match"): ("payoffs", "payoff_info"),
    ("oraclegames.reflective.programs.common_coins", "CommonCoins"): ("payoffs", "payoff_info"),
    ("oraclegames.reflective.programs.independent_play", "IndependentCoins"): (
        "payoffs",
        "payoff_info",
    ),
    ("oraclegames.conditional.similarity.similar", "SimilarEquilibria"): (
        "similar_phases",
        "similar_info",
    ),
    ("oraclegames.conditional.phases.phases", "Phases"): ("strips", "strip_info"),
    ("oraclegames.conditional.compare.compare", "Comparison"): ("comparison", "comparison_info"),
}
"""The results that have a picture, by module and name: what draws it, and what is on it."""


class _Plot:
    """The method ``plot`` of the results that have a picture; the others have none."""

    def __get__(self, result: Any, owner: type) -> Callable[..., Any]:
        names = _names(owner)
        if names is None:
            raise AttributeError(f"{owner.__name__!r} has no attribute 'plot'")
        plot: Callable[..., Any] = getattr(import_module("oraclegames.plots"), names[0])
        return plot if result is None else plot.__get__(result)


def attach() -> None:
    """Give the results that have a picture their method ``plot``."""
    Shown.plot = _Plot()  # type: ignore[attr-defined]


def register(shell: Any) -> None:
    """Have an IPython shell show pictures of results; this loads no drawing library."""
    formatter = shell.display_formatter.mimebundle_formatter
    for module, name in PLOTS:
        formatter.for_type_by_name(module, name, mime_bundle)


def _names(kind: type) -> tuple[str, str] | None:
    """The functions for a class, in :mod:`oraclegames.plots`."""
    found = (PLOTS.get((one.__module__, one.__name__)) for one in kind.__mro__)
    return next(filter(None, found), None)


def mime_bundle(result: Any) -> dict[str, Any]:
    """The words, the words under a bitmap, and Plotly's picture in the form the notebook wants.

    Words alone where the drawing libraries are missing or there is no picture.
    """
    from oraclegames.plots.figures import draw
    from oraclegames.plots.files import static_bytes

    words = str(result)
    bundle = {"text/plain": words, "text/html": f"<pre>{html.escape(words)}</pre>"}
    names = _names(type(result))
    assert names is not None, "only results with a picture are registered"
    try:
        info = getattr(import_module("oraclegames.plots"), names[1])(result)
    except UnsupportedError:
        return bundle
    try:
        data = base64.b64encode(static_bytes(info, "png")).decode()
    except MissingDependencyError:
        pass
    else:
        title = html.escape(result.game.title or "Equilibria")
        image = f'<img alt="{title}" src="data:image/png;base64,{data}">'
        bundle["text/html"] = image + bundle["text/html"]
    try:
        return {**bundle, **draw(info)._repr_mimebundle_()}
    except MissingDependencyError:
        return bundle

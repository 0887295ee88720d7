"""How results show themselves in a notebook, and their method ``plot``.

The packages that compute know nothing of pictures: their results show words. Importing
:mod:`oraclegames.plots` gives them the method ``plot``; :func:`register` has IPython show pictures
too, interactive where Plotly is installed, else as a bitmap, else words alone.
"""

from __future__ import annotations

import base64
import html
from typing import Any

from oraclegames.conditional.similarity.similar import SimilarEquilibria
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.values.region import ValueRegion
from oraclegames.errors import MissingDependencyError, UnsupportedError
from oraclegames.plots.figures import both, draw, payoffs, similarity, value_region
from oraclegames.plots.files import static_bytes
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.similarity import similar_info
from oraclegames.plots.pictures.value_region import value_region_info
from oraclegames.plots.pictures.values_picture import both_info
from oraclegames.reflective.match.match import Match

PLOTS: dict[type[Any], tuple[Any, Any]] = {
    Solution: (both, both_info),
    PlanarRegion: (value_region, value_region_info),
    ValueRegion: (value_region, value_region_info),
    Match: (payoffs, payoff_info),
    SimilarEquilibria: (similarity, similar_info),
}
"""The results that have a picture: what draws it, and what is on it."""


def attach() -> None:
    """Give the results that have a picture their method ``plot``."""
    for result, (plot, _) in PLOTS.items():
        result.plot = plot


def register(shell: Any) -> None:
    """Have an IPython shell show pictures of results; this loads no drawing library."""
    formatter = shell.display_formatter.mimebundle_formatter
    for result in PLOTS:
        formatter.for_type_by_name(result.__module__, result.__name__, mime_bundle)


Drawable = Solution | PlanarRegion | ValueRegion | Match | SimilarEquilibria


def mime_bundle(result: Drawable) -> dict[str, Any]:
    """The words, the words under a bitmap, and Plotly's picture in the form the notebook wants.

    Words alone where the drawing libraries are missing or there is no picture.
    """
    words = str(result)
    bundle = {"text/plain": words, "text/html": f"<pre>{html.escape(words)}</pre>"}
    try:
        info = PLOTS[type(result)][1](result)
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

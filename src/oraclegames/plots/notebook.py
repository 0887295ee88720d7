"""How a solution shows itself in a notebook: interactive where Plotly can be, else as an image."""

from __future__ import annotations

import base64
import html
from typing import Any

from oraclegames.conditional.solution import Solution
from oraclegames.errors import MissingDependencyError, UnsupportedError
from oraclegames.plots.files import static_bytes
from oraclegames.plots.pictures.both_pictures import both, both_info

__all__ = ["mime_bundle", "solution_html"]


def mime_bundle(solution: Solution) -> dict[str, Any]:
    """The description as text, and Plotly's picture in the forms that the notebook wants.

    The text alone where plotly is missing, where the game has no picture, and outside notebooks.
    """
    bundle: dict[str, Any] = {"text/plain": solution.describe()}
    try:
        picture = both(solution)
    except (MissingDependencyError, UnsupportedError):
        return bundle
    return {**bundle, **picture._repr_mimebundle_()}


def solution_html(solution: Solution) -> str:
    """The description, under a bitmap of the picture that needs neither network nor scripts."""
    text = f"<pre>{html.escape(solution.describe())}</pre>"
    try:
        bitmap = static_bytes(both_info(solution), "png")
    except (MissingDependencyError, UnsupportedError):
        return text
    title = html.escape(solution.game.title or "Equilibria")
    data = base64.b64encode(bitmap).decode()
    return f'<img alt="{title}" src="data:image/png;base64,{data}">{text}'

"""What the pointer tells: the distribution, both values, the conditional value of each move."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import lru_cache

from oraclegames.plots.pictures.scene import Mark, Vertex, short

__all__ = ["escape", "hover_text", "plain"]


def escape(text: str) -> str:
    """A text for Plotly, which reads HTML."""
    return html.escape(text, quote=False)


@lru_cache(maxsize=256)
def plain(label: str) -> str:
    """A label for Plotly: escaped, and cut if very long; cached, for each mark repeats them all."""
    return escape(short(label))


def hover_text(
    mark: Mark,
    players: Sequence[str],
    moves: Sequence[Sequence[str]],
    vertices: Sequence[Vertex],
) -> str:
    """Lines of HTML for one mark."""
    lines = [f"<b>{escape(mark.name)}</b>"] if mark.name else []
    for vertex, p in zip(vertices, mark.cells):
        first, second = map(plain, vertex.labels)
        lines.append(f"P({first}, {second}) = {p:.4g}")
    if mark.exact:
        lines.append(f"exactly ({mark.exact})")
    for player, value, conditional, labels in zip(players, mark.values, mark.conditional, moves):
        given = ", ".join(
            f"{plain(label)} " + ("never" if worth is None else f"{worth:.4g}")
            for label, worth in zip(labels, conditional)
        )
        lines.append(f"{plain(player)}: {value:.4g} ({given})")
    return "<br>".join(lines)

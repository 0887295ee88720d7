"""What the pointer tells: the distribution, both values, the conditional value of each move."""

from __future__ import annotations

import html
from collections.abc import Callable

from oraclegames.plots.pictures.scene import Mark, short
from oraclegames.plots.pictures.tetrahedron_picture import SolutionInfo

__all__ = ["escape", "plain", "teller"]


def escape(text: str) -> str:
    """A text for Plotly, which reads HTML."""
    return html.escape(text, quote=False)


def plain(label: str) -> str:
    """A label for Plotly: escaped, and cut if very long."""
    return escape(short(label))


def teller(info: SolutionInfo) -> Callable[[Mark], str]:
    """The lines of HTML for each mark of a picture; the labels are read once for all."""
    outcomes = [f"P({plain(v.labels[0])}, {plain(v.labels[1])})" for v in info.vertices]
    players = [plain(player) for player in info.players]
    moves = [[plain(label) for label in labels] for labels in info.moves]

    def tell(mark: Mark) -> str:
        lines = [f"<b>{html.escape(mark.name, quote=False)}</b>"] if mark.name else []
        for outcome, p in zip(outcomes, mark.cells):
            lines.append(f"{outcome} = {p:.4g}")
        if mark.exact:
            lines.append(f"exactly ({mark.exact})")
        for player, value, worths, labels in zip(players, mark.values, mark.conditional, moves):
            given = [
                f"{label} never" if worth is None else f"{label} {worth:.4g}"
                for label, worth in zip(labels, worths)
            ]
            lines.append(f"{player}: {value:.4g} ({', '.join(given)})")
        return "<br>".join(lines)

    return tell

"""What the pointer tells: the distribution, both values, the conditional value of each move."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from oraclegames.plots.pictures.scene import Mark, short
from oraclegames.plots.pictures.tetrahedron_picture import SolutionInfo

Tell = Callable[[Sequence[Mark]], list[str]]
"""What the pointer tells at marks."""


def escape(text: str) -> str:
    """A text for Plotly, which reads HTML."""
    return html.escape(text, quote=False)


def plain(label: str) -> str:
    """A label for Plotly: escaped, and cut if very long."""
    return escape(short(label))


def teller(info: SolutionInfo) -> Tell:
    """The lines of HTML for marks of a picture; the labels are read once for all."""
    o11, o12, o21, o22 = (f"P({plain(v.labels[0])}, {plain(v.labels[1])})" for v in info.vertices)
    row, column = map(plain, info.players)
    (r1, r2), (c1, c2) = ([plain(label) for label in labels] for labels in info.moves)

    def worth(value: float | None) -> str:
        return "never" if value is None else f"{value:.4g}"

    def tell(marks: Sequence[Mark]) -> list[str]:
        texts = []
        for mark in marks:
            p11, p12, p21, p22 = mark.cells
            (x1, x2), (y1, y2) = mark.conditional
            texts.append(
                (f"<b>{escape(mark.name)}</b><br>" if mark.name else "")
                + f"{o11} = {p11:.4g}<br>{o12} = {p12:.4g}<br>"
                + f"{o21} = {p21:.4g}<br>{o22} = {p22:.4g}<br>"
                + (f"exactly ({mark.exact})<br>" if mark.exact else "")
                + f"{row}: {mark.values[0]:.4g} ({r1} {worth(x1)}, {r2} {worth(x2)})<br>"
                + f"{column}: {mark.values[1]:.4g} ({c1} {worth(y1)}, {c2} {worth(y2)})"
            )
        return texts

    return tell

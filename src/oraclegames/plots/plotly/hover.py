"""What the pointer tells: the distribution, both values, the conditional value of each move."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from oraclegames.plots.pictures.scene import Mark, short
from oraclegames.plots.pictures.tetrahedron_picture import SolutionInfo


def escape(text: str) -> str:
    """A text for Plotly, which reads HTML."""
    return html.escape(text, quote=False)


def plain(label: str) -> str:
    """A label for Plotly: escaped, and cut if very long."""
    return escape(short(label))


def teller(info: SolutionInfo) -> Callable[[Sequence[Mark]], list[str]]:
    """The lines of HTML for marks of a picture; the labels are read once for all."""
    o11, o12, o21, o22 = (f"P({plain(v.labels[0])}, {plain(v.labels[1])})" for v in info.vertices)
    row, column = map(plain, info.players)
    (r1, r2), (c1, c2) = ([plain(label) for label in labels] for labels in info.moves)

    def tell(marks: Sequence[Mark]) -> list[str]:
        texts = []
        for mark in marks:
            p11, p12, p21, p22 = mark.cells
            (x1, x2), (y1, y2) = mark.conditional
            name = mark.name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            texts.append(
                (f"<b>{name}</b><br>" if name else "")
                + f"{o11} = {p11:.4g}<br>{o12} = {p12:.4g}<br>"
                + f"{o21} = {p21:.4g}<br>{o22} = {p22:.4g}<br>"
                + (f"exactly ({mark.exact})<br>" if mark.exact else "")
                + f"{row}: {mark.values[0]:.4g} ({r1} "
                + ("never" if x1 is None else f"{x1:.4g}")
                + f", {r2} "
                + ("never" if x2 is None else f"{x2:.4g}")
                + f")<br>{column}: {mark.values[1]:.4g} ({c1} "
                + ("never" if y1 is None else f"{y1:.4g}")
                + f", {c2} "
                + ("never" if y2 is None else f"{y2:.4g}")
                + ")"
            )
        return texts

    return tell

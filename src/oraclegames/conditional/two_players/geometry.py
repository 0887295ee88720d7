"""Points along arcs, and areas, in floats whose errors are bounded.

Along a monotone piece y is found by bisection between the cuts of its rectangle; a monotone
function lies between its values at neighbouring points, so areas below it have certain bounds. What
rounding can do is far below a margin that is added.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oraclegames.conditional.two_players.graph import Chain, Edge, Graph
from oraclegames.conditional.two_players.tracks import Track
from oraclegames.later import np

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.tracks import Floats


def line_of(graph: Graph, edge: Edge, steps: int) -> tuple[Floats, Floats]:
    """Points along an edge by growing x (y on a vertical line), in the game's units."""
    first, last = (graph.nodes[graph.find(end)].at for end in edge.ends)
    if edge.track is None:
        assert first is not None and last is not None
        ends = [(float(p[0]), float(p[1])) for p in (first, last)]
        return np.array([ends[0][0], ends[1][0]]), np.array([ends[0][1], ends[1][1]])
    track = Track(*edge.track)
    span = track.span
    low = span[0] if first is None else track.inside_x(first[0])
    high = span[1] if last is None else track.inside_x(last[0])
    x = np.linspace(low, high, steps + 1)
    y = track.y_at(x)
    # where the curve is steep, steps along y
    more = np.linspace(y[0], y[-1], steps + 1)[1:-1]
    x = np.concatenate([x, np.clip(track.x_at(more), low, high)])
    y = np.concatenate([y, more])
    order = np.lexsort((y if track.rising else -y, x))
    return (
        float(track.left) + float(track.width) * x[order],
        float(track.low) + float(track.height) * y[order],
    )


def polyline(graph: Graph, chain: Chain, steps: int = 24) -> list[tuple[float, float]]:
    """Points along an arc from its first end to its last."""
    here = chain.ends[0]
    points: list[tuple[float, float]] = []
    for edge in chain.edges:
        a, b = (graph.find(end) for end in edge.ends)
        x, y = line_of(graph, edge, steps)
        forward = a == here
        if a == b == here and points:
            forward = points[-1] == (x[0], y[0])
        here = b if forward else a
        pairs = list(zip(x.tolist(), y.tolist()))
        points += pairs if forward else pairs[::-1]
    return points


def area_below(graph: Graph, edge: Edge, steps: int) -> tuple[float, float]:
    """Bounds of the integral of y over the x of an edge."""
    x, y = line_of(graph, edge, steps)
    widths = np.diff(x)
    lower = float((widths * np.minimum(y[:-1], y[1:])).sum())
    upper = float((widths * np.maximum(y[:-1], y[1:])).sum())
    return lower, upper


def area(graph: Graph, steps: int) -> tuple[float, float]:
    """Bounds of the area of what is reached, from the edges of its boundary."""
    low = high = margin = 0.0
    for edge in graph.edges:
        below, _, above = edge.trace
        if below == above or edge.is_vertical:
            continue
        first, last = area_below(graph, edge, steps)
        margin += 1e-12 * (abs(first) + abs(last))
        if below:
            low, high = low + first, high + last
        else:
            low, high = low - last, high - first
    return max(low - margin, 0.0), high + margin


def polygons(graph: Graph, steps: int = 160) -> list[list[tuple[float, float]]]:
    """The area of what is reached as polygons beside each other, for drawing.

    Each lies between two edges of the boundary, one below and one above, over a span of x in which
    none begins or ends.
    """
    # Long: edges, cuts, and the pairs of edges between two cuts.
    edges = [
        (edge.trace[2], *line_of(graph, edge, 24))
        for edge in graph.edges
        if edge.trace[0] != edge.trace[2] and not edge.is_vertical
    ]
    if not edges:
        return []
    low = min(x[0] for _, x, _ in edges)
    high = max(x[-1] for _, x, _ in edges)
    ends = {float(end) for _, x, _ in edges for end in (x[0], x[-1])}
    cuts = sorted(ends | set(np.linspace(low, high, steps).tolist()))
    open_: dict[tuple[int, int], list[float]] = {}
    found = []
    for left, right in pairwise(cuts):
        middle = (left + right) / 2
        there = [k for k, (_, x, _) in enumerate(edges) if x[0] <= middle <= x[-1]]
        there.sort(key=lambda k: float(np.interp(middle, edges[k][1], edges[k][2])))
        pairs = {(a, b) for a, b in pairwise(there) if edges[a][0]}
        ended = [pair for pair in open_ if pair not in pairs]
        found += [_between(edges, pair, open_.pop(pair)) for pair in ended]
        for pair in pairs:
            open_.setdefault(pair, [left]).append(right)
    found += [_between(edges, pair, span) for pair, span in open_.items()]
    return found


def _between(
    edges: list[tuple[bool, Floats, Floats]], pair: tuple[int, int], span: list[float]
) -> list[tuple[float, float]]:
    """The polygon between two edges over some steps of x."""
    low, high = (np.interp(span, *edges[k][1:]).tolist() for k in pair)
    return [*zip(span, low), *reversed(list(zip(span, high)))]

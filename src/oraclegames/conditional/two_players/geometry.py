"""Points along arcs, and areas, in floats whose errors are bounded.

Along a monotone piece y is found by bisection between the cuts of its rectangle; a monotone
function lies between its values at neighbouring points, so areas below it have certain bounds. What
rounding can do is far below a margin that is added.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from oraclegames.conditional.two_players.graph import Chain, Edge, Graph
from oraclegames.conditional.two_players.tracks import Track, evenly

Places = list[tuple[float, float]]


def line_of(graph: Graph, edge: Edge, steps: int) -> Places:
    """Points along an edge by growing x (y on a vertical line), in the game's units."""
    first, last = (graph.nodes[graph.find(end)].at for end in edge.ends)
    if edge.track is None:
        assert first is not None and last is not None
        return [(float(p[0]), float(p[1])) for p in (first, last)]
    track = Track(*edge.track)
    span = track.span
    low = span[0] if first is None else track.inside_x(first[0])
    high = span[1] if last is None else track.inside_x(last[0])
    across = evenly(low, high, steps)
    up = track.y_at(across)
    # where the curve is steep, steps along y
    more = evenly(up[0], up[-1], steps)[1:-1]
    between = [min(max(x, low), high) for x in track.x_at(more)]
    places = [*zip(across, up), *zip(between, more)]
    places.sort(key=lambda place: (place[0], place[1] if track.rising else -place[1]))
    left, width, bottom, height = map(float, (track.left, track.width, track.low, track.height))
    return [(left + width * x, bottom + height * y) for x, y in places]


def polyline(graph: Graph, chain: Chain, steps: int = 24) -> list[tuple[float, float]]:
    """Points along an arc from its first end to its last."""
    here = chain.ends[0]
    points: list[tuple[float, float]] = []
    for edge in chain.edges:
        a, b = (graph.find(end) for end in edge.ends)
        places = line_of(graph, edge, steps)
        forward = a == here
        if a == b == here and points:
            forward = points[-1] == places[0]
        here = b if forward else a
        points += places if forward else places[::-1]
    return points


def area_below(graph: Graph, edge: Edge, steps: int) -> tuple[float, float]:
    """Bounds of the integral of y over the x of an edge."""
    lower = upper = 0.0
    for (x, y), (x_after, y_after) in pairwise(line_of(graph, edge, steps)):
        lower += (x_after - x) * min(y, y_after)
        upper += (x_after - x) * max(y, y_after)
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
        (edge.trace[2], line_of(graph, edge, 24))
        for edge in graph.edges
        if edge.trace[0] != edge.trace[2] and not edge.is_vertical
    ]
    if not edges:
        return []
    ends = {place[0] for _, line in edges for place in (line[0], line[-1])}
    cuts = sorted(ends | set(evenly(min(ends), max(ends), steps - 1)))
    open_: dict[tuple[int, int], list[float]] = {}
    found = []
    for left, right in pairwise(cuts):
        middle = (left + right) / 2
        there = [k for k, (_, line) in enumerate(edges) if line[0][0] <= middle <= line[-1][0]]
        there.sort(key=lambda k: _height(edges[k][1], middle))
        pairs = {(a, b) for a, b in pairwise(there) if edges[a][0]}
        ended = [pair for pair in open_ if pair not in pairs]
        found += [_between(edges[pair[0]][1], edges[pair[1]][1], open_.pop(pair)) for pair in ended]
        for pair in pairs:
            open_.setdefault(pair, [left]).append(right)
    found += [_between(edges[pair[0]][1], edges[pair[1]][1], span) for pair, span in open_.items()]
    return found


def _between(below: Places, above: Places, span: Sequence[float]) -> Places:
    """The polygon between two edges over some steps of x."""
    low, high = ([(x, _height(line, x)) for x in span] for line in (below, above))
    return [*low, *reversed(high)]


def _height(line: Places, x: float) -> float:
    """The y of a polygonal line; beyond its ends that of the end."""
    after = bisect_right(line, x, key=lambda place: place[0])
    if after in (0, len(line)):
        return line[after and -1][1]
    (left, low), (right, high) = line[after - 1 : after + 1]
    return low + (high - low) * ((x - left) / (right - left))

"""Whether a point lies on an edge."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.conditional.two_players.graph import Edge, Graph, Point
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real


def lies_on(graph: Graph, edge: Edge, point: tuple[Fraction, Fraction]) -> bool:
    """Whether a rational point lies on an edge, its ends aside."""
    if edge.track is not None:
        curve, _ = edge.track
        if curve.product.sign(to_fmpq(point[0]), to_fmpq(point[1])) != 0:
            return False
    return stretches_to(graph, edge, point, closed=False)


def stretches_to(graph: Graph, edge: Edge, point: Point, *, closed: bool) -> bool:
    """Whether a point of the edge's whole curve lies on the edge, or at one of its ends if closed.

    A curve is one monotone piece in the rectangle of its track: so its place on an axis tells.
    """
    first, last = (graph.nodes[graph.find(end)].at for end in edge.ends)
    if edge.track is None:
        axis = int(edge.is_vertical)
        assert first is not None and last is not None
        there = compare(edge.sample[1 - axis], point[1 - axis]) == 0
        return there and _within(first[axis], point[axis], last[axis], closed)
    curve, piece = edge.track
    xs, ys = curve.cuts_x[piece.i : piece.i + 2], curve.cuts_y[piece.j : piece.j + 2]
    if not _within(xs[0], point[0], xs[1], closed) or not _within(ys[0], point[1], ys[1], closed):
        return False
    low, high = xs[0] if first is None else first[0], xs[1] if last is None else last[0]
    return _within(low, point[0], high, closed)


def _within(low: Real, number: Real, high: Real, closed: bool) -> bool:
    """Whether low < number < high, or ≤ if the ends belong to it."""
    after, before = compare(low, number), compare(number, high)
    return max(after, before) <= 0 if closed else max(after, before) < 0

"""Whether a point lies on an edge: a rational one, or one of the edge's whole curve."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.conditional.two_players.graph import Edge, Graph, Point
from oraclegames.conditional.two_players.numbers import between, compare
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real


def lies_on(graph: Graph, edge: Edge, point: tuple[Fraction, Fraction]) -> bool:
    """Whether a point lies on an edge, its ends aside."""
    ends = [graph.nodes[graph.find(end)].at for end in edge.ends]
    if edge.track is None:
        axis = int(edge.is_vertical)
        first, last = ends
        assert first is not None and last is not None
        there = compare(edge.sample[1 - axis], point[1 - axis]) == 0
        return there and between(first[axis], point[axis], last[axis])
    curve, piece = edge.track
    if not between(curve.cuts_x[piece.i], point[0], curve.cuts_x[piece.i + 1]):
        return False
    if not between(curve.cuts_y[piece.j], point[1], curve.cuts_y[piece.j + 1]):
        return False
    if curve.product.sign(to_fmpq(point[0]), to_fmpq(point[1])) != 0:
        return False
    first, last = ends
    after = first is None or compare(first[0], point[0]) < 0
    return after and (last is None or compare(point[0], last[0]) < 0)


def touches(graph: Graph, edge: Edge, point: Point) -> bool:
    """Whether a point of the edge's whole curve lies on the edge or at one of its ends."""
    ends = [graph.nodes[graph.find(end)].at for end in edge.ends]
    if edge.track is None:
        axis = int(edge.is_vertical)
        first, last = ends
        assert first is not None and last is not None
        there = compare(edge.sample[1 - axis], point[1 - axis]) == 0
        return there and _within(first[axis], point[axis], last[axis])
    curve, piece = edge.track
    xs, ys = curve.cuts_x[piece.i : piece.i + 2], curve.cuts_y[piece.j : piece.j + 2]
    if not (_within(xs[0], point[0], xs[1]) and _within(ys[0], point[1], ys[1])):
        return False
    first, last = ends
    after = first is None or compare(first[0], point[0]) <= 0
    return after and (last is None or compare(point[0], last[0]) <= 0)


def _within(low: Real, number: Real, high: Real) -> bool:
    return compare(low, number) <= 0 <= compare(high, number)

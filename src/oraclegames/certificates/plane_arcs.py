"""The arcs and vertices of what is traced: whether those that a document lists are all of them.

Edges of one curve that meet where nothing changes are one arc. Two lists of arcs are the same if
they have the same curves, with the same ends, and the same is reached on them and beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oraclegames.certificates.plane_face import Point, as_number, equal


@dataclass
class Node:
    """A point where edges end.

    Attributes:
        at: where; None where an edge only goes on.
        reached: whether its values are.
        near: whether values around it are, if no edge of the boundary ends there.
    """

    at: Point | None = None
    reached: bool = False
    near: bool = False


@dataclass(frozen=True)
class Edge:
    """A stretch on which nothing changes.

    Attributes:
        curve: "x = …" or "y = …" of a line of payoffs; else a factor.
        ends: the numbers of its nodes.
        trace: whether values below (or left of) it, on it, and above (right of) it are reached.
    """

    curve: str
    ends: tuple[int, int]
    trace: tuple[bool, bool, bool]


class Graph:
    """What is traced: nodes, and edges between them."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []

    def add(self, node: Node) -> int:
        """A new node; its number."""
        self.nodes.append(node)
        return len(self.nodes) - 1


@dataclass(frozen=True)
class Arc:
    """An arc of the boundary.

    Attributes:
        curve: its line or its factor.
        ends: the values at its ends; none of a closed curve.
        included: whether values on it are reached.
        sides: whether those on its two sides are, in any order.
    """

    curve: str
    ends: tuple[Point, ...]
    included: bool
    sides: frozenset[bool]


def boundary(graph: Graph) -> tuple[list[Arc], list[tuple[Point, bool]]]:
    """All arcs, and all vertices: their ends, and lone points."""
    edges = [edge for edge in graph.edges if len(set(edge.trace)) > 1]
    meeting: dict[int, list[Edge]] = {}
    for edge in edges:
        for end in edge.ends:
            meeting.setdefault(end, []).append(edge)
    passed = {v for v, two in meeting.items() if _passes(graph, v, two)}
    corners = {v for v in meeting if v not in passed} | _lone(graph, meeting)
    left = dict.fromkeys(edges)
    starts = [*(e for e in edges if set(e.ends) - passed), *edges]
    arcs = [_arc(graph, meeting, passed, left, start) for start in starts if start in left]
    return arcs, [(_at(graph, v), graph.nodes[v].reached) for v in sorted(corners)]


def _at(graph: Graph, node: int) -> Point:
    at = graph.nodes[node].at
    assert at is not None, "where an edge only goes on nothing changes"
    return at


def _passes(graph: Graph, node: int, edges: Sequence[Edge]) -> bool:
    """Whether one arc goes through a node, and nothing changes there."""
    if len(edges) != 2 or edges[0] is edges[1]:
        return False
    one, other = edges
    there = graph.nodes[node]
    return (
        one.curve == other.curve
        and one.trace[1] == other.trace[1]
        and sorted(one.trace) == sorted(other.trace)
        and (there.at is None or there.reached == one.trace[1])
    )


def _lone(graph: Graph, ends: Iterable[int]) -> set[int]:
    """Nodes off the boundary's arcs at which something else is reached than around them."""
    near = {v: node.near for v, node in enumerate(graph.nodes) if node.at is not None}
    for edge in graph.edges:
        for end in edge.ends:
            near[end] = edge.trace[1]
    others = set(near) - set(ends)
    return {
        v for v in others if graph.nodes[v].at is not None and graph.nodes[v].reached != near[v]
    }


def _arc(
    graph: Graph,
    meeting: dict[int, list[Edge]],
    passed: set[int],
    left: dict[Edge, None],
    start: Edge,
) -> Arc:
    """The edges from one on, to the next vertices."""
    del left[start]
    ends = []
    for end in start.ends:
        while end in passed:
            following = [edge for edge in meeting[end] if edge in left]
            if not following:
                break
            del left[following[0]]
            one, other = following[0].ends
            end = other if end == one else one
        if end not in passed:
            ends.append(_at(graph, end))
    below, on, above = start.trace
    return Arc(start.curve, tuple(ends), on, frozenset((below, above)))


def difference(
    graph: Graph, arcs: Sequence[Arc], vertices: Sequence[tuple[Point, bool]]
) -> tuple[str, int | None] | None:
    """What is not the same: "arcs" or "vertices", and which of those listed; None if all is.

    The number is None if one is missing in the list.
    """
    found, corners = boundary(graph)
    for k, arc in enumerate(arcs):
        twin = next((other for other in found if _same(arc, other)), None)
        if twin is None:
            return "arcs", k
        found.remove(twin)
    if found:
        return "arcs", None
    for k, (at, included) in enumerate(vertices):
        mate = next((v for v in corners if _equal(v[0], at) and v[1] == included), None)
        if mate is None:
            return "vertices", k
        corners.remove(mate)
    return ("vertices", None) if corners else None


def _same(one: Arc, other: Arc) -> bool:
    if (one.curve, one.included, one.sides) != (other.curve, other.included, other.sides):
        return False
    if len(one.ends) != len(other.ends):
        return False
    if not one.ends:
        return True
    (a, b), (c, d) = one.ends, other.ends
    return (_equal(a, c) and _equal(b, d)) or (_equal(a, d) and _equal(b, c))


def _equal(one: Point, other: Point) -> bool:
    return all(equal(as_number(a), as_number(b)) for a, b in zip(one, other))

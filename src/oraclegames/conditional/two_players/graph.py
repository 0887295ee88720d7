"""The nodes and edges in which the lines and curves cut the plane, with what is reached there.

An edge knows what is reached on it and on both of its sides; it is part of the boundary iff these
differ. A node where nothing changes is no vertex: the two edges that meet there are one arc.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from flint import fmpq_mpoly

from oraclegames.conditional.two_players.curves import Curve, Piece
from oraclegames.conditional.two_players.gain_graph import Link
from oraclegames.exact.real import Real

Trace = tuple[bool, bool, bool]
"""Whether values are reached below (or left of) an edge, on it, and above (or right of) it."""

Point = tuple[Real, Real]


@dataclass(frozen=True)
class Line:
    """The line x = payoff (player 0) or y = payoff (player 1)."""

    player: int
    payoff: Fraction

    @property
    def is_vertical(self) -> bool:
        """Whether x is constant."""
        return self.player == 0


@dataclass(frozen=True)
class CycleCurve:
    """The curve on which the product around a cycle is 1, or a component of it.

    Attributes:
        cycle: the links of the cycle.
        component: the irreducible polynomial that vanishes on it, as text.
        factors: the payoffs in N, D, M and E: the curve is N(x)·M(y) = D(x)·E(y).
        whole: whether the polynomial of the cycle is irreducible.
        polynomial: the component's.
    """

    cycle: tuple[Link, ...] = field(compare=False)
    component: str
    factors: tuple[tuple[Fraction, ...], ...] = field(compare=False)
    whole: bool = field(compare=False)
    polynomial: fmpq_mpoly = field(compare=False)

    @property
    def is_vertical(self) -> bool:
        """Whether x is constant on it."""
        return "y" not in self.component


@dataclass
class Node:
    """A point where edges end.

    Attributes:
        at: its coordinates; None where a curve only turns.
        reached: whether its values are reached; None where that is told by the edges.
        around: whether values are reached near a node that no edge ends at.
    """

    at: Point | None = None
    reached: bool | None = None
    around: bool | None = None


@dataclass(frozen=True)
class Edge:
    """A stretch of a line or a curve on which nothing changes.

    Attributes:
        curve: what it is part of.
        ends: the nodes, in the order of growing x (y on a vertical line).
        trace: what is reached on its sides and on it.
        sample: a point of it, with one rational coordinate.
        track: the monotone piece that it is part of; None for straight lines.
    """

    curve: Line | CycleCurve
    ends: tuple[int, int]
    trace: Trace
    sample: Point
    track: tuple[Curve, Piece] | None = None

    @property
    def is_vertical(self) -> bool:
        """Whether it lies on a vertical line."""
        return self.curve.is_vertical

    @property
    def is_boundary(self) -> bool:
        """Whether something changes here."""
        return len(set(self.trace)) > 1


@dataclass
class Graph:
    """Nodes, which may turn out to be the same, and edges between them."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    _same: list[int] = field(default_factory=list)

    def add(self, node: Node) -> int:
        """A new node; its number."""
        self.nodes.append(node)
        self._same.append(len(self._same))
        return len(self._same) - 1

    def find(self, node: int) -> int:
        """The number under which a node is known."""
        while self._same[node] != node:
            node = self._same[node]
        return node

    def unite(self, one: int, other: int) -> int:
        """Let two numbers mean one node."""
        one, other = sorted((self.find(one), self.find(other)))
        if one != other:
            kept, gone = self.nodes[one], self.nodes[other]
            kept.at = kept.at or gone.at
            kept.reached = gone.reached if kept.reached is None else kept.reached
            self._same[other] = one
        return one

    def connect(
        self,
        curve: Line | CycleCurve,
        ends: tuple[int, int],
        trace: Trace,
        sample: Point,
        track: tuple[Curve, Piece] | None = None,
    ) -> None:
        """A new edge."""
        self.edges.append(Edge(curve, ends, trace, sample, track))


@dataclass(frozen=True)
class Chain:
    """Edges one after the other, with no vertex between them.

    Attributes:
        edges: in their order.
        ends: the nodes at its ends; twice the same, with no vertex there, for a closed curve.
        closed: whether it is a closed curve without any vertex.
    """

    edges: tuple[Edge, ...]
    ends: tuple[int, int]
    closed: bool


def chains(graph: Graph) -> tuple[list[Chain], set[int]]:
    """The arcs of the boundary, and the nodes that are vertices: ends of arcs, and lone points."""
    boundary = [edge for edge in graph.edges if edge.is_boundary]
    meeting: dict[int, list[int]] = {}
    for k, edge in enumerate(boundary):
        for end in edge.ends:
            meeting.setdefault(graph.find(end), []).append(k)
    passed = {v for v, edges in meeting.items() if _passes(graph, v, [boundary[k] for k in edges])}
    vertices = (set(meeting) - passed) | _lone_points(graph, set(meeting))
    left = dict.fromkeys(range(len(boundary)))
    starts = [*(k for k in left if _ends(graph, boundary[k]) - passed), *left]
    found = [_chain(graph, boundary, meeting, passed, left, k) for k in starts if k in left]
    return sorted(found, key=_kind), vertices


def _kind(chain: Chain) -> tuple[int, Fraction]:
    """Vertical lines first, then level ones, ascending, then curves."""
    curve = chain.edges[0].curve
    return (curve.player, curve.payoff) if isinstance(curve, Line) else (2, Fraction(0))


def _ends(graph: Graph, edge: Edge) -> set[int]:
    return {graph.find(end) for end in edge.ends}


def _passes(graph: Graph, node: int, edges: list[Edge]) -> bool:
    """Whether exactly one arc goes through, and nothing changes along it."""
    if len(edges) != 2 or edges[0] is edges[1]:
        return False
    one, other = edges
    reached = graph.nodes[node].reached
    return (
        one.curve == other.curve
        and one.trace[1] == other.trace[1]
        and sorted(one.trace) == sorted(other.trace)
        and reached in (None, one.trace[1])
    )


def _lone_points(graph: Graph, ends: set[int]) -> set[int]:
    """Nodes off the arcs at which something else is reached than around them."""
    around = {graph.find(k): node.around for k, node in enumerate(graph.nodes)}
    for edge in graph.edges:
        for end in edge.ends:
            around[graph.find(end)] = edge.trace[1]
    return {
        v
        for v, near in around.items()
        if v not in ends
        and graph.nodes[v].reached is not None
        and near is not None
        and graph.nodes[v].reached != near
    }


def _chain(
    graph: Graph,
    boundary: list[Edge],
    meeting: dict[int, list[int]],
    passed: set[int],
    left: dict[int, None],
    start: int,
) -> Chain:
    """Follow edges from one that ends at a vertex, or around a closed curve."""
    first, last = (graph.find(end) for end in boundary[start].ends)
    if first in passed and last not in passed:
        first, last = last, first
    del left[start]
    path = [boundary[start]]
    while last in passed and last != first:
        following = [k for k in meeting[last] if k in left]
        if not following:
            break
        (k,) = following
        del left[k]
        path.append(boundary[k])
        a, b = (graph.find(end) for end in boundary[k].ends)
        last = b if a == last else a
    return Chain(tuple(path), (first, last), first == last and first in passed)

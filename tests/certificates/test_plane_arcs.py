"""Arcs of graphs that are made by hand: a closed curve, which no region of the other tests has, and
what a list lacks, or has and should not."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from oraclegames import catalog
from oraclegames.certificates import region as checked_region
from oraclegames.certificates.part import Part, Refuted, idle
from oraclegames.certificates.plane_arcs import Arc, Edge, Graph, Node, boundary, difference

ONE, OTHER = (Fraction(1), Fraction(2)), (Fraction(3), Fraction(2))
BESIDE = (True, False, False)
SIDES = frozenset((True, False))


def graph_of(nodes, *edges):
    graph = Graph()
    for node in nodes:
        graph.add(node)
    graph.edges = list(edges)
    return graph


def ring(*nodes):
    """Edges of one curve from node to node and back to the first."""
    count = len(nodes)
    return graph_of(nodes, *(Edge("f", (k, (k + 1) % count), BESIDE) for k in range(count)))


def test_a_closed_curve_has_no_ends():
    assert boundary(ring(Node(), Node(), Node())) == ([Arc("f", (), False, SIDES)], [])
    assert boundary(ring(Node(ONE), Node())) == ([Arc("f", (), False, SIDES)], [])
    cut = Arc("f", (ONE, ONE), False, SIDES)
    assert boundary(ring(Node(ONE, reached=True), Node(), Node())) == ([cut], [(ONE, True)])


def test_a_list_of_arcs_is_the_boundary_or_something_is_named():
    loop, way = Arc("f", (), False, SIDES), Arc("f", (ONE, OTHER), False, SIDES)
    closed = ring(Node(), Node())
    open_ = graph_of([Node(ONE), Node(), Node(OTHER)], *ring(Node(), Node(), Node()).edges[:2])
    ends = [(ONE, False), (OTHER, False)]
    assert difference(closed, [loop], []) is None
    assert difference(closed, [loop], ends[:1]) == ("vertices", 0)
    assert difference(closed, [], []) == ("arcs", None)
    assert difference(open_, [way], ends) is None and difference(open_, [way], ends[::-1]) is None
    assert difference(open_, [way], ends[:1]) == ("vertices", None)
    assert difference(open_, [way], [*ends, ends[0]]) == ("vertices", 2)
    assert difference(open_, [way], [ends[0], (OTHER, True)]) == ("vertices", 1)
    assert difference(open_, [Arc("f", (OTHER, ONE), False, SIDES)], ends) is None
    for false in (
        loop,
        Arc("g", (ONE, OTHER), False, SIDES),
        Arc("f", (ONE, OTHER), True, SIDES),
        Arc("f", (ONE, OTHER), False, frozenset((False,))),
        Arc("f", (ONE, ONE), False, SIDES),
        Arc("f", (OTHER, OTHER), False, SIDES),
    ):
        assert difference(open_, [false], ends) == ("arcs", 0)
        assert difference(open_, [way, false], ends) == ("arcs", 1)


@pytest.mark.parametrize("included", [True, False])
def test_where_a_closed_curve_is_cut_open_nothing_changes(included, monkeypatch):
    graph = ring(Node(), Node())
    monkeypatch.setattr(checked_region, "Plane", lambda _: SimpleNamespace(graph=graph))
    game = catalog.prisoners_dilemma()
    points = SimpleNamespace(game=game, whole=False, only=None, look=idle)
    said = Part({"vertices": [{"included": included}], "arcs": [{"ends": [0, 0]}]})
    arcs = [Arc("f", (), False, SIDES)]
    if included:
        with pytest.raises(Refuted, match="nothing changes there"):
            checked_region._is_whole(said, points, arcs, [ONE])
    else:
        assert checked_region._is_whole(said, points, arcs, [ONE])
    lone = Part({"vertices": [{"included": False}] * 2, "arcs": [{"ends": [0, 0]}]})
    with pytest.raises(Refuted, match=r"vertices\[1\]: the boundary has no such one"):
        checked_region._is_whole(lone, points, arcs, [ONE, OTHER])

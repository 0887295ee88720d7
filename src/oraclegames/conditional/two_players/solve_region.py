"""The exact region of a two-player game: traced, and put together of arcs and vertices."""

from __future__ import annotations

from oraclegames.budget import Clock, Tell, silent
from oraclegames.conditional.two_players.arcs import Arc, Vertex
from oraclegames.conditional.two_players.arrangement import Arrangement
from oraclegames.conditional.two_players.equations import equation
from oraclegames.conditional.two_players.graph import Graph, chains
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.questions import Notion, question_of
from oraclegames.games.game import Game


def planar_region(
    game: Game,
    *,
    notion: Notion = "totally mixed",
    only: Moves | None = None,
    budget: float | None = None,
    clock: Clock | None = None,
    progress: Tell | None = None,
) -> PlanarRegion:
    """The exact region of a two-player game; see :func:`oraclegames.region`.

    Args:
        game: a game of two players.
        notion: whether the values of all dependency equilibria are asked for, or of totally mixed
            ones.
        only: of all dependency equilibria, those that play just these moves.
        budget: seconds; None for no limit.
        clock: in the place of a budget.
        progress: called with the number of cells now and then.

    Cost: for each cell between the lines of the payoffs the cycles of the gain graph there, whose
    number grows exponentially with the moves, and the crossings of their curves; of all equilibria
    for every choice of played moves that single moves do not exclude there.
    """
    arrangement = Arrangement(question_of(game, notion, only), clock or Clock(budget))
    arrangement.build(progress or silent)
    graph = arrangement.graph
    found, corners = chains(graph)
    vertices: list[Vertex] = []
    places: dict[int, int] = {}
    for node in sorted(corners):
        there = graph.nodes[node]
        if there.at is not None and there.reached is not None:
            places[node] = len(vertices)
            vertices.append(Vertex(there.at, there.reached))
    arcs = []
    for chain in found:
        edge = chain.edges[0]
        if chain.closed:
            vertices.append(Vertex(edge.sample, edge.trace[1]))
            ends = len(vertices) - 1, len(vertices) - 1
        else:
            first, last = (_place(graph, node, places, vertices) for node in chain.ends)
            ends = first, last
        arcs.append(
            Arc(
                edge.curve,
                equation(edge.curve, edge.sample),
                ends,
                edge.trace[1],
                (edge.trace[0], edge.trace[2]),
                edge.sample,
            )
        )
    return PlanarRegion(
        game,
        _dimension(graph),
        tuple(vertices),
        tuple(arcs),
        "partial" if arrangement.left_out else "complete",
        tuple(arrangement.left_out),
        notion,
        only,
        (graph, tuple(found)),
    )


def _place(graph: Graph, node: int, places: dict[int, int], vertices: list[Vertex]) -> int:
    """The vertex at a node; one whose membership time left open counts as not included."""
    if node not in places:
        at = graph.nodes[node].at
        assert at is not None
        places[node] = len(vertices)
        vertices.append(Vertex(at, bool(graph.nodes[node].reached)))
    return places[node]


def _dimension(graph: Graph) -> int:
    if any(edge.trace[0] or edge.trace[2] for edge in graph.edges):
        return 2
    if any(edge.trace[1] for edge in graph.edges):
        return 1
    return 0 if any(node.reached for node in graph.nodes) else -1

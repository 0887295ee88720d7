"""The picture of b-similarity: how often each move is made over b, and what everybody gets.

Strategies that depend on b are curves, polytopes areas or (at one b) segments. Both ends are
marked: symmetric Nash equilibria at b = 0, the best common strategies at b = 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oraclegames.conditional.similarity.diagram import Phase
from oraclegames.conditional.similarity.equilibrium import Equilibrium, entry_near
from oraclegames.conditional.similarity.similar import SimilarEquilibria
from oraclegames.errors import UnsupportedError
from oraclegames.plots.look.style import Role
from oraclegames.plots.pictures.scene import Info, Layer, Place, Plane, short

STEPS = 60
"""Parts of a curve over one phase."""

ROLES: tuple[Role, ...] = ("first move", "second move", "third move")

Bands = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True)
class Graph:
    """A quantity over b.

    Attributes:
        name: what it is.
        lines: curves.
        areas: where it can be anything between two curves.
        points: its values at single b, and at both ends.
    """

    name: str
    lines: Bands
    areas: Bands
    points: tuple[Place, ...]


@dataclass(frozen=True, repr=False)
class SimilarInfo(Info):
    """What the picture shows.

    Attributes:
        title: the game's.
        moves: the probability of each move; with two moves, of the first alone.
        payoff: what everybody gets.
    """

    title: str
    moves: tuple[Graph, ...]
    payoff: Graph


def similar_info(found: SimilarEquilibria) -> SimilarInfo:
    """What the picture of a phase diagram in b shows.

    Raises:
        UnsupportedError: the equilibria were asked for at one b only.
    """
    if found.b is not None:
        raise UnsupportedError("the picture is of all b: call similar(game) without b")
    labels = found.game.moves[0]
    shown = range(1 if len(labels) == 2 else len(labels))
    graphs = tuple(_graph(found, k, f"{labels[k]}") for k in shown)
    return SimilarInfo(found.game.title, graphs, _graph(found, None, "payoff"))


def _graph(found: SimilarEquilibria, move: int | None, name: str) -> Graph:
    lines: list[tuple[Place, ...]] = []
    areas: list[tuple[Place, ...]] = []
    points: list[Place] = []
    for phase in found.phases:
        for one in phase.equilibria:
            low, high = zip(*_extent(phase, one, move))
            if len(low) == 1:
                points += {low[0], high[0]}
                if low != high:
                    lines.append((low[0], high[0]))
                continue
            lines.append(low)
            points += [end for b, end in ((0.0, low[0]), (1.0, low[-1])) if end[0] == b]
            if low != high:
                lines.append(high)
                areas.append((*low, *reversed(high)))
                points += [end for b, end in ((0.0, high[0]), (1.0, high[-1])) if end[0] == b]
    return Graph(name, tuple(lines), tuple(areas), tuple(sorted(set(points))))


def _extent(phase: Phase, one: Equilibrium, move: int | None) -> Iterator[tuple[Place, Place]]:
    """The least and the most of a quantity along a phase."""
    low, high = float(phase.low), float(phase.high)
    steps = STEPS if low < high else 0
    for k in range(steps + 1):
        share = k / steps if steps else 0.0
        # just inside of the ends, where a formula may have no value
        b = low + (high - low) * min(max(share, 1e-9), 1 - 1e-9)
        values = _values(one, b, move)
        at = low + (high - low) * share
        yield (at, min(values)), (at, max(values))


def _values(one: Equilibrium, b: float, move: int | None) -> list[float]:
    if one.curve is not None:
        x = one.curve.near(b)
        if move is None:
            return [float(sum(float(c) * x**k for k, c in enumerate(one.curve.value)))]
        return [x if move == 0 else 1 - x]
    entries = one.values if move is None else [corner[move] for corner in one.corners]
    return [entry_near(entry, b) for entry in entries]


def similar_planes(info: SimilarInfo) -> tuple[Plane, Plane]:
    """Probabilities on the left, the payoff on the right."""
    one = info.moves[0].name if len(info.moves) == 1 else "each move"
    further: list[Role] = ["further moves"] * len(info.moves)
    graphs = zip(info.moves, (*ROLES, *further))
    left = tuple(layer for graph, role in graphs for layer in _layers(graph, role))
    right = tuple(_layers(info.payoff, "equilibria"))
    heights = [y for line in info.payoff.lines for _, y in line]
    heights += [y for _, y in info.payoff.points]
    low, high = min(heights, default=0.0), max(heights, default=1.0)
    room = 0.07 * (high - low) or 1.0
    axis, span = "similarity b", (-0.03, 1.03)
    marks = tuple(_ends(info.moves)), tuple(_ends((info.payoff,)))
    return (
        Plane("", (axis, f"probability of {short(one)}"), (span, span), (), left + marks[0]),
        Plane("", (axis, "payoff"), (span, (low - room, high + room)), (), right + marks[1]),
    )


def _layers(graph: Graph, role: Role) -> Iterator[Layer[Place]]:
    single = tuple(p for p in graph.points if 0 < p[0] < 1)
    name = graph.name if role != "equilibria" else "what everybody gets"
    yield Layer(role, name, single, graph.lines, areas=graph.areas)


def _ends(graphs: tuple[Graph, ...]) -> Iterator[Layer[Place]]:
    """Marks at b = 0 and b = 1."""
    ends = [p for graph in graphs for p in graph.points]
    yield Layer("nash", "symmetric Nash equilibria", tuple(p for p in ends if p[0] == 0))
    yield Layer("best", "best common strategies", tuple(p for p in ends if p[0] == 1))

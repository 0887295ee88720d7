"""Where an objective can be best in one box of values, by the curves in it, exactly.

The curves are traced (:mod:`oraclegames.conditional.two_players.arrangement`); the best point is an
end of an arc, a point where curves meet, or one where an arc touches a level line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.two_players.arrangement import Arrangement
from oraclegames.conditional.two_players.box_parts import Box
from oraclegames.conditional.two_players.conditions import Conditions, Place
from oraclegames.conditional.two_players.graph import CycleCurve, Edge, Point
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.optimum import Goal, around, touching
from oraclegames.conditional.two_players.questions import Question


@dataclass(frozen=True)
class BoxQuestion:
    """A box of a face as a question of its own (:class:`.questions.Question`).

    Attributes:
        question: the question that the face belongs to.
        face, there: the face and what must hold on it.
        box: a part of it.
    """

    question: Question
    face: Box
    there: Conditions
    box: Box

    @property
    def lines(self) -> tuple[list[Fraction], list[Fraction]]:
        """See :class:`.questions.Question`."""
        x, y = self.box
        return list(x), list(y)

    def conditions(self, x: Place, y: Place, clock: Clock) -> Conditions:
        """See :class:`.questions.Question`: those of the face, but on its border."""
        if all(_is_inside(place, face) for place, face in zip((x, y), self.face)):
            return replace(self.there, x=x, y=y)
        return self.question.conditions(x, y, clock)

    def reaches(self, x: Fraction, y: Fraction, clock: Clock) -> bool:
        """See :class:`.questions.Question`."""
        return self.conditions((x, x), (y, y), clock).met_at(x, y)


def _is_inside(place: Place, face: Place) -> bool:
    """Whether a value, or an open interval, lies in an open one."""
    if place[0] == place[1]:
        return face[0] < place[0] < face[1]
    return face[0] <= place[0] and place[1] <= face[1]


def candidates(
    inside: BoxQuestion, goal: Goal, useful: Callable[[Fraction], bool], clock: Clock
) -> Iterator[tuple[Point, bool]]:
    """Points of a box where values are reached, or limits of such, and whether they are themselves.

    Args:
        inside: the box.
        goal: the objective: one of the points has as much of it as there is in the box.
        useful: whether so much is wanted; asked after every point.
        clock: when to stop.

    Raises:
        OutOfTime: the clock is spent, or the curves are more than can be handled.
    """
    arrangement = Arrangement(inside, clock)
    arrangement.build()
    if arrangement.left_out:
        raise OutOfTime
    graph = arrangement.graph
    for node in graph.nodes:
        if node.at is not None and node.reached:
            yield node.at, True
    curves: dict[CycleCurve, list[Edge]] = {}
    for edge in graph.edges:
        if any(edge.trace):
            for end in edge.ends:
                at = graph.nodes[graph.find(end)].at
                if at is not None:
                    yield at, False
            yield edge.sample, edge.trace[1]
            if isinstance(edge.curve, CycleCurve):
                curves.setdefault(edge.curve, []).append(edge)
    for curve, edges in curves.items():
        (left, right), (low, high) = around(edges)
        if useful(goal.corner((left, low), (right, high))):
            for edge in edges:
                ends = [graph.nodes[graph.find(end)].at for end in edge.ends]
                for point in touching(goal, curve, graph, [edge]):
                    at_end = any(end is not None and _equal(end, point) for end in ends)
                    yield point, edge.trace[1] and not at_end


def _equal(one: Point, other: Point) -> bool:
    return all(compare(a, b) == 0 for a, b in zip(one, other))

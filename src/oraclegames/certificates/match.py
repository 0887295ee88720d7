"""A match: every fixed point is one, by the agents' definitions and exact arithmetic.

A fixed point is a pair of mixed strategies that both programs play, given truthful readings:
:mod:`oraclegames.certificates.match_points`. That there are no others is shown on request, by a
search that shares nothing with the one that found them. Programs of one's own cannot be run from a
file; then of the points only what is said about them is proved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from oraclegames.certificates import match_scene
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.match_agents import Agent, Output
from oraclegames.certificates.match_arcs import check_arcs
from oraclegames.certificates.match_cover import check_all
from oraclegames.certificates.match_kept import check_kept
from oraclegames.certificates.match_machines import check_all_wide
from oraclegames.certificates.match_points import (
    Point,
    Points,
    check_point,
    check_shown,
    order_of,
)
from oraclegames.certificates.match_scene import Scene, flint_of
from oraclegames.certificates.part import Part
from oraclegames.certificates.undecided import check_undecided
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import format_rational

KEYS = (
    *("schema", "version", "game", "agents", "programs", "parameters", "status", "fixed_points"),
    *("segments", "segments_exact", "arcs", "ranges", "pareto", "undetermined", "method"),
    *("blocks", "verified"),
)
METHODS = (
    "all cells of the two staircases, exact whole numbers",
    "all cells of the readings, exact whole numbers and polynomial systems",
)


def check(
    document: Part,
    *,
    complete: bool = False,
    own: Sequence[Output | None] = (None, None),
    look: Callable[[], None] | None = None,
) -> Proof:
    """Every claim of a match.

    Args:
        document: the match.
        complete: that there are no other fixed points too.
        own: the programs of one's own, where they are at hand.
        look: called at every fixed point; what it raises ends the check.
    """
    document.only(*KEYS)
    document["version"].text()
    scene = scene_of(document)
    agents = agents_of(document, scene, own)
    known = all(agent.known for agent in agents)
    points, reader = [], Points(scene)
    for part in document["fixed_points"]:
        if look is not None:
            look()
        points.append(reader.read(part))
    places = [order_of(point) for point in points]
    for point, before, after in zip(points[1:], places, places[1:]):
        point.part.require(before < after, "it belongs elsewhere in the list")
    if known:
        for point in points:
            if look is not None:
                look()
            check_point(point, agents)
    segments = _check_segments(document, scene, agents if known else None)
    check_arcs(document["arcs"], points, scene.epsilon)
    _check_extremes(document, points)
    _check_status(document, scene)
    if document.given("verified") is not None:
        document["verified"].require(document["verified"].flag(), "it was verified")
    names = " against ".join(part.text() for part in document["agents"])
    proved = ["payoffs, ranges, pieces and Pareto points of the listed fixed points"]
    assumed: list[str] = []
    if known:
        proved.insert(0, f"{len(points)} fixed points of {names}, and all segments")
    else:
        assumed.insert(0, f"that these are fixed points of {names}: a program is its author's own")
    if complete:
        proved.append(_all(document, scene, agents, points, segments))
    else:
        how = "all cells are searched" if document.get("blocks") is None else "blocks are checked"
        assumed.append(f"that there are no others (asked for completeness, {how})")
    return Proof(tuple(proved), tuple(assumed))


def _all(
    document: Part, scene: Scene, agents: list[Agent], points: list[Point], segments: list[Any]
) -> str:
    """That there are no other fixed points.

    Raises:
        InputError: the document does not say so, or a program is not at hand.
    """
    if document["status"].text() != "complete":
        document["status"].unreadable("'complete': nothing else is claimed to be all")
    for agent, program in zip(agents, document["programs"]):
        if not agent.known:
            program.unreadable("a program that can be run from a file")
    part, kept = document["fixed_points"], document.get("blocks")
    if kept is not None:
        blocks, cells = check_kept(part, kept, scene, agents, points, segments)
    elif max(scene.game.shape) > 2:
        blocks, cells = check_all_wide(part, scene, agents, points)
    else:
        blocks, cells = check_all(part, scene, agents, [point.play for point in points], segments)
    return f"there are no others: {blocks} blocks without any, {cells} cells solved again"


def agents_of(document: Part, scene: Scene, own: Sequence[Output | None]) -> list[Agent]:
    """Both programs of a document; those of one's own are given."""
    rows = zip(document["programs"].items(2), document["agents"].items(2))
    return [
        Agent(part, name, player, scene, own[player]) for player, (part, name) in enumerate(rows)
    ]


def scene_of(document: Part) -> Scene:
    """The game of two players and the parameters of a document."""
    scene = match_scene.scene_of(document)
    document["game"].require(scene.game.n_players == 2, "a match has two players")
    return scene


def _check_segments(document: Part, scene: Scene, agents: list[Agent] | None) -> list[Any]:
    """One player stays on a threshold whatever is answered, while the other moves along."""
    exact = [[end.rationals(2) for end in part.items(2)] for part in document["segments_exact"]]
    check_shown(document["segments"], exact)
    for part, (one, other) in zip(document["segments_exact"], exact):
        player = 0 if one[0] == other[0] else 1
        here = one[player]
        start, stop = sorted((one[1 - player], other[1 - player]))
        part.require(here == other[player] and 0 <= start < stop <= 1, "nobody moves along a line")
        thresholds, zone = scene.place(here), scene.place((start + stop) / 2)
        part.require(len(thresholds) == 2 and len(zone) == 1, "it runs along no threshold")
        if agents is not None:
            still = [agents[player].output((k,), zone)[0] for k in thresholds]
            part.require(still == [here, here], "the one does not stay")
            moving = [agents[1 - player].output(zone, (k,))[0] for k in thresholds]
            low, high = scene.ends(zone[0])
            ends = [max(min(moving), low), min(max(moving), high)]
            part.require(
                ends == [start, stop],
                f"it runs from {format_rational(ends[0])} to {format_rational(ends[1])}",
            )
    part = document["segments_exact"]
    keys = [[tuple(end) for end in ends] for ends in exact]
    part.require(all(one not in keys[:k] for k, one in enumerate(keys)), "one stands here twice")
    return exact


def _check_extremes(document: Part, points: list[Point]) -> None:
    """The ranges of payoffs, and the points that no other point beats."""
    pairs = [point.payoffs for point in points]
    ranges = document["ranges"]
    columns = [flint_of(column) or column for column in zip(*pairs)]
    ends = [[column.index(least(column)) for least in (min, max)] for column in columns]
    expected = [tuple(pairs[row][i] for row in rows) for i, rows in enumerate(ends)]
    ranges = document["ranges"]
    said = [tuple(number_of(end) for end in ends.items(2)) for ends in ranges]
    ranges.require(said == expected, "the listed points say otherwise")
    best: set[int] = set()
    most: Any = None
    quick = list(zip(*columns))
    for row in sorted(range(len(pairs)), key=quick.__getitem__, reverse=True):
        if most is None or quick[row][1] > most[1] or quick[row] == most:
            best.add(row)
            most = quick[row]
    check_shown(document["pareto"], [pair for row, pair in enumerate(pairs) if row in best])


def _check_status(document: Part, scene: Scene) -> None:
    wide = max(scene.game.shape) > 2
    method = METHODS[wide]
    document["method"].require(document["method"].text() == method, f"it is {method!r}")
    check_undecided(document)

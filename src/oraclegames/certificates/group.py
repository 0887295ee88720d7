"""A match of three and more agents: every fixed point is one, by definition and exact arithmetic.

Each cumulative probability of each player is read as the zone that holds it; on a threshold between
two zones as the upper one with the probability of the oracle's answer. The programs run on all
these readings, each with its probability, play what the point says. That there are no others is
shown on request, by cutting the cube anew: :mod:`oraclegames.certificates.group_cover`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise, product
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.group_agents import GroupAgent, Output, Worth
from oraclegames.certificates.group_cover import check_all, check_kept, reading
from oraclegames.certificates.match_scene import Scene, scene_of
from oraclegames.certificates.part import Part
from oraclegames.certificates.undecided import check_undecided
from oraclegames.certificates.verify import Proof

KEYS = (
    *("schema", "version", "game", "agents", "programs", "parameters", "status", "fixed_points"),
    *("continua", "ranges", "pareto", "undetermined", "blocks", "verified"),
)


@dataclass(frozen=True)
class Point:
    """One fixed point as it stands in the document.

    Attributes:
        play: all cumulative probabilities, one player after the other; ``zones`` and ``answers``
            are as long.
    """

    part: Part
    play: tuple[Any, ...]
    mixed: tuple[tuple[Any, ...], ...]
    payoffs: tuple[Any, ...]
    zones: tuple[tuple[int, ...], ...]
    answers: tuple[Any, ...]


def check(
    document: Part,
    *,
    complete: bool = False,
    own: Sequence[Output | None] | None = None,
    look: Callable[[], None] | None = None,
) -> Proof:
    """Every claim of a document "oraclegames/group-match-1".

    Args:
        document: the match.
        complete: that there are no other fixed points too.
        own: the programs of one's own, where they are at hand.
        look: called at every fixed point; what it raises ends the check.
    """
    # Long: one statement for each key, since each follows from those before.
    document.only(*KEYS)
    document["version"].text()
    scene, agents = seated(document, own)
    known = all(agent.known for agent in agents)
    points = [_point(part, scene) for part in document["fixed_points"]]
    for before, after in pairwise(points):
        after.part.require(_order(before) < _order(after), "it belongs elsewhere in the list")
    for point in points if known else ():
        if look is not None:
            look()
        _check_point(point, agents)
    continua = _check_continua(document["continua"], len(points))
    _check_extremes(document, points)
    check_undecided(document)
    if document.given("verified") is not None:
        document["verified"].require(document["verified"].flag(), "it was verified")
    names = ", ".join(part.text() for part in document["agents"])
    proved = ["payoffs, ranges and Pareto points of the listed fixed points"]
    assumed = []
    if known:
        proved.insert(0, f"{len(points)} fixed points of {names}")
    else:
        assumed.append(f"that these are fixed points of {names}: a program is its author's own")
    if continua:
        assumed.append("that all between the corners of a continuum are fixed points")
    if complete:
        status = document["status"]
        if status.text() != "complete":
            status.unreadable("'complete': nothing else is claimed to be all")
        if not known:
            document["programs"].unreadable("programs that can be run from a file")
        plays = {point.play: point.answers for point in points}
        part, kept = document["fixed_points"], document.get("blocks")
        if kept is None:
            blocks, cells = check_all(part, scene, agents, plays, bool(continua))
        else:
            blocks, cells = check_kept(part, kept, scene, agents, plays, bool(continua))
        proved.append(
            f"there are no others: {blocks} blocks hold none, {cells} cells were solved again"
        )
    else:
        how = "all is searched again" if document.get("blocks") is None else "blocks are checked"
        assumed.append(f"that there are no others (asked for completeness, {how})")
    return Proof(tuple(proved), tuple(assumed))


def seated(document: Part, own: Sequence[Output | None] | None) -> tuple[Scene, list[GroupAgent]]:
    """The game and the parameters of a document, and its programs; those of one's own are given."""
    scene = scene_of(document)
    worth, count = Worth(scene), scene.game.n_players
    rows = zip(document["programs"].items(count), document["agents"].items(count))
    return scene, [
        GroupAgent(part, name, i, scene, worth, own[i] if own else None)
        for i, (part, name) in enumerate(rows)
    ]


def _point(part: Part, scene: Scene) -> Point:
    """What a point says about itself: probabilities, zones, answers, payoffs."""
    # Long: one statement after the other, about each cumulative probability, and the payoffs.
    part.only("play", "payoffs", "randomised", "zones", "answers")
    part["randomised"].flag()
    game = scene.game
    play: list[Any] = []
    mixes: list[tuple[Any, ...]] = []
    zones: list[tuple[int, ...]] = []
    answers: list[Any] = []
    lines = (part[key].items(game.n_players) for key in ("play", "zones", "answers"))
    for moves, mixed, reads, asked in zip(game.shape, *lines):
        weights = [number_of(p) for p in mixed.items(moves)]
        fine = all(p >= 0 for p in weights) and sum(weights[1:], weights[0]) == 1
        mixed.require(fine, "these are no probabilities")
        mixes.append(tuple(weights))
        for x, read, answer in zip(
            accumulate(weights[:-1]), reads.items(moves - 1), asked.items(moves - 1)
        ):
            play.append(x)
            zones.append(scene.place(x))
            said = tuple(zone.integer() for zone in read)
            read.require(said == zones[-1], f"this probability is read as {zones[-1]}")
            if len(said) == 1:
                answer.require(answer.missing, "nothing is asked here")
                answers.append(None)
            else:
                answers.append(number_of(answer))
                answer.require(0 <= answers[-1] <= 1, "this is no probability")
    payoffs: list[Any] = [Fraction(0)] * game.n_players
    for outcome in game.outcomes():
        weight: Any = Fraction(1)
        for line, move in zip(mixes, outcome):
            weight = weight * line[move]
        if weight != 0:
            values = game.payoffs(outcome)
            payoffs = [total + weight * value for total, value in zip(payoffs, values)]
    for item, payoff in zip(part["payoffs"].items(game.n_players), payoffs):
        item.agrees(number_of(item), payoff)
    columns = (tuple(play), tuple(mixes), tuple(payoffs), tuple(zones), tuple(answers))
    return Point(part, *columns)


def _order(point: Point) -> Any:
    return [2 * read[-1] + (len(read) == 1) for read in point.zones], point.play


def _check_point(point: Point, agents: list[GroupAgent]) -> None:
    """All programs play what the point says, given its readings."""
    holds = _reproduced(point, agents, point.answers)
    point.part["answers"].require(holds, "the programs do not play this after these readings")
    random = any(answer not in (None, 0, 1) for answer in point.answers)
    said = point.part["randomised"]
    said.require(said.flag() == random, "the answers say otherwise")
    if random:
        sure = [(None,) if a is None else (Fraction(0), Fraction(1)) for a in point.answers]
        for pick in product(*sure):
            said.require(not _reproduced(point, agents, pick), "answers for sure do as well")


def _reproduced(point: Point, agents: list[GroupAgent], answers: Sequence[Any]) -> bool:
    chances = [
        [(zone, p) for zone, p in zip(read, (1,) if up is None else (1 - up, up)) if p != 0]
        for read, up in zip(point.zones, answers)
    ]
    shape = [agent.moves for agent in agents]
    totals: list[Any] = [Fraction(0)] * len(point.play)
    for choice in product(*chances):
        read = reading([zone for zone, _ in choice], shape)
        weight: Any = Fraction(1)
        for _, p in choice:
            weight = weight * p
        played = (x for one in agents for x in one.output(read))
        totals = [total + weight * x for total, x in zip(totals, played)]
    return all(total == x for total, x in zip(totals, point.play))


def _check_continua(part: Part, count: int) -> list[list[int]]:
    """Each names corners among the points, in order."""
    found = []
    for item in part:
        rows = [row.integer() for row in item]
        item.require(all(0 <= row < count for row in rows), "there is no such fixed point")
        item.require(all(a < b for a, b in pairwise(rows)) and bool(rows), "they are not in order")
        found.append(rows)
    part.require(all(a < b for a, b in pairwise(found)), "they are not in order")
    return found


def _check_extremes(document: Part, points: list[Point]) -> None:
    """The ranges of payoffs, and the points that no other beats."""
    payoffs = [point.payoffs for point in points]
    expected = [(min(column), max(column)) for column in zip(*payoffs)]
    said = [tuple(number_of(end) for end in ends.items(2)) for ends in document["ranges"]]
    document["ranges"].require(said == expected, "the listed points say otherwise")
    best = _best(sorted(set(payoffs), reverse=True))
    rows = [k for k, row in enumerate(payoffs) if row in best]
    listed = [item.integer() for item in document["pareto"]]
    document["pareto"].require(listed == rows, "they are not those that no other beats")


def _best(payoffs: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Those that none beats, of a list in falling order: only an earlier one can beat a later."""
    kept: list[tuple[Any, ...]] = []
    for one in payoffs:
        if not any(all(x >= y for x, y in zip(other, one)) for other in kept):
            kept.append(one)
    return set(kept)

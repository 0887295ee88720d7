"""A match: every fixed point is one, by the agents' definitions and exact arithmetic.

A fixed point is a pair of mixed strategies that both programs play, given truthful readings. Each
cumulative probability x is read as the zone that holds it; on a threshold between two zones, as the
upper one with the probability of the oracle's answer. So a point is proved by running the programs
on at most 2^k pairs of readings. Two irrational answers are proved by solving their two bilinear
equations: a quadratic for the one, a line for the other.

That there are no other fixed points is the search's claim. Programs of one's own cannot be run
from a file; then of the points only what is said about them is proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise, product
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.match_agents import Agent, Scene
from oraclegames.certificates.match_arcs import check_arcs
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.exact.surd import quadratic_roots

KEYS = (
    *("schema", "version", "game", "agents", "programs", "parameters", "status", "fixed_points"),
    *("segments", "segments_exact", "arcs", "ranges", "pareto", "undetermined", "method"),
    "verified",
)
METHODS = (
    "all cells of the two staircases, exact whole numbers",
    "reflective oracles of the agents' machines",
)


@dataclass(frozen=True)
class Point:
    """One fixed point as it stands in the document."""

    part: Part
    play: tuple[tuple[Any, ...], ...]
    payoffs: tuple[Any, ...]
    zones: tuple[tuple[tuple[int, ...], ...], ...]


def check(document: Part) -> Proof:
    """Every claim of a match."""
    document.only(*KEYS)
    document["version"].text()
    scene = _scene(document)
    agents = [
        Agent(part, name, player, scene)
        for player, (part, name) in enumerate(
            zip(document["programs"].items(2), document["agents"].items(2))
        )
    ]
    known = all(agent.kind != "own" for agent in agents)
    points = [_point(part, scene) for part in document["fixed_points"]]
    for before, after in pairwise(points):
        after.part.require(_order(before) < _order(after), "it belongs elsewhere in the list")
    if known:
        for point in points:
            _check_point(point, agents)
    _check_segments(document, scene, agents if known else None)
    check_arcs(document["arcs"], points, scene.epsilon)
    _check_extremes(document, points)
    _check_status(document, scene)
    if document.given("verified") is not None:
        document["verified"].require(document["verified"].flag(), "it was verified")
    names = " against ".join(part.text() for part in document["agents"])
    proved = ["payoffs, ranges, pieces and Pareto points of the listed fixed points"]
    assumed = ["that there are no other fixed points", "which points lie on the way along a piece"]
    if known:
        proved.insert(0, f"{len(points)} fixed points of {names}, and all segments")
    else:
        assumed.insert(0, f"that these are fixed points of {names}: a program is its author's own")
    return Proof(tuple(proved), tuple(assumed))


def _scene(document: Part) -> Scene:
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "a match has two players")
    document["parameters"].only("delta", "epsilon")
    delta, epsilon = (document["parameters"][key].rational() for key in ("delta", "epsilon"))
    document["parameters"].require(0 < delta < epsilon < 1, "0 < delta < epsilon < 1 must hold")
    return Scene(game, delta, epsilon)


def _point(part: Part, scene: Scene) -> Point:
    """What a point says about itself: probabilities, their zones, payoffs, floats for show."""
    part.only("play", "payoffs", "randomised", "exact", "zones", "answers", "exact_payoffs")
    play, zones = [], []
    for player, mixed in enumerate(part["exact"].items(2)):
        numbers = tuple(number_of(p) for p in mixed.items(scene.game.shape[player]))
        mixed.require(min(numbers) >= 0 and sum(numbers) == 1, "these are no probabilities")
        expected = [place(scene.delta, x) for x in list(accumulate(numbers))[:-1]]
        read = part["zones"][player]
        seen = [tuple(zone.integer() for zone in pair) for pair in read]
        read.require(seen == expected, f"these probabilities are read as {expected}")
        play.append(numbers)
        zones.append(tuple(expected))
    part["zones"].items(2)
    payoffs = []
    for player, said in enumerate(part["exact_payoffs"].items(2)):
        payoff = scene.pay(player, play[0], play[1])
        said.require(number_of(said) == payoff, f"it is {float(payoff)}")
        payoffs.append(payoff)
    _shown(part["play"], play)
    _shown(part["payoffs"], payoffs)
    return Point(part, tuple(play), tuple(payoffs), tuple(zones))


def _order(point: Point) -> Any:
    if any(len(mixed) > 2 for mixed in point.play):
        return point.play
    return [2 * read[-1] + (len(read) == 1) for zones in point.zones for read in zones], point.play


def place(delta: Fraction, x: Any) -> tuple[int, ...]:
    """The zones as which a number is read: one, or the two beside a threshold."""
    last = -(-delta.denominator // delta.numerator) - 1
    if isinstance(x, Fraction):
        zone = min(int(x / delta), last)
    else:
        zone = sum(1 for k in range(1, last + 1) if k * delta <= x)
    return (zone - 1, zone) if zone > 0 and x == zone * delta else (zone,)


def _shown(part: Part, exact: Any) -> None:
    """Floats for show are those of the exact numbers."""
    if isinstance(exact, (list, tuple)):
        for item, number in zip(part.items(len(exact)), exact):
            _shown(item, number)
        return
    part.require(
        isinstance(part.value, float) and part.value == float(exact), f"it is {float(exact)}"
    )


def _check_point(point: Point, agents: list[Agent]) -> None:
    """Both programs play what the point says, given its readings."""
    answers = [
        [_answer(item, read) for item, read in zip(part.items(len(zones)), zones)]
        for part, zones in zip(point.part["answers"].items(2), point.zones)
    ]
    flat = [answer for row in answers for answer in row if answer is not None]
    exact = [low for low, high in flat if low == high]
    random = any(answer not in ((0, 0), (1, 1)) for answer in flat)
    said = point.part["randomised"]
    said.require(said.flag() == random, "the answers say otherwise")
    if len(exact) < len(flat):
        holds = _irrational(point, agents, flat)
    else:
        holds = _reproduced(point, agents, [[a and a[0] for a in row] for row in answers])
    point.part["answers"].require(holds, "the programs do not play this after these readings")
    if random:
        for pick in product((Fraction(0), Fraction(1)), repeat=len(flat)):
            chosen = iter(pick)
            simple = [[None if a is None else next(chosen) for a in row] for row in answers]
            said.require(not _reproduced(point, agents, simple), "answers for sure do as well")


def _answer(part: Part, read: tuple[int, ...]) -> tuple[Any, Any] | None:
    """The probability of the upper zone, between two numbers; none where one zone is read."""
    if len(read) == 1:
        part.require(part.missing, "nothing is asked here")
        return None
    low, high = (number_of(end) for end in part.items(2))
    part.require(low >= 0 and low <= high and high <= 1, "this is no probability")
    return low, high


def _reproduced(point: Point, agents: list[Agent], answers: list[list[Any]]) -> bool:
    readings = []
    for zones, row in zip(point.zones, answers):
        found: list[tuple[tuple[int, ...], Any]] = [((), Fraction(1))]
        for read, higher in zip(zones, row):
            chances = (1,) if higher is None else (1 - higher, higher)
            found = [
                ((*seen, zone), weight * p)
                for seen, weight in found
                for zone, p in zip(read, chances)
                if p != 0
            ]
        readings.append(found)
    for player, mixed in enumerate(point.play):
        total: list[Any] = [Fraction(0)] * len(mixed)
        for own, p in readings[player]:
            for other, q in readings[1 - player]:
                for move, x in enumerate(agents[player].output(own, other)):
                    total[move] = total[move] + p * q * x
        if any(x != y for x, y in zip(total, mixed)):
            return False
    return True


def _irrational(point: Point, agents: list[Agent], bounds: list[tuple[Any, Any]]) -> bool:
    """Two answers r and s that no fraction writes: f(r, s) = g(r, s) = 0, both bilinear."""
    if len(bounds) != 2 or any(len(zones) != 1 for zones in point.zones):
        return False
    (first,), (second,) = point.zones
    rows = []
    for player in (0, 1):
        pairs = [((k,), (m,))[:: 1 if player == 0 else -1] for m in second for k in first]
        x = point.play[player][0]
        low, up, right, both = (agents[player].output(own, other)[0] - x for own, other in pairs)
        rows.append((low, up - low, right - low, both - up - right + low))
    (a, b, c, d), (p, q, u, v) = rows  # a + b r + c s + d r s
    for r in quadratic_roots(b * v - q * d, a * v + b * u - p * d - q * c, a * u - p * c):
        if not bounds[0][0] <= r <= bounds[0][1]:
            continue
        for top, slope in ((a + b * r, c + d * r), (p + q * r, u + v * r)):
            if slope != 0:
                s: Any = -top / slope
                zero = a + b * r + (c + d * r) * s == 0 == p + q * r + (u + v * r) * s
                if zero and bounds[1][0] <= s <= bounds[1][1]:
                    return True
                break
    return False


def _check_segments(document: Part, scene: Scene, agents: list[Agent] | None) -> None:
    """One player stays on a threshold whatever is answered, while the other moves along."""
    exact = [[end.rationals(2) for end in part.items(2)] for part in document["segments_exact"]]
    _shown(document["segments"], exact)
    for part, (one, other) in zip(document["segments_exact"], exact):
        player = 0 if one[0] == other[0] else 1
        here = one[player]
        start, stop = sorted((one[1 - player], other[1 - player]))
        part.require(here == other[player] and start < stop, "it runs along no threshold")
        thresholds, zone = place(scene.delta, here), place(scene.delta, (start + stop) / 2)
        part.require(len(thresholds) == 2 and len(zone) == 1, "it runs along no threshold")
        if agents is None:
            continue
        low, high = scene.ends(zone[0])
        still = [agents[player].output((k,), zone)[0] for k in thresholds]
        moving = sorted(agents[1 - player].output(zone, (k,))[0] for k in thresholds)
        part.require(still == [here, here], "the one does not stay")
        ends = [max(moving[0], low), min(moving[1], high)]
        part.require(ends == [start, stop], f"it runs from {ends[0]} to {ends[1]}")
    part = document["segments_exact"]
    keys = [[tuple(end) for end in ends] for ends in exact]
    part.require(all(one not in keys[:k] for k, one in enumerate(keys)), "one stands here twice")


def _check_extremes(document: Part, points: list[Point]) -> None:
    """The ranges of payoffs, and the points that no other point beats."""
    pairs = [point.payoffs for point in points]
    ranges = document["ranges"]
    columns = list(zip(*pairs))
    expected = [(min(column), max(column)) for column in columns]
    said = [tuple(number_of(end) for end in ends.items(2)) for ends in ranges]
    ranges.require(said == expected, "the listed points say otherwise")
    best: list[Any] = []
    most: Any = None
    for pair in sorted(set(pairs), reverse=True):
        if most is None or pair[1] > most:
            best.append(pair)
            most = pair[1]
    _shown(document["pareto"], [pair for pair in pairs if pair in best])


def _check_status(document: Part, scene: Scene) -> None:
    wide = max(scene.game.shape) > 2
    method = METHODS[wide]
    document["method"].require(document["method"].text() == method, f"it is {method!r}")
    cells = document["undetermined"].items()
    for cell in cells:
        cell.only("bounds", "reason")
        cell["reason"].text()
        for row in cell["bounds"]:
            for ends in row:
                low, high = ends.rationals(2)
                ends.require(0 <= low <= high <= 1, "these are no bounds of a probability")
    status = document["status"].word("complete", "partial", "undetermined")
    if cells:
        document["status"].require(status != "complete", "some cells are undecided")
    else:
        document["status"].require(status != "undetermined", "no cell is undecided")

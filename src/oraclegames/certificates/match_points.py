"""One fixed point of a match: what it says about itself, and whether both programs play it.

Each cumulative probability x is read as the zone that holds it; on a threshold between two zones,
as the upper one with the probability of the oracle's answer. So a point is proved by running the
programs on at most 2^k pairs of readings. Two irrational answers are proved by solving their two
bilinear equations: a quadratic for the one, a line for the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, product
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import quadratic_roots


@dataclass(frozen=True)
class Point:
    """One fixed point as it stands in the document."""

    part: Part
    play: tuple[tuple[Any, ...], ...]
    payoffs: tuple[Any, ...]
    zones: tuple[tuple[tuple[int, ...], ...], ...]
    answers: list[list[tuple[Any, Any] | None]]


def point_of(part: Part, scene: Scene) -> Point:
    """What a point says about itself: probabilities, their zones, payoffs, floats for show."""
    part.only("play", "payoffs", "randomised", "exact", "zones", "answers", "exact_payoffs")
    part["randomised"].flag()
    play, zones = [], []
    for player, mixed in enumerate(part["exact"].items(2)):
        numbers = tuple(number_of(p) for p in mixed.items(scene.game.shape[player]))
        mixed.require(min(numbers) >= 0 and sum(numbers) == 1, "these are no probabilities")
        expected = [scene.place(x) for x in list(accumulate(numbers))[:-1]]
        read = part["zones"][player]
        seen = [tuple(zone.integer() for zone in pair) for pair in read]
        if seen != expected:
            read.refute(f"these probabilities are read as {expected}")
        play.append(numbers)
        zones.append(tuple(expected))
    part["zones"].items(2)
    payoffs = []
    for player, said in enumerate(part["exact_payoffs"].items(2)):
        payoff = scene.pay(player, play[0], play[1])
        if number_of(said) != payoff:
            said.refute(f"it is {payoff}")
        payoffs.append(payoff)
    check_shown(part["play"], play)
    check_shown(part["payoffs"], payoffs)
    answers = [
        [_answer(item, read) for item, read in zip(row.items(len(seen)), seen)]
        for row, seen in zip(part["answers"].items(2), zones)
    ]
    return Point(part, tuple(play), tuple(payoffs), tuple(zones), answers)


def order_of(point: Point) -> Any:
    """Where a point stands in the list."""
    if any(len(mixed) > 2 for mixed in point.play):
        return point.play
    return [2 * read[-1] + (len(read) == 1) for zones in point.zones for read in zones], point.play


def check_shown(part: Part, exact: Any) -> None:
    """Floats for show are those of the exact numbers."""
    if isinstance(exact, (list, tuple)):
        for item, number in zip(part.items(len(exact)), exact):
            check_shown(item, number)
        return
    part.shows(exact)


def check_point(point: Point, agents: list[Agent]) -> None:
    """Both programs play what the point says, given its readings."""
    # Long: certain, random and irrational answers, and that random ones are needed.
    flat = [answer for row in point.answers for answer in row if answer is not None]
    exact = [low for low, high in flat if low == high]
    random = any(answer not in ((0, 0), (1, 1)) for answer in flat)
    said = point.part["randomised"]
    said.require(said.flag() == random, "the answers say otherwise")
    if len(exact) < len(flat):
        holds = _irrational(point, agents, flat)
    else:
        holds = _reproduced(point, agents, [[a and a[0] for a in row] for row in point.answers])
    point.part["answers"].require(holds, "the programs do not play this after these readings")
    if random:
        for pick in product((Fraction(0), Fraction(1)), repeat=len(flat)):
            chosen = iter(pick)
            simple = [[None if a is None else next(chosen) for a in row] for row in point.answers]
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
    if all(len(found) == 1 for found in readings):  # each reads one pair of zones for sure
        seen = [found[0][0] for found in readings]
        return all(
            tuple(agents[player].output(seen[player], seen[1 - player])) == mixed
            for player, mixed in enumerate(point.play)
        )
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
    """Two answers r and s that no fraction writes: f(r, s) = g(r, s) = 0, both bilinear.

    Their bounds must hold one solution: what a fraction writes is written as one.
    """
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
    found = 0
    for r in quadratic_roots(b * v - q * d, a * v + b * u - p * d - q * c, a * u - p * c):
        if isinstance(r, Fraction) or not bounds[0][0] <= r <= bounds[0][1]:
            continue
        for top, slope in ((a + b * r, c + d * r), (p + q * r, u + v * r)):
            if slope != 0:
                s: Any = -top / slope
                zero = a + b * r + (c + d * r) * s == 0 == p + q * r + (u + v * r) * s
                found += zero and bounds[1][0] <= s <= bounds[1][1]
                break
    return found == 1

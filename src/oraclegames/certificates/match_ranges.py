"""What a program of a match can play after any of many readings: bounds for a whole block.

Both players have at most two moves, so that a reading is a zone of the first move's probability,
and a block of readings an interval of zones for each. A constant is itself; what is bilinear in the
middles is largest and smallest at the block's corners; a climber's half-planes and gains are
bilinear and linear in the probabilities, so that their least and largest values over the block
tell what it may do there: stay, step to some moves, or punish.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Whole, Zones

Reach = tuple[int, int] | None
"""The first and the last zone that may be read; None of a player with one move."""
_FEW = 4


def output_range(agent: Agent, own: Reach, other: Reach) -> tuple[Fraction, Fraction]:
    """The least and the largest probability of the first move after any of these readings."""
    readings = [range(reach[0], reach[1] + 1) if reach else range(1) for reach in (own, other)]
    if len(readings[0]) * len(readings[1]) > _FEW and agent.kind != "own":
        if agent.planes or agent.kind == "lp":
            return _climbing(agent, own, other)
        if agent.constant is None:
            readings = [range(line[0], line[-1] + 1, max(1, len(line) - 1)) for line in readings]
        else:
            readings = [line[:1] for line in readings]
    found = [agent.output(_zones(k, own), _zones(m, other))[0] for k, m in product(*readings)]
    return min(found), max(found)


def _zones(zone: int, reach: Reach) -> Zones:
    return (zone,) if reach else ()


def _climbing(agent: Agent, own: Reach, other: Reach) -> tuple[Fraction, Fraction]:
    """A climber's outputs: all that it may do somewhere in the block."""
    ends = [_ends(agent, reach) for reach in (own, other)]
    punished = False
    for values in zip(*(agent.margins(p, q) for p, q in product(*ends))):
        if max(values) < 0:
            return agent.punishment[0], agent.punishment[0]
        punished = punished or min(values) < 0
    outputs = list(_steps(agent, own, ends))
    if punished:
        outputs.append(agent.punishment[0])
    return min(outputs), max(outputs)


def _ends(agent: Agent, reach: Reach) -> list[Whole]:
    """The strategies at the ends of an interval of zones."""
    unit = agent.scene.unit
    if reach is None:
        return [(unit,)]
    low, high = agent.scene.whole_ends(reach[0])[0], agent.scene.whole_ends(reach[1])[1]
    return [(x, unit - x) for x in (low, high)]


def _steps(agent: Agent, own: Reach, ends: list[list[Whole]]) -> Iterator[Fraction]:
    """Staying, and steps to every set of moves that may be the useful ones."""
    if own is None:
        yield Fraction(1)
        return
    sure, maybe = _useful(agent, ends)
    step = agent.scene.epsilon
    for zone in own:
        low, high = agent.scene.ends(zone)
        middle = (low + high) / 2
        for chosen in ((), (0,), (1,), (0, 1)):
            if not sure <= set(chosen) <= maybe:
                continue
            lift = step / len(chosen) if 0 in chosen else Fraction(0)
            yield (1 - step) * middle + lift if chosen else middle


def _useful(agent: Agent, ends: list[list[Whole]]) -> tuple[set[int], set[int]]:
    """The moves that are useful everywhere in the block, and those that may be somewhere."""
    sure, maybe = set(), set()
    mine, theirs, unit = len(ends[0][0]), len(ends[1][0]), agent.scene.unit
    for move in range(mine):
        for reply in range(theirs):
            low, high = [], []
            for whose in (0, 1):
                own = [agent.gain(whose, move, q, mine=True) for q in ends[1]]
                other = [agent.gain(whose, reply, p, mine=False) for p in ends[0]]
                low.append(min(own) + min(other))
                high.append(max(own) + max(other))
            if min(high) > 0:
                maybe.add(move)
            # Where all weight may be on a move already, other rules hold.
            inside = all(p[move] != unit for p in ends[0]) and all(
                q[reply] != unit for q in ends[1]
            )
            if min(low) > 0 and inside:
                sure.add(move)
    return sure, maybe

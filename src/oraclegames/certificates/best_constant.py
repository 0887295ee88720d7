"""The most that any constant strategy gets against a program: a search of all pairs of readings.

The square of both first moves' probabilities is cut at thresholds into blocks. A block pays no more
than at its corners, since payoffs are linear in each probability; and a block is left out where the
program plays elsewhere, whatever it reads there. The blocks that may pay most are cut first: the
first that cannot be cut any more pays the most of all. There the constant lies in a zone or on a
threshold, and so does the other's play: on a threshold it may be whatever lies between the outputs
after the readings on either side.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from fractions import Fraction
from itertools import count, product

from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_ranges import output_range
from oraclegames.certificates.match_scene import Scene

Place = tuple[int, int] | None
"""The first and the last half zone: 2k + 1 inside of zone k, 2k on its lower threshold; None of a
player with one move."""
Block = tuple[Place, Place]
"""Where the constant lies, and where the program's play does."""


def most_of_constants(scene: Scene, agent: Agent) -> Fraction:
    """The supremum of the other player's payoff over her constant strategies and all oracles."""
    mine = 1 - agent.player
    line = (1, 2 * scene.zones - 1)
    start = tuple(line if scene.game.shape[who] == 2 else None for who in (mine, agent.player))
    number = count()
    heap: list[tuple[Fraction, bool, int, Block | None]] = []

    def push(value: Fraction, block: Block | None) -> None:
        # Of equal ones the last first: where much is tied, one place is looked at to its end.
        heapq.heappush(heap, (-value, block is not None, -next(number), block))

    def open_block(block: Block) -> None:
        push(_most(scene, mine, [_ends(scene, place) for place in block]), block)

    open_block((start[0], start[1]))
    while True:
        value, _, _, block = heapq.heappop(heap)
        if block is None:
            return -value
        own, other = block
        low, high = output_range(agent, _reach(other), _reach(own))
        shrunk = _shrink(scene, other, low, high)
        if shrunk is None:
            continue
        if shrunk != (other,):
            open_block((own, shrunk[0]))
            continue
        sizes = [place[1] - place[0] if place else 0 for place in block]
        if max(sizes) > 0:
            axis = sizes.index(max(sizes))
            for piece in _halves(block[axis]):
                open_block((piece, other) if axis == 0 else (own, piece))
            continue
        plays = _plays(scene, other, low, high)
        if plays:
            push(_most(scene, mine, [_ends(scene, own), plays]), None)


def _most(scene: Scene, mine: int, ends: Sequence[Sequence[Fraction]]) -> Fraction:
    """The largest payoff at the corners of a block."""
    found = []
    for x, y in product(*ends):
        pair = [(x, 1 - x)[: scene.game.shape[mine]], (y, 1 - y)[: scene.game.shape[1 - mine]]]
        found.append(scene.pay(mine, *(pair if mine == 0 else pair[::-1])))
    return max(found)


def _ends(scene: Scene, place: Place) -> tuple[Fraction, ...]:
    """Between which probabilities a place lies."""
    if place is None:
        return (Fraction(1),)
    low, _ = scene.ends(place[0] // 2)
    last, high = scene.ends(place[1] // 2)
    return low, high if place[1] % 2 else last


def _reach(place: Place) -> Place:
    """The zones that may be read there."""
    return None if place is None else (place[0] // 2 - (place[0] % 2 == 0), place[1] // 2)


def _half_zone(scene: Scene, x: Fraction) -> int:
    read = scene.place(x)
    return 2 * read[-1] + (len(read) == 1)


def _shrink(scene: Scene, place: Place, low: Fraction, high: Fraction) -> tuple[Place] | None:
    """The part of a place between two probabilities; None if there is none."""
    if place is None:
        return (None,)
    first, last = max(place[0], _half_zone(scene, low)), min(place[1], _half_zone(scene, high))
    return ((first, last),) if first <= last else None


def _halves(place: Place) -> list[Place]:
    """Two parts of a place with more than one half zone."""
    assert place is not None
    middle = (place[0] + place[1]) // 2
    return [(place[0], middle), (middle + 1, place[1])]


def _plays(
    scene: Scene, place: Place, low: Fraction, high: Fraction
) -> tuple[Fraction, ...] | None:
    """The ends of what may be played in one half zone, of all between two probabilities."""
    if place is None:
        return (Fraction(1),)
    least, most = _ends(scene, place)
    first, last = max(low, least), min(high, most)
    # What meets an open zone in its border alone is not in it.
    inside = first < last or (first == last and _half_zone(scene, first) == place[0])
    return (first, last) if inside else None

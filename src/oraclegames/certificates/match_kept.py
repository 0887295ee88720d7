"""That a match has no other fixed points, by the blocks that its document keeps.

With at most two moves each, what is played in a block is bounded from the block's ends; with more,
the programs are run on all its readings, as for a match of three and more agents.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

from oraclegames.certificates.blocks import Cover, check_blocks
from oraclegames.certificates.group_agents import Reading
from oraclegames.certificates.group_cover import GroupCover, require_few
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_cover import Everything, PairCover, compare
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part


class _Program:
    """One of two programs as one of any number."""

    def __init__(self, agent: Agent):
        self.agent = agent
        self.moves = agent.moves

    def output(self, read: Reading) -> tuple[Fraction, ...]:
        own, other = read[self.agent.player], read[1 - self.agent.player]
        return tuple(accumulate(self.agent.output(own, other)[:-1]))


def cover_of(
    part: Part, scene: Scene, agents: Sequence[Agent], points: Sequence[Any] = ()
) -> Cover:
    """What two programs play in blocks.

    Raises:
        InputError: there are too many readings.
    """
    if max(scene.game.shape) <= 2:
        return PairCover(scene, agents)
    programs = [_Program(agent) for agent in agents]
    require_few(part, scene, programs)
    return GroupCover(part, scene, programs, dict(map(_answered, points)))


def check_kept(
    part: Part,
    kept: Part,
    scene: Scene,
    agents: Sequence[Agent],
    points: Sequence[Any],
    segments: Sequence[Any],
) -> tuple[int, int]:
    """No fixed point but those listed; the numbers of blocks without any, and of cells solved.

    Raises:
        Refuted: one is lacking, or a block is not what is said of it.
        InputError: there are too many readings, or a cell cannot be solved by this check.
    """
    cover = cover_of(part, scene, agents, points)
    counts = check_blocks(kept, cover)
    if isinstance(cover, PairCover):
        found = Everything(tuple(cover.points), tuple(cover.segments), *counts)
        compare(part, found, [point.play for point in points], segments)
    return counts


def _answered(point: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The cumulative probabilities of a point, and the answers there."""
    play = (x for mixed in point.play for x in list(accumulate(mixed))[:-1])
    answers = (None if answer is None else answer.low for row in point.answers for answer in row)
    return tuple(play), tuple(answers)

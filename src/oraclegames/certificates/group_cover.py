"""That a match of three and more agents has no other fixed points: the cube is cut anew.

The cube of all cumulative probabilities is cut at thresholds into blocks. In a block the readings
are finitely many; what the programs play after them bounds what is played at any answers, and a
fixed point of the block lies between these bounds: the block shrinks. What is left in the end are
cells, a zone or a threshold for each probability, which are solved again:
:mod:`oraclegames.certificates.group_cell`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, product
from math import comb, prod
from typing import Protocol

from flint import fmpq

from oraclegames.certificates.blocks import Box, Place, check_blocks, everything
from oraclegames.certificates.group_agents import Reading
from oraclegames.certificates.group_cell import Cell, Corners, Plays
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq, to_fraction

MAX_READINGS = 30_000

Block = list[Place]
"""One for each cumulative probability, one player after the other."""


def check_all(
    part: Part,
    scene: Scene,
    agents: Sequence[Program],
    plays: Plays,
    continua: bool,
) -> tuple[int, int]:
    """No fixed point but those listed; the numbers of blocks without any, and of cells solved.

    Args:
        part: where a lacking one is reported.
        scene, agents: the match.
        plays: the answers at the listed points, by their cumulative probabilities.
        continua: whether continua are listed.

    Raises:
        InputError: there are too many readings, or a cell is beyond this check.
        Refuted: a fixed point is lacking.
    """
    require_few(part, scene, agents, continua)
    cover = GroupCover(part, scene, agents, plays)
    stack: list[Block] = [[*everything(cover)]]
    while stack:
        stack += cover.look(stack.pop())
    return cover.blocks, cover.cells


def check_kept(
    part: Part,
    kept: Part,
    scene: Scene,
    agents: Sequence[Program],
    plays: Plays,
    continua: bool,
) -> tuple[int, int]:
    """As :func:`check_all`, by the blocks that the document keeps."""
    require_few(part, scene, agents, continua)
    return check_blocks(kept, GroupCover(part, scene, agents, plays))


def require_few(
    part: Part, scene: Scene, agents: Sequence[Program], continua: bool = False
) -> None:
    """Readings few enough for all to be run.

    Raises:
        InputError: there are too many, or continua.
    """
    count = prod(comb(scene.zones + agent.moves - 2, agent.moves - 1) for agent in agents)
    if count > MAX_READINGS:
        part.unreadable(
            f"a match of at most {MAX_READINGS} readings to show that nothing is lacking"
        )
    if continua:
        part.unreadable("isolated points to show that nothing is lacking")


def reading(zones: Sequence[int], shape: Sequence[int]) -> Reading:
    """The zones of all probabilities by players; one that is read too low is raised."""
    rest = iter(zones)
    return tuple(tuple(accumulate((next(rest) for _ in range(n - 1)), max)) for n in shape)


class Program(Protocol):
    """What plays in a cell."""

    @property
    def moves(self) -> int:
        """How many moves it has."""

    def output(self, read: Reading) -> tuple[Fraction, ...]:
        """The cumulative probabilities of its moves after a reading of all players."""


class GroupCover:
    """Blocks of programs for any number of players; cells must hold listed points only."""

    def __init__(
        self,
        part: Part,
        scene: Scene,
        agents: Sequence[Program],
        plays: Plays,
    ):
        self.part = part
        self.scene = scene
        self.agents = agents
        self.plays = plays
        self.shape = [agent.moves for agent in agents]
        self.counts = [moves - 1 for moves in self.shape]
        self.last = 2 * scene.zones - 1
        self.blocks = 0
        self.cells = 0
        self._outputs: dict[Reading, list[fmpq]] = {}

    def look(self, block: Block) -> list[Block]:
        """The pieces of a block in which there may be fixed points; cells are solved."""
        ordered = self._ordered(block)
        if ordered is None:
            return []
        shrunk = [
            (max(first, self.half(low)), min(last, self.half(high)))
            for (first, last), (low, high) in zip(ordered, self.ranges(ordered))
        ]
        if any(first > last for first, last in shrunk):
            self.blocks += 1
            return []
        widths = [last - first for first, last in shrunk]
        if not any(widths):
            self.cells += 1
            self.solve(tuple(first for first, _ in shrunk))
            return []
        return _cut(shrunk, widths.index(max(widths)))

    def _ordered(self, block: Block) -> Block | None:
        """What of a block has each player's cumulative probabilities in order; None if nothing."""
        found: Block = []
        for count in self.counts:
            line = block[len(found) : len(found) + count]
            firsts = list(accumulate((first for first, _ in line), max))
            lasts = list(accumulate((last for _, last in reversed(line)), min))[::-1]
            found += zip(firsts, lasts)
        return None if any(first > last for first, last in found) else found

    def solve(self, cell: tuple[int, ...]) -> None:
        """Every fixed point of a cell is listed."""
        self._cell(cell).check(self.part, self.plays)

    def ranges(self, block: Block | Box) -> list[tuple[Fraction, Fraction]]:
        """Between which bounds all that is played lies, after the readings of a block."""
        rest = iter(block)
        lines = []
        for count in self.counts:
            zones = [range((a - 1) // 2, b // 2 + 1) for a, b in (next(rest) for _ in range(count))]
            lines.append(dict.fromkeys(tuple(accumulate(read, max)) for read in product(*zones)))
        columns = zip(*map(self._played, product(*lines)))
        return [(to_fraction(min(column)), to_fraction(max(column))) for column in columns]

    def _played(self, read: Reading) -> list[fmpq]:
        if read not in self._outputs:
            self._outputs[read] = [to_fmpq(x) for one in self.agents for x in one.output(read)]
        return self._outputs[read]

    def half(self, x: Fraction) -> int:
        """The half zone of a probability."""
        read = self.scene.place(x)
        return 2 * read[-1] + (len(read) == 1)

    def _cell(self, places: Sequence[int]) -> Cell:
        corners: Corners = {}
        ways = [(half // 2,) if half % 2 else (half // 2 - 1, half // 2) for half in places]
        choices = product((0, 1), repeat=sum(half % 2 == 0 for half in places))
        for choice, zones in zip(choices, product(*ways)):
            corners[choice] = tuple(map(to_fraction, self._played(reading(zones, self.shape))))
        ends = [(self.scene.ends(way[0])[0], self.scene.ends(way[0])[1]) for way in ways]
        return Cell([k for k, half in enumerate(places) if half % 2 == 0], ends, corners)


def _cut(block: Block, axis: int) -> list[Block]:
    """Below, on and above the threshold in the middle."""
    first, last = block[axis]
    middle = (first + last) // 4 * 2
    if middle < first:
        middle += 2
    pieces = [(first, middle - 1), (middle, middle), (middle + 1, last)]
    return [[*block[:axis], piece, *block[axis + 1 :]] for piece in pieces if piece[0] <= piece[1]]

"""That a match has no other fixed points, for players with at most two moves each.

The square of the first moves' probabilities is cut at thresholds into blocks. In a block the
programs read zones between bounds, so that what they play lies between bounds
(:mod:`oraclegames.certificates.match_ranges`), and a fixed point of the block lies there too: the
block shrinks. What is left in the end are pairs of a zone or a threshold for each player: there the
few readings are run, and the equations x_i = Σ P(readings) X_i are solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.certificates.blocks import Box, Place, everything
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_ranges import Reach, output_range
from oraclegames.certificates.match_scene import Scene, Zones
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import quadratic_roots


@dataclass(frozen=True)
class Everything:
    """All fixed points, found again.

    Attributes:
        points: the probabilities of the first moves at each.
        segments: the continua between some of them, by their ends.
        blocks, cells: how many blocks held nothing, and how many cells were solved.
    """

    points: tuple[tuple[Any, ...], ...]
    segments: tuple[tuple[Any, Any], ...]
    blocks: int
    cells: int


def find_all(scene: Scene, agents: Sequence[Agent]) -> Everything:
    """Every fixed point, of players with at most two moves each."""
    cover = PairCover(scene, agents)
    stack = [cover.whole(everything(cover))]
    while stack:
        stack += cover.look(stack.pop())
    points, segments = tuple(dict.fromkeys(cover.points)), tuple(dict.fromkeys(cover.segments))
    return Everything(points, segments, cover.blocks, cover.cells)


def check_all(
    part: Part, scene: Scene, agents: Sequence[Agent], plays: Sequence[Any], segments: Sequence[Any]
) -> tuple[int, int]:
    """No fixed point but those listed; the numbers of blocks without any, and of cells solved.

    Args:
        part: where a lacking one is reported.
        scene, agents: the match.
        plays: the mixed strategies at the listed points.
        segments: the listed continua by their ends.

    Raises:
        Refuted: one is lacking.
    """
    found = find_all(scene, agents)
    compare(part, found, plays, segments)
    return found.blocks, found.cells


def compare(part: Part, found: Everything, plays: Sequence[Any], segments: Sequence[Any]) -> None:
    """All that was found is listed.

    Raises:
        Refuted: something is lacking.
    """
    listed = {tuple(mixed[0] for mixed in play) for play in plays}
    for xs in found.points:
        if xs not in listed:
            part.refute(f"a fixed point is lacking, with first moves at {xs[0]} and {xs[1]}")
    known = [frozenset(map(tuple, ends)) for ends in segments]
    for one, other in found.segments:
        there = frozenset((one, other)) in known
        part.require(there, f"a segment of fixed points is lacking, from {one} to {other}")


class PairCover:
    """Blocks of two programs, and what was found in their cells."""

    def __init__(self, scene: Scene, agents: Sequence[Agent]):
        self.scene = scene
        self.agents = agents
        self.counts = [moves - 1 for moves in scene.game.shape]
        self.last = 2 * scene.zones - 1
        self.blocks = 0
        self.cells = 0
        self.points: list[tuple[Any, ...]] = []
        self.segments: list[tuple[Any, Any]] = []

    def half(self, x: Any) -> int:
        """The half zone of a probability."""
        read = self.scene.place(x)
        return 2 * read[-1] + (len(read) == 1)

    def whole(self, box: Sequence[Place]) -> list[Place | None]:
        """A place for each player; None of one with one move."""
        rest = iter(box)
        return [next(rest) if count else None for count in self.counts]

    def ranges(self, box: Box) -> list[tuple[Fraction, Fraction]]:
        """Between which numbers the first moves are played, after all readings of a box."""
        reaches = [_reach(place) for place in self.whole(box)]
        return [
            output_range(agent, reaches[i], reaches[1 - i])
            for i, agent in enumerate(self.agents)
            if self.counts[i]
        ]

    def solve(self, cell: tuple[int, ...]) -> None:
        """Add the fixed points of a cell to those found."""
        rest = iter(cell)
        self._solve([next(rest) if count else None for count in self.counts])

    def look(self, block: list[Place | None]) -> list[list[Place | None]]:
        """The pieces of a block in which there may be fixed points; cells are solved."""
        reaches = [_reach(place) for place in block]
        shrunk: list[Place | None] = []
        for i, place in enumerate(block):
            if place is None:
                shrunk.append(None)
                continue
            low, high = output_range(self.agents[i], reaches[i], reaches[1 - i])
            first, last = max(place[0], self.half(low)), min(place[1], self.half(high))
            if first > last:
                self.blocks += 1
                return []
            shrunk.append((first, last))
        wide = [(place[1] - place[0], i) for i, place in enumerate(shrunk) if place]
        width, axis = max(wide, default=(0, 0))
        if width == 0:
            self.cells += 1
            self._solve([place[0] if place else None for place in shrunk])
            return []
        return _cut(shrunk, axis)

    # -- cells -------------------------------------------------------------------------------------

    def _solve(self, places: Sequence[int | None]) -> None:
        """The fixed points of a cell."""
        # Long: no edge, one, or two.
        key = tuple(place or 0 for place in places)
        zones = [_read(place) for place in places]
        outputs = [
            [[agent.output(*_seen(p, q, i))[0] for q in zones[1]] for p in zones[0]]
            for i, agent in enumerate(self.agents)
        ]
        edges = [i for i in (0, 1) if len(zones[i]) == 2]
        if not edges:
            self._add(key, (outputs[0][0][0], outputs[1][0][0]))
        elif len(edges) == 1:
            self._edge(key, edges[0], outputs)
        else:
            marks = [k // 2 * self.scene.delta for k in key]
            f, g = (
                [[x - mark for x in row] for row in table] for table, mark in zip(outputs, marks)
            )
            if have_zero(f, g):
                self.points.append(tuple(marks))

    def _edge(self, key: tuple[int, ...], i: int, outputs: Any) -> None:
        """One probability on a threshold, the other's in a zone."""
        mark = key[i] // 2 * self.scene.delta
        rows = [(table[0][0], table[-1][-1]) for table in outputs]
        (low, high), (first, second) = rows[i], rows[1 - i]
        if low == high:
            if low == mark:
                self._swept(key, i, mark, *sorted((first, second)))
            return
        answer = (mark - low) / (high - low)
        if 0 <= answer <= 1:
            there = first + answer * (second - first)
            self._add(key, (mark, there) if i == 0 else (there, mark))

    def _swept(
        self, key: tuple[int, ...], i: int, mark: Fraction, first: Fraction, second: Fraction
    ) -> None:
        """One stays on the threshold whatever is answered: the other's play moves in her zone."""
        ends = first, second
        if first < second:
            low, high = self.scene.ends(key[1 - i] // 2)
            ends = max(first, low), min(second, high)
        if ends[0] > ends[1]:
            return
        here, there = (((mark, x) if i == 0 else (x, mark)) for x in ends)
        if here != there:
            self.segments.append((here, there))
        self._add(key, here)
        self._add(key, there)

    def _add(self, key: tuple[int, ...], xs: tuple[Any, ...]) -> None:
        """What comes out is a fixed point if it is read as it was."""
        if tuple(self.half(x) if k else 0 for x, k in zip(xs, key)) == key:
            self.points.append(xs)


def _reach(place: Place | None) -> Reach:
    """The zones that may be read of a probability."""
    return None if place is None else (place[0] // 2 - (place[0] % 2 == 0), place[1] // 2)


def _read(place: int | None) -> list[int | None]:
    if place is None:
        return [None]
    return [place // 2] if place % 2 else [place // 2 - 1, place // 2]


def _seen(first: int | None, second: int | None, player: int) -> tuple[Zones, Zones]:
    """What a player reads of herself and of the other."""
    pair: list[Zones] = [() if zone is None else (zone,) for zone in (first, second)]
    return pair[player], pair[1 - player]


def _cut(block: list[Place | None], axis: int) -> list[list[Place | None]]:
    """Below, on and above the threshold in the middle."""
    place = block[axis]
    assert place is not None
    first, last = place
    middle = (first + last) // 4 * 2
    if middle < first:
        middle += 2
    pieces = [(first, middle - 1), (middle, middle), (middle + 1, last)]
    return [
        [piece if i == axis else other for i, other in enumerate(block)]
        for piece in pieces
        if piece[0] <= piece[1]
    ]


def have_zero(f: Any, g: Any) -> bool:
    """Whether two bilinear functions, given at the corners, vanish together in the unit square."""
    for square in (f, g):
        values = [x for row in square for x in row]
        if min(values) > 0 or max(values) < 0:
            return False
    (a, b, c, d), (p, q, u, v) = _coefficients(f), _coefficients(g)
    quadratic = b * v - q * d, a * v + b * u - p * d - q * c, a * u - p * c
    if quadratic == (0, 0, 0):
        # One factor in common, without ovals: it meets the border if it meets the square.
        turned = [[[square[j][i] for j in (0, 1)] for i in (0, 1)] for square in (f, g)]
        return any(_meet(one[end], other[end]) for one, other in ((f, g), turned) for end in (0, 1))
    return any(
        _meet((a + b * r, a + b * r + c + d * r), (p + q * r, p + q * r + u + v * r))
        for r in quadratic_roots(*quadratic)
        if 0 <= r <= 1
    )


def _coefficients(square: Any) -> tuple[Any, Any, Any, Any]:
    """a + b r + c s + d r s."""
    (low, right), (up, both) = square
    return low, up - low, right - low, both - up - right + low


def _meet(first: Any, second: Any) -> bool:
    """Whether two linear functions, given at 0 and 1, vanish together in between."""
    for base, top in (first, second):
        if base != top:
            s = base / (base - top)
            return bool(0 <= s <= 1) and all(x + s * (y - x) == 0 for x, y in (first, second))
    return bool(first[0] == 0 == second[0])

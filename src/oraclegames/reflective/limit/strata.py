"""The pieces of an arrangement, with what agents may do next to each of them.

A fixed point at precision δ is a mean of what both agents play after at most four pairs of
readings, all of which hold the point itself. A condition that is met on a pair of readings is met
at the point; one that is met at the point is met on the readings too, unless it fails within δ. So
close to a piece of the arrangement only *near* codes can be read: those of sets of conditions
between the ones that hold on the piece and the ones that hold at the fixed point, which lies on the
piece or on one around it. Codes that are read together belong to one such point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from flint import fmpq

from oraclegames.reflective.limit.curves import Arrangement, Line, Place, between, primitive
from oraclegames.reflective.limit.field import PUNISH, Bands, Code, Field, line_of

Holding = frozenset[int]


@dataclass(frozen=True)
class Read:
    """What may be read next to a piece.

    Attributes:
        code: what both do.
        towards: for each player who punishes for sure on one side of the line of her own punishment
            where that is, 1 or −1; else 0.
    """

    code: Code
    towards: tuple[int, int]


@dataclass(frozen=True)
class Near:
    """Codes that can be read next to a piece.

    Attributes:
        together: sets of codes; those of one fixed point are all in one of them.
        open: those of them under which nobody is pushed the same way for sure, each with the bands
            of the readings; without what nobody reads at a fixed point on her side of a punishment.
        bands: all codes, by the bands of the readings.
        sided: the sets of ``together`` that are left smaller for that reason.
    """

    together: tuple[frozenset[Code], ...]
    open: tuple[frozenset[tuple[Bands, Code]], ...]
    bands: dict[Bands, frozenset[Code]]
    sided: tuple[frozenset[Code], ...]


@dataclass(frozen=True)
class Stratum:
    """A vertex, an arc without its ends, or a face without its border.

    Attributes:
        kind: "point", "arc", "level" (part of a horizontal line) or "face".
        row: the number of its level or its slab.
        column: its position from the left.
        place: a point of it.
        holding: the conditions that hold on it.
    """

    kind: str
    row: int
    column: int
    place: Place
    holding: Holding


class Strata:
    """All pieces of an arrangement, and their neighbours."""

    def __init__(self, cut: Arrangement, field: Field):
        self.cut = cut
        self.field = field
        self.points = [self._points(k, line) for k, line in enumerate(cut.levels)]
        self.spans = [self._gaps("level", k, line) for k, line in enumerate(cut.levels)]
        lines = [slab.line for slab in cut.slabs]
        self.arcs = [
            [self._stratum("arc", k, j, place) for j, place in enumerate(line.places)]
            for k, line in enumerate(lines)
        ]
        self.faces = [self._gaps("face", k, line) for k, line in enumerate(lines)]

    def _points(self, k: int, line: Line) -> list[Stratum]:
        return [self._stratum("point", k, i, place) for i, place in enumerate(line.places)]

    def _gaps(self, kind: str, k: int, line: Line) -> list[Stratum]:
        places = line.places
        return [
            self._stratum(kind, k, i, between(*places[i : i + 2])) for i in range(len(places) - 1)
        ]

    def _stratum(self, kind: str, row: int, column: int, place: Place) -> Stratum:
        return Stratum(kind, row, column, place, self.field.holding(place))

    # -- neighbours --------------------------------------------------------------------------------

    def above(self, level: int, column: int, *, gap: bool) -> list[Stratum]:
        """The faces and arcs above a point of a level (or a gap to the right of it), leftwards."""
        if level == len(self.cut.slabs):
            return []
        return self._beside(level, self.cut.slabs[level].low, column, gap)[::-1]

    def below(self, level: int, column: int, *, gap: bool) -> list[Stratum]:
        """The faces and arcs below, rightwards."""
        if level == 0:
            return []
        return self._beside(level - 1, self.cut.slabs[level - 1].high, column, gap)

    def _beside(self, slab: int, ends: tuple[int, ...], column: int, gap: bool) -> list[Stratum]:
        arcs, faces = self.arcs[slab], self.faces[slab]
        if gap:
            left = max(j for j, end in enumerate(ends) if end <= column)
            return [faces[left]]
        here = [j for j, end in enumerate(ends) if end == column]
        if not here:
            left = max(j for j, end in enumerate(ends) if end < column)
            return [faces[left]]
        first, last = here[0], here[-1]
        found = [faces[first - 1]] if first > 0 else []
        for j in range(first, last + 1):
            found.append(arcs[j])
            if j < len(faces):
                found.append(faces[j])
        return found

    def around(self, one: Stratum) -> list[Stratum]:
        """The pieces around a point, an arc or a part of a level, once around, to the left."""
        k, i = one.row, one.column
        if one.kind == "arc":
            faces = self.faces[k]
            return [*faces[i : i + 1], *(faces[i - 1 : i] if i else [])]
        if one.kind == "level":
            return self.above(k, i, gap=True) + self.below(k, i, gap=True)
        if one.kind == "face":
            return []
        spans = self.spans[k]
        return [
            *spans[i : i + 1],
            *self.above(k, i, gap=False),
            *(spans[i - 1 : i] if i else []),
            *self.below(k, i, gap=False),
        ]

    # -- codes -------------------------------------------------------------------------------------

    def bands(self, one: Stratum) -> Bands:
        """At which ends of [0, 1] a piece lies, for each player."""
        x = 0
        if one.kind in ("point", "arc"):
            last = len(self._row(one)) - 1
            x = 1 if one.column == last else -1 if one.column == 0 else 0
        y = 0
        if one.kind in ("point", "level"):
            y = 1 if one.row == len(self.cut.slabs) else -1 if one.row == 0 else 0
        return x, y

    def _row(self, one: Stratum) -> list[Stratum]:
        return {"point": self.points, "arc": self.arcs}[one.kind][one.row]

    def near(self, one: Stratum) -> Near:
        """The codes that can be read next to a piece."""
        around = (one, *self.around(one))
        found = self._near(one, around)
        codes = {read.code for groups in found.values() for group in groups for read in group}
        for player in (0, 1):
            goal = self.field.stuck(player, codes)
            if goal is not None:
                # She plays this very number, so that fixed points lie on its line.
                line = line_of(player, goal)
                if one.place.sign(line) == 0:
                    around = tuple(other for other in around if other.place.sign(line) == 0)
        found = self._near(one, around)
        groups = [dict(zip(found, groups)) for groups in zip(*found.values())]
        reads = [frozenset().union(*group.values()) for group in groups]
        kept = [self._kept(one, *pair) for pair in zip(around, reads)]
        open_ones = {
            frozenset((b, read.code) for b, there in group.items() for read in there & left)
            for group, left in zip(groups, kept)
            if left and not self._one_way(one, left)
        }
        together = {_codes(group) for group in reads}
        return Near(
            tuple(sorted(together, key=sorted)),
            tuple(sorted(open_ones, key=sorted)),
            {bands: _codes(frozenset().union(*groups)) for bands, groups in found.items()},
            tuple(
                _codes(group)
                for group, left in zip(reads, kept)
                if left != group and not self._one_way(one, group)
            ),
        )

    def _kept(self, one: Stratum, other: Stratum, group: frozenset[Read]) -> frozenset[Read]:
        """The readings that may be those of a fixed point on a piece next to another.

        Who plays just her probability at a point or is pushed one way from it, has at a fixed point
        no probability on the other side; and the very one only if she is never pushed.
        """
        for player in (0, 1):
            goals = frozenset(
                read for read in group if self.field.exactly(player, read.code[player], one.place)
            )
            goal = self.field.stuck(player, (read.code for read in goals))
            ways = {self.field.signs(read.code, one.place)[player] for read in group - goals}
            if not goals or goal is None or len(ways) > 1 or 0 in ways:
                continue
            side = other.place.sign(line_of(player, goal))
            if side and side not in ways:
                return frozenset()
            if side == 0 and ways:
                return self._kept(one, other, goals)
        return group

    def _one_way(self, one: Stratum, group: Iterable[Read]) -> bool:
        """Whether after all these readings a player is pushed the same way for sure."""
        for player in (0, 1):
            ways = {
                read.towards[player] or self.field.signs(read.code, one.place)[player]
                for read in group
            }
            if ways in ({1}, {-1}):
                return True
        return False

    def _near(self, one: Stratum, around: Sequence[Stratum]) -> dict[Bands, list[frozenset[Read]]]:
        """The readings, by their bands and by the piece on which a fixed point lies."""
        mine = self.bands(one)
        by_band: dict[Bands, list[frozenset[Read]]] = {}
        for bands in {(x, y) for x in (0, mine[0]) for y in (0, mine[1])}:
            # A reading in a band also holds points of the edge, next to this piece.
            inside = [other for other in around if not self._at_end(other, mine, bands)]
            edge = [other.holding for other in inside if self._within(other, bands)]
            sure = self._beside_end(one, bands)
            by_band[bands] = [
                frozenset(
                    self._read(holding, bands, one)
                    for most in ({other.holding & held for held in edge})
                    for holding in self._sets(one, most)
                    if sure <= holding
                )
                if other in inside
                else frozenset()
                for other in around
            ]
        return self._settled(mine, by_band)

    def _read(self, holding: Holding, bands: Bands, one: Stratum) -> Read:
        code = self.field.code(holding, bands)
        first, second = (
            self.field.towards(i, holding, one.place) if code[i] == PUNISH else 0 for i in (0, 1)
        )
        return Read(code, (first, second))

    def _sets(self, one: Stratum, most: Holding) -> Iterator[Holding]:
        """All sets between the one that holds on a piece and another, as readings can meet them."""
        alike: dict[Any, list[int]] = {}
        for condition in sorted(most - one.holding):
            alike.setdefault(self.field.alike(condition, one.place), []).append(condition)
        for chosen in product((False, True), repeat=len(alike)):
            more = (group for group, there in zip(alike.values(), chosen) if there)
            yield one.holding.union(*more)

    def _within(self, other: Stratum, bands: Bands) -> bool:
        mine = (0, 0) if other.kind == "face" else self.bands(other)
        return all(band in (0, here) for band, here in zip(bands, mine))

    def _at_end(self, other: Stratum, mine: Bands, bands: Bands) -> bool:
        """Whether a piece is at an end at which another is too, and readings in bands are not."""
        there = (0, 0) if other.kind == "face" else self.bands(other)
        return any(end and end == here and not b for end, here, b in zip(mine, there, bands))

    def _beside_end(self, one: Stratum, bands: Bands) -> Holding:
        """What holds next to a piece everywhere but at an end of [0, 1], which is not read."""
        sure = set[int]()
        for player, end in enumerate(self.bands(one)):
            if end and not bands[player]:
                inner = primitive(line_of(player, fmpq((1 + end) // 2))), -end
                asked = range(len(self.field.conditions))
                sure |= {k for k in asked if self.field.alike(k, one.place) == inner}
        return frozenset(sure)

    def _settled(
        self, mine: Bands, found: dict[Bands, list[frozenset[Read]]]
    ) -> dict[Bands, list[frozenset[Read]]]:
        """Without readings beside the band of a player who surely plays the end itself."""
        codes = [read.code for groups in found.values() for group in groups for read in group]
        for player in (0, 1):
            end = self.field.stuck(player, codes)
            if mine[player] and end is not None and end == (mine[player] > 0):
                found = {b: groups for b, groups in found.items() if b[player] == mine[player]}
        return found


def _codes(group: Iterable[Read]) -> frozenset[Code]:
    return frozenset(read.code for read in group)

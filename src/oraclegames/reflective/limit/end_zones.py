"""Next to an edge to which a player steps whatever is read: how often each zone is read there.

She is read in the zone at the end, of a width of ρδ, or beside it, or at the threshold between the
two, where after each reading she plays a known number and in the mean the threshold: so the
readings in the zone have the weight

    q = (1 − ε(1 + 2ρ)) / ((1 − ε)(1 + ρ)).

At 0 zones are never cut, ρ = 1. At 1 the last zone is what δ leaves, 0 < ρ ≤ 1: as δ → 0 any, and
with it any q from that of a whole zone up to 1; or the one that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable

from oraclegames.reflective.limit.field import DOWN, UP, Bands, Code
from oraclegames.reflective.limit.strata import Near, Strata, Stratum

_TOWARDS = {-1: DOWN, 1: UP}


class EndZones:
    """The pushes that are left at the edges, and fixed points that they prove.

    Attributes:
        means: players with two of their codes, and an end; where the mean of both pushes changes
            its sign, with the weights of the zone there, the square is to be cut.
        asked: whether an answer hung on the weights, and so on ε.
    """

    def __init__(self, strata: Strata):
        self.strata = strata
        self.field = strata.field
        self.means: set[tuple[int, int, int, int]] = set()
        self.asked = False

    def balance(self, player: int, group: Iterable[tuple[Bands, Code]], one: Stratum) -> bool:
        """Whether the other's pushes balance where a player steps to an end, whatever is read."""
        end = self.strata.bands(one)[player]
        if not end or any(code[player] != _TOWARDS[end] for _, code in group):
            return True
        other, q, known = 1 - player, self.field.weight(end), self._known(end)
        there, beside = (
            sorted({code[other] for bands, code in group if bands[player] == band})
            for band in (end, 0)
        )
        ways = [
            {one.place.sign(self.field.push(other, code)) for code in codes}
            for codes in (there, beside)
        ]
        # A narrow last zone leaves the next one alone.
        if _both(ways[0]) or (not known and _both(ways[1])):
            return True
        self.asked = True
        if known and (q <= 0 or _both(ways[1])):
            return q >= 0 and _both(ways[1])
        if not known and (q <= 0 or ways[0] == ways[1]):
            return bool(there and beside) and ways[0] != ways[1]
        means = {(other, inside, next_to, end) for inside in there for next_to in beside}
        self.means |= means
        found = {one.place.sign(self.field.mixed(*mean)) for mean in means}
        return _both(found) if known else bool(found - ways[0])

    def _known(self, end: int) -> bool:
        """Whether it is known how wide the zone at an end is."""
        return end == -1 or self.field.rest is not None

    def falls(self, one: Stratum, near: Near) -> bool:
        """Whether on a part of an edge at 1 there is for each point a ρ with the mean 0 there."""
        for player in (0, 1):
            end = self.strata.bands(one)[player]
            if end != 1 or self._known(end) or not _all_step(near, player, end):
                continue
            other = 1 - player
            there, beside = (
                {
                    code[other]
                    for b, group in near.bands.items()
                    if b[player] == band
                    for code in group
                }
                for band in (1, 0)
            )
            if len(there) > 1 or len(beside) != 1:
                continue
            (face,) = self.strata.around(one)
            first, second, mean = self._ways(player, one, face)
            if first * second == -1 and (self.field.weight(end) <= 0 or mean == second):
                return True
        return False

    def corner(self, one: Stratum) -> bool:
        """Whether at the corner of both ends at 1 one steps up, and the other plays just that.

        Where the last zones are narrow enough, what holds on the edge holds on the other's last
        zone and the first's third: she steps within it.
        """
        if self.strata.bands(one) != (1, 1) or self._known(1) or self.field.weight(1) <= 0:
            return False
        for edge in self.strata.around(one):
            bands = (0, 0) if edge.kind == "face" else self.strata.bands(edge)
            if not any(bands):
                continue
            player = 0 if bands[1] else 1
            code = self.field.code(edge.holding, bands)
            if code[player] == UP and self.field.exactly(1 - player, code[1 - player], one.place):
                return True
        return False

    def turns(self, one: Stratum, near: Near) -> bool:
        """Whether at a point of an edge the other's pushes change their sign along it."""
        bands = self.strata.bands(one)
        for player in (0, 1):
            end = bands[player]
            if bands[1 - player] or not end or self.field.weight(end) < 0:
                continue
            if self._at_threshold(player, one, near) or self._beside(player, one):
                return True
        return False

    def _at_threshold(self, player: int, one: Stratum, near: Near) -> bool:
        """At the threshold of the zone at an end, with the weights there."""
        end = self.strata.bands(one)[player]
        if not self._known(end) or self.field.weight(end) == 0 or not _all_step(near, player, end):
            return False
        spans = [
            s for s in self.strata.around(one) if self.strata.bands(s)[player] and s.kind != "face"
        ]
        return {self._ways(player, s, *self.strata.around(s))[2] for s in spans} == {1, -1}

    def _beside(self, player: int, one: Stratum) -> bool:
        """In the zone beside, where she steps within it, and one curve at most changes what holds:
        what is read goes from one of its sides over readings that it crosses to the other side."""
        end, row = self.strata.bands(one)[player], self._inwards(one)
        changes = [k for k in range(1, len(row), 2) if row[k - 1].holding != row[k + 1].holding]
        if len(changes) > 1:
            return False
        middle = [(row[k].holding, one.place) for k in changes]
        run = set[int]()
        for holding, place in [
            (row[0].holding, row[0].place),
            *middle,
            (row[-1].holding, row[-1].place),
        ]:
            code = self.field.code(holding)
            if code[player] != _TOWARDS[end]:
                run = set()
            else:
                run.add(self.field.signs(code, place)[1 - player])
            if run >= {1, -1}:
                return True
        return False

    def _inwards(self, one: Stratum) -> list[Stratum]:
        """The faces around a point of an edge, and the curves between, from edge to edge."""
        around = self.strata.around(one)
        edges = [k for k, s in enumerate(around) if s.kind != "face" and any(self.strata.bands(s))]
        first, last = edges
        return around[first + 1 : last] if last > first + 1 else around[last + 1 :] + around[:first]

    def _ways(self, player: int, edge: Stratum, face: Stratum) -> tuple[int, int, int]:
        """The signs of the other's push in the zone at an edge, beside it, and of their mean."""
        other, place = 1 - player, edge.place
        inside = self.field.code(edge.holding, self.strata.bands(edge))[other]
        beside = self.field.code(face.holding)[other]
        mean = self.field.mixed(other, inside, beside, self.strata.bands(edge)[player])
        pushes = (self.field.push(other, code) for code in (inside, beside))
        first, second = (place.sign(push) for push in pushes)
        return first, second, place.sign(mean)


def _both(signs: set[int]) -> bool:
    """Whether 0 lies between numbers of these signs."""
    return 0 in signs or len(signs) == 2


def _all_step(near: Near, player: int, end: int) -> bool:
    every = frozenset().union(*near.bands.values())
    return all(code[player] == _TOWARDS[end] for code in every)

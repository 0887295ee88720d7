"""The unit square cut anew, against the pieces that a limit of a match lists.

On every piece of it that holds no listed point the pushes do not balance: no mean of those of
readings next to it, taken together, is 0. On the listed pieces they do, and for each the reason
holds why fixed points come close to all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

from oraclegames.certificates.limit_close_by import (
    at_half_for_some,
    never_at_half,
    never_beside_a_reply,
    stays_beside_a_reply,
)
from oraclegames.certificates.limit_crossings import turns_on_a_crossing
from oraclegames.certificates.limit_end_zones import EndZones
from oraclegames.certificates.limit_listed import Listed
from oraclegames.certificates.limit_means import Ring, has_zero, told, winds
from oraclegames.certificates.limit_middle import rests_at_half
from oraclegames.certificates.limit_own_side import Read, kept
from oraclegames.certificates.limit_pushes import NOTHING, Curve, Does, Ends, Pushes
from oraclegames.certificates.limit_readings import by_ends
from oraclegames.certificates.limit_reasons import crosses, on_edge, rests
from oraclegames.certificates.limit_smaller_steps import Moving, moving, same_for_smaller
from oraclegames.certificates.limit_square import Spot, spots, touch
from oraclegames.certificates.limit_vanishing import check_vanishing
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import exact_sign

Group = set[tuple[Ends, Read]]
"""What is done after the readings of one fixed point, with the ends of [0, 1] at which they are."""


class Square:
    """The square cut anew, against the pieces that are listed."""

    def __init__(self, pushes: Pushes, listed: Sequence[Listed], look: Callable[[], None]):
        self.pushes = pushes
        self.look = look
        self.listed = listed
        self.signs_suffice, self.weighed, self.close_by = True, False, False
        self.for_small_delta = False
        curves = [*pushes.curves(), *(curve for one in listed for curve in one.curves)]
        ends = [end for one in listed if one.shape != "point" for end in one.ends]
        cuts = sorted({x for x, _ in ends}), sorted({y for _, y in ends})
        while True:
            self.spots = spots(curves, *cuts)
            self.holding = {s: pushes.holding(s.x, s.y) for s in self.spots}
            self.finer: set[Spot] = set()
            self.groups = {s: self._groups(s) for s in self.spots if s.dimension < 2}
            self.zones = EndZones(self.pushes)
            self.balanced = {s: self._balances(s) and not self._left(s) for s in self.spots}
            self.pairs = self._pairs()
            crosses = [_cross(pushes, *pair) for pair in self.pairs]
            found = dict.fromkeys((*crosses, *self.zones.means))
            new = [curve for curve in found if curve not in curves]
            if not new:
                break
            curves += new

    def check(self, document: Part) -> None:
        """Nothing is lacking, and every reason is one."""
        used: set[int] = set()
        for spot in self.spots:
            on = [k for k, one in enumerate(self.listed) if one.holds(spot.x, spot.y)]
            if not on:
                document["pieces"].require(
                    not self.balanced[spot],
                    f"none holds ({float(spot.x):.6g}, {float(spot.y):.6g}), where pushes balance",
                )
            for k in on:
                one = self.listed[k]
                if one.dimension == spot.dimension:
                    used.add(k)
                    one.part.require(self.balanced[spot], "pushes do not balance on all of it")
                    if one.reason is not None:
                        one.part["reason"].require(self._reason(spot, one.reason), "it is none")
        for k, one in enumerate(self.listed):
            one.part.require(k in used, "it is no such piece")
        free = self.signs_suffice and all(map(self.pushes.steps_alone, (0, 1)))
        known = all(one.reason for one in self.listed)
        free = free and known and not self._uses_zones() and not self.close_by
        document["every_epsilon"].require(
            document["every_epsilon"].flag() <= free, "that is not shown"
        )
        touches = document["touching"].flag()
        document["touching"].require(touches or not touch(self.pushes.curves()), "two curves do")
        smaller, gone = document["smaller_epsilon"], document.given("vanishing")
        if smaller.flag() or gone is not None:
            alike = known and (free or self._alike())
            smaller.require(alike, "that is not shown")
        if gone is not None:
            check_vanishing(gone, self.listed, self._moving(), self.pushes.scene.epsilon)

    def _uses_zones(self) -> bool:
        return any(one.reason in ("zone", "last", "middle") for one in self.listed)

    # -- balance -----------------------------------------------------------------------------------

    def _groups(self, spot: Spot) -> list[Group]:
        """What may be done after the readings of one fixed point next to a piece."""
        self.look()
        found = by_ends(self.pushes, self.holding, spot)
        groups = []
        for piece in dict.fromkeys(piece for there in found.values() for piece in there):
            reads = {read for there in found.values() for read in there[piece]}
            may = kept(self.pushes, spot, piece, reads)
            whole = {(e, read) for e in found for read in found[e][piece]}
            if may != reads and not self.one_way(spot, whole) and self._open(spot, whole):
                self.finer.add(spot)
            groups.append({(e, read) for e, read in whole if read in may})
        return groups

    def one_way(self, spot: Spot, group: Group) -> bool:
        """Whether some player is pushed the same way after all these readings, if any."""
        for i in (0, 1):
            ways = {
                away[i]
                if does[i] == "punish" and away[i]
                else exact_sign(self.pushes.pushed(does, spot.x, spot.y)[i])
                for _, (does, away) in group
            }
            if ways in (set(), {1}, {-1}):
                return True
        return False

    def _open(self, spot: Spot, group: Group) -> bool:
        """Whether signs leave it possible that a mean of pushes is 0."""
        vectors = [self.pushes.pushed(does, spot.x, spot.y) for _, (does, _) in group]
        return has_zero(vectors) or not told({(exact_sign(u), exact_sign(v)) for u, v in vectors})

    def _balances(self, spot: Spot) -> bool:
        if spot.dimension == 2:
            return self.pushes.does(self.holding[spot]) == (NOTHING, NOTHING)
        ends = [i for i in (0, 1) if spot.edge[i]]
        told = []
        for group in self.groups[spot]:
            read = [(e, does) for e, (does, _) in group]
            pushed = [self.pushes.pushed(does, spot.x, spot.y) for _, does in read]
            if self.one_way(spot, group) or not has_zero(pushed):
                continue
            self.finer.add(spot)
            answers = [self.zones.balances(spot, i, read) for i in ends]
            if not any(asked for _, asked in answers):
                return True  # nothing hangs on the others
            told.append(all(fine for fine, _ in answers))
        if told:
            self.signs_suffice, self.weighed = False, True
        return any(told)

    def _left(self, spot: Spot) -> bool:
        """Whether readings a few widths from a point leave no fixed points near it."""
        if self._near_by(spot, never_at_half):
            return True
        found = self._near_by(spot, never_beside_a_reply)
        self.for_small_delta = self.for_small_delta or found
        return found

    def _near_by(self, spot: Spot, what: Callable[..., bool]) -> bool:
        """Whether readings a few widths from a point say something of it, at this very ε."""
        if spot.dimension:
            return False
        found = any(what(self.pushes, spot, i, self.holding) for i in (0, 1))
        self.close_by = self.close_by or found
        return found

    def _crosses_near(self, spot: Spot) -> bool:
        found = turns_on_a_crossing(self.pushes, spot, self.holding)
        self.close_by = self.close_by or found
        return found

    def _pairs(self) -> list[tuple[Does, Does]]:
        """Whose pushes, in opposite quadrants, may be parallel, as far as an answer hangs on it."""
        found: dict[tuple[Does, Does], None] = {}
        for spot in self.spots:
            for group in self.groups.get(spot, ()):
                pairs = {does for _, (does, _) in group}
                pushed = (self.pushes.pushed(does, spot.x, spot.y) for does in pairs)
                signs = {(exact_sign(u), exact_sign(v)) for u, v in pushed}
                if self.one_way(spot, group) or told(signs):
                    continue
                self.signs_suffice = False
                found.update(dict.fromkeys(combinations(sorted(pairs, key=str), 2)))
        return list(found)

    def _alike(self) -> bool:
        """Whether the square is cut in the same way for every smaller step."""
        step = self.pushes.scene.epsilon
        thirds = step >= Fraction(1, 3) and (self.weighed or self._uses_zones())
        if thirds or self.close_by:
            return False
        return same_for_smaller(self._moving(), step)

    def _moving(self) -> list[Moving]:
        """The curves that cut the square, as functions of the step."""
        steps = [self.pushes.scene.epsilon / k for k in (1, 2, 3)]
        curves = []
        for e in steps:
            pushes = self.pushes.at_step(e)
            zones = EndZones(pushes)
            means = [zones.mean(*which) for which in self.zones.means.values()]
            curves.append(
                [
                    *pushes.curves(),
                    *(_cross(pushes, *pair) for pair in self.pairs),
                    *(tuple((1 - e) * n for n in mean) for mean in means),
                ]
            )
        return moving(steps, curves)

    # -- reasons -----------------------------------------------------------------------------------

    def _reason(self, spot: Spot, reason: str) -> bool:
        near = self.pushes, self.holding
        if reason == "rest":
            return rests(*near, spot) or self._near_by(spot, stays_beside_a_reply)
        if reason == "crossing":
            return spot.dimension == 1 and any(crosses(*near, spot, i) for i in (0, 1))
        if reason in ("zone", "last"):
            by_zones = any(self._by_zones(spot, reason, i) for i in (0, 1))
            if by_zones or reason == "zone":
                return by_zones
            return self._near_by(spot, at_half_for_some) or self._crosses_near(spot)
        if spot.dimension:
            return False
        if reason == "middle":
            return any(rests_at_half(self.pushes, spot, i, self.holding) for i in (0, 1))
        return on_edge(*near, spot) if reason == "edge" else self._turns(spot)

    def _by_zones(self, spot: Spot, reason: str, player: int) -> bool:
        """What the zones at an end say of an edge there."""
        zones, found = self.zones, by_ends(self.pushes, self.holding, spot)
        told = [(e, does) for e in found for group in found[e].values() for does, _ in group]
        if spot.dimension:
            return reason == "last" and zones.falls(spot, player, told, self.holding)
        if reason == "last":
            return zones.corner(spot, player, self.holding)
        every = [does for _, does in told]
        turns = zones.turns(spot, player, every, self.holding)
        return turns or zones.passes(spot, player, self.holding)

    def _turns(self, spot: Spot) -> bool:
        """Pushes turn around a point by itself: signed crossings of the positive axis."""
        if any(other in self.finer for other in spot.around):
            return False
        return winds(self._ring(spot), self.pushes)

    def _ring(self, spot: Spot) -> Ring:
        """Signs of pushes around a point, what is done, and where: beyond an edge of the square
        everything is drawn to it."""
        ring: Ring = []
        for before, other in zip([spot.around[-1], *spot.around], spot.around):
            does = self.pushes.does(self.holding[other], other.edge)
            s, t = map(exact_sign, self.pushes.pushed(does, other.x, other.y))
            if not any(other.edge):
                ring.append(((s, t), does, other))
                continue
            drawn = -other.edge[0] or s, -other.edge[1] or t
            outside = -spot.edge[0] or drawn[0], -spot.edge[1] or drawn[1]  # at a corner more
            way = [(signs, does, other) for signs in ((s, t), drawn, outside)]
            ring += way[::-1] if before.dimension == 1 else way
        return ring


def _cross(pushes: Pushes, one: Does, other: Does) -> Curve:
    """Where two pairs of pushes are parallel, which depend on x alone and on y alone."""
    (_, a, _, b), (_, e, _, f) = (pushes.push(0, does[0]) for does in (one, other))
    (_, _, c, d), (_, _, g, h) = (pushes.push(1, does[1]) for does in (one, other))
    return a * g - e * c, a * h - e * d, b * g - f * c, b * h - f * d

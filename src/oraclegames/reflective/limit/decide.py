"""Which parts of the square fixed points approach as δ → 0, and why.

**Only there** (see docs/theory/limits-of-matches.md): a limit of fixed points is a point at which
the pushes of the near codes balance, that is, have 0 as a mean. **There indeed**: a piece on which
they balance is reached by fixed points for every small δ, if

- *rest*: after a reading that holds a point of the piece both play what lies in its zones: they
  stay, or play the end of [0, 1] at which they are;
- *crossing*: along an arc one of them stays, whatever is read nearby, while the other's push
  changes its sign across;
- *edge*: one surely plays what lies in her zone at an end of [0, 1], and along this edge the
  other's push changes its sign;
- *zone*: one steps to an end: beside the zone there, or at the threshold between with known
  probabilities of both readings, the other's pushes change their sign along the edge;
- *last*: one steps up to 1, and at the threshold of the last zone the mean of the other's pushes is
  0, if the zone has the right width: for some of the small δ, not for all;
- *middle*: one steps to both moves, towards 1/2, from a zone so near to it that she stays in it;
  if there is such a zone for some δ only, that is *last*, too;
- *turn*: around a point by itself the pushes turn a number of times that is not 0.

What balances without one of these reasons is given as not proved.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.reflective.limit.balance import (
    Signs,
    balances,
    balances_by_signs,
    cross,
    turns,
)
from oraclegames.reflective.limit.crossings import turns_on_a_crossing
from oraclegames.reflective.limit.curves import Place, arranged, irreducible
from oraclegames.reflective.limit.end_zones import EndZones
from oraclegames.reflective.limit.field import STAY, Bands, Code, Field
from oraclegames.reflective.limit.middle import (
    never_rests_at_half,
    rests_at_half,
    rests_at_half_for_some,
)
from oraclegames.reflective.limit.replies import never_beside_a_reply, rests_beside_a_reply
from oraclegames.reflective.limit.strata import Near, Strata, Stratum

_ZERO = fmpq(0)

LAST, MIDDLE = "last", "middle"
COVERED = "covered"
"""In the closure of a larger piece that is reached."""


class Decision:
    """What balances, and why it is reached.

    Attributes:
        reasons: for the pieces that balance.
        by_signs: whether only signs were needed, so that the lengths of pushes are of no account.
        weighed: whether the weights of zones at ends were needed, and so whether ε is below 1/3.
        close_by: whether what is read a few δ from a point counts, and so this very ε.
        parallel, mixed: pairs of codes, and players with two codes: their curves cut the square.
    """

    def __init__(self, field: Field, clock: Clock):
        self.field = field
        self.by_signs, self.weighed = True, False
        curves, self.parallel = list(field.curves()), set[tuple[Code, Code]]()
        self.mixed = set[tuple[int, int, int, int]]()
        while True:
            self.strata = Strata(arranged(curves, clock), field)
            self._close: set[tuple[Code, Code]] = set()
            self.zones = EndZones(self.strata)
            self.reasons: dict[Stratum, str] = {}
            self.close_by = False
            self._finer: set[Stratum] = set()
            self._all(clock)
            self.weighed = self.weighed or self.zones.asked
            self.by_signs = self.by_signs and not self.weighed
            if self._close <= self.parallel and self.zones.means <= self.mixed:
                break
            self.parallel |= self._close
            self.mixed |= self.zones.means
            # Where the answer depends on lengths, it changes where two pushes are parallel.
            curves += [part for pair in self._close for part in irreducible(field.crossing(*pair))]
            curves += [
                part for mean in self.zones.means for part in irreducible(field.mixed(*mean))
            ]

    def _all(self, clock: Clock) -> None:
        strata = self.strata
        for rows in (strata.faces, strata.arcs, strata.spans, strata.points):
            for row in rows:
                clock.check()
                for one in row:
                    reason = self._reason(one)
                    if reason is not None:
                        self.reasons[one] = reason

    def _reason(self, one: Stratum) -> str | None:
        """Why a piece is reached; "" if unproved, None if its pushes do not balance."""
        there = {self.reasons.get(other) for other in self.strata.around(one)} - {None, ""}
        if there - {LAST}:
            return COVERED
        if self._rests(one):
            return "rest"
        if one.kind == "face":
            return None
        near = self.strata.near(one)
        if any(self._signs_balance(group, one) is not False for group in near.sided):
            self._finer.add(one)
        if not any(self._balance(group, one) for group in near.open):
            return None
        if one.kind != "point":
            every = sorted(frozenset().union(*near.together))
            return self._crossing(one, every) or LAST * self.zones.falls(one, near)
        return (
            self._along_edge(one, near)
            or self._turn(one)
            or "zone" * self.zones.turns(one, near)
            or COVERED * bool(there)
            or MIDDLE * rests_at_half(self.strata, one)
            or LAST * self.zones.corner(one)
            or self._close_by(one)
        )

    def _close_by(self, one: Stratum) -> str | None:
        """What readings a few δ from a point decide, at this ε; None if nothing is near it."""
        self.close_by = True
        if rests_beside_a_reply(self.strata, one):
            return "rest"
        if rests_at_half_for_some(self.strata, one) or turns_on_a_crossing(self.strata, one):
            return LAST
        never = never_rests_at_half(self.strata, one) or never_beside_a_reply(self.strata, one)
        return None if never else ""

    def _balance(self, group: Iterable[tuple[Bands, Code]], one: Stratum) -> bool:
        codes, place = sorted({code for _, code in group}), one.place
        told = self._signs_balance(codes, one)
        if told is None:
            self.by_signs = False
            self._close |= {(code, other) for code in codes for other in codes if code < other}
            told = balances([self.field.pushes(code, place) for code in codes], place.root)
        if told and not all(self.zones.balance(i, group, one) for i in (0, 1)):
            self._finer.add(one)
            return False
        return told

    def _signs_balance(self, codes: Iterable[Code], one: Stratum) -> bool | None:
        return balances_by_signs([self.field.signs(code, one.place) for code in codes])

    def touching(self) -> bool:
        """Whether two curves touch in the square without crossing."""
        cut = self.strata.cut
        for line, flat in zip(cut.levels, cut.flat):
            for place, through in zip(line.places, line.through):
                slopes = [
                    (place.value((_ZERO, _ZERO, a, b)), place.value((_ZERO, a, _ZERO, c)))
                    for a, b, c, _ in (cut.curves[n] for n in sorted(through | flat))
                ]
                if any(cross(u, v, place.root) == 0 for u, v in combinations(slopes, 2)):
                    return True
        return False

    # -- reasons -----------------------------------------------------------------------------------

    def _rests(self, one: Stratum) -> bool:
        """Whether both play what lies in the zones of a reading that holds a point of a piece.

        What holds on all of that reading is just what holds at the point.
        """
        bands = self.strata.bands(one)
        code = self.field.code(one.holding, bands)
        return all(
            code[i] == STAY
            or self.field.exactly(i, code[i], one.place)
            or (self._in_zone(i, one) and self.field.signs(code, one.place)[i] == 0)
            for i in (0, 1)
        )

    def _in_zone(self, player: int, one: Stratum) -> bool:
        """Whether who plays an end of [0, 1] at a piece plays, after a reading, in its zone."""
        bands = self.strata.bands(one)
        # A reply is wrong by at most (1 - ε) times the mean of the zones' widths.
        near_by = one.kind != "point" or bands[0] == bands[1]
        return bool(bands[player]) and (near_by or self._rigid(player))

    def _rigid(self, player: int) -> bool:
        """Whether what a player plays with a code depends on herself alone."""
        program = self.field.programs[player]
        return program.climbs or self.field.stuck(player, ()) is not None

    def _crossing(self, one: Stratum, codes: list[Code]) -> str:
        faces = [other for other in self.strata.around(one) if other.kind == "face"]
        bands = self.strata.bands(one)
        for player in (0, 1):
            if any(code[1 - player] != STAY for code in codes) or self._along(one, player):
                continue
            signs = {self.field.signs(self.field.code(f.holding), f.place)[player] for f in faces}
            # Towards an end nobody is pushed beyond it.
            if bands[player] and signs == {bands[player]}:
                return "crossing"
            if bands == (0, 0):  # a reading that holds a point of the arc
                signs.add(self.field.signs(self.field.code(one.holding), one.place)[player])
            if signs >= {1, -1}:
                return "crossing"
        return ""

    def _along(self, one: Stratum, player: int) -> bool:
        """Whether a player's probability is the same along an arc's way through the other's."""
        if player == 1:
            through = self.strata.cut.slabs[one.row].line.through if one.kind == "arc" else ()
            return bool(through) and any(
                self.strata.cut.curves[n][0] == 0 == self.strata.cut.curves[n][2]
                for n in through[one.column]
            )
        return one.kind == "level"

    def _along_edge(self, one: Stratum, near: Near) -> str:
        """In the zone at an edge, or on a line that she surely plays, the one stays in it, and the
        other is pushed from both sides."""
        bands = self.strata.bands(one)
        every = frozenset().union(*near.bands.values())
        for player in (0, 1):
            other, kind = 1 - player, ("arc", "level")[player]
            exact = all(self.field.exactly(player, code[player], one.place) for code in every)
            if not exact and not (bands[player] and self._rigid(player)):
                continue
            strip = (bands[0], 0) if player == 0 else (0, bands[1])
            codes = [
                code
                for b, group in near.bands.items()
                if b[player] == bands[player]
                for code in group
            ]
            if any(self.field.signs(code, one.place)[player] for code in codes):
                continue
            beside = [
                s
                for s in self.strata.around(one)
                if s.kind == kind and self._level_with(player, one, s)
            ]
            signs = {
                self.field.signs(self.field.code(s.holding, strip), s.place)[other] for s in beside
            }
            if bands[other] and signs == {bands[other]}:
                return "edge"
            if not bands[other]:  # a reading that holds the point
                code = self.field.code(one.holding, strip)
                signs.add(self.field.signs(code, one.place)[other])
            if signs >= {1, -1}:
                return "edge"
        return ""

    def _level_with(self, player: int, one: Stratum, other: Stratum) -> bool:
        """Whether a player's probability is the same at two pieces next to each other."""
        here, there = ((s.place.x, s.place.y)[player] for s in (one, other))
        return player == 1 or here == there

    def _turn(self, one: Stratum) -> str:
        around = self.strata.around(one)
        # Signs do not tell how pushes turn across what only more than the pushes excludes.
        if any(other in self.reasons or other in self._finer for other in around):
            return ""
        sectors = self._sectors(one, around)
        if any(signs == (0, 0) for signs, _ in sectors):
            return ""
        return "turn" if turns(sectors) else ""

    def _sectors(self, one: Stratum, around: list[Stratum]) -> list[tuple[Signs, int]]:
        """The signs of the pushes once around a point, beyond the square towards it."""
        field, bands = self.field, self.strata.bands(one)
        found: list[tuple[Signs, Code, Place]] = []  # signs, code, where the next sector begins
        for k, other in enumerate(around):
            after = around[(k + 1) % len(around)]
            outward = (0, 0) if other.kind == "face" else self.strata.bands(other)
            if any(outward):
                found += self._outside(other, after, outward, bands)
            else:
                code = field.code(other.holding)
                begins = after.place if other.kind == "face" else other.place
                found.append((field.signs(code, other.place), code, begins))
        return [
            (signs, self._side(found[k], found[(k + 1) % len(found)]))
            for k, (signs, _, _) in enumerate(found)
        ]

    def _outside(
        self, other: Stratum, after: Stratum, outward: tuple[int, int], bands: tuple[int, int]
    ) -> list[tuple[Signs, Code, Place]]:
        """The band beside a part of the edge: at the edge, and farther out."""
        code = self.field.code(other.holding, outward)
        raw = self.field.signs(code, other.place)
        pulled = (-outward[0] or raw[0], -outward[1] or raw[1])
        at_edge, beyond = (raw, code, other.place), (pulled, code, other.place)
        if after.kind == "face":  # from outside to inside
            return [beyond, at_edge]
        corner: list[tuple[Signs, Code, Place]] = []
        if all(bands):
            corner = [((-bands[0], -bands[1]), code, other.place)]
        return [at_edge, beyond, *corner]

    def _side(self, here: tuple[Signs, Code, Place], there: tuple[Signs, Code, Place]) -> int:
        """On which side of a push the next one lies, where their signs are opposite."""
        (s, code, place), (t, other, _) = here, there
        if (s[0], s[1]) != (-t[0], -t[1]):
            return 0
        one, two = self.field.pushes(code, place), self.field.pushes(other, place)
        return cross(one, two, place.root)

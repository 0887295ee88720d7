"""That a match of three and more agents has no other fixed points: all cells, one by one.

A cell says of each player whether her probability lies inside a zone or on a threshold. The
programs' outputs after all its readings bound what is played at any answers; a threshold that is
not between the bounds of its player, or a zone that does not meet them, excludes the cell. What is
left is solved: an equation with one unknown answer is linear, and gives it; two with two unknowns
give a quadratic; and ever smaller boxes of answers show that there is no solution. Where everybody
is on a threshold, the play is the cell's own, and needs no solution.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.group_agents import GroupAgent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import quadratic_roots

MAX_READINGS = 30_000
MAX_BOXES = 3_000

Corners = dict[tuple[int, ...], tuple[Fraction, ...]]


def check_all(
    part: Part,
    scene: Scene,
    agents: Sequence[GroupAgent],
    plays: Collection[tuple[Any, ...]],
    continua: bool,
) -> int:
    """No fixed point but those listed; the number of cells that were solved.

    Raises:
        InputError: there are too many readings, or a cell is beyond this check.
        Refuted: a fixed point is lacking.
    """
    count = len(agents)
    if scene.zones**count > MAX_READINGS:
        part.unreadable(
            f"a match of at most {MAX_READINGS} readings to show that nothing is lacking"
        )
    if continua:
        part.unreadable("isolated points to show that nothing is lacking")
    last = scene.zones - 1
    solved = 0
    for zones in product(range(scene.zones), repeat=count):
        for on in product((False, True), repeat=count):
            if any(there and zone == last for there, zone in zip(on, zones)):
                continue
            cell = _Cell(scene, agents, zones, on)
            if not cell.excluded():
                solved += 1
                cell.check(part, plays)
    return solved


class _Cell:
    def __init__(
        self,
        scene: Scene,
        agents: Sequence[GroupAgent],
        zones: tuple[int, ...],
        on: tuple[bool, ...],
    ):
        self.thresholds = [i for i, there in enumerate(on) if there]
        self.ends = [scene.ends(zone) for zone in zones]
        self.corners: Corners = {}
        for choice in product((0, 1), repeat=len(self.thresholds)):
            read = list(zones)
            for i, up in zip(self.thresholds, choice):
                read[i] += up
            self.corners[choice] = tuple(one.output(tuple(read)) for one in agents)

    def excluded(self) -> bool:
        """Whether bounds show that no answers will do."""
        for i, values in enumerate(zip(*self.corners.values())):
            low, high = min(values), max(values)
            start, stop = self.ends[i]
            if i in self.thresholds:
                if not low <= stop <= high:
                    return True
            elif high < start or low > stop:
                return True
        return False

    def check(self, part: Part, plays: Collection[tuple[Any, ...]]) -> None:
        """Every fixed point of the cell is listed."""
        marks = {i: self.ends[i][1] for i in self.thresholds}
        everybody = len(self.thresholds) == len(self.ends)
        if everybody and tuple(marks[i] for i in self.thresholds) in plays:
            return
        known = self._answers(marks)
        if known is None:
            return
        left = [i for i in self.thresholds if i not in known]
        every = [
            {**known, **dict(zip(left, corner))}
            for corner in product((Fraction(0), Fraction(1)), repeat=len(left))
        ]
        if all(self._same(i, every) for i in range(len(self.ends))):  # whatever is open
            play = self._play(every[0], marks)
            if play is not None:
                part.require(play in plays, f"a fixed point is lacking, with first moves at {play}")
        elif self._is_empty(marks, known):
            return
        elif len(left) == 2:
            self._check_pair(part, plays, marks, known, (left[0], left[1]))
        else:
            part.unreadable("cells of at most two coupled answers to show that nothing is lacking")

    def _play(self, answers: dict[int, Any], marks: dict[int, Fraction]) -> tuple[Any, ...] | None:
        """What is played at these answers; None where that is not the cell's."""
        play = []
        for i, (start, stop) in enumerate(self.ends):
            x = self._value(i, answers)
            if not (x == marks[i] if i in marks else start <= x <= stop):
                return None
            play.append(marks.get(i, x))
        return tuple(play)

    def _same(self, player: int, answers: list[dict[int, Fraction]]) -> bool:
        """Whether a player's program does the same at all these answers."""
        return len({self._value(player, one) for one in answers}) == 1

    def _check_pair(
        self,
        part: Part,
        plays: Collection[tuple[Any, ...]],
        marks: dict[int, Fraction],
        known: dict[int, Fraction],
        pair: tuple[int, int],
    ) -> None:
        """Two equations, linear in each of two answers: a quadratic for one, a line for the other.

        Each listed point of the cell is one of its solutions, so that there are no others where
        there are as many of each, far apart from one another.
        """
        # Long: both equations, the quadratic, and each of its roots in turn.
        rows = []
        for i in pair:
            low, up, right, both = (
                self._value(i, {**known, pair[0]: r, pair[1]: s}) - marks[i]
                for s in (Fraction(0), Fraction(1))
                for r in (Fraction(0), Fraction(1))
            )
            rows.append((low, up - low, right - low, both - up - right + low))
        (a, b, c, d), (p, q, u, v) = rows  # a + b r + c s + d r s
        quadratic = b * v - q * d, a * v + b * u - p * d - q * c, a * u - p * c
        if not any(quadratic):
            part.unreadable("cells with finitely many answers to show that nothing is lacking")
        found: list[tuple[float, ...]] = []
        for r in quadratic_roots(*quadratic):
            for top, slope in ((a + b * r, c + d * r), (p + q * r, u + v * r)):
                if slope != 0:
                    s: Any = -top / slope
                    zero = a + b * r + (c + d * r) * s == 0 == p + q * r + (u + v * r) * s
                    if zero and 0 <= r <= 1 and 0 <= s <= 1:
                        play = self._play({**known, pair[0]: r, pair[1]: s}, marks)
                        if play is not None:
                            found.append(tuple(map(float, play)))
                    break
            else:
                part.unreadable("cells with finitely many answers to show that nothing is lacking")
        listed = [tuple(map(float, play)) for play in plays]
        for one in found:
            if not any(_near(one, other) for other in listed):
                part.refute(f"a fixed point is lacking, with first moves near {one}")
        if len(found) > 1 and _near(found[0], found[1]) and found[0] != found[1]:
            part.unreadable("solutions that are far apart to show that nothing is lacking")

    def _is_empty(self, marks: dict[int, Fraction], known: dict[int, Fraction]) -> bool:
        """Whether ever smaller boxes of the open answers show that none will do."""
        left = [i for i in self.thresholds if i not in known]
        boxes = [tuple((Fraction(0), Fraction(1)) for _ in left)]
        looked = 0
        while boxes:
            box = boxes.pop()
            looked += 1
            if looked > MAX_BOXES:
                return False
            spans: list[list[Fraction]] = [[] for _ in self.ends]
            for corner in product(*box):
                answers = {**known, **dict(zip(left, corner))}
                for i, values in enumerate(spans):
                    values.append(self._value(i, answers))
            if any(
                not min(values) <= marks.get(i, stop) or not max(values) >= marks.get(i, start)
                for i, (values, (start, stop)) in enumerate(zip(spans, self.ends))
            ):
                continue
            if not left:
                return False
            k = max(range(len(left)), key=lambda k: box[k][1] - box[k][0])
            low, high = box[k]
            middle = (low + high) / 2
            boxes += [(*box[:k], half, *box[k + 1 :]) for half in ((low, middle), (middle, high))]
        return True

    def _value(self, player: int, answers: dict[int, Any]) -> Any:
        total: Any = Fraction(0)
        for choice, played in self.corners.items():
            weight: Any = Fraction(1)
            for i, up in zip(self.thresholds, choice):
                weight = weight * (answers[i] if up else 1 - answers[i])
            total = total + weight * played[player]
        return total

    def _answers(self, marks: dict[int, Fraction]) -> dict[int, Fraction] | None:
        """What equations with one unknown give; None where that is no probability."""
        known: dict[int, Fraction] = {}
        open_ones = list(self.thresholds)
        while open_ones:
            for i in open_ones:
                line = self._line(i, known)
                if line is not None:
                    break
            else:
                return known
            unknown, base, slope = line
            answer = (marks[i] - base) / slope
            if not 0 <= answer <= 1:
                return None
            known[unknown] = answer
            open_ones.remove(i)
        return known

    def _line(
        self, player: int, known: dict[int, Fraction]
    ) -> tuple[int, Fraction, Fraction] | None:
        """The one unknown of a player's equation, its value at 0 and slope; None for several."""
        left = [i for i in self.thresholds if i not in known]
        values = {}
        for choice in product((Fraction(0), Fraction(1)), repeat=len(left)):
            values[choice] = self._value(player, {**known, **dict(zip(left, choice))})
        for k, unknown in enumerate(left):
            ends = [{value for choice, value in values.items() if choice[k] == up} for up in (0, 1)]
            if all(len(end) == 1 for end in ends) and ends[0] != ends[1]:
                (base,), (top,) = ends
                return unknown, base, top - base
        return None


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(x - y) < 1e-9 for x, y in zip(one, other))

"""A cell of a group's match: every fixed point in it is listed, by solving its equations again.

A cell has a zone or a threshold for each cumulative probability. An equation with one unknown
answer is linear, and gives it; two with two unknowns give a quadratic; ever smaller boxes of
answers show that there is no solution, or that each is one that is listed. Where all is on
thresholds, the play is the cell's own, and needs no solution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from flint import fmpq, fmpq_mpoly_ctx

from oraclegames.certificates.isolation import UndecidedError, UnlistedError, check_isolated
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.surd import quadratic_roots

MAX_BOXES = 3_000

Corners = dict[tuple[int, ...], tuple[Fraction, ...]]
Plays = Mapping[tuple[Any, ...], tuple[Any, ...]]
"""The answers at the listed points, by their cumulative probabilities."""


class Cell:
    """A zone or a threshold for each probability.

    Attributes:
        thresholds: those on thresholds, the upper ends of their lower zones.
        ends: the ends of zones; of two the lower one.
        corners: what is played after each reading.
    """

    def __init__(
        self, thresholds: list[int], ends: list[tuple[Fraction, Fraction]], corners: Corners
    ):
        self.thresholds = thresholds
        self.ends = ends
        self.corners = corners

    def check(self, part: Part, plays: Plays) -> None:
        """Every fixed point of the cell is listed."""
        # Long: the ways to tell, the quickest first.
        marks = {i: self.ends[i][1] for i in self.thresholds}
        if len(marks) == len(self.ends) and tuple(marks[i] for i in self.thresholds) in plays:
            return
        solved = self._answers(marks)
        if solved is None:
            return
        known, open_ones = solved
        left = [i for i in self.thresholds if i not in known]
        every = [
            {**known, **dict(zip(left, corner))}
            for corner in product((Fraction(0), Fraction(1)), repeat=len(left))
        ]
        if all(self._same(i, every) for i in range(len(self.ends))):  # whatever is open
            play = self._play(every[0], marks)
            if play is not None:
                part.require(play in plays, f"a fixed point is lacking, at {play}")
        elif self._is_empty(marks, known):
            return
        elif len(left) == 2 == len(open_ones):
            self._check_pair(part, plays, marks, known, (left[0], left[1]), open_ones)
        else:
            self._check_many(part, plays, marks, known, left, open_ones)

    def _play(self, answers: dict[int, Any], marks: dict[int, Fraction]) -> tuple[Any, ...] | None:
        """What is played at these answers; None where that is not the cell's."""
        play = []
        for i, (start, stop) in enumerate(self.ends):
            x = self._value(i, answers)
            if not (x == marks[i] if i in marks else start <= x <= stop):
                return None
            play.append(marks.get(i, x))
        return tuple(play)

    def _same(self, number: int, answers: list[dict[int, Fraction]]) -> bool:
        """Whether a probability is the same at all these answers."""
        return len({self._value(number, one) for one in answers}) == 1

    def _check_pair(
        self,
        part: Part,
        plays: Plays,
        marks: dict[int, Fraction],
        known: dict[int, Fraction],
        pair: tuple[int, int],
        open_ones: Sequence[int],
    ) -> None:
        """Two equations, linear in each of two answers: a quadratic for one, a line for the other.

        Each listed point of the cell is one of its solutions, so that there are no others where
        there are as many of each, far apart from one another.
        """
        # Long: both equations, the quadratic, and each of its roots in turn.
        rows = []
        for i in open_ones:
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
                if 0 <= r <= 1 and a + b * r == 0 == p + q * r:  # whatever s is
                    part.unreadable(
                        "cells with finitely many answers to show that nothing is lacking"
                    )
        listed = [tuple(map(float, play)) for play in plays]
        for one in found:
            if not any(_near(one, other) for other in listed):
                part.refute(f"a fixed point is lacking, near {one}")
        if len(found) > 1 and _near(found[0], found[1]) and found[0] != found[1]:
            part.unreadable("solutions that are far apart to show that nothing is lacking")

    def _check_many(
        self,
        part: Part,
        plays: Plays,
        marks: dict[int, Fraction],
        known: dict[int, Fraction],
        left: Sequence[int],
        open_ones: Sequence[int],
    ) -> None:
        """Several equations in as many answers: boxes with one zero each, which is a listed one."""
        ring = fmpq_mpoly_ctx.get([f"v{i}" for i in left], "lex")
        gens = dict(zip(left, ring.gens()))
        answers = {i: gens[i] if i in gens else to_fmpq(known[i]) for i in self.thresholds}
        totals = [ring.constant(0) for _ in self.ends]
        for choice, played in self.corners.items():
            weight = ring.constant(1)
            for i, up in zip(self.thresholds, choice):
                weight *= answers[i] if up else 1 - answers[i]
            totals = [total + weight * to_fmpq(x) for total, x in zip(totals, played)]
        weak = [side for gen in gens.values() for side in (gen, 1 - gen)]
        for i, (start, stop) in enumerate(self.ends):
            if i not in marks:
                weak += [totals[i] - to_fmpq(start), to_fmpq(stop) - totals[i]]
        listed = [
            [chosen[i] for i in left]
            for play, chosen in plays.items()
            if all(play[i] == mark for i, mark in marks.items())
            and all(start <= play[i] <= stop for i, (start, stop) in enumerate(self.ends))
        ]
        try:
            check_isolated(
                [totals[i] - to_fmpq(marks[i]) for i in open_ones],
                [side for side in weak if not side.is_constant()],
                [],
                range(len(left)),
                [(fmpq(0), fmpq(1))] * len(left),
                listed,
            )
        except (UndecidedError, UnlistedError):
            part.unreadable("cells with well separated answers to show that nothing is lacking")

    def _is_empty(self, marks: dict[int, Fraction], known: dict[int, Fraction]) -> bool:
        """Whether ever smaller boxes of the open answers show that none will do."""
        left = [i for i in self.thresholds if i not in known]
        corners = [
            {**known, **dict(zip(left, corner))}
            for corner in product((Fraction(0), Fraction(1)), repeat=len(left))
        ]
        limits, tables = [], []
        for i, (start, stop) in enumerate(self.ends):
            limits.append((to_fmpq(marks.get(i, start)), to_fmpq(marks.get(i, stop))))
            tables.append([to_fmpq(self._value(i, answers)) for answers in corners])
        boxes = [(tables, [0] * len(left))]
        looked = 0
        while boxes:
            tables, depth = boxes.pop()
            looked += 1
            if looked > MAX_BOXES:
                return False
            if any(
                min(values) > high or max(values) < low
                for values, (low, high) in zip(tables, limits)
            ):
                continue
            if not left:
                return False
            k = depth.index(min(depth))
            deeper = [cuts + (j == k) for j, cuts in enumerate(depth)]
            halves = [_halved(values, 2 ** (len(left) - 1 - k)) for values in tables]
            boxes += [([pair[side] for pair in halves], deeper) for side in (0, 1)]
        return True

    def _value(self, number: int, answers: dict[int, Any]) -> Any:
        total: Any = Fraction(0)
        for choice, played in self.corners.items():
            weight: Any = Fraction(1)
            for i, up in zip(self.thresholds, choice):
                weight = weight * (answers[i] if up else 1 - answers[i])
            total = total + weight * played[number]
        return total

    def _answers(self, marks: dict[int, Fraction]) -> tuple[dict[int, Fraction], list[int]] | None:
        """What equations with one unknown give, and those that are left; None if it cannot be."""
        known: dict[int, Fraction] = {}
        open_ones = list(self.thresholds)
        while open_ones:
            for i in open_ones:
                line = self._line(i, known)
                if line is not None:
                    break
            else:
                break
            unknown, base, slope = line
            answer = (marks[i] - base) / slope
            if not 0 <= answer <= 1:
                return None
            known[unknown] = answer
            open_ones.remove(i)
        return known, open_ones

    def _line(
        self, number: int, known: dict[int, Fraction]
    ) -> tuple[int, Fraction, Fraction] | None:
        """The one unknown of an equation, its value at 0 and slope; None for several."""
        left = [i for i in self.thresholds if i not in known]
        values = {}
        for choice in product((Fraction(0), Fraction(1)), repeat=len(left)):
            values[choice] = self._value(number, {**known, **dict(zip(left, choice))})
        for k, unknown in enumerate(left):
            ends = [{value for choice, value in values.items() if choice[k] == up} for up in (0, 1)]
            if all(len(end) == 1 for end in ends) and ends[0] != ends[1]:
                (base,), (top,) = ends
                return unknown, base, top - base
        return None


def _halved(values: list[fmpq], stride: int) -> tuple[list[fmpq], list[fmpq]]:
    """A function that is linear in each unknown, at the corners of both halves of a box.

    ``stride`` is how far the corners at the two ends of the side that is cut are from each other.
    """
    low, high = [*values], [*values]
    for j, start in enumerate(values):
        if not j & stride:
            low[j + stride] = high[j] = (start + values[j + stride]) / 2
    return low, high


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(x - y) < 1e-9 for x, y in zip(one, other))

"""The line of a parameter cut into points and intervals with one answer each.

Ask at a sample, and see up to which roots the signs that were asked for stay the same
(:mod:`oraclegames.conditional.phases.traced`); ask at these roots, and again beyond them. Each step
settles an interval between two roots, or a point, so this ends when the roots of finitely many
polynomials are used up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

from flint import fmpq_poly

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.phases.traced import Record
from oraclegames.conditional.similarity.cells import Cell, compare, roots_of
from oraclegames.exact.real import Real, between

Decision = Callable[[Record], Any]
"""An answer at the sample of a record, which asks for signs by it alone."""


@dataclass(frozen=True)
class Phase:
    """A point or an interval of the parameter, and the answer there.

    Attributes:
        low, high: the ends, exact.
        low_included, high_included: whether they belong to it.
        answer: constant on it, or in formulas that hold on all of it; None where the time ended.
    """

    low: Real
    high: Real
    low_included: bool
    high_included: bool
    answer: Any

    def covers(self, t: Real) -> bool:
        """Whether t lies in it."""
        below, above = compare(self.low, t), compare(t, self.high)
        return (below < 0 or (below == 0 and self.low_included)) and (
            above < 0 or (above == 0 and self.high_included)
        )


def partition(
    decide: Decision, low: Fraction, high: Fraction, clock: Clock
) -> list[tuple[Cell, Any]]:
    """All cells of [low, high] with their answers, ascending.

    What the clock left out has the answer None.
    """
    ends = dict.fromkeys((low, high))
    found = [(Cell(end, end, end), _asked(decide, end, clock)[0]) for end in ends]
    known: dict[tuple[Any, ...], list[Real]] = {}
    waiting: list[tuple[Real, Real]] = [(low, high)] if low < high else []
    while waiting:
        least, most = waiting.pop()
        sample = between(least, most)
        answer, asked = _asked(decide, sample, clock)
        below, above, cut = least, most, False
        for p in asked:
            for root in _roots(p, low, high, known):
                side = compare(root, sample)
                cut = cut or side == 0
                if side < 0 and compare(root, below) > 0:
                    below = root
                elif side > 0 and compare(root, above) < 0:
                    above = root
        if cut:  # the sample itself is a root
            found.append((Cell(sample, sample, sample), answer))
            waiting += [(least, sample), (sample, most)]
            continue
        found.append((Cell(below, above, sample), answer))
        for end, other in ((below, least), (above, most)):
            if end is not other:
                found.append((Cell(end, end, end), _asked(decide, end, clock)[0]))
                waiting.append((least, end) if end is below else (end, most))
    return sorted(found, key=cmp_to_key(_before))


def _before(one: tuple[Cell, Any], other: tuple[Cell, Any]) -> int:
    return compare(one[0].sample, other[0].sample)


def _asked(decide: Decision, sample: Real, clock: Clock) -> tuple[Any, list[fmpq_poly]]:
    """The answer, None if the time ended, and the polynomials that were asked for."""
    if clock.spent:
        return None, []
    record = Record(sample)
    try:
        return decide(record), record.polynomials()
    except OutOfTime:
        return None, []
    except KeyboardInterrupt:
        clock.stop()
        return None, []


def _roots(
    p: fmpq_poly, low: Fraction, high: Fraction, known: dict[tuple[Any, ...], list[Real]]
) -> list[Real]:
    key = tuple(p.coeffs())
    if key not in known:
        known[key] = roots_of([p], low, high)
    return known[key]


def joined(
    cells: list[tuple[Cell, Any]], agree: Callable[[Any, Any, Real, bool], bool]
) -> tuple[Phase, ...]:
    """Neighbours with the same answer as one phase.

    ``agree(answer, there, t, at_end)`` says whether an interval's answer gives the one at its end
    t.
    """
    found: list[Phase] = []
    for cell, answer in cells:
        point = cell.is_point
        phase = Phase(cell.low, cell.high, point, point, answer)
        last = found[-1] if found else None
        if last is None or (answer is None) != (last.answer is None):
            found.append(phase)
        elif last.answer == answer or (point and agree(last.answer, answer, cell.low, True)):
            found[-1] = replace(last, high=phase.high, high_included=point)
        elif _is_point(last) and agree(answer, last.answer, last.low, False):
            found[-1] = replace(phase, low=last.low, low_included=True)
        else:
            found.append(phase)
    return tuple(found)


def _is_point(phase: Phase) -> bool:
    return phase.low is phase.high

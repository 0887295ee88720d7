"""How far from their limit the fixed points of a precision are, and from which precision on.

The bound is that of the checker, :mod:`oraclegames.certificates.limit_rate`; here the largest
δ = 1/2ᵏ is looked for at which it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_listed import read_piece
from oraclegames.certificates.limit_margins import NoMargin
from oraclegames.certificates.limit_pushes import read_pushes
from oraclegames.certificates.limit_rate import COARSEST, Reach, Unsettled
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.exact.show import rounded

_FINEST = fmpq(1, 1 << 14)
_PLACES = 100

_WHY = {
    "touching": "two curves touch on one of these",
    "lengths": "not only signs of pushes tell where they balance",
    "close": "curves are too close to each other",
    "time": "the time was not enough",
}


@dataclass(frozen=True)
class Distance:
    """How far fixed points are from the limit.

    Attributes:
        constant: C, such that every fixed point of a precision δ up to ``up_to_delta`` is within
            C·δ/ε of a piece, in both probabilities; rounded up to hundredths; None if it
            is not known.
        up_to_delta: the largest of 1/16, 1/32, …, 1/2¹⁴ for which that was proved.
        lacking: why none is known: "touching" if two curves touch on a piece, "lengths" if not only
            signs of pushes tell where they balance, "close" if curves are too close to each other
            for these δ, "time" if the search was stopped.
    """

    constant: Fraction | None = None
    up_to_delta: Fraction | None = None
    lacking: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        numbers = {"constant": self.constant, "up_to_delta": self.up_to_delta}
        shown = {k: None if v is None else format_rational(v) for k, v in numbers.items()}
        return {**shown, "lacking": self.lacking}

    def at(self, delta: Fraction, epsilon: Fraction) -> Fraction | None:
        """C·δ/ε; None if it is not known at this δ."""
        if self.constant is None or self.up_to_delta is None or delta > self.up_to_delta:
            return None
        return self.constant * delta / epsilon

    def lines(self) -> Iterator[str]:
        """In words."""
        if self.constant is None or self.up_to_delta is None:
            yield f"How near at which δ is not proved: {_WHY[self.lacking or 'time']}."
            return
        most, constant = format_rational(self.up_to_delta), rounded(self.constant, 9)
        yield f"All fixed points of δ up to {most} are within {constant}·δ/ε of the pieces, in each"
        yield "probability."


def distance_of(document: dict[str, Any], clock: Clock) -> Distance:
    """The distance that is proved of the limit in a document."""
    try:
        reach = _reach(document, clock)
        delta = COARSEST
        while True:
            try:
                found = reach.at_most(delta)
                break
            except Unsettled as unsettled:
                delta /= 2
                if delta < _FINEST:
                    return Distance(lacking="touching" if unsettled.touching else "close")
    except NoMargin:
        return Distance(lacking="lengths")
    except (OutOfTime, KeyboardInterrupt):
        return Distance(lacking="time")
    whole = ceil(to_fraction(found) * reach.epsilon * _PLACES)
    return Distance(Fraction(whole, _PLACES), to_fraction(delta))


def bound_at(document: dict[str, Any], delta: Fraction, clock: Clock) -> Fraction | None:
    """How far from the limit in a document fixed points of one precision are at most.

    Not known for precisions that are not looked at, or if the time was not enough.
    """
    fine = to_fmpq(delta)
    if fine > COARSEST:
        return None
    try:
        return to_fraction(_reach(document, clock).within(fine))
    except OutOfTime:
        return None


def _reach(document: dict[str, Any], clock: Clock) -> Reach:
    part = Part(document)
    listed = list(map(read_piece, part["pieces"]))
    return Reach(Square(read_pushes(part), listed, clock.check), clock.check)

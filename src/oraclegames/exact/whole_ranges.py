"""Polynomials at whole numbers, by their differences: where they are positive, least, and how much.

p(k + 1) − p(k) has a degree less than p. So where p rises and falls is known from where its
difference is positive, on whole numbers alone: no root is approximated. Between two such places p
is monotone, and a sign changes there at most once, which halving finds (Boole, Calculus of Finite
Differences, 1860). Sums over ranges are differences of polynomials, too (Faulhaber, 1631).
"""

from __future__ import annotations

from math import comb
from typing import TypeAlias

from flint import fmpq, fmpq_poly, fmpz

Range: TypeAlias = tuple[int, int]
"""First and last whole number."""


def difference(p: fmpq_poly) -> fmpq_poly:
    """p(k + 1) − p(k)."""
    return p(fmpq_poly([1, 1])) - p


def monotone(p: fmpq_poly, low: int, high: int) -> list[Range]:
    """Ranges that meet at their ends, on each of which p rises, falls or stays the same.

    Cost: for degree d some d² halvings, each of log₂(high − low) evaluations.
    """
    if p.degree() < 2 or low == high:
        return [(low, high)]
    return [(first, last + 1) for first, last, _ in signs(difference(p), low, high - 1)]


def signs(p: fmpq_poly, low: int, high: int) -> list[tuple[int, int, int]]:
    """Where p is negative, zero and positive: (first, last, −1, 0 or 1), ascending.

    >>> signs(fmpq_poly([-2, 0, 1]), -3, 3)
    [(-3, -2, 1), (-1, 1, -1), (2, 3, 1)]
    """
    found: list[tuple[int, int, int]] = []
    for first, last in monotone(p, low, high):
        while first <= last:
            sign = _sign(p, first)
            # Monotone: the numbers of this sign come first.
            end, beyond = first, last + 1
            while beyond - end > 1:
                middle = (end + beyond) // 2
                if _sign(p, middle) == sign:
                    end = middle
                else:
                    beyond = middle
            if found and found[-1][2] == sign:
                found[-1] = (found[-1][0], end, sign)
            else:
                found.append((first, end, sign))
            first = end + 1
    return found


def _sign(p: fmpq_poly, at: int) -> int:
    value = p(fmpz(at))
    return int(value > 0) - int(value < 0)


def valleys(p: fmpq_poly, low: int, high: int) -> list[tuple[fmpq, int]]:
    """The ends of the ranges on which p is monotone, with its values; its least is among them."""
    places = {low, high}
    for first, last in monotone(p, low, high):
        places |= {first, last}
    return [(fmpq(p(fmpz(k))), k) for k in sorted(places)]


def power_sum(k: int) -> fmpq_poly:
    """The polynomial in m that is 0^k + 1^k + … + (m − 1)^k, after Bernoulli and Faulhaber.

    >>> power_sum(2)(10**9 + 1)
    333333333833333333500000000
    """
    coefficients = [fmpq(0)] * (k + 2)
    for j in range(k + 1):
        coefficients[k + 1 - j] = comb(k + 1, j) * fmpq.bernoulli(j) / (k + 1)
    return fmpq_poly(coefficients)


def total(p: fmpq_poly, low: int, high: int) -> fmpq:
    """p(low) + … + p(high); 0 if high = low − 1.

    >>> total(fmpq_poly([0, 2]), 3, 4)
    14
    """
    sums = fmpq_poly([0])
    for k, c in enumerate(p.coeffs()):
        sums += c * power_sum(k)
    return fmpq(sums(fmpz(high + 1)) - sums(fmpz(low)))

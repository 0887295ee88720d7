"""Sparse polynomials over ℚ in numbered unknowns: a mapping of monomials to coefficients.

A monomial is the sorted tuple of its unknowns, with repetition: (0, 0, 2) is v₀²v₂, () is 1. Zero
coefficients are left out. FLINT's ``fmpq_mpoly`` wants its ring of unknowns first, and its own
numbers; it takes over where there is something to eliminate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from flint import fmpq

Monomial: TypeAlias = tuple[int, ...]
Polynomial: TypeAlias = dict[Monomial, fmpq]


def constant(value: fmpq) -> Polynomial:
    """The polynomial that is this number everywhere."""
    return {(): value} if value != 0 else {}


def variable(number: int) -> Polynomial:
    """The unknown with this number."""
    return {(number,): fmpq(1)}


def is_linear(p: Polynomial) -> bool:
    """Whether its degree is at most 1."""
    return all(len(monomial) <= 1 for monomial in p)


def plus(p: Polynomial, q: Polynomial, factor: fmpq | int = 1) -> Polynomial:
    """p + factor·q, as a new polynomial."""
    total = dict(p)
    for monomial, coefficient in q.items():
        value = total.get(monomial, 0) + factor * coefficient
        if value != 0:
            total[monomial] = value
        else:
            total.pop(monomial, None)
    return total


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    """The product."""
    if len(q) == 1 and () in q:
        return {monomial: c * q[()] for monomial, c in p.items()}
    product: Polynomial = {}
    for left, c in p.items():
        for right, d in q.items():
            monomial = tuple(sorted(left + right))
            value = product.get(monomial, 0) + c * d
            if value != 0:
                product[monomial] = value
            else:
                product.pop(monomial, None)
    return product


def evaluate(p: Polynomial, values: Sequence[Any] | Mapping[int, Any]) -> Any:
    """The value at a point; the numbers may be of any exact kind that multiplies with ``fmpq``."""
    total: Any = fmpq(0)
    for monomial, coefficient in p.items():
        term: Any = coefficient
        for number in monomial:
            term = values[number] * term
        total = term + total
    return total


def substitute(p: Polynomial, images: Callable[[int], Polynomial | None]) -> Polynomial:
    """Put polynomials in the place of unknowns; None leaves an unknown as it is."""
    total: Polynomial = {}
    for monomial, coefficient in p.items():
        term = constant(coefficient)
        for number in monomial:
            image = images(number)
            term = times(term, variable(number) if image is None else image)
        total = plus(total, term)
    return total

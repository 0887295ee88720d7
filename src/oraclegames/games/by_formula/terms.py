"""What a formula says, as a tree: numbers, counts, sums, products, powers, and choices.

A tree is evaluated at one count at a time here; :mod:`oraclegames.games.by_formula.pieces` finds
the polynomials that it is on ranges of counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True)
class Number:
    """The same number everywhere."""

    value: Fraction


@dataclass(frozen=True)
class Count:
    """How many players make a move, whoever is paid included."""

    move: int


@dataclass(frozen=True)
class Sum:
    """left + sign · right."""

    left: Term
    right: Term
    sign: int


@dataclass(frozen=True)
class Product:
    """left · right."""

    left: Term
    right: Term


@dataclass(frozen=True)
class Power:
    """base ** exponent."""

    base: Term
    exponent: int


@dataclass(frozen=True)
class Choice:
    """One term where a condition holds, another where it does not."""

    condition: Condition
    yes: Term
    no: Term


@dataclass(frozen=True)
class AtLeast:
    """term ≥ 0, or term > 0 if ``strict``."""

    term: Term
    strict: bool


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True)
class Every:
    """All of the conditions hold."""

    conditions: tuple[Condition, ...]


Term: TypeAlias = Number | Count | Sum | Product | Power | Choice
Condition: TypeAlias = AtLeast | Not | Every


def value(term: Term, counts: Sequence[int]) -> Fraction:
    """The value of a term where so many players make each move.

    >>> value(Choice(AtLeast(Count(0), True), Number(Fraction(2)), Count(1)), (0, 7))
    Fraction(7, 1)
    """
    match term:
        case Number():
            return term.value
        case Count():
            return Fraction(counts[term.move])
        case Sum():
            return value(term.left, counts) + term.sign * value(term.right, counts)
        case Product():
            return value(term.left, counts) * value(term.right, counts)
        case Power():
            return value(term.base, counts) ** term.exponent
        case Choice():
            return value(term.yes if holds(term.condition, counts) else term.no, counts)


def holds(condition: Condition, counts: Sequence[int]) -> bool:
    """Whether a condition holds where so many players make each move."""
    match condition:
        case AtLeast():
            found = value(condition.term, counts)
            return found > 0 if condition.strict else found >= 0
        case Not():
            return not holds(condition.condition, counts)
        case Every():
            return all(holds(one, counts) for one in condition.conditions)

"""Formulas in documents: texts such as "(4*b - 1)/(b + 1)", read as quotients of polynomials."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from oraclegames.certificates.part import Part
from oraclegames.exact.quotient import Quotient, parse_quotient


def formula_of(part: Part, unknown: str, known: Mapping[str, Fraction] | None = None) -> Quotient:
    """A formula in one unknown; other names are numbers that the caller gives."""
    found = parse_quotient(part.text(), unknown, known)
    if found is None:
        part.unreadable(f'a formula such as "(4*{unknown} - 1)/({unknown} + 1)"')
    return found

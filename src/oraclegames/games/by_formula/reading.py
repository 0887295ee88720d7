"""Reading a formula: "where(Give > n/2, 3*Give/n, 1)" becomes a tree of terms.

A formula is written as in Python, and nothing in it is run: numbers (decimals are exact), ``n``,
the names of moves (how many players make them, whoever is paid included), ``+ − * / **``,
comparisons, ``and or not``, ``where(condition, yes, no)`` or ``yes if condition else no``, ``min``
and ``max``. One divides by numbers and raises to whole powers. A comparison in the place of a
number is 1 or 0.
"""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import parse_rational
from oraclegames.games.by_formula.terms import (
    AtLeast,
    Choice,
    Condition,
    Count,
    Every,
    Not,
    Number,
    Power,
    Product,
    Sum,
    Term,
)

LONGEST = 2_000
"""The most characters of a formula."""

HIGHEST = 12
"""The highest degree of a formula in the counts."""

_BITS = 4_096
"""The most bits of a number in a formula."""

_ONE, _ZERO = Number(Fraction(1)), Number(Fraction(0))


def read_formula(text: str, names: Mapping[str, Term], what: str = "the formula") -> Term:
    """The tree of a formula.

    Args:
        text: such as "2*Give/n + 1".
        names: what the names in it stand for.
        what: the formula's name in errors.

    Raises:
        InputError: the text says something else; one line names it.
    """
    if not isinstance(text, str):
        raise InputError(f"{what} should be a text such as '2*x + 1', not {text!r:.60}")
    if len(text) > LONGEST:
        raise InputError(f"{what} has {len(text)} characters; {LONGEST} is the most")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python finds odd is refused below
            tree = ast.parse(text.strip(), mode="eval")
        return _Reader(text.strip(), names, what).term(tree.body)
    except InputError:
        raise
    except SyntaxError as error:
        raise InputError(f"{what} {text!r:.60} is no formula: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError):
        raise InputError(f"{what} {text!r:.60} is no formula: it cannot be read") from None


def degree(term: Term) -> int:
    """At most this degree in the counts, wherever one is."""
    match term:
        case Number():
            return 0
        case Count():
            return 1
        case Sum():
            return max(degree(term.left), degree(term.right))
        case Product():
            return degree(term.left) + degree(term.right)
        case Power():
            return degree(term.base) * term.exponent
        case Choice():
            return max(degree(term.yes), degree(term.no))


class _Reader:
    """One formula and what its names stand for."""

    def __init__(self, text: str, names: Mapping[str, Term], what: str):
        self.text, self.names, self.what = text, names, what

    def term(self, node: ast.expr) -> Term:
        """A number at every count."""
        # Long: one case for each kind of expression.
        match node:
            case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
                return self._checked(self._number(node), node)
            case ast.Name():
                if node.id not in self.names:
                    known = ", ".join(self.names)
                    raise self._wrong(node, f"a name that is none of {known}")
                return self.names[node.id]
            case ast.UnaryOp(op=ast.UAdd()):
                return self.term(node.operand)
            case ast.UnaryOp(op=ast.USub()):
                return self._checked(_sum(_ZERO, self.term(node.operand), -1), node)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                sign = 1 if isinstance(node.op, ast.Add) else -1
                return self._checked(_sum(self.term(node.left), self.term(node.right), sign), node)
            case ast.BinOp(op=ast.Mult()):
                return self._checked(_product(self.term(node.left), self.term(node.right)), node)
            case ast.BinOp(op=ast.Div()):
                below = self.term(node.right)
                if not isinstance(below, Number) or below.value == 0:
                    raise self._wrong(node.right, "a divisor that is no number other than 0")
                return self._checked(_product(self.term(node.left), Number(1 / below.value)), node)
            case ast.BinOp(op=ast.Pow()):
                return self._power(node)
            case ast.BinOp(op=ast.BitXor()):
                raise self._wrong(node, "^, where powers are written **")
            case ast.IfExp():
                return Choice(
                    self.condition(node.test), self.term(node.body), self.term(node.orelse)
                )
            case ast.Call(func=ast.Name(id="where"), args=[test, yes, no], keywords=[]):
                return Choice(self.condition(test), self.term(yes), self.term(no))
            case ast.Call(func=ast.Name(id="min" | "max" as name), args=[_, _, *_], keywords=[]):
                least = name == "min"
                if any(isinstance(arg, ast.Starred) for arg in node.args):
                    raise self._wrong(node, "a star")
                return reduce(lambda p, q: _extreme(p, q, least), map(self.term, node.args))
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                return Choice(self.condition(node), _ONE, _ZERO)
        raise self._wrong(node, "what is no number, count, sum, product, power, choice, min or max")

    def condition(self, node: ast.expr) -> Condition:
        """What holds at some counts."""
        match node:
            case ast.Compare():
                sides = [self.term(side) for side in (node.left, *node.comparators)]
                parts = zip(sides, node.ops, sides[1:])
                return _every([self._comparison(a, op, b, node) for a, op, b in parts])
            case ast.BoolOp(op=ast.And()):
                return _every([self.condition(one) for one in node.values])
            case ast.BoolOp(op=ast.Or()):
                return Not(Every(tuple(Not(self.condition(one)) for one in node.values)))
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.condition(node.operand))
        raise self._wrong(node, "no comparison, where one should stand")

    def _comparison(self, a: Term, op: ast.cmpop, b: Term, node: ast.expr) -> Condition:
        match op:
            case ast.Lt() | ast.LtE():
                return AtLeast(_sum(b, a, -1), isinstance(op, ast.Lt))
            case ast.Gt() | ast.GtE():
                return AtLeast(_sum(a, b, -1), isinstance(op, ast.Gt))
            case ast.Eq() | ast.NotEq():
                equal = _every([AtLeast(_sum(a, b, -1), False), AtLeast(_sum(b, a, -1), False)])
                return equal if isinstance(op, ast.Eq) else Not(equal)
        raise self._wrong(node, "a comparison other than < <= == != >= >")

    def _number(self, node: ast.Constant) -> Number:
        written = ast.get_source_segment(self.text, node) or ""
        # Decimals by their text, so that 0.1 is 1/10; other ways to write whole numbers by value.
        found = parse_rational(written.replace("_", ""))
        if found is None:
            if not isinstance(node.value, int):
                raise self._wrong(node, "a number that cannot be read exactly")
            found = Fraction(node.value)
        return Number(found)

    def _power(self, node: ast.BinOp) -> Term:
        exponent = self.term(node.right)
        if not isinstance(exponent, Number) or exponent.value not in range(21):
            raise self._wrong(node.right, "an exponent that is no whole number from 0 to 20")
        base, times = self.term(node.left), int(exponent.value)
        if isinstance(base, Number):
            return self._checked(Number(base.value**times), node)
        return self._checked(Power(base, times), node)

    def _checked(self, term: Term, node: ast.expr) -> Term:
        if degree(term) > HIGHEST:
            raise self._wrong(node, f"a degree above {HIGHEST}")
        if isinstance(term, Number):
            number = term.value
            if max(number.numerator.bit_length(), number.denominator.bit_length()) > _BITS:
                raise self._wrong(node, "a number that is too long")
        return term

    def _wrong(self, node: ast.expr, found: str) -> InputError:
        shown = ast.get_source_segment(self.text, node) or self.text
        return InputError(f"{self.what} {self.text!r:.60}: {shown!r:.40} is {found}")


def _folded(operate: Callable[[Any, Any], Any], a: Term, b: Term) -> Number | None:
    if isinstance(a, Number) and isinstance(b, Number):
        return Number(operate(a.value, b.value))
    return None


def _sum(a: Term, b: Term, sign: int) -> Term:
    return _folded(operator.add if sign > 0 else operator.sub, a, b) or Sum(a, b, sign)


def _product(a: Term, b: Term) -> Term:
    return _folded(operator.mul, a, b) or Product(a, b)


def _extreme(a: Term, b: Term, least: bool) -> Term:
    return Choice(AtLeast(_sum(b, a, -1) if least else _sum(a, b, -1), False), a, b)


def _every(conditions: list[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else Every(tuple(conditions))

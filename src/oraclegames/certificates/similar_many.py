"""Three or more players with two moves: b-similarity equilibria at the ends and inside of phases.

Everybody plays the first move with probability x; a deviation to t that each other copies with
probability b pays φ(t) = t·α(y) + (1 − t)·γ(y), y = x + b(t − x). The equilibria at one rational b
are decided from scratch: x = 0, x = 1, and the roots of φ'(x) = 0 in between, each asked whether
φ(t) ≤ φ(x) on all of [0, 1]. φ(x) − φ(t) has numbers of ℚ(x) for coefficients; all its zeros are
among those of its resultant with the polynomial of x, which is rational: between neighbours one
rational t decides. What is listed must be exactly these, at every rational end that belongs to a
phase and at points inside of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.formulas import formula_of
from oraclegames.certificates.part import Part
from oraclegames.certificates.stretches import Listed, Stretch, between, plain, roots
from oraclegames.exact.algebraic import Algebraic, format_number
from oraclegames.exact.quotient import Quotient
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

RING = fmpq_mpoly_ctx.get(("t", "x"), "lex")
Z = fmpq_poly([0, 1])

ASSUMED = "what is listed at other b than those at which it was decided anew"


def check_many(game: Game, stretches: Sequence[Stretch], complete: bool) -> Iterator[str]:
    """Check everything; yields what is not proved."""
    alpha, gamma = _payoffs(game)
    extra = False
    for stretch in stretches:
        low, high = plain(stretch.low), plain(stretch.high)
        points = [low] if stretch.is_point else []
        if not stretch.is_point:
            middle = between(low, high)
            points = [middle, between(low, middle), between(middle, high)]
            ends = zip((low, high), stretch.closed)
            points += [end for end, closed in ends if closed]
            extra = True
        for b in points:
            if isinstance(b, Fraction):
                extra = _check_at(alpha, gamma, stretch, b, complete) or extra
            else:
                extra = True
    if extra:
        yield ASSUMED


def list_many(game: Game, b: Fraction) -> list[Any] | None:
    """All x at one b; None where every x is a candidate."""
    alpha, gamma = _payoffs(game)
    level = _level(alpha, gamma, b)
    if level == 0:
        return None
    return [x for x in _candidates(level) if _is_safe(alpha, gamma, x, b)]


def _payoffs(game: Game) -> tuple[fmpq_poly, fmpq_poly]:
    """What each move pays where the others make the first one with probability x."""
    n = game.n_players
    first, second = (
        [game.payoff(0, (move, *[0] * k, *[1] * (n - 1 - k))) for k in range(n)] for move in (0, 1)
    )
    return _bernstein(first), _bernstein(second)


def _level(alpha: fmpq_poly, gamma: fmpq_poly, b: Fraction) -> fmpq_poly:
    """φ'(x), at t = x."""
    slope = Z * alpha.derivative() + (1 - Z) * gamma.derivative()
    return alpha - gamma + to_fmpq(b) * slope


def _candidates(level: fmpq_poly) -> list[Any]:
    return [Fraction(0), Fraction(1), *(x for x in roots([level]) if 0 < x < 1)]


def _bernstein(pays: Sequence[Fraction]) -> fmpq_poly:
    n = len(pays)
    terms = (
        to_fmpq(c) * comb(n - 1, k) * Z**k * (1 - Z) ** (n - 1 - k) for k, c in enumerate(pays)
    )
    return sum(terms, fmpq_poly([0]))


def _check_at(
    alpha: fmpq_poly, gamma: fmpq_poly, stretch: Stretch, b: Fraction, complete: bool
) -> bool:
    """What is listed for a b are the equilibria there, each with its value.

    True if something is left open: every x is a candidate, and only some are equilibria.
    """
    value = Z * alpha + (1 - Z) * gamma
    level = _level(alpha, gamma, b)
    shown = [(one, _strategies(one, b)) for one in stretch.listed]
    _check_shown(alpha, gamma, value, shown, b)
    if level == 0:
        _check_all(alpha, gamma, stretch, shown, b)
        return bool(_loss(alpha, gamma, b) != 0)
    for one, places in shown:
        one.part.require(len(places) == 1, f"at b = {format_number(b)} no interval can be")
    listed = [places[0][0] for _, places in shown]
    for x in _candidates(level) if complete else ():
        fine = x in listed or not _is_safe(alpha, gamma, x, b)
        stretch.part["equilibria"].require(
            fine, f"x ≈ {float(x):.6g} is missing at b = {format_number(b)}"
        )
    stretch.part["equilibria"].require(len(listed) == len(set(listed)), "one is listed twice")
    return False


def _check_shown(
    alpha: fmpq_poly, gamma: fmpq_poly, value: fmpq_poly, shown: Sequence[Any], b: Fraction
) -> None:
    """What is listed are equilibria, with their values and supports."""
    for one, places in shown:
        for x, pays in places:
            one.part.require(0 <= x <= 1, f"no probability at b = {format_number(b)}")
            one.part.require(
                pays == _at(value, x), f"everybody gets something else at b = {format_number(b)}"
            )
            safe = _is_safe(alpha, gamma, x, b)
            one.part.require(safe, f"a common deviation pays at b = {format_number(b)}")
        played = {0} if places[0][0] == 1 else {1} if places[0][0] == 0 else {0, 1}
        played = played if len(places) == 1 else {0, 1}
        one.part["support"].require(
            played == set(one.support), f"others are played at b = {format_number(b)}"
        )


def _check_all(
    alpha: fmpq_poly, gamma: fmpq_poly, stretch: Stretch, shown: Sequence[Any], b: Fraction
) -> None:
    """Every x is a candidate: points of a grid are listed iff no deviation pays."""
    for k in range(33):
        x = Fraction(k, 32)
        inside = any(
            min(p[0] for p in places) <= x <= max(p[0] for p in places) for _, places in shown
        )
        fine = inside == _is_safe(alpha, gamma, x, b)
        stretch.part["equilibria"].require(
            fine, f"wrong at b = {format_number(b)}, x = {format_number(x)}"
        )


def _strategies(listed: Listed, b: Fraction) -> list[tuple[Any, Any]]:
    """x and the value at b, at each corner."""
    if listed.where is None:
        listed.part.require(listed.whole, "no part of an interval")
        found = []
        for corner, value in zip(listed.corners, listed.values):
            x, rest, pays = (_number(entry, b) for entry in (*corner, value))
            listed.part.require(x + rest == 1, "the probabilities do not sum to 1")
            found.append((x, pays))
        return found
    where = listed.where
    where.only("equation", "between")
    names = [item.text() for item in listed.part["strategy"].items(2)]
    listed.part["strategy"].require(names == ["x", "1 - x"], "it should be x, 1 - x")
    ends = [plain(number_of(end)) for end in where["between"].items(2)]
    where["between"].require(0 <= ends[0] < ends[1] <= 1, "it should be inside of [0, 1]")
    level = _equation(where["equation"], b)
    found = [x for x in roots([level]) if ends[0] <= x <= ends[1]]
    where.require(len(found) == 1, f"it has {len(found)} solutions at b = {format_number(b)}")
    pays = formula_of(listed.part["value"], "x")
    return [(found[0], _at(pays.over, found[0]) / _at(pays.under, found[0]))]


def _equation(text: Part, b: Fraction) -> fmpq_poly:
    """The left side at one b."""
    left, equals, right = text.text().partition("=")
    text.require(equals == "=" and right.strip() == "0", "it should end in = 0")
    equation = formula_of(Part(left, text.where), "x", {"b": b})
    text.require(equation.under.degree() == 0 and equation.over != 0, "it is no equation")
    return equation.over


def _number(entry: Any, b: Fraction) -> Any:
    if isinstance(entry, Quotient):
        at = to_fmpq(b)
        return to_fraction(fmpq(entry.over(at)) / entry.under(at))
    return plain(entry) if entry.polynomial == Z else entry


def _at(polynomial: fmpq_poly, x: Any) -> Any:
    if isinstance(x, Algebraic):
        total = Algebraic(x.root, fmpq_poly([0]))
        for c in reversed(polynomial.coeffs()):
            total = total * x + c
        return total.simplest()
    return to_fraction(polynomial(to_fmpq(x)))


def _is_safe(alpha: fmpq_poly, gamma: fmpq_poly, x: Any, b: Fraction) -> bool:
    """Whether φ(t) ≤ φ(x) for all t in [0, 1]."""
    T, X = RING.gens()
    loss = _loss(alpha, gamma, b)
    if isinstance(x, Algebraic):
        modulus = x.minimal
        minimal = sum((c * X**k for k, c in enumerate(modulus.coeffs())), 0 * X)
        shadow = loss.resultant(minimal, "x")
    else:
        shadow = loss.compose(T, 0 * X + to_fmpq(x))
    terms = {i: c for (i, _), c in shadow.to_dict().items()}
    line = fmpq_poly([terms.get(i, 0) for i in range(max(terms, default=-1) + 1)])
    inner = [t for t in roots([line]) if 0 < t < 1]
    cuts = [Fraction(0), *inner, Fraction(1)]
    value = _at(Z * alpha + (1 - Z) * gamma, x)
    for low, high in pairwise(cuts):
        t = between(low, high)
        at = x + b * (t - x)
        if value < t * _at(alpha, at) + (1 - t) * _at(gamma, at):
            return False
    return True


def _loss(alpha: fmpq_poly, gamma: fmpq_poly, b: Fraction) -> fmpq_mpoly:
    """φ(x) − φ(t)."""
    T, X = RING.gens()
    y = X + to_fmpq(b) * (T - X)
    kept = _composed(Z * alpha + (1 - Z) * gamma, X)
    return kept - T * _composed(alpha, y) - (1 - T) * _composed(gamma, y)


def _composed(polynomial: fmpq_poly, at: Any) -> Any:
    total = 0 * at
    for c in reversed(polynomial.coeffs()):
        total = total * at + c
    return total

"""The best welfare of a 2×2 game along a parameter t: that a root of an equation is it.

The sum of values of a totally mixed equilibrium is s on the line x + y = s. For two generic players
the curve F(x, y) = 0 is met there at roots of h(x) = F(x, s − x) in the box of possible values
(:mod:`oraclegames.certificates.levels_2x2`). Let g be the irreducible factors of h in x, s and t.
Whether the line meets the curve in the box changes only at *levels*: roots s of discriminants and
resultants of the g in x, of the g on the border of the box (x or s − x is a payoff), of factors
without x, and at sums of two payoffs. All sums of equilibria on the boundary are such sums. So the
best sum W(t) is a root of a level, and as long as no two roots of levels meet, none comes from
infinity, and the payoffs of each player keep their order, it is the same root of the same one: it
is enough to ask at one rational t between each two such places. There

- nothing is better (:func:`interior_is_bounded`, :func:`boundary_is_bounded`), and
- something is better than a number between the root and the next lower root of a level.

**At a place t itself**, M is the most that equilibria on the boundary have. W is not below its
limits, and not above M and both limits: regular points of the curve and crossings persist. If the
limits differ, or W is above both, it is M. So W(t) is the limit from one side if M is at most that
limit, and M if it is at least that limit; whether it is tells the order beside t.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any, Protocol

from flint import fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.certificates.border_2x2 import boundary_is_bounded
from oraclegames.certificates.corners import is_dependency
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.levels_2x2 import interior_is_bounded
from oraclegames.certificates.part import Part
from oraclegames.certificates.stretches import Stretch, between, plain, roots, shown, sign
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

RING = fmpq_mpoly_ctx.get(("s", "t", "x"), "lex")
S, T, X = RING.gens()

ONES = (Fraction(1), Fraction(1))
WELFARE = Goal("linear", ONES, ONES)

Table = Sequence[fmpq_poly]


class Along(Protocol):
    """A 2×2 game with polynomials as payoffs."""

    @property
    def name(self) -> str:
        """The parameter's."""

    @property
    def tables(self) -> Sequence[Table]:
        """Each player's payoffs, row-major."""

    def at(self, t: Any) -> Any:
        """The game of one value."""


@dataclass(frozen=True)
class Claim:
    """A phase, and the root that is said to be the best there."""

    stretch: Stretch
    equation: fmpq_mpoly
    above: int

    @property
    def part(self) -> Part:
        """Where it stands."""
        return self.stretch.part["answer"]


def check_best_along(line: Along, claims: Sequence[Claim]) -> list[str]:
    """Refute what is false; what is not shown."""
    levels = _levels(line.tables)
    cuts = [p - q for table in line.tables for p, q in combinations(table, 2)]
    cuts += [_in_t(p) for p in _changes(levels)]
    places = roots(cuts)
    unshown: list[str] = []
    for k, claim in enumerate(claims):
        known = any(claim.equation == p * _ratio(claim.equation, p) for p in levels)
        claim.part["powers"].require(known, "a best sum is no root of it")
        if claim.stretch.is_point:
            beside = [claims[j] for j in (k - 1, k + 1) if 0 <= j < len(claims)]
            near = [c for c in beside if _touch(claim, c) and not c.stretch.is_point]
            unshown += _check_point(line, claim, near, places)
        else:
            _check_stretch(line, claim, levels, places)
    return unshown


def _touch(one: Claim, other: Claim) -> bool:
    return one.stretch.low in (other.stretch.low, other.stretch.high)


def _check_stretch(
    line: Along, claim: Claim, levels: Sequence[fmpq_mpoly], places: Sequence[Any]
) -> None:
    stretch, part = claim.stretch, claim.part
    low, high = plain(stretch.low), plain(stretch.high)
    cuts = [low, *(t for t in places if low < t < high), high]
    rows = []
    for one, other in pairwise(cuts):
        t = between(one, other)
        _check_best(line, claim, levels, t)
        rows.append((t, _root(claim, t)))
    own = _changes([claim.equation])
    for k, t in enumerate(cuts):
        inner = 0 < k < len(rows)
        if not inner and not stretch.closed[k > 0]:
            continue
        if inner:
            apart = all(sign(_in_t(p), t) != 0 for p in own)
            part.require(apart, f"the equation's roots meet at {line.name} = {shown(t)}")
        tops = _tops(line, t)
        near = rows[max(k - 1, 0) : k + 1]
        fine = any(_value(p, at) <= best for p in tops for at, best in near)
        part.require(fine, f"more is reached at {line.name} = {shown(t)}")


def _check_point(
    line: Along, claim: Claim, near: Sequence[Claim], places: Sequence[Any]
) -> Iterator[str]:
    """A value that is reached at one place alone: the best of the boundary."""
    t, name = plain(claim.stretch.low), line.name
    tops = _tops(line, t)
    mine = [p for p in tops if S - _lifted(p) == claim.equation * _ratio(S, claim.equation)]
    if not near:  # a diagram of one value of the parameter
        game = _game(line, t)
        best = _root(claim, t)
        fine = interior_is_bounded(game, WELFARE, best) and boundary_is_bounded(game, WELFARE, best)
        claim.part.require(fine, f"more is reached at {name} = {shown(t)}")
        if not mine:
            yield f"that the best sum at {name} = {shown(t)} is reached"
        return
    claim.part.require(bool(mine), f"it is not the best of the boundary at {name} = {shown(t)}")
    for other in near:
        low, high = plain(other.stretch.low), plain(other.stretch.high)
        inner = [low, *(x for x in places if low < x < high), high]
        at = between(*(inner[:2] if t == low else inner[-2:]))
        if any(_value(p, at) >= _root(other, at) for p in mine):
            return
    claim.part.refute(f"more is reached beside {name} = {shown(t)}")


def _check_best(line: Along, claim: Claim, levels: Sequence[fmpq_mpoly], t: Fraction) -> None:
    game, best, part = _game(line, t), _root(claim, t), claim.part
    fine = interior_is_bounded(game, WELFARE, best) and boundary_is_bounded(game, WELFARE, best)
    part.require(fine, f"more is reached at {line.name} = {shown(t)}")
    lower = [x for p in levels for x in real_roots(_at(p, t)) if x < best]
    less = between(max(lower), best) if lower else best - 1
    reached = not (
        boundary_is_bounded(game, WELFARE, less) and interior_is_bounded(game, WELFARE, less)
    )
    part.require(reached, f"less is reached at {line.name} = {shown(t)}")


def _game(line: Along, t: Fraction) -> Game:
    tables = line.at(t).tables
    return Game.from_arrays(*([[a, b], [c, d]] for a, b, c, d in tables))


def _root(claim: Claim, t: Fraction) -> Any:
    found = sorted(real_roots(_at(claim.equation, t)), reverse=True)
    claim.part["above"].require(claim.above < len(found), "there are not so many roots")
    return found[claim.above]


def _value(p: fmpq_poly, t: Fraction) -> Fraction:
    return to_fraction(p(to_fmpq(t)))


# -- the boundary ----------------------------------------------------------------------------------


def _tops(line: Along, t: Any) -> list[fmpq_poly]:
    """The largest sums of equilibria on the boundary at t, as polynomials."""
    best: list[fmpq_poly] = []
    for p in _held(line, t):
        side = sign(p - best[0], t) if best else 1
        best = [p] if side > 0 else [*best, p] if side == 0 else best
    return best


def _held(line: Along, t: Any) -> Iterator[fmpq_poly]:
    here, (a, b) = line.at(t), line.tables
    for r, c in product((0, 1), repeat=2):
        if is_dependency(here, (r, c)):
            yield a[2 * r + c] + b[2 * r + c]
        # without the outcome (r, c): the other move of r's row fixes a value, so does that of c
        x, y = here.payoff(0, (r, 1 - c)), here.payoff(1, (1 - r, c))
        pairs = [
            here.payoff(i, o) for i in (0, 1) for o in ((1 - r, c), (1 - r, 1 - c), (r, 1 - c))
        ]
        if _mixes(x, pairs[0], pairs[1]) and _mixes(y, pairs[4], pairs[5]):
            yield a[2 * r + 1 - c] + b[2 * (1 - r) + c]


def _mixes(value: Any, one: Any, other: Any) -> bool:
    """Whether it is a mixture with positive weights."""
    return bool(one < value < other or other < value < one or one == value == other)


# -- levels ----------------------------------------------------------------------------------------


def _levels(tables: Sequence[Table]) -> list[fmpq_mpoly]:
    a, b = ([_lifted(p) for p in table] for table in tables)
    y = S - X
    h = (X - a[0]) * (X - a[3]) * (y - b[1]) * (y - b[2])
    h = h - (X - a[1]) * (X - a[2]) * (y - b[0]) * (y - b[3])
    found = [S - p - q for p, q in product(a, b)]
    border = [*a, *(S - q for q in b)]
    curves = [] if h.is_zero() else [g for g, _ in h.factor()[1]]
    for k, g in enumerate(curves):
        degree = g.degrees()[2]
        if degree == 0:
            found.append(g)
            continue
        found += [g.compose(S, T, x) for x in border]
        found += [g.discriminant("x")] if degree > 1 else []
        found += [g.resultant(f, "x") for f in curves[:k]]
    kept: dict[str, fmpq_mpoly] = {}
    for p in found:
        if not p.is_zero():
            kept |= {str(f): f for f, _ in p.factor()[1]}
    return list(kept.values())


def _changes(levels: Sequence[fmpq_mpoly]) -> Iterator[fmpq_mpoly]:
    """Where their roots in s meet or come from infinity: polynomials in t."""
    for k, p in enumerate(levels):
        degree = p.degrees()[0]
        first = {(0, j, 0): c for (i, j, _), c in p.to_dict().items() if i == degree}
        yield RING.from_dict(first)
        if degree > 1:
            yield p.discriminant("s")
        if degree > 0:
            yield from (p.resultant(q, "s") for q in levels[:k] if q.degrees()[0] > 0)


def equation_of(powers: Sequence[fmpq_poly]) -> fmpq_mpoly:
    """The polynomial in s and t with these coefficients of the powers of s."""
    total = 0 * S
    for k, p in enumerate(powers):
        total += _lifted(p) * S**k
    return total


def _lifted(p: fmpq_poly) -> fmpq_mpoly:
    return RING.from_dict({(0, k, 0): c for k, c in enumerate(p.coeffs()) if c != 0})


def _in_t(p: fmpq_mpoly) -> fmpq_poly:
    found = {j: c for (_, j, _), c in p.to_dict().items()}
    return fmpq_poly([found.get(k, 0) for k in range(max(found, default=-1) + 1)])


def _at(p: fmpq_mpoly, t: Fraction) -> fmpq_poly:
    """A level at one t, as a polynomial in s."""
    at, powers = to_fmpq(t), [to_fmpq(Fraction(0))] * (p.degrees()[0] + 1)
    for (i, j, _), c in p.to_dict().items():
        powers[i] += c * at**j
    return fmpq_poly(powers)


def _ratio(one: fmpq_mpoly, other: fmpq_mpoly) -> Any:
    return one.leading_coefficient() / other.leading_coefficient()

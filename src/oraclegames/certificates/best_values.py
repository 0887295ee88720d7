"""That no equilibrium of two players is better than a bound: exactly, by refusals.

For every choice of played moves (all of them, for totally mixed play) the lines x = A_sc and
y = B_sc cut the possible values into points, segments and cells, on which the refusals
(:mod:`oraclegames.certificates.demands`) are those of one sign pattern, and hold where products of
distances agree with signs. Better values must all be refused:

- *points*: by exact signs;
- *segments*: the products are polynomials in one unknown. Between two roots nothing changes: a
  sample, and each root, is refused, or not better;
- *cells*: cut into boxes. A box is done if nothing in it is better, or if one refusal holds all
  over it, by bounds of logarithms in floats with a margin. A box with few open products is decided
  exactly: their irreducible factors on the level curves of the objective are polynomials
  P(t, c), whose roots in t change their order, or leave the box, only at finitely many levels c.
  Between two of these one level is asked: a sample between two roots, and each root, is refused.
  What is not met so are level lines that are factors, points where two factors vanish, and
  singular points of one: these are asked each.

The set of points that are not refused is where signs are as they are: every sign pattern that
occurs in a box, above the bound, occurs at one of the points that are asked.

A long file: points, segments and cells share the levels at which something may change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any

from flint import fmpq_mpoly

from oraclegames.certificates.curve import between_roots
from oraclegames.certificates.demands import (
    Face,
    Factors,
    Moves,
    Refusal,
    TooManyError,
    choices,
    excess_of,
    lines,
    signs_at,
)
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.level_curves import Family, X, Y, level_curves, levels_of
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.bivariate import common_zeros
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game

Interval = tuple[Fraction, Fraction]
Box = tuple[Interval, Interval]

_MARGIN = 1e-9
_FEW = 2
_DEEP, _DEEPEST = 14, 40
_CUTS = (Fraction(31, 64), Fraction(17, 32), Fraction(29, 64))
"""Halves would meet roots such as 1/2."""


class NotShownError(Exception):
    """Some better values are not refused; the message says where."""


def check_nobody_plays(game: Game, moves: Moves) -> None:
    """No dependency equilibrium of a two-player game plays just these moves.

    Raises:
        NotShownError: that could not be shown.
    """
    _check_better(game, *_anything(game), [moves], False)


def check_nothing_better(game: Game, goal: Goal, bound: Any, totally_mixed: bool = False) -> None:
    """No equilibrium of a two-player game is better than the bound; None: there is none at all.

    Raises:
        NotShownError: that could not be shown.
    """
    if bound is None:
        goal, bound = _anything(game)
    level = bound.algebraic() if isinstance(bound, Surd) else bound
    if goal.kind == "linear" and all(
        goal.at([game.payoff(i, o) for i in (0, 1)]) <= level for o in game.outcomes()
    ):
        return  # values are averages of payoffs
    every: Moves = tuple(range(game.shape[0])), tuple(range(game.shape[1]))
    _check_better(game, goal, level, [every] if totally_mixed else choices(game), totally_mixed)


def _anything(game: Game) -> tuple[Goal, Fraction]:
    """An objective and a bound that nothing pays: whatever is reached is better."""
    goal = Goal("linear", (Fraction(1), Fraction(0)), (Fraction(0),) * 2)
    return goal, min(game.payoff(0, o) for o in game.outcomes()) - 1


def _check_better(
    game: Game, goal: Goal, level: Any, among: Iterable[Moves], totally_mixed: bool
) -> None:
    try:
        for moves in among:
            x, y = (lines(game, i, moves) for i in range(2))
            for box in product(_places(x), _places(y)):
                if _top(goal, box) > level:
                    face = Face(game, *box)
                    refusals = face.of_totally_mixed() if totally_mixed else face.of_play(moves)
                    _Check(goal, level, box, tuple(dict.fromkeys(refusals))).run()
    except TooManyError:
        raise NotShownError("there are too many cycles") from None


def _places(lines: Sequence[Fraction]) -> list[Interval]:
    return [*((u, u) for u in lines), *pairwise(lines)]


def _top(goal: Goal, box: Box) -> Fraction:
    (left, right), (low, high) = box
    return goal.top((left, low), (right, high))


@dataclass(frozen=True)
class _Check:
    """One face, with its refusals."""

    goal: Goal
    level: Any
    face: Box
    refusals: tuple[Refusal, ...]

    def run(self) -> None:
        """Everything on the face that is better is refused."""
        if any(not refusal.products and not refusal.loose for refusal in self.refusals):
            return
        fixed = [low == high for low, high in self.face]
        if all(fixed):
            self._ask((self.face[0][0], self.face[1][0]))
        elif any(fixed):
            self._segment(fixed[0])
        else:
            self._box(self.face, self.refusals, 0)

    # -- points ------------------------------------------------------------------------------------

    def _ask(self, at: tuple[Any, Any], also: Iterable[Factors] = ()) -> None:
        """A point is refused, or not better; some products are known to be 1 there."""
        if self.goal.at(at) > self.level and not self._refused(self._signs(at, also)):
            near = ", ".join(f"{float(v):.6g}" for v in at)
            raise NotShownError(f"values near ({near}) are better and not refused")

    def _refused(self, signs: dict[Factors, int]) -> bool:
        return any(refusal.holds(signs) for refusal in self.refusals)

    def _signs(self, at: tuple[Any, Any], ones: Iterable[Factors] = ()) -> dict[Factors, int]:
        return signs_at(self.refusals, at, ones)

    # -- segments ----------------------------------------------------------------------------------

    def _segment(self, vertical: bool) -> None:
        at, (low, high) = (
            (self.face[0][0], self.face[1]) if vertical else (self.face[1][0], self.face[0])
        )
        roots: list[Any] = []
        for excess in self._excesses(self.refusals).values():
            fixed = to_fmpq(at) + 0 * X
            along = excess.compose(fixed, X) if vertical else excess.compose(X, fixed)
            if not along.is_constant():
                roots += [t for t in real_roots(_in_one(along)) if low < t < high]
        stops = [low, *_distinct(roots), high]

        def point(t: Any) -> tuple[Any, Any]:
            return (at, t) if vertical else (t, at)

        for first, last in pairwise(stops):
            better = max(self.goal.at(point(first)), self.goal.at(point(last))) > self.level
            if better and not self._refused(self._signs(point(between_roots(first, last)))):
                raise NotShownError("better values on a line are not refused")
        for root in stops[1:-1]:
            self._ask(point(root))

    # -- boxes -------------------------------------------------------------------------------------

    def _box(self, box: Box, refusals: Sequence[Refusal], depth: int) -> None:
        # Long: what refuses the box, what decides it exactly, and where it is cut.
        if _top(self.goal, box) <= self.level:
            return
        bounds = {k: log_bounds(k, box) for refusal in refusals for k in refusal.products}
        live = []
        for refusal in refusals:
            if all(bounds[k][0] > 0 for k in refusal.products):
                return
            if not any(bounds[k][1] < 0 for k in refusal.products):
                live.append(refusal)
        still = {k for refusal in live for k in refusal.products if bounds[k][0] <= 0}
        if len(still) <= _FEW or depth >= _DEEP:
            try:
                _Check(self.goal, self.level, box, tuple(live))._exactly(still)
                return
            except NotShownError:
                if not live or depth >= _DEEPEST:
                    raise
        axis = depth % 2
        open_ = self._excesses(live)
        for share in _CUTS:
            low, high = box[axis]
            at = low + (high - low) * share
            fixed = to_fmpq(at) + 0 * X
            restricted = (
                open_[k].compose(fixed, Y) if axis == 0 else open_[k].compose(X, fixed)
                for k in still
            )
            if not any(f.is_zero() for f in restricted):
                break
        for part in ((low, at), (at, high)):
            half = (part, box[1]) if axis == 0 else (box[0], part)
            self._box(half, live, depth + 1)

    def _excesses(self, refusals: Iterable[Refusal]) -> dict[Factors, fmpq_mpoly]:
        """N·M − D·E for all products."""
        every = {k for refusal in refusals for k in refusal.products}
        return {k: excess_of(k, self.face) for k in every}

    def _exactly(self, still: set[Factors]) -> None:
        """All of the box, ``face``, by the factors of the open products."""
        excesses = {k: f for k, f in self._excesses(self.refusals).items() if k in still}
        parts = {k: _irreducible(f) for k, f in excesses.items()}
        factors = list({str(g): g for found in parts.values() for g in found}.values())
        having = [
            {k for k, found in parts.items() if any(g == factor for g in found)}
            for factor in factors
        ]
        x, y = self.face
        families = list(zip(*(level_curves(g, self.goal, x, y) for g in factors)))
        if not factors:
            families = [(family,) for family in level_curves(0 * X + 1, self.goal, x, y)]
        for family in families:
            self._levels(family, having)
        self._special(factors, having)

    def _levels(self, family: Sequence[Family], having: Sequence[set[Factors]]) -> None:
        """One level between each two at which something changes."""
        first, top = family[0], _top(self.goal, self.face)
        changing: list[Any] = [*first.corners]
        for one in family:
            flat = [c for c in real_roots(one.content) if c > self.level]
            if any(one.inside(c) is not None for c in flat):
                raise NotShownError("a whole level line is a curve of equal products")
            for polynomial in (one.merging, one.content, *one.borders):
                if polynomial.degree() > 0:
                    changing += real_roots(polynomial)
        for one, other in combinations(family, 2):
            meeting = levels_of(one.rest.resultant(other.rest, "x"))
            if meeting.degree() > 0:
                changing += real_roots(meeting)
        knots = [self.level, *_distinct(c for c in changing if self.level < c < top), top]
        for low, high in pairwise(knots):
            self._level(family, having, between_roots(low, high))

    def _level(
        self, family: Sequence[Family], having: Sequence[set[Factors]], level: Fraction
    ) -> None:
        segment = family[0].inside(level)
        if segment is None:
            return
        point: Callable[[Any, Any], tuple[Any, Any]] = family[0].point
        places = {k: one.places(level) for k, one in enumerate(family)}
        roots = _distinct(t for found in places.values() for t in found)
        for low, high in pairwise([segment[0], *roots, segment[1]]):
            signs = self._signs(point(between_roots(low, high), level))
            self._require(signs)
            for k, found in places.items():
                if having and any(_same(t, end) for t in found for end in (low, high)):
                    self._require(signs | dict.fromkeys(having[k], 0))
        if self.goal.kind == "egalitarian" and all(a < level < b for a, b in self.face):
            self._ask((level, level))

    def _require(self, signs: dict[Factors, int]) -> None:
        if not self._refused(signs):
            raise NotShownError("better values in a box are not refused")

    def _special(self, factors: Sequence[fmpq_mpoly], having: Sequence[set[Factors]]) -> None:
        """Points where two factors vanish, and singular points of one."""
        for (one, own), (other, others) in combinations(zip(factors, having), 2):
            for at in common_zeros(one, other):
                if all(a <= v <= b for v, (a, b) in zip(at, self.face)):
                    self._ask(at, own | others)
        for factor, own in zip(factors, having):
            slope = factor.derivative("x")
            if slope.is_constant() or factor.derivative("y").is_constant():
                continue
            for at in common_zeros(factor, slope):
                if all(a <= v <= b for v, (a, b) in zip(at, self.face)):
                    self._ask(at, own)


def _irreducible(f: fmpq_mpoly) -> list[fmpq_mpoly]:
    return [g / g.leading_coefficient() for g, _ in f.factor()[1]] if not f.is_zero() else []


def _in_one(f: fmpq_mpoly) -> Any:
    """A polynomial in x alone."""
    return levels_of(f.compose(Y, X))


def _distinct(numbers: Iterable[Any]) -> list[Any]:
    """Ascending, each once."""
    found: list[Any] = []
    for number in sorted(numbers):
        if not found or not _same(found[-1], number):
            found.append(number)
    return found


def _same(one: Any, other: Any) -> bool:
    return bool(one <= other <= one)


def is_refused(refusals: Iterable[Refusal], box: Box) -> bool:
    """Whether one refusal holds all over a box within the face it is about."""
    return any(
        not refusal.loose and all(log_bounds(k, box)[0] > 0 for k in refusal.products)
        for refusal in refusals
    )


def log_bounds(factors: Factors, box: Box) -> tuple[float, float]:
    """Bounds of the logarithm of a product over a box."""
    low = high = 0.0
    for k, payoffs in enumerate(factors):
        for payoff in payoffs:
            ends = sorted(_log(abs(payoff - end)) for end in box[k // 2])
            if k % 2 == 0:
                low, high = low + ends[0], high + ends[1]
            else:
                low, high = low - ends[1], high - ends[0]
    return (
        -math.inf if math.isnan(low) else low - _MARGIN,
        math.inf if math.isnan(high) else high + _MARGIN,
    )


def _log(number: Fraction) -> float:
    if number == 0:
        return -math.inf
    return math.log(number.numerator) - math.log(number.denominator)

"""Ties at pure outcomes: is play optimal all along? Orders of magnitude of the trembles decide.

Let everybody play the outcome o* and let e_o > 0 be the weight of every other outcome, relative to
o*. With D_i(o) = U_i(o) − U_i(o*), *main*_i = {o ≠ o* : o_i = o*_i} and T_{i,s} = {o : o_i = s},
the condition c_i(o*_i) ≥ c_i(s), cleared of denominators, is

    Σ_{p ∈ main_i, q ∈ T_{i,s}} e_p e_q (D_i(p) − D_i(q))  −  Σ_{q ∈ T_{i,s}} e_q D_i(q)  ≥ 0.   (*)

o* is a reflective equilibrium iff (*) has solutions e → 0 for all i and s ≠ o*_i together. By the
curve selection lemma (Milnor 1968) there is then a curve of solutions, e_o ~ a_o t^{x_o} with
a_o, x_o > 0 as t → 0. In each (*) some monomial with a positive coefficient must then have the
least exponent: x_q for e_q, x_p + x_q for e_p e_q. Conversely, exponents for which the least
exponent in each (*) belongs to positive monomials alone solve it for all small t.

So: search exponents x for which a positive monomial of each (*) lies below all negative ones.
Solvable with "<": **yes**, and e_o = t^{x_o} is the sequence. Unsolvable with "≤": **no**, proved
by a case distinction over the monomial that is least, each case closed by a sum of inequalities
which would make a negative combination of exponents ≥ 0. In between: undecided here.

Two monomials need not be listed. If D_i(q) < 0, the positive e_q lies below every e_p e_q. If
D_i(q) > 0, the negative e_q lies below them. Only q with D_i(q) = 0 enter through e_p e_q.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import (
    Demand,
    Monomial,
    demands,
    product_of,
    size_of,
)
from oraclegames.conditional.trembles.face import Face, MoveOf
from oraclegames.conditional.trembles.lifting import lifted_exponents
from oraclegames.conditional.trembles.order_proofs import NoOrders, Orders, powers_hold
from oraclegames.conditional.trembles.order_search import Search, TooManyStepsError
from oraclegames.games.distribution import Distribution

MAX_STEPS = 20_000
"""The search gives up, undecided, when it has tried so many monomials."""

MAX_MONOMIALS = 200_000
"""Nor does the search begin when (*) may have so many monomials in all."""


@dataclass(frozen=True)
class Undecided:
    """Why orders of magnitude decided nothing.

    Attributes:
        why: "coefficients" if exponents tie whatever they are, so that coefficients decide; "steps"
            if the search gave up; "size" if it did not begin.
    """

    why: Literal["coefficients", "steps", "size"]

    @property
    def reason(self) -> str:
        """The same in words, as a clause."""
        if self.why == "steps":
            return f"the search for orders of magnitude was stopped after {MAX_STEPS} steps"
        if self.why == "size":
            return f"more than {MAX_MONOMIALS} pairs of trembles would have to be compared"
        return "all orders of magnitude leave ties, and whether the sizes settle them is not known"


def decide_orders(
    distribution: Distribution, clock: Clock | None = None
) -> Orders | NoOrders | Undecided:
    """Decide by orders of magnitude whether a pure outcome is a reflective equilibrium.

    Args:
        distribution: all mass on one outcome.
        clock: when to give up; None for never.

    Returns:
        Exponents of a sequence, the proof that there is none, or why neither was found: the
        coefficients of tied monomials matter, or the search exceeds :data:`MAX_STEPS` or
        :data:`MAX_MONOMIALS`.

    Raises:
        OutOfTime: the clock's budget is spent.

    Cost: exponential in the number of moves at worst, in practice a few linear programs with a row
    for each outcome that they speak of.

    >>> from oraclegames import Game
    >>> pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> found = decide_orders(Distribution.point(pennies, (0, 0)))
    >>> type(found).__name__, found.verify()
    ('Orders', True)
    """
    game = distribution.game
    (base,) = distribution.support
    clock = clock or Clock(None)
    face = Face.at(game, base)
    if size_of(face) > MAX_MONOMIALS:
        return _in_short(distribution, clock) or Undecided("size")
    asked = demands(game, base, clock)
    outcomes = [outcome for outcome in game.outcomes() if outcome != base]
    try:
        for gap in (1, 0):
            found = Search(asked, gap, clock, MAX_STEPS).run()
            if isinstance(found, dict):
                # Tied exponents may still do, with equal weights.
                certificate = Orders(
                    distribution, tuple((o, Fraction(found.get(o, 1))) for o in outcomes)
                )
                if certificate.holds(clock):
                    return certificate
            elif gap == 0:
                return NoOrders(distribution, found)
    except TooManyStepsError:
        return Undecided("steps")
    return Undecided("coefficients")


def lift_orders(distribution: Distribution, clock: Clock) -> Orders | None:
    """Exponents that lifting finds (:mod:`oraclegames.conditional.trembles.lifting`), or None."""
    game = distribution.game
    (base,) = distribution.support
    face = Face.at(game, base)
    lifted = lifted_exponents(face, clock)
    if lifted is None:
        return None
    whole = lifted.ravel().tolist()
    if not powers_hold(face, whole, clock):
        return None
    fractions = {x: Fraction(x) for x in set(whole)}
    pairs = zip(game.outcomes(), whole)
    return Orders(distribution, tuple((o, fractions[x]) for o, x in pairs if o != base))


def _in_short(distribution: Distribution, clock: Clock) -> Orders | None:
    """Exponents for demands that list few products: more is asked than has to be.

    A name for each player stands for the least exponent of what pays her less with the move that
    she plays; each product with such an outcome lies above its product with the name. Of what pays
    her more there only the outcome that pleases all together the least is used.
    """
    game = distribution.game
    (base,) = distribution.support
    face = Face.at(game, base)
    asked = [demand for move in face.unsupported for demand in _short_demands(face, move, clock)]
    try:
        found = Search(asked, 1, clock, MAX_STEPS).run()
    except TooManyStepsError:
        return None
    if not isinstance(found, dict):
        return None
    outcomes = (outcome for outcome in game.outcomes() if outcome != base)
    certificate = Orders(distribution, tuple((o, Fraction(found.get(o, 1))) for o in outcomes))
    return certificate if certificate.holds(clock) else None


def _short_demands(face: Face, move: MoveOf, clock: Clock) -> Iterator[Demand]:
    """What a name stands for, and the demand of a move with it."""
    clock.check()
    i, s = move
    (played,) = face.supported[i]
    made, tried = face.by_move[i][played], face.by_move[i][s]
    least = (-1, i)
    worse: list[Monomial] = [(p,) for p, gain in made if gain < 0]
    yield Demand(((least,),), tuple(worse))

    pleases = face.pleases
    better = sorted((p for p, gain in made if gain > 0), key=pleases.__getitem__)[:1]
    ties = [q for q, gain in tried if not gain]
    positive = [(q,) for q, gain in tried if gain < 0]
    negative = [(q,) for q, gain in tried if gain > 0]
    yield Demand(
        (*positive, *(product_of(p, q) for p in better for q in ties)),
        (*negative, *((least, q) for q in ties if worse)),
    )

"""What trembles must satisfy at a pure outcome: one set of moves is worth as much as another.

Let everybody play o* and let e_o > 0 be the weight of every other outcome, relative to o*. With
D(o) = U_i(o) − U_i(o*), T_{i,A} = {o : o_i ∈ A} and e_{o*} = 1, the moves A of player i are worth
at least as much as her moves B iff

    Σ_{p ∈ T_{i,A}, q ∈ T_{i,B}} e_p e_q (D(p) − D(q)) ≥ 0.

A *demand* is the list of its monomials that can have the least order of magnitude.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face
from oraclegames.games.game import Game, Outcome

Monomial = tuple[Outcome, ...]
"""A product of weights e_o."""

Gained = Sequence[tuple[Outcome, int]]
"""Outcomes with D."""


@dataclass(frozen=True)
class Demand:
    """The monomials of one (*) that can have the least exponent, by the sign of the coefficient."""

    positive: tuple[Monomial, ...]
    negative: tuple[Monomial, ...]

    @cached_property
    def signs(self) -> dict[Monomial, bool]:
        """Whether each monomial's coefficient is positive."""
        return dict.fromkeys(self.negative, False) | dict.fromkeys(self.positive, True)


def demands(game: Game, base: Outcome, clock: Clock | None = None) -> list[Demand]:
    """All (*) of a pure outcome, in the players' and moves' order."""
    clock = clock or Clock(None)
    face = Face.at(game, base)
    found = []
    for i, s in face.unsupported:
        clock.check()
        found.append(demand(face, i, (base[i],), (s,)))
    return found


def demand(face: Face, player: int, better: Sequence[int], worse: Sequence[int]) -> Demand:
    """That the first moves are worth at least as much as the second ones, at a pure outcome.

    That is Σ e_p e_q (D(p) − D(q)) ≥ 0 over p in the first, q in the second, where e is 1 at the
    outcome itself. Multiples of another monomial are left out: they cannot have the least exponent.
    """
    base = tuple(moves[0] for moves in face.supported)
    if base[player] in worse:
        mirrored = demand(face, player, worse, better)
        return Demand(mirrored.negative, mirrored.positive)
    table = face.by_move[player]
    first, second = (
        list(chain.from_iterable(table[s] for s in moves)) for moves in (better, worse)
    )
    signs: list[tuple[Monomial, bool]] = []
    if base[player] in better:
        # e_q alone, with the sign of −D(q), or where D(q) = 0 its products with all e_p.
        signs = [((q,), gain < 0) for q, gain in second if gain]
        second = [(q, gain) for q, gain in second if not gain]
        first = [(p, gain) for p, gain in first if p != base]
    signs += _products(first, second)
    return Demand(*(tuple(m for m, s in signs if s is sign) for sign in (True, False)))


def _products(first: Gained, second: Gained) -> Iterator[tuple[Monomial, bool]]:
    """The products e_p e_q that do not cancel, and whether D(p) − D(q) > 0."""
    for p, gain in first:
        for q, other in second:
            if gain != other:
                yield product_of(p, q), gain > other


def comparison(
    face: Face, player: int, better: Sequence[int], worse: Sequence[int]
) -> dict[Monomial, int]:
    """The whole sum of which :func:`demand` lists the least monomials; its coefficients, not 0."""
    base = tuple(moves[0] for moves in face.supported)
    table = face.by_move[player]
    terms: dict[Monomial, int] = {}
    for p, gain in (pair for s in better for pair in table[s]):
        for q, other in (pair for s in worse for pair in table[s]):
            if gain != other:
                terms[product_of(*(o for o in (p, q) if o != base))] = gain - other
    return terms


def product_of(*weights: Outcome) -> Monomial:
    """The product of weights e_o."""
    return tuple(sorted(weights))


def size_of(face: Face) -> int:
    """How many monomials the demands of a pure outcome list at most."""
    base = tuple(moves[0] for moves in face.supported)
    total = 0
    for i, s in face.unsupported:
        ties = sum(not gain for _, gain in face.by_move[i][s])
        mains = sum(bool(gain) for _, gain in face.by_move[i][base[i]])
        total += len(face.by_move[i][s]) + ties * mains
    return total


def divisors(monomial: Monomial) -> tuple[Monomial, ...]:
    """The monomial, and its proper divisors other than 1."""
    return (monomial, *((o,) for o in monomial)) if len(monomial) > 1 else (monomial,)

"""Ties anywhere on the boundary: how do the players' values shift along the trembles?

Let P_t → P keep every played move optimal, and let v_i + δ_i(t) be what player i's played moves are
worth along it. Then, with D_i(o) = U_i(o) − v_i and T_{i,s} = {o : o_i = s},

    Σ_{o ∈ T_{i,s}} P_t(o) (D_i(o) − δ_i) = 0 for played moves s,  ≤ 0 for the others,       (*)

which is linear in P_t, and homogeneous: one played outcome may keep its probability. By the curve
selection lemma (Milnor 1968) all numbers may be taken to be analytic in t: each δ_i has a sign σ_i,
and where it is not 0, |δ_i| ~ a t^x, x > 0; so has every e_o = P_t(o) with P(o) = 0.
:class:`NoShifts` refutes all signs, one player after another, by

* **multipliers** of (*), polynomials in the e_o and |δ_i|, positive at moves that are not played:
  added up, the conditions leave something positive, though it is ≤ 0. When that is so is told in
  :mod:`oraclegames.conditional.trembles.products`;
* **orders of magnitude**, a case distinction as in
  :mod:`oraclegames.conditional.trembles.order_proofs`. The demands, in the order of players and
  moves: for a played move where P meets only D_i = 0 both sides of (*), with the monomials e_o of
  the sign of D_i(o) and |δ_i| of the sign −σ_i; for a move that is not played −Σ ≥ 0, with e_o, and
  e_o |δ_i| where D_i(o) = 0.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.conditional.trembles.demands import Demand, Monomial, product_of
from oraclegames.conditional.trembles.face import Face, MoveOf
from oraclegames.conditional.trembles.order_proofs import Case, Contradiction, closes
from oraclegames.conditional.trembles.products import ONE, Condition, Terms, refute_by
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.gains import has_values
from oraclegames.games.game import Outcome
from oraclegames.games.shown import Shown

SIGNS = (-1, 0, 1)


def shift(player: int) -> Outcome:
    """The name of |δ_i| in a monomial, where outcomes stand for their weights."""
    return (-1, player)


Multiplier = tuple[MoveOf, Monomial, Fraction]
"""A move whose (*) is multiplied by a monomial, often (), and by a number that is not 0."""


@dataclass(frozen=True)
class Multipliers:
    """The conditions (*) times these cannot be."""

    entries: tuple[Multiplier, ...]


@dataclass(frozen=True)
class BySign:
    """A distinction by the sign of the next player's shift: one proof for each of −1, 0, 1."""

    branches: tuple[Proof, Proof, Proof]


Proof = BySign | Multipliers | Case | Contradiction


@dataclass(frozen=True, repr=False)
class NoShifts(Shown):
    """Proof that P is not reflective: however the values shift, somebody is tempted.

    Attributes:
        distribution: P.
        proof: distinctions by the signs of the shifts of players 1, 2, …, and what refutes them.
    """

    distribution: Distribution
    proof: Proof

    def verify(self) -> bool:
        """Re-check every case from the payoffs."""
        played = self.distribution
        return has_values(played.game, played.probabilities, played.values) and _refutes(
            self.proof, played, Face.of(played), ()
        )

    def to_dict(self) -> dict[str, Any]:
        """The cases with labels, ready for JSON."""
        return {"kind": "no-shifts", "proof": _as_dict(self.proof, self.distribution)}

    def __str__(self) -> str:
        return "however the values shift along the trembles, somebody is tempted"


def _refutes(proof: Proof, played: Distribution, face: Face, signs: tuple[int, ...]) -> bool:
    if isinstance(proof, BySign):
        return len(signs) < face.game.n_players and all(
            _refutes(branch, played, face, (*signs, sign))
            for sign, branch in zip(SIGNS, proof.branches)
        )
    if isinstance(proof, Multipliers):
        return cannot_be(proof.entries, played, face, signs)
    return closes(proof, shifted_demands(face, played, signs), {})


def cannot_be(
    entries: Sequence[Multiplier], played: Distribution, face: Face, signs: Sequence[int]
) -> bool:
    """Whether multipliers refute shifts of these signs; the players after those have none."""
    rows, conditions = shifted_conditions(face, played, signs)
    places = {move: k for k, move in enumerate(rows)}
    if not all(move in places for move, _, _ in entries):
        return False
    products = [(places[move], times, number) for move, times, number in entries]
    return refute_by(products, conditions, chances_of(played))


def chances_of(played: Distribution) -> dict[Outcome, Fraction]:
    """The outcomes of positive probability with it."""
    return {o: p for o, p in zip(played.game.outcomes(), played.probabilities) if p}


def shifted_conditions(
    face: Face, played: Distribution, signs: Sequence[int]
) -> tuple[list[MoveOf], list[Condition]]:
    """(*) of the players whose shifts have these signs, and the move that each is about."""
    on = chances_of(played)
    base = next(iter(on))  # (*) is homogeneous: its weight may be taken to be constant
    rows, found = [], []
    for i, sign in enumerate(signs):
        for s, outcomes in enumerate(face.by_move[i]):
            terms: Terms = defaultdict(dict)
            for o, _ in outcomes:
                weight, factor = ((), o) if o in on else ((o,), ONE)
                size = Fraction(1)
                if o == base:
                    factor, size = ONE, on[base]
                for monomial, a in ((weight, face.gain(i, o)), ((shift(i), *weight), -sign)):
                    if a:
                        terms[product_of(*monomial)][factor] = size * a
            rows.append((i, s))
            found.append(Condition(terms, equation=s in face.supported[i]))
    return rows, found


def whole_shares(played: Distribution, face: Face) -> list[list[int]]:
    """How likely each player makes each move, times a common whole number."""
    unit = math.lcm(*(p.denominator for p in played.probabilities))
    players = range(face.game.n_players)
    return [[int(p * unit) for p in played.move_probabilities(i)] for i in players]


def shifted_demands(face: Face, played: Distribution, signs: Sequence[int]) -> list[Demand]:
    """The demands of the players whose shifts have these signs."""
    on = {o for o, p in zip(face.game.outcomes(), played.probabilities) if p}
    found = []
    for i, sign in enumerate(signs):
        for s, pairs in enumerate(face.by_move[i]):
            off = [(o, gain) for o, gain in pairs if o not in on]
            if s not in face.supported[i]:
                found.append(_not_better(off, i, sign))
            elif not any(gain for o, gain in pairs if o in on):
                found += _equal(off, i, sign)
    return found


def _equal(off: Sequence[tuple[Outcome, int]], i: int, sign: int) -> tuple[Demand, Demand]:
    above: list[Monomial] = [(o,) for o, gain in off if gain > 0]
    below: list[Monomial] = [(o,) for o, gain in off if gain < 0]
    if sign:
        (below if sign > 0 else above).append((shift(i),))
    return Demand(tuple(above), tuple(below)), Demand(tuple(below), tuple(above))


def _not_better(off: Sequence[tuple[Outcome, int]], i: int, sign: int) -> Demand:
    better: list[Monomial] = [(o,) for o, gain in off if gain > 0]
    worse: list[Monomial] = [(o,) for o, gain in off if gain < 0]
    if sign:
        ties: list[Monomial] = [(shift(i), o) for o, gain in off if not gain]
        (worse if sign > 0 else better).extend(ties)
    return Demand(tuple(worse), tuple(better))


def _as_dict(proof: Proof, played: Distribution, depth: int = 0) -> dict[str, Any]:
    game = played.game
    if isinstance(proof, BySign):
        return {
            "player": game.players[depth],
            "signs": [
                {"sign": sign, "then": _as_dict(branch, played, depth + 1)}
                for sign, branch in zip(SIGNS, proof.branches)
            ],
        }

    def named(monomial: Monomial) -> list[Any]:
        return [
            {"shift": game.players[o[1]]} if o[0] < 0 else list(game.outcome_labels(o))
            for o in monomial
        ]

    if isinstance(proof, Multipliers):
        entries = [
            {
                "player": game.players[i],
                "move": game.moves[i][s],
                "multiplier": format_rational(value),
                **({"times": named(times)} if times else {}),
            }
            for (i, s), times, value in proof.entries
        ]
        return {"multipliers": entries}
    return proof.to_dict(named)

"""Trembles of play that mixes outcomes, by trial: idle outcomes get small powers of t.

Where play mixes, two oracles of the support often answer a question in two ways, so that trembles
must keep it a tie for all t. Either a row that is never played is tried as a multiple of one that
is: then the coefficient of an idle outcome is 1, or the probability of the outcome in which one
player makes her only move instead. Or one idle outcome has the weight w that keeps the tie: with
N/D and N′/D′ for the two sides, it stands in the one as (N + u w)/(D + w), so that
w = (N′ D − N D′)/(u D′ − N′), a quotient of polynomials; all weights are multiplied by the divisor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from flint import fmpq_poly

from oraclegames.conditional.oracle.agents import Question
from oraclegames.conditional.trembles.family import TrembleFamily, polynomial, sign
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

MOST = 3**7
"""So many choices of powers are tried."""
_POWERS = (1, 2, 3)


def families_by_powers(played: Distribution, ties: Sequence[Question]) -> Iterator[TrembleFamily]:
    """Weights P(o) where play goes, powers of t elsewhere; ``ties`` are to be kept for all t."""
    share = dict(zip(played.game.outcomes(), played.probabilities))
    idle = [o for o, p in share.items() if p == 0]
    if len(_POWERS) ** len(idle) > MOST:
        return
    choices = sorted(product(_POWERS, repeat=len(idle)), key=sum)
    for sizes in _coefficients(played, share, idle):
        for powers in choices:
            tried = _weights(idle, powers, sizes)
            yield TrembleFamily(played, tuple(tried.get(o, (p,)) for o, p in share.items()))
    for k, last in enumerate(idle):
        others = idle[:k] + idle[k + 1 :]
        for powers in sorted(product(_POWERS[:2], repeat=len(others)), key=sum):
            tried = _weights(others, powers, (Fraction(1),) * len(others))
            known = {o: polynomial(tried.get(o, (p,))) for o, p in share.items() if o != last}
            for tie in ties:
                kept = _kept(played, known, last, tie)
                if kept is not None:
                    yield kept


def _weights(
    idle: Sequence[Outcome], powers: Sequence[int], sizes: Sequence[Fraction]
) -> dict[Outcome, tuple[Fraction, ...]]:
    """c·t^k for each idle outcome."""
    return {o: (Fraction(0),) * power + (c,) for o, power, c in zip(idle, powers, sizes)}


def _coefficients(
    played: Distribution, share: Mapping[Outcome, Fraction], idle: list[Outcome]
) -> list[tuple[Fraction, ...]]:
    """The choices of coefficients, each once."""
    found = [(Fraction(1),) * len(idle)]
    for player in range(played.game.n_players):
        moves = {o[player] for o in played.support}
        if len(moves) == 1:
            (move,) = moves
            beside = (share[(*o[:player], move, *o[player + 1 :])] for o in idle)
            found.append(tuple(p or Fraction(1) for p in beside))
    return list(dict.fromkeys(found))


def _kept(
    played: Distribution, known: Mapping[Outcome, fmpq_poly], last: Outcome, tie: Question
) -> TrembleFamily | None:
    """The family in which the last weight keeps a tie; None if it is not positive."""
    game, i = played.game, tie.player
    sides = [tie.first, tie.second]
    if last[i] in tie.second:
        sides.reverse()
    if last[i] not in sides[0]:
        return None
    (gains, mass), (others, weight) = (
        (
            sum(
                (to_fmpq(game.payoff(i, o)) * w for o, w in known.items() if o[i] in side),
                start=fmpq_poly(0),
            ),
            sum((w for o, w in known.items() if o[i] in side), start=fmpq_poly(0)),
        )
        for side in sides
    )
    above = others * mass - gains * weight
    below = to_fmpq(game.payoff(i, last)) * weight - others
    if sign(above) * sign(below) <= 0:
        return None
    if sign(below) < 0:
        above, below = -above, -below
    common = above.gcd(below)
    above, below = above // common, below // common
    if below[0] == 0:
        return None  # it does not tend to 0
    weights = {o: w * below for o, w in known.items()} | {last: above}
    return TrembleFamily(
        played, tuple(tuple(map(to_fraction, weights[o].coeffs())) for o in game.outcomes())
    )

"""Trembles of play that mixes outcomes, by trial: idle outcomes get small powers of t.

Where play mixes, two oracles of the support often answer a question in two ways, so that trembles
must keep it a tie for all t. Either a row that is never played is tried as a multiple of one that
is: then the coefficient of an idle outcome is 1, or the probability of the outcome in which one
player makes her only move instead. Or some idle outcomes have the weights w that keep as many ties.
With N/D and N′/D′ for the two sides, the tie N D′ − N′ D = 0 changes with the weight of an outcome
of the one side that pays u by (u D′ − N′) w, of the other by (N − u D) w, and with products of two
such weights only where the two pay differently: else ties are linear equations. By Cramer's rule
the weights are quotients of polynomials; all are multiplied by the divisor. The weight of one
outcome that is played may also be a little more than its probability, or keep a tie itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice, product

from flint import fmpq_poly

from oraclegames.conditional.oracle.agents import Question
from oraclegames.conditional.trembles.family import TrembleFamily, polynomial, sign
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

MOST = 3**7
"""So many choices of powers are tried."""
MOST_TIES = 3
"""So many ties are kept by as many weights."""
_POWERS = (1, 2, 3)
_MORE = 4
"""An outcome that is played has the weight P(o) (1 + 4 t)."""


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
    for count in range(1, min(len(ties), len(idle), MOST_TIES) + 1):
        yield from islice(_keeping(played, share, idle, ties, count), MOST)


def _keeping(
    played: Distribution,
    share: Mapping[Outcome, Fraction],
    idle: list[Outcome],
    ties: Sequence[Question],
    count: int,
) -> Iterator[TrembleFamily]:
    """The weights of so many outcomes keep as many ties; other idle ones are powers of t."""
    chosen = list(combinations([*idle, *played.support], count))
    for more in (None, *played.support):
        for last in chosen:
            if more is not None and not set(last) <= set(idle):
                continue
            others = [o for o in idle if o not in last]
            for powers in sorted(product(_POWERS[:2], repeat=len(others)), key=sum):
                tried = _weights(others, powers, (Fraction(1),) * len(others))
                if more is not None:
                    tried[more] = share[more], _MORE * share[more]
                known = {o: polynomial(tried.get(o, (p,))) for o, p in share.items()}
                known = {o: weight for o, weight in known.items() if o not in last}
                for kept in combinations(ties, count):
                    family = _kept(played, known, last, kept)
                    if family is not None:
                        yield family


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
    played: Distribution,
    known: Mapping[Outcome, fmpq_poly],
    last: Sequence[Outcome],
    ties: Sequence[Question],
) -> TrembleFamily | None:
    """The family in which the last weights keep the ties; None if they are not positive."""
    rows = [_equation(played.game, known, last, tie) for tie in ties]
    if None in rows:
        return None
    *columns, right = ([*entries] for entries in zip(*(row for row in rows if row)))
    below = _determinant(columns)
    if below == 0:
        return None
    above = [_determinant([*columns[:k], right, *columns[k + 1 :]]) for k in range(len(last))]
    if any(sign(one) * sign(below) <= 0 for one in above):
        return None
    common = below
    for one in above:
        common = common.gcd(one)
    if sign(below) * sign(common) < 0:
        common = -common
    below, above = below // common, [one // common for one in above]
    if below[0] == 0:
        return None  # they do not tend to 0
    weights = {o: w * below for o, w in known.items()} | dict(zip(last, above))
    return TrembleFamily(
        played, tuple(tuple(map(to_fraction, weights[o].coeffs())) for o in played.game.outcomes())
    )


def _equation(
    game: Game, known: Mapping[Outcome, fmpq_poly], last: Sequence[Outcome], tie: Question
) -> list[fmpq_poly] | None:
    """Coefficients of the last weights, and the right side; None if the tie is not linear."""
    i = tie.player
    pays = {o: to_fmpq(game.payoff(i, o)) for o in (*known, *last)}
    here, there = ([o for o in last if o[i] in side] for side in (tie.first, tie.second))
    if any(pays[one] != pays[other] for one in here for other in there):
        return None
    (gains, mass), (others, weight) = (
        (
            sum((pays[o] * w for o, w in known.items() if o[i] in side), start=fmpq_poly(0)),
            sum((w for o, w in known.items() if o[i] in side), start=fmpq_poly(0)),
        )
        for side in (tie.first, tie.second)
    )
    slopes = [
        pays[o] * weight - others
        if o in here
        else gains - pays[o] * mass
        if o in there
        else fmpq_poly(0)
        for o in last
    ]
    return [*slopes, others * mass - gains * weight]


def _determinant(columns: Sequence[Sequence[fmpq_poly]]) -> fmpq_poly:
    """Of a few polynomials, along the first column."""
    if not columns:
        return fmpq_poly(1)
    first, *rest = columns
    total = fmpq_poly(0)
    for k, entry in enumerate(first):
        minor = _determinant([[*column[:k], *column[k + 1 :]] for column in rest])
        total += entry * minor * (-1) ** k
    return total

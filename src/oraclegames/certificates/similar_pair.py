"""Two players: listed b-similarity equilibria hold all along their phase, and there are no others.

What makes a strategy one are signs of polynomials (:mod:`oraclegames.certificates.similar_play`),
asked at each root in the phase and once between neighbours. Of a polytope all of whose corners
solve the equations of a support, all points are equilibria if the corners are, since the condition
is linear there. That nothing else is one: :mod:`oraclegames.certificates.similar_missing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.part import Part
from oraclegames.certificates.similar_missing import nothing_else
from oraclegames.certificates.similar_play import Candidate, Setting
from oraclegames.certificates.stretches import (
    NIL,
    ONE,
    B,
    Listed,
    Stretch,
    inside,
    samples,
    shown,
    sign,
)
from oraclegames.exact.quotient import Quotient
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game


def check_pair(game: Game, stretches: Sequence[Stretch], complete: bool) -> Iterator[str]:
    """Check everything along b; yields what is not proved."""
    m = game.shape[0]
    pays = [[game.payoff(0, (s, *[t] * (game.n_players - 1))) for t in range(m)] for s in range(m)]
    A = [[fmpq_poly([to_fmpq(x)]) for x in row] for row in pays]
    yield from check_along(Setting(A, B), game.moves[0], stretches, complete)


def check_along(
    setting: Setting, moves: Sequence[str], stretches: Sequence[Stretch], complete: bool
) -> Iterator[str]:
    """Check everything along a line; yields what is not proved."""
    for stretch in stretches:
        for listed in stretch.listed:
            _check_listed(setting, stretch, listed)
    if not complete:
        return
    open_supports = [
        ", ".join(moves[i] for i in support)
        for size in range(1, len(moves) + 1)
        for support in combinations(range(len(moves)), size)
        if not nothing_else(setting, support, stretches)
    ]
    if open_supports:
        yield (
            "that nothing else is an equilibrium where the equations of a support have many "
            f"solutions ({'; '.join(open_supports)})"
        )


# -- what is listed --------------------------------------------------------------------------------


def _check_listed(setting: Setting, stretch: Stretch, listed: Listed) -> None:
    listed.part.require(listed.where is None, "an equation is for three or more players")
    for k, (corner, value) in enumerate(zip(listed.corners, listed.values)):
        place = listed.part if len(listed.corners) == 1 else listed.part["corners"][k]
        candidate = _candidate(setting, place, corner, stretch)
        for b in samples(stretch, _asked(candidate, listed)):
            place.require(
                sign(candidate.under, b) != 0, f"it has no value at {setting.name} = {shown(b)}"
            )
            _check_at(place, candidate, listed, k, b)
        if not isinstance(value, Quotient):
            listed.part.unreadable("a formula for the value")
        same = Quotient(candidate.value, candidate.under**2).equals(value)
        if not same and stretch.is_point:
            difference = value.over * candidate.under**2 - candidate.value * value.under
            same = sign(difference, stretch.low) == 0 and sign(value.under, stretch.low) != 0
        place.require(same, "everybody gets something else")
    for i in listed.support:
        played = any(sign(_over(c[i]), b) != 0 for c in listed.corners for b in inside(stretch))
        listed.part["support"].require(played, "a move of the support is never played")


def _candidate(setting: Setting, part: Part, corner: Sequence[Any], stretch: Stretch) -> Candidate:
    under = ONE
    for entry in corner:
        if not isinstance(entry, Quotient):
            part.unreadable(f"formulas in {setting.name}")
        common = under.gcd(entry.under)
        under = under * (entry.under // common)
    over = tuple(entry.over * (under // entry.under) for entry in corner)
    rest = sum(over, NIL) - under
    whole = rest == 0 or (stretch.is_point and sign(rest, stretch.low) == 0)
    part.require(whole, "the probabilities do not sum to 1")
    return Candidate(setting, over, under)


def _asked(candidate: Candidate, listed: Listed) -> list[fmpq_poly]:
    signs = [candidate.under, *candidate.over, *candidate.slacks(listed.support)]
    return signs + candidate.polynomials() + candidate.ties(listed.support)


def _check_at(place: Part, candidate: Candidate, listed: Listed, k: int, b: Any) -> None:
    side = sign(candidate.under, b)
    at = f"at {candidate.setting.name} = {shown(b)}"
    for i, n in enumerate(candidate.over):
        size = side * sign(n, b)
        place.require(size >= 0, f"a probability is negative {at}")
        played = i in listed.support
        place.require(played or size == 0, f"a move outside of the support is played {at}")
        single = len(listed.corners) == 1 and played
        place.require(not single or size > 0, f"a move of the support is not played {at}")
    ties = all(sign(t, b) == 0 for t in candidate.ties(listed.support))
    place.require(ties, f"the moves of the support are not worth the same {at}")
    best = all(side * sign(slack, b) >= 0 for slack in candidate.slacks(listed.support))
    place.require(best, f"another move is worth more {at}")
    safe = candidate.is_safe(b)
    if k in listed.good:
        place.require(safe, f"a common deviation pays {at}")
    else:
        place.require(not safe, f"no common deviation pays {at}: it is an equilibrium")


def _over(entry: Any) -> fmpq_poly:
    return entry.over

"""The best constant against a program that draws fresh coins, of any number of moves.

Against a constant p the other plays q(p) = Q(p)/D(p): by Cramer's rule these are homogeneous
polynomials of p, and D is positive. What p gets is N/D with N = Σ_ab p(a) u(a, b) Q_b(p), of which
the largest value is found and proved (:mod:`.best_quotient`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

from flint import fmpq_mpoly

from oraclegames.errors import UnsupportedError
from oraclegames.exact.nowhere_negative import ring_of
from oraclegames.exact.rational import ZERO, to_fmpq
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.programs.best_quotient import (
    MAX_TERMS,
    Bound,
    Mix,
    Quotient,
    largest,
    value,
)
from oraclegames.reflective.programs.fresh import simplest


def best_mix(
    rival: Automaton, pays: Sequence[Sequence[Fraction]], step: Fraction, known: Mix
) -> tuple[Mix, Mix, Bound]:
    """The best constant that is found, the other's play against it, and the most that any gets.

    Args:
        rival: the other's automaton.
        pays: the payoff by the own and by the other's move.
        step: the probability ε of the first move.
        known: one that may be the best.

    Raises:
        UnsupportedError: the polynomials have too many coefficients.
    """
    own, states = len(pays), len(rival.play)
    if comb(states + own, own - 1) > MAX_TERMS:
        raise UnsupportedError(
            f"fresh coins against {states} states are worked out for fewer than {own} moves: "
            f"the polynomials have more than {MAX_TERMS} terms"
        )
    ring = ring_of(own)
    none, gens = ring.from_dict({}), ring.gens()[:-1]
    weights, below = _weights(rival, ring, step)
    moves = [
        sum((w * to_fmpq(mix[b]) for w, mix in zip(weights, rival.play)), none)
        for b in range(len(rival.play[0]))
    ]
    above = none
    for (a, gen), (b, q) in product(enumerate(gens), enumerate(moves)):
        above += gen * q * to_fmpq(pays[a][b])
    worth = Quotient(above, below * sum(gens, none))
    best, bound = largest(worth, [known], min(map(min, pays)), max(map(max, pays)))
    answers = [value(one, best) for one in moves]
    total: Any = sum(answers, ZERO)
    return best, tuple(simplest(one / total) for one in answers), bound


def _weights(rival: Automaton, ring: Any, step: Fraction) -> tuple[list[fmpq_mpoly], fmpq_mpoly]:
    """The states' weights times a denominator, and that: adj(s I − A) ε s e and det(s I − A).

    A = (1 − ε) M(p)ᵀ, s = Σ p; by the method of Faddeev and Leverrier (1840), which divides by
    whole numbers only.
    """
    size, none = len(rival.play), ring.from_dict({})
    gens = ring.gens()[:-1]
    total = sum(gens, start=none)
    matrix = [[none] * size for _ in range(size)]
    for s, (mix, table) in enumerate(zip(rival.play, rival.after)):
        for weight, row in zip(mix, table):
            for target, gen in zip(row, gens):
                matrix[target][s] += gen * to_fmpq((1 - step) * weight)
    unit = ring.constant(1)
    now = [[unit if i == k else none for i in range(size)] for k in range(size)]
    below, column = total**size, [none] * size
    for k in range(1, size + 1):
        column = [c + row[0] * total ** (size - k) for c, row in zip(column, now)]
        moved = [
            [sum((x * now[j][i] for j, x in enumerate(row) if x != 0), none) for i in range(size)]
            for row in matrix
        ]
        trace = -sum((moved[i][i] for i in range(size)), none) / k
        below += trace * total ** (size - k)
        now = [[x + (trace if i == j else 0) for j, x in enumerate(r)] for i, r in enumerate(moved)]
    return [c * total * to_fmpq(step) for c in column], below

"""Programs that draw fresh coins in every simulation: whether they halt, what they do if they do.

Against moves drawn with probabilities p the weights of an automaton's states are the solution of X
= ε e + (1 − ε) M(p)ᵀ X, rational functions of p by Cramer's rule with a denominator that has no
zero on the simplex. So are the probabilities of its moves. Along a curve of p, such as the
constants between two moves, they are quotients of polynomials in one unknown, and the best constant
of two moves is an end or a zero of a derivative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly

from oraclegames.exact.algebraic import Algebraic, Number, real_roots
from oraclegames.exact.rational import ONE, ZERO, to_fmpq, to_fraction
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.agents.smallest import needs


def halts(one: Automaton, two: Automaton, step: Fraction) -> bool:
    """Whether both programs halt with probability 1, as branching processes.

    Each run starts, with probability 1 − ε, one of its own program and one of the other's, those of
    both that it needs, so less than one child of its own kind on average; all runs end with
    certainty iff there is no more than one through the other type too.
    """
    (own, other), (its_own, its_other) = (
        [(1 - step) * int(need) for need in needs(program)] for program in (one, two)
    )
    return (1 - own) * (1 - its_own) >= other * its_other


@dataclass(frozen=True)
class Response:
    """What an automaton does along a curve of the other's strategies: polynomials in one unknown.

    Attributes:
        states: for each state its weight, times the denominator.
        moves: the probability of each of its moves, times the denominator.
        denominator: it has no zero where the curve's points are strategies.
    """

    states: tuple[fmpq_poly, ...]
    moves: tuple[fmpq_poly, ...]
    denominator: fmpq_poly

    def weights(self, p: Number) -> tuple[Number, ...]:
        """The weights of the states at a place of the curve."""
        below = value_at(self.denominator, p)
        return tuple(simplest(value_at(one, p) / below) for one in self.states)

    def at(self, p: Number) -> tuple[Number, ...]:
        """The probabilities of its moves."""
        below = value_at(self.denominator, p)
        return tuple(simplest(value_at(one, p) / below) for one in self.moves)


CONSTANTS = fmpq_poly([0, 1]), fmpq_poly([1, -1])
"""The curve of all mixtures of two moves, by the probability of the first."""


def response(one: Automaton, step: Fraction, curve: Sequence[fmpq_poly] = CONSTANTS) -> Response:
    """An automaton's response, by interpolation: a degree is the curve's times that of the states.

    Args:
        one: the automaton.
        step: the probability ε of the first move.
        curve: multiples of the probabilities of the other's moves.
    """
    size, exact = len(one.play), to_fmpq(step)
    count = size * max(1, *(poly.degree() for poly in curve)) + 1
    places = [fmpq(k, max(1, count - 1)) for k in range(count)]
    rows = []
    for p in places:
        mix = [poly(p) for poly in curve]
        matrix, right = fmpq_mat(size, size), fmpq_mat(size, 1)
        right[0, 0] = exact * sum(mix, start=fmpq(0))
        for s in range(size):
            matrix[s, s] += sum(mix, start=fmpq(0))
            for weight, row in zip(one.play[s], one.after[s]):
                for target, q in zip(row, mix):
                    matrix[target, s] -= (1 - exact) * to_fmpq(weight) * q
        below = matrix.det()
        rows.append([below, *(below * w for w in matrix.solve(right).entries())])
    powers = fmpq_mat([[p**k for k in range(count)] for p in places])
    solved = powers.solve(fmpq_mat(rows))
    columns = [fmpq_poly([solved[k, c] for k in range(count)]) for c in range(size + 1)]
    states = tuple(columns[1:])
    moves = tuple(
        sum((poly * to_fmpq(mix[a]) for poly, mix in zip(states, one.play)), start=fmpq_poly([0]))
        for a in range(len(one.play[0]))
    )
    return Response(states, moves, columns[0])


def best_constant(rival: Response, pays: Sequence[Sequence[Fraction]]) -> Number:
    """The probability p that is best against a response; ``pays[a][b]`` is one's payoff."""
    (a, b), (c, d) = (tuple(map(to_fmpq, row)) for row in pays)
    p, one = fmpq_poly([0, 1]), fmpq_poly([1])
    first, second = rival.moves
    total = p * (a * first + b * second) + (one - p) * (c * first + d * second)
    places: list[Number] = [ZERO, ONE, *inner_rests(total, rival.denominator)]
    return max(
        places,
        key=lambda place: simplest(value_at(total, place) / value_at(rival.denominator, place)),
    )


def inner_rests(above: fmpq_poly, below: fmpq_poly) -> list[Number]:
    """Where a quotient is stationary between 0 and 1; nowhere, if it does not change."""
    slope = above.derivative() * below - above * below.derivative()
    return [root for root in real_roots(slope) if 0 < root < 1] if slope != 0 else []


def value_at(polynomial: fmpq_poly, place: Number) -> Number:
    """The value of a polynomial at an exact number."""
    if isinstance(place, Fraction):
        return to_fraction(polynomial(to_fmpq(place)))
    total: Any = Algebraic(place.root, fmpq_poly([0]))
    for coefficient in reversed(polynomial.coeffs()):
        total = total * place + coefficient
    return simplest(total)


def simplest(number: Any) -> Number:
    """A fraction where it is one."""
    return number.simplest() if isinstance(number, Algebraic) else number

"""Programs that draw fresh coins in every simulation: their play as a root of a polynomial.

Against a move drawn with probability p the weights of an automaton's states are the solution of
X = ε e + (1 − ε) M(p)ᵀ X, rational functions of p by Cramer's rule with a denominator that has no
zero in [0, 1]. So the probability of its first move is a rational function q(p). Two programs that
simulate each other play x = φ(y) and y = ψ(x); if both halt with certainty there is one such pair,
see the theory, and x is the one root in [0, 1] of a polynomial.
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
    """What an automaton does against a constant: polynomials in the constant's probability.

    Attributes:
        states: for each state its weight, times the denominator.
        first: the probability of its first move, times the denominator.
        denominator: it has no zero in [0, 1].
    """

    states: tuple[fmpq_poly, ...]
    first: fmpq_poly
    denominator: fmpq_poly

    def weights(self, p: Number) -> tuple[Number, ...]:
        """The weights of the states against p."""
        below = value_at(self.denominator, p)
        return tuple(simplest(value_at(one, p) / below) for one in self.states)

    def at(self, p: Number) -> Number:
        """The probability of its first move against p."""
        return simplest(value_at(self.first, p) / value_at(self.denominator, p))


def response(one: Automaton, step: Fraction) -> Response:
    """An automaton's response, by interpolation: all degrees are at most the number of states."""
    size, exact = len(one.play), to_fmpq(step)
    places = [fmpq(k, size) for k in range(size + 1)]
    rows = []
    for p in places:
        matrix, right = fmpq_mat(size, size), fmpq_mat(size, 1)
        right[0, 0] = exact
        for s in range(size):
            matrix[s, s] += 1
            for weight, row in zip(one.play[s], one.after[s]):
                for target, q in zip(row, (p, 1 - p)):
                    matrix[target, s] -= (1 - exact) * to_fmpq(weight) * q
        below = matrix.det()
        rows.append([below, *(below * w for w in matrix.solve(right).entries())])
    powers = fmpq_mat([[p**k for k in range(size + 1)] for p in places])
    solved = powers.solve(fmpq_mat(rows))
    columns = [fmpq_poly([solved[k, c] for k in range(size + 1)]) for c in range(size + 1)]
    states = tuple(columns[1:])
    first = sum(
        (poly * to_fmpq(mix[0]) for poly, mix in zip(states, one.play)), start=fmpq_poly([0])
    )
    return Response(states, first, columns[0])


def meeting(one: Response, two: Response) -> tuple[Number, Number]:
    """The probabilities of both first moves where each responds to the other."""
    reach = max(one.first.degree(), one.denominator.degree())
    above, below = (
        sum(
            (poly[k] * two.first**k * two.denominator ** (reach - k) for k in range(reach + 1)),
            start=fmpq_poly([0]),
        )
        for poly in (one.first, one.denominator)
    )
    polynomial = fmpq_poly([0, 1]) * below - above
    (x,) = (root for root in real_roots(polynomial) if 0 <= root <= 1)
    return x, two.at(x)


def best_constant(rival: Response, pays: Sequence[Sequence[Fraction]]) -> Number:
    """The probability p that is best against a response; ``pays[a][b]`` is one's payoff."""
    (a, b), (c, d) = (tuple(map(to_fmpq, row)) for row in pays)
    p, one = fmpq_poly([0, 1]), fmpq_poly([1])
    first, second = rival.first, rival.denominator - rival.first
    total = p * (a * first + b * second) + (one - p) * (c * first + d * second)
    below = rival.denominator
    slope = total.derivative() * below - total * below.derivative()
    places: list[Number] = [ZERO, ONE]
    if slope != 0:
        places += [root for root in real_roots(slope) if 0 < root < 1]
    return max(places, key=lambda place: simplest(value_at(total, place) / value_at(below, place)))


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

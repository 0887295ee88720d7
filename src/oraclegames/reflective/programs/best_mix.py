"""The best constant against a program that draws fresh coins, of any number of moves.

Against a constant p the other plays q(p) = Q(p)/D(p): by Cramer's rule these are homogeneous
polynomials of p, and D is positive. What p gets is N/D with N = Σ_ab p(a) u(a, b) Q_b(p). Looked
for are pure moves, mixtures of two where a derivative is zero, and others by climbing in floats,
which are rounded to fractions. That no constant gets more than v is that v D − N is nowhere
negative (:mod:`oraclegames.exact.nowhere_negative`). Where v is not proved of the best that was
found, a little more is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations, product
from math import comb
from typing import Any

from flint import fmpq_mpoly, fmpq_poly

from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import Algebraic, Number, Root
from oraclegames.exact.nowhere_negative import Cut, as_polynomial, cuts_of, plain, reduced, ring_of
from oraclegames.exact.rational import ONE, ZERO, to_fmpq, to_fraction
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.programs.fresh import inner_rests, simplest

MAX_TERMS = 300
"""How many coefficients the polynomials may have."""
MAX_PIECES = 1500
"""After how many parts of the simplex a proof is given up."""
_LOOSER = (20, 12, 7)
"""Where the best that was found is not proved: by 2 to minus which powers of the spread more is."""
_STARTS = 250
_LONGEST = 1000  # the largest denominator of a mixture of three moves and more

Mix = tuple[Number, ...]


@dataclass(frozen=True)
class Bound:
    """That no constant gets more.

    Attributes:
        most: than this.
        cuts: of the proof; () where no payoff of the game is more.
    """

    most: Number
    cuts: tuple[Cut, ...]


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
    worth = _Worth.of(rival, pays, step)
    found = [known, *worth.pure(), *worth.between_two(), *worth.climbed()]
    values = [worth.at(mix) for mix in found]
    k = values.index(max(values))
    zeros = [mix for mix, value in zip(found, values) if value == values[k]]
    bound = _bound(worth, values[k], list(dict.fromkeys(zeros)), pays)
    return found[k], worth.answer(found[k]), bound


def _bound(
    worth: _Worth, best: Number, zeros: list[Mix], pays: Sequence[Sequence[Fraction]]
) -> Bound:
    """The best that was found if that is proved, else a little more."""
    numbers = [best, *(x for mix in zeros for x in mix)]
    root = next((x.root for x in numbers if isinstance(x, Algebraic)), None)
    near = [mix for mix in zeros if _fields(mix) <= {root}]
    cuts = cuts_of(worth.left(best, root), near, root, MAX_PIECES)
    if cuts is not None:
        return Bound(best, cuts)
    largest = max(map(max, pays))
    spread = largest - min(map(min, pays))
    for power in _LOOSER:
        most = _above(best, spread / 2**power)
        cuts = cuts_of(worth.left(most, None), [], None, MAX_PIECES)
        if cuts is not None:
            return Bound(most, cuts)
    return Bound(largest, ())


def _fields(mix: Mix) -> set[Root | None]:
    return {x.root for x in mix if isinstance(x, Algebraic)}


def _above(number: Number, by: Fraction) -> Fraction:
    """A fraction that is larger by at least so much, and at most twice."""
    high = number if isinstance(number, Fraction) else number.enclosure(by / 2)[1]
    unit = 2 ** max(0, (4 / by).__ceil__().bit_length())
    return Fraction(((high + by) * unit).__ceil__(), unit)


@dataclass(frozen=True)
class _Worth:
    """What constants get: a quotient of homogeneous polynomials in the weights of moves.

    Attributes:
        above, below: the polynomials, of the same degree.
        moves: the probabilities of the other's moves, times the denominator of lower degree.
    """

    above: fmpq_mpoly
    below: fmpq_mpoly
    moves: tuple[fmpq_mpoly, ...]

    @classmethod
    def of(cls, rival: Automaton, pays: Sequence[Sequence[Fraction]], step: Fraction) -> _Worth:
        """Of the constants against an automaton."""
        own, states = len(pays), len(rival.play)
        if comb(states + own, own - 1) > MAX_TERMS:
            raise UnsupportedError(
                f"fresh coins against {states} states are worked out for fewer than {own} moves: "
                f"the polynomials have more than {MAX_TERMS} terms"
            )
        ring = ring_of(own)
        gens = ring.gens()[:-1]
        total = sum(gens, start=ring.from_dict({}))
        weights, below = _weights(rival, ring, step)
        moves = tuple(
            sum((w * to_fmpq(mix[b]) for w, mix in zip(weights, rival.play)), ring.from_dict({}))
            for b in range(len(rival.play[0]))
        )
        above = ring.from_dict({})
        for (a, gen), (b, q) in product(enumerate(gens), enumerate(moves)):
            above += gen * q * to_fmpq(pays[a][b])
        return cls(above, below * total, moves)

    @property
    def count(self) -> int:
        """The number of moves."""
        return len(self.above.context().gens()) - 1

    def at(self, mix: Mix) -> Number:
        """What a constant gets."""
        return simplest(value(self.above, mix) / value(self.below, mix))

    def answer(self, mix: Mix) -> Mix:
        """What the other plays against it."""
        found = [value(one, mix) for one in self.moves]
        below: Any = sum(found, ZERO)
        return tuple(simplest(one / below) for one in found)

    def left(self, most: Number, root: Root | None) -> fmpq_mpoly:
        """What is nowhere negative if none gets more."""
        below = self.below * as_polynomial(self.above.context(), most)
        return reduced(below - self.above, root)

    def pure(self) -> list[Mix]:
        """The moves alone."""
        return [
            tuple(ONE if i == k else ZERO for i in range(self.count)) for k in range(self.count)
        ]

    def between_two(self) -> Iterator[Mix]:
        """Mixtures of two moves at which the payoff is stationary."""
        for i, j in combinations(range(self.count), 2):
            above, below = (_along(p, i, j) for p in (self.above, self.below))
            for p in inner_rests(above, below):
                shares = {i: p, j: simplest(1 - p)}
                yield tuple(shares.get(k, ZERO) for k in range(self.count))

    def climbed(self) -> Iterator[Mix]:
        """Mixtures of three moves and more that are about the best near to them."""
        if self.count < 3:
            return
        above, below = _in_floats(self.above), _in_floats(self.below)

        def height(mix: Sequence[float]) -> float:
            return above(mix) / below(mix)

        starts = sorted(_lattice(self.count, _STARTS), key=height, reverse=True)
        for start in starts[:2]:
            top = _climb(height, list(start))
            for most in (_LONGEST, 10**7):
                shares = [Fraction(x).limit_denominator(most) for x in top]
                total = sum(shares, ZERO)
                yield tuple(x / total for x in shares)


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


def value(polynomial: fmpq_mpoly, mix: Mix) -> Number:
    """The value at exact numbers of one field."""
    total: Any = ZERO
    for powers, c in polynomial.to_dict().items():
        term: Any = to_fraction(c)
        for x, power in zip(mix, powers):
            for _ in range(power):
                term = x * term
        total = term + total
    return plain(total)


def _along(polynomial: fmpq_mpoly, i: int, j: int) -> fmpq_poly:
    """On the mixtures of two moves, by the probability of the first."""
    t, rest, total = fmpq_poly([0, 1]), fmpq_poly([1, -1]), fmpq_poly([0])
    for powers, c in polynomial.to_dict().items():
        if sum(powers) == powers[i] + powers[j]:
            total += c * t ** powers[i] * rest ** powers[j]
    return total


def _in_floats(polynomial: fmpq_mpoly) -> Callable[[Sequence[float]], float]:
    terms = [
        (int(c.p) / int(c.q), [(k, int(p)) for k, p in enumerate(powers) if p])
        for powers, c in polynomial.to_dict().items()
    ]

    def at(mix: Sequence[float]) -> float:
        total = 0.0
        for c, factors in terms:
            for k, power in factors:
                c *= mix[k] ** power
            total += c
        return total

    return at


def _lattice(moves: int, most: int) -> list[tuple[float, ...]]:
    """Mixtures with a common denominator, about so many."""
    below = next(n for n in range(1, most) if comb(n + moves, moves - 1) > most)
    return [
        tuple((b - a - 1) / below for a, b in zip((-1, *bars), (*bars, below + moves - 1)))
        for bars in combinations(range(below + moves - 1), moves - 1)
    ]


def _climb(height: Callable[[Sequence[float]], float], mix: list[float]) -> list[float]:
    """Shift ever smaller weights from one move to another as long as that is better."""
    now, by = height(mix), 0.05
    while by > 1e-9:
        better = False
        for i, j in permutations(range(len(mix)), 2):
            share = min(by, mix[i])
            other = [x - share if k == i else x + share if k == j else x for k, x in enumerate(mix)]
            if share > 0 and (then := height(other)) > now:
                mix, now, better = other, then, True
        if not better:
            by /= 2
    return mix

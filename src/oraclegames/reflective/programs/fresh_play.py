"""What two programs with fresh coins play: exactly, or as near as one likes.

Each responds to the other's mixed strategy, x = φ(y) and y = ψ(x). Distances are those of total
variation. If the other's play changes by d, one's own changes by at most L d, with

    L = ρ (1 − ε) c / (1 − (1 − ε) τ),

where τ is how much the next state's law depends on the own state, c how much on the other's move,
and ρ how much the play depends on the state. All are at most 1; c is 0 for a program that needs no
run of the other, and τ for one that needs none of itself. So L₁ L₂ ≤ 1 where programs halt, and
below 1 the pair φ, ψ contracts: a strategy that comes again up to r is within r / (1 − L₁ L₂) of
the play.

Where a player has two moves, the play is a root of a polynomial. Else fractions near to it are
tried, and if they do not come again it is enclosed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from flint import fmpq, fmpq_mat, fmpq_poly

from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import Number, real_roots
from oraclegames.exact.rational import ZERO, format_rational, to_fmpq, to_fraction
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.programs.fresh import response

_FINE = 256
"""Bits to which the play is found, before fractions are tried."""
_SMALL = 2**100
"""The largest denominator of these, which that many bits tell apart."""
_SHOWN = 64
"""Bits of a play that is no fraction."""

Weights = tuple[tuple[Number, ...], tuple[Number, ...]]


def meeting(one: Automaton, two: Automaton, step: Fraction) -> tuple[Weights, tuple[Fraction, ...]]:
    """The weights of both players' states, and how far from its play each is at most; () if exact.

    Raises:
        UnsupportedError: the play is no fraction, and nothing contracts.
    """
    if len(one.play[0]) == 2:
        mine, theirs = _root(one, two, step)
        return (mine, theirs), ()
    if len(two.play[0]) == 2:
        theirs, mine = _root(two, one, step)
        return (mine, theirs), ()
    return _near(_Side(one, step), _Side(two, step), step)


def _root(
    one: Automaton, two: Automaton, step: Fraction
) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """The weights where the first has two moves: its first move's probability is a root."""
    answer = response(two, step)
    again = response(one, step, answer.moves)
    polynomial = fmpq_poly([0, 1]) * again.denominator - again.moves[0]
    (x,) = (root for root in real_roots(polynomial) if 0 <= root <= 1)
    return again.weights(x), answer.weights(x)


class _Side:
    """An automaton that responds to mixed strategies."""

    def __init__(self, one: Automaton, step: Fraction) -> None:
        self.step = to_fmpq(step)
        self.size, self.moves = len(one.play), len(one.play[0])
        others = len(one.after[0][0])
        self.laws = [fmpq_mat(self.size, self.size) for _ in range(others)]
        for s, (mix, table) in enumerate(zip(one.play, one.after)):
            for weight, row in zip(mix, table):
                for b, target in enumerate(row):
                    self.laws[b][target, s] += to_fmpq(weight)
        self.mixes = fmpq_mat([[to_fmpq(mix[a]) for mix in one.play] for a in range(self.moves)])
        self.unit = fmpq_mat([[int(i == k) for i in range(self.size)] for k in range(self.size)])

    def _matrix(self, other: Sequence[fmpq]) -> fmpq_mat:
        total = self.unit
        for law, q in zip(self.laws, other):
            total = total - law * ((1 - self.step) * q)
        return total

    def weights(self, other: Sequence[fmpq]) -> fmpq_mat:
        """The weights of the states, a column."""
        right = fmpq_mat(self.size, 1)
        right[0, 0] = self.step
        return self._matrix(other).solve(right)

    def plays(self, other: Sequence[fmpq]) -> list[fmpq]:
        """The mixed strategy against one."""
        return list((self.mixes * self.weights(other)).entries())

    def slopes(self, other: Sequence[fmpq]) -> fmpq_mat:
        """How the moves but the last change with the other's, of which the last makes up for it."""
        weights = self.weights(other)
        columns = [(law - self.laws[-1]) * weights * (1 - self.step) for law in self.laws[:-1]]
        right = fmpq_mat([[column[s, 0] for column in columns] for s in range(self.size)])
        changes = self.mixes * self._matrix(other).solve(right)
        return fmpq_mat(
            [[changes[a, b] for b in range(len(columns))] for a in range(self.moves - 1)]
        )

    def sway(self) -> fmpq:
        """L of above: how far a change of the other's strategy carries at most."""
        states, others = range(self.size), range(len(self.laws))
        own = [apart(law, law, s, t) for law in self.laws for s, t in combinations(states, 2)]
        # The first state has at least the weight ε.
        other = []
        for b, c in combinations(others, 2):
            by = self.laws[b] - self.laws[c]
            for s in states:
                mixed = (by[t, 0] * self.step + by[t, s] * (1 - self.step) for t in states)
                other.append(sum((abs(x) for x in mixed), start=fmpq(0)) / 2)
        play = [apart(self.mixes, self.mixes, s, t) for s, t in combinations(states, 2)]
        tau, reach, spread = (max(found, default=fmpq(0)) for found in (own, other, play))
        return spread * (1 - self.step) * reach / (1 - (1 - self.step) * tau)


def apart(one: fmpq_mat, other: fmpq_mat, s: int, t: int) -> fmpq:
    """How far a column of a matrix is from one of another."""
    pairs = (one[k, s] - other[k, t] for k in range(one.nrows()))
    return sum((abs(x) for x in pairs), start=fmpq(0)) / 2


def _near(one: _Side, two: _Side, step: Fraction) -> tuple[Weights, tuple[Fraction, ...]]:
    sways = one.sway(), two.sway()
    if 0 in sways:  # somebody plays the same whatever the other does
        x = found = one.plays(two.plays(_even(one)))
    else:
        found = _iterated(one, two)
        x = _strategy([to_fmpq(to_fraction(p).limit_denominator(_SMALL)) for p in found])
    y = two.plays(x)
    if one.plays(y) == x:
        return _both(one.weights(y), two.weights(x)), ()
    if sways[0] * sways[1] >= 1:
        raise UnsupportedError(
            f"with fresh coins at ε = {format_rational(step)} these programs halt just so: their "
            "play is no fraction, and is enclosed only where ε is larger"
        )
    mine, theirs = one.weights(two.plays(found)), two.weights(found)
    columns = [_strategy([_rounded(w, _SHOWN) for w in c.entries()]) for c in (mine, theirs)]
    x, y = (
        list((side.mixes * fmpq_mat([[w] for w in column])).entries())
        for side, column in zip((one, two), columns)
    )
    rests = _far(x, one.plays(y)), _far(y, two.plays(x))
    errors = tuple(
        to_fraction((rests[k] + sways[k] * rests[1 - k]) / (1 - sways[0] * sways[1]))
        for k in (0, 1)
    )
    shown = [tuple(map(to_fraction, column)) for column in columns]
    return (shown[0], shown[1]), tuple(_short(error) for error in errors)


def _even(side: _Side) -> list[fmpq]:
    return [fmpq(1, side.moves)] * side.moves


def _iterated(one: _Side, two: _Side) -> list[fmpq]:
    """The first player's strategy, by the map again and again, then by Newton's method."""
    x = _even(one)
    for _ in range(40):
        x = _strategy([_rounded(p, 40) for p in one.plays(two.plays(x))])
    size = one.moves - 1
    unit = fmpq_mat([[int(i == k) for i in range(size)] for k in range(size)])
    for bits in (64, 64, 128, _FINE, _FINE):
        y = two.plays(x)
        rest = fmpq_mat([[a - b] for a, b in zip(one.plays(y)[:-1], x)])
        steps = (unit - one.slopes(y) * two.slopes(x)).solve(rest).entries()
        moved = [_rounded(p + d, bits) for p, d in zip(x, steps)]
        x = _strategy([*moved, 1 - sum(moved, start=fmpq(0))])
    return x


def _strategy(numbers: list[fmpq]) -> list[fmpq]:
    """Probabilities near to these: none is negative, and the largest makes up for the others."""
    kept = [max(fmpq(0), p) for p in numbers]
    k = kept.index(max(kept))
    kept[k] += 1 - sum(kept, start=fmpq(0))
    return kept


def _rounded(number: fmpq, bits: int) -> fmpq:
    return fmpq((number * fmpq(2) ** bits + fmpq(1, 2)).floor()) / fmpq(2) ** bits


def _short(error: Fraction) -> Fraction:
    """A power of 1/2 that is not less, so that it can be read."""
    power = Fraction(1)
    while error and power / 2 >= error:
        power /= 2
    return power if error else ZERO


def _far(one: Sequence[fmpq], other: Sequence[fmpq]) -> fmpq:
    return sum((abs(a - b) for a, b in zip(one, other)), start=fmpq(0)) / 2


def _both(mine: fmpq_mat, theirs: fmpq_mat) -> Weights:
    first, second = (tuple(map(to_fraction, column.entries())) for column in (mine, theirs))
    return first, second

"""The best that a deviator gets with coins handed on, in games with more than two moves.

Let x(t, a) be how often the game in somebody's head ends where the other's automaton is in state t
and the deviator makes the move a: a *plan*. Plans are a polytope, whose faces say which moves may
be made in each state. The deviator's and the other's mixed strategies are linear in x, so that her
payoff p(x)·U q(x) is quadratic. For a fixed q it is linear: so it is largest on a face of at most
n − 1 dimensions, n the number of the other's moves; and likewise for a fixed p. There it is largest
at the one point of the face at which it is stationary; where there are many, an end of the face has
the same payoff. So the largest of all stationary points of all small faces is the answer, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import comb

from flint import fmpq, fmpq_mat

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.programs.best_policy import next_states

MAX_FACES = 20_000

Plan = tuple[tuple[Fraction, ...], ...]
"""For each of the other's states how often the game ends there with each own move."""
Moves = tuple[tuple[int, ...], ...]
"""For each of the other's states the own moves that may be made."""


def best_plan(rival: Automaton, pays: Sequence[Sequence[Fraction]], step: Fraction) -> Plan:
    """A best plan against an automaton.

    Args:
        rival: the other's automaton.
        pays: the payoff by the own and by the other's move.
        step: the probability ε of the first move.

    Raises:
        UnsupportedError: there are more than ``MAX_FACES`` faces to look at.
    """
    own, other, states = len(pays), len(pays[0]), len(rival.play)
    most = min(own, other) - 1
    if count_faces(states, own, most) > MAX_FACES:
        raise UnsupportedError(
            f"what deviations reach has more than {MAX_FACES} faces: take automata with fewer "
            "states"
        )
    table = fmpq_mat([list(map(to_fmpq, row)) for row in pays])
    best: tuple[fmpq, Plan] | None = None
    for moves in faces(states, own, most):
        found = _stationary(rival, moves, table, to_fmpq(step))
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    assert best is not None  # a policy is a face of no dimension
    return best[1]


def count_faces(states: int, moves: int, most: int) -> int:
    """How many faces have at most so many dimensions."""
    counts = [1]
    for _ in range(states):
        new = [0] * (len(counts) + moves - 1)
        for d, count in enumerate(counts):
            for extra in range(moves):
                new[d + extra] += count * comb(moves, extra + 1)
        counts = new
    return sum(counts[: most + 1])


def faces(states: int, moves: int, most: int) -> Iterator[Moves]:
    """All of at most so many dimensions."""
    choices = [
        chosen
        for size in range(1, min(moves, most + 1) + 1)
        for chosen in combinations(range(moves), size)
    ]

    def further(so_far: Moves, left: int) -> Iterator[Moves]:
        if len(so_far) == states:
            yield so_far
            return
        for chosen in choices:
            if len(chosen) - 1 <= left:
                yield from further((*so_far, chosen), left - len(chosen) + 1)

    return further((), most)


def _stationary(
    rival: Automaton, moves: Moves, table: fmpq_mat, step: fmpq
) -> tuple[fmpq, Plan] | None:
    """The payoff and the plan where the payoff is stationary; None if that is nowhere, or at many.

    One move of each state is what is left over by the others, whose weights y are free. Both mixed
    strategies are affine in y.
    """
    # Long: the affine functions, the equations of the gradient, and the plan.
    size = len(moves)
    matrix = fmpq_mat(size, size)
    free = [(t, a) for t, chosen in enumerate(moves) for a in chosen[1:]]
    for t, (first, *_) in enumerate(moves):
        matrix[t, t] += 1
        for after, chance in next_states(rival, t, first):
            matrix[after, t] -= (1 - step) * chance
    columns = fmpq_mat(size, 1 + len(free))
    columns[0, 0] = step
    for k, (t, a) in enumerate(free, 1):
        columns[t, k] -= 1
        for after, chance in next_states(rival, t, a):
            columns[after, k] += (1 - step) * chance
    left = matrix.solve(columns)  # the weights of the first moves: constant, and by each free one
    own = fmpq_mat(table.nrows(), 1 + len(free))
    other = fmpq_mat(table.ncols(), 1 + len(free))
    for k in range(1 + len(free)):
        for t, (first, *_) in enumerate(moves):
            own[first, k] += left[t, k]
            here = left[t, k] + (1 if k and free[k - 1][0] == t else 0)
            for b, chance in enumerate(rival.play[t]):
                other[b, k] += to_fmpq(chance) * here
        if k:
            own[free[k - 1][1], k] += 1
    form = own.transpose() * table * other  # (1, y) form (1, y) is the payoff
    free_weights: list[fmpq] = []
    if free:
        both = form + form.transpose()
        count = len(free)
        bent = fmpq_mat([[both[j + 1, k + 1] for k in range(count)] for j in range(count)])
        if bent.det() == 0:
            return None
        slope = fmpq_mat([[-both[j + 1, 0]] for j in range(count)])
        free_weights = list(bent.solve(slope).entries())
        if min(free_weights) < 0:
            return None
    one = fmpq_mat([[fmpq(1)], *([y] for y in free_weights)])
    weights = list((left * one).entries())
    if min(weights) < 0:
        return None
    rows = [[fmpq(0)] * table.nrows() for _ in moves]
    for t, weight in enumerate(weights):
        rows[t][moves[t][0]] = weight
    for (t, a), y in zip(free, free_weights):
        rows[t][a] = y
    payoff = (one.transpose() * form * one)[0, 0]
    return payoff, tuple(tuple(map(to_fraction, row)) for row in rows)


def strategies(rival: Automaton, plan: Plan) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """The own and the other's mixed strategy with a plan."""
    own = tuple(sum(column, Fraction(0)) for column in zip(*plan))
    other = [Fraction(0)] * len(rival.play[0])
    for (row, mix), b in product(zip(plan, rival.play), range(len(other))):
        other[b] += sum(row, Fraction(0)) * mix[b]
    return own, tuple(other)

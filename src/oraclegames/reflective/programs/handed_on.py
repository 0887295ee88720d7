"""What a player can reach against an automaton that hands its coins on: a convex polygon.

The other's program simulates hers with its own coins, while she plays with hers. Both see a game of
repetition that ends after each period with probability ε, so that with the probability of playing
the first move at the end, hers p and the other's q, the pairs (p, q) that her strategies reach are
the mixtures of those of the policies in the other's states (:mod:`.best_policy`). The farthest in a
direction is the value of a decision process, so that the polygon's sides are found one by one, from
the constants at p = 0 and p = 1, and each is proved by the values of the states.

Real play is independent: she gets u(p, q), bilinear, which is largest on the border.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_mat

from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.programs.best_policy import (
    Policy,
    best_policy,
    next_states,
)

Place = tuple[Fraction, Fraction]
"""The probabilities of both first moves, the own before the other's."""


@dataclass(frozen=True)
class Corner:
    """A corner of what a player can reach, and the side from there to the next one.

    Attributes:
        policy: a move in each of the other's states.
        weights: how often the game ends in each of the other's states.
        place: the own and the other's probability of the first move; among more players or moves of
            all moves but the last.
        values: for each of the other's states, how far any strategy gets from there, at right
            angles to the side; () among more players.
    """

    policy: Policy
    weights: tuple[Fraction, ...]
    place: tuple[Fraction, ...]
    values: tuple[Fraction, ...]


def corners(rival: Automaton, step: Fraction) -> tuple[Corner, ...]:
    """The corners of what strategies reach, clockwise from p = 0, with every side's proof."""
    size, exact = len(rival.play), to_fmpq(step)
    ends = [_end(rival, (move,) * size, exact) for move in (1, 0)]
    found: list[Corner] = []
    open_sides = [(ends[1], ends[0]), (ends[0], ends[1])]
    while open_sides:
        start, stop = open_sides.pop()
        up, along = start[2][1] - stop[2][1], stop[2][0] - start[2][0]
        rewards = [
            [up * int(move == 0) + along * to_fmpq(mix[0]) for move in (0, 1)] for mix in rival.play
        ]
        policy, values = best_policy(rival, rewards, exact)
        if values[0] > up * start[2][0] + along * start[2][1]:
            beyond = _end(rival, policy, exact)
            open_sides += [(beyond, stop), (start, beyond)]
            continue
        policy, weights, (p, q) = start
        place = to_fraction(p), to_fraction(q)
        found.append(Corner(policy, weights, place, tuple(map(to_fraction, values))))
    return tuple(found)


_End = tuple[Policy, tuple[Fraction, ...], tuple[fmpq, fmpq]]


def _end(rival: Automaton, policy: Policy, step: fmpq) -> _End:
    """What a policy reaches: the weights of the states, and the place."""
    weights = policy_weights(rival, policy, step)
    p = sum((w for w, move in zip(weights, policy) if move == 0), start=fmpq(0))
    q = sum((w * to_fmpq(mix[0]) for w, mix in zip(weights, rival.play)), start=fmpq(0))
    return policy, tuple(map(to_fraction, weights)), (p, q)


def policy_weights(rival: Automaton, policy: Policy, step: fmpq) -> list[fmpq]:
    """The weights w = ε e + (1 − ε) Mᵀ w of the states, if a policy is followed."""
    size = len(rival.play)
    matrix, right = fmpq_mat(size, size), fmpq_mat(size, 1)
    right[0, 0] = step
    for state, move in enumerate(policy):
        matrix[state, state] += 1
        for after, q in next_states(rival, state, move):
            matrix[after, state] -= (1 - step) * q
    return list(matrix.solve(right).entries())


def best_place(border: tuple[Corner, ...], pays: Callable[[Place], Fraction]) -> Place:
    """Where a bilinear payoff is largest: at a corner, or on a side, where it is quadratic."""
    places = [(p, q) for p, q in (corner.place for corner in border)]
    for start, stop in zip(places, places[1:] + places[:1]):
        middle = (start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2
        low, half, high = map(pays, (start, middle, stop))
        bend = 2 * (low + high - 2 * half)
        if bend < 0:
            share = -(high - low - bend) / (2 * bend)
            if 0 < share < 1:
                p, q = ((1 - share) * a + share * b for a, b in zip(start, stop))
                places.append((p, q))
    return max(places, key=pays)

"""The best that any strategy gets against an automaton: a decision process over its states.

Against an automaton only its state matters for what comes. A period is the last with probability ε,
and what it pays counts then; so the values v of the states satisfy

    v(t) = max over moves a of  ε r(t, a) + (1 − ε) Σ_b ρ(b | t) v(after t, b and a),

which has one solution (it is a contraction). Policy iteration (Howard 1960) finds it exactly.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpq_mat

from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.agents.automata import Automaton

Rewards = Sequence[Sequence[fmpq]]
"""What each own move brings in each of the automaton's states: ``rewards[state][move]``."""
Policy = tuple[int, ...]
"""The own move in each state."""


def next_states(rival: Automaton, state: int, move: int) -> list[tuple[int, fmpq]]:
    """Where the automaton goes after the other's move, with the probabilities."""
    return [(rival.after[state][b][move], to_fmpq(q)) for b, q in enumerate(rival.play[state]) if q]


def policy_values(rival: Automaton, policy: Policy, rewards: Rewards, step: fmpq) -> list[fmpq]:
    """What a policy brings from each state on."""
    size = len(rival.play)
    matrix, right = fmpq_mat(size, size), fmpq_mat(size, 1)
    for state, move in enumerate(policy):
        matrix[state, state] += 1
        for after, q in next_states(rival, state, move):
            matrix[state, after] -= (1 - step) * q
        right[state, 0] = step * rewards[state][move]
    return list(matrix.solve(right).entries())


def best_policy(rival: Automaton, rewards: Rewards, step: fmpq) -> tuple[Policy, list[fmpq]]:
    """A best policy and its values, which are the largest of any strategy from each state on."""
    states, moves = range(len(rival.play)), range(len(rewards[0]))
    policy = (0,) * len(states)
    while True:
        values = policy_values(rival, policy, rewards, step)

        def worth(state: int, move: int, values: list[fmpq] = values) -> fmpq:
            later = next_states(rival, state, move)
            total = sum((q * values[after] for after, q in later), start=fmpq(0))
            return step * rewards[state][move] + (1 - step) * total

        best = [max(moves, key=lambda move, t=t: worth(t, move)) for t in states]  # type: ignore[misc]
        if all(worth(t, best[t]) == values[t] for t in states):
            return policy, values
        policy = tuple(best[t] if worth(t, best[t]) > values[t] else policy[t] for t in states)

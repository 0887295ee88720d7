"""The smallest automaton that plays the same, and what it needs to know of the last period.

States that play the same and go to the same states are one (Moore's partition refinement), and
states that are never reached are left out; moves that a state never makes do not count. What the
next state depends on is what a program must simulate: the other's move, its own state, or neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oraclegames.reflective.agents.automata import Automaton


def smallest(one: Automaton) -> Automaton:
    """The automaton with the fewest states that plays the same against everybody.

    >>> from oraclegames.reflective.agents.automata import memory_one
    >>> len(smallest(memory_one(10)).play)
    2
    """
    reached = [0]
    for state in reached:
        reached += sorted(set(_next(one, state)) - set(reached))
    block = {state: _number([one.play[s] for s in reached], one.play[state]) for state in reached}
    while True:
        looks = [(block[s], tuple(block[after] for after in _next(one, s))) for s in reached]
        finer = {state: _number(looks, look) for state, look in zip(reached, looks)}
        if len(set(finer.values())) == len(set(block.values())):
            break
        block = finer
    chosen = [next(s for s in reached if block[s] == b) for b in sorted(set(block.values()))]
    after = tuple(
        tuple(
            tuple(block.get(target, 0) for target in row)
            if one.play[state][move]
            else (0,) * len(row)
            for move, row in enumerate(one.after[state])
        )
        for state in chosen
    )
    return Automaton(tuple(one.play[state] for state in chosen), after, one.label)


def _number(looks: Sequence[object], look: object) -> int:
    """How many other looks come before."""
    return list(dict.fromkeys(looks)).index(look)


def _next(one: Automaton, state: int) -> list[int]:
    """The next states after the moves that are made, in order."""
    made = [row for weight, row in zip(one.play[state], one.after[state]) if weight]
    return [target for row in made for target in row]


def needs(one: Automaton) -> tuple[bool, bool]:
    """Whether the next state depends on the own state and move, and on the other's move."""
    rows = list(_made(one))
    return len(set(rows)) > 1, any(len(set(row)) > 1 for row in rows)


def _made(one: Automaton) -> Iterator[tuple[int, ...]]:
    for mix, table in zip(one.play, one.after):
        yield from (row for weight, row in zip(mix, table) if weight)

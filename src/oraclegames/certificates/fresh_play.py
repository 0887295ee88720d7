"""What two programs with fresh coins play: that all runs end, and that the weights come again.

X = ε e + (1 − ε) M(y)ᵀ X, and likewise Y. Where all runs end (as a branching process of two types)
the least solution is one of probabilities, and no other solution of probabilities is at least as
large. A play that does not come again is near to it: a change d of the other's mixed strategy, in
total variation, changes one's own by at most L d; with the rests r of both, the errors e fulfil
e₁ ≤ r₁ + L₁ e₂ and e₂ ≤ r₂ + L₂ e₁, which bounds them if L₁ L₂ < 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.common_coins import Program
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq, to_fraction

Mixes = list[list[Any]]


def fresh_play(part: Part, programs: Sequence[Program], step: Fraction, said: Part | None) -> Mixes:
    """What both play, by the weights of their states.

    Args:
        part: the weights of both players' states.
        programs: the automata.
        step: the probability ε of the first move.
        said: how far from the play that of the weights is at most; None if they are exact.
    """
    (own, other), (its_own, its_other) = (
        [(1 - step) * int(need) for need in _needs(program)] for program in programs
    )
    ends = (1 - own) * (1 - its_own) >= other * its_other  # none of them is more than 1
    part.require(ends, "runs may go on for ever")
    mixes: Mixes = []
    weights = []
    for item, (play, _) in zip(part.items(2), programs):
        known = [number_of(weight) for weight in item.items(len(play))]
        item.require(min(known) >= 0 and sum(known) == 1, "these are no probabilities")
        weights.append(known)
        mixes.append([sum(w * mix[a] for w, mix in zip(known, play)) for a in range(len(play[0]))])
    if said is not None:
        errors = _errors(mixes, programs, step, part)
        for item, error in zip(said.items(2), errors):
            item.require(item.rational() >= error, "it may be more")
        return mixes
    for item, known, program, theirs in zip(part, weights, programs, reversed(mixes)):
        item.require(known == _again(known, program, theirs, step), "they do not come again")
    return mixes


def _needs(program: Program) -> tuple[bool, bool]:
    """Whether the next state depends on the own state and move, and on the other's move."""
    rows = [
        tuple(row) for mix, table in zip(*program) for weight, row in zip(mix, table) if weight > 0
    ]
    return len(set(rows)) > 1, any(len(set(row)) > 1 for row in rows)


def _again(
    known: Sequence[Any], program: Program, theirs: Sequence[Any], step: Fraction
) -> list[Any]:
    """The weights of the states one step later."""
    play, after = program
    found: list[Any] = [step if s == 0 else Fraction(0) for s in range(len(play))]
    for s, mix in enumerate(play):
        for (a, own), (b, chance) in product(enumerate(mix), enumerate(theirs)):
            target = after[s][a][b]
            found[target] = known[s] * chance * ((1 - step) * own) + found[target]
    return found


def _errors(
    mixes: Mixes, programs: Sequence[Program], step: Fraction, part: Part
) -> tuple[Fraction, Fraction]:
    """How far the play may be from these strategies, fractions."""
    part.require(
        all(isinstance(x, Fraction) for mix in mixes for x in mix),
        "what is not exact is a fraction",
    )
    rests = []
    for mix, program, theirs in zip(mixes, programs, reversed(mixes)):
        answer = _answer(program, theirs, step)
        rests.append(sum((abs(a - b) for a, b in zip(mix, answer)), Fraction(0)) / 2)
    first, second = (_sway(program, step) for program in programs)
    part.require(first * second < 1, "the play may be anywhere")
    left = 1 - first * second
    return (rests[0] + first * rests[1]) / left, (rests[1] + second * rests[0]) / left


def _answer(program: Program, theirs: Sequence[Fraction], step: Fraction) -> list[Fraction]:
    """What a program plays against a mixed strategy: column by column of the system."""
    size = len(program[0])
    columns = []
    for s in range(size):
        unit = [Fraction(int(k == s)) for k in range(size)]
        later = _again(unit, program, theirs, step)
        later[0] -= step
        columns.append([to_fmpq(a - b) for a, b in zip(unit, later)])
    right = fmpq_mat(size, 1, [to_fmpq(step) if s == 0 else fmpq(0) for s in range(size)])
    weights = fmpq_mat(columns).transpose().solve(right).entries()
    rows = zip(*program[0])
    return [sum((to_fraction(w) * x for w, x in zip(weights, row)), Fraction(0)) for row in rows]


def _sway(program: Program, step: Fraction) -> Fraction:
    """How many times a change of the other's strategy may change the own."""
    play, after = program
    size, others = len(play), len(after[0][0])
    laws = [[[Fraction(0)] * size for _ in range(size)] for _ in range(others)]
    for s, (mix, table) in enumerate(zip(play, after)):
        for weight, row in zip(mix, table):
            for b, target in enumerate(row):
                laws[b][s][target] += weight
    own = [_apart(law[s], law[t]) for law in laws for s, t in combinations(range(size), 2)]
    other = []
    for one, two in combinations(laws, 2):
        for s in range(size):  # the first state has at least the weight ε
            sides = [
                [step * x + (1 - step) * y for x, y in zip(law[0], law[s])] for law in (one, two)
            ]
            other.append(_apart(*sides))
    spread = [_apart(play[s], play[t]) for s, t in combinations(range(size), 2)]
    tau, reach, most = (max(found, default=Fraction(0)) for found in (own, other, spread))
    return most * (1 - step) * reach / (1 - (1 - step) * tau)


def _apart(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    return sum((abs(a - b) for a, b in zip(one, other)), Fraction(0)) / 2

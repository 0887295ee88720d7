"""What machines that only sample the same one or two others say of these together.

Each outcome of such a machine has a probability that is linear in the others' joint distribution.
So a block sets inequalities to that distribution, and what they leave is a polytope.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

from flint import fmpq

from oraclegames.certificates.machines import ASK, FLIP, LEAF
from oraclegames.certificates.oracle_block import ONE, ZERO, Block, Nodes, Range, Span
from oraclegames.certificates.polytope import Polytope, value

_JOINT = 12
"""Larger distributions have too many corners for this to pay."""
Form = list[list[fmpq]]
"""For each outcome its probability by the others' joint outcomes."""


def joint_forms(nodes_of: Sequence[Nodes]) -> dict[tuple[int, ...], list[tuple[int, Form]]]:
    """For one or two machines those that only sample them, each with its form."""
    found: dict[tuple[int, ...], list[tuple[int, Form]]] = {}
    for number, nodes in enumerate(nodes_of):
        others = tuple(sorted(nodes.others))
        sizes = [nodes_of[other].outcomes for other in others]
        if nodes.asked or not 3 <= math.prod(sizes) <= _JOINT or len(others) > 2:
            continue
        rows = [_form(nodes, k, others, sizes) for k in range(nodes.outcomes)]
        exact = [row for row in rows if row is not None]
        if len(exact) == len(rows):
            found.setdefault(others, []).append((number, exact))
    return found


def joint_bounds(
    forms: Sequence[tuple[int, Form]], others: tuple[int, ...], block: Block
) -> list[list[Span]] | None:
    """Bounds of distributions from what is known of the machines that sample these.

    What is linear in their joint distribution leaves a polytope of it; that it is a product is
    left out.
    """
    # Long: what never happens, what machines say, and the corners that are left.
    joint = list(product(*(range(len(block[other])) for other in others)))
    left = Polytope.simplex(len(joint) - 1, ONE)
    strict = []
    never = [
        (_unit(k, len(joint)), Range(ZERO, False, ZERO, False))
        for k, outcome in enumerate(joint)
        if any(block[other][a].high == 0 for other, a in zip(others, outcome))
    ]
    told = [pair for number, rows in forms for pair in zip(rows, block[number])]
    for row, r in [*never, *told]:
        for side, is_open in _sides(row, r):
            left = left.cut(side)
            if is_open:
                strict.append(side)
    points = [[*p, ONE - sum(p, start=ZERO)] for p in left.points]
    if not points or any(all(value(s, p) <= 0 for p in left.points) for s in strict):
        return None
    return [_marginals(block, other, at, joint, points) for at, other in enumerate(others)]


def _marginals(
    block: Block,
    other: int,
    at: int,
    joint: Sequence[tuple[int, ...]],
    points: Sequence[Sequence[fmpq]],
) -> list[Span]:
    """Bounds of one of the distributions."""
    columns = [
        [sum((x for o, x in zip(joint, point) if o[at] == outcome), start=ZERO) for point in points]
        for outcome in range(len(block[other]))
    ]
    return [(min(column), max(column)) for column in columns]


def _unit(k: int, size: int) -> list[fmpq]:
    return [fmpq(int(j == k)) for j in range(size)]


def _sides(row: list[fmpq], r: Range) -> list[tuple[list[fmpq], bool]]:
    """The inequalities low ≤ row·x ≤ high that say something, and whether each is strict.

    The last probability is 1 less the others.
    """
    form = [x - row[-1] for x in row[:-1]] + [row[-1]]
    sides = []
    for sign, end, is_open in ((1, r.low, r.low_open), (-1, r.high, r.high_open)):
        if is_open or r.pinned or end not in (ZERO, ONE):
            slope = [sign * x for x in form[:-1]]
            sides.append(([*slope, sign * (form[-1] - end)], is_open))
    return sides


def _form(
    nodes: Nodes, outcome: int, others: tuple[int, ...], sizes: Sequence[int]
) -> list[fmpq] | None:
    """The probability of an outcome as a linear function of the joint distribution of others.

    Each is sampled at most once on a path, or there is no such function.
    """
    # Long: one case for each kind of node.
    joint = list(product(*map(range, sizes)))
    forms: list[dict[tuple[int, ...], fmpq] | None] = []
    for kind, data, leads in zip(nodes.kinds, nodes.data, nodes.leads):
        below = [form for form in (forms[n] for n in leads) if form is not None]
        if len(below) < len(leads) or kind == ASK:
            forms.append(None)
        elif kind == LEAF:
            forms.append(dict.fromkeys(joint, ONE if data == outcome else ZERO))
        elif kind == FLIP:
            tails, heads = below
            forms.append({o: tails[o] + data * (heads[o] - tails[o]) for o in joint})
        else:
            at = others.index(data)
            again = any(
                form[o] != form[(*o[:at], 0, *o[at + 1 :])] for form in below for o in joint
            )
            forms.append(None if again else {o: below[o[at]][o] for o in joint})
    return None if forms[-1] is None else list(forms[-1].values())

"""The curve of a cycle of outcomes: on it the product around the cycle is 1.

Around a cycle the distances |A − x| and |B − y| alternate between the two sides of the equation
N(x)·M(y) = D(x)·E(y); what stands on both sides is cancelled.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq_mpoly, fmpq_mpoly_ctx

from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.games.game import Game, Outcome

PLANE = fmpq_mpoly_ctx.get(("x", "y"), "lex")


def components(polynomial: fmpq_mpoly) -> dict[str, fmpq_mpoly]:
    """The irreducible factors, with leading coefficient 1, by how they are written."""
    monic = [factor / factor.leading_coefficient() for factor, _ in polynomial.factor()[1]]
    return {str(factor): factor for factor in monic}


def is_cycle(cycle: Sequence[Outcome]) -> bool:
    """Whether rows and columns are kept in turn, and all outcomes differ."""
    steps = [(a[0] == b[0], a[1] == b[1]) for a, b in zip(cycle, [*cycle[1:], *cycle[:1]])]
    turns = all(one != other for one, other in itertools.pairwise(steps))
    one_at_a_time = all(sum(step) == 1 for step in steps)
    rows = {o[0] for o in cycle}
    columns = {o[1] for o in cycle}
    length = len(cycle) // 2
    full = len(rows) == len(columns) == length
    return len(cycle) >= 4 and len(cycle) % 2 == 0 and turns and one_at_a_time and full


def cancelled(game: Game, cycle: Sequence[Outcome]) -> list[list[Fraction]]:
    """The payoffs in N and D, of the row player, and in M and E, of the column player.

    The first outcome and every other one lead into the same kind of node; of which kind tells the
    step to the next: it keeps the node.
    """
    keeps_row = cycle[0][0] == cycle[1][0]
    into_row = cycle[0::2] if keeps_row else cycle[1::2]
    into_column = cycle[1::2] if keeps_row else cycle[0::2]
    found = []
    for player, above, below in ((0, into_column, into_row), (1, into_row, into_column)):
        top = [game.payoff(player, o) for o in above]
        bottom = [game.payoff(player, o) for o in below]
        for payoff in list(top):
            if payoff in bottom:
                top.remove(payoff)
                bottom.remove(payoff)
        found += [sorted(top), sorted(bottom)]
    return found


def equation(
    sides: Sequence[Sequence[Fraction]], sample: tuple[Any, Any]
) -> tuple[fmpq_mpoly, str]:
    """N·M − D·E with all four products positive near the sample, and the equation in words."""
    x, y = PLANE.gens()
    top, bottom = 1 + 0 * x, 1 + 0 * x
    words: list[list[str]] = [[], []]
    negative = 0
    for number, (payoffs, axis) in enumerate(zip(sides, (0, 0, 1, 1))):
        variable = (x, y)[axis]
        for payoff in payoffs:
            negative += bool(sample[axis] < payoff)
            factor = variable - to_fmpq(payoff)
            top, bottom = (top * factor, bottom) if number % 2 == 0 else (top, bottom * factor)
        words[number % 2] += _words("xy"[axis], payoffs)
    minus = -1 if negative % 2 else 1
    left, right = ("*".join(factors) or "1" for factors in words)
    text = f"{left} = {'-' if minus < 0 else ''}{right}"
    return top - minus * bottom, text


def _words(name: str, payoffs: Sequence[Fraction]) -> list[str]:
    factors = []
    for payoff in sorted(set(payoffs)):
        distance = f"({name} {'-' if payoff > 0 else '+'} {format_rational(abs(payoff))})"
        power = payoffs.count(payoff)
        factors.append((distance if payoff else name) + (f"^{power}" if power > 1 else ""))
    return factors


def value_of(polynomial: fmpq_mpoly, at: Sequence[Any]) -> Any:
    """A polynomial in x and y at exact numbers of one field."""
    total: Any = Fraction(0)
    for (i, j), coefficient in polynomial.to_dict().items():
        term: Any = Fraction(int(coefficient.p), int(coefficient.q))
        for number, power in zip(at, (i, j)):
            for _ in range(power):
                term = term * number
        total = total + term
    return total

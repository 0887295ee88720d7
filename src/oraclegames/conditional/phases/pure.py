"""Of which notions is a pure outcome an equilibrium? By comparisons of payoffs alone.

A point distribution has one move to give up for each player, so Nash, correlated and coarse
correlated equilibrium are one condition: no other move gains. *Subjective*: every other move may
pay no more. In 2×2 games the further notions are comparisons too:

- *embedded*: a player's other move pays D2 more if the other keeps her move and D3 more if not.
  Weights w > 0 with w·D2 + w′·D3 ≤ 0 exist iff D2 < 0, or D3 < 0, or both are 0; the weights of
  both players' conditions share only w′, which may be 1, so each is asked alone;
- *dependency* and *reflective*: :func:`oraclegames.conditional.two_by_two.pure_outcomes.decide`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.conditional.two_by_two.pure_outcomes import decide


def notions_at(
    payoffs: Sequence[Sequence[Any]], shape: Sequence[int], outcome: Sequence[int]
) -> tuple[str, ...]:
    """The names of the notions of which a pure outcome is an equilibrium, in the table's order.

    Args:
        payoffs: of each player, row-major; numbers of any ordered field.
        shape: the number of moves of each player.
        outcome: the moves.
    """
    # Long: what each notion asks, one after another.
    place = _place(shape, outcome)
    held: set[str] = set()
    keeps = [(i, t) for i, m in enumerate(shape) for t in range(m) if t != outcome[i]]
    changed = [(i, (*outcome[:i], t, *outcome[i + 1 :])) for i, t in keeps]
    if all(payoffs[i][_place(shape, o)] <= payoffs[i][place] for i, o in changed):
        held |= {"nash", "correlated", "coarse"}
    if all(_may_pay_less(payoffs[i], shape, i, t, payoffs[i][place]) for i, t in keeps):
        held.add("subjective")
    if tuple(shape) == (2, 2):
        gains = gains_of(payoffs, *outcome)
        if all(d2 < 0 or d3 < 0 or (d2 == 0 and d3 == 0) for _, d2, d3 in gains):
            held.add("embedded")
        dependency, reflective = decide(gains)
        held |= {
            name for name, so in (("dependency", dependency), ("reflective", reflective)) if so
        }
    return tuple(name for name in NOTIONS if name in held)


def gains_of(payoffs: Sequence[Sequence[Any]], r: int, c: int) -> list[tuple[Any, Any, Any]]:
    """D1, D2, D3 of both players: if the other deviates, if she does, if both do."""
    beside, below, across = 2 * r + 1 - c, 2 * (1 - r) + c, 2 * (1 - r) + 1 - c
    here = 2 * r + c
    cells = (beside, below, across), (below, beside, across)
    found = []
    for pays, row in zip(payoffs, cells):
        d1, d2, d3 = (pays[k] - pays[here] for k in row)
        found.append((d1, d2, d3))
    return found


def _place(shape: Sequence[int], outcome: Sequence[int]) -> int:
    place = 0
    for move, count in zip(outcome, shape):
        place = place * count + move
    return place


def _may_pay_less(
    pays: Sequence[Any], shape: Sequence[int], player: int, move: int, value: Any
) -> bool:
    """Whether some outcome with this move pays no more."""
    ranges = [range(m) if i != player else (move,) for i, m in enumerate(shape)]
    return any(pays[_place(shape, o)] <= value for o in product(*ranges))

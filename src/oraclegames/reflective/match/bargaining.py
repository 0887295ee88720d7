"""Choosing among the outcomes of a match by a rule for bargaining problems.

Which oracle holds decides who gains; a rule says which one should. The outcomes are the fixed
points, finitely many, and the disagreement point d is what each player can secure alone. With
g_i = u_i − d_i a player's gain, and only outcomes with all g_i ≥ 0 (for all rules but welfare):

- welfare: the largest sum of payoffs;
- egalitarian: the largest least gain (Kalai 1977);
- nash: the largest product of gains (Nash 1950);
- kalai-smorodinsky: the largest least share g_i / m_i, m_i the largest gain of player i among these
  outcomes (Kalai and Smorodinsky 1975, as a maximin over a set that is not convex); a player who
  can gain nothing does not count.

Of several equally good ones those stay that no other of them beats.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Literal

from oraclegames.errors import InputError
from oraclegames.reflective.match.pareto import unbeaten

Rule = Literal["welfare", "egalitarian", "nash", "kalai-smorodinsky"]
RULES: tuple[Rule, ...] = ("welfare", "egalitarian", "nash", "kalai-smorodinsky")


def chosen(payoffs: Sequence[Sequence[Any]], threat: Sequence[Fraction], rule: str) -> list[int]:
    """The positions of the payoffs that a rule chooses; none if nobody's gains are all ≥ 0.

    Raises:
        InputError: there is no such rule.

    >>> outcomes = [(2, 2), (4, 1), (1, 5), (0, 9)]
    >>> [chosen(outcomes, (1, 1), rule) for rule in RULES]
    [[3], [0], [0], [0]]
    """
    # Long: one case for each rule, then the ties.
    if rule not in RULES:
        raise InputError(f"there is no rule {rule!r:.40}; there are {', '.join(RULES)}")
    rows = list(range(len(payoffs)))
    if rule == "welfare":
        worth: Callable[[int], Any] = lambda row: sum(payoffs[row], Fraction(0))  # noqa: E731
    else:
        gains = [[u - d for u, d in zip(payoffs[row], threat)] for row in rows]
        rows = [row for row in rows if min(gains[row]) >= 0]
        worth = _worth(gains, rows, rule)
    values: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        key = tuple(payoffs[row])
        if key not in values:
            values[key] = worth(row)
    if not values:
        return []
    most = max(values.values())
    best = [key for key, value in values.items() if value == most]
    kept = {best[at] for at in unbeaten(best)}
    return [row for row in rows if tuple(payoffs[row]) in kept]


def _worth(gains: list[list[Any]], rows: list[int], rule: str) -> Callable[[int], Any]:
    """How much a rule values an outcome."""
    if rule == "egalitarian" or not rows:
        return lambda row: min(gains[row])
    if rule == "nash":

        def product(row: int) -> Any:
            total: Any = Fraction(1)
            for gain in gains[row]:
                total = total * gain
            return total

        return product
    largest = [max(gains[row][i] for row in rows) for i in range(len(gains[rows[0]]))]
    return lambda row: min(
        (gain / most for gain, most in zip(gains[row], largest) if most > 0), default=Fraction(0)
    )

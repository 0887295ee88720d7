"""What bargaining rules choose among payoffs of two players, by their definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

Pair = tuple[Any, Any]
RULES = ("welfare", "egalitarian", "nash", "kalai-smorodinsky")


def means_by_rule(efficient: Sequence[Pair], threat: Pair) -> dict[str, Pair]:
    """For each rule the players' means over what it chooses of the payoffs that no other beats.

    Rules but welfare choose among payoffs that give nobody less than the threat; where there are
    none, all payoffs count.
    """
    fair = [pair for pair in efficient if pair[0] >= threat[0] and pair[1] >= threat[1]]
    return {
        "welfare": _means(_highest(efficient, sum)),
        **{
            rule: _means(_highest(fair, worth) if fair else efficient)
            for rule, worth in _worths(fair, threat).items()
        },
    }


def _worths(fair: Sequence[Pair], threat: Pair) -> dict[str, Callable[[Pair], Any]]:
    most = [max((pair[k] for pair in fair), default=threat[k]) - threat[k] for k in (0, 1)]
    able = [k for k in (0, 1) if most[k] > 0]
    return {
        "egalitarian": lambda pair: min(pair[0] - threat[0], pair[1] - threat[1]),
        "nash": lambda pair: (pair[0] - threat[0]) * (pair[1] - threat[1]),
        "kalai-smorodinsky": lambda pair: min(
            ((pair[k] - threat[k]) / most[k] for k in able), default=Fraction(0)
        ),
    }


def _highest(pairs: Sequence[Pair], worth: Callable[[Pair], Any]) -> list[Pair]:
    """Those of the largest worth, each as often as it stands there."""
    values = [worth(pair) for pair in pairs]
    most = max(values)
    return [pair for pair, value in zip(pairs, values) if value == most]


def _means(pairs: Sequence[Pair]) -> Pair:
    first, second = zip(*pairs)
    return sum(first, Fraction(0)) / len(pairs), sum(second, Fraction(0)) / len(pairs)

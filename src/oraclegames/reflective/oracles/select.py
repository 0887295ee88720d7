"""Choosing among reflective oracles.

A reflective oracle need not be unique, and which one holds decides who gains. An oracle is
*Pareto-optimal* among those found if no other one gives every player at least as much, and one of
them more (the cooperative oracles of Garrabrant et al., 2017). A rule picks one.

Utilities are given machine by machine: a player's utility is the expectation of a mapping from
outcomes to numbers under the machine's output distribution. A machine that computes the joint
outcome (by samples of the players) carries a utility of the joint outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import rational

if TYPE_CHECKING:
    from oraclegames.exact.algebraic import Number
    from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle


def expected_utilities(oracle: ReflectiveOracle, utilities: Mapping[str, Any]) -> dict[str, Number]:
    """The utility of every player under an oracle.

    Args:
        oracle: the oracle.
        utilities: for each player's name either a function of the oracle that returns an exact
            number, or a mapping of outcomes of the machine with that name to numbers (outcomes
            that are missing count 0).

    Raises:
        InputError: if a name or an outcome is unknown, or a number is no exact one.
    """
    return {player: _utility(oracle, player, rule) for player, rule in utilities.items()}


def _utility(oracle: ReflectiveOracle, player: str, rule: Any) -> Number:
    if callable(rule):
        value = rule(oracle)
        return value if hasattr(value, "sign") else rational(value, what=f"utility of {player!r}")
    if not isinstance(rule, Mapping):
        raise InputError(f"the utility of {player!r} should be a function or a mapping of outcomes")
    total: Any = Fraction(0)
    for outcome, worth in rule.items():
        weight = rational(worth, what=f"the utility of {player!r} at {outcome!r}")
        total = total + oracle.probability(player, outcome) * weight
    return total  # type: ignore[no-any-return]


def pareto(oracles: Oracles, utilities: Mapping[str, Any]) -> tuple[ReflectiveOracle, ...]:
    """The entries that no other entry beats: as good for all, and better for one.

    Of a continuum the listed point and the vertices are compared, each by itself; in a continuum
    over which the utilities are not linear that is a sample.

    >>> from oraclegames.reflective.oracles.solve_oracles import solve_oracles
    >>> found = solve_oracles({"M": lambda oracle: "1" if oracle.exceeds("M", "1", "1/2") else "0"})
    >>> [oracle.probability("M", "1") for oracle in pareto(found, {"M": {"1": 5}})]
    [Fraction(1, 1)]
    """
    candidates = _candidates(oracles)
    values = [list(expected_utilities(oracle, utilities).values()) for oracle in candidates]
    return tuple(
        oracle
        for oracle, own in zip(candidates, values)
        if not any(all(a >= b for a, b in zip(other, own)) and other != own for other in values)
    )


def select(
    oracles: Oracles, rule: str | Random, utilities: Mapping[str, Any] | None = None
) -> ReflectiveOracle:
    """One oracle: the best by a rule, the first of several equally good ones.

    Args:
        oracles: what :func:`oraclegames.reflective.oracles.solve_oracles.solve_oracles` found.
        rule: ``"welfare"`` for the largest sum of utilities, a player's name for her largest
            utility, or a ``random.Random`` for a draw in which each entry is equally likely.
        utilities: see :func:`expected_utilities`; not needed for a draw.

    Raises:
        InputError: if there are no oracles, or the rule is unknown.
    """
    if not len(oracles):
        raise InputError("there is no oracle to select from")
    if isinstance(rule, Random):
        return rule.choice(oracles.entries)
    if utilities is None or (rule != "welfare" and rule not in utilities):
        raise InputError(
            f'a rule is "welfare", a player with utilities or a random.Random, not {rule!r}'
        )

    def worth(oracle: ReflectiveOracle) -> Number:
        values = expected_utilities(oracle, utilities)
        if rule != "welfare":
            return values[rule]
        total: Any = Fraction(0)
        for value in values.values():
            total = total + value
        return total  # type: ignore[no-any-return]

    best, *others = _candidates(oracles)
    most = worth(best)
    for oracle in others:
        value = worth(oracle)
        if value > most:
            best, most = oracle, value
    return best


def _candidates(oracles: Oracles) -> list[ReflectiveOracle]:
    return [each for entry in oracles for each in (entry, *entry.vertices)]

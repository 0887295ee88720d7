"""Which of many payoff vectors no other one beats: for all players, or stratum by stratum.

A bystander who has preferences but no say makes every outcome Pareto-optimal. *Stratified* Pareto
optima ask a player's interests against those alone on whom she depends, directly or through others,
and let an improvement move nobody else.

Source: Garrabrant, "Cooperative oracles: stratified Pareto optima and almost stratified Pareto
optima", 2017.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from oraclegames.exact.rational import to_fmpq
from oraclegames.later import np


def unbeaten(payoffs: Sequence[Sequence[Any]]) -> list[int]:
    """The positions of vectors than which none is better for somebody and worse for nobody.

    >>> unbeaten([(1, 1, 1), (2, 1, 1), (0, 3, 0)])
    [1, 2]
    >>> unbeaten([(1, 1), (0, 2), (1, 0), (1, 1)])
    [0, 1, 3]
    """
    if payoffs and len(payoffs[0]) == 2:
        return _staircase(payoffs)
    distinct = list(dict.fromkeys(map(tuple, payoffs)))
    kept = _compared(distinct) if distinct else set()
    return [row for row, one in enumerate(payoffs) if tuple(one) in kept]


def stratified(
    plays: Sequence[Sequence[Any]],
    payoffs: Sequence[Sequence[Any]],
    depends: Sequence[Collection[int]],
) -> list[int]:
    """The positions of the stratified Pareto optima among outcomes.

    Another outcome is an improvement for a player if she gets more, nobody on whom she depends
    gets less, and whoever else there is plays the same.

    Args:
        plays: for each outcome what each player plays.
        payoffs: for each outcome each player's payoff.
        depends: for each player those on whom she depends directly; at most their play may matter
            to her payoff and to what she plays.

    >>> plays = [(0, 0, 0), (1, 1, 0)]
    >>> payoffs = [(0, 0, 0), (1, 1, -2)]
    >>> unbeaten(payoffs), stratified(plays, payoffs, [{1}, {0}, {0, 1}])
    ([0, 1], [1])
    """
    kept = set(range(len(payoffs)))
    for player in range(len(depends)):
        below = sorted(_reached(player, depends))
        fixed = [k for k in range(len(depends)) if k not in below]
        own = below.index(player)
        alike: dict[tuple[Any, ...], list[tuple[int, tuple[Any, ...]]]] = {}
        for row, play in enumerate(plays):
            vector = tuple(payoffs[row][k] for k in below)
            alike.setdefault(tuple(play[k] for k in fixed), []).append((row, vector))
        for rows in alike.values():
            # If anything improves on an outcome, one that nothing beats does.
            best = {rows[at][1] for at in unbeaten([vector for _, vector in rows])}
            kept -= {
                row
                for row, vector in rows
                if any(
                    other[own] > vector[own] and all(x >= y for x, y in zip(other, vector))
                    for other in best
                )
            }
    return sorted(kept)


def quick(numbers: Sequence[Any]) -> Sequence[Any]:
    """Exact numbers that compare alike; fractions as FLINT's, which do so ten times as fast."""
    if set(map(type, numbers)) == {Fraction}:
        return list(map(to_fmpq, numbers))
    return numbers


def _reached(player: int, depends: Sequence[Collection[int]]) -> set[int]:
    """The player, and all on whom she depends directly or through others."""
    found, ahead = {player}, [player]
    while ahead:
        new = set(depends[ahead.pop()]) - found
        found |= new
        ahead += new
    return found


def _staircase(payoffs: Sequence[Sequence[Any]]) -> list[int]:
    """Of pairs, from the first player's best on: those that are better for the second."""
    first, second = map(quick, zip(*payoffs))
    kept: list[int] = []
    for row in sorted(range(len(first)), key=list(zip(first, second)).__getitem__, reverse=True):
        above = second[row] > second[kept[-1]] if kept else True
        if above or (second[row] == second[kept[-1]] and first[row] == first[kept[-1]]):
            kept.append(row)
    return sorted(kept)


def _compared(vectors: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Each with all: floats choose who may be beaten by whom; exact numbers decide."""
    most = max(max(max(x, -x) for x in row) for row in vectors)
    most = most if most > 0 else 1
    floats = np.array([[float(x / most) for x in row] for row in vectors])
    kept = set()
    for k, one in enumerate(vectors):
        rivals = np.nonzero((floats >= floats[k] - 1e-9).all(axis=1))[0]
        if not any(all(x >= y for x, y in zip(vectors[r], one)) for r in rivals.tolist() if r != k):
            kept.add(one)
    return kept

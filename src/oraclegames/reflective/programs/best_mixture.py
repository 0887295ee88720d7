"""The best that a deviator gets with coins handed on, among three players and more.

Each head holds a repeated game of all, and all have the same law; so the deviator's own and each
other's mixed strategy are linear in how often the game ends in each of the others' states with each
own move. What is reached are the mixtures of what policies reach, which choose a move in each. In
the weights of these corners a payoff is a polynomial, of as high a degree as there are players,
whose largest value is found and proved (:mod:`.best_quotient`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb, prod
from typing import Any

from oraclegames.errors import UnsupportedError
from oraclegames.exact.nonnegative import nonnegative_solution
from oraclegames.exact.nowhere_negative import ring_of
from oraclegames.exact.rational import ONE, ZERO, to_fmpq, to_fraction
from oraclegames.games.game import Game
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.programs.best_policy import Policy, next_states
from oraclegames.reflective.programs.best_quotient import Bound, Mix, Quotient, largest
from oraclegames.reflective.programs.fresh import simplest
from oraclegames.reflective.programs.handed_on import Corner, policy_weights

MAX_POLICIES = 1024
MAX_TERMS = 1000
"""How many coefficients the polynomial may have."""

Mixes = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Mixtures:
    """What a player reaches: all mixtures of corners.

    Attributes:
        weights: those of the corners in the best deviation.
        means: for each other place that a policy reaches, in the order of policies, corners of
            which it is a mean.
    """

    weights: Mix
    means: tuple[tuple[int, ...], ...]


def best_mixture(
    game: Game, player: int, rival: Automaton, play: Mixes, step: Fraction
) -> tuple[tuple[Corner, ...], Mixtures, Mix, Bound]:
    """The corners of what a player reaches, the best place that is found, and the most of all.

    Args:
        game: the game.
        player: who deviates.
        rival: all others as one automaton.
        play: what all play, which may be the best.
        step: the probability ε of the first move.

    Raises:
        UnsupportedError: there are too many policies.

    With too many corners only these are tried, and nothing is proved of others.
    """
    order = [player, *(k for k in range(game.n_players) if k != player)]
    shape = [game.shape[k] for k in order]
    corners, means = _corners(rival, shape, step)
    places = [corner.place for corner in corners]
    rows = [_strategies(place, shape) for place in places]
    own = _mixed(places, _place([play[k] for k in order]))
    payoffs = [game.payoff(player, outcome) for outcome in game.outcomes()]
    if comb(len(corners) + game.n_players - 1, game.n_players) > MAX_TERMS:
        gets = [_payoff(game, player, row, ONE) for row in rows]
        k, count = gets.index(max(gets)), len(corners)
        best: Mix = tuple(ONE if i == k else ZERO for i in range(count))
        if _payoff(game, player, [play[k] for k in order], ONE) > max(gets):
            best = own
        bound = Bound(max(payoffs), ())
    else:
        ring = ring_of(len(corners))
        none, gens = ring.from_dict({}), ring.gens()[:-1]
        forms = [
            [sum((g * to_fmpq(row[k][a]) for g, row in zip(gens, rows)), none) for a in range(n)]
            for k, n in enumerate(shape)
        ]
        above = _payoff(game, player, forms, ring.constant(1))
        worth = Quotient(above, sum(gens, none) ** game.n_players)
        best, bound = largest(worth, [own], min(payoffs), max(payoffs))
    place: list[Any] = [sum((x * w for x, w in zip(column, best)), ZERO) for column in zip(*places)]
    return corners, Mixtures(best, means), tuple(map(simplest, place)), bound


def _payoff(game: Game, player: int, chances: Sequence[Sequence[Any]], unit: Any) -> Any:
    """A payoff, by the probabilities of all moves, the deviator's first: numbers or polynomials."""
    total = unit * 0
    for own, *others in product(*(range(len(line)) for line in chances)):
        pays = game.payoff(player, (*others[:player], own, *others[player:]))
        term = unit * (pays if isinstance(unit, Fraction) else to_fmpq(pays))
        total += prod((line[a] for line, a in zip(chances, (own, *others))), start=term)
    return total


def _corners(
    rival: Automaton, shape: Sequence[int], step: Fraction
) -> tuple[tuple[Corner, ...], tuple[tuple[int, ...], ...]]:
    """Places of policies, far out in some direction first, and of which the others are means."""
    found: dict[tuple[Fraction, ...], Corner] = {}
    for policy in _policies(rival, shape[0]):
        weights = tuple(map(to_fraction, policy_weights(rival, policy, to_fmpq(step))))
        place = _reached(rival, shape, policy, weights)
        found.setdefault(place, Corner(policy, weights, place, ()))
    kept: dict[tuple[Fraction, ...], None] = {}
    for direction in product((-1, 0, 1), repeat=min(sum(shape) - len(shape), 6)):
        # ties are broken in favour of what comes first by its other coordinates
        kept[max(found, key=lambda z, d=direction: (_along(z, d), z))] = None  # type: ignore[misc]
    means = []
    for place in found:
        if place in kept:
            continue
        mixed = _mixed(list(kept), place)
        if mixed:
            means.append(tuple(k for k, weight in enumerate(mixed) if weight))
        else:
            kept[place] = None
    return tuple(found[place] for place in kept), tuple(means)


def _policies(rival: Automaton, moves: int) -> Iterator[Policy]:
    """A move in each state that is reached, and the first in the others."""
    reached = [0]
    for state in reached:
        later = {s for move in range(moves) for s, _ in next_states(rival, state, move)}
        reached += sorted(later - set(reached))
    if moves ** len(reached) > MAX_POLICIES:
        raise UnsupportedError(
            f"there are {moves}^{len(reached)} policies against the others: at most {MAX_POLICIES} "
            "are gone through"
        )
    for chosen in product(range(moves), repeat=len(reached)):
        policy = [0] * len(rival.play)
        for state, move in zip(sorted(reached), chosen):
            policy[state] = move
        yield tuple(policy)


def _reached(
    rival: Automaton, shape: Sequence[int], policy: Policy, weights: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """The place of a policy: all probabilities but that of each one's last move."""
    mixes = [[ZERO] * n for n in shape]
    joint = list(product(*map(range, shape[1:])))
    for move, weight, mix in zip(policy, weights, rival.play):
        mixes[0][move] += weight
        for chance, moves in zip(mix, joint):
            for k, b in enumerate(moves, 1):
                mixes[k][b] += weight * chance
    return _place(mixes)


def _place(mixes: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
    return tuple(p for mix in mixes for p in mix[:-1])


def _strategies(place: Sequence[Fraction], shape: Sequence[int]) -> list[list[Fraction]]:
    """The mixed strategies of a place."""
    found, start = [], 0
    for n in shape:
        line = list(place[start : start + n - 1])
        found.append([*line, 1 - sum(line, ZERO)])
        start += n - 1
    return found


def _along(place: Sequence[Fraction], direction: Sequence[int]) -> Fraction:
    return sum((d * x for d, x in zip(direction, place)), ZERO)


def _mixed(places: Sequence[Sequence[Fraction]], place: Sequence[Fraction]) -> Mix:
    """Weights of places whose mean is another; () if there are none."""
    rows = [[ONE] * len(places), *map(list, zip(*places))]
    return tuple(nonnegative_solution(rows, [ONE, *place]))

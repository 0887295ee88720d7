"""The best that a deviator gets with coins handed on, among three players and more.

Each head holds a repeated game of all, and all have the same law; so the deviator's own and each
other's mixed strategy are linear in how often the game ends in each of the others' states with each
own move. What is reached are the mixtures of what policies reach, which choose a move in each. In
the weights of these corners a payoff is a polynomial, of at most as high a degree as there are
players (1 if what the others do is added up), whose largest value is found and proved
(:mod:`.best_quotient`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb, prod
from typing import Any

from flint import Ordering, fmpq_mpoly, fmpq_mpoly_ctx

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
    here = _place([play[k] for k in order])
    own = _mixed(places, here)
    payoffs = [game.payoff(player, outcome) for outcome in game.outcomes()]
    pays = _by_place(game, player, shape)
    degree = max(1, pays.total_degree())
    if comb(len(corners) + degree - 1, degree) > MAX_TERMS:
        gets = [pays(*map(to_fmpq, place)) for place in places]
        k, count = gets.index(max(gets)), len(corners)
        best: Mix = tuple(ONE if i == k else ZERO for i in range(count))
        if pays(*map(to_fmpq, here)) > max(gets):
            best = own
        bound = Bound(max(payoffs), ())
    else:
        worth = _by_weights(pays, places, degree)
        best, bound = largest(worth, [own], min(payoffs), max(payoffs))
    place: list[Any] = [sum((x * w for x, w in zip(column, best)), ZERO) for column in zip(*places)]
    return corners, Mixtures(best, means), tuple(map(simplest, place)), bound


def _by_place(game: Game, player: int, shape: Sequence[int]) -> fmpq_mpoly:
    """A player's payoff as a polynomial in the coordinates of a place, linear in those of each."""
    names = [f"{k}{a}" for k, n in enumerate(shape) for a in range(n - 1)]
    ring = fmpq_mpoly_ctx.get([f"z{name}" for name in names], Ordering.lex)
    unit, gens = ring.constant(1), list(ring.gens())
    chances = []
    for n in shape:
        line, gens = gens[: n - 1], gens[n - 1 :]
        chances.append([*line, unit - sum(line, unit * 0)])
    total = unit * 0
    for own, *others in product(*map(range, shape)):
        pays = to_fmpq(game.payoff(player, (*others[:player], own, *others[player:])))
        total += prod((line[a] for line, a in zip(chances, (own, *others))), start=unit * pays)
    return total


def _by_weights(pays: fmpq_mpoly, places: Sequence[Sequence[Fraction]], degree: int) -> Quotient:
    """The same in the weights of corners, homogeneous."""
    ring = ring_of(len(places))
    none, gens = ring.from_dict({}), ring.gens()[:-1]
    total = sum(gens, none)
    forms = [
        sum((gen * to_fmpq(x) for gen, x in zip(gens, column)), none) for column in zip(*places)
    ]
    above = none
    for powers, c in pays.to_dict().items():
        known = [form for form, power in zip(forms, powers) if power]  # each is linear
        above += prod(known, start=total ** (degree - len(known))) * c
    return Quotient(above, total**degree)


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


def _along(place: Sequence[Fraction], direction: Sequence[int]) -> Fraction:
    return sum((d * x for d, x in zip(direction, place)), ZERO)


def _mixed(places: Sequence[Sequence[Fraction]], place: Sequence[Fraction]) -> Mix:
    """Weights of places whose mean is another; () if there are none."""
    rows = [[ONE] * len(places), *map(list, zip(*places))]
    return tuple(nonnegative_solution(rows, [ONE, *place]))

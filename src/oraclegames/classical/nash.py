"""``nash``: all Nash equilibria of two players, and those of more that the oracles find.

- Nobody, one or two players have a choice: the maximal Nash subsets, exact and complete.
- More: the reflective oracles of the players as machines are the Nash equilibria (Fallenstein,
  Taylor and Christiano 2015). The search proves whether it found all; irrational equilibria come as
  exact algebraic numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from oraclegames.budget import Clock, OutOfTime, Tell
from oraclegames.classical.nash_result import Mixture, NashEquilibria, NashSet, Profile
from oraclegames.conditional.bimatrix.hull import hulls_meet, in_hull
from oraclegames.conditional.bimatrix.sets import nash_sets
from oraclegames.exact.algebraic import Number
from oraclegames.games.files.labels import default_labels
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.oracles.nash import nash_machines
from oraclegames.reflective.oracles.oracles import ReflectiveOracle
from oraclegames.reflective.oracles.solve_oracles import search_oracles

ONE: Mixture = (Fraction(1),)


def nash(
    game: GameLike, *, budget: float | None = None, progress: Tell | None = None
) -> NashEquilibria:
    """The Nash equilibria of a game: exact, and complete where the result says so.

    Args:
        game: any game.
        budget: seconds after which the search stops with what it has; None for no limit.
        progress: of three and more players, called for every box of the search.

    Returns:
        For two players all equilibria, as components of products of polytopes (maximal Nash
        subsets) with their extreme mixtures. For more players the isolated equilibria as points,
        with exact algebraic numbers where they are irrational, and continua by their dimension and
        some of their points. Where time ended the search, the pure equilibria at least.

    Cost: exponential. Two players with five moves each take some hundredths of a second, with eight
    moves seconds; three players with two moves about a second, with three moves some seconds.

    >>> print(nash("stag_hunt"))
    3 components of Nash equilibria; there are no others
    1. a point
       Row: Stag
       Column: Stag
       worth Row 4, Column 4
    2. a point
       Row: Stag 1/4, Hare 3/4
       Column: Stag 1/4, Hare 3/4
       worth Row 1, Column 1
    3. a point
       Row: Hare
       Column: Hare
       worth Row 1, Column 1
    """
    game = as_game(game)
    clock = Clock(budget)
    active = [i for i, count in enumerate(game.shape) if count > 1]
    if len(active) > 2:
        return _by_oracles(game, clock, progress)
    players = (active + [i for i in range(game.n_players) if i not in active])[:2]
    try:
        found = nash_sets(_of_two(game, players), clock)
    except (OutOfTime, KeyboardInterrupt):
        return NashEquilibria(game, _points(game, _pure(game)), "partial")
    components = []
    for part in found:
        sets = []
        for block in part:
            mixtures: list[tuple[Mixture, ...]] = [(ONE,)] * game.n_players
            for player, several in zip(players, block):
                mixtures[player] = several
            sets.append(NashSet(game, tuple(mixtures)))
        components.append(tuple(sets))
    return NashEquilibria(game, tuple(components), "complete")


def _of_two(game: Game, players: Sequence[int]) -> Game:
    """The game of those who can choose; of a single player, with another who cannot."""
    if len(players) == 1:
        own = [[game.payoff(0, outcome)] for outcome in game.outcomes()]
        return Game.from_arrays(own, [[0]] * len(own))
    i, j = players
    tables = [
        [
            [game.payoff(player, _at(game, {i: s, j: t})) for t in range(game.shape[j])]
            for s in range(game.shape[i])
        ]
        for player in players
    ]
    return Game.from_arrays(*tables)


def _at(game: Game, moves: dict[int, int]) -> tuple[int, ...]:
    return tuple(moves.get(player, 0) for player in range(game.n_players))


def _by_oracles(game: Game, clock: Clock, tell: Tell | None) -> NashEquilibria:
    plain = game.relabel(
        players=default_labels(game.n_players), moves=list(map(default_labels, game.shape))
    )
    oracles = search_oracles(nash_machines(plain), clock, tell=tell)
    found = [_set(game, entry) for entry in oracles]
    found += [NashSet(game, tuple((mixture,) for mixture in profile)) for profile in _pure(game)]
    largest: list[NashSet] = []
    for one in found:
        if not any(_holds(other, one) for other in largest):
            largest = [*(other for other in largest if not _holds(one, other)), one]
    largest.sort(key=lambda one: one.dimension)
    return NashEquilibria(game, _components(largest), oracles.status, oracles)


def _components(sets: Sequence[NashSet]) -> tuple[tuple[NashSet, ...], ...]:
    """The sets in groups that hang together; of a continuum it is not known what it touches."""
    groups: list[list[NashSet]] = []
    for one in sets:
        near = [group for group in groups if any(_meet(one, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), one])
    return tuple(map(tuple, groups))


def _holds(larger: NashSet, smaller: NashSet) -> bool:
    """Whether one set is a part of another, as far as that is known of a continuum."""
    if larger.continuum or smaller.continuum:
        return larger.mixtures == smaller.mixtures and larger.continuum >= smaller.continuum
    return all(
        all(_in_hull(mixture, outer) for mixture in inner)
        for inner, outer in zip(smaller.mixtures, larger.mixtures)
    )


def _in_hull(mixture: Mixture, several: Sequence[Mixture]) -> bool:
    """An irrational mixture lies in a point alone: between others it would be no extreme one."""
    if _is_rational([mixture, *several]):
        return in_hull(mixture, several)
    return mixture in several


def _meet(one: NashSet, other: NashSet) -> bool:
    if one.continuum or other.continuum:
        return False
    return all(
        hulls_meet(a, b) if _is_rational([*a, *b]) else a == b
        for a, b in zip(one.mixtures, other.mixtures)
    )


def _is_rational(mixtures: Sequence[Mixture]) -> bool:
    return all(isinstance(x, Fraction) for mixture in mixtures for x in mixture)


def _set(game: Game, entry: ReflectiveOracle) -> NashSet:
    """What an oracle says of the players: a point, a product of polytopes, or a continuum."""
    here = _profile(game, entry)
    if not entry.dimension:
        return NashSet(game, tuple((mixture,) for mixture in here))
    corners = [_profile(game, vertex) for vertex in entry.vertices]
    if entry.flat and corners:
        several = [tuple(dict.fromkeys(c[i] for c in corners)) for i in range(game.n_players)]
        if set(product(*several)) == set(corners):
            return NashSet(game, tuple(several))
    return NashSet(game, tuple((mixture,) for mixture in here), entry.dimension)


def _profile(game: Game, entry: ReflectiveOracle) -> Profile:
    rows: list[tuple[Number, ...]] = [tuple(row) for row in entry.distributions[: game.n_players]]
    return tuple(rows)


def _pure(game: Game) -> Iterator[Profile]:
    """The pure equilibria."""
    best = [set[tuple[int, ...]]() for _ in game.shape]
    for i, count in enumerate(game.shape):
        for rest in product(*(range(m) if k != i else (0,) for k, m in enumerate(game.shape))):
            outcomes = [(*rest[:i], s, *rest[i + 1 :]) for s in range(count)]
            payoffs = [game.payoff(i, outcome) for outcome in outcomes]
            best[i] |= {o for o, u in zip(outcomes, payoffs) if u == max(payoffs)}
    for outcome in sorted(set.intersection(*best)):
        yield tuple(
            tuple(Fraction(int(k == s)) for k in range(count))
            for s, count in zip(outcome, game.shape)
        )


def _points(game: Game, profiles: Iterator[Profile]) -> tuple[tuple[NashSet, ...], ...]:
    return tuple((NashSet(game, tuple((mixture,) for mixture in p)),) for p in profiles)

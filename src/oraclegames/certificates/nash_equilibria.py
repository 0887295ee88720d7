"""Documents of ``nash``: every set is one of equilibria, and for two players there are no others.

- A product of hulls is one of equilibria if its extreme profiles are: gains are linear in each
  mixture. Values are formed anew.
- Two players: the mixtures from which everything is made are the corners of {x ≥ 0 : Bᵀx ≤ 1} and
  {y ≥ 0 : Ay ≤ 1}, for payoffs made positive. They are found here by cutting a simplex with one
  half-space after the other. An equilibrium fixes a face of each, all of whose corners fit; so all
  equilibria are listed iff the listed sets are the maximal ones of corners that fit each other.
- Three players with two moves each: all are found anew
  (:mod:`oraclegames.certificates.nash_cube`), unless they fill a part of a face or a curve.
- Otherwise that there are no others, and irrational or continuous ones, are not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.nash import corners, groups
from oraclegames.certificates.nash_cube import check_cube, fits_cube
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.polytope import rank
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game

Mix = tuple[Fraction, ...]
Sets = tuple[tuple[Mix, ...], ...]

MOST_OUTCOMES = 64
"""Of two players with more outcomes than this it is not shown that there are no others."""


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/nash-1"."""
    document.only("schema", "version", "game", "components", "status")
    document["version"].text()
    game = game_of(document["game"])
    status = document["status"].word("complete", "partial", "undetermined")
    listed: list[list[Sets]] = []
    doubtful = False
    for component in document["components"]:
        component.require(bool(component.items()), "it is empty")
        sets = [_set(part, game) for part in component]
        doubtful = doubtful or None in sets
        listed.append([found for found in sets if found is not None])
    assumed = ["that irrational equilibria and continua are equilibria"] if doubtful else []
    choosing = [i for i, count in enumerate(game.shape) if count > 1]
    everything = Proof(("these are the Nash equilibria, and there are no others",))
    if status != "complete":
        return Proof(("these are Nash equilibria",), (*assumed, "whether there are others"))
    if fits_cube(game, choosing) and check_cube(document["components"], game, choosing):
        return everything
    if len(choosing) > 2 or game.n_outcomes > MOST_OUTCOMES:
        return Proof(("these are Nash equilibria",), (*assumed, "that there are no others"))
    _check_all(document["components"], game, listed, choosing)
    return everything


def _set(part: Part, game: Game) -> Sets | None:
    """The extreme mixtures of a set of equilibria; None where nothing shows that it is one."""
    # Long: a set that is only described, then one that is proved.
    part.only("mixtures", "values", "dimension", "continuum")
    continuum = part["continuum"].flag()
    dimension = part["dimension"].integer()
    exact = all(
        isinstance(x.value, str) and isinstance(x.exact(), Fraction)
        for several in part["mixtures"]
        for mix in several
        for x in mix
    )
    if not exact or continuum:
        free = sum(count - 1 for count in game.shape)
        fine = 0 < dimension <= free if continuum else dimension == 0
        part["dimension"].require(fine, "no set of mixtures has it")
        for several, count in zip(part["mixtures"].items(game.n_players), game.shape):
            for mix in several.items(1):
                for x in mix.items(count):
                    number_of(x)
        for ends in part["values"].items(game.n_players):
            for end in ends.items(2):
                number_of(end)
        return None
    sets = tuple(
        tuple(_mix(mix, count) for mix in several)
        for several, count in zip(part["mixtures"].items(game.n_players), game.shape)
    )
    for extreme, told in zip(sets, part["mixtures"]):
        told.require(0 < len(set(extreme)) == len(extreme), "a mixture repeats")
    spans = (rank([list(map(to_fmpq, mix)) for mix in s]) for s in sets)
    part["dimension"].require(dimension == sum(spans), "it is not that of the mixtures")
    values = [_check_profile(part, game, profile) for profile in product(*sets)]
    for column, ends in zip(zip(*values), part["values"].items(game.n_players)):
        ends.require(ends.rationals(2) == (min(column), max(column)), "they are not its values")
    return sets


def _mix(part: Part, count: int) -> Mix:
    mix = part.rationals(count)
    part.require(min(mix) >= 0 and sum(mix) == 1, "it is no mixture")
    return mix


def _check_profile(part: Part, game: Game, profile: tuple[Mix, ...]) -> list[Fraction]:
    """Nobody gains by another move; everybody's values."""
    values = []
    for i, count in enumerate(game.shape):
        worth = [_worth(game, profile, i, s) for s in range(count)]
        value = sum((x * w for x, w in zip(profile[i], worth)), Fraction(0))
        gains = max(worth) - value
        part["mixtures"].require(gains == 0, f"{game.players[i]!r} gains by another move")
        values.append(value)
    return values


def _worth(game: Game, profile: tuple[Mix, ...], player: int, move: int) -> Fraction:
    total = Fraction(0)
    others = [
        [move] if i == player else [s for s, x in enumerate(mix) if x]
        for i, mix in enumerate(profile)
    ]
    for outcome in product(*others):
        chance = prod(
            (profile[i][s] for i, s in enumerate(outcome) if i != player), start=Fraction(1)
        )
        total += chance * game.payoff(player, outcome)
    return total


# -- there are no others -------------------------------------------------------------------


def _check_all(
    part: Part, game: Game, listed: Sequence[Sequence[Sets]], choosing: Sequence[int]
) -> None:
    """The listed sets are the maximal ones, and components are what hangs together."""
    first, second = (*choosing, *(i for i in range(game.n_players) if i not in choosing), -1)[:2]
    rows, columns = game.shape[first], game.shape[second] if second >= 0 else 1

    def payoff(player: int, s: int, t: int) -> Fraction:
        at = {first: s, second: t}
        outcome = tuple(at.get(i, 0) for i in range(game.n_players))
        return game.payoff(player, outcome) if player >= 0 else Fraction(0)

    own = [[payoff(first, s, t) for t in range(columns)] for s in range(rows)]
    other = [[payoff(second, s, t) for s in range(rows)] for t in range(columns)]
    maximal = set(_maximal(own, other))
    told = []
    for place, component in zip(part, listed):
        blocks = []
        for sets in component:
            right = frozenset(sets[second]) if second >= 0 else frozenset({(Fraction(1),)})
            blocks.append((frozenset(sets[first]), right))
        told += blocks
        place.require(_is_one(blocks), "its sets do not hang together")
    part.require(len(set(told)) == len(told), "a set is listed twice")
    part.require(set(told) <= maximal, "a set is not a maximal one")
    part.require(maximal <= set(told), "there are other equilibria")
    part.require(len(groups(told, _meet)) == len(listed), "two components hang together")


Block = tuple[frozenset[Mix], frozenset[Mix]]


def _maximal(own: list[list[Fraction]], other: list[list[Fraction]]) -> Iterator[Block]:
    """The maximal sets of corners that fit each other: every move is unplayed or a best reply."""
    rows, columns = len(own), len(own[0])
    left = corners(other, range(rows), range(rows, rows + columns))
    right = corners(own, range(rows, rows + columns), range(rows))
    fits = {
        x: frozenset(y for y, met in right if len(seen | met) == rows + columns) for x, seen in left
    }
    meets = {frozenset[Mix]()}
    for near in fits.values():
        meets |= {near & known for known in meets if known} | {near}
    for meet in meets:
        if meet:
            xs = frozenset(x for x, near in fits.items() if meet <= near)
            if frozenset.intersection(*(fits[x] for x in xs)) == meet:
                yield xs, meet


def _meet(one: Block, other: Block) -> bool:
    return bool(one[0] & other[0]) and bool(one[1] & other[1])


def _is_one(blocks: Sequence[Block]) -> bool:
    return len(groups(blocks, _meet)) == 1

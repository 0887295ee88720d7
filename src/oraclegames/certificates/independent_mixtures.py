"""Three programs and more with coins handed on: their play, and the most that deviations get.

Each plays what she does at the end of a game in her own head, so that play is independent. What a
deviator's programs reach is linear in how often the game ends in each of the others' states with
each own move; these plans are a polytope whose corners are policies. All of those are gone through:
each reaches a mean of the corners that the document lists. In the weights of these a payoff is a
polynomial of at most as high a degree as there are players.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_mpoly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.coins import check_play, check_verdict, mean_payoff, with_the_last
from oraclegames.certificates.common_coins import Program, programs_of, seen_by
from oraclegames.certificates.part import Part
from oraclegames.certificates.polytope import in_hull
from oraclegames.certificates.simplex_cuts import check_most, ring_for
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

MAX_POLICIES = 1024
States = tuple[int, ...]
Flow = dict[tuple[int, int], list[tuple[int, Fraction]]]
"""For each number of the others' states and own move, where that leads with which probability."""


def check_mixtures(document: Part, game: Game, step: Fraction) -> Proof:
    """Every claim of a document "oraclegames/independent-coins-1" about such a game."""
    # Long: one statement for each key, since each follows from those before.
    players = range(game.n_players)
    programs = programs_of(document["programs"], game)
    play = check_play(document, game, programs, step)
    payoffs = [mean_payoff(game, player, play) for player in players]
    given = list(document["payoffs"].rationals(len(players)))
    document["payoffs"].require(given == payoffs, "they are others")
    gains, stays, sharp = False, True, True
    for player, reach, mixtures, deviation, best, bound in zip(
        players,
        document["reach"].items(len(players)),
        document["mixtures"].items(len(players)),
        document["deviations"].items(len(players)),
        document["best"].items(len(players)),
        document["bounds"].items(len(players)),
    ):
        mixtures.only("weights", "means")
        places = _corners(reach, mixtures["means"], game, player, programs, step)
        gets = _gets(deviation, mixtures["weights"], game, player, places)
        best.require(number_of(best) == gets, f"it gets {format_number(gets)}")
        most = _most(bound, game, player, places)
        gains |= bool(gets > payoffs[player])
        stays &= bool(most <= payoffs[player])
        sharp &= bool(gets == most)
    what = check_verdict(document, gains=gains, stays=stays, sharp=sharp)
    return Proof(("what all play and get", what))


def _order(game: Game, player: int) -> list[int]:
    """The players as a place names them: the deviator, and then the others."""
    return [player, *(k for k in range(game.n_players) if k != player)]


def _corners(
    part: Part,
    means: Part,
    game: Game,
    player: int,
    programs: Sequence[Program],
    step: Fraction,
) -> list[tuple[Fraction, ...]]:
    """Where the listed policies lead; what any other policy reaches is a mean of these."""
    others = _order(game, player)[1:]
    tuples = list(product(*(range(len(programs[k][0])) for k in others)))
    flow = _flow(game, player, programs, tuples)
    places = []
    for corner in part:
        corner.only("policy", "weights", "place", "values")
        policy = [item.integer() for item in corner["policy"].items(len(tuples))]
        known = all(0 <= move < game.shape[player] for move in policy)
        corner["policy"].require(known, "there is no such move")
        weights = corner["weights"].rationals(len(tuples))
        again = [step, *[Fraction(0)] * (len(tuples) - 1)]
        for t, move in enumerate(policy):
            for later, chance in flow[t, move]:
                again[later] += (1 - step) * weights[t] * chance
        corner["weights"].require(list(weights) == again, "they do not come again")
        place = _place(game, player, programs, tuples, policy, weights)
        corner["place"].require(corner["place"].rationals() == place, "the policy gets elsewhere")
        corner["values"].items(0)
        places.append(place)
    part.require(bool(places), "there is no corner")
    seen = set(places)
    part.require(len(seen) == len(places), "a corner comes twice")
    said = iter(means.items())
    for policy in _policies(part, flow, len(tuples), game.shape[player]):
        reached = _weights(flow, policy, step)
        place = _place(game, player, programs, tuples, policy, reached)
        if place not in seen:
            mean = next(said, None)
            if mean is None:
                means.refute("a policy leads beyond the corners")
            near = [k.integer() for k in mean.items()]
            mean.require(bool(near) and set(near) <= set(range(len(places))), "no such corners")
            inside = in_hull(*([*map(to_fmpq, place)], [[*map(to_fmpq, places[k])] for k in near]))
            mean.require(inside, "it is no mean of these")
            seen.add(place)
    means.require(next(said, None) is None, "no policy leads there")
    return places


def _flow(game: Game, player: int, programs: Sequence[Program], tuples: Sequence[States]) -> Flow:
    """Where the others go from each tuple of states, after each own move."""
    others = _order(game, player)[1:]
    number = {states: k for k, states in enumerate(tuples)}
    flow: Flow = {}
    for t, states in enumerate(tuples):
        for own in range(game.shape[player]):
            rows: dict[int, Fraction] = {}
            for moves in product(*(range(game.shape[k]) for k in others)):
                chance = prod(
                    (programs[k][0][s][a] for k, s, a in zip(others, states, moves)),
                    start=Fraction(1),
                )
                outcome = (*moves[:player], own, *moves[player:])
                later = number[
                    tuple(
                        programs[k][1][s][outcome[k]][seen_by(k, outcome, game.shape)]
                        for k, s in zip(others, states)
                    )
                ]
                if chance:
                    rows[later] = rows.get(later, Fraction(0)) + chance
            flow[t, own] = list(rows.items())
    return flow


def _policies(part: Part, flow: Flow, states: int, moves: int) -> Iterator[list[int]]:
    """All of them, in the states that some policy reaches."""
    reached, waiting = {0}, [0]
    while waiting:
        t = waiting.pop()
        later = {s for move in range(moves) for s, _ in flow[t, move]} - reached
        reached |= later
        waiting += later
    if moves ** len(reached) > MAX_POLICIES:
        part.unreadable(f"what at most {MAX_POLICIES} policies reach")
    places = sorted(reached)
    for chosen in product(range(moves), repeat=len(places)):
        policy = [0] * states
        for t, move in zip(places, chosen):
            policy[t] = move
        yield policy


def _weights(flow: Flow, policy: Sequence[int], step: Fraction) -> list[Fraction]:
    """How often the game ends in each tuple of states: w = ε e + (1 − ε) Mᵀ w."""
    size = len(policy)
    matrix = fmpq_mat(size, size, [fmpq(int(i == k)) for i in range(size) for k in range(size)])
    for t, move in enumerate(policy):
        for later, chance in flow[t, move]:
            matrix[later, t] -= to_fmpq((1 - step) * chance)
    right = fmpq_mat(size, 1, [to_fmpq(step) if t == 0 else fmpq(0) for t in range(size)])
    return [to_fraction(w) for w in matrix.solve(right).entries()]


def _place(
    game: Game,
    player: int,
    programs: Sequence[Program],
    tuples: Sequence[States],
    policy: Sequence[int],
    weights: Sequence[Fraction],
) -> tuple[Fraction, ...]:
    """All probabilities of moves but the last, the deviator's first."""
    found = [
        sum((w for w, move in zip(weights, policy) if move == a), Fraction(0))
        for a in range(game.shape[player] - 1)
    ]
    for at, k in enumerate(_order(game, player)[1:]):
        for b in range(game.shape[k] - 1):
            rows = (w * programs[k][0][states[at]][b] for w, states in zip(weights, tuples))
            found.append(sum(rows, Fraction(0)))
    return tuple(found)


def _mixes(place: Sequence[Any], game: Game, player: int) -> list[list[Any]]:
    """The players' mixed strategies at a place, in the game's order."""
    found: dict[int, list[Any]] = {}
    start = 0
    for k in _order(game, player):
        found[k] = with_the_last(place[start : start + game.shape[k] - 1])
        start += game.shape[k] - 1
    return [found[k] for k in range(game.n_players)]


def _gets(
    part: Part, mixture: Part, game: Game, player: int, places: Sequence[Sequence[Fraction]]
) -> Any:
    """What the deviation gets, which mixes the corners."""
    weights = [number_of(item) for item in mixture.items(len(places))]
    mixture.require(min(weights) >= 0 and sum(weights) == 1, "these are no probabilities")
    place: list[Any] = [
        sum((w * x for w, x in zip(weights, column)), Fraction(0)) for column in zip(*places)
    ]
    said = [number_of(item) for item in part.items(len(places[0]))]
    part.require(said == place, "the mixture leads elsewhere")
    return mean_payoff(game, player, _mixes(place, game, player))


def _most(bound: Part, game: Game, player: int, places: Sequence[Sequence[Fraction]]) -> Any:
    """What no mean of the corners exceeds."""

    def quotient() -> tuple[fmpq_mpoly, fmpq_mpoly]:
        *gens, _ = ring_for(len(places)).gens()
        none = gens[0] * 0
        total = sum(gens, none)
        forms = [
            sum((gen * to_fmpq(x) for gen, x in zip(gens, column)), none) for column in zip(*places)
        ]
        terms = _together(game, player)
        degree = max(map(len, terms), default=0)
        above = none
        for numbers, c in terms.items():
            term = total ** (degree - len(numbers)) * to_fmpq(c)
            for k in numbers:
                term *= forms[k]
            above += term
        return above, total**degree

    top = max(game.payoff(player, outcome) for outcome in game.outcomes())
    return check_most(bound, quotient, top)


def _together(game: Game, player: int) -> dict[tuple[int, ...], Fraction]:
    """A payoff by the coordinates of places: the coefficients of products, but those that are 0.

    A move that is no last one counts for its difference to the last one's payoff.
    """
    order, first = _order(game, player), {}
    start = 0
    for k in order:
        first[k] = start
        start += game.shape[k] - 1
    found: dict[tuple[int, ...], Fraction] = {}
    for outcome in game.outcomes():
        here = [k for k in order if outcome[k] < game.shape[k] - 1]
        total = Fraction(0)
        for kept in product((False, True), repeat=len(here)):
            last = {k for k, stays in zip(here, kept) if not stays}
            moves = tuple(
                game.shape[k] - 1 if k in last else move for k, move in enumerate(outcome)
            )
            total += (-1) ** len(last) * game.payoff(player, moves)
        if total:
            found[tuple(first[k] + outcome[k] for k in here)] = total
    return found

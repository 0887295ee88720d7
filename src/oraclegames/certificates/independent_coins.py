"""Two grounded programs with coins of their own: their play, and the most that deviations get.

Coins handed on: the weights of pairs of states solve w = ε e + (1 − ε) Mᵀ w, which has one
solution, and each plays what she does at the end of a game of her own. A deviation reaches a place
(p, q) by her and the other's first move. Each corner is what its policy reaches (its weights solve
the same kind of system). No strategy exceeds values v with v(t) = max ε r(t, a) + (1 − ε)·(mean of
v after it) over the moves a: so no place lies beyond a side. From p = 0 to p = 1 the corners bound
the places from above, on the way back from below; where p is fixed a payoff is linear in q.

Fresh coins: the play is that of :mod:`oraclegames.certificates.fresh_play`. Against a constant p
the other plays −det(A, −εe; r, 0)/det A, A = I − (1 − ε) M(p)ᵀ, and what p gets is largest at 0, at
1 or where its derivative is zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.coins import mean_payoff
from oraclegames.certificates.common_coins import Program, play_of_states, programs_of
from oraclegames.certificates.determinant import determinant
from oraclegames.certificates.fresh_constants import check_fresh
from oraclegames.certificates.fresh_play import fresh_play
from oraclegames.certificates.independent_mixtures import check_mixtures
from oraclegames.certificates.independent_plans import check_wide
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import Algebraic, format_number, real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

KEYS = (
    *("schema", "version", "game", "epsilon", "fresh", "programs", "weights", "play", "payoffs"),
    *("reach", "deviations", "plans", "errors", "bounds", "mixtures"),
    *("best", "holds"),
)
Place = tuple[Any, Any]


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/independent-coins-1"."""
    # Long: one statement for each key, since each follows from those before.
    document.only(*KEYS)
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.n_players > 1, "there are two players or more")
    step = document["epsilon"].rational()
    document["epsilon"].require(0 < step < 1, "it lies between 0 and 1")
    fresh = document["fresh"].flag()
    wide, many = fresh and game.shape != (2, 2), game.n_players > 2
    document["fresh"].require(not (fresh and many), "with fresh coins there are two players")
    lacking = {"plans": fresh or many or game.shape == (2, 2)}
    lacking |= {"errors": not wide, "bounds": not (wide or many), "mixtures": not many}
    document.only(*(key for key in KEYS if not lacking.get(key)))
    if many:
        return check_mixtures(document, game, step)
    if game.shape != (2, 2):
        return (check_fresh if fresh else check_wide)(document, game, step)
    one, two = programs_of(document["programs"], game)
    if fresh:
        (x, _), (y, _) = fresh_play(document["weights"], (one, two), step, None)
        found = x, y
    else:
        found = _handed_on(document["weights"], one, two, step)
    for part, x in zip(document["play"].items(2), found):
        said = [number_of(item) for item in part.items(2)]
        part.require(said == [x, 1 - x], "the programs play otherwise")
    payoffs = [mean_payoff(game, player, [(x, 1 - x) for x in found]) for player in (0, 1)]
    _numbers(document["payoffs"], payoffs, "they are others")
    borders = document["reach"].items(0 if fresh else 2)
    best = []
    for player, rival in ((0, two), (1, one)):
        part = document["deviations"].items(2)[player]
        place = number_of(part.items(2)[0]), number_of(part[1])

        def pays(place: Place, player: int = player) -> Any:
            firsts = place if player == 0 else place[::-1]
            return mean_payoff(game, player, [(x, 1 - x) for x in firsts])

        if fresh:
            answer, most = _best_constant(rival, step, game, player, place[0])
            part[1].require(place[1] == answer, "the other answers otherwise")
        else:
            border = _border(borders[player], rival, step)
            part.require(_on_border(place, border), "it is on no side of what is reached")
            most = _most(border, pays)
        part.require(pays(place) == most, f"the best gets {format_number(most)}")
        best.append(most)
    _numbers(document["best"], best, "the deviations get another")
    document["holds"].require(document["holds"].flag() == (payoffs == best), "it is otherwise")
    return Proof(("what both play and get", "the most that any deviation of whatever memory gets"))


def _numbers(part: Part, expected: Sequence[Any], why: str) -> None:
    said = [number_of(item) for item in part.items(len(expected))]
    part.require(said == list(expected), why)


# -- coins handed on -------------------------------------------------------------------------------


def _handed_on(part: Part, one: Program, two: Program, step: Fraction) -> Place:
    """What both play at the end of a game in each one's head."""
    (item,) = part.items(1)
    play = play_of_states(item, (one, two), step)
    return play[0, 0] + play[0, 1], play[0, 0] + play[1, 0]


def _border(part: Part, rival: Program, step: Fraction) -> list[Place]:
    """The corners of what a player reaches, in order, each with its policy and its side's proof."""
    play, after = rival
    states = range(len(play))
    places = []
    for corner in part:
        corner.only("policy", "weights", "place", "values")
        policy = [item.integer() for item in corner["policy"].items(len(play))]
        corner["policy"].require(set(policy) <= {0, 1}, "there is no such move")
        weights = corner["weights"].rationals(len(play))
        expected = [step if t == 0 else Fraction(0) for t in states]
        for t, move in enumerate(policy):
            for b, q in enumerate(play[t]):
                expected[after[t][b][move]] += (1 - step) * weights[t] * q
        corner["weights"].require(list(weights) == expected, "they do not come again")
        p = sum((w for w, move in zip(weights, policy) if move == 0), Fraction(0))
        q = sum((w * mix[0] for w, mix in zip(weights, play)), Fraction(0))
        corner["place"].require(corner["place"].rationals(2) == (p, q), "the policy gets elsewhere")
        places.append((p, q))
    part.require(len(places) > 1, "the constants are two corners")
    abscissas = [p for p, _ in places]
    turn = abscissas.index(max(abscissas))
    part.require(places[0][0] == 0 and places[turn][0] == 1, "the constants are corners")
    upper, lower = places[: turn + 1], places[turn:] + places[:1]
    ordered = all(p < q for (p, _), (q, _) in pairwise(upper)) and all(
        p > q for (p, _), (q, _) in pairwise(lower)
    )
    part.require(ordered, "the corners go to p = 1 and back")
    for corner, start, stop in zip(part, places, places[1:] + places[:1]):
        up, along = start[1] - stop[1], stop[0] - start[0]
        values = corner["values"].rationals(len(play))
        for t, value in enumerate(values):
            gets = []
            for move in (0, 1):
                later = (q * values[after[t][b][move]] for b, q in enumerate(play[t]))
                now = up * int(move == 0) + along * play[t][0]
                gets.append(step * now + (1 - step) * sum(later, Fraction(0)))
            corner["values"].require(value == max(gets), f"the best gets elsewhere from state {t}")
        on_side = values[0] == up * start[0] + along * start[1]
        corner["values"].require(on_side, "the side is not the end")
    return places


def _on_border(place: Place, border: list[Place]) -> bool:
    return any(
        (b[0] - a[0]) * (place[1] - a[1]) == (b[1] - a[1]) * (place[0] - a[0])
        and min(a[0], b[0]) <= place[0] <= max(a[0], b[0])
        for a, b in zip(border, border[1:] + border[:1])
    )


def _most(border: list[Place], pays: Any) -> Fraction:
    """The largest of a payoff on the sides, on each of which it is c + b s + a s²."""
    found = [pays(place) for place in border]
    for start, stop in zip(border, border[1:] + border[:1]):
        beyond = 2 * stop[0] - start[0], 2 * stop[1] - start[1]
        c, total, twice = pays(start), pays(stop), pays(beyond)
        a = (twice - 2 * total + c) / 2
        b = total - c - a
        if a < 0 < b < -2 * a:
            found.append(c - b * b / (4 * a))
    return Fraction(max(found))


# -- fresh coins -----------------------------------------------------------------------------------


def _best_constant(
    rival: Program, step: Fraction, game: Game, player: int, place: Any
) -> tuple[Any, Any]:
    """What the rival plays against a constant, and the most that any constant gets."""
    play, after = rival
    size, zero = len(play), fmpq_poly([0])
    p, one = fmpq_poly([0, 1]), fmpq_poly([1])
    matrix = [[one if s == t else zero for t in range(size)] for s in range(size)]
    for s, a, (b, chance) in product(range(size), (0, 1), enumerate((p, one - p))):
        matrix[after[s][a][b]][s] -= chance * to_fmpq((1 - step) * play[s][a])
    edge = [to_fmpq(step) * one if s == 0 else zero for s in range(size)]
    bordered = [[*row, -entry] for row, entry in zip(matrix, edge)]
    bordered.append([*(to_fmpq(mix[0]) * one for mix in play), zero])
    below, first = determinant(matrix, one), determinant(bordered, one)
    total = zero
    for (a, mine), (b, theirs) in product(
        enumerate((p, one - p)), enumerate((first, below - first))
    ):
        pays = game.payoff(player, (a, b) if player == 0 else (b, a))
        total += to_fmpq(pays) * mine * theirs
    slope = total.derivative() * below - total * below.derivative()
    places: list[Any] = [Fraction(0), Fraction(1)]
    if slope != 0:
        places += [root for root in real_roots(slope) if 0 < root < 1]
    return _at(first, place) / _at(below, place), max(_at(total, x) / _at(below, x) for x in places)


def _at(polynomial: fmpq_poly, place: Any) -> Any:
    """The value at an exact number."""
    if isinstance(place, Fraction):
        return to_fraction(polynomial(to_fmpq(place)))
    total = Algebraic(place.root, fmpq_poly([0]))
    for coefficient in reversed(polynomial.coeffs()):
        total = total * place + coefficient
    return total

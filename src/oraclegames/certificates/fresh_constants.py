"""Two programs with fresh coins, in games with more moves than two: the most that a constant gets.

Against a constant p the other plays Q(p)/D(p), homogeneous polynomials by Cramer's rule: D = det A
with A = s I − (1 − ε) M(p)ᵀ, s = Σ p, and Q_b = −det(A, −ε s e; r_b, 0); D is positive, since A is
diagonally dominant by columns. What p gets is N/D, which is nowhere more than what
:mod:`oraclegames.certificates.simplex_cuts` shows.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from flint import fmpq_mpoly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.coins import check_verdict, mean_payoff, with_the_last
from oraclegames.certificates.common_coins import Program, programs_of
from oraclegames.certificates.determinant import determinant
from oraclegames.certificates.fresh_play import fresh_play
from oraclegames.certificates.part import Part
from oraclegames.certificates.simplex_cuts import check_most, ring_for, value_at
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game

Corner = tuple[fmpq_mpoly, ...]


def check_fresh(document: Part, game: Game, step: Fraction) -> Proof:
    """Every claim of a document "oraclegames/independent-coins-1" about such a game."""
    # Long: one statement for each key, since each follows from those before.
    shapes = game.shape, game.shape[::-1]
    programs = programs_of(document["programs"], game)
    said = document.get("errors")
    play = fresh_play(document["weights"], programs, step, said)
    for part, mix in zip(document["play"].items(2), play):
        part.require([number_of(x) for x in part.items(len(mix))] == mix, "they play otherwise")
    payoffs = [mean_payoff(game, player, play) for player in (0, 1)]
    given = [number_of(part) for part in document["payoffs"].items(2)]
    document["payoffs"].require(given == payoffs, "they are others")
    document["reach"].items(0)
    apart = sum((part.rational() for part in said or ()), Fraction(0))
    gains, stays, sharp = False, True, True
    rows = zip(
        document["deviations"].items(2), document["best"].items(2), document["bounds"].items(2)
    )
    for player, (part, best, bound) in enumerate(rows):
        table = [
            [
                game.payoff(player, (a, b) if player == 0 else (b, a))
                for b in range(shapes[player][1])
            ]
            for a in range(shapes[player][0])
        ]
        gets, most = _check_best(part, bound, programs[1 - player], table, step)
        best.require(number_of(best) == gets, f"it gets {format_number(gets)}")
        slack = apart * (max(map(max, table)) - min(map(min, table)))
        gains |= bool(gets > payoffs[player] + slack)
        sharp &= bool(gets == most)
        stays &= bool(most <= payoffs[player] - slack)
    near = "" if said is None else ", to within the errors"
    what = check_verdict(document, gains=gains, stays=stays, sharp=sharp)
    return Proof((f"what both play and get{near}", what))


def _check_best(
    part: Part, bound: Part, rival: Program, table: list[list[Fraction]], step: Fraction
) -> tuple[Any, Any]:
    """What the deviation gets, and the most that any gets."""
    own, other = len(table), len(table[0])
    numbers = [number_of(item) for item in part.items(own + other - 2)]
    mix, answer = with_the_last(numbers[: own - 1]), with_the_last(numbers[own - 1 :])
    part.require(min(mix) >= 0, "these are no probabilities")
    ring = ring_for(own)
    total = sum(ring.gens()[:-1], ring.constant(0))
    below, moves = _answers(rival, ring, total, step)
    known = value_at(below, mix)
    found = [value_at(one, mix) / known for one in moves]
    part.require(found == answer, "the other answers otherwise")
    gets: Any = Fraction(0)
    above = ring.constant(0)
    for a, b in product(range(own), range(other)):
        gets = mix[a] * answer[b] * table[a][b] + gets
        above += ring.gens()[a] * moves[b] * to_fmpq(table[a][b])
    return gets, check_most(bound, lambda: (above, below * total), max(map(max, table)))


def _answers(
    rival: Program, ring: Any, total: fmpq_mpoly, step: Fraction
) -> tuple[fmpq_mpoly, list[fmpq_mpoly]]:
    """D and Q: what the rival plays against a constant."""
    play, after = rival
    size, none, unit = len(play), ring.constant(0), ring.constant(1)
    matrix = [[total if s == t else none for t in range(size)] for s in range(size)]
    for s, mix in enumerate(play):
        for (a, weight), (b, gen) in product(enumerate(mix), enumerate(ring.gens()[:-1])):
            matrix[after[s][a][b]][s] -= gen * to_fmpq((1 - step) * weight)
    edge = [total * to_fmpq(-step), *[none] * (size - 1)]
    bordered = [[*row, entry] for row, entry in zip(matrix, edge)]
    moves = [
        determinant([*bordered, [*(ring.constant(to_fmpq(mix[b])) for mix in play), none]], unit)
        for b in range(len(play[0]))
    ]
    return determinant(matrix, unit), moves

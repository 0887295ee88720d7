"""The extreme distributions of a piece as functions of the values (x, y), at some values.

Each is written as one polynomial for every outcome that is played: the probabilities are these
weights divided by their sum. Shown is that

- the weights solve the equations Σ_c w·(A_sc − x) = 0 of every row and Σ_s w·(B_sc − y) = 0 of
  every column, as polynomials, wherever the conditions that are listed are 0; and they are at the
  values;
- at the values they are positive, and play of these outcomes is determined by the equations;
- there are no other extreme distributions at the values: the simplex is cut with the equations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_mpoly

from oraclegames.certificates.demands import Moves, X, Y, reaches
from oraclegames.certificates.part import Part, outcome_of
from oraclegames.certificates.polytope import Polytope
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game, Outcome

_TERM = re.compile(r"([+-]?)(?:(\d+(?:/[1-9]\d*)?)|([xy](?:\^\d+)?))((?:\*[xy](?:\^\d+)?)*)")


def check_formulas(part: Part, game: Game, moves: Moves) -> None:
    """All that "formulas" of a piece says."""
    part.only("values", "vertices")
    x, y = part["values"].rationals(2)
    part["values"].require(reaches(game, (x, y), moves), "they are not reached")
    outcomes = [(s, c) for s in moves[0] for c in moves[1]]
    at = to_fmpq(x), to_fmpq(y)
    listed = [_play(item, game, outcomes, at) for item in part["vertices"]]
    rows = [
        [to_fmpq(game.payoff(i, o)) - at[i] if o[i] == s else fmpq(0) for o in outcomes]
        for i, own in enumerate(moves)
        for s in own
    ]
    body = Polytope.simplex(len(outcomes) - 1, fmpq(1))
    for row in rows:
        form = [*(a - row[-1] for a in row[:-1]), row[-1]]
        body = body.cut(form).cut([-a for a in form])
    found = {(*point, 1 - sum(point, fmpq(0))) for point in body.points}
    part["vertices"].require(set(listed) == found, "the extreme distributions are others")
    part["vertices"].require(len(listed) == len(found), "one stands there twice")


def _play(
    part: Part, game: Game, within: Sequence[Outcome], at: tuple[fmpq, fmpq]
) -> tuple[fmpq, ...]:
    """The probabilities of all outcomes within the moves, at the values."""
    part.only("outcomes", "weights", "conditions")
    outcomes = [outcome_of(item, game) for item in part["outcomes"]]
    inside = outcomes == sorted(set(outcomes)) and set(outcomes) <= set(within)
    part["outcomes"].require(inside, "they are not in order, or others are played")
    weights = [_polynomial(item) for item in part["weights"].items(len(outcomes))]
    numbers = [fmpq(w(*at)) for w in weights]
    part["weights"].require(all(number > 0 for number in numbers), "one is not positive there")
    conditions = {str(_polynomial(item)) for item in part["conditions"]}
    _check_sums(part, game, dict(zip(outcomes, weights)), conditions, at)
    total = sum(numbers, fmpq(0))
    masses = {o: number / total for o, number in zip(outcomes, numbers)}
    return tuple(masses.get(o, fmpq(0)) for o in within)


def _check_sums(
    part: Part,
    game: Game,
    weights: dict[Outcome, fmpq_mpoly],
    conditions: set[str],
    at: tuple[fmpq, fmpq],
) -> None:
    """What is left over at each move is 0, or one of the conditions; these are 0 at the values."""
    left: set[str] = set()
    made = sorted({(i, o[i]) for o in weights for i in range(2)})
    for i, s in made:
        total: Any = 0 * X
        for o, w in weights.items():
            if o[i] == s:
                total += w * (to_fmpq(game.payoff(i, o)) - (X, Y)[i])
        part["weights"].require(total(*at) == 0, "a move is not worth its value there")
        left |= set() if total.is_zero() else {str(total)}
    part["conditions"].require(conditions == left, "what must be 0 is something else")
    matrix = fmpq_mat(
        [
            [to_fmpq(game.payoff(i, o)) - at[i] if o[i] == s else fmpq(0) for o in weights]
            for i, s in made
        ]
    )
    part["outcomes"].require(matrix.rank() == len(weights) - 1, "it is not extreme")


def _polynomial(part: Part) -> fmpq_mpoly:
    """A sum of terms in x and y, such as "x^2*y - 3*x + 1/2"."""
    text = part.text().replace(" + ", "+").replace(" - ", "-")
    total, place = 0 * X, 0
    while place < len(text):
        found = _TERM.match(text, place)
        if found is None or (place and not found[1]):
            part.unreadable('a polynomial such as "x^2*y - 3*x + 1/2"')
        sign, number, power, powers = found.groups()
        term: Any = 1 + 0 * X
        if number:
            term *= to_fmpq(Fraction(number))
        for factor in filter(None, [power, *powers.split("*")]):
            name, _, exponent = factor.partition("^")
            term *= (X if name == "x" else Y) ** int(exponent or 1)
        total = total - term if sign == "-" else total + term
        place = found.end()
    return total

"""Documents of the exact region of two players: what can be seen of it from single points.

- *Vertices and samples*: exact numbers that satisfy the equations of the arcs they belong to. The
  equation of a cycle is formed anew from its outcomes: around it the distances |A − x| and |B − y|
  alternate between the two sides of the equation.
- *Reached or not*: :mod:`oraclegames.certificates.region_points`. Beside every arc two rational
  points are given, one on either side of its sample.

That there are no other arcs, that nothing changes along an arc, what totally mixed play reaches at
irrational points, and the area are not proved by the document.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq_mpoly, fmpq_mpoly_ctx

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.certificates.region_points import Points
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.games.game import Game, Outcome

PLANE = fmpq_mpoly_ctx.get(("x", "y"), "lex")


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/region-2" or "-3" that single points can show."""
    whole = document["schema"].word("oraclegames/region-2", "oraclegames/region-3")[-1] == "3"
    document.only(
        *("schema", "version", "game", "dimension", "area", "area_bounds", "vertices", "arcs"),
        *("status", "left_out"),
    )
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "the region is one of two players")
    document["version"].text()
    points = Points(game, whole)
    vertices = [_vertex(part, points) for part in document["vertices"]]
    sides = [_arc(part, points, vertices) for part in document["arcs"]]
    _check_dimension(document, sides)
    _check_area(document)
    left_out = document["left_out"].items()
    for rectangle in left_out:
        rectangle.only("x", "y")
        for axis in "xy":
            low, high = rectangle[axis].rationals(2)
            rectangle[axis].require(low <= high, "it is no interval")
    partial = document["status"].word("complete", "partial") == "partial"
    document["status"].require(partial == bool(left_out), "that depends on what was left out")
    which = "vertices and samples are" if whole else "rational points are"
    return Proof(
        (
            "vertices and samples lie on the curves of their arcs",
            f"{which} reached or not, as is said, and so are points beside every arc",
        ),
        (
            "that there are no other arcs and vertices",
            "that nothing changes along an arc, nor between it and the points beside it",
            *(() if whole else ("what is reached at irrational points",)),
            "the area and the dimension" if partial else "the area",
        ),
    )


def _check_dimension(document: Part, sides: Sequence[tuple[bool, bool]]) -> None:
    dimension = document["dimension"].integer()
    points = [part["included"].flag() for part in document["vertices"]]
    found = -1
    if any(around for around, _ in sides):
        found = 2
    elif any(on for _, on in sides):
        found = 1
    elif any(points):
        found = 0
    # what was left out may hold more
    partial = document["status"].value == "partial" and found <= dimension <= 2
    right = dimension == found or partial
    document["dimension"].require(right, f"the arcs and vertices say {found}")


def _check_area(document: Part) -> None:
    if document["area_bounds"].missing:
        document["area"].require(document["area"].missing, "it needs bounds")
        return
    low, high = (_float(part) for part in document["area_bounds"].items(2))
    document["area_bounds"].require(0 <= low <= high, "they are no bounds")
    middle = _float(document["area"])
    document["area"].require(middle == (low + high) / 2, "it is not in the middle of the bounds")


def _float(part: Part) -> float:
    if isinstance(part.value, bool) or not isinstance(part.value, int | float):
        part.unreadable("a number")
    if not math.isfinite(part.value):
        part.unreadable("a finite number")
    return float(part.value)


# -- vertices and arcs -----------------------------------------------------------------------------


def _point(part: Part) -> tuple[Any, Any]:
    x, y = (number_of(item) for item in part.items(2))
    return x, y


def _vertex(part: Part, points: Points) -> tuple[Any, Any]:
    part.only("values", "exact", "included", "evidence")
    at = _point(part["exact"])
    for shown, number in zip(part["values"].items(2), at):
        shown.shows(number)
    points.check(part, at, part["included"].flag())
    return at


def _arc(part: Part, points: Points, vertices: Sequence[tuple[Any, Any]]) -> tuple[bool, bool]:
    """Whether anything is reached beside it, and on it."""
    part.only("curve", "ends", "included", "sides", "sample", "evidence", "beside")
    sample = _point(part["sample"])
    curve = part["curve"]
    on = [(part["sample"], sample)]
    for end in part["ends"].items(2):
        number = end.integer()
        end.require(0 <= number < len(vertices), "there is no such vertex")
        on.append((end, vertices[number]))
    if curve["kind"].word("line", "cycle") == "line":
        vertical = _check_line(curve, points.game, on)
    else:
        vertical = _check_cycle(curve, points.game, sample, on)
    included = part["included"].flag()
    points.check(part, sample, included)
    reached = [side.flag() for side in part["sides"].items(2)]
    across = 0 if vertical else 1
    below, above = (points.decided(item) for item in part["beside"].items(2))
    part["beside"].require([below[1], above[1]] == reached, "the sides are said to be others")
    for values in (below[0], above[0]):
        part["beside"].require(values[1 - across] == sample[1 - across], "that is not beside it")
    between = below[0][across] < sample[across] < above[0][across]
    part["beside"].require(bool(between), "the sample is not between these points")
    part.require(len({included, *reached}) > 1, "nothing changes there")
    return any(reached), included


def _check_line(curve: Part, game: Game, points: Sequence[tuple[Part, tuple[Any, Any]]]) -> bool:
    curve.only("kind", "equation", "moves")
    curve["moves"].require(curve["moves"].missing, "a line has none")
    name, _, text = curve["equation"].text().partition(" = ")
    curve["equation"].require(name in ("x", "y"), "it is neither x nor y")
    player = "xy".index(name)
    payoffs = {game.payoff(player, o) for o in game.outcomes()}
    known = {format_rational(payoff): payoff for payoff in payoffs}
    curve["equation"].require(text in known, "there is no such payoff")
    for part, at in points:
        part.require(at[player] == known[text], "it does not lie on the line")
    return player == 0


def _check_cycle(
    curve: Part,
    game: Game,
    sample: tuple[Any, Any],
    points: Sequence[tuple[Part, tuple[Any, Any]]],
) -> bool:
    curve.only("kind", "equation", "moves", "component")
    cycle = [outcome_of(item, game) for item in curve["moves"]]
    curve["moves"].require(_is_cycle(cycle), "they are no cycle")
    sides = cancelled(game, cycle)
    polynomial, text = equation(sides, sample)
    curve["equation"].require(curve["equation"].text() == text, f"it should be {text}")
    factors = components(polynomial)
    if curve["component"].missing:
        curve["component"].require(len(factors) == 1, "the curve has several components")
        (polynomial,) = factors.values()
    else:
        name, _, zero = curve["component"].text().partition(" = ")
        curve["component"].require(zero == "0", "it is no equation of a component")
        curve["component"].require(len(factors) > 1, "the curve has one component")
        curve["component"].require(name in factors, "there is no such component")
        polynomial = factors[name]
    for part, at in points:
        part.require(value_of(polynomial, at) == 0, "it does not lie on the curve")
    return all(powers[1] == 0 for powers in polynomial.to_dict())


def components(polynomial: fmpq_mpoly) -> dict[str, fmpq_mpoly]:
    """The irreducible factors, with leading coefficient 1, by how they are written."""
    monic = [factor / factor.leading_coefficient() for factor, _ in polynomial.factor()[1]]
    return {str(factor): factor for factor in monic}


def _is_cycle(cycle: Sequence[Outcome]) -> bool:
    """Whether rows and columns are kept in turn, and all outcomes differ."""
    steps = [(a[0] == b[0], a[1] == b[1]) for a, b in zip(cycle, [*cycle[1:], *cycle[:1]])]
    turns = all(one != other for one, other in itertools.pairwise(steps))
    one_at_a_time = all(sum(step) == 1 for step in steps)
    rows = {o[0] for o in cycle}
    columns = {o[1] for o in cycle}
    length = len(cycle) // 2
    full = len(rows) == len(columns) == length
    return len(cycle) >= 4 and len(cycle) % 2 == 0 and turns and one_at_a_time and full


def cancelled(game: Game, cycle: Sequence[Outcome]) -> list[list[Fraction]]:
    """The payoffs in N and D, of the row player, and in M and E, of the column player.

    The first outcome and every other one lead into the same kind of node; of which kind tells the
    step to the next: it keeps the node.
    """
    keeps_row = cycle[0][0] == cycle[1][0]
    into_row = cycle[0::2] if keeps_row else cycle[1::2]
    into_column = cycle[1::2] if keeps_row else cycle[0::2]
    found = []
    for player, above, below in ((0, into_column, into_row), (1, into_row, into_column)):
        top = [game.payoff(player, o) for o in above]
        bottom = [game.payoff(player, o) for o in below]
        for payoff in list(top):
            if payoff in bottom:
                top.remove(payoff)
                bottom.remove(payoff)
        found += [sorted(top), sorted(bottom)]
    return found


def equation(
    sides: Sequence[Sequence[Fraction]], sample: tuple[Any, Any]
) -> tuple[fmpq_mpoly, str]:
    """N·M − D·E with all four products positive near the sample, and the equation in words."""
    x, y = PLANE.gens()
    top, bottom = 1 + 0 * x, 1 + 0 * x
    words = ["", ""]
    negative = 0
    for number, (payoffs, axis) in enumerate(zip(sides, (0, 0, 1, 1))):
        variable = (x, y)[axis]
        for payoff in payoffs:
            negative += bool(sample[axis] < payoff)
            factor = variable - to_fmpq(payoff)
            top, bottom = (top * factor, bottom) if number % 2 == 0 else (top, bottom * factor)
        words[number % 2] += _words("xy"[axis], payoffs)
    minus = -1 if negative % 2 else 1
    text = f"{words[0] or '1'} = {'-' if minus < 0 else ''}{words[1] or '1'}"
    return top - minus * bottom, text


def _words(name: str, payoffs: Sequence[Fraction]) -> str:
    text = ""
    for payoff in sorted(set(payoffs)):
        distance = f"({name} {'-' if payoff > 0 else '+'} {format_rational(abs(payoff))})"
        power = payoffs.count(payoff)
        text += (distance if payoff else name) + (f"^{power}" if power > 1 else "")
    return text


def value_of(polynomial: fmpq_mpoly, at: Sequence[Any]) -> Any:
    """A polynomial in x and y at exact numbers of one field."""
    total: Any = Fraction(0)
    for (i, j), coefficient in polynomial.to_dict().items():
        term: Any = Fraction(int(coefficient.p), int(coefficient.q))
        for number, power in zip(at, (i, j)):
            for _ in range(power):
                term = term * number
        total = total + term
    return total

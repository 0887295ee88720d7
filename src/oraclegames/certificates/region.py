"""Documents of the exact region of two players: what can be seen of it from single points.

- *Vertices and samples*: exact numbers that satisfy the equations of the arcs they belong to. The
  equation of a cycle is formed anew from its outcomes: around it the distances |A − x| and |B − y|
  alternate between the two sides of the equation.
- *Reached or not*: :mod:`oraclegames.certificates.region_points`. Beside every arc two rational
  points are given, one on either side of its sample.

- *All of it*: the plane is traced anew (:mod:`oraclegames.certificates.plane_trace`), and has the
  same arcs and vertices, with the same reached on them and beside them.

The area is not proved by the document; of a region that is partial, or has very many curves, that
there are no other arcs is not either.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.cycle_curve import (
    cancelled,
    components,
    equation,
    is_cycle,
    value_of,
)
from oraclegames.certificates.demands import TooManyError
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.certificates.plane_arcs import Arc, difference
from oraclegames.certificates.plane_face import Asked, Point
from oraclegames.certificates.plane_trace import Plane
from oraclegames.certificates.region_points import Points
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/region-2" or "-3" but its area."""
    whole = document["schema"].word("oraclegames/region-2", "oraclegames/region-3")[-1] == "3"
    document.only(
        *("schema", "version", "game", "dimension", "area", "area_bounds", "vertices", "arcs"),
        *("status", "left_out", "axes"),
    )
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "the region is one of two players")
    document["version"].text()
    check_axes(document, game)
    partial, dimension, seen = check_boundary(document, Points(game, whole))
    _check_area(document)
    which = "vertices and samples are" if whole else "rational points are"
    proved = [
        "vertices and samples lie on the curves of their arcs",
        f"{which} reached or not, as is said, and so are points beside every arc",
    ]
    if seen:
        proved.append("these are all arcs and vertices, and nothing changes along an arc")
        return Proof(tuple(proved), ("the area",) if dimension == 2 else ())
    return Proof(
        tuple(proved),
        (
            "that there are no other arcs and vertices",
            "that nothing changes along an arc, nor between it and the points beside it",
            *(() if whole else ("what is reached at irrational points",)),
            "the area and the dimension" if partial else "the area",
        ),
    )


def check_axes(document: Part, game: Game) -> None:
    """Whose values x and y are, if that is said."""
    axes = document.get("axes")
    if axes is not None:
        named = [item.text() for item in axes.items(2)]
        axes.require(named == list(game.players), "x is the first player's value, y the second's")


def check_boundary(document: Part, points: Points) -> tuple[bool, int, bool]:
    """The vertices and arcs of a set of values, and what was left out.

    Returns: whether it is partial, the dimension, and whether the boundary is seen to be whole.
    """
    vertices = [_vertex(part, points) for part in document["vertices"]]
    arcs = [_arc(part, points, vertices) for part in document["arcs"]]
    dimension = _check_dimension(document, arcs)
    left_out = document["left_out"].items()
    for rectangle in left_out:
        rectangle.only("x", "y")
        for axis in "xy":
            low, high = rectangle[axis].rationals(2)
            rectangle[axis].require(low <= high, "it is no interval")
    partial = document["status"].word("complete", "partial") == "partial"
    document["status"].require(partial == bool(left_out), "that depends on what was left out")
    return partial, dimension, not partial and _is_whole(document, points, arcs, vertices)


def _is_whole(
    document: Part, points: Points, arcs: Sequence[Arc], vertices: Sequence[Point]
) -> bool:
    """The boundary is what is listed; whether there was a way to see it."""
    try:
        plane = Plane(Asked(points.game, points.whole, points.only, points.look))
    except TooManyError:
        return False
    listed = []
    for k, (part, at) in enumerate(zip(document["vertices"], vertices)):
        using = [arc for arc, item in zip(arcs, document["arcs"]) if k in item["ends"].value]
        if len(using) == 1 and not using[0].ends:
            # the place where a closed curve is cut open
            part.require(part["included"].flag() == using[0].included, "nothing changes there")
        else:
            listed.append((k, at, part["included"].flag()))
    found = difference(plane.graph, arcs, [(at, included) for _, at, included in listed])
    if found is not None:
        key, number = found
        if number is None:
            document[key].refute("one is missing")
        place = listed[number][0] if key == "vertices" else number
        document[key][place].refute("the boundary has no such one")
    return True


def _check_dimension(document: Part, arcs: Sequence[Arc]) -> int:
    dimension = document["dimension"].integer()
    points = [part["included"].flag() for part in document["vertices"]]
    found = -1
    if any(True in arc.sides for arc in arcs):
        found = 2
    elif any(arc.included for arc in arcs):
        found = 1
    elif any(points):
        found = 0
    # what was left out may hold more
    partial = document["status"].value == "partial" and found <= dimension <= 2
    right = dimension == found or partial
    document["dimension"].require(right, f"the arcs and vertices say {found}")
    return dimension


def _check_area(document: Part) -> None:
    if document["area_bounds"].missing:
        document["area"].require(document["area"].missing, "it needs bounds")
        return
    low, high = (_float(part) for part in document["area_bounds"].items(2))
    document["area_bounds"].require(0 <= low <= high, "they are no bounds")
    flat = document["dimension"].value < 2
    document["area_bounds"].require(high == 0 or not flat, "there is no area")
    middle = _float(document["area"])
    document["area"].require(middle == (low + high) / 2, "it is not in the middle of the bounds")


def _float(part: Part) -> float:
    if isinstance(part.value, bool) or not isinstance(part.value, int | float):
        part.unreadable("a number")
    if not math.isfinite(part.value):
        part.unreadable("a finite number")
    return float(part.value)


# -- vertices and arcs -----------------------------------------------------------------------------


def _point(part: Part) -> Point:
    x, y = (number_of(item) for item in part.items(2))
    return x, y


def _vertex(part: Part, points: Points) -> Point:
    part.only("values", "exact", "included", "evidence")
    at = _point(part["exact"])
    for shown, number in zip(part["values"].items(2), at):
        shown.shows(number)
    points.check(part, at, part["included"].flag())
    return at


def _arc(part: Part, points: Points, vertices: Sequence[Point]) -> Arc:
    """An arc, as far as single points show it."""
    part.only("curve", "ends", "included", "sides", "sample", "evidence", "beside")
    sample = _point(part["sample"])
    curve = part["curve"]
    on = [(part["sample"], sample)]
    for end in part["ends"].items(2):
        number = end.integer()
        end.require(0 <= number < len(vertices), "there is no such vertex")
        on.append((end, vertices[number]))
    if curve["kind"].word("line", "cycle") == "line":
        vertical, name = _check_line(curve, points.game, on)
    else:
        vertical, name = _check_cycle(curve, points.game, sample, on)
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
    ends = tuple(at for _, at in on[1:])
    if part["ends"][0].value == part["ends"][1].value and ends[0] == sample:
        ends = ()  # a closed curve, cut open at its sample
    return Arc(name, ends, included, frozenset(reached))


def _check_line(curve: Part, game: Game, points: Sequence[tuple[Part, Point]]) -> tuple[bool, str]:
    """Whether it is upright, and its name."""
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
    return player == 0, f"{name} = {text}"


def _check_cycle(
    curve: Part,
    game: Game,
    sample: Point,
    points: Sequence[tuple[Part, Point]],
) -> tuple[bool, str]:
    """Whether it is upright, and the polynomial of its component."""
    curve.only("kind", "equation", "moves", "component")
    cycle = [outcome_of(item, game) for item in curve["moves"]]
    curve["moves"].require(is_cycle(cycle), "they are no cycle")
    sides = cancelled(game, cycle)
    polynomial, text = equation(sides, sample)
    said = curve["equation"].text()  # older documents leave the stars out
    curve["equation"].require(said in (text, text.replace("*", "")), f"it should be {text}")
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
    monic = polynomial / polynomial.leading_coefficient()
    return all(powers[1] == 0 for powers in polynomial.to_dict()), str(monic)

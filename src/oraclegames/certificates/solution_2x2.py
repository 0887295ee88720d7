"""All dependency equilibria of a 2×2 game: every piece that a document lists, and that none is
missing.

The totally mixed ones are compared with :mod:`oraclegames.certificates.interior`, which counts the
pieces: each piece listed is one of them, by the exact limits of its ends, and each of them is
listed. Edges and faces are compared point by point: a set that is listed and the set by the
conditions of :mod:`oraclegames.certificates.edges` agree at every cut of either and between
neighbouring cuts. Pure outcomes are decided one by one (:mod:`oraclegames.certificates.corners`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from oraclegames.certificates.corners import is_dependency
from oraclegames.certificates.edges import Edge, edges
from oraclegames.certificates.faces import Face, faces
from oraclegames.certificates.interior import Arc, Cells, Interior, interior
from oraclegames.certificates.part import Part, outcome_of
from oraclegames.certificates.points import check_equations, check_similarity, read_point
from oraclegames.certificates.pure import check_item
from oraclegames.certificates.spohn import check_crossing, check_curve, check_nash
from oraclegames.certificates.verify import Proof
from oraclegames.exact.surd import Exact, rational_between
from oraclegames.games.game import Game

_KEYS = ["dimension", "branches", "computed", "crossing", "curve", "j_invariant", "nash"]


def check_2x2(document: Part, game: Game) -> Proof:
    """Every claim but ``complete`` and ``method``, which the caller has checked."""
    known = interior(game)
    _check_interior(document["interior"], game, known)
    listed = [check_item(item, game)[0] for item in document["pure"]]
    for item in document["pure"]:
        item["isolated"].flag()
    expected = [o for o in game.outcomes() if is_dependency(game, o)]
    document["pure"].require(listed == expected, f"there are {len(expected)}, in order")
    for key in ("excluded", "undecided"):
        document[key].require(not document[key].items(), "every outcome is decided")
    document["status"].require(document["status"].text() == "complete", "all is decided")
    _check_sides(document["sides"], game, known)
    return Proof(
        (
            "each totally mixed equilibrium listed is one, and every piece is listed with its ends",
            "pure outcomes, edges and faces: those listed are equilibria, and none is missing",
            "which of them are reflective, and which pure ones are isolated",
            "the kind of the curve and the totally mixed Nash equilibrium on it",
        )
    )


# -- totally mixed ---------------------------------------------------------------------------------


def _check_interior(part: Part, game: Game, known: Interior) -> None:
    part.only(*_KEYS)
    part["computed"].require(part["computed"].flag(), "it is")
    dimension = part["dimension"]
    dimension.require(dimension.integer() == known.dimension, f"it is {known.dimension}")
    crossing = part.given("crossing")
    part["crossing"].require(
        (crossing is None) == (known.crossing is None),
        "no pieces cross" if known.crossing is None else "two pieces cross",
    )
    if crossing is not None and known.crossing is not None:
        check_crossing(crossing, game, known.crossing)
    branches = part["branches"].items()
    if known.dimension == 1:
        left = list(known.arcs)
        for branch in branches:
            branch.only("points", "ends")
            _check_branch(branch, game, left)
        part["branches"].require(not left, f"{len(left)} are missing")
    else:
        most = 0 if known.dimension == -1 else 1
        part["branches"].require(len(branches) <= most, f"there is at most {most}")
        for branch in branches:
            branch.only("points", "ends")
            branch["ends"].require(not branch["ends"].items(), "a surface has none")
            points = [_check_point(item, game)[0] for item in branch["points"]]
            branch["points"].require(len(set(points)) == len(points), "a point is listed twice")
    check_curve(part, game, known.dimension)
    check_nash(part, game)


def _check_branch(branch: Part, game: Game, left: list[Arc]) -> None:
    """The branch is one of the pieces that are left, which is taken out."""
    ends = [read_point(end) for end in branch["ends"].items(2)]
    matching = [k for k, arc in enumerate(left) if list(arc.ends) in (ends, ends[::-1])]
    branch["ends"].require(bool(matching), "no piece (that is not listed already) ends there")
    arc = left.pop(matching[0])
    places: list[Exact] = [arc.along(*ends[0])]
    for item in branch["points"]:
        cells, values = _check_point(item, game)
        item.require(arc.holds(*values), "it lies on another piece")
        places.append(arc.along(cells, values))
    places.append(arc.along(*ends[1]))
    if places[0] > places[-1]:
        places.reverse()
    rising = all(here < after for here, after in pairwise(places))
    branch["points"].require(rising, "they are not in order from the first end to the second")


def _check_point(item: Part, game: Game) -> tuple[Cells, tuple[Exact, Exact]]:
    cells, values = read_point(item)
    item["distribution"].require(min(cells) > 0, "it is not totally mixed")
    check_equations(item, game, cells, values)
    if "similarity" in item.mapping():  # earlier documents lack it
        check_similarity(item["similarity"], cells)
    return cells, values


# -- edges and faces -------------------------------------------------------------------------------


def _check_sides(part: Part, game: Game, known: Interior) -> None:
    listed: dict[tuple[int, ...], Part] = {}
    for item in part:
        item.only("support", "corners", "includes", "reflective")
        cells = [outcome_of(label, game) for label in item["support"]]
        support = tuple(2 * r + c for r, c in cells)
        item["support"].require(support not in listed, "it is listed twice")
        listed[support] = item
    for edge in edges(game):
        _check_edge(part, listed.get(edge.cells), edge, game)
        if edge.cells in listed:
            del listed[edge.cells]
    for face in faces(game):
        if face.support not in listed:
            part.require(face.is_empty, f"the support {_named(face.support, game)} is missing")
        else:
            item = listed.pop(face.support)
            item.require(not face.is_empty, "there are no equilibria with this support")
            _check_face(item, face, known)
    for item in listed.values():
        item["support"].refute("there are no equilibria with this support")


def _check_edge(whole: Part, item: Part | None, edge: Edge, game: Game) -> None:
    sets: list[list[Span]] = [[], []]
    if item is not None:
        sets = [[_span(item, edge)], [_reflective_span(part, edge) for part in item["reflective"]]]
    cuts = {Fraction(0), Fraction(1), *edge.samples()}
    cuts |= {q for spans in sets for span in spans for q in span[:2]}
    knots = sorted(cuts)
    places = [*knots[1:-1], *map(rational_between, knots, knots[1:])]
    for q in places:
        dependency = edge.is_dependency(q)
        truth = dependency, dependency and edge.is_reflective(q)
        for spans, holds, key in zip(sets, truth, ("corners", "reflective")):
            if sum(_member(span, q) for span in spans) != int(holds):
                place = whole if item is None else item[key]
                is_one = "an equilibrium of this kind" if holds else "no such equilibrium"
                place.refute(f"{_named(edge.cells, game)} holds {is_one} at {q} : {1 - q}")


Span = tuple[Exact, Exact, bool, bool]
"""The weight of the first cell at both corners, and whether each belongs to the set."""


def _span(item: Part, edge: Edge) -> Span:
    corners = item["corners"].items()
    item["corners"].require(1 <= len(corners) <= 2, "one corner or two")
    flags = [flag.flag() for flag in item["includes"].items(len(corners))]
    places: list[Exact] = []
    for corner in corners:
        cells, values = read_point(corner)
        q = cells[edge.cells[0]]
        corner["distribution"].require(q + cells[edge.cells[1]] == 1, "it lies on another edge")
        corner["values"].require(values == edge.values(q), "these are not the values")
        places.append(q)
    for flag, q in zip(item["includes"], places):
        flag.require(not flag.flag() or 0 < q < 1, "a pure outcome has another support")
    if len(corners) == 1:
        item["includes"].require(flags[0], "a point holds itself")
        return places[0], places[0], True, True
    item["corners"].require(places[0] != places[1], "they are equal")
    low, high = sorted(zip(places, flags), key=lambda pair: pair[0])
    return low[0], high[0], low[1], high[1]


def _reflective_span(part: Part, edge: Edge) -> Span:
    part.only("corners", "includes")
    return _span(part, edge)


def _member(span: Span, q: Exact) -> bool:
    low, high, with_low, with_high = span
    return bool(low < q < high or (q == low and with_low) or (q == high and with_high))


def _check_face(item: Part, face: Face, known: Interior) -> None:
    # Long: its corners, then the parts that are limits.
    corners = _face_corners(item, face)
    item["corners"].require(len(corners) == face.n_corners, f"there are {face.n_corners}")
    for k, corner in enumerate(corners):
        # A point of the border of a segment is an end of it; a corner of a triangle is one cell.
        zeros = sum(corner[cell] == 0 for cell in face.support)
        item["corners"][k].require(zeros >= face.n_corners - 1, "it is no corner of the set")
    parts = item["reflective"].items()
    for part in parts:
        part.only("corners", "includes")
    found = [_face_corners(part, face) for part in parts]
    if known.dimension >= 2:
        # On a face both values are fixed, and with them the answer: all of it or nothing.
        whole = known.closure(_mean(corners))
        item["reflective"].require(len(parts) == int(whole), "all of it is" if whole else "none is")
        if whole:
            parts[0]["corners"].require(set(found[0]) == set(corners), "all of it is")
        return
    ends = [cells for arc in known.arcs for cells, _ in arc.ends]
    limits = {cells for cells in ends if _support(cells) == face.support}
    item["reflective"].require(
        all(len(found_one) == 1 for found_one in found)
        and len(found) == len(limits)
        and {found_one[0] for found_one in found} == limits,
        "the limits of totally mixed equilibria are others",
    )


def _face_corners(item: Part, face: Face) -> list[Cells]:
    """The corners of a part, each a solution of the face's conditions."""
    corners = []
    for corner in item["corners"]:
        cells, values = read_point(corner)
        corner["distribution"].require(
            face.closure_holds(cells), "it does not solve the conditions"
        )
        corner["values"].require(values == face.values, "these are not the values")
        corners.append(cells)
    item["corners"].require(len(set(corners)) == len(corners) > 0, "they are not distinct")
    flags = [flag.flag() for flag in item["includes"].items(len(corners))]
    item["includes"].require(
        flags == [len(corners) == 1] * len(corners), "only a point holds itself"
    )
    return corners


def _mean(corners: Sequence[Cells]) -> Cells:
    totals: list[Exact] = [Fraction(0)] * 4
    for corner in corners:
        totals = [total + p for total, p in zip(totals, corner)]
    return tuple(total / len(corners) for total in totals)


def _support(cells: Cells) -> tuple[int, ...]:
    return tuple(k for k, p in enumerate(cells) if p != 0)


def _named(support: Sequence[int], game: Game) -> str:
    return ", ".join(f"({', '.join(game.outcome_labels(divmod(k, 2)))})" for k in support)

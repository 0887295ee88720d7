"""Documents of ``region`` as cells: boxes that cover all possible values, each in, out or open.

- *Out*: multipliers y with g(o) = Σ_i (y_{i,o_i}·U_i(o) − max over the cell of y_{i,o_i}·v_i) ≥ 0
  everywhere, > 0 somewhere: no equilibrium has such values.
- *In*: for the centre v, half-widths h_k and directions d_k of the cell, a distribution P and
  gradients R_k with, for every player i and move s (T: the outcomes with o_i = s),

      Σ_T P·(U_i − v_i) = 0,   Σ_T R_k·(U_i − v_i) = d_{k,i}·P(T),   m = P − Σ_k h_k·|R_k| > 0.

  Q = P + Σ τ_k R_k ≥ m meets the conditions at v + Σ τ_k d_k but for terms of second order. On some
  outcomes B as many as there are independent conditions, with G the inverse of the conditions'
  matrix there, a correction x is sought: x = G·(d_i·(Σ_k τ_k R_k(T) + x(T))). If for every j in B
  Σ |G_j|·H_i·(Σ_k h_k·|R_k(T)| + m(B ∩ T)) < m_j, where H_i = Σ_k h_k·|d_{k,i}|, the right-hand
  side maps the box |x| ≤ m into itself, so it has a fixed point (Brouwer), and Q + x > 0 is,
  normalised, an equilibrium with these values.
- *Edge*: neither is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq, fmpq_mat

from oraclegames.certificates.cover import Box, Vector, covers, excludes, gains_on
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.region_space import Space, read_space
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game

KEYS = (
    *("schema", "version", "game", "coordinates", "origin", "directions", "box", "tolerance"),
    *("cells", "volume", "status"),
)


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/region-1"."""
    document.only(*KEYS)
    document["version"].text()
    game = game_of(document["game"])
    space = read_space(document, game)
    tolerance = document["tolerance"].rational()
    document["tolerance"].require(tolerance > 0, "it is not positive")
    cells = document["cells"].items()
    if space.box is None:
        document["cells"].require(not cells, "no values are possible")
    boxes = [_box(cell, len(space.axes)) for cell in cells]
    if space.box is not None:
        document["cells"].require(covers(space.box, boxes), "they do not cover all values")
    sizes = {"in": Fraction(0), "out": Fraction(0), "edge": Fraction(0)}
    for cell, box in zip(cells, boxes):
        kind = _check_cell(cell, box, game, space)
        sizes[kind] += math.prod((b - a for a, b in zip(*box)), start=Fraction(1))
    volume = document["volume"].rationals(2)
    said = volume == (sizes["in"], sizes["in"] + sizes["edge"])
    document["volume"].require(said, "the cells have other sizes")
    _check_status(document, space, boxes, tolerance)
    return Proof(
        (
            "the values of every cell that is in are reached",
            "no values of cells that are out, or outside of all cells, are reached",
        ),
        ("which values of cells at the edge are reached",)
        if sizes["edge"] or _edges(cells)
        else (),
    )


def _edges(cells: list[Part]) -> bool:
    return any(cell["kind"].value == "edge" for cell in cells)


def _box(cell: Part, count: int) -> Box:
    low, high = (cell[end].rationals(count) for end in ("low", "high"))
    return low, high


def _check_status(document: Part, space: Space, boxes: Sequence[Box], tolerance: Fraction) -> None:
    """A search that went to its end left no cell larger than the tolerance open."""
    if document["status"].word("complete", "partial") == "partial" or space.box is None:
        return
    whole = [b - a for a, b in zip(*space.box)]
    for cell, box in zip(document["cells"], boxes):
        if cell["kind"].value == "edge":
            fine = all(b - a <= tolerance * w for a, b, w in zip(*box, whole))
            cell.require(fine, "it could have been cut")


def _check_cell(cell: Part, box: Box, game: Game, space: Space) -> str:
    kind = cell["kind"].word("in", "out", "edge")
    if kind == "edge":
        cell.only("low", "high", "kind")
    elif kind == "out":
        cell.only("low", "high", "kind", "multipliers")
        corners = [space.point(corner) for corner in _corners(box)]
        hull = tuple(map(min, zip(*corners))), tuple(map(max, zip(*corners)))
        moves = tuple(tuple(range(m)) for m in game.shape)
        gains = gains_on(cell["multipliers"], game, moves, hull)
        cell["multipliers"].require(excludes(gains, moves, True), "they exclude nothing")
    else:
        cell.only("low", "high", "kind", "distribution", "gradients", "rows", "columns")
        _check_inside(cell, box, game, space)
    return kind


def _corners(box: Box) -> list[Vector]:
    found: list[Vector] = [()]
    for a, b in zip(*box):
        found = [(*v, w) for v in found for w in ((a, b) if a < b else (a,))]
    return found


# -- cells that are in -----------------------------------------------------------------------------


def _check_inside(cell: Part, box: Box, game: Game, space: Space) -> None:
    """Every value vector of the cell is reached."""
    # Long: one statement for each part of the argument.
    centre = space.point([(a + b) / 2 for a, b in zip(*box)])
    half = [to_fmpq((b - a) / 2) for a, b in zip(*box)]
    directions = [[to_fmpq(x) for x in d] for d in space.directions]
    p = _numbers(cell["distribution"], game.n_outcomes)
    gradients = [_numbers(r, game.n_outcomes) for r in cell["gradients"].items(len(half))]
    rows = _Rows(game, centre)
    for (i, touched), row in rows.all:
        cell["distribution"].require(_dot(row, p) == 0, "it has other values")
        mass = _dot(touched, p)
        for part, d, gradient in zip(cell["gradients"], directions, gradients):
            part.require(_dot(row, gradient) == d[i] * mass, "it breaks a condition")
    margins = list(p)
    for h, gradient in zip(half, gradients):
        margins = [m - h * abs(x) for m, x in zip(margins, gradient)]
    cell["gradients"].require(min(margins) > 0, "some probability may vanish")
    if not directions:
        _none(cell, "rows", "columns")
        return
    chosen = [item.integer() for item in cell["rows"]]
    columns = [item.integer() for item in cell["columns"].items(len(chosen))]
    _check_range(cell["rows"], chosen, len(rows.all))
    _check_range(cell["columns"], columns, game.n_outcomes)
    enough = len(chosen) == rows.rank(directions) == rows.rank((), chosen)
    cell["rows"].require(enough, "they do not imply the other conditions")
    matrix = fmpq_mat([[rows.all[r][1][j] for j in columns] for r in chosen])
    cell["columns"].require(matrix.rank() == len(chosen), "the matrix has no inverse")
    forces = []
    for r in chosen:
        (i, touched), _ = rows.all[r]
        reach = sum((h * abs(d[i]) for h, d in zip(half, directions)), fmpq(0))
        force = sum((margins[j] for j in columns if touched[j]), fmpq(0))
        force += sum((h * abs(_dot(touched, g)) for h, g in zip(half, gradients)), fmpq(0))
        forces.append(reach * force)
    inverse = matrix.inv()
    for b, j in enumerate(columns):
        moved = sum((abs(inverse[b, k]) * force for k, force in enumerate(forces)), fmpq(0))
        cell["columns"].require(moved < margins[j], "the correction may be too large")


def _none(cell: Part, *keys: str) -> None:
    for key in keys:
        for item in cell[key]:
            item.integer()


def _check_range(part: Part, chosen: Sequence[int], count: int) -> None:
    inside = len(set(chosen)) == len(chosen) and all(0 <= k < count for k in chosen)
    part.require(inside, f"they are not different numbers from 0 to {count - 1}")


def _numbers(part: Part, count: int) -> list[fmpq]:
    return [to_fmpq(x) for x in part.rationals(count)]


def _dot(row: Sequence[fmpq], other: Sequence[fmpq]) -> fmpq:
    return sum((a * b for a, b in zip(row, other)), fmpq(0))


class _Rows:
    """The conditions at v: for each player i and move s ((i, where o_i = s), U_i − v_i there)."""

    def __init__(self, game: Game, v: Vector):
        self.all: list[tuple[tuple[int, list[fmpq]], list[fmpq]]] = []
        outcomes = list(game.outcomes())
        for i, count in enumerate(game.shape):
            gains = [to_fmpq(game.payoff(i, o) - v[i]) for o in outcomes]
            for s in range(count):
                touched = [fmpq(int(o[i] == s)) for o in outcomes]
                self.all.append(((i, touched), [t * g for t, g in zip(touched, gains)]))

    def rank(
        self, directions: Sequence[Sequence[fmpq]], chosen: Sequence[int] | None = None
    ) -> int:
        """How many conditions are independent, at all v + Σ τ_k d_k together."""
        table = []
        for r in range(len(self.all)) if chosen is None else chosen:
            (i, touched), row = self.all[r]
            table.append([*row, *(d[i] * t for d in directions for t in touched)])
        return int(fmpq_mat(table).rank()) if table else 0

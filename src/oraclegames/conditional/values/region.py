"""The region of achievable value vectors: certified cells and exact pieces.

The values of totally mixed dependency equilibria lie in the affine hull of the payoff vectors, and
in the box of individually possible values (:func:`oraclegames.conditional.values.boxes.box_bound`).
That part is cut into cells. A cell is

* *out*: one y excludes every value vector of it (:mod:`oraclegames.conditional.values.relaxation`);
* *in*: equilibria are followed from its centre to all its points
  (:mod:`oraclegames.conditional.values.neighbourhood`);
* *edge*: neither is proved at the size where cutting stops.

An y proves more than its cell: it excludes a convex polygon of values. In a generic 2×2 game the
region is a curve, no cell is *in*, and the closed form is attached. Payoff region: Portakal and
Sturmfels (2022); the certificates are derived.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, overload

from oraclegames.budget import Clock, Status, Tell
from oraclegames.certificates.verify import holds
from oraclegames.conditional.columns.konstanz import Multipliers, value_vector
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.two_by_two.totally_mixed import Interior, interior_2x2, odds_maps
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.two_players.possible_choices import few_enough
from oraclegames.conditional.two_players.questions import Notion
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.conditional.values.cutting import Cell, Cutting, Kind
from oraclegames.conditional.values.neighbourhood import Neighbourhood
from oraclegames.conditional.values.value_space import Space
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.plane import HalfPlane, clip
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct
from oraclegames.processes import workers_of

Vector = tuple[Fraction, ...]


@dataclass(frozen=True, repr=False)
class ValueRegion(Document, Tabular, Shown):
    """The achievable value vectors of a game, as certified cells.

    Attributes:
        game: the game.
        space: the affine space in which they lie.
        box: the box of coordinates that is covered; None if there is no possible value.
        cells: they cover the box.
        interior: the closed form of a 2×2 game.
        tolerance: cells are not cut below this share of the box.
        status: "complete", or "partial" if the search was stopped (cells are then coarser).
    """

    game: Game
    space: Space
    box: Box | None
    cells: tuple[Cell, ...]
    interior: Interior | None
    tolerance: Fraction
    status: Status

    @property
    def dimension(self) -> int:
        """The dimension of the space of possible values (the region's may be less)."""
        return -1 if self.box is None else len(self.space.axes)

    def classify(self, values: Any) -> Kind:
        """What the cells say about a value vector: "in" and "out" are proved."""
        v = value_vector(self.game.players, values)
        if self.box is None or not self.space.holds(v):
            return "out"
        coordinates = [v[i] for i in self.space.axes]
        if not self.box.holds(coordinates):
            return "out"
        kinds = {cell.kind for cell in self.cells if cell.box.holds(coordinates)}
        return "in" if "in" in kinds else "out" if "out" in kinds else "edge"

    def corners(self, cell: Cell) -> list[Vector]:
        """The value vectors at the corners of a cell."""
        return [self.space.point(corner) for corner in cell.box.corners]

    def shadow(self, players: tuple[int, int]) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """The projection to two players' values: boxes of *in* cells, boxes of *edge* cells.

        Every value pair of an *in* box is reached; none outside all boxes is.

        Raises:
            UnsupportedError: if one of the values is a function of the others'.
        """
        if len(set(players)) != 2 or not set(players) <= set(self.space.axes):
            raise UnsupportedError(
                f"a shadow needs two of the players {self.space.axes} whose values are free, "
                f"not {players}"
            )
        boxes: dict[Kind, dict[Box, None]] = {"in": {}, "edge": {}, "out": {}}
        for cell in self.cells:
            corners = [tuple(v[i] for i in players) for v in self.corners(cell)]
            box = Box(tuple(map(min, zip(*corners))), tuple(map(max, zip(*corners))))
            boxes[cell.kind][box] = None
        return tuple(boxes["in"]), tuple(boxes["edge"])

    @cached_property
    def volume(self) -> tuple[Fraction, Fraction]:
        """Proved bounds of the region's length, area or volume, in its coordinates."""
        sizes = {"in": Fraction(0), "out": Fraction(0), "edge": Fraction(0)}
        for cell in self.cells:
            sizes[cell.kind] += math.prod(cell.box.widths, start=Fraction(1))
        return sizes["in"], sizes["in"] + sizes["edge"]

    def outside(self, cell: Cell) -> list[Vector]:
        """The polygon of values that an *out* cell's certificate excludes, within the box.

        Two coordinates only; corners in order.
        """
        if not isinstance(cell.proof, tuple) or len(self.space.axes) != 2 or self.box is None:
            raise UnsupportedError("polygons belong to the out cells of regions of dimension 2")
        (a, b), (c, d) = self.box.low, self.box.high
        polygon = [(a, b), (c, b), (c, d), (a, d)]
        for plane in _half_planes(self.game, cell.proof):
            polygon = clip(polygon, plane)
        return [self.space.point(p) for p in polygon]

    def verify(self) -> bool:
        """Re-check that the cells cover the box, and every proof, by arithmetic alone."""
        return all(self._about(cell) for cell in self.cells) and holds(self.to_dict())

    def _about(self, cell: Cell) -> bool:
        """Whether a cell's proof is about this cell: the document writes its box once."""
        piece = cell.proof
        if cell.kind == "out":
            return isinstance(piece, tuple)
        if cell.kind == "edge":
            return piece is None
        return (
            isinstance(piece, Neighbourhood)
            and piece.directions == self.space.directions
            and piece.values == self.space.point(cell.box.centre)
            and piece.half == tuple(width / 2 for width in cell.box.widths)
        )

    def to_dict(self) -> dict[str, Any]:
        """The region as the JSON document "oraclegames/region-1": boxes of the coordinates."""
        return {
            **heading("oraclegames/region-1", self.game),
            "coordinates": [self.game.players[i] for i in self.space.axes],
            "origin": _texts(self.space.origin),
            "directions": [_texts(d) for d in self.space.directions],
            "box": self.box and {"low": _texts(self.box.low), "high": _texts(self.box.high)},
            "tolerance": format_rational(self.tolerance),
            "cells": [_cell_to_dict(cell) for cell in self.cells],
            "volume": _texts(self.volume),
            "status": self.status,
        }

    def columns(self) -> Columns:
        """A row for each cell: the ends of its coordinates, and whether it is in, out or edge."""
        ends = [
            (f"{side} value of {self.game.players[i]}", [corner[k] for corner in corners])
            for k, i in enumerate(self.space.axes)
            for side, corners in (
                ("least", [cell.box.low for cell in self.cells]),
                ("largest", [cell.box.high for cell in self.cells]),
            )
        ]
        return distinct([*ends, ("kind", [cell.kind for cell in self.cells])])

    def __str__(self) -> str:
        if self.box is None:
            return "no value vector is achievable by a totally mixed equilibrium"
        count = dict.fromkeys(("in", "out", "edge"), 0)
        for cell in self.cells:
            count[cell.kind] += 1
        low, high = map(rounded, self.volume)
        end = "" if self.status == "complete" else "; partial: the search was stopped"
        return (
            f"values in {self.dimension} dimensions: {count['in']} cells in, {count['out']} out, "
            f"{count['edge']} undecided at the edge; volume between {low} and {high}{end}"
        )


def _coordinates(game: Game, space: Space) -> Box | None:
    """The box bound in the coordinates of the space; None if no value is possible."""
    box = box_bound(game)
    if box.empty or not space.origin:
        return None
    return Box(tuple(box.low[i] for i in space.axes), tuple(box.high[i] for i in space.axes))


def _cell_to_dict(cell: Cell) -> dict[str, Any]:
    document: dict[str, Any] = {
        "low": _texts(cell.box.low),
        "high": _texts(cell.box.high),
        "kind": cell.kind,
    }
    proof = cell.proof
    if isinstance(proof, Neighbourhood):
        document["distribution"] = _texts(proof.probabilities)
        document["gradients"] = [_texts(gradient) for gradient in proof.gradients]
        document |= {"rows": list(proof.rows), "columns": list(proof.columns)}
    elif proof is not None:
        document["multipliers"] = [_texts(row) for row in proof]
    return document


def _texts(numbers: Sequence[Fraction]) -> list[str]:
    return [format_rational(x) for x in numbers]


def _half_planes(game: Game, y: Multipliers) -> list[HalfPlane]:
    """g(o) = a − b v_1 − c v_2 ≥ 0 for every outcome."""
    planes = set()
    for outcome in game.outcomes():
        own = [row[s] for row, s in zip(y, outcome)]
        gain = sum((w * u for w, u in zip(own, game.payoffs(outcome))), Fraction(0))
        planes.add((gain, own[0], own[1]))
    return [(-b, -c, -a) for a, b, c in sorted(planes)]


@overload
def region(
    game: GameLike,
    *,
    tolerance: str | int | Fraction,
    totally_mixed: bool | None = None,
    workers: int = 1,
    budget: float | None = None,
    progress: Tell | None = None,
) -> ValueRegion: ...


@overload
def region(
    game: GameLike,
    *,
    tolerance: Any = None,
    totally_mixed: bool | None = None,
    workers: int = 1,
    budget: float | None = None,
    progress: Tell | None = None,
) -> ValueRegion | PlanarRegion: ...


def region(
    game: GameLike,
    *,
    tolerance: Any = None,
    totally_mixed: bool | None = None,
    workers: int = 1,
    budget: float | None = None,
    progress: Tell | None = None,
) -> ValueRegion | PlanarRegion:
    """All values of equilibria: exact for two players, else in cells.

    Two players: the exact set in the plane of the values of all dependency equilibria, or of the
    totally mixed ones, by its vertices and by arcs of lines and of cycle curves with their
    equations (:mod:`oraclegames.conditional.two_players.solve_region`); complete unless the budget
    ends. Otherwise, or with a tolerance: all value vectors are classified as achievable by totally
    mixed equilibria, not achievable, or near the edge, by cells with proofs.

    Args:
        game: a game whose values have at most three free coordinates (all with two or three
            players; more with payoffs that are tied).
        tolerance: cells are not cut below this share of the box on each axis; for more than two
            players 1/32 for up to two coordinates, 1/12 for three, if not given.
        totally_mixed: whether only the totally mixed equilibria are asked for. If not given: all
            for two players, the totally mixed ones in cells.
        workers: how many processes share the cells; the answer is the same. Each further one takes
            a second to start, and Python begins anew in it, so that a script needs its main guard.
        budget: seconds after which cells are left out, or cutting stops; None for no limit. Ctrl-C
            stops cutting too.
        progress: called with the number of cells now and then.

    Cost: for two players some hundredths of a second for 3×3 games and about a second for 4×4,
    growing exponentially; for cells some linear programs each, some hundred to thousand cells, and
    the corners of cells that are not excluded are decided one by one.

    Raises:
        UnsupportedError: for more coordinates or too large a game; for all equilibria in cells.

    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> region(chicken).classify("5,4"), region(chicken, totally_mixed=True).classify("5,4")
    ('in', 'out')
    """
    game = as_game(game)
    workers_of(workers, "region")
    check_searchable(game, "region()")
    if game.n_players == 2 and tolerance is None:
        notion: Notion = "totally mixed" if totally_mixed else "dependency"
        if notion == "dependency" and not few_enough(game):
            raise UnsupportedError(
                "the values of all dependency equilibria are found for up to 65,536 choices of "
                f"played moves (8×8); the shape is {game.shape}: ask for the values of totally "
                "mixed ones, region(game, totally_mixed=True) or --totally-mixed"
            )
        return planar_region(game, notion=notion, budget=budget, progress=progress)
    if totally_mixed is False:
        raise UnsupportedError(
            "the values of all dependency equilibria are found for two players, without a "
            "tolerance; cells are those of totally mixed ones: leave out totally_mixed=False"
        )
    space = Space.of(game)
    if len(space.axes) > 3:
        raise UnsupportedError(
            f"the values have {len(space.axes)} free coordinates, but a region is drawn in at most "
            "3: ask best for the largest of an objective, values for one vector, and in Python "
            "bounding_box() or support()"
        )
    share = rational(
        tolerance if tolerance is not None else Fraction(1, 32 if len(space.axes) < 3 else 12),
        what="the tolerance",
    )
    if share <= 0:
        raise InputError("the tolerance of a region should be positive, such as 1/32")
    box = _coordinates(game, space)
    interior = interior_2x2(*odds_maps(game)) if game.shape == (2, 2) else None
    if box is None:
        return ValueRegion(game, space, None, (), interior, share, "complete")
    search = Cutting(game, space, box, share)
    status = search.run(Clock(budget), progress, workers)
    return ValueRegion(game, space, box, tuple(search.cells), interior, share, status)

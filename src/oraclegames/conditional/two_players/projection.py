"""Which probabilities two events have in the equilibria of a piece: polygons, to a proved distance.

Over single rational values the pairs of probabilities form a polygon, exactly. Over all values of
the piece they form a union of such polygons, whose rim is made of curves of high degree; so it is
given by finitely many polygons, and a distance that no pair has from all of them. Proved is that by
boxes of values (:mod:`oraclegames.certificates.projection`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Status
from oraclegames.certificates.best_values import Box
from oraclegames.certificates.projection import HalfPlane, left_by
from oraclegames.certificates.verify import holds
from oraclegames.conditional.two_players.graph import Point as Values
from oraclegames.conditional.two_players.pieces_words import moves_in_words
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.plane import Point
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game, Outcome
from oraclegames.games.names import counted
from oraclegames.games.shown import Shown

Events = tuple[tuple[Outcome, ...], tuple[Outcome, ...]]


@dataclass(frozen=True)
class Polygon:
    """All pairs of probabilities at some values.

    Attributes:
        values: (x, y).
        corners: of the polygon, counter-clockwise; two of a segment, or one.
        plays: for each corner an extreme distribution that has it.
    """

    values: tuple[Fraction, Fraction]
    corners: tuple[Point, ...]
    plays: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Leaf:
    """A box of values, and where the pairs are.

    Attributes:
        box: x from and to, y from and to.
        kind: "refused" if nobody plays so; "point" for single values with their polygon; "near" if
            half-planes hold all pairs near a polygon; "around" if they hold them near each other;
            "open" if they hold them, and no more is known.
        half_planes: that hold all pairs.
        polygon: the number of the polygon.
        values: in the box, at which the moves are played ("around"); irrational ones too.
    """

    box: Box
    kind: str
    half_planes: tuple[HalfPlane, ...] = ()
    polygon: int | None = None
    values: Values | None = None


@dataclass(frozen=True, repr=False)
class Projection(Document, Shown):
    """The pairs of probabilities that two events have in the equilibria of a piece.

    Attributes:
        game: the game.
        moves: those that the piece plays.
        events: two lists of outcomes; the pair is the probability of each.
        polygons: each of pairs of equilibria of the piece (or of limits of some), exactly.
        leaves: a cover of the values, which proves the distance.
        distance: every pair of the piece, but for those with values in an open box, is at most so
            far from one of the polygons or spots; and every spot from a pair. 0 if the polygons are
            all.
        status: "complete", or "partial" if the budget ended before the tolerance was reached.
    """

    game: Game
    moves: Moves
    events: Events
    polygons: tuple[Polygon, ...]
    leaves: tuple[Leaf, ...]
    distance: Fraction
    status: Status

    @property
    def spots(self) -> tuple[tuple[Point, ...], ...]:
        """Small polygons around pairs of equilibria whose values are irrational."""
        return tuple(self.corners(leaf) for leaf in self.leaves if leaf.kind == "around")

    def corners(self, leaf: Leaf) -> tuple[Point, ...]:
        """Of what the half-planes of a leaf leave: all pairs with values in its box are there."""
        first, second = map(frozenset, self.events)
        planes = [
            (one.normal, one.bound(self.game, self.moves, (first, second), leaf.box))
            for one in leaf.half_planes
        ]
        return tuple(left_by(planes))

    @property
    def open(self) -> tuple[Leaf, ...]:
        """Tiny boxes in which many different polygons meet: what holds all of their pairs."""
        return tuple(leaf for leaf in self.leaves if leaf.kind == "open" and self.corners(leaf))

    @property
    def ranges(self) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
        """The least and the largest probability of both events, as far as is shown."""
        shown = [one.corners for one in self.polygons] + list(self.spots)
        first, second = (
            (
                min(c[i] for corners in shown for c in corners),
                max(c[i] for corners in shown for c in corners),
            )
            for i in (0, 1)
        )
        return first, second

    def verify(self) -> bool:
        """Re-check the document without the search."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The document "oraclegames/projection-1"."""
        labels = self.game.outcome_labels
        return {
            **heading("oraclegames/projection-1", self.game),
            "moves": [[self.game.moves[i][s] for s in own] for i, own in enumerate(self.moves)],
            "events": [[list(labels(o)) for o in event] for event in self.events],
            "polygons": [
                {
                    "values": _texts(one.values),
                    "corners": [_texts(corner) for corner in one.corners],
                    "distributions": [_texts(play) for play in one.plays],
                }
                for one in self.polygons
            ],
            "cover": [_leaf(leaf) for leaf in self.leaves],
            "distance": format_rational(self.distance),
            "status": self.status,
        }

    def __str__(self) -> str:
        names = [
            " or ".join(f"({', '.join(self.game.outcome_labels(o))})" for o in event) or "nothing"
            for event in self.events
        ]
        lines = [
            f"{moves_in_words(self.game, self.moves)}: the probabilities of {' and '.join(names)}"
        ]
        what = counted(len(self.polygons), "polygon")
        if self.spots:
            what += f" and {counted(len(self.spots), 'point')}"
        if self.distance:
            lines.append(f"  {what}; no pair is farther from them than {rounded(self.distance, 3)}")
        else:
            lines.append(f"  {what}: these are all pairs, exactly")
        for name, (low, high) in zip(names, self.ranges):
            lines.append(f"  {name}: from {rounded(low)} to {rounded(high)}")
        places = dict.fromkeys(
            tuple(rounded(ends[0], 3) for ends in leaf.box) for leaf in self.open
        )
        lines += [f"  but for values close to ({', '.join(at)})" for at in places]
        if self.status == "partial":
            lines.append("  the time given did not reach the tolerance")
        return "\n".join(lines)


def _texts(numbers: Sequence[Fraction]) -> list[str]:
    return [format_rational(number) for number in numbers]


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {
        "x": _texts(leaf.box[0]),
        "y": _texts(leaf.box[1]),
        "kind": leaf.kind,
        "half_planes": [
            {
                "normal": _texts(plane.normal),
                "multipliers": [_texts(row) for row in plane.multipliers],
            }
            for plane in leaf.half_planes
        ],
        "polygon": leaf.polygon,
        "values": None if leaf.values is None else [number_document(v) for v in leaf.values],
    }
